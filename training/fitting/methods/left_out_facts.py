"""How precise pairs are by facts that their score did not read: a file judges itself.

Who is one entity agrees in a fact as often as pairs that are sure without it, strangers hardly ever. Pairs that are
called right while the fact is hidden lie between both, so that the share of right ones among them follows. Each fact
says by how much too much is claimed; they are joined as studies that differ. As decoys do, facts lower log-odds and
never raise them (docs/experiments/left-out-facts.md).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from features.pairs.columns import UNKNOWN
from features.pairs.pairs import Pairs
from features.schema.array_types import Bools, Floats, Ints
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.matching.calibration import sigmoid
from training.evaluation.bootstrap import Interval
from training.evaluation.exact_intervals import joined

PLACE = ("street", "road", "house", "city", "region", "postal", "country")


@value_class
class Fact:
    """The fields of which one is equal where a fact agrees, and those that are empty while it is left out.

    A `personal` one beside the name makes a pair sure, of all facts SURE_FACTS. One with nothing to hide is never left
    out.
    """

    fields: Sequence[str]
    hidden: Sequence[str] = ()
    personal: bool = False


FACTS: Mapping[Kind, Mapping[str, Fact]] = {
    Kind.PERSON: {
        "email": Fact(("email",), ("email", "email_name", "domain"), personal=True),
        "phone": Fact(("phone",), ("phone",), personal=True),
        "title": Fact(("title",), ("title", "title_words")),
        "birth_date": Fact(("birth_date",), ("birth_date", "birth_year"), personal=True),
        "place": Fact(("street", "postal", "city"), PLACE),
        "company": Fact(("company",)),
    },
    Kind.COMPANY: {
        "domain": Fact(("domain",), ("domain", "domain_label"), personal=True),
        "phone": Fact(("phone",), ("phone",), personal=True),
        "place": Fact(("street", "postal", "city"), PLACE),
    },
}
"""The employer is not left out: who shares an address of work shares it, so that sure pairs do not say how often right
ones do."""
NAMES: Mapping[Kind, Sequence[str]] = {Kind.PERSON: ("first", "last"), Kind.COMPANY: ("name",)}
SURE_FACTS = 2
MOVES = np.arange(-12.0, 12.1, 0.1)


@value_class
class FactsVerdict:
    """By how much the share of right pairs differs from what is claimed of them, with its error, and what they claim.

    `claimed` are the log-odds of the pairs that are called right while a fact is hidden. What is claimed may lie
    `spared` standard errors above what facts show.
    """

    mean: float
    error: float
    claimed: Floats
    spared: float = 1.0

    @property
    def lowered(self) -> float:
        """By how much the share that is claimed is lowered."""
        return min(0.0, self.mean + self.spared * self.error)

    @property
    def shift(self) -> float:
        """By how much log-odds have to move for it."""
        if not self.lowered:
            return 0.0
        shares = [sigmoid(self.claimed + by).mean() for by in MOVES]
        return float(np.interp(sigmoid(self.claimed).mean() + self.lowered, shares, MOVES))

    @property
    def kept(self) -> float:
        """The share of right pairs that are called right once log-odds have moved."""
        moved = self.claimed + self.shift
        return float(sigmoid(moved[moved > 0]).sum() / sigmoid(moved).sum()) if self.shift else 1.0

    @property
    def remaining(self) -> Interval:
        """The 95 % interval of what the share still differs once it is lowered."""
        return self.mean - 2 * self.error - self.lowered, self.mean + 2 * self.error - self.lowered

    def wrong_times(self, errors: float = 0.0) -> float:
        """How many times as many are wrong as are claimed once lowered, so many standard errors more; never fewer."""
        if not len(self.claimed):
            return 1.0
        wrong = 1 - float(sigmoid(self.claimed).mean()) - self.lowered
        return max(1.0, 1 + (self.lowered - self.mean + errors * self.error) / wrong)


NO_VERDICT = FactsVerdict(0.0, 0.0, np.zeros(0))


@value_class
class FactsOfPairs:
    """Which facts pairs agree in: 1 where both state one alike, 0 where they differ, -1 where not both state it.

    `named` marks the pairs of one name.
    """

    named: Bools
    equal: Mapping[str, Ints]

    @classmethod
    def of(cls, pairs: Pairs) -> "FactsOfPairs":
        kind = pairs.left.kind
        named = np.all([equal_in(pairs, (name,)) == 1 for name in NAMES[kind]], axis=0)
        return cls(named, {name: equal_in(pairs, fact.fields) for name, fact in FACTS[kind].items()})

    def stated(self, name: str) -> Ints:
        """Return the positions of the pairs that both state a fact."""
        return np.flatnonzero(self.equal[name] >= 0)

    def sure_without(self, left_out: str, facts: Mapping[str, Fact]) -> Bools:
        """Mark the pairs that are one entity by their name and by other facts than this one."""
        others = [name for name in facts if name != left_out]
        personal = np.any([self.equal[name] == 1 for name in others if facts[name].personal], axis=0)
        enough = np.sum([self.equal[name] == 1 for name in others], axis=0) >= SURE_FACTS
        sure: Bools = self.named & (personal | enough)
        return sure

    def said_by(self, left_out: str, facts: Mapping[str, Fact], log_odds: Floats) -> list[tuple[float, float]]:
        """Return what a fact says of the pairs that state it, by log-odds that did not read it."""
        stated = self.stated(left_out)
        return said_by_fact(log_odds, self.equal[left_out][stated] == 1, self.sure_without(left_out, facts)[stated])


def equal_in(pairs: Pairs, fields: Sequence[str]) -> Ints:
    """Return 1 for pairs that state one of some fields alike, 0 where none that both state is, -1 where none is."""
    found = np.full(len(pairs), -1)
    for field in fields:
        right = pairs.right.text(field).codes[pairs.right_rows]
        sought = pairs.left_codes_on_the_right(field, field)[pairs.left.text(field).codes[pairs.left_rows]]
        found = np.maximum(found, np.where(pairs.known(field, field), (sought == right) & (sought != UNKNOWN), -1))
    return found


def said_by_fact(log_odds: Floats, agrees: Bools, sure: Bools) -> list[tuple[float, float]]:
    """Return by how much the share of right pairs differs from the claimed one, and its variance.

    Nothing where no pair of either sort agrees.
    """
    called = log_odds > 0
    sure = sure & called
    counts = [int(which.sum()) for which in (called, sure, called & agrees, sure & agrees)]
    if not min(counts):
        return []
    of_called = counts[2] / counts[0]
    of_sure = counts[3] / counts[1]
    right = of_called / of_sure
    variance = right**2 * ((1 - of_called) / counts[2] + (1 - of_sure) / counts[3] + 1 / counts[1] ** 2)
    return [(right - float(sigmoid(log_odds[called]).mean()), variance)]


def verdict_of(said: Sequence[tuple[float, float]], log_odds: Sequence[Floats], spared: float = 1.0) -> FactsVerdict:
    """Join what facts say of pairs with these log-odds, each without one fact."""
    called = [each[each > 0] for each in log_odds]
    return FactsVerdict(*joined(said), np.concatenate(called), spared) if said else NO_VERDICT
