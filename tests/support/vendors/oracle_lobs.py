"""Large objects of Oracle Sales: base64 in payloads, and the markers that activities and notes hold."""

import base64
import binascii
import re

from tests.support.vendors.oracle_state import OracleState, bad_request


def decoded(text: str, name: str) -> str:
    """Return the text of a LOB's base64; refuse what is no base64 of UTF-8."""
    try:
        return base64.b64decode(text, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise bad_request(f"The value of {name} is not base64 encoded", path=f"/{name}") from error


def duplicates(state: OracleState, marker: str) -> dict[str, list[str]]:
    """Return the activities and notes by the marker that they hold, where more than one holds it."""
    found: dict[str, list[str]] = {}
    for key, row in state.rows.items():
        if row.deleted:
            continue
        texts = [str(row.values.get("Subject") or "")]
        texts += [decoded(str(row.values.get(name) or ""), name) for name in ("ActivityDescription", "NoteTxt")]
        for match in set(re.findall(marker, "\n".join(texts))):
            found.setdefault(match, []).append(key)
    return {match: keys for match, keys in found.items() if len(keys) > 1}
