"""The sections of a facts file that hold measures: profile, history, position, log, symptoms, measures and the like.

Each measure says where it stands (`Measure.at`), and the sections are read by that map: what no measure has is a
finding. A value stands bare, with a date, or by side:

    age_years: 34
    pain_during_nrs: {value: 2, date: 2026-11-19}
    sl_calf_raise_reps: {left: 17, right: 15+, date: 2026-11-18}
    visa_a: unknown
"""
from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date as Date
from typing import Union

from ..document import Value
from ..findings import nearest
from ..model import Measure, Rulebook
from .answers import GIVEN, SIDES, Answer
from .pieces import NONE, Pieces, join, seen
from .values import Mistake, expected, read_amount, shown, status_of

Node = dict[str, Union["Node", Measure]]
SYMPTOMS = "symptoms"
POSITION = ("position", "phase")
DATED = "{value: ..., date: 2026-11-20}"


def shape_of(rulebook: Rulebook) -> Node:
    """Where the measures stand, as nested sections. The pain list is read on its own."""
    root: Node = {}
    for measure in rulebook.measures.values():
        if measure.at[0] == "pain":
            continue
        node = root
        for step in measure.at[:-1]:
            deeper = node.setdefault(step, {})
            node = deeper if isinstance(deeper, dict) else {}
        node[measure.at[-1]] = measure
    return root


def is_symptom(measure: Measure) -> bool:
    """A yes or no that stands under symptoms, risk factors among them; yes is the bad answer."""
    return measure.kind == "yes_no" and measure.at[0] == SYMPTOMS


