"""The page for a screen reader: one fact a line, each with its label, nothing wrapped, nothing in columns.

    plain_page(decision, plan)  ->  text, ending in a newline

It says what the page says, in the same order, and reads the decision as other programs get it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..decision.decide import Decision
from ..plan.sessions import Plan
from .as_json import as_data

TODAY = {
    "train": "train as planned",
    "reduce": "train, but less than planned",
    "recover": "a day to recover",
    "stop": "no training",
}
LINE = {
    "met": "ok",
    "met_with_caution": "ok, with care",
    "not_met": "not yet",
    "unknown": "not yet known",
}
BASIS = {"self_reported": ", by your own account", "override": ", by a coach's override"}
GUIDANCE = "General fitness guidance, not medical advice. Numbers marked default are ours, not published."


def plain_page(decision: Decision, plan: Plan) -> str:
    """The whole page, a fact a line."""
    data = as_data(decision, plan, "")
    parts = (_decision, _flags, _today, _gate, _week, _sessions, _tests)
    lines = [line for part in parts for line in part(data, decision)]
    return "\n".join([*(" ".join(line.split()) for line in lines), GUIDANCE]) + "\n"


def _decision(data: dict[str, Any], decision: Decision) -> Iterator[str]:
    book = decision.book
    phase = book.phase(decision.phase or "")
    yield f"Athlete: {data['athlete']}"
    yield f"Day: {data['as_of']}"
    yield f"Phase: {phase.order} of {len(book.phases)}, {phase.short}" if phase is not None else "Phase: none yet"
    yield f"Decision: {data['decision']['summary']}"
    if data["decision"]["way_through"] and decision.outcome in ("hold", "regress", "place"):
        yield f"Nearest way through: {data['decision']['way_through']}"
    if phase is not None and decision.outcome != "stop":
        yield f"What this phase is for: {phase.purpose}"


def _flags(data: dict[str, Any], decision: Decision) -> Iterator[str]:
    for flag in decision.flags:
        yield f"Speaks against training: {flag.title}. How urgent: {flag.urgency}. {flag.because} {flag.say}"


def _today(data: dict[str, Any], decision: Decision) -> Iterator[str]:
    yield f"Today: {TODAY.get(data['today'], data['today'])}"
    for rule in decision.today_rules:
        if rule.kind != "warn":
            yield f"Because: {decision.wording.fill(rule.because, rule.asks)}"
    for warning in data["warnings"]:
        yield f"Note: {warning}"


def _gate(data: dict[str, Any], decision: Decision) -> Iterator[str]:
    ahead = [gate for gate in data["gates"] if gate["id"] == data["decision"]["next_gate"]]
    for gate in [*(gate for gate in data["gates"] if gate["lost"]), *ahead]:
        yield f"{'Gate lost' if gate['lost'] else 'Gate ahead'}: {gate['title']}"
        for line in gate["lines"]:
            if line["status"] not in LINE:
                continue
            needs = (
                f", needs {line['required']}" if line["required"] and line["status"] in ("not_met", "unknown") else ""
            )
            basis = BASIS.get(line["basis"] or "", "")
            yield f"{line['title']}: {line['actual']}{needs}, {LINE[line['status']]}{basis}"


def _week(data: dict[str, Any], decision: Decision) -> Iterator[str]:
    for session in data["plan"]["sessions"]:
        if session["day"]:
            yield f"{session['day'].capitalize()}: session {session['id']}, {session['minutes']} minutes"
    for note in [data["plan"]["note"]] if data["plan"]["note"] else []:
        yield f"About the week: {note}"


def _sessions(data: dict[str, Any], decision: Decision) -> Iterator[str]:
    for session in data["plan"]["sessions"]:
        count = f"{len(session['items'])} exercises"
        yield f"Session {session['id']}: {session['focus']}, {session['minutes']} minutes, {count}"
        if session.get("warm_up"):
            yield f"Warm-up: {session['warm_up']}"
        for number, item in enumerate(session["items"], start=1):
            yield f"Exercise {number}: {item['name']}, for {item['slot']}"
            yield from _item(item)
    for each in data["plan"].get("reductions", []):
        yield f"Less than usual: {each['say']}"


def _item(item: dict[str, Any]) -> Iterator[str]:
    labels = (
        ("dose", "Do"),
        ("tempo_words", "Tempo"),
        ("rest_s", "Rest in seconds"),
        ("effort", "Effort"),
        ("load", "Load"),
        ("cue", "Cue"),
        ("easier", "Easier"),
        ("harder", "Harder, later"),
        ("swap", "Swap"),
        ("stop_when", "Stop when"),
    )
    for key, label in labels:
        if item.get(key) not in (None, "", []):
            yield f"{label}: {item[key]}"


def _tests(data: dict[str, Any], decision: Decision) -> Iterator[str]:
    if decision.outcome == "stop":
        return
    for number, each in enumerate(data["unknown"], start=1):
        measure = decision.book.measures[each["measure"]]
        minutes = measure.minutes
        yield f"To find out, {number}: {measure.title}{f', about {minutes} minutes' if minutes else ''}"
        if number == 1 and measure.how:
            yield f"How: {measure.how}"
