"""What a CRM says when it refuses a request, without any value (S77): fixed words and names of fields alone."""

import json
import re

import httpx

MOST_CHARACTERS = 300
_PLAIN = frozenset(
    """
    a access account activity allowed already an and app are associated association associations at attribute
    authorised authorized bad be been body by call cannot category characters code contact convert could create
    created date defined deleted denied does due duplicate empty end error errors exceeded exceeds exist exists expected
    failed field fields filter filterable following for forbidden format found from granted has have hasn't if in
    input insufficient internal into invalid is isn't it json json's large lead least length like limit long longer make
    many max maximum message method min minimum missing more most must name named names no not note null number object
    of on one only operator option options or order out owner page parameter parse permission permissions problem
    property properties provide query rate reached read record refused rejected request required resource row rows
    scope scopes server short should start string than that the there this time to token too type unable unauthorised
    unauthorized unique unknown unsupported update updated url user valid validation value values was were with you
    your
    """.split()  # noqa: SIM905 - sixteen lines, not two hundred
)
_WORD = re.compile(r"[^\s,.:;()\[\]{}\"'“”<>=/\\]+(?:'\w+)?")
_ERROR_CODE = re.compile(r"[A-Z]{3}-\d{5}")


def redacted_message(answer: httpx.Response, sent: object) -> str | None:
    """Return the message of a refusal; each word that is neither of a fixed list nor a name of a sent field is …."""
    names = set(re.findall(r'"(\w+)": ', json.dumps(sent)))  # a quote inside a value is escaped

    def shown(found: re.Match[str]) -> str:
        word = found[0]
        known = word in names or _ERROR_CODE.fullmatch(word) or _PLAIN.issuperset(word.casefold().split("_"))
        return word if known else "…"

    words = _WORD.sub(shown, " ".join(_message(answer)[: 10 * MOST_CHARACTERS].split()))
    return re.sub(r"…(?:\W*…)+", "…", words)[:MOST_CHARACTERS] or None


def _message(answer: httpx.Response) -> str:
    """Return the message of HubSpot or Oracle, of JSON or of a line of text; empty for anything else."""
    try:
        content = answer.json()
        details = content.get("o:errorDetails") or [content]
        found = details[0].get("detail") or content.get("message") or content.get("title")
    except (AttributeError, LookupError, TypeError, ValueError):
        found = answer.text if answer.headers.get("Content-Type", "").startswith("text/plain") else ""
    return found if isinstance(found, str) else ""
