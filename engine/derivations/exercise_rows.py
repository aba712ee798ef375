"""The exercises of a session as rows, both sides of one together. One that the rulebook doesn't have gives none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..training import Exercise
from .facts_rows import pain_of
from .lifted import HUNDRED, e1rm, strength_of
from .log import Log, Row, day_of, low_of, moment_of, number, worst_of
from .model import AtLeast, Entry, Field
from .shown import SKIPPED, as_shown, shown_item, shown_session

Items = list[Mapping[str, Any]]
ONE_LEG, HARD = "one", "hard"
FALLING_DAYS = 42  # so far back it is looked for a session with the same exercise


def by_exercise(entry: Entry, log: Log) -> dict[str, Items]:
    """The items of a session by exercise, in the order in which they were done."""
    found: dict[str, Items] = {}
    for item in entry.data.get("items") or ():
        if item.get("exercise") in log.book.exercises:
            found.setdefault(str(item["exercise"]), []).append(item)
    return found


def about(
    exercise: Exercise, entry: Entry, session: Mapping[str, Any] | None, shown: Mapping[str, Any] | None, log: Log
) -> dict[str, Field]:
    down = exercise.tempo.split("-")[0] if exercise.tempo else ""
    main = shown.get("main") if shown is not None else None if session is None else False  # what was added is none
    return {
        "exercise": exercise.id,
        "ladder": exercise.ladder,
        "pattern": exercise.pattern,
        "tissue": exercise.tissue,
        "legs": exercise.legs,
        "from_phase": exercise.from_phase,
        "tier": exercise.tier or "none",
        "loaded": exercise.loaded,
        "heavy": exercise.heavy,
        "lowering": Fraction(down) if down.isdigit() else Fraction(1) if down else Fraction(0),
        "phase": entry.data.get("phase"),
        "main": main if isinstance(main, bool) else None,
        "day": _day(entry, session, log),
    }


def _day(entry: Entry, session: Mapping[str, Any] | None, log: Log) -> str:
    """Whether the session was a hard or a light one: as it was shown, else as its phase has a day of that letter."""
    if session is not None and session.get("kind"):
        return str(session["kind"])
    phase = log.book.phase(str(entry.data.get("phase")))
    days = phase.days if phase is not None else ()
    return next((str(day.get("kind", HARD)) for day in days if day.get("id") == entry.data.get("session")), HARD)


def exercise_rows(entry: Entry, log: Log) -> Iterator[Row]:
    """A row for each exercise of a session."""
    if entry.data.get("done") == SKIPPED:
        return
    session, plan = shown_session(entry, log)
    for name, items in by_exercise(entry, log).items():
        exercise, shown = log.book.exercises[name], shown_item(session, name)
        row = Row(entry, day_of(entry), moment_of(entry.held_on), about(exercise, entry, session, shown, log))
        row._lazy |= _of_items(exercise, items, shown, entry, row, log)
        if plan:
            row.reads.add(plan)
        yield row


def _of_items(exercise: Exercise, items: Items, shown: Mapping[str, Any] | None, entry: Entry, row: Row,
              log: Log) -> dict[str, Callable[[], Field]]:  # fmt: skip
    sets = [each for item in items for each in item.get("sets") or ()]
    last = [item["sets"][-1] for item in items if item.get("sets")]
    wanted = shown or {}
    spare = log.history.spare
    return {
        "sets": lambda: Fraction(min(len(item.get("sets") or ()) for item in items)),
        "reps": lambda: _least(sets, "reps"),
        "last_reps": lambda: _least(last, "reps"),
        "spare_reps": lambda: _spare_reps(last, spare),
        "rir": lambda: _rir(sets, last),
        "rir_off": lambda: _rir_off(sets, last, number(wanted.get("rir")), log.history.effort_band),
        "technique": lambda: _least(items, "technique"),
        "pain": lambda: _exercise_pain(items, entry.data),
        "morning": lambda: morning_of(entry.data, row, log),
        "load_kg": lambda: _least(sets, "load_kg"),
        "assist_kg": lambda: _least(sets, "assist_kg"),
        "contacts": lambda: contacts_of(items, exercise),
        "seconds": lambda: _total(sets, "seconds"),
        "e1rm": lambda: _best([e1rm(each, log) for each in sets]),
        "strength": lambda: _best([strength_of(each, log) for each in sets]),
        "side_gap": lambda: _side_gap(items),
        "as_shown": lambda: as_shown(items, shown, exercise.legs == ONE_LEG),
        "falling": lambda: _falling(row, log),
        "raised": lambda: _raised(row, log),
        "over": lambda: _over(last, number(wanted.get("reps"))),
    }


def _least(parts: Sequence[Mapping[str, Any]], key: str) -> Field:
    """The smallest of all of them; None where one doesn't say."""
    values = [number(each.get(key)) for each in parts]
    return None if None in values or not values else min(value for value in values if value is not None)


def _total(parts: Sequence[Mapping[str, Any]], key: str) -> Field:
    return sum((number(each.get(key)) or Fraction(0) for each in parts), Fraction(0))


def _best(values: Sequence[Field]) -> Field:
    """The largest; at least that where of a set only a least is known."""
    known = [value for value in values if isinstance(value, (Fraction, AtLeast))]
    if not known:
        return None
    most = max(map(low_of, known))
    exact = any(value == most for value in known) and not any(
        isinstance(value, AtLeast) and value.low >= most for value in known
    )
    return most if exact else AtLeast(most)


