"""A facts file, from its text to Answers. All that is wrong with it is found in one reading.

The text is YAML or JSON. No file is opened and no clock is read here: the day comes from the file's `as_of`, or else
from the caller.
"""
from __future__ import annotations

import re
from datetime import date as Date

from .. import document
from ..document import Value
from ..findings import Finding, is_error, nearest
from ..logic import Place
from ..model import Rulebook
from .answers import GIVEN, Answers
from .lists import read_equipment, read_injuries, read_pain, read_races, read_rungs, read_running, read_week
from .pieces import NONE, Pieces, seen
from .safety import read_clearances, read_flags, read_overrides
from .sections import POSITION, SYMPTOMS, Node, Sections, shape_of
from .values import Mistake, read_date

HEADER = "facts/1"
ATHLETE = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
FIXED = ("surefoot", "athlete", "as_of", "equipment", "week", "running", "races", "position", "pain", "injuries",
         SYMPTOMS, "red_flags", "clearances", "overrides")
WEEK_KEYS = ("available_days", "session_minutes")
RUNNING_KEYS = ("days", "hard_days", "long_day", "terrain")


def read_facts(text: str, file: str, rulebook: Rulebook, today: Date) -> tuple[Answers | None, list[Finding]]:
    """The answers in a facts file, and what is wrong with it, in the order of its lines.

    file  : the name by which findings call it
    today : the day the decision is for, where the file has no as_of
    The answers are None where any finding is an error.
    """
    value, findings = document.read(text, file)
    if value is None:
        return None, findings
    return read_answers(value, file, rulebook, today, findings)


def read_answers(value: Value, file: str, rulebook: Rulebook, today: Date,
                 findings: list[Finding] | None = None) -> tuple[Answers | None, list[Finding]]:
    """The same for a document that has been read already, with the findings so far."""
    pieces = Pieces(rulebook, file, today, list(findings or ()))
    answers = _whole(value, pieces) if isinstance(value.data, dict) else None
    if answers is None:
        pieces.shape("A mapping", value, "", f"surefoot: {HEADER}, athlete: ..., and so on")
    found = sorted(dict.fromkeys(pieces.findings), key=lambda each: (each.line, each.column, each.code, each.path))
    return (None if any(map(is_error, found)) else answers), found


def _whole(value: Value, pieces: Pieces) -> Answers:
    _header(value, pieces)
    athlete = _athlete(value, pieces)
    given = value.get("as_of")
    if given is not None:
        pieces.as_of = _as_of(given, pieces)
    as_of, shape, sections = pieces.as_of, shape_of(pieces.rulebook), Sections(pieces)

    known = list(dict.fromkeys([*FIXED, *shape]))
    for key in value.data:
        if key not in known:
            sections.unknown_key(key, value, "", known)
    week, running, log = value.get("week"), value.get("running"), value.get("log")
    for name, node in shape.items():
        section = value.get(name)
        if section is None or name in ("position", SYMPTOMS, "week", "running"):
            continue
        if isinstance(node, dict):
            sections.read(section, node, name, as_of, ("rungs",) if name == "log" else ())
        else:
            sections.answer(node, section, name, as_of)
    for name, section, keys in (("week", week, WEEK_KEYS), ("running", running, RUNNING_KEYS)):
        if section is not None:
            sections.read(section, _node(shape, name), name, as_of, keys)
    _position(value, shape, sections)
    _symptoms(value, shape, sections)

    injuries, injuries_date = read_injuries(pieces, value.get("injuries"))
    flags = read_flags(pieces, value.get("red_flags"))
    return Answers(
        athlete=athlete, as_of=as_of, as_of_given=given is not None, answers=sections.answers,
        pain=read_pain(pieces, value.get("pain")), flags=flags,
        clearances=read_clearances(pieces, value.get("clearances")),
        overrides=read_overrides(pieces, value.get("overrides")),
        equipment=read_equipment(pieces, value.get("equipment")), week=read_week(pieces, week),
        running=read_running(pieces, running, sections.answers), races=read_races(pieces, value.get("races")),
        injuries=injuries, injuries_date=injuries_date,
        rungs=read_rungs(pieces, log.get("rungs") if log is not None and isinstance(log.data, dict) else None),
        file=pieces.file)


