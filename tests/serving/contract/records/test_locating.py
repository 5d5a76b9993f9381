"""Records located by what a user types: beginnings, one mistake, two words; nothing is left of deleted ones (S27)."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from features.normalise.text import fold
from serving.contract.records.blind_index import MAX_WORDS, one_edit_apart
from serving.contract.records.locate_names import STEP, WordMatch, rank_of
from serving.store.store import Store
from tests.support.databases import Databases, opened
from tests.support.named_records import NamedRecords
from tests.support.tenant import OTHER_SELLER, SELLER

LETTERS = "abcdé'"
WORDS = st.text(LETTERS, min_size=1, max_size=7)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join).filter(fold)
EDITS = ("drop", "add", "change", "swap", "join", "part")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def contacts(
    request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NamedRecords]:
    """One instance for all examples of a law; each example empties it first."""
    url = databases.make(request.param)
    store = opened(url, tmp_path_factory.mktemp("shards"))
    yield NamedRecords.of(store)
    store.close()
    databases.drop(url)


def edited(name: str, edit: str, dice: random.Random) -> str:
    """Return a name with one mistake of a sort, the name itself where that sort does not apply."""
    places = {
        "swap": [at for at in range(len(name) - 1) if " " not in name[at : at + 2]],
        "join": [at for at, letter in enumerate(name) if letter == " "],
        "part": [at for at in range(1, len(name)) if " " not in name[at - 1 : at + 1]],
    }
    at = dice.choice(places.get(edit, [at for at, letter in enumerate(name) if letter != " "]) or [-1])
    if at < 0:
        return name
    letter = dice.choice("abcdez")
    return {
        "begin": " ".join(one[: dice.randint(1, len(one))] for one in name.split()),
        "none": name,
        "drop": name[:at] + name[at + 1 :],
        "add": name[:at] + letter + name[at:],
        "change": name[:at] + letter + name[at + 1 :],
        "swap": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
        "join": name[:at] + name[at + 1 :],
        "part": name[:at] + " " + name[at:],
    }[edit]


@settings(max_examples=15, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=10), st.sampled_from(EDITS), st.randoms(use_true_random=False))
def test_s27_a_name_with_one_mistake_is_among_the_first_ten(
    contacts: NamedRecords, names: list[str], edit: str, dice: random.Random
) -> None:
    """S27: at most nine others can fit."""
    ids = {f"P{number}": name for number, name in enumerate(names)}
    contacts.clear()
    contacts.put(ids)
    wanted = dice.choice(list(ids))

    typed = edited(fold(ids[wanted]), edit, dice)
    found = contacts.found(typed) if typed.strip() else [wanted]

    assert wanted in found[:10], (typed, ids[wanted])


@settings(max_examples=15, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_s27_the_beginning_of_any_word_finds_its_record(
    contacts: NamedRecords, names: list[str], dice: random.Random
) -> None:
    """S27: from three letters on."""
    ids = {f"P{number}": name for number, name in enumerate(names)}
    contacts.clear()
    contacts.put(ids)

    found = {
        (one, word[:length]): contacts.found(word[:length])
        for one, name in ids.items()
        for word in [dice.choice(fold(name).split())]
        for length in range(3, len(word) + 1)
    }

    assert [asked for asked, ids_found in found.items() if asked[0] not in ids_found[:10]] == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(NAMES, min_size=1, max_size=12),
    st.sampled_from((*EDITS, "begin", "begin")),
    st.sampled_from((1, 3, 200)),
    st.sampled_from(({}, {"few": 100, "many": 1}, {"few": 1, "many": 2})),
    st.randoms(use_true_random=False),
)
def test_s27_the_first_ones_are_those_of_all_records_ranked_one_by_one(
    contacts: NamedRecords, names: list[str], edit: str, most: int, joined: dict[str, int], dice: random.Random
) -> None:
    """S27: whatever is looked up first, however words are joined, wherever it ends, and with records from before."""
    ids = {f"P{number:02}": name for number, name in enumerate(names)}
    contacts.clear()
    contacts.put(ids)
    contacts.forget_bits([one for one in ids if dice.random() < 0.2])

    typed = edited(edited(fold(dice.choice(names)), edit, dice), dice.choice((edit, "none", "begin")), dice)
    expected = ranked_one_by_one({one: list(dict.fromkeys(fold(name).split())) for one, name in ids.items()}, typed)

    assert contacts.found(typed, limit=most, **joined)[:most] == expected[:most], typed


def ranked_one_by_one(records: dict[str, list[str]], text: str) -> list[str]:
    """Rank every record by itself, also by what was typed with one space less or more, made of words that exist."""
    typed = text.split()[:MAX_WORDS]
    held = {word for words in records.values() for word in words}
    joined = [[*typed[:at], typed[at] + typed[at + 1], *typed[at + 2 :]] for at in range(len(typed) - 1)]
    parted = [
        [*typed[:at], one[:cut], one[cut:], *typed[at + 1 :]]
        for at, one in enumerate(typed)
        for cut in range(1, len(one))
        if {one[:cut], one[cut:]} <= held
    ]
    ranks: dict[str, int] = {}
    for record_id, words in records.items():
        found = [rank_of(typed, words)] if typed else []
        found += [
            rank + STEP * WordMatch.NEAR
            for reading in (*joined, *parted)
            if set(reading) <= set(words) and (rank := rank_of(reading, words)) is not None
        ]
        if known := [one for one in found if one is not None]:
            ranks[record_id] = min(known)
    return sorted(ranks, key=lambda one: (ranks[one], one))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abcd"), NAMES | st.none(), min_size=1), min_size=1, max_size=5))
def test_s15_spellings_are_those_of_the_words_that_live_records_hold(
    contacts: NamedRecords, batches: list[dict[str, str | None]]
) -> None:
    """S15: after changes of names and deletions in any order; deleting the last record removes every row."""
    contacts.clear()
    live: dict[str, str | None] = {}
    for batch in batches:
        contacts.put(batch)
        live |= batch

    named = {one: name for one, name in live.items() if name is not None}
    assert contacts.spelt() == contacts.spellings({word for name in named.values() for word in fold(name).split()})
    assert contacts.bits() == contacts.beginnings(named)

    contacts.clear()
    assert (contacts.spelt(), contacts.held()) == (set(), 0)


@given(st.text("abc1", min_size=1, max_size=6), st.text("abc1", min_size=1, max_size=6))
def test_words_are_one_edit_apart_as_ranks_say(typed: str, word: str) -> None:
    assert (word in one_edit_apart(typed)) == (OSA.distance(typed, word) == 1)


@pytest.mark.both_databases
def test_s27_more_records_than_are_ranked_do_not_hide_the_record_that_two_words_name(store: Store) -> None:
    """S27: the database joins the words before it is cut to the number that is ranked."""
    contacts = NamedRecords.of(store)
    contacts.put({f"P{number}": f"Maria Number{number}" for number in range(700)})
    contacts.put({f"Q{number}": f"Other{number} Kowalczyk" for number in range(700)} | {"wanted": "Maria Kowalczyk"})

    assert contacts.found("maria kowalczyk") == ["wanted"]
    assert contacts.found("mar kowalzcyk") == ["wanted"]


def test_s33_a_record_that_the_user_may_not_see_is_found_by_no_word_of_its_name(store: Store) -> None:
    """S33: that a name leads to it would confirm the name."""
    contacts = NamedRecords.of(store)
    contacts.put({"a": "Wilhelmina Thackeray", "b": "De Luca"}, visible_to=f"{SELLER}; U9")

    def found(typed: str) -> dict[str, list[str]]:
        return {user: contacts.found(typed, user_id=user) for user in (SELLER, OTHER_SELLER, SELLER.lower(), "")}

    typed_words = ("thackeray wilhelmina", "wilhel", "thakeray", "wilhelmina thack")
    for typed, wanted in (*((one, "a") for one in typed_words), ("deluca", "b")):
        assert found(typed) == {SELLER: [wanted], OTHER_SELLER: [], SELLER.lower(): [], "": []}


def test_s33_records_that_the_user_may_not_see_take_no_room_from_visible_ones(store: Store) -> None:
    contacts = NamedRecords.of(store)
    contacts.put({f"P{number}": f"Wilhelmina A{number}" for number in range(700)}, visible_to=OTHER_SELLER)
    contacts.put({"mine": "Wilhelmina Zimt"}, visible_to=SELLER)

    assert contacts.found("wilhel", user_id=SELLER) == ["mine"]


def test_a_name_typed_in_another_script_finds_its_record_in_latin_letters(store: Store) -> None:
    contacts = NamedRecords.of(store)
    contacts.put({"a": "Lee Wai Ming", "b": "Waiming Lei", "c": "Ng Wai Ming", "d": "Lee Myung-bak", "e": "李偉明"})

    assert contacts.found("李偉明") == ["e", "a", "b"]
    assert contacts.found("이명박") == ["d"]


def test_a_contract_finds_only_its_own_records(store: Store) -> None:
    mine = NamedRecords.of(store)
    other = NamedRecords.of(store, "contract-2")
    mine.put({"a": "Ann Lee"})
    other.put({"b": "Ann Leeson"})

    other.put({"b": None})

    assert (mine.found("lee"), other.found("lee")) == (["a"], [])
    assert mine.spelt() == mine.spellings({"ann", "lee"})
