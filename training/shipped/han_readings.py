"""The table of Han readings: `python -m training.shipped.han_readings`, made of pypinyin, ToJyutping and hanja.

The three packages (MIT, BSD, MIT) are needed only here: `uv pip install pypinyin ToJyutping hanja`.
"""

import re
import unicodedata
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from data.tables.atomic import replacing
from features.normalise.han_readings import TABLE

FIRST, LAST = 0x3400, 0x9FFF
MOST = 2
"""Readings of one character in one language that are kept, the commonest first."""


def without_tones(pinyin: str) -> str:
    """Return a syllable of pinyin without its tone: the umlaut is the only mark that stays, as `v`."""
    marked = unicodedata.normalize("NFD", pinyin)
    return "".join(letter for letter in re.sub("u\u0308", "v", marked) if letter.isascii())


def readings_of(character: str) -> tuple[list[str], list[str], str]:
    """Return the Mandarin and Cantonese readings of a character without tones, and the Korean one in Hangul."""
    mandarin = import_module("pypinyin.pinyin_dict").pinyin_dict.get(ord(character), "")
    cantonese = import_module("ToJyutping").get_jyutping_candidates(character)[0][1]
    korean = import_module("hanja.table").hanja_table.get(character, "")
    return (
        list(dict.fromkeys(map(without_tones, mandarin.split(","))))[:MOST],
        list(dict.fromkeys(each.rstrip("123456") for each in cantonese if " " not in each))[:MOST],
        korean,
    )


def main(out: Annotated[Path, typer.Option(help="where the table is written")] = TABLE) -> None:
    """Write one line for each character that has a reading: character, Mandarin, Cantonese, Korean."""
    lines = []
    for code in range(FIRST, LAST + 1):
        mandarin, cantonese, korean = readings_of(chr(code))
        if cantonese or korean:
            lines.append(f"{chr(code)} {'/'.join(mandarin) or '-'} {'/'.join(cantonese) or '-'} {korean or '-'}\n")
    with replacing(out) as beside:
        beside.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