def _header(value: Value, pieces: Pieces) -> None:
    header = value.get("surefoot")
    if header is None:
        pieces.say("header-missing", "A facts file begins by saying what it is.", Place(pieces.file, 1, 1), "surefoot",
                   expected=f"surefoot: {HEADER}")
    elif header.data != HEADER:
        pieces.say("header-version", f"'{seen(header)}' is not a kind of facts file that surefoot reads.", header.place,
                   "surefoot", seen(header), HEADER, nearest(seen(header), [HEADER]))


def _athlete(value: Value, pieces: Pieces) -> str:
    item, wanted = value.get("athlete"), "letters a to z, digits, - and _, at most 64"
    if item is None:
        pieces.say("missing-key", "'athlete' is missing: whom is this about?", value.place, "athlete",
                   expected="athlete: NAME")
        return ""
    if pieces.null(item, "athlete", wanted):
        return ""
    name = str(item.data) if isinstance(item.data, (str, int)) and not isinstance(item.data, bool) else ""
    if not ATHLETE.match(name):
        near = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:64]
        pieces.say("athlete", f"'{seen(item)}' can't name an athlete.", item.place, "athlete", seen(item), wanted, near)
    return name


def _as_of(item: Value, pieces: Pieces) -> Date:
    """The day that the decision is for: any day. One that can't be read leaves today, so that reading goes on."""
    today, day = pieces.as_of, read_date(item.data)
    if not isinstance(day, Mistake):
        pieces.as_of = day
    return pieces.date(item, "as_of") or today


def _position(value: Value, shape: Node, sections: Sections) -> None:
    pieces, item = sections.pieces, value.get("position")
    measure = next((measure for measure in pieces.rulebook.measures.values() if measure.at == POSITION), None)
    if measure is None:
        return
    wanted = f"position: none, or position: {{phase: ..., ...}} with one of {', '.join(measure.words)}"
    missing = "The phase so far is missing. Someone who has none yet writes 'position: none'."
    if item is None:
        pieces.say("position-missing", missing, Place(pieces.file, 1, 1), "position", expected=wanted)
        return
    if item.data == NONE:
        sections.nowhere(measure, item, pieces.as_of)
        return
    if isinstance(item.data, str) and item.data in measure.words:
        pieces.shape("A mapping", item, "position", f"position: {{phase: {item.data}}}")
        return
    sections.read(item, _node(shape, "position"), "position", pieces.as_of)
    answer = sections.answers.get((measure.name, ""))
    unsaid = isinstance(item.data, dict) and "phase" not in item.data
    if unsaid or (answer is not None and answer.status != GIVEN):
        pieces.say("position-missing", missing, item.place, "position", expected=wanted)


def _symptoms(value: Value, shape: Node, sections: Sections) -> None:
    pieces, item = sections.pieces, value.get(SYMPTOMS)
    if item is None:
        return
    if item.data == NONE:
        sections.none_of_symptoms(item, pieces.as_of)
        return
    sections.read(item, _node(shape, SYMPTOMS), SYMPTOMS, pieces.as_of, ("none_of",))
    screens = item.get("none_of")
    known = [screen["id"] for screen in pieces.rulebook.screens]
    names = pieces.words(screens, "symptoms.none_of", known, "a screen of symptoms")
    if screens is not None and names:
        date = pieces.date(item.get("date"), "symptoms.date") if "date" in item.data else None
        sections.none_of_symptoms(screens, date or pieces.as_of, names, "symptoms.none_of")


def _node(shape: Node, name: str) -> Node:
    node = shape.get(name, {})
    return node if isinstance(node, dict) else {}
