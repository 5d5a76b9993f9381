"""The build step of the wheel rewrites exactly what names a module of the rooms, and refuses what it cannot."""

import pytest

from tests.support.paths import ROOT
from training.wheel_layout import LayoutRefused, rewritten

REWRITTEN = (
    ("from features.schema.kinds import Kind", "from onematch.features.schema.kinds import Kind"),
    ("from  data.tables import (\n    atomic,\n)", "from  onematch.data.tables import (\n    atomic,\n)"),
    ("def f():\n    from training.train import train", "def f():\n    from onematch.training.train import train"),
    ("import serving", "from onematch import serving"),
    ("import data.index.index as index", "from onematch.data.index import index as index"),
    ('calls = Module("features.compiled.levels")', 'calls = Module("onematch.features.compiled.levels")'),
    ("served = 'serving.service:OnematchService'", "served = 'onematch.serving.service:OnematchService'"),
    (
        'LOCATOR = "features.compiled.cache_locator.SharedCacheLocator"',
        'LOCATOR = "onematch.features.compiled.cache_locator.SharedCacheLocator"',
    ),
)
LEFT_ALONE = (
    "from data_frames import data",
    "from .data import index",
    "column = row['data']",
    'key = "data.unknown_name"',
    '"""How data.tables.atomic writes."""',
    "# from data.tables import atomic",
    "text = 'from data, import features'",
)
REFUSED = (
    ("import data.tables.atomic", "expected `from ... import ...`"),
    ("import data, features", "expected `from ... import ...`"),
    ('run = "from training.cli import main; main()"', "got code in a string"),
    ('name = f"features.compiled.levels{x}"', "in parts"),
    (r'name = "features\x2ecompiled.levels"', "in parts"),
)


@pytest.mark.parametrize(("source", "expected"), REWRITTEN)
def test_what_names_a_module_is_below_the_package_afterwards(source: str, expected: str) -> None:
    assert rewritten(source, ROOT) == expected


@pytest.mark.parametrize("source", LEFT_ALONE)
def test_everything_else_is_left_alone(source: str) -> None:
    assert rewritten(source, ROOT) == source


@pytest.mark.parametrize(("source", "reason"), REFUSED)
def test_what_cannot_be_rewritten_with_certainty_is_refused_with_its_line(source: str, reason: str) -> None:
    with pytest.raises(LayoutRefused, match=f"line 1: .*{reason}"):
        rewritten(source, ROOT)
