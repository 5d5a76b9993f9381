"""Passports of a contract: issued, then verified after changes of the network, a rebuilt index and a promotion."""

import hashlib
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import select

from data.index.build import build_index
from data.index.index import UniverseIndex
from data.tables.progress import Progress, silent
from features.normalise.records import normalise
from features.schema.kinds import COLUMNS, Kind
from serving.matching.bundle import MANIFEST, POLICY, bundle_hash
from serving.matching.matcher import Matcher
from serving.passports.content import Header
from serving.passports.issue import SealedPart
from serving.passports.passport import Passport
from serving.passports.places import Places
from serving.passports.verification import PassportVerdict, Verification, Verifier
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.runtime.champions import ChampionChange
from serving.runtime.home import Home, Pointer, write_pointer
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.store.tables.links import links
from serving.store.upgrade import migrate
from serving.sync.linking.explaining import ContractRecord
from serving.sync.linking.passports import header_of, issue_passport, issuer_key, office_of, signing_keys
from serving.sync.records.links import link_of
from serving.sync.records.matching import Matchers
from training.bench.ground import SEED, GroundSize, draw_sample
from training.bench.live import bundle_for
from training.bench.results import BenchResult, BenchTable, Row
from training.bench.wrapper.contract import NOW, BenchContract, import_rows, make_contract, rows_of_file
from training.evaluation.workspace import bench_home
from training.promotion.history import appending

KIND = Kind.PERSON
CHANGED_SHARE = 0.05
TRIED = 100
"""Passports of which one digit is changed, and of which the index is taken away."""
DIGITS = "0123456789"
MemberRow = dict[str, str]
NOT_CHANGED = ("format", "issuer", "issued_at")
"""Another issuer has another key, another time may be one at which the key was not in use."""
REPLAYED = ("decision", "candidates", "record", "profile")
NOTE = (
    "Half of the passports are issued before a change of the network and half after it. Then the network changes "
    "again, its index is built in another folder, and another bundle is promoted with it. signed again: one digit is "
    "changed by who holds the signing key; sealed again: who holds the contract's key too, so only the replay refutes."
)


@dataclass(frozen=True, slots=True)
class PassportBench:
    """The passports, the contacts and members of the contract, the seed, and the bundle that is promoted first."""

    passports: int = 10_000
    people: int = 20_000
    seed: int = SEED
    bundle: Path | None = None


def bench_passports(request: PassportBench, load_before: float, progress: Progress) -> BenchResult:
    """Issue passports, change everything that a match reads, and verify them."""
    files = draw_sample(GroundSize(KIND, request.people, request.passports, request.seed), progress)
    bench_home().mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=bench_home()) as folder:
        home = Home(Path(folder))
        settings = Settings(home=home.root, workers=1)
        migrate(settings.store_url)
        pair = _first_pair(home, bundle_for(KIND, request.bundle), files / "universe.parquet", progress)
        matchers = {KIND: Matcher.open(pair.bundle, pair.index)}
        with closing(open_store(settings)) as store:
            contract = BenchContract(make_contract(store), Matchers(matchers.__getitem__, store))
            import_rows(contract, CrmObject.CONTACT, _contacts(files / "crm.parquet"), NOW)
            run = _Run(contract, settings, pair, random.Random(request.seed))
            tables = run.tables(request.passports, files / "universe.parquet", progress)
    asked = {"passports": request.passports, "people": request.people, "seed": request.seed}
    return BenchResult("passports", asked, tables, load_before)


