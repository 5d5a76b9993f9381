"""How many more links filled fields bring: rates of donors by situation, with an interval by resampling. Pure.

A donor is a record that states the fields. It is decided without and with them, each time with the other fields of a
record that lacks them.
"""

from collections.abc import Sequence
from enum import IntEnum

import numpy as np

from features.schema.array_types import Bools, Floats, Ints
from features.schema.value_class import value_class

DRAWS = 2_000
INTERVAL = (0.05, 0.95)
"""The quantiles of the 90 % interval."""
KEPT_BEFORE = 5.0
"""Linked donors that kept their links, added to each stratum: with few donors a link is hardly ever lost."""
MIN_IN_STRATUM = 60
ENOUGH = 20
"""Donors with more fields than the lacking record are drawn only where fewer have exactly its fields."""
MAX_STRATA = 6
"""Strata of probability within a state; each holds at least MIN_IN_STRATUM donors."""


class State(IntEnum):
    """What a record's own candidates amount to."""

    NONE = 0
    REVIEW = 1
    TIED = 2
    LINKED = 3


@value_class
class Situations:
    """Decided records: state, probability of the best candidate, and the number of its profile (-1 for none)."""

    state: Ints
    probability: Floats
    profile: Ints

    @classmethod
    def of(cls, decided: Sequence[tuple[State, float, str | None]]) -> "Situations":
        """Number the profiles of decided records: state, probability and profile of the best candidate."""
        numbers: dict[str | None, int] = {None: -1}
        profiles = [numbers.setdefault(profile, len(numbers) - 1) for *_, profile in decided]
        return cls(
            np.array([state for state, *_ in decided], np.int64),
            np.array([probability for _, probability, _ in decided], np.float64),
            np.array(profiles, np.int64),
        )

    def __len__(self) -> int:
        return len(self.state)

    @property
    def linked(self) -> Bools:
        return np.asarray(self.state == State.LINKED)

    def take(self, rows: Ints) -> "Situations":
        return Situations(self.state[rows], self.probability[rows], self.profile[rows])

    def replaced(self, rows: Ints, situations: "Situations") -> "Situations":
        """Return these with other situations at some rows."""
        changed = Situations(self.state.copy(), self.probability.copy(), self.profile.copy())
        changed.state[rows] = situations.state
        changed.probability[rows] = situations.probability
        changed.profile[rows] = situations.profile
        return changed


@value_class
class Donors:
    """Records decided without the fields (`before`) and with them; `entity` numbers the people behind them."""

    before: Situations
    linked_after: Bools
    entity: Ints


@value_class
class Gain:
    """The expected number of further links, its 90 % interval, and the expected change of each lacking record."""

    expected: float
    low: float
    high: float
    of_record: Floats


def estimate_gain(donors: Donors, lacking: Situations, seed: int = 0) -> Gain:
    """Estimate the links that lacking records win, less those that they lose, from donors in the same situation.

    In a stratum (state, and probability cut at the donors' quantiles) each lacking record changes at the donors' rate.
    The interval redraws the rates (Beta) and the outcomes; both vary more where donors share entities.
    """
    strata = _Strata.of(donors.before)
    of_donor = strata.number(donors.before)
    of_lacking = strata.number(lacking)
    changed = donors.linked_after != donors.before.linked
    donors_in = np.bincount(of_donor, minlength=strata.count).astype(np.float64)
    changed_in = np.bincount(of_donor, changed, minlength=strata.count).astype(np.float64)
    lacking_in = np.bincount(of_lacking, minlength=strata.count)
    rate = (changed_in + strata.pooled(changed_in, donors_in)) / (donors_in + 1)
    sign = np.where(strata.state == State.LINKED, -1.0, 1.0)
    spread = design_effect(changed - rate[of_donor], donors.entity)
    rng = np.random.default_rng(seed)
    share = np.bincount(strata.state, minlength=len(State))[strata.state]
    alpha = changed_in / spread + strata.pooled(changed_in, donors_in) + 0.25 / share
    beta = (donors_in - changed_in) / spread + np.where(strata.state == State.LINKED, KEPT_BEFORE, 0.25)
    drawn = rng.beta(alpha, beta, (DRAWS, strata.count))
    noise = np.sqrt(spread * lacking_in * drawn * (1 - drawn)) * rng.standard_normal(drawn.shape)
    totals = np.clip(lacking_in * drawn + noise, 0, lacking_in) @ sign
    low, high = np.quantile(totals, INTERVAL)
    of_record = (sign * rate)[of_lacking]
    return Gain(float(lacking_in @ (sign * rate)), float(low), float(high), of_record)


