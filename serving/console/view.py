"""The pages as text: one environment of templates, the filters that they use, and the notes after an action."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from features.normalise.text import read_sentences
from features.normalise.written import name_in
from features.schema.texts import wording
from serving.console.terms import TERMS
from serving.drawing import svg
from serving.drawing.numbers import written
from serving.drawing.templates import Templates, environment_of

TEMPLATES = Path(__file__).parent / "templates"
"""The base template and its parts; a page's template stands beside its page."""
SUBJECTS = Path(__file__).parents[1] / "contract"
STATIC = Path(__file__).parent / "static"
COLOURS = Path(svg.__file__).parent / "colours.css"
NOTES = read_sentences(
    """
    answered: Your answer is stored; it holds at once, for all users.
    undone: The answer is withdrawn.
    paired: Your answer is stored; the next report of duplicates has it.
    rematched: The record is linked to the profile that you chose, for all users.
    rejected: The profile is rejected; the matcher will not link this pair again.
    applied: The judgements are applied.
    undone-all: The judgements are withdrawn as a whole.
    unsaved: The profile is no longer saved.
    created: The record is created in the CRM and linked.
    updated: The CRM has the new values; they show here once its sync service has sent them.
    unchanged: Nothing was changed.
    own-switches: Your switches are set; what was not sent yet of a kind that is off is cancelled.
    grant-ended: Your authorisation is deleted; what you do waits for a new one.
    queued: The note is on its way to the CRM.
    waits: The note is kept and not sent yet; below stands what it waits for.
    cleared: The saves are cleared.
    saved-settings: Saved. What depends on it, such as links, the worker decides anew within minutes.
    user-changed: The user's switches are set.
    user-added: The user is added and may come in; an import of the CRM's users replaces what you typed.
    client-revoked: The program is revoked and refused at once; its calls fail until you take this back.
    taken-back: It is as it was before.
    licence-changed: The licence is changed.
    retried: The activity is sent again.
    cancelled: The activity is cancelled.
    import-approved: The deletion is made. It can be taken back for 7 days.
    import-dropped: The import is dropped. Nothing was deleted.
    import-taken-back: The deleted records are back, but for those of which the CRM said something newer.
    corrected: The correction is taken.
    export-begun: The copy is being written; it appears under Jobs.
    connected: The CRM is connected; the sync service may send records now.
    in-sandbox: You are in the sandbox: its records, links and switches are its own.
    in-production: You are back in production.
    disconnected: The CRM is disconnected; badges are gone at once, its data is deleted when it is due.
    ended: The contract is terminated.
    """
)
"""What a page says after an action, by the word in its address."""
MAKERS = {
    "model": "the model",
    "user": "a user",
    "forced": "its profile address",
    "create_record": "its creation from the profile",
    None: "the CRM, which no longer has it",
}
"""Who made a link."""
CHAMPIONS = {"promote": "promoted", "rollback": "brought back"}
"""How a version became champion."""
STATED = {"match": "it is", "not_match": "it is not", "nobody": "it is nobody of the network"}
"""What a user said of a record, before the profile that was meant."""
CAUSES = read_sentences(
    """
    import: the CRM sent it
    statement: a user's answer
    account: its account's link moved
    model: a new model
    network: the network changed
    merge: the CRM merged records
    delete: the CRM deleted records
    """
)
"""Why a link changed."""
ACTIVITY_STATES = read_sentences(
    """
    queued: on its way
    sending: being sent
    retrying: will be sent again
    delivered: in the CRM
    needs_target: needs a record
    pending_auth: waits for its user
    dead: given up
    cancelled: cancelled
    """
)
"""An activity's state in words."""
ACTIVITY_REASONS = read_sentences(
    """
    busy: the CRM is busy
    unreachable: the CRM cannot be reached
    unknown: the CRM's answer was lost
    unauthorised: the CRM no longer takes the user's grant
    gone: the record is no longer in the CRM
    wrong_path: the CRM has no such address
    refused: the CRM refused it
    cannot_search: it may be in the CRM, which cannot be searched for it
    no_target: no record is linked to the profile
    not_indexed: the CRM's search may lag behind
    no_seat: the user has no seat
    no_grant: the user has not let onematch write to the CRM, or no longer
    closed: the CRM was disconnected
    contract: an admin switched off that anything is written to the CRM
    kind: an admin switched off that this is written to the CRM
    admin: an admin switched it off for this user
    user: the user switched it off, under Activities
    """
)
"""Why an activity is in its state."""
STATES = read_sentences(
    """
    linked: linked
    review: to review
    unmatched: no match
    duplicate: duplicate
    none: no match
    gone: not in the CRM
    """
)
BADGES = {
    "in_crm": "✓ in the CRM",
    "out_of_date": "≠ in the CRM, out of date",
    "not_in_crm": "⊘ not in the CRM",
}
"""Symbol and words of each badge (S22, S30)."""


