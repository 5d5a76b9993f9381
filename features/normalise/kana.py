"""Kana in Latin letters by Hepburn's romanisation, long vowels written once."""

import re
import unicodedata

from features.normalise.text import read_forms

_KANA = read_forms(
    """
    a: ア, ァ
    i: イ, ィ
    u: ウ, ゥ
    e: エ, ェ
    o: オ, ォ
    ka: カ, ヵ
    ki: キ
    ku: ク
    ke: ケ, ヶ
    ko: コ
    sa: サ
    shi: シ
    su: ス
    se: セ
    so: ソ
    ta: タ
    chi: チ
    tsu: ツ
    te: テ
    to: ト
    na: ナ
    ni: ニ
    nu: ヌ
    ne: ネ
    no: ノ
    ha: ハ
    hi: ヒ
    fu: フ
    he: ヘ
    ho: ホ
    ma: マ
    mi: ミ
    mu: ム
    me: メ
    mo: モ
    ya: ヤ, ャ
    yu: ユ, ュ
    yo: ヨ, ョ
    ra: ラ
    ri: リ
    ru: ル
    re: レ
    ro: ロ
    wa: ワ, ヮ
    wi: ヰ
    we: ヱ
    wo: ヲ
    n: ン
    ga: ガ
    gi: ギ
    gu: グ
    ge: ゲ
    go: ゴ
    za: ザ
    ji: ジ, ヂ
    zu: ズ, ヅ
    ze: ゼ
    zo: ゾ
    da: ダ
    de: デ
    do: ド
    ba: バ
    bi: ビ
    bu: ブ
    be: ベ
    bo: ボ
    pa: パ
    pi: ピ
    pu: プ
    pe: ペ
    po: ポ
    vu: ヴ
    """
)
_SMALL = "ァィゥェォャュョヮ"
_HIRAGANA = range(0x3041, 0x3097)
_TO_KATAKANA = {code: code + 0x60 for code in _HIRAGANA}
_DOUBLED = re.compile("ッ(.)")


def is_kana(character: str) -> bool:
    """Return whether a character is Hiragana or Katakana, or lengthens a vowel."""
    return "\u3041" <= character <= "\u30ff" and character != "・"


def spell_kana(word: str) -> str:
    """Return a word of Kana in Latin letters; other characters stay."""
    spelt: list[str] = []
    for character in unicodedata.normalize("NFKC", word).translate(_TO_KATAKANA):
        letters = _KANA.get(character, "" if character == "ー" else character)
        if character in _SMALL and spelt:
            spelt[-1] = _contracted(spelt[-1], letters)
        else:
            spelt.append(letters)
    return _DOUBLED.sub(r"\1\1", "".join(spelt)).replace("ッ", "")


def _contracted(before: str, small: str) -> str:
    """Return two signs as one syllable (`chi` and `ya` become `cha`, `te` and `i` become `ti`)."""
    head = before[:-1]
    if small[0] == "y" and (head.endswith(("h", "j")) or not head):
        return head + small[1:]
    if before == "u" and small[0] != "y":
        return f"w{small}"
    return head + small
