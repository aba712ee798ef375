"""A season as a coach reads it: a short block a week."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from .weeks import Week

WIDTH = 110


def told(week: Week) -> str:
    """The block of one week, ending in a newline."""
    lines = [f"WEEK {week.number}, from {week.monday}: {_head(week)}"]
    if week.decision is not None:
        lines += [line for each in _planned(week.decision) for line in _wrapped(each)]
    lines += _wrapped("Done: " + (", ".join(week.done) or "nothing"))
    if week.said:
        lines += _wrapped("Said: " + "; ".join(week.said))
    return "".join(f"{line}\n" for line in lines)


def _head(week: Week) -> str:
    if week.decision is None:
        return "no decision"
    made = week.decision["decision"]
    tier = f", {made['tier']}" if made["tier"] not in (None, "none") else ""
    return f"{made['outcome']}, {made['phase']}{tier}, today {week.decision['today']}"


def _planned(decision: Mapping[str, Any]) -> Iterator[str]:
    plan = decision["plan"]
    yield decision["decision"]["summary"]
    for session in plan["sessions"]:
        day = session["day"] or "no day"
        shown = [each for each in session["items"] if _shown(each, session)]
        items = [f"{each['exercise']} {each['dose']}{_load(each)}" for each in shown]
        yield f"{session['id']} {day}, {session['minutes']} min: {', '.join(items)}"
    if plan.get("progression"):
        step = plan["progression"]
        yield " ".join(["Next:", f"{step['step']}.", *(each["say"] for each in step["because"])])
    less = list(dict.fromkeys(each["say"] for each in plan.get("reductions", ()) if each["bites"]))
    fewer = [each["say"] if isinstance(each, Mapping) else str(each) for each in plan.get("fewer", ())]
    for name, says in (("Less", less), ("Fewer", fewer), ("Note", [plan["note"]] if plan.get("note") else [])):
        if says:
            yield f"{name}: " + " ".join(says)
    if decision["warnings"]:
        yield "Warned: " + " ".join(decision["warnings"])


def _shown(item: Mapping[str, Any], session: Mapping[str, Any]) -> bool:
    return bool(session["kind"] == "hard" and (item["main"] or item["load_kg"] is not None or item["contacts"]))


def _load(item: Mapping[str, Any]) -> str:
    return f" at {item['load']}" if item["load_kg"] is not None else ""


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False,
                         break_long_words=False)  # fmt: skip
