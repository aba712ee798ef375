"""A strength session as a row. One that was not done gives none: it neither earns nor costs anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from .exercise_rows import Items, by_exercise, contacts_of, morning_of, session_pain
from .lifted import HUNDRED
from .log import Log, Row, day_of, moment_of, number
from .model import Entry, Field
from .shown import SKIPPED, shown_session

NOW_DAYS = 14  # light days have lower tiers: the highest of two weeks is the one that is jumped now


def session_row(entry: Entry, log: Log) -> Iterator[Row]:
    """The one row of a session."""
    data = entry.data
    if data.get("done") == SKIPPED:
        return
    items = by_exercise(entry, log)
    row = Row(
        entry,
        day_of(entry),
        moment_of(entry.held_on),
        {
            "session": str(data.get("session") or ""),
            "phase": data.get("phase"),
            "done": str(data.get("done")),
            "minutes": number(data.get("minutes")),
            "effort": number(data.get("effort")),
            "tier": tier_of(entry, log) or "none",
        },
        {
            "pain": lambda: session_pain(data),
            "morning": lambda: morning_of(data, row, log),
            "contacts": lambda: sum((contacts_of(found, log.book.exercises[name]) for name, found in items.items()),
                                    Fraction(0)),
            "top_tier": lambda: entry.id in since_higher_tier(log),
            "left_out": lambda: _left_out(entry, items, log),
            "lighter": lambda: _lighter(entry, log),
            "since_change": lambda: entry.id in log.since_change,
        },
    )  # fmt: skip
    yield row


def tier_of(entry: Entry, log: Log) -> str:
    """The highest tier of jumps in a session; "" without jumps."""
    exercises = [log.book.exercises[name] for name in by_exercise(entry, log)]
    jumps = [each for each in exercises if "contacts" in each.a_set]
    found = [tier.id for tier in log.book.tiers if any(each.tier == tier.id for each in jumps)]
    return found[-1] if found else ""


def since_higher_tier(log: Log) -> frozenset[int]:
    """The sessions with the tier that is jumped now (the highest of two weeks with jumps), since a higher one was."""
    if log.in_tier is None:
        done = [each for each in log.entries("session") if each.data.get("done") != SKIPPED]
        order = {tier.id: tier.order for tier in log.book.tiers}
        jumped = [(each.id, day_of(each), order[tier]) for each in reversed(done) if (tier := tier_of(each, log))]
        found: set[int] = set()
        now = max((rank for _, day, rank in jumped if (jumped[0][1] - day).days < NOW_DAYS), default=0)
        for id_, _, rank in jumped:
            if rank > now:
                break
            if rank == now:
                found.add(id_)
        log.in_tier = frozenset(found)
    return log.in_tier


def _left_out(entry: Entry, items: Mapping[str, Items], log: Log) -> Field:
    if entry.data.get("done") == "yes":
        return Fraction(0)
    shown, _ = shown_session(entry, log)
    if shown is None:
        return None
    return Fraction(sum(each.get("exercise") not in items for each in shown.get("items", ())))


def _lighter(entry: Entry, log: Log) -> bool:
    """Whether it was shown as a lighter one: a rule had left few of the sets. Without a plan nothing made it so."""
    session, _ = shown_session(entry, log)
    rules = {rule for item in (session or {}).get("items", ()) for rule in item.get("because", ())}
    cuts = [*log.book.reductions, *log.book.time_off]
    return any(
        rule.id in rules and rule.data.get("axis", "sets") == "sets"
        and int(rule.data.get("to", rule.data.get("sets", HUNDRED))) <= log.history.lighter_sets
        for rule in cuts
    )  # fmt: skip
