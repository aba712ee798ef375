"""knowledge/changing.yaml: what can be changed, and what can be wrong in saying so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..changing import NOTHING, Changing, Span, Way
from ..document import Value
from ..facts.sections import is_symptom
from ..findings import Finding
from ..logic import AtLeast, Below, Known, Ref, Sure, leaves, measure_of
from ..model import Rulebook
from .fields import flag, names_in, text, whole
from .names import Names

SPAN = re.compile(r"([0-9.]+)(?: to ([0-9.]+))?\Z")
OF_MEASURES = ("measure", "covers")
NEVER = ("effort", "effort_a_week", "rate", "takes", "counted", "together", "first", "from_phase")


def read_changing(names: Names, book: Rulebook) -> None:
    """Every way of changing into the book."""
    book.changing = Changing({
        name: Way(
            name, text(entry.value, "title", name), text(entry.value, "through", NOTHING),
            names_in(entry.value, "measure"), text(entry.value, "covers"), text(entry.value, "because"), entry.place,
            whole(entry.value, "effort"), whole(entry.value, "effort_a_week"), _span(entry.value, "rate"),
            _span(entry.value, "takes"), flag(entry.value, "counted"), flag(entry.value, "together"),
            flag(entry.value, "first"), flag(entry.value, "hoped_for", True), text(entry.value, "from_phase"),
            names_in(entry.value, "source"),
        )
        for name, entry in names["changing"].items()
    })  # fmt: skip


def _span(value: Value, key: str) -> Span | None:
    """Two numbers, or one for both; None where nothing that can be read stands."""
    match = SPAN.match(text(value, key))
    if match is None:
        return None
    low, high = match[1], match[2] or match[1]
    found = Span(Fraction(low), Fraction(high))
    return found if key != "rate" or found.low > 0 else None


def check_changing(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Spans turned round, a measure or a cover that comes twice, keys that say nothing, and measures without a way."""
    first: dict[str, str] = {}
    for name, entry in names["changing"].items():
        value = entry.value
        if not names.sound("changing", name):
            continue
        told = [key for key in OF_MEASURES if value.get(key) is not None]
        if len(told) != 1:
            what = "both a measure and what it covers" if told else "neither a measure nor what it covers"
            say, expected = f"{name} says {what}.", "`measure`, or `covers`; one of them"
            yield Finding("way", say, *entry.place, seen=name, expected=expected)
        for key in ("rate", "takes"):
            yield from _turned(name, value, key)
        if text(value, "through") == NOTHING:
            for key in NEVER:
                if value.get(key) is not None:
                    say = f"{name} is changed through nothing, so its {key.replace('_', ' ')} says nothing."
                    expected = "no such key beside `through: nothing`"
                    yield Finding("way", say, *value.keys[key], seen=key, expected=expected)
        for what in [*names_in(value, "measure"), *names_in(value, "covers")]:
            if what in first:
                place = (value.get("measure") or value.get("covers") or value).at(what)
                say = f"{what} is changed by {first[what]} already."
                yield Finding("way", say, *place, seen=what, expected="each measure once, and each cover")
            first.setdefault(what, name)
    yield from _without(book, names)


def _turned(name: str, value: Value, key: str) -> Iterator[Finding]:
    """The smaller number first; a rate of nothing would take for ever."""
    match, item = SPAN.match(text(value, key)), value.get(key)
    if match is None or item is None:
        return
    low, high = Fraction(match[1]), Fraction(match[2] or match[1])
    if low > high:
        say = f"The {key} of {name} is turned round."
        yield Finding("range", say, *item.place, seen=text(value, key), expected=f"{match[2]} to {match[1]}")
    elif key == "rate" and low == 0:
        say = f"At a rate of 0 {name} would never change."
        yield Finding("out-of-range", say, *item.place, seen=text(value, key), expected="more than 0")


def _without(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Measures that a phase hangs on and of which nothing says how they change."""
    covered = {measure for way in book.changing.ways.values() for measure in way.measures}
    if not names["changing"] or not names.all_sound("changing"):
        return
    missing = [name for name in deciding(book) if name not in covered and not is_symptom(book.measures[name])]
    if missing:
        place = next(iter(names["changing"].values())).place
        many = f"{', '.join(missing[:4])}{' and others' if len(missing) > 4 else ''}"
        say = f"A phase hangs on {many}, and nothing says how that changes: `surefoot path` takes it as it is."
        yield Finding("no-way", say, *place, seen=missing[0], expected="a way of changing for it", severity="warning")


def deciding(book: Rulebook) -> list[str]:
    """The measures that the phases hang on, by way of all that is concluded."""
    found: set[str] = set()
    seen: set[str] = set()
    open_ = [f"phase:{phase.id}" for phase in book.phases]
    while open_:
        name = open_.pop()
        conclusion = book.conclusions.get(name)
        if name in seen or conclusion is None:
            continue
        seen.add(name)
        for leaf in leaves(conclusion.formula):
            if isinstance(leaf, (Ref, Sure)):
                open_.append(leaf.name)
            elif isinstance(leaf, (AtLeast, Below, Known)) and measure_of(leaf.fact) in book.measures:
                found.add(measure_of(leaf.fact))
    return sorted(found)
