"""The table of Han readings, made of pypinyin 0.55 (MIT), ToJyutping 3.2 (BSD) and Unihan 15.1 (Unicode licence).

`uv pip install pypinyin==0.55.0 ToJyutping==3.2.0`, Debian's package `unicode-data`, then
`python -m training.shipped.han_readings`: none is needed elsewhere.
"""

import bz2
import re
import unicodedata
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from data.tables.atomic import write_whole
from features.normalise.han_readings import TABLE

FIRST, LAST = 0x3400, 0x9FFF
MOST = 2
"""Readings of one character in one language that are kept, the commonest first."""


def without_tones(pinyin: str) -> str:
    """Return a syllable of pinyin without its tone: the umlaut is the only mark that stays, as `v`."""
    marked = unicodedata.normalize("NFD", pinyin)
    return "".join(letter for letter in re.sub("u\u0308", "v", marked) if letter.isascii())


def field_of(folder: Path, file: str, field: str) -> dict[str, str]:
    """Return one field of Unihan, by character."""
    with bz2.open(folder / f"Unihan_{file}.txt.bz2", "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines if f"\t{field}\t" in line]
    return {chr(int(code.removeprefix("U+"), 16)): value for code, _, value in rows}


def korean_readings(folder: Path) -> dict[str, str]:
    """Return the reading of each character in Hangul, or that of its traditional form.

    Of several the one with the r that is lost at the beginning of a word is taken, as the other follows from it, else
    one that is taught in schools.
    """
    stated = field_of(folder, "Readings", "kHangul")
    taught = {
        character: min(value.split(), key=lambda each: (not "라" <= each < "마", not each.endswith("E"))).split(":")[0]
        for character, value in stated.items()
    }
    for character, variants in field_of(folder, "Variants", "kTraditionalVariant").items():
        forms = [chr(int(code.removeprefix("U+"), 16)) for code in variants.split()]
        known = [taught[form] for form in forms if form in taught]
        if known:
            taught.setdefault(character, known[0])
    return taught


def chinese_readings(character: str) -> tuple[list[str], list[str]]:
    """Return the Mandarin and Cantonese readings of a character without tones."""
    mandarin = import_module("pypinyin.pinyin_dict").pinyin_dict.get(ord(character), "")
    cantonese = import_module("ToJyutping").get_jyutping_candidates(character)[0][1]
    return (
        list(dict.fromkeys(map(without_tones, mandarin.split(","))))[:MOST],
        list(dict.fromkeys(each.rstrip("123456") for each in cantonese if " " not in each))[:MOST],
    )


def main(
    unihan: Annotated[Path, typer.Option(help="the folder of Unihan's files")] = Path("/usr/share/unicode"),
    out: Annotated[Path, typer.Option(help="where the table is written")] = TABLE,
) -> None:
    """Write one line for each character that has a reading: character, Mandarin, Cantonese, Korean."""
    koreans = korean_readings(unihan)
    lines = []
    for code in range(FIRST, LAST + 1):
        mandarin, cantonese = chinese_readings(chr(code))
        korean = koreans.get(chr(code), "")
        if cantonese or korean:
            lines.append(f"{chr(code)} {'/'.join(mandarin) or '-'} {'/'.join(cantonese) or '-'} {korean or '-'}\n")
    write_whole(out, "".join(lines))


if __name__ == "__main__":
    typer.run(main)