@lru_cache(maxsize=8)
def static_file(name: str) -> bytes:
    """Return a static file; the stylesheet begins with the colours that reports have too."""
    colours = COLOURS.read_bytes() if name.endswith(".css") else b""
    return colours + (STATIC / name).read_bytes()


def render(template: str, **values: Any) -> str:
    """Return a page; everything that came from a record is escaped."""
    return _environment().get_template(template).render(**values, terms_shown={})


@lru_cache(maxsize=1)
def _environment() -> Templates:
    environment = environment_of([TEMPLATES, *filter(Path.is_dir, sorted(SUBJECTS.iterdir()))])
    filters = (percent, count, when, words, state, maker, activity, pretty, named, work, names)
    environment.filters["figures"] = written
    tables: dict[str, Mapping[Any, str]] = {"badge": BADGES, "cause": CAUSES, "stated": STATED, "champion": CHAMPIONS}
    environment.filters.update({each.__name__: each for each in filters})
    environment.globals["TERMS"] = TERMS
    environment.filters.update({name: partial(_of_table, table) for name, table in tables.items()})
    return environment


def _of_table(table: Mapping[Any, str], key: object) -> str:
    return wording(table[key])


def percent(value: float | None, digits: int = 1) -> str:
    """Return a share as a percentage; nothing counted is a dash."""
    return "–" if value is None else written(f"{value:z.{digits}%}")


def count(value: float | None) -> str:
    """Return a number with its thousands apart."""
    return "–" if value is None else written(f"{value:,.0f}")


def when(value: str | None) -> str:
    """Return a moment to the minute, in UTC; the page's script shows it in the reader's zone."""
    return "" if not value else datetime.fromisoformat(value).strftime("%Y-%m-%d %H:%M")


def words(name: object) -> str:
    """Return a name of the API as words."""
    return wording(str(name).replace("_", " ").replace("-", " "))


def state(name: str) -> str:
    """Return a state in words."""
    return wording(STATES.get(name, name))


def maker(link: Mapping[str, Any], stated: Sequence[object] = ()) -> str:
    """Return who made a link, or a state of the history; `stated` are the statements that hold."""
    if link["made_by"] == "model" and stated:
        return wording("the model, which decided among the profiles that no user refused")
    answered = (link["made_by"], link.get("cause")) == _ANSWERED
    return wording("a user, then the model" if answered else MAKERS[link["made_by"]])


_ANSWERED = ("model", "statement")


def activity(shown: Mapping[str, Any]) -> str:
    """Return an activity's state in words, with its reason."""
    parts = (ACTIVITY_STATES.get(shown["state"]), ACTIVITY_REASONS.get(shown["reason"], words(shown["reason"] or "")))
    return ", ".join(wording(part) for part in parts if part)


def named(columns: Mapping[str, Any] | None) -> str:
    """Return the name that a record or profile shows first."""
    return name_in(columns or {})


def work(columns: Mapping[str, Any] | None) -> str:
    """Return title and company of a person, or the city of a company."""
    values = columns or {}
    parts = (
        (values.get("title"), values.get("company"))
        if "company" in values or "title" in values
        else (values.get("city"),)
    )
    return ", ".join(str(part) for part in parts if part)


def names(values: list[str]) -> str:
    """Return names as a form carries them: browsers change line breaks in a value, and nothing in a JSON list."""
    return json.dumps(values)


def pretty(value: object) -> str:
    """Return a document for people who read JSON."""
    return json.dumps(value, indent=1, ensure_ascii=False) if isinstance(value, Mapping | list) else str(value)
