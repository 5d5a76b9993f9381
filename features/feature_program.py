"""A declared list of features as one program: those that are computed alike are computed together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from features.block_measures import Measured, MeasuredTexts, measure_texts
from features.evidence import Evidence, rarities
from features.pair_blocks import BlockPlan, Blocks
from features.pair_feature import Compute, Feature, HigherOf, InContext, Lead, LowerOf, OfLists, OfTexts, Rarity
from features.word_coverage import OfCoverage

Rows = NDArray[np.intp]
Numbered = Sequence[tuple[int, Compute]]


@dataclass(frozen=True, eq=False)
class FeatureProgram:
    """Features compiled for many at once; a row of the result is what the feature's own function returns."""

    features: tuple[Feature, ...]

    def matrix(self, evidence: Evidence) -> NDArray[np.float32]:
        """Compute features, one row per pair, in float32 so that the size of a chunk cannot flip a tree."""
        return evidence.once(self._key, partial(self._matrix, evidence))

    def _matrix(self, evidence: Evidence) -> NDArray[np.float32]:
        table = np.empty((len(self.features), len(evidence)), np.float32)
        blocks = next((block for block in evidence.pairs.blocks if isinstance(block, Blocks)), None)
        if blocks is None or not len(evidence):
            for row, feature in enumerate(self.features):
                table[row] = feature.compute(evidence)
            return np.ascontiguousarray(table.T)
        self._write_texts(evidence, blocks, table)
        if len(evidence.pairs.left) == 1:
            evidence.pairs.lay_out([right for right, left in self._lists.items() if evidence.pairs.only_items(left)])
        self._write_alike(evidence, table)
        for row, compute in self._others:
            table[row] = compute(evidence)
        return np.ascontiguousarray(table.T)

    def _write_texts(self, evidence: Evidence, blocks: Blocks, table: NDArray[np.float32]) -> None:
        layout = _layout(self, blocks.plan)
        values = measure_texts(evidence.pairs, layout.measures, *layout.needs(blocks)) if layout.measures else None
        if values is not None:
            evidence.pairs.blocks.append(MeasuredTexts(layout.places, values))
            rows, to = layout.new_rows
            table[to] = values.take(rows, axis=0)
        for name, rows, to in layout.block_rows:
            table[to] = blocks[name].take(rows, axis=0)

    def _write_alike(self, evidence: Evidence, table: NDArray[np.float32]) -> None:
        rarity = [(row, each.field) for row, each in self._numbered if isinstance(each, Rarity)]
        if rarity:
            table[[row for row, _ in rarity]] = rarities(evidence, [name for _, name in rarity])
        context = [(row, each.name) for row, each in self._numbered if isinstance(each, InContext)]
        if context:
            table[[row for row, _ in context]] = [evidence.context[name] for _, name in context]
        leads = [(row, each.part) for row, each in self._numbered if isinstance(each, Lead)]
        if leads:
            values = np.array([part(evidence) for _, part in leads])
            np.copyto(values, 0.0, where=np.isnan(values))
            table[[row for row, _ in leads]] = evidence.groups.lead(values)

    @cached_property
    def _key(self) -> tuple[str, ...]:
        return tuple(feature.key for feature in self.features)

    @cached_property
    def _numbered(self) -> Numbered:
        alike = (Rarity, InContext, Lead)
        return [(row, f.compute) for row, f in enumerate(self.features) if isinstance(f.compute, alike)]

    @cached_property
    def _others(self) -> Numbered:
        alike = (OfTexts, Rarity, InContext, Lead)
        return [(row, f.compute) for row, f in enumerate(self.features) if not isinstance(f.compute, alike)]

    @cached_property
    def _lists(self) -> dict[str, str]:
        """The fields whose items are measured against each other, by the right one."""
        found = [each for feature in self.features for each in _lists_in(feature.compute)]
        return {each.right: each.left for each in found}

    @cached_property
    def texts(self) -> tuple[Measured, ...]:
        """All measures of texts that the features read, sorted; equality is not measured."""
        found = [each for feature in self.features for each in _texts_in(feature.compute)]
        return tuple(sorted({(each.measure, each.left, each.right) for each in found if each.measure != "equal"}))


def _lists_in(compute: Compute) -> list[OfLists | OfCoverage]:
    if isinstance(compute, OfLists | OfCoverage):
        return [compute]
    if isinstance(compute, HigherOf | LowerOf):
        return [each for part in compute.parts for each in _lists_in(part)]
    return _lists_in(compute.part) if isinstance(compute, Lead) else []


def _texts_in(compute: Compute) -> list[OfTexts]:
    if isinstance(compute, OfTexts):
        return [compute]
    if isinstance(compute, HigherOf | LowerOf):
        return [each for part in compute.parts for each in _texts_in(part)]
    return _texts_in(compute.part) if isinstance(compute, Lead) else []


@dataclass(frozen=True, slots=True)
class _Layout:
    """What a program has to measure beyond a plan, and where its rows stand: in the plan's blocks or in its own."""

    measures: tuple[Measured, ...]
    places: dict[object, int]
    left_rows: Rows
    right_rows: Rows
    is_own: NDArray[np.bool_]
    new_rows: tuple[Rows, Rows]
    block_rows: tuple[tuple[str, Rows, Rows], ...]

    def needs(self, blocks: Blocks) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Say for which pairs the fields of each measure are known, and for which they are known to be the same."""
        known = blocks["right_codes"].take(self.right_rows, axis=0) >= 0
        known &= blocks["left_filled"].take(self.left_rows, axis=0)
        same = blocks["same"].take(self.left_rows, axis=0)
        same &= self.is_own
        return known, same


@lru_cache(maxsize=32)
def _layout(program: FeatureProgram, plan: BlockPlan) -> _Layout:
    measures = tuple(each for each in program.texts if ("text_measure", each) not in plan.places)
    new: list[tuple[int, int]] = []
    held: dict[str, list[tuple[int, int]]] = {}
    for to, feature in enumerate(program.features):
        each = feature.compute
        if isinstance(each, OfTexts):
            measured = each.measure, each.left, each.right
            if ("text_measure", measured) in plan.places:
                block, row = plan.places["text_measure", measured]
                held.setdefault(block, []).append((row, to))
            else:
                new.append((measures.index(measured), to))
    row_of = {name: row for row, name in enumerate(plan.texts)}
    return _Layout(
        measures,
        {("text_measure", each): row for row, each in enumerate(measures)},
        np.array([row_of[left] for _, left, _ in measures], np.intp),
        np.array([row_of[right] for *_, right in measures], np.intp),
        np.array([left == right for _, left, right in measures], np.bool_).reshape(-1, 1),
        _columns(new),
        tuple((block, *_columns(rows)) for block, rows in held.items()),
    )


def _columns(pairs: Sequence[tuple[int, int]]) -> tuple[Rows, Rows]:
    return np.array([a for a, _ in pairs], np.intp), np.array([b for _, b in pairs], np.intp)
