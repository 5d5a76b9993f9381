"""The words of column headers: phrases that mean a canonical column, and words that qualify or own one.

Sources: the public field lists of HubSpot, Salesforce, Dynamics 365, Oracle Sales, Zoho, Pipedrive, Outlook, SAP,
SugarCRM and LinkedIn, and the usual translations. A rank is a distance from the plain meaning; from `QUESTION` on it is
asked about.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from features.normalise.text import word_set
from features.schema.kinds import Kind

QUESTION = 5
"""The least rank of a phrase or qualifier that is never taken without a question."""

FEEDBACK_COLUMNS = (
    "judged_at",
    "contract",
    "user",
    "model_version",
    "probability_shown",
    "decision_shown",
    "shown_alike",
    "reason_shown",
)
LABEL_COLUMNS = ("crm_id", "universe_id", "verdict", "split", "weight", "source", *FEEDBACK_COLUMNS)
"""The columns of labels; feedback adds its own."""
TEST = "test"
SPLITS = ("train", TEST)
CLUSTER_LABEL_COLUMNS = (
    "id",
    "cluster_id",
    "cluster",
    "id_a",
    "id_b",
    "verdict",
    "split",
    "probability",
    "why",
    "weakest_edge",
    "weakest_id",
)
"""The columns of clusters and of labelled pairs of one file; their names are never guessed."""

Phrases = Mapping[str, Mapping[str, str]]
"""By canonical column the phrases that mean it, by rank."""


@cache
def phrases_of(kind: Kind | None) -> Phrases:
    """Return the phrases of `phrases.toml` for a kind, for labels where it is None."""
    tables = tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))
    phrases: Phrases = tables["labels"] if kind is None else {**tables["contact"], **tables[kind]}
    return phrases


_QUALIFIERS_BY_RANK = (
    "1 01 full formatted current actual",
    (
        "primary main default preferred hq headquarters headquarter head office work business professional general "
        "official hauptsitz geschaftlich direct standard best legal associated"
    ),
    "corporate registered principal raw billing mailing physical correspondence invoice bill permanent",
    "shipping delivery ship visiting site branch",
    "mobile cell cellular home private personal residential privat",
    "other alternate alternative alt secondary second additional 2 3 4 5 02 03 old previous third tertiary former",
)
"""From rank 0 to the rank of a question."""
QUALIFIERS: Mapping[str, int] = {word: rank for rank, words in enumerate(_QUALIFIERS_BY_RANK) for word in words.split()}
"""Words beside a phrase that say which of several values it is, with the rank that they add."""
FURTHER = frozenset({"2", "3", "4", "5", "02", "03", "second", "third"})
"""Qualifiers of a further line of an address, which is no street."""
MOBILE = frozenset({"mobile", "cell", "cellular"})
"""Qualifiers that mean a phone by themselves."""

OBJECTS: Mapping[Kind, frozenset[str]] = {
    Kind.PERSON: word_set(
        "contact contacts lead leads person persons people individual consumer prospect member members candidate "
        "kontakt ansprechpartner"
    ),
    Kind.COMPANY: word_set(
        "account accounts company companies organization organizations organisation organisations org firm "
        "corporation enterprise institution businesses"
    ),
}
"""What a record is called; beside a phrase these words say whose value it is."""
EITHER_OBJECT = word_set("customer client party record object row entity item kunde profile cust")
"""What a record of either kind is called."""

FILLING = word_set(
    "the of or and a an s at on de 18 15 digit char system hs hubspot sf sfdc salesforce zoho crm pipedrive "
    "dynamics oracle field value in info information for to ids sales"
)
"""Words without a meaning of their own; `ids` stands for `id` before it is filled in."""

FOREIGN = word_set(
    "owner ownership created creator modified parent manager assistant asst reports reporting supervisor spouse "
    "partner vendor supplier referrer agent representative rep salesperson campaign deal opportunity ticket user "
    "emergency activity event bounced converted by opt unsubscribed source status type date time fax revenue count "
    "flag last latitude longitude geocode accuracy currency currencycode department description notes note rating "
    "stage method reason number zone range score verified photo image picture logo twitter facebook instagram "
    "checksum extension ext salutation prefix gender sic naics duns vat tax steuer unit suite building pager"
)
"""Words of other fields; a header that holds one is never guessed by its values."""

ADDRESS_WORDS = frozenset({"address", "addr", "location"})
HOUSE_WORDS = word_set(
    "number no nr n ndeg num house hausnummer hausnr numero nummer civico husnummer husnr huisnummer huisnr numer "
    "dom domu doma lokalu cislo popisne c p hazszam szam numarul numar kapi bina nomer arithmos"
)
"""Words for the number of a house, as headers that name the street as well have them."""
PLACE_COLUMNS = frozenset({"street", "city", "region", "postal_code", "country"})
ID_WORDS = frozenset({"id", "guid", "uuid", "uid", "key", "identifier"})
NO_MEANING = frozenset({"statecode", "statuscode"})
"""Headers whose words mean something else than they say: the state of a Dynamics record."""