def _rir(sets: Sequence[Mapping[str, Any]], last: Sequence[Mapping[str, Any]]) -> Field:
    """The lowest reserve that was told. The last set is the hardest: where that one isn't told, nothing is known."""
    told = [value for each in sets if (value := number(each.get("rir"))) is not None]
    return min(told) if told and all(number(each.get("rir")) is not None for each in last) else None


def _rir_off(sets: Sequence[Mapping[str, Any]], last: Sequence[Mapping[str, Any]], asked: Fraction | None,
             band: int) -> Field:  # fmt: skip
    """By how much the sets missed the reserve asked for, which goes `band` upwards: of two as far the harder."""
    if asked is None or not last or any(number(each.get("rir")) is None for each in last):
        return None
    told = [value for each in sets if (value := number(each.get("rir"))) is not None]
    off = [value - asked if value < asked else max(Fraction(0), value - asked - band) for value in told]
    return max(off, key=lambda each: (abs(each), -each))


def _spare_reps(last: Sequence[Mapping[str, Any]], spare: int) -> Field:
    left = []
    for each in last:
        reps, rir = number(each.get("reps")), number(each.get("rir"))
        if reps is None or rir is None:
            return None
        left.append(max(Fraction(0), reps - max(Fraction(0), spare - rir)))
    return min(left) if left else None


def _over(last: Sequence[Mapping[str, Any]], wanted: Fraction | None) -> Field:
    reps = _least(last, "reps")
    return reps - wanted if isinstance(reps, Fraction) and wanted is not None else None


def _exercise_pain(items: Items, data: Mapping[str, Any]) -> Field:
    """The exercise's own pain; where that wasn't given, the session's stands for it."""
    own = [number(item.get("pain")) for item in items]
    told = [value for value in own if value is not None]
    if told and len(told) == len(own):
        return max(told)
    session = session_pain(data)
    return worst_of([*told, session if isinstance(session, (Fraction, AtLeast)) else None])


def _falling(row: Row, log: Log) -> Field:
    """In how many sessions in a row, this one the last, the exercise was less strong than in the one before."""
    ago = (log.today - row.day).days
    count, later = 0, row.get("strength")
    for other in log.rows("exercises", (ago, ago + FALLING_DAYS)):
        if other.get("exercise") != row.get("exercise") or other.key == row.key or other.day > row.day:
            continue
        earlier = other.get("strength")
        if not isinstance(later, Fraction) or not isinstance(earlier, Fraction):
            return None if not count else AtLeast(Fraction(count))
        if later >= earlier:
            break
        count, later = count + 1, earlier
        row.reads.add(other.entry)
    return Fraction(count)


def _raised(row: Row, log: Log) -> Field:
    """yes, no, or none for what was never done with a weight or a help; None where this session doesn't say."""
    loads = log.book.loads
    ago = (log.today - row.day).days
    days = (ago, ago + loads.look_back_days) if loads is not None else None
    alike = [each for each in log.rows("exercises", days) if each.get("exercise") == row.get("exercise")]
    for key, harder in (("assist_kg", -1), ("load_kg", 1)):
        told = [(each, value) for each in alike if isinstance(value := each.get(key), Fraction) and value]
        if told:
            now, first = row.get(key), told[-1]
            row.reads.add(first[0].entry)
            return None if not isinstance(now, Fraction) else "yes" if (now - first[1]) * harder > 0 else "no"
    return "none"


def contacts_of(items: Items, exercise: Exercise) -> Fraction:
    """Landings of an exercise: as they were counted, else by what a set of it is; 0 for what isn't a jump."""
    whole = exercise.a_set.get("contacts", 0)
    amount = exercise.a_set.get(exercise.counts, 0)
    total = Fraction(0)
    for item in items:
        legs = 2 if exercise.legs == ONE_LEG and (item.get("side") or "both") == "both" else 1
        for each in item.get("sets") or ():
            counted, done = number(each.get("contacts")), number(each.get(exercise.counts))
            if counted is not None:
                total += counted
            elif whole and amount and done is not None:
                total += Fraction(int(whole * done / amount) * legs)
    return total


def _side_gap(items: Items) -> Field:
    """Per cent by which the lesser side is behind the other: of weight by amount, or of the amount alone."""
    done: dict[str, Fraction] = {}
    for item in items:
        for each in item.get("sets") or ():
            amount = next((value for key in ("reps", "seconds", "metres") if (value := number(each.get(key)))), None)
            load = number(each.get("load_kg")) or Fraction(1)
            if amount is not None and item.get("side") in ("left", "right"):
                done[item["side"]] = done.get(item["side"], Fraction(0)) + amount * load
    if len(done) < 2:
        return None
    less, more = sorted(done.values())
    return HUNDRED - HUNDRED * less / more if more else None


def session_pain(data: Mapping[str, Any]) -> Field:
    """The worst pain of a session: of its list and of its exercises; at least that where the list wasn't given."""
    listed = pain_of(data["pain"], "during") if data.get("pain") is not None else None
    items = [number(item.get("pain")) for item in data.get("items") or ()]
    told = [value for value in items if value is not None]
    if isinstance(listed, (Fraction, AtLeast)):
        return worst_of([listed, *told])
    return worst_of(items) if told else None


def morning_of(data: Mapping[str, Any], row: Row, log: Log) -> Field:
    listed = pain_of(data["pain"], "next_morning") if data.get("pain") not in (None, "none", []) else None
    later = log.morning_after(row.day, row)
    told = [value for value in (listed, later) if isinstance(value, (Fraction, AtLeast))]
    return worst_of(told) if told else None
