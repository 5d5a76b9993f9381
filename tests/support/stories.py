"""Stories: what a contract asks and is answered, as text that is compared with what the service answers now.

    A sentence about what follows.
    > app:U2 POST /judgements {"object": "contact", "record_id": "P5", "verdict": "nobody"}
    < 200 {"record": ...}

A line that begins with `>` asks: scopes and acting user, method, path below the contract or from `/v1/`, body; indented
lines continue it, `+ If-Match: x` adds a header; a body that is a JSON string is sent as the text it holds.
`keep save = items.0.id` names a value of the answer, which later lines write as `{save}`. The lines with `!` act:
`! work` does the jobs that wait, `! task NAME` a periodic task of the worker, `! wait days=2` lets time pass,
`! delete` runs all planned deletions, also past ones, `! deliver` delivers to the CRM, `! fault - BUSY` lets the CRM's
second answer fail, `! miss BUSY` its next one to a search for an address, `! know contacts 5` and `! lose contacts 5`
add and delete a record there, `! tokens t` are all that it takes, `! asked` says what it was asked since, `! crm` and
`! rows links` what the CRM and a table hold.
In a body `"like": "M1"` stands for the columns of a member or company of the small network, `"with": {save}` for the
fields of a kept value, `{"times": 9, "of": "s"}` for a long text. Lines with `<` are answers, written anew where
ONEMATCH_WRITE_DOCS is set; all others are for people.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import httpx
from sqlalchemy import select

from serving.contract.activities.deliver import deliver_due
from serving.contract.leaving.deletion import Deletion, delete_now
from serving.http.wire.problems import MEDIA_TYPE
from serving.store.tables.schema import METADATA
from serving.vocabulary.terms import Scope
from serving.worker import work_table
from tests.support.crm_server import Fault
from tests.support.reports_tenant import do_jobs
from tests.support.sheets import books_of
from tests.support.small_network import COMPANIES, account, contact
from tests.support.tenant import Tenant
from tests.support.writeback_tenant import Writeback

MADE = re.compile(
    r'(om)?[0-9a-f]{32}|om[0-9a-f]{16}|contract-[12]|"\w*cursor": "[^"]*"|"(id|save_id|seq|statement|\w+_seq)": \d+'
    r'|"(?![a-z_]+"|/crm)[\w+/=-]{24,}"(?!:)|"token": "[^"]*"|"eyJ[^"]*"|"bundle": "[^"]*"|gone-\d+'
    r"|[0-9a-f]{12}\+[0-9a-f]{12}[.0-9]*|\b[0-9a-f]{16}\b|(?<=\d\.\d{3})\d+|\d\.?\d*e-\d+|//127[\d.:]+|(?<=no save )\d+"
)
"""Ids, numbers and cursors that are made for each, versions of models, and digits of probabilities after the third."""
ALIKE = re.compile(r', "repeats": 1, "hash": "\w+"')
"""What the entries of an audit trail have in common."""
_MADE_COLUMNS = {"seq", "hashes", "hash", "beginnings", "spelling", "word_hash", "statement_seq"}
SHOWN_HEADERS = ("location", "retry-after", "www-authenticate")


@dataclass
class Story:
    """A story as it is told to one contract."""

    tenant: Tenant
    crm: Writeback | None = None
    made: dict[str, Any] = field(default_factory=dict)
    tag: str = ""
    answer: Any = None
    problems: list[dict[str, Any]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    n_seen: int = 0

    def tell(self, text: str) -> list[str]:
        """Do what the lines say, each request a second after the last; return them with the answers of now."""
        self.made = {"contract": self.tenant.contract_id}
        told = []
        for number, lines in enumerate(_parts(text)):
            told += lines
            mark, _, rest = "".join(line.strip() for line in lines if not line.startswith("+ ")).partition(" ")
            if mark == ">":
                headers = dict(line[2:].split(":", 1) for line in lines if line.startswith("+ "))
                asked = self.ask(rest, f"k{number}", headers)
                told += [f"< {MADE.sub('*', ALIKE.sub('', answer))}" for answer in asked]
            elif mark == "!":
                told += [f"< {MADE.sub('*', shown)}" for shown in self.act(*rest.split())]
            elif mark == "keep":
                name, _, place = rest.partition(" = ")
                self.made[name] = _at(self.answer, place)
        return told

    def ask(self, line: str, key: str, more: Mapping[str, str]) -> Iterator[str]:
        """Ask what a line says, and the next pages of a list that it limits."""
        self.tenant.clock.forward(seconds=1)
        who, method, path, *written = line.split(" ", 3)
        scopes, _, acting = who.partition(":")
        named = {name: _filled(value.strip(), self.made) for name, value in more.items()}
        sent = {"If-Match": self.tag} | ({} if method == "GET" else {"Idempotency-Key": key}) | named
        whose: dict[str, Any] = {"scopes": [Scope(scope) for scope in scopes.split(",")], "acting": acting or None}
        asked = path.format(**self.made)
        body = json.loads(_filled(written[0], self.made), object_hook=_like) if written else None
        sent_body = body.encode() if isinstance(body, str) else body
        answer = self.tenant.ask(method, asked, sent_body, headers=sent, **whose)
        self.answer = _shown(answer)
        if answer.headers.get("content-type") == MEDIA_TYPE:
            self.problems.append(self.answer)
        self.said += _said_in(self.answer)
        self.tag = answer.headers.get("etag", self.tag)
        if method == "POST" and isinstance(self.answer, dict):
            self.made |= {name: self.answer[name] for name in ("id", "undo_id", "job_id") if self.answer.get(name)}
        shown = "".join(f"{name}: {answer.headers[name]} " for name in SHOWN_HEADERS if name in answer.headers)
        yield f"{answer.status_code} {shown}{_json(self.answer)}"
        page = self.answer
        while "limit=" in path and page.get("items") and page.get("next_cursor") is not None:
            page = self.tenant.good(method, f"{asked}&cursor={page['next_cursor']}", headers=sent, **whose)
            yield f"its next page {_json(page)}"

    def act(self, what: str, *of: str) -> Iterator[str]:
        """Do what a line says that begins with an exclamation mark; yield what it shows."""
        if what == "wait":
            self.tenant.clock.forward(**{name: float(count) for name, _, count in (one.partition("=") for one in of)})
        elif what == "work":
            do_jobs(self.tenant)
        elif what == "delete":
            parts = self.tenant.parts
            deletion = Deletion(parts.store, self.tenant.clock(), parts.settings.home_layout)
            yield from delete_now(deletion, self.tenant.contract_id)
        elif what == "task":
            [task] = [task for task in work_table().tasks if task.name == of[0]]
            task.function(self.tenant.parts, self.tenant.clock())
        elif what == "rows":
            yield from sorted(MADE.sub("*", _json(row)) for row in rows_of(self.tenant, of[0], _MADE_COLUMNS))
        elif self.crm is None:
            raise ValueError(f"! {what}: got a story without a CRM, expected wait, work, task, delete or rows")
        else:
            yield from self.act_in_crm(self.crm, what, *of)

    def act_in_crm(self, crm: Writeback, what: str, *of: str) -> Iterator[str]:
        """Do what a line says that concerns the CRM; yield what it shows."""
        if what == "deliver":
            deliver_due(self.tenant.parts, crm.now, crm.client, parallel=1)
        elif what in ("fault", "miss"):
            coming = crm.crm.faults if what == "fault" else crm.crm.look_up_faults
            coming.clear()
            coming.extend(Fault.__members__.get(name) for name in of)
        elif what in ("know", "lose"):
            getattr(crm.crm, what)(*of)
        elif what == "tokens":
            crm.crm.tokens = set(of)
        elif what == "asked":
            news = [exchange.call for exchange in crm.crm.double.journal][self.n_seen :]
            self.n_seen += len(news)
            for call in news:
                named = f"{call.headers['authorization']} {call.method} {call.path} {_json(call.query)}"
                yield f"{named} {call.headers.get('content-type', '')} {call.body.decode()}"
        elif what == "crm":
            yield from sorted(MADE.sub("*", _json(item)) for item in crm.crm.contents())
        else:
            raise ValueError(f"got ! {what}, expected what the first lines of this file name")


def rows_of(tenant: Tenant, table: str, left_out: Collection[str] = ()) -> list[list[Any]]:
    """Return the rows of a table that belong to a contract or its instance, without what is sealed or left out."""
    instance_id = f"{tenant.contract_id}-production"
    owners = {"contract_id": tenant.contract_id, "instance_id": instance_id, "caller": instance_id}
    one = METADATA.tables[table]
    owned = [one.c[column] == owner for column, owner in owners.items() if column in one.c]
    with tenant.store.reading() as connection:
        rows = connection.execute(select(*(c for c in one.c if c.name not in left_out)).where(*owned[:1])).all()
    shown = [[value for value in row if not isinstance(value, bytes | memoryview)] for row in rows]
    return sorted(shown, key=repr)


def _said_in(answer: object) -> Iterator[str]:
    """Yield what an answer says to people."""
    if isinstance(answer, dict):
        yield from (value for name, value in answer.items() if name in ("says", "told", "sentence") and value)
    if isinstance(answer, dict | list):
        for value in answer.values() if isinstance(answer, dict) else answer:
            yield from _said_in(value)


def _json(shown: object) -> str:
    return json.dumps(shown, ensure_ascii=False, default=str)


def _parts(text: str) -> Iterator[list[str]]:
    """Yield each line with those that continue it: indented ones and headers; without the answers."""
    lines = [line for line in text.splitlines() if not line.startswith("< ")]
    starts = [number for number, line in enumerate(lines) if not line.startswith(("  ", "+ "))]
    yield from (lines[first:end] for first, end in pairwise([*starts, len(lines)]))


def _at(answer: Any, place: str) -> Any:
    for name in place.split("."):
        answer = answer[int(name) if name.isdecimal() else name]
    return answer


def _filled(body: str, made: dict[str, Any]) -> str:
    """Return a text with the kept values in it: texts as they are, all others as JSON."""
    kept = {name: value if isinstance(value, str) else _json(value) for name, value in made.items()}
    return re.sub(r"\{(\w+)\}", lambda found: kept[found[1]], body)


def _like(columns: dict[str, Any]) -> Any:
    if "times" in columns:
        return columns["times"] * columns["of"]
    profile = columns.pop("like", None)
    if profile is None:
        kept: dict[str, Any] = columns.pop("with", {})
        return kept | columns
    return (account(profile) if profile in COMPANIES else contact(profile)) | columns


def _shown(answer: httpx.Response) -> Any:
    """Return the content of an answer; of an archive the cells of its workbooks."""
    media = answer.headers.get("content-type", "")
    if media.endswith("zip"):
        return books_of(answer.content)
    return answer.json() if media.endswith("json") else answer.text
