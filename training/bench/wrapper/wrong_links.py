"""Wrong links of five causes, made by changing what happened to people and records, not by what the radar looks at.

Each cause is a scenario: it changes a record or members, and names the wrong profile that the record gets. Scenarios
read ids, employers and the truth. They read no comparison, no candidate and no probability.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from serving.rules.linking.suspects import SuspectCause

Row = dict[str, str]
CAUSES = (
    SuspectCause.SHARED_MAILBOX,
    SuspectCause.NAMESAKE,
    SuspectCause.MOVED,
    SuspectCause.ACCOUNT_DISAGREES,
    SuspectCause.DRIFT,
)
_HOME = ("street", "city", "region", "postal_code", "country")
_REACHED = ("email", "phone", "title", "headline", "profile_url", "birth_date", "middle_name")


@dataclass(frozen=True, slots=True)
class Tampered:
    """A CRM and a network with wrong links: by record the wrong profile and its cause; `late` records come later."""

    records: dict[str, Row]
    members: dict[str, Row]
    wrong: dict[str, tuple[str, SuspectCause]] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)


def tamper(
    records: Sequence[Mapping[str, str]],
    members: Sequence[Mapping[str, str]],
    truth: Mapping[str, str],
    each: int,
    seed: int,
) -> Tampered:
    """Return the CRM and the network with `each` wrong links of every cause; `truth` is by record."""
    made = Tampered({row["id"]: dict(row) for row in records}, {row["id"]: dict(row) for row in members})
    draw = random.Random(seed)
    free = list({truth[one]: one for one in made.records if truth.get(one) in made.members}.values())
    draw.shuffle(free)
    scenarios: dict[SuspectCause, Callable[[_Setting, str], str | None]] = {
        SuspectCause.SHARED_MAILBOX: _share_mailbox,
        SuspectCause.NAMESAKE: _add_namesake,
        SuspectCause.MOVED: _move_away,
        SuspectCause.ACCOUNT_DISAGREES: _add_elsewhere,
    }
    setting = _Setting(made, truth, draw, _colleagues(made.members, truth), iter(free))
    for cause, change in scenarios.items():
        done = 0
        while done < each and (record_id := next(setting.free, None)) is not None:
            wrong = change(setting, record_id)
            if wrong is not None:
                made.wrong[record_id] = wrong, cause
                done += 1
    _shift_mailboxes(setting, each)
    return made


@dataclass(frozen=True, slots=True)
class _Setting:
    """What scenarios change: CRM and network, the truth, employees that are in no record, and unused records."""

    made: Tampered
    truth: Mapping[str, str]
    draw: random.Random
    colleagues: Mapping[str, list[str]]
    free: Iterator[str]

    def donor(self) -> Row:
        """Return a random member."""
        return self.made.members[self.draw.choice(list(self.truth.values()))]


def _colleagues(members: Mapping[str, Row], truth: Mapping[str, str]) -> dict[str, list[str]]:
    """Return by company the members that no record is."""
    named = frozenset(truth.values())
    found: defaultdict[str, list[str]] = defaultdict(list)
    for member_id, row in members.items():
        if row.get("company") and member_id not in named:
            found[row["company"]].append(member_id)
    return found


def _share_mailbox(setting: _Setting, record_id: str) -> str | None:
    """A clerk keeps a colleague's mailbox in two records, and one of them is linked to that colleague."""
    right = setting.made.members[setting.truth[record_id]]
    colleagues = setting.colleagues.get(right.get("company", ""))
    other = next(setting.free, None)
    if not colleagues or other is None:
        return None
    wrong = colleagues.pop(setting.draw.randrange(len(colleagues)))
    mailbox = setting.made.members[wrong].setdefault("email", f"team{setting.draw.randrange(10**6)}@firm.example")
    for one in (record_id, other):
        setting.made.records[one]["email"] = mailbox
    return wrong


def _add_namesake(setting: _Setting, record_id: str) -> str | None:
    """Another person of the same name works at the same company."""
    right = setting.made.members[setting.truth[record_id]]
    return _namesake(setting, right) if right.get("company") else None


def _move_away(setting: _Setting, record_id: str) -> str | None:
    """The person changes the employer, the CRM does not know it, and a namesake starts at the former company."""
    right, new = setting.made.members[setting.truth[record_id]], setting.donor()
    if not right.get("company"):
        return None
    setting.made.records[record_id]["company"] = right["company"]
    wrong = _namesake(setting, right)
    past = "; ".join(filter(None, (right.get("company"), right.get("past_companies"))))
    for name in ("company", "company_id", "title", "headline", "email"):
        right.pop(name, None)
    right |= {name: new[name] for name in ("company", "company_id", "title") if name in new}
    right["past_companies"] = past
    return wrong


def _add_elsewhere(setting: _Setting, record_id: str) -> str | None:
    """Another person of the same name works elsewhere, and the record names its company by its account alone."""
    right, new = setting.made.members[setting.truth[record_id]], setting.donor()
    record = setting.made.records[record_id]
    if (
        not {"company", "company_id"} <= new.keys()
        or "account_id" not in record
        or right.get("company") == new["company"]
    ):
        return None
    record.pop("company", None)
    wrong = _namesake(setting, right)
    setting.made.members[wrong] |= {name: new[name] for name in ("company", "company_id")}
    setting.made.members[wrong].pop("past_companies", None)
    return wrong


def _namesake(setting: _Setting, right: Row) -> str:
    """Add a member with the same name and company who lives elsewhere and has another title; return the id."""
    new, donor = dict(right), setting.donor()
    for name in (*_HOME, *_REACHED):
        new.pop(name, None)
    new |= {name: donor[name] for name in (*_HOME, "title") if name in donor}
    new["id"] = f"n{len(setting.made.members)}"
    setting.made.members[new["id"]] = new
    return new["id"]


def _shift_mailboxes(setting: _Setting, each: int) -> None:
    """A file arrives later whose column of e-mails slipped by one row: each record has the next one's."""
    rows = [one for one in setting.free if setting.made.records[one].get("email")][: each + 1]
    shifted = [setting.made.records[one]["email"] for one in rows[1:]]
    for record_id, following, email in zip(rows, rows[1:], shifted, strict=False):
        setting.made.records[record_id]["email"] = email
        setting.made.wrong[record_id] = setting.truth[following], SuspectCause.DRIFT
    setting.made.late.extend(rows)
