"""What a blocking rule is: its name, its sentence for people, and the function that makes its keys."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from typing import Any, NamedTuple

import xxhash

from features.schema.value_class import value_class

KeyTexts = Callable[[Any], Iterable[str]]
"""A function from a `Person` or a `Company` to the texts that two records must share."""


class OfName(NamedTuple):
    """Keys made from a part of a person's name: there are none where it is empty or another spelling adds nothing."""

    part: str
    texts: KeyTexts


@value_class
class BlockingRule:
    """One blocking rule: it retrieves the profiles that share one of its `keys` with a record.

    Within a `group` only the strongest key counts, unless the group adds its keys up (words of a name);
    groups are summed. `factor` scales a key's rarity, log2(rows / rows with the key). Rules of one `space` (by default
    a rule's own) find each other's keys. Keys of more than `most` profiles are not read; 0: the budget alone bounds
    them.
    """

    name: str
    sentence: str
    group: str
    keys: KeyTexts | OfName
    factor: float = 1.0
    space: str = ""
    most: int = 0
    version: int = 1
    otherwise: Callable[[Any, Any], str | None] | None = None
    """The sentence where the key that two records share comes from other fields than `sentence` names."""
    seed: int = field(init=False)

    def says(self, left: Any, right: Any) -> str:
        """Return the sentence of what two records share, by the fields that they fill."""
        return (self.otherwise and self.otherwise(left, right)) or self.sentence

    def __post_init__(self) -> None:
        object.__setattr__(self, "seed", xxhash.xxh3_64_intdigest(self.space or self.name) & 0xFFFFFFFF)


Forms = Mapping[str, Callable[..., KeyTexts | OfName]]
"""What keys are made of, by the word for it in a table of rules: a function of fields."""


def read_rules(table: str, forms: Forms) -> Iterator[BlockingRule]:
    """Read a table of rules: each line has a name, a group, the keys of which fields, the factor and the sentence."""
    for line in table.strip().splitlines():
        name, group, keys, factor, sentence = line.strip().split(": ")
        form, *fields = keys.split()
        yield BlockingRule(name, sentence, group, forms[form](*fields), factor=float(factor))