class Sections:
    """Reads measures into `answers`, by (measure, side)."""

    def __init__(self, pieces: Pieces):
        self.pieces, self.rulebook = pieces, pieces.rulebook
        self.answers: dict[tuple[str, str], Answer] = {}

    def read(self, value: Value, node: Node, path: str, date: Date, others: Collection[str] = ()) -> None:
        """One section. `others` are keys of it that somebody else reads; `date` holds where the section has none."""
        status = "" if isinstance(value.data, (dict, list)) else status_of(value.data)
        if status:
            for measure in _measures_of(node):
                self._say_status(measure, status, value, path, date)
            return
        keys = [*node, *others]
        example = "a mapping with " + ", ".join(keys[:6]) + (", ..." if len(keys) > 6 else "")
        if self.pieces.null(value, path, example):
            return
        if not isinstance(value.data, dict):
            self.pieces.shape("A mapping", value, path, example)
            return
        if "date" not in node:
            date = self.pieces.date(value.get("date"), join(path, "date")) or date
        for key, item in value.items():
            target = node.get(key)
            if isinstance(target, Measure):
                self.answer(target, item, join(path, key), date)
            elif target is not None:
                self.read(item, target, join(path, key), date)
            elif key not in others and key != "date":
                self.unknown_key(key, value, path, keys)

    def unknown_key(self, key: str, value: Value, path: str, keys: Collection[str]) -> None:
        """A key that stands for nothing here: it belongs elsewhere, or is misspelt."""
        place, at = value.keys[key], join(path, key)
        for measure in self.rulebook.measures.values():
            if key == measure.name and measure.at[0] == "pain":
                self.pieces.say("misplaced-key", f"Pain at a site is told under pain, not as '{key}'.", place, at, key,
                                f"pain: [{{site: {measure.at[1]}, side: left, during: 2}}]", "pain")
                return
            if key in (measure.name, measure.at[-1]) and ".".join(measure.at) != at:
                home = ".".join(measure.at)
                self.pieces.say("misplaced-key", f"'{key}' doesn't stand here; it is {home}.", place, at, key, home,
                                home)
                return
        self.pieces.say("unknown-key", f"'{shown(key)}' is not known here.", place, at, key,
                        ", ".join(keys) if len(keys) <= 20 else "the name of a measure", nearest(key, keys))

    # ---- one measure ----

    def answer(self, measure: Measure, value: Value, path: str, date: Date) -> None:
        """What stands for one measure: a value, a value with its date, or its two sides."""
        if self.pieces.null(value, path, expected(measure)):
            return
        status = "" if isinstance(value.data, (dict, list)) else status_of(value.data)
        if status:
            self._say_status(measure, status, value, path, date)
        elif measure.sides:
            self._sides(measure, value, path, date)
        else:
            self._dated(measure, "", value, path, date)

    def _sides(self, measure: Measure, value: Value, path: str, date: Date) -> None:
        if not isinstance(value.data, dict) or "value" in value.data:
            bare = value.get("value") or value
            given = "..." if isinstance(bare.data, (dict, list)) else shown(bare.data)
            self.pieces.say("sides-needed", f"{measure.name} is measured left and right: say which side this is.",
                            value.place, path, seen(value),
                            f"{{left: {given}, right: {given}}}, or {{both: {given}}} where they are the same")
            return
        example = "{left: ..., right: ...}, or {both: ...}"
        date = self.pieces.date(value.get("date"), join(path, "date")) or date
        self._entries(value, path, (*SIDES, "both", "date"), example)
        both = value.get("both")
        if both is not None and any(side in value.data for side in SIDES):
            self.pieces.say("sides-twice", "Both sides are said here, and one of them again.", value.keys["both"], path,
                            "both", example)
        elif both is not None:
            for side in SIDES:
                self._dated(measure, side, both, join(path, "both"), date, quiet=side != SIDES[0])
        elif not any(side in value.data for side in SIDES):
            self.pieces.say("missing-key", "Neither side is said here.", value.place, path, expected=example)
        else:
            for side in SIDES:
                item = value.get(side)
                if item is not None:
                    self._dated(measure, side, item, join(path, side), date)

    def _dated(self, measure: Measure, side: str, value: Value, path: str, date: Date, quiet: bool = False) -> None:
        """One value, bare or as {value:, date:}. `quiet`: its mistakes have been told already."""
        known = len(self.pieces.findings)
        if isinstance(value.data, dict):
            if not side and any(key in value.data for key in (*SIDES, "both")):
                self.pieces.say("sides-unexpected", f"{measure.name} is one value, not one for each side.", value.place,
                                path, seen(value), expected(measure))
                return
            self._entries(value, path, ("value", "date"), DATED)
            date = self.pieces.date(value.get("date"), join(path, "date")) or date
            inner = value.get("value")
            if inner is None:
                self.pieces.say("missing-key", "'value' is missing here.", value.place, path, expected=DATED)
                return
            value, path = inner, join(path, "value")
        status = status_of(value.data)
        amount = read_amount(measure, value.data) if not status else None
        if isinstance(amount, Mistake):
            self.pieces.mistake(amount, value, path)
        else:
            low, high = amount or (0, 0)
            self._put(Answer(measure.name, side, low, high, date, status or GIVEN, path, value.place, seen(value)))
        if quiet:
            del self.pieces.findings[known:]

    def _entries(self, value: Value, path: str, known: tuple[str, ...], example: str) -> None:
        for key, item in value.items():
            if key in known:
                continue
            if key.isdigit() and item.data is None:      # {left: 7,5} is two entries to YAML
                self.pieces.say("decimal-comma", f"Inside braces the comma begins a new entry: '{key}' stands alone.",
                                value.keys[key], join(path, key), key, 'a point, as in 7.5, or quotes, as in "7,5"')
            else:
                self.pieces.say("unknown-key", f"'{shown(key)}' is not known here.", value.keys[key], join(path, key),
                                key, example, nearest(key, known))

    # ---- answers for many at once ----

    def none_of_symptoms(self, value: Value, date: Date, screens: Collection[str] | None = None,
                         path: str = SYMPTOMS) -> None:
        """`none`: every symptom (of some screens) is answered with no. One answered yes by itself disagrees."""
        for measure in self.rulebook.measures.values():
            if not is_symptom(measure) or (screens is not None and measure.screen not in screens):
                continue
            own = self.answers.get((measure.name, ""))
            if own is None:
                self._put(Answer(measure.name, "", 0, 0, date, GIVEN, path, value.place, NONE))
            elif own.status == GIVEN and own.low == 1:
                say = f"{measure.name} is answered yes, and none of {measure.screen} is said to be there."
                self.pieces.say("contradiction", say, own.place, own.path, own.text, "one of the two")

    def nowhere(self, measure: Measure, value: Value, date: Date) -> None:
        """`position: none`."""
        index = measure.words.index(NONE)
        self._put(Answer(measure.name, "", index, index, date, GIVEN, ".".join(measure.at[:1]), value.place, NONE))

    def _say_status(self, measure: Measure, status: str, value: Value, path: str, date: Date) -> None:
        for side in SIDES if measure.sides else ("",):
            self._put(Answer(measure.name, side, 0, 0, date, status, path, value.place, shown(value.data)))

    def _put(self, answer: Answer) -> None:
        self.answers[answer.measure, answer.side] = answer


def _measures_of(node: Node) -> Iterator[Measure]:
    for part in node.values():
        if isinstance(part, Measure):
            yield part
        else:
            yield from _measures_of(part)

