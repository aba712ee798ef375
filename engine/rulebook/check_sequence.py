"""What can be wrong in the sequence: phases and their gates, doses for every level, and what days off cost."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from ..document import Value
from ..facts.values import plain
from ..findings import Finding
from ..model import Phase, Place, Rulebook
from .fields import listed, names_in, text
from .names import Entry, Names

NEEDED = {"levels": "levels", "phase": "phases", "gate": "gates", "parts": "outcomes"}


def check_sequence(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every finding about phases, gates and time off. What may only seem to be missing is not told."""
    if names.whole:
        yield from _parts(names)
    yield from _order(names)
    yield from _gates(book, names)
    for entry in names["phase"].values():
        if names.all_sound("levels") and names.all_sound("phase"):
            yield from _levels(entry, names)
        if names.all_sound("phase") and names.all_sound("ladder"):
            yield from _doses(entry, book)
    by = book.time_off[0].data["by"] if book.time_off else ""
    if (
        by in book.measures
        and names.sound("measures", by)
        and all(names.sound("rules", band.id) for band in book.time_off)
    ):
        yield from _time_off(book, names)


def _parts(names: Names) -> Iterator[Finding]:
    for kind, what in NEEDED.items():
        if not names[kind] or (kind == "parts" and what not in names[kind]):
            yield Finding("missing-part", f"This rulebook has no {what}.", "rules", expected=f"a file with {what}")


# ---- phases and gates -----------------------------------------------------------------------------------------------


def _order(names: Names) -> Iterator[Finding]:
    """Phases are numbered from 1 without a gap."""
    orders: dict[int, Entry] = {}
    for entry in names["phase"].values():
        order = entry.value.get("order")
        if order is None or not isinstance(order.data, int):
            return
        first = orders.setdefault(order.data, entry)
        if first is not entry:
            yield Finding(
                "phase-order",
                f"The phases {first.name} and {entry.name} both have the order {order.data}.",
                *order.place,
                seen=str(order.data),
                expected="each order once",
            )
            return
    for number, order in enumerate(sorted(orders), start=1):
        if order != number and names.whole:
            place = orders[order].value.get("order")
            yield Finding(
                "phase-order",
                f"The phase {orders[order].name} has the order {order}, and no phase has {number}.",
                *(place.place if place else orders[order].place),
                seen=str(order),
                expected=str(number),
            )
            return


def _gates(book: Rulebook, names: Names) -> Iterator[Finding]:
    opened: dict[str, str] = {}
    for gate in book.gates.values():
        first = opened.setdefault(gate.opens, gate.id)
        opens = names["gate"][gate.id].value.get("opens")
        if first != gate.id and opens is not None:
            yield Finding(
                "gate-count",
                f"The phase {gate.opens} is opened by {first} already, at {book.gates[first].place}.",
                *opens.place,
                seen=gate.opens,
                expected="one gate for each phase",
            )
    if names.whole and all(book.phase(phase) is not None for phase in opened):
        for phase in book.phases:
            if phase.id not in opened and phase.days:  # one without sessions is only named; nobody is let in
                yield Finding(
                    "gate-count",
                    f"No gate opens the phase {phase.id}, so nobody would reach it.",
                    *phase.place,
                    seen=phase.id,
                    expected=f"a gate with `opens: {phase.id}`",
                )


# ---- levels and doses -----------------------------------------------------------------------------------------------


def _levels(entry: Entry, names: Names) -> Iterator[Finding]:
    """Weeks, sessions and every dose say something for every level."""
    doses = entry.value.get("doses")
    blocks = [(f"The {key} of {entry.name} say", entry.value.get(key), key) for key in ("weeks", "sessions")]
    blocks += [
        (f"The dose '{dose}' of {entry.name} says", block, dose) for dose, block in (doses.items() if doses else ())
    ]
    for what, block, key in blocks:
        missing = [level for level in names["levels"] if block is not None and level not in block.keys]
        strange = [level for level in (block.keys if block is not None else ()) if level not in names["levels"]]
        if missing and not strange:
            holder = doses if doses is not None and key in doses.keys else entry.value
            yield Finding(
                "missing-level",
                f"{what} nothing for {' and '.join(missing)}.",
                *holder.keys[key],
                seen=key,
                expected=", ".join(names["levels"]),
            )


