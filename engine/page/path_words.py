"""What has to change for a step, in sentences: both sides of a measure in one."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..changing import ASKING, SOMEBODY, TESTING, TRAINING, WAITING, Span, Way
from ..facts.values import plain, show
from ..logic import measure_of
from ..model import Measure, Rulebook
from ..path.changed import value_of
from ..path.needs import ADMIT, CLEAR, GONE, REACHES, RECOVERED, RENEWED, SCREEN, Range
from ..path.times import Change, Stage, When

HALF = Fraction(1, 2)
ORDER = (SOMEBODY, ASKING, TESTING, TRAINING, WAITING)


@dataclass(frozen=True)
class Said:
    """One sentence: the facts that it is about, how long that takes, and when it is done."""

    keys: tuple[str, ...]
    way: Way
    say: str
    takes: str
    weeks: Span | None
    when: When


def sayings(stage: Stage, asked: Mapping[str, Range], book: Rulebook) -> list[Said]:
    """The changes of a step, each measure once: what others do first, then what is asked, tested, trained, waited for.

    asked : by key, with what only has to be known already at its loosest
    """
    groups: dict[tuple[str, str, Range], list[Change]] = {}
    for change in stage.changes:
        name = change.key if change.key.startswith("@") else measure_of(change.key)
        groups.setdefault((name, change.way.name, asked[change.key]), []).append(change)
    found = [_said(changes, asked_, stage, book) for (_, _, asked_), changes in groups.items()]
    return sorted(found, key=lambda each: (ORDER.index(each.way.through) if each.way.through in ORDER else len(ORDER),
                                           each.way.counted, each.keys))  # fmt: skip


def _said(changes: list[Change], asked: Range, stage: Stage, book: Rulebook) -> Said:
    first = changes[0]
    spans = [change.weeks for change in changes]
    weeks = None if any(span is None for span in spans) else Span(
        max(span.low for span in spans if span), max(span.high for span in spans if span))  # fmt: skip
    ends = [change.when for change in changes]
    when = When(*(None if any(day is None for day in days) else max(day for day in days if day is not None)
                  for days in zip(*ends, strict=True)))  # fmt: skip
    if first.key.startswith("@"):
        say = _other(first, stage, book)
    else:
        say = _measured(changes, book.measures[measure_of(first.key)], asked, book)
    return Said(tuple(change.key for change in changes), first.way, say, _takes(first, weeks), weeks, when)


def _other(change: Change, stage: Stage, book: Rulebook) -> str:
    """What isn't a number."""
    key, phase = change.key, book.phases[stage.step.end - 1].title.lower()
    if key == SCREEN:
        return "Answer the health questions; each has to be a no"
    if key.startswith(CLEAR):
        return f"{book.flags[key.removeprefix(CLEAR)].title}: cleared by a clinician, as far as {phase}"
    if key == REACHES:
        return f"The clearance on record, by a clinician, as far as {phase}"
    if key == RENEWED:
        return "The clearance on record, renewed by a clinician before it ends"
    if key.startswith(ADMIT):
        line = next(line for gate in book.gates.values() for line in gate.lines if line.id == key.removeprefix(ADMIT))
        return f"A coach who has watched admits one line: {line.title.lower()}"
    if key.startswith(GONE):
        flag = book.flags[key.removeprefix(GONE)]
        return f"{flag.title}: gone for {flag.clears_after_days} days"
    if key == RECOVERED:
        return "The injury on the list is over, and is said to be recovered; then its weeks count"
    return f"{change.way.title}: {change.way.because[:1].lower()}{change.way.because[1:].rstrip('.')}"


def _measured(changes: list[Change], measure: Measure, asked: Range, book: Rulebook) -> str:
    first, side = changes[0], _sides(changes)
    title = f"{measure.title}{side}"
    if first.way.through in (TESTING, ASKING):
        verb = "Test" if first.way.through == TESTING else "Answer"
        title = f"{title[:1].lower()}{title[1:]}"
        needed = "" if asked == (measure.low, measure.high) else f"; {show(measure, *asked)} is needed"
        return f"{verb}: {title}{needed}"
    value = value_of(measure, asked)
    if measure.elapsed and value == measure.low and first.have is None:
        return f"{title}: none longer than {show(measure, asked.high, asked.high)}"
    if measure.elapsed and value == measure.low:
        return f"{title}: back to {show(measure, value, value)}"
    if first.way.counted and measure.kind == "number" and (first.way.rate is not None or first.have is None):
        there = [change.have.high for change in changes if change.have is not None]
        so_far = [plain(measure, each) for each in there if each > 0]
        done = f" ({', '.join(dict.fromkeys(so_far))} so far)" if so_far else ""
        return f"{title}: {show(measure, *asked)}{done}"
    goal = show(measure, value, value)
    haves = [change.have for change in changes]
    if measure.kind != "number" or any(have is None for have in haves):
        return f"{title}: {show(measure, *asked)}"
    if len(set(haves)) == 1:
        return f"{title}: from {_from(measure, haves[0])} to {goal}"
    each = " and ".join(f"{change.key.partition('.')[2]} from {_from(measure, change.have)}" for change in changes)
    return f"{measure.title}: {each} to {goal}"


def _from(measure: Measure, have: Range | None) -> str:
    if have is None:
        return "what it is"
    if have.low == have.high:
        return plain(measure, have.low)
    return show(measure, *have).removesuffix(measure.unit).rstrip()


def _sides(changes: list[Change]) -> str:
    sides: Iterator[str] = (change.key.partition(".")[2] for change in changes)
    found = [side for side in sides if side in ("left", "right")]
    return "" if not found else ", both sides" if len(found) > 1 else f", {found[0]}"


def _takes(change: Change, weeks: Span | None) -> str:
    """How long, in round words; "" where it takes no time."""
    if weeks is None:
        return "nobody can say how long that takes"
    if weeks.high == 0 or change.way.through == TESTING:
        return ""
    if weeks.high <= 1:
        return "within a week"
    low, high = max(1, math.floor(weeks.low + HALF)), math.ceil(weeks.high)
    exact = change.way.counted and low == high
    said = f"{low} week{'s' if low > 1 else ''}" if low == high else f"{low} to {high} weeks"
    return said if exact else f"about {said}"
