"""The blind index of records: keyed hashes of name words and e-mails, which hide the values without the key."""

from collections.abc import Mapping

from features.normalise.text import fold
from serving.rules.vocabulary import CrmObject
from serving.store.vault import DataKey

MOST_WORDS = 20
_NAMES = ("full_name", "first_name", "middle_name", "last_name", "nickname", "name")


def hashes_of(key: DataKey, crm_object: CrmObject, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keyed hashes of a record: one for each word of its names, one for its e-mail.

    An opportunity has one for its whole name, which should be unique (S48).
    """
    if crm_object is CrmObject.OPPORTUNITY:
        return (key.keyed_hash(f"name {values['name']}"),) if "name" in values else ()
    if crm_object is CrmObject.USER:
        return ()
    words = dict.fromkeys(word for name in _NAMES if name in values for word in fold(values[name]).split())
    hashes = [word_hash(key, word) for word in words][:MOST_WORDS]
    if "email" in values:
        hashes.append(email_hash(key, values["email"]))
    return tuple(hashes)


def word_hash(key: DataKey, word: str) -> str:
    """Return the keyed hash of one word of a name."""
    return key.keyed_hash(f"word {word}")


def email_hash(key: DataKey, email: str) -> str:
    """Return the keyed hash of an e-mail."""
    return key.keyed_hash(f"email {email}")