def design_effect(residuals: Floats, entity: Ints) -> float:
    """Return by how much the variance of a sum grows because records of one entity change together (at least 1)."""
    _, of_entity = np.unique(entity, return_inverse=True)
    alone = float(residuals @ residuals)
    sums = np.bincount(of_entity, residuals) if len(residuals) else residuals
    return max(1.0, float(sums @ sums) / alone) if alone > 0 else 1.0


@value_class
class _Strata:
    """Strata in order of state and probability: `cuts[state]` parts the probabilities of a state."""

    cuts: tuple[Floats, ...]
    state: Ints

    @classmethod
    def of(cls, before: Situations) -> "_Strata":
        cuts = tuple(_cuts(before.probability[before.state == state]) for state in State)
        state = np.repeat(np.arange(len(State)), [len(cut) + 1 for cut in cuts])
        return cls(cuts, state)

    @property
    def count(self) -> int:
        return len(self.state)

    def number(self, situations: Situations) -> Ints:
        """Return the stratum of each record."""
        starts = np.searchsorted(self.state, np.arange(len(State)))
        numbers = np.zeros(len(situations), np.int64)
        for state in State:
            rows = situations.state == state
            numbers[rows] = starts[state] + np.searchsorted(self.cuts[state], situations.probability[rows], "right")
        return numbers

    def pooled(self, changed: Floats, donors: Floats) -> Floats:
        """Return the rate of each stratum's state; of a state without donors that of all unlinked ones, 0 if linked."""
        by_state = np.bincount(self.state, changed, minlength=len(State))
        known = np.bincount(self.state, donors, minlength=len(State))
        unlinked = np.arange(len(State)) != State.LINKED
        overall = by_state[unlinked].sum() / max(known[unlinked].sum(), 1.0)
        rates = np.where(known > 0, by_state / np.maximum(known, 1), np.where(unlinked, overall, 0.0))
        return np.asarray(rates[self.state])


def _cuts(probability: Floats) -> Floats:
    """Return the probabilities that part donors into strata of equal size."""
    parts = min(MAX_STRATA, len(probability) // MIN_IN_STRATUM)
    inner = np.quantile(probability, np.arange(1, parts) / parts) if parts > 1 else np.zeros(0)
    return np.unique(inner)


def draw_donors(lacking: Ints, donors: Ints, added: int, count: int, seed: int) -> tuple[Ints, Ints]:
    """Draw `count` donors for lacking records drawn at random; return the donors' rows and the fields to leave them.

    `lacking` and `donors` are masks of stated fields, `added` the mask of the fields to fill. A donor states all that
    its lacking record states, and little more; where none does, as much of it as any donor.
    """
    rng = np.random.default_rng([seed, added])
    patterns, counts = np.unique(lacking[rng.integers(len(lacking), size=count)], return_counts=True)
    rows = []
    left = []
    for pattern, number in zip(patterns.tolist(), counts.tolist(), strict=True):
        drawn = _drawn(rng, _fitting(donors, pattern, added), number)
        rows.append(drawn)
        left.append(donors[drawn] & pattern)
    return np.concatenate(rows), np.concatenate(left)


def _fitting(donors: Ints, pattern: int, added: int) -> Ints:
    shared = np.bitwise_count(donors & pattern)
    rows = np.flatnonzero(shared == shared.max())
    more = np.bitwise_count(donors[rows] & ~(pattern | added))
    allowed = np.partition(more, ENOUGH - 1)[ENOUGH - 1] if len(rows) > ENOUGH else more.max()
    return np.asarray(rows[more <= allowed])


def _drawn(rng: np.random.Generator, rows: Ints, count: int) -> Ints:
    """Draw rows, none of them twice as long as they suffice."""
    whole, rest = divmod(count, len(rows))
    return np.concatenate([np.tile(rows, whole), rng.permutation(rows)[:rest]])
