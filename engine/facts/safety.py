"""Red flags, clearances and overrides: what a facts file says about safety and about a coach's judgement."""
from __future__ import annotations

from datetime import date as Date

from ..document import Value
from ..findings import nearest
from ..logic import Place
from ..model import Line, Rulebook
from .answers import Clearance, FlagAnswer, Override
from .pieces import NONE, Pieces, join, seen
from .values import status_of

FLAG_EXAMPLE = "yes, no, unknown, or {answer: no, last_yes: 2026-09-20}"
CLEARANCE_KEYS = ("for", "by", "date", "allows", "until")
CLEARANCE_EXAMPLE = "{for: RF_SURGERY, by: physiotherapist, date: 2026-10-02, allows: [mobility], until: 2027-01-02}"
OVERRIDE_KEYS = ("line", "decision", "by", "reason", "date", "until")
OVERRIDE_EXAMPLE = "{line: G3.bridge, decision: admit, by: coach, reason: \"...\", date: 2026-11-20, until: 2027-01-01}"
EVERY = "all"
ADMIT, HOLD = "admit", "hold"
SCREEN = "G0"                             # the medical screen: no override meets a line of it
NAME_LENGTH, REASON_LENGTH = 100, 1000


# ---- red flags ------------------------------------------------------------------------------------------------------

def read_flags(pieces: Pieces, value: Value | None) -> dict[str, FlagAnswer]:
    """Red flags stated directly, by id.

    `none` answers them all with no. With a day, and beside answers to single flags, it is {none: yes, date: ...}.
    """
    if value is None or status_of(value.data):
        return {}
    known = pieces.rulebook.flags
    if value.data == NONE:
        return {flag: FlagAnswer(flag, False, None, pieces.as_of, value.place, alone=False) for flag in known}
    example = "none, or {RF_CARDIAC: no, ...}"
    entries = pieces.mapping(value, "red_flags", (*known, NONE, "date"), example=example) or {}
    date = pieces.date(entries.get("date"), "red_flags.date") or pieces.as_of
    flags = {}
    for flag, item in entries.items():
        if flag not in (NONE, "date"):
            answer = _flag(pieces, flag, item, join("red_flags", flag), date)
            if answer is not None:
                flags[flag] = answer
    if pieces.truth(entries.get(NONE), join("red_flags", NONE)):
        for flag in known:
            flags[flag] = _of_all(flags.get(flag), flag, date, entries[NONE].place)
    return flags


def _of_all(own: FlagAnswer | None, flag: str, date: Date, place: Place) -> FlagAnswer:
    """A flag under a `none` for all: its own answer where it has one; a yes of a later day isn't answered by it."""
    if own is None:
        return FlagAnswer(flag, False, None, date, place, alone=False)
    if own.answer is not None or (own.last_yes is not None and own.last_yes > date):
        return own
    return FlagAnswer(flag, False, own.last_yes, date, own.place, alone=False)


def _flag(pieces: Pieces, flag: str, value: Value, path: str, date: Date) -> FlagAnswer | None:
    if pieces.null(value, path, FLAG_EXAMPLE):
        return None
    if not isinstance(value.data, dict):
        return FlagAnswer(flag, pieces.truth(value, path), None, date, value.place)
    entry = pieces.mapping(value, path, ("answer", "last_yes", "date"), example=FLAG_EXAMPLE) or {}
    if not {"answer", "last_yes"} & set(entry):
        pieces.say("missing-key", "'answer' is missing here.", value.place, path, expected=FLAG_EXAMPLE)
    answer = pieces.truth(entry.get("answer"), join(path, "answer"))
    last_yes = pieces.date(entry.get("last_yes"), join(path, "last_yes"))
    date = pieces.date(entry.get("date"), join(path, "date")) or date
    if answer is False and last_yes is not None and last_yes > date:
        pieces.say("flag-dates", f"The answer no is from {date}, but the last yes came after it.",
                   entry["last_yes"].place, join(path, "last_yes"), last_yes, f"a day up to {date}, or a newer answer")
    return FlagAnswer(flag, answer, last_yes, date, value.place)


# ---- clearances -----------------------------------------------------------------------------------------------------