@dataclass(frozen=True, slots=True)
class _Run:
    """One run: the contract, its home, and the pair that is served first."""

    contract: BenchContract
    settings: Settings
    pair: Pointer
    draw: random.Random

    def tables(self, wanted: int, universe: Path, progress: Progress) -> tuple[BenchTable, ...]:
        matcher, ids = self.contract.matching.matcher(KIND), _ids(self.contract)[:wanted]
        first, second = ids[: len(ids) // 2], ids[len(ids) // 2 :]
        issued, spent = self._issued(first, progress)
        rows = _change_network(matcher.index, rows_of_file(universe), self.draw)
        later, more = self._issued(second, progress)
        issued, spent = issued + later, spent + more
        rows = _change_network(matcher.index, rows, self.draw)
        _promote_another(Home(self.settings.home), self.pair, rows, progress)
        verified, took = self._verified(issued, Places(Home(self.settings.home)), progress)
        counted = [_counted("issued, then all changed", verified), *self._tried(issued)]
        times = [_times("issue", spent), _times("verify", took)]
        return BenchTable("Verdicts", counted, NOTE), BenchTable("Milliseconds for each passport", times)

    def _issued(self, ids: Sequence[str], progress: Progress) -> tuple[list[Passport], list[float]]:
        made, spent = [], []
        with self.contract.store.reading() as connection:
            scope = self.contract.scope
            office = office_of(connection, scope, signing_keys(self.settings, self.contract.store))
            for number, record_id in enumerate(ids):
                key = RecordKey(CrmObject.CONTACT, record_id)
                link = link_of(connection, scope.instance.id, key)
                assert link is not None
                header = header_of(scope, link, f"p{len(ids)}-{number}", NOW)
                began = time.perf_counter()
                record = ContractRecord.of(connection, scope, key)
                matcher = self.contract.matching.matcher(KIND)
                made.append(issue_passport(office, record, matcher, header, is_visible=True))
                spent.append(time.perf_counter() - began)
                progress("issue", number + 1, len(ids))
        return made, spent

    def _verified(
        self, some: Sequence[Passport], places: Places, progress: Progress = silent
    ) -> tuple[list[Verification], list[float]]:
        found, spent = [], []
        with self.contract.store.reading() as connection:
            store = self.contract.store
            signing = signing_keys(self.settings, store)
            verifier = Verifier(signing, lambda issuer: issuer_key(connection, store, issuer), places)
            for number, passport in enumerate(some):
                began = time.perf_counter()
                found.append(verifier.verify(passport))
                spent.append(time.perf_counter() - began)
                progress("verify", number + 1, len(some))
        return found, spent

    def _tried(self, issued: Sequence[Passport]) -> Iterator[Row]:
        """Yield the verdicts on changed passports, and on passports whose index is gone."""
        some = self.draw.sample(list(issued), min(TRIED, len(issued)))
        home = Home(self.settings.home)
        changed = [self._with_digit(one, NOT_CHANGED, within=None) for one in some]
        yield _counted("one digit changed", self._verified(changed, Places(home))[0])
        yield _counted("signed again", self._verified([self._signed(one) for one in changed], Places(home))[0])
        replayed = [self._with_digit(one, (), within=REPLAYED) for one in some]
        again = [self._sealed(one, old) for one, old in zip(replayed, some, strict=True)]
        yield _counted("sealed and signed again", self._verified(again, Places(home))[0])
        with TemporaryDirectory(dir=home.root) as aside:
            away = Path(shutil.move(self.pair.index, aside))
            yield _counted("index away", self._verified(some, Places(home))[0])
            shutil.move(away, self.pair.index)

    def _signed(self, passport: Passport) -> Passport:
        with self.contract.store.reading() as connection:
            office = office_of(connection, self.contract.scope, signing_keys(self.settings, self.contract.store))
            return office.sign(passport.content, passport.sealed, NOW)

    def _sealed(self, passport: Passport, old: Passport) -> Passport:
        context = Header.of(old.content).context
        with self.contract.store.reading() as connection:
            office = office_of(connection, self.contract.scope, signing_keys(self.settings, self.contract.store))
            part = SealedPart.unsealed(old.sealed, office.key, context)
            sealed = replace(part, stated=passport.content).sealed(office.key, context)
            return office.sign(passport.content, sealed, NOW)

    def _with_digit(self, passport: Passport, never: Sequence[str], within: Sequence[str] | None) -> Passport:
        """Return a passport with one digit of one of its values changed."""
        content = deepcopy(dict(passport.content))
        places = [
            path for path in _places_with_digits(content) if path[0] not in never and (not within or path[0] in within)
        ]
        *path, last = self.draw.choice(places)
        part: Any = content
        for key in path:
            part = part[key]
        text = json.dumps(part[last])
        at = self.draw.choice([place for place, letter in enumerate(text) if letter in DIGITS])
        digit = self.draw.choice([one for one in DIGITS[1:] if one != text[at]])
        part[last] = json.loads(text[:at] + digit + text[at + 1 :])
        return replace(passport, content=content)


def _first_pair(home: Home, bundle: Path, universe: Path, progress: Progress) -> Pointer:
    """Promote the bundle in the home, with an index of the network."""
    kept = home.bundle(KIND, bundle_hash(bundle))
    shutil.copytree(bundle, kept)
    build_index(KIND, universe, home.root / "first.index", progress)
    return _promoted(home, Pointer(kept, home.root / "first.index"), 1)


def _promote_another(home: Home, pair: Pointer, rows: Sequence[MemberRow], progress: Progress) -> None:
    """Build the index in another folder, and promote another bundle with it: the same trees, another margin."""
    universe = home.root / "members.parquet"
    columns = {name: [row.get(name) for row in rows] for name in COLUMNS[KIND]}
    pq.write_table(pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()}), universe)
    build_index(KIND, universe, home.root / "second.index", progress)
    copy = home.root / "second.bundle"
    shutil.copytree(pair.bundle, copy)
    policy = json.loads((copy / POLICY).read_text())
    (copy / POLICY).write_text(json.dumps(policy | {"margin": policy["margin"] + 0.01}))
    manifest = json.loads((copy / MANIFEST).read_text())
    manifest["files"][POLICY] = hashlib.sha256((copy / POLICY).read_bytes()).hexdigest()
    (copy / MANIFEST).write_text(json.dumps(manifest))
    kept = home.bundle(KIND, bundle_hash(copy))
    copy.rename(kept)
    _promoted(home, Pointer(kept, home.root / "second.index"), 2)


