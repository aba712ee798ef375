"""Sessions that were shown and not done, since the last that was: what another week is offered for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date

from ..decision.decide import Decision
from ..facts.answers import DAYS
from ..plan.sessions import Plan
from ..week.layout import Layout
from ..week.realign import Missed, realign
from .entries import PLAN, SESSION, Entry


def missed_in_a_row(entries: Sequence[Entry], day: Date) -> list[Missed]:
    """The sessions that stood on days before this one and after the last session done, the earliest first.

    For each day the plan counts that was shown last by then. A session that was told to be not done is missed too.

    entries : as `known` gives them
    """
    done = [entry.day for entry in entries if entry.kind == SESSION and entry.data["done"] != "no" and entry.day <= day]
    plans = [entry for entry in entries if entry.kind == PLAN and entry.day < day]
    found: list[tuple[Date, str]] = []
    until = day
    for plan in reversed(plans):
        if done and until <= done[-1]:
            break
        shown = ((each.get("date"), each["id"]) for each in plan.data["sessions"])
        dated = [(Date.fromisoformat(on), str(id_)) for on, id_ in shown if on]
        found += [(on, id_) for on, id_ in dated if plan.day <= on < until and (not done or on > done[-1])]
        until = min(until, plan.day)
    return [Missed(id_, DAYS[on.weekday()]) for on, id_ in sorted(found)]


def offer(entries: Sequence[Entry], day: Date, plan: Plan, decision: Decision) -> list[str]:
    """Another week in words, beside the one that there is; [] where too few were missed or there is no better."""
    missed = missed_in_a_row(entries, day)
    if plan.week is None or not missed:
        return []
    before, after = realign(plan, missed)
    text = str(decision.book.week.get("notes", {}).get("realign", ""))
    if after is before or (after.days == before.days and after.lifts == before.lifts):
        return []
    for name, value in (("count", str(len(missed))), ("before", _days(before)), ("after", _days(after))):
        text = text.replace("{" + name + "}", value)
    return [text] if text else []


def _days(layout: Layout) -> str:
    """A on Tue, B on Thu; in the order of the days."""
    pairs = list(zip(layout.days, layout.lifts, strict=True))
    placed = sorted((day, lift.name) for day, lift in pairs if day is not None)
    words = [f"{name} on {DAYS[day].capitalize()}" for day, name in placed]
    return ", ".join([*words, *(f"no {lift.name}" for day, lift in pairs if day is None)])
