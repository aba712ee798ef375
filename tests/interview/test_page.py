"""The interview's own page names every command, option and place that there is."""

from __future__ import annotations

import re
from pathlib import Path

from commands import run

from surefoot.engine.interview.ask import BACK, DECLINE, HELP, LATER, QUIT, SKIP, WHY

PAGE = (Path(__file__).resolve().parents[2] / "docs/interview.md").read_text(encoding="utf-8")


def test_every_command_and_option_is_explained():
    for words in (HELP, WHY, BACK, SKIP, DECLINE, LATER, QUIT):
        assert f"`{words[0]}`" in PAGE
    options = {*re.findall(r"--[a-z-]+", run("assess", "--help").stdout)}
    options -= {"--help", "--json", "--rules", "--answers"}
    assert all(f"`{option}" in PAGE for option in options), options


def test_what_it_says_can_be_typed_is_understood(sit):
    for typed, said in (("7,5 8", "Left 7.5 cm"), ("9 in 9 in", "Left 23 cm"), ("L 12 R 14", "right 14 cm")):
        assert said in sit(ankle_df_wblt_cm=typed).person.heard