def _promoted(home: Home, pair: Pointer, version: int) -> Pointer:
    bundle, index = home.portable(pair.bundle), home.portable(pair.index)
    change = ChampionChange(NOW.isoformat(), KIND, "promote", "bench", version, bundle, index, "bench", "")
    with appending(home.history_file, change):
        write_pointer(home, KIND, pair)
    return pair


def _change_network(index: UniverseIndex, rows: Sequence[MemberRow], draw: random.Random) -> list[MemberRow]:
    """Delete some members, give others the name and the e-mail of another one, and return the changed network."""
    some = draw.sample(rows, max(int(len(rows) * CHANGED_SHARE), 2))
    gone, moved = some[: len(some) // 2], some[len(some) // 2 :]
    changed = {
        row["id"]: {**row, **{name: other[name] for name in ("last_name", "email") if name in other}}
        for row, other in zip(moved, gone, strict=False)
    }
    deleted = {row["id"] for row in gone}
    index.apply({name: normalise(KIND, row) for name, row in changed.items()}, sorted(deleted))
    return [changed.get(row["id"], row) for row in rows if row["id"] not in deleted]


def _contacts(file: Path) -> list[dict[str, str]]:
    return [{name: one for name, one in row.items() if name != "account_id"} for row in rows_of_file(file)]


def _ids(contract: BenchContract) -> list[str]:
    mine = select(links.c.record_id).where(links.c.object == CrmObject.CONTACT.value).order_by(links.c.record_id)
    with contract.store.reading() as connection:
        return list(connection.execute(mine).scalars())


def _places_with_digits(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _places_with_digits(part, (*path, key))
    if not isinstance(value, dict | list | bool) and any(letter in DIGITS for letter in str(value)):
        yield path


def _counted(what: str, found: Sequence[Verification]) -> Row:
    counts = Counter(one.verdict for one in found)
    return {"passports": what, "n": len(found), **{verdict.value: counts[verdict] for verdict in PassportVerdict}}


def _times(what: str, seconds: Sequence[float]) -> Row:
    p50, p95, p99 = (round(float(one) * 1000, 2) for one in np.percentile(seconds, [50, 95, 99]))
    return {"what": what, "n": len(seconds), "p50_ms": p50, "p95_ms": p95, "p99_ms": p99}
