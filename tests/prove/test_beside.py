"""`rules diff` shows every change but of words: whatever number of the rulebook is nudged, something is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from random import Random

import pytest
import yaml
from properties.athletes import SOAK

from surefoot.engine.findings import is_error
from surefoot.engine.logic import PART
from surefoot.engine.model import Rulebook
from surefoot.engine.prove.beside import others
from surefoot.engine.prove.written import written_out
from surefoot.engine.rulebook import load as loading
from surefoot.engine.rulebook.files import SHIPPED, texts_of

NUDGED = 150 if SOAK else 2
ELSEWHERE = ("knowledge/sources.yaml", "knowledge/effort.yaml")  # no rule reads those
WORDS = {"example", "quality", "because", "say", "title"}
NUMBER = re.compile(r"\d+(\.\d+)?")
Place = tuple[str, int, int]


@cache
def texts() -> dict[str, str]:
    return texts_of(SHIPPED)


@cache
def shipped() -> Rulebook:
    return loading.load()


@cache
def forms() -> dict[str, str]:
    return {name: written_out(name, shipped()) for name in shipped().conclusions if not name.startswith(PART)}


def numbers(node: yaml.Node, file: str) -> Iterator[Place]:
    """Where the numbers of a file stand that are no words: its name, and from where to where."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in WORDS:
                yield from numbers(value, file)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from numbers(value, file)
    elif isinstance(node, yaml.ScalarNode) and not node.style and NUMBER.fullmatch(node.value):
        yield file, node.start_mark.index, node.end_mark.index


def nudged(text: str) -> str:
    return str(int(text) + 1) if text.isdigit() else text[:-1] + str((int(text[-1]) + 5) % 10)


def test_whatever_number_is_nudged_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_document", cache(loading._document))
    places = [place for file, text in sorted(texts().items()) if file not in ELSEWHERE
              for place in numbers(yaml.compose(text, yaml.CSafeLoader), file)]  # fmt: skip
    assert len(places) > 1000
    Random(1).shuffle(places)
    tried = 0
    for file, begin, end in places:
        if tried == NUDGED:
            break
        text = texts()[file]
        after = text[:begin] + nudged(text[begin:end]) + text[end:]
        new, findings = loading.examine({**texts(), file: after})
        if any(map(is_error, findings)):
            continue  # told already
        tried += 1
        decides = any(written_out(name, new) != forms().get(name, "") for name in new.conclusions if PART not in name)
        line = text.count("\n", 0, begin)
        assert decides or list(others(shipped(), new)), f"{file}:{line + 1}: {after.splitlines()[line]}"


def test_nothing_is_told_of_the_same_rulebook_read_again() -> None:
    assert list(others(shipped(), loading.load())) == []


def test_a_new_exercise_moves_nothing_but_the_next_one() -> None:
    file, rung = "knowledge/ladders/trunk.yaml", "  - id: tr_front_plank\n"
    text = texts()[file]
    plank = text[text.index(rung) : text.index("  - id: tr_side_plank_knees")]
    new = plank.replace("tr_front_plank", "tr_our_plank").replace("name: Front plank", "name: Our plank")
    book, findings = loading.examine({**texts(), file: text.replace(plank, new + plank)})
    assert findings == []
    assert list(others(shipped(), book)) == [
        ("ladders: trunk", "tr_front_plank after tr_dead_bug", "after tr_our_plank"),
        ("ladders: trunk", "tr_our_plank nothing", "after tr_dead_bug"),
        ("exercises: tr_our_plank", "nothing", "there"),
    ]


@pytest.mark.parametrize(
    ("file", "edit", "told"),
    [
        ("rules/week.yaml", ("    - id: WK.before_race\n", "    - id: WK.day_before_race\n"),
         [("week never: WK.before_race", "there", "nothing"), ("week never: WK.day_before_race", "nothing", "there")]),
        ("rules/squad.yaml", ("    - id: SQ.pain\n", "    - id: SQ.sore\n"),
         [("squad look: SQ.pain", "there", "nothing"), ("squad look: SQ.sore", "nothing", "there")]),
        ("rules/week.yaml", ("# The week: ", "# Our week.\n# The week: "), []),
        ("knowledge/import.yaml", ("    fastest_kmh:\n      value: 25\n", "    fastest_kmh:\n      value: 60\n"),
         [("importing: believable fastest_kmh value", "25", "60")]),
        ("rules/gates/G1.yaml", ("with_caution: {say: hinges start one rung easier, ladders: [hinge], easier_by: 1}",
                                 "with_caution: {say: hinges start easier, ladders: [hinge], easier_by: 2}"),
         [("lines: G1.hinge", "caution easier_by 1", "2")]),
    ],
)  # fmt: skip
def test_what_has_no_conclusion_is_told_and_words_are_not(
    file: str, edit: tuple[str, str], told: list[tuple[str, str, str]]
) -> None:
    assert texts()[file].count(edit[0]) == 1
    new = loading.examine({**texts(), file: texts()[file].replace(*edit)})[0]
    assert list(others(shipped(), new)) == told
