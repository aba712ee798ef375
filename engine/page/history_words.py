"""What the two pages of a history say alike: phases, counts, and how a past decision would be another now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..derivations.derive import Fact
from ..facts.values import singular
from ..journal.history import Row
from ..journal.replanned import Replanned
from ..journal.trends import Cut, Trend
from ..model import Rulebook
from ..rulebook.standing import DECIDED_BY

MOST_SHOWN = 6  # entries beside a fact


def phase_name(name: str | None, book: Rulebook) -> str:
    """A phase as the rulebook calls it; its id where the rulebook has it no more."""
    phase = book.phase(name) if name else None
    return phase.title if phase is not None else name or "no phase yet"


def count(number: int, what: str) -> str:
    """1 decision, 2 decisions, no decisions."""
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"


def stands(of: Row | Mapping[str, Any], book: Rulebook) -> str:
    """Where a decision puts an athlete: the phase, the tier of jumping, and what today is."""
    phase, tier, today = ((of["phase"], of["tier"], of["today"]) if isinstance(of, Mapping)
                          else (of.phase, of.tier, of.today))  # fmt: skip
    return f"{phase_name(phase, book)}{f', jumps {tier}' if tier else ''}; today: {today}"


def marks(row: Row, book: Rulebook) -> list[str]:
    """What corrections would make of a decision; nothing where it stands on what is still known."""
    if row.now is not None:
        return [f"With what is known now: {row.now['outcome']}, {stands(row.now, book)}."]
    if row.plan_now:
        same = "With what is known now the decision would be the same, and its plan another"
        return [f"{same}. {changes(row.plan_now)}"]
    return ["Corrected or added to since; the decision would be the same."] if row.corrected else []


def decided_by(rows: Sequence[Row], number: int) -> list[str]:
    """What a row's page said of an edited rulebook, where that is not what the one before said."""
    before = rows[number - 1].standing if number else ()
    now = rows[number].standing
    return [] if now == before else [*now] or ["Decided by the shipped rulebook again."]


def read_with(book: Rulebook) -> list[str]:
    """The same of the rulebook that is asked now: what is ahead goes by that."""
    return [sentence.replace(DECIDED_BY, "What is ahead goes by ", 1) for sentence in book.standing]


def changes(found: Sequence[Replanned]) -> str:
    """Session by session what would be another."""
    by_session: dict[str, list[str]] = {}
    for each in found:
        by_session.setdefault(each.session, []).append(_change(each))
    return " ".join(f"Session {letter}: {'; '.join(parts)}." for letter, parts in by_session.items())


def _change(each: Replanned) -> str:
    if each.what == "day":
        return f"on {each.now or 'no day'} (was on {each.was or 'no day'})"
    if each.now is None and each.what in ("session", "exercise"):
        return f"without {each.exercise or each.was}"
    if each.was is None and each.what in ("session", "exercise"):
        return f"with {each.exercise or each.now}"
    unit = {"load_kg": " kg", "assist_kg": " kg of help"}.get(each.what, "")
    was, now = (f"{value}{unit}" if value is not None else "left open" for value in (each.was, each.now))
    return f"{each.exercise}: {now} (was {was})"


# ---- trends ---------------------------------------------------------------------------------------------------------


def described(trend: Trend) -> str:
    """Its unit, and which way is better."""
    better = {"higher": "higher is better", "lower": "lower is better"}.get(trend.better, "")
    return ", ".join(part for part in (trend.unit, better) if part)


def needed(cut: Cut) -> str:
    """What the gate ahead needs."""
    return f"The gate ahead, {cut.title} ({cut.gate}): {cut.text}{', or another way' if cut.among else ''}."


def side_name(trend: Trend, same: Sequence[Trend]) -> str:
    """Left or right; of what is of no side, beside others that are, "all"."""
    return trend.side or ("all" if len(same) > 1 else "")


def in_words(sides: Sequence[Trend]) -> str:
    """A trend as one sentence, side by side; of one of many what tells it from the others."""
    said = [f"{side_name(side, sides).capitalize()} {spans(side)}".strip() for side in sides]
    title = sides[0].title.rpartition(": ")[2] if sides[0].part else sides[0].title
    return f"{title} ({sides[0].unit}): {'. '.join(said)}."


def spans(trend: Trend) -> str:
    """The first value and the last, and between which they lie where there are more; one where it never changed."""
    points = trend.points
    if len({each.text for each in points}) == 1:
        return f"{points[0].text} from {points[0].date} to {points[-1].date}"
    said = f"{points[0].text} on {points[0].date}, {points[-1].text} on {points[-1].date}"
    if len(points) > len((points[0], points[-1])):
        lowest, highest = (pick(points, key=lambda each: each.value) for pick in (min, max))
        said += f"; of {len(points)} values the lowest {lowest.text} and the highest {highest.text}"
    return said


# ---- what the log says ----------------------------------------------------------------------------------------------


def fact_words(name: str, fact: Fact, book: Rulebook) -> str:
    """Its title, with the side, exercise or ladder that it is of; the value; the entries."""
    of, what = name.rpartition(".")[2], book.derivations[fact.name]
    each = book.exercises.get(of) or book.ladders.get(of) if what.for_each else None
    whose = of if of in ("left", "right") else str(getattr(each, "name", "") or getattr(each, "title", ""))
    value = fact.value
    if isinstance(value, dict):
        rung = book.exercises.get(str(value.get("exercise")))
        value = f"{rung.name if rung else value.get('exercise')}, {count(int(value.get('clean', 0)), 'clean session')}"
    unit = "" if fact.unit in ("", "count") else f" {singular(fact.unit) if str(value) in ('1', '-1') else fact.unit}"
    some = _entries(fact.entries)
    return f"{fact.title}{f', {whose}' if whose else ''}: {value}{unit}{f' ({some})' if some else ''}"


def _entries(entries: Sequence[int]) -> str:
    """Entry 7; entries 3, 5; of many the last ones."""
    if len(entries) > MOST_SHOWN:
        return f"{len(entries)} entries, the last {', '.join(str(each) for each in entries[-MOST_SHOWN:])}"
    return f"entr{'y' if len(entries) == 1 else 'ies'} {', '.join(str(each) for each in entries)}" if entries else ""