def read_clearances(pieces: Pieces, value: Value | None) -> tuple[Clearance, ...]:
    """Who cleared which flag for which phases. `allows: all` is every phase."""
    found = []
    for item, path in pieces.items(value, "clearances", f"a list: [{CLEARANCE_EXAMPLE}]") if value is not None else ():
        entry = pieces.mapping(item, path, CLEARANCE_KEYS, CLEARANCE_KEYS[:-1], CLEARANCE_EXAMPLE)
        if entry is None:
            continue
        flag = pieces.word(entry.get("for"), join(path, "for"), pieces.rulebook.flags, "a red flag")
        by = pieces.text(entry.get("by"), join(path, "by"), NAME_LENGTH)
        date = pieces.date(entry.get("date"), join(path, "date"))
        allows = _phases(pieces, entry.get("allows"), join(path, "allows"))
        until = pieces.until(entry.get("until"), join(path, "until"), date)
        if flag and by and date and allows:
            found.append(Clearance(flag, by, date, allows, until, item.place))
    return tuple(found)


def _phases(pieces: Pieces, value: Value | None, path: str) -> tuple[str, ...] | None:
    """Phases from the first on without a gap: all that is allowed is then said by the furthest of them."""
    order = [phase.id for phase in pieces.rulebook.phases]
    if value is None:
        return None
    if value.data == EVERY:
        return tuple(order)
    if status_of(value.data):
        pieces.say("word", f"'{seen(value)}' is not a list of phases.", value.place, path, seen(value),
                   f"[{', '.join(order[:2])}], or all")
        return None
    named = pieces.words(value, path, order, "a phase")
    if named is None or (isinstance(value.data, list) and len(named) < len(value.data)):
        return None                       # a finding says why
    expected = order[:max((order.index(phase) for phase in named), default=0) + 1]
    if set(named) != set(expected):
        pieces.say("clearance-gap", "A clearance allows phases from the first on, without a gap.", value.place, path,
                   ", ".join(named) or "no phase", f"[{', '.join(expected)}], or all")
        return None
    return tuple(expected)


# ---- overrides ------------------------------------------------------------------------------------------------------

def read_overrides(pieces: Pieces, value: Value | None) -> tuple[Override, ...]:
    """A coach's judgements. Admitting is bounded in time and in what may be admitted; holding is always allowed."""
    lines = _lines(pieces.rulebook)
    found = []
    for item, path in pieces.items(value, "overrides", f"a list: [{OVERRIDE_EXAMPLE}]") if value is not None else ():
        entry = pieces.mapping(item, path, OVERRIDE_KEYS, OVERRIDE_KEYS[:-1], OVERRIDE_EXAMPLE)
        if entry is None:
            continue
        line = _line(pieces, entry.get("line"), join(path, "line"), lines)
        decision = pieces.word(entry.get("decision"), join(path, "decision"), (ADMIT, HOLD), "a decision")
        by = pieces.text(entry.get("by"), join(path, "by"), NAME_LENGTH)
        reason = pieces.text(entry.get("reason"), join(path, "reason"), REASON_LENGTH)
        date = pieces.date(entry.get("date"), join(path, "date"))
        until = pieces.until(entry.get("until"), join(path, "until"), date)
        if decision == ADMIT:
            _may_admit(pieces, item, entry, path, line, date, until)
        if line and decision and by and reason and date:
            found.append(Override(line.id, decision, by, reason, date, until, item.place))
    return tuple(found)


def _lines(rulebook: Rulebook) -> dict[str, Line]:
    return {line.id: line for gate in rulebook.gates.values() for line in gate.lines}


def _line(pieces: Pieces, value: Value | None, path: str, lines: dict[str, Line]) -> Line | None:
    if value is None or pieces.null(value, path, "the id of a gate line"):
        return None
    line = lines.get(value.data) if isinstance(value.data, str) else None
    if line is None:
        pieces.say("word", f"'{seen(value)}' is not a gate line.", value.place, path, seen(value),
                   "the id of a gate line", nearest(seen(value), lines))
    return line


def _may_admit(pieces: Pieces, item: Value, entry: dict[str, Value], path: str, line: Line | None, date: Date | None,
               until: Date | None) -> None:
    """Findings where an override admits what none may, or for longer than it may."""
    code, longest = "override-not-allowed", pieces.rulebook.validity.get("override", {}).get("days")
    if line is not None and (line.gate == SCREEN or not line.admit):
        pieces.say(code, f"No override can meet {line.id}.", entry["line"].place, join(path, "line"), line.id,
                   "decision: hold, or a line about what the body can do")
    if not isinstance(longest, int):
        pieces.say(code, "This rulebook doesn't say for how long an override may admit, so none can.", item.place, path,
                   expected="override: {days: ...} in knowledge/validity.yaml")
    elif "until" not in entry:
        pieces.say("missing-key", "'until' is missing: an override that admits has an end.", item.place, path,
                   expected=f"until: a day at most {longest} days after its date")
    elif date and until and (until - date).days > longest:
        pieces.say(code, f"It admits for {(until - date).days} days; {longest} are the most.", entry["until"].place,
                   join(path, "until"), until, f"a day at most {longest} days after {date}")
