"""Bands of days off: what their author writes once is what the page says."""

from __future__ import annotations

from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import load_texts

FILE = "rules/time_off.yaml"
TEXTS = texts_of(SHIPPED)


def test_the_sentence_says_the_load_of_the_band() -> None:
    """A coach who changes the number need not change the sentence: on the page and in the journal."""
    text = TEXTS[FILE].replace("load: 70", "load: 65")
    assert text != TEXTS[FILE]
    book = load_texts({**TEXTS, FILE: text})
    [band] = [band for band in book.time_off if band.id == "GD.month"]
    said = "{actual} off - up to two phases back, weights at about 65 % of before."
    assert (band.because, book.conclusions["GD.month"].say) == (said, said)


def test_no_sentence_is_left_with_the_field() -> None:
    assert all("{load}" not in band.because for band in load_texts(TEXTS).time_off)