def _doses(entry: Entry, book: Rulebook) -> Iterator[Finding]:
    """A dose says an amount of whatever the exercises of its slots count."""
    doses = entry.value.get("doses")
    told: set[tuple[str, str]] = set()
    for slot in (slot for day in listed(entry.value.get("days")) for slot in listed(day.get("slots"))):
        name = text(slot, "dose")
        dose = doses.get(name) if doses is not None else None
        if dose is None:
            continue
        rungs = [
            rung
            for ladder in names_in(slot, "ladders")
            if ladder in book.ladders
            for rung in book.ladders[ladder].rungs
        ]
        for counted in sorted({rung.counts for rung in rungs}):
            lacking = [(level, row) for level, row in dose.items() if counted not in row.keys]
            if not lacking or (name, counted) in told:
                continue
            told.add((name, counted))
            rung = next(rung for rung in rungs if rung.counts == counted)
            all_lack = len(lacking) == len(dose.keys)
            level, row = lacking[0]
            place: Place = doses.keys[name] if all_lack and doses is not None else dose.keys[level]
            who = "" if all_lack else f" for {' and '.join(level for level, _ in lacking)}"
            yield Finding(
                "missing-dose",
                f"The dose '{name}' says no {counted}{who}, but {rung.id}, which may fill the slot "
                f"{text(slot, 'slot')}, counts {counted}.",
                *place,
                seen=name,
                expected=counted,
            )


# ---- time off -------------------------------------------------------------------------------------------------------


def _time_off(book: Rulebook, names: Names) -> Iterator[Finding]:
    bands = [names["rules"][band.id] for band in book.time_off]
    days = book.measures[str(book.time_off[0].data["by"])]
    first, last = bands[0], bands[-1]
    if _day(first, "from") > days.low:
        yield _finding(
            "gap",
            f"{plain(days, days.low)} to {_day(first, 'from') - 1} days off lie in no band.",
            first,
            "from",
            plain(days, days.low),
        )
    for before, band in itertools.pairwise(bands):
        yield from _neighbours(before, band)
    if last.value.get("to") is not None:
        yield _finding(
            "gap", f"More than {_day(last, 'to')} days off lie in no band.", last, "to", "a last band without `to`"
        )
    elif _day(last, "from") > days.high:
        yield _finding(
            "impossible-threshold",
            f"{_day(last, 'from')} lies outside the range of {days.name}.",
            last,
            "from",
            f"{plain(days, days.low)} to {plain(days, days.high)}",
        )
    for before_rule, rule in itertools.pairwise(book.time_off):
        worse = next(
            (phase for phase in book.phases if _left(phase, rule.data, book) > _left(phase, before_rule.data, book)),
            None,
        )
        if worse is not None:
            yield Finding(
                "worse-earns-more",
                f"{rule.id} leaves someone in {worse.id} in a later phase than {before_rule.id}, "
                "which is the shorter absence.",
                *rule.place,
                seen=rule.id,
                expected="at least as far back as the band before",
            )


def _neighbours(before: Entry, band: Entry) -> Iterator[Finding]:
    start = _day(band, "from")
    if before.value.get("to") is None:
        yield Finding(
            "overlap",
            f"{before.name} has no end, so {band.name} overlaps it.",
            *before.place,
            seen=before.name,
            expected=f"to: {start - 1}",
        )
        return
    end = _day(before, "to")
    if start > end + 1:
        yield _finding(
            "gap",
            f"{_days(end + 1, start - 1)} off lie in no band, between {before.name} and {band.name}.",
            band,
            "from",
            str(end + 1),
        )
    elif start <= end:
        yield _finding(
            "overlap", f"{_days(start, end)} off lie in both {before.name} and {band.name}.", band, "from", str(end + 1)
        )


def _days(first: int, last: int) -> str:
    return f"{first} days" if first == last else f"{first} to {last} days"


def _day(band: Entry, key: str) -> int:
    value = band.value.get(key)
    return value.data if value is not None and isinstance(value.data, int) else 0


def _finding(code: str, say: str, band: Entry, key: str, expected: str) -> Finding:
    value: Value | None = band.value.get(key)
    return Finding(
        code, say, *(value.place if value is not None else band.place), seen=str(_day(band, key)), expected=expected
    )


def _left(phase: Phase, band: dict[str, object], book: Rulebook) -> int:
    """The phase that a band leaves someone in who stood in this one."""
    highest, floor = book.phase(str(band.get("at_most", ""))), book.phase(str(band.get("floor", "")))
    if highest is not None:
        return min(phase.order, highest.order)
    back = band.get("back", 0)
    return min(phase.order, max(phase.order - (back if isinstance(back, int) else 0), floor.order if floor else 1))
