"""What `what-if` is told: NAME=VALUE@DATE, and names to take away, as places of a facts document.

A name is a measure (`sl_calf_raise_reps.left`), a red flag (`RF_BSI`), or any path of a facts file (`position.phase`,
`week.available_days`, `equipment.band`). A value is written as in a facts file. All mistakes are found at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date as Date
from typing import Any, NamedTuple

from .. import document
from ..facts.answers import SIDES
from ..facts.reading import FIXED
from ..facts.sections import shape_of
from ..findings import BadInput, Finding, nearest
from ..journal.said import RUNGS, WORDS
from ..model import Measure, Rulebook

DATED = re.compile(r"(?P<value>.*)@(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})\Z", re.DOTALL)
HEAD = ("surefoot", "athlete", "as_of")  # not what is known of somebody
LISTED = ("available_days", "days", "hard_days", "equipment")  # whose values are lists: tue,thu will do
FLAGS, PAIN, BOTH = "red_flags", "pain", "both"
UNSET = "NAME=VALUE; to take a fact away: --unset NAME"
EXAMPLE = "a measure (visa_a), one side of it (sl_calf_raise_reps.left), a red flag, or a path of a facts file"


class Setting(NamedTuple):
    """One fact to be otherwise.

    text  : as it was written, with its option
    path  : its place in a facts document; the last step is a side where one was named
    value : plain data; None where it is to be taken away
    date  : the day for which it is told; None for the decision's
    """

    text: str
    path: tuple[str, ...]
    value: Any
    date: Date | None
    measure: Measure | None

    @property
    def name(self) -> str:
        """As it was called."""
        return self.text.partition(" ")[2].partition("=")[0].strip()


def settings_of(told: Iterable[str], taken: Iterable[str], book: Rulebook) -> list[Setting]:
    """What `--set` and `--unset` name. Errors: BadInput with every mistake."""
    found: list[Setting] = []
    findings: list[Finding] = []
    for text in told:
        found += _told(text, book, findings)
    for name in taken:
        place = _place(name, book, f"--unset {name}", findings)
        found += [Setting(f"--unset {name}", *place[:1], None, None, place[1])] if place else []
    if findings:
        raise BadInput(findings)
    return found


def _told(text: str, book: Rulebook, findings: list[Finding]) -> list[Setting]:
    name, equals, value = text.partition("=")
    option = f"--set {text}"
    place = _place(name, book, option, findings)
    if not equals or not value.strip():
        findings.append(
            Finding(
                "no-value",
                f"'{name.strip()}' is set to nothing.",
                option,
                seen=text,
                expected="NAME=VALUE; to take a fact away: --unset NAME",
            )
        )
        return []
    dated = DATED.match(value)
    date = None
    if dated is not None:
        value = dated["value"]
        try:
            date = Date.fromisoformat(dated["date"])
        except ValueError:
            findings.append(Finding("date", f"'{dated['date']}' is not a day of the calendar.", option,
                                    seen=dated["date"], expected="a date, year first: 2026-11-20"))  # fmt: skip
            return []
    data = _data(value.strip(), option, findings)
    if place is None or data is None:
        return []
    path, measure = place
    if isinstance(data, str) and "," in data and path[-1] in LISTED:
        data = [word.strip() for word in data.split(",") if word.strip()]
    elif path[-1] in LISTED and isinstance(data, str) and data != "none":
        data = [data]
    return [Setting(option, path, data, date, measure)]


def _data(value: str, option: str, findings: list[Finding]) -> Any:
    """A value as a facts file has it; None, with what is wrong, where it can't be read."""
    read, wrong = document.read(f"value: {value}\n", option)
    item = read.get("value") if read is not None and not wrong else None
    if item is None or item.data is None:
        found = [Finding(each.code, each.say, option, seen=value, expected=each.expected) for each in wrong]
        findings += found or [Finding("no-value", "Nothing stands after the =.", option, seen=value, expected=UNSET)]
        return None
    return item.plain()


# ---- names ----------------------------------------------------------------------------------------------------------


def _place(
    name: str, book: Rulebook, option: str, findings: list[Finding]
) -> tuple[tuple[str, ...], Measure | None] | None:
    """The place of a name in a facts document, and the measure that stands there; None where there is none."""
    steps = tuple(name.strip().split("."))
    found = _named(steps, book) or _path(steps, book)
    if found is None:
        known = list(names(book))
        near = nearest(name.strip(), known) or nearest(steps[0], known)
        expected = EXAMPLE
        measure = book.measures.get(steps[0])
        if measure is not None and measure.at[0] == PAIN:
            expected, near = f"pain=[{{site: {measure.at[1]}, side: left, during: 2}}]", PAIN
        say = f"'{name.strip()[:80]}' is nothing that can be told of an athlete."
        findings.append(Finding("unknown-fact", say, option, seen=name.strip()[:80], expected=expected, nearest=near))
    return found


def _named(steps: tuple[str, ...], book: Rulebook) -> tuple[tuple[str, ...], Measure | None] | None:
    """A measure, one side of it, or a red flag by its own name."""
    measure = book.measures.get(steps[0])
    if steps[0] in book.flags and len(steps) == 1:
        return (FLAGS, steps[0]), None
    if measure is None or measure.at[0] == PAIN or steps[0] in FIXED:
        return None
    side = steps[1:]
    if side and not (measure.sides and len(side) == 1 and side[0] in (*SIDES, BOTH)):
        return None
    return (*measure.at, *side), measure


def _path(steps: tuple[str, ...], book: Rulebook) -> tuple[tuple[str, ...], Measure | None] | None:
    """A path of a facts file."""
    node: Any = shape_of(book)
    for number, step in enumerate(steps):
        node = node.get(step) if isinstance(node, dict) else None
        if isinstance(node, Measure):
            rest = steps[number + 1 :]
            sided = node.sides and len(rest) == 1 and rest[0] in (*SIDES, BOTH)
            return (steps, node) if not rest or sided else None
    head = steps[0]
    if head in HEAD:
        return None
    if len(steps) == 1:
        return (steps, None) if head in FIXED else None
    known: Collection[str] = WORDS.get(head, ())
    known = book.flags if head == FLAGS else book.equipment if head == "equipment" else known
    if (len(steps) == 2 and steps[1] in known) or (steps[:2] == RUNGS and len(steps) == 3 and steps[2] in book.ladders):
        return steps, None
    return None


def names(book: Rulebook) -> Iterable[str]:
    """Everything that can be set."""
    for measure in book.measures.values():
        if measure.at[0] != PAIN:
            yield measure.name
            yield from (f"{measure.name}.{side}" for side in SIDES if measure.sides)
            yield ".".join(measure.at)
    yield from book.flags
    yield from (f"equipment.{item}" for item in book.equipment)
    yield from (f"{section}.{key}" for section, keys in WORDS.items() for key in keys)
    yield from (name for name in FIXED if name not in HEAD)
