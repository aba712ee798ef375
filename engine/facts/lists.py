"""The parts of a facts file that aren't measures: pain, injuries, races, equipment, the week and the running in it."""
from __future__ import annotations

from collections.abc import Mapping
from datetime import date as Date
from decimal import Decimal

from ..document import Value
from ..model import Measure, Rulebook
from .answers import (
    DAYS,
    GIVEN,
    INJURY_STATES,
    PAIN_SIDES,
    PRIORITIES,
    TERRAINS,
    TISSUES,
    Answer,
    Injury,
    Pain,
    Race,
    Running,
    Week,
)
from .pieces import NONE, Pieces, join
from .values import EXACT, Mistake, expected, read_amount, status_of

PAIN_FIELDS = ("during", "next_morning")
PAIN_KEYS = ("site", "side", "tissue", *PAIN_FIELDS, "night", "date")
INJURY_KEYS = ("site", "side", "tissue", "date", "status")
STRICTEST = "unsure"
PAIN_EXAMPLE = "{site: achilles, side: left, tissue: tendon, during: 4, next_morning: 1, night: no}"
INJURY_EXAMPLE = "{site: calf, side: right, tissue: muscle, date: 2026-05-02, status: recovered}"
INJURIES_EXAMPLE = f"a list, or {{list: [{INJURY_EXAMPLE}], date: 2026-11-02}}"
RUNG_EXAMPLE = "{exercise: knee_split_squat, clean: 2}"
MOST_CLEAN = 1000
RACE_EXAMPLE = "{date: 2027-03-14, priority: A}"
MINUTES_OF_A_DAY = 1440


def pain_measure(rulebook: Rulebook, site: str, field: str) -> Measure | None:
    """The measure that one field of the pain list gives for one site."""
    return next((measure for measure in rulebook.measures.values() if measure.at == ("pain", site, field)), None)


# ---- pain and injuries ----------------------------------------------------------------------------------------------

def read_pain(pieces: Pieces, value: Value | None) -> tuple[Pain, ...] | None:
    """The pain list: None when it wasn't asked, () when there is none."""
    if value is None or status_of(value.data):
        return None
    return tuple(pain for item, path in pieces.items(value, "pain", f"none, or a list: [{PAIN_EXAMPLE}]")
                 if (pain := _pain(pieces, item, path)) is not None)


def _pain(pieces: Pieces, value: Value, path: str) -> Pain | None:
    entry = pieces.mapping(value, path, PAIN_KEYS, ("site",), PAIN_EXAMPLE)
    if entry is None:
        return None
    site = pieces.word(entry.get("site"), join(path, "site"), pieces.rulebook.sites, "a site")
    side = pieces.word(entry.get("side"), join(path, "side"), PAIN_SIDES, "a side")
    tissue = pieces.word(entry.get("tissue"), join(path, "tissue"), TISSUES, "a tissue")
    levels: dict[str, int | None] = {}
    sided = False
    for field in PAIN_FIELDS:
        measure = pain_measure(pieces.rulebook, site, field) if site else None
        sided = sided or (measure is not None and measure.sides)
        levels[field] = _level(pieces, measure, entry.get(field), join(path, field))
    night = pieces.truth(entry.get("night"), join(path, "night"))
    date = pieces.date(entry.get("date"), join(path, "date"))
    if sided and "side" not in entry:
        pieces.say("missing-key", "'side' is missing here.", value.place, path, expected=PAIN_EXAMPLE)
    if site is None:
        return None
    return Pain(site, side or "", tissue or STRICTEST, levels["during"], levels["next_morning"], night,
                date or pieces.as_of, value.place, path)


def _level(pieces: Pieces, measure: Measure | None, value: Value | None, path: str) -> int | None:
    """How much, in steps of the site's measure; None for unknown."""
    if value is None or measure is None or status_of(value.data):
        return None
    amount = read_amount(measure, value.data)
    if isinstance(amount, Mistake):
        pieces.mistake(amount, value, path)
        return None
    if amount.low != amount.high:
        pieces.say("number", "One number is expected here.", value.place, path, value.data, expected(measure))
        return None
    return amount.low


def read_injuries(pieces: Pieces, value: Value | None) -> tuple[tuple[Injury, ...] | None, Date | None]:
    """Injuries of the past and present, () for `none`, None when not asked; and the day of the list, where it says so.

    A list of an earlier day stands as {list: ..., date: ...}: it says nothing of the time since.
    """
    if value is None or status_of(value.data):
        return None, None
    if not isinstance(value.data, dict):
        return _injuries(pieces, value), None
    entries = pieces.mapping(value, "injuries", ("list", "date"), ("list", "date"), INJURIES_EXAMPLE) or {}
    day, given = pieces.date(entries.get("date"), "injuries.date"), entries.get("list")
    return None if given is None or status_of(given.data) else _injuries(pieces, given), day


def _injuries(pieces: Pieces, value: Value) -> tuple[Injury, ...]:
    found = []
    for item, path in pieces.items(value, "injuries", f"a list: [{INJURY_EXAMPLE}]"):
        entry = pieces.mapping(item, path, INJURY_KEYS, [key for key in INJURY_KEYS if key != "tissue"], INJURY_EXAMPLE)
        if entry is None:
            continue
        site = pieces.word(entry.get("site"), join(path, "site"), pieces.rulebook.sites, "a site")
        side = pieces.word(entry.get("side"), join(path, "side"), PAIN_SIDES, "a side")
        tissue = pieces.word(entry.get("tissue"), join(path, "tissue"), TISSUES, "a tissue")
        date = pieces.date(entry.get("date"), join(path, "date"))
        status = pieces.word(entry.get("status"), join(path, "status"), INJURY_STATES, "how an injury can be")
        if site and side and date and status:
            found.append(Injury(site, side, tissue or STRICTEST, date, status, item.place))
    return tuple(found)


# ---- races, equipment, the week -------------------------------------------------------------------------------------

def read_races(pieces: Pieces, value: Value | None) -> tuple[Race, ...] | None:
    """Races, past ones too; () for `none`, None when not asked."""
    if value is None or status_of(value.data):
        return None
    found = []
    for item, path in pieces.items(value, "races", f"a list: [{RACE_EXAMPLE}]"):
        entry = pieces.mapping(item, path, ("date", "priority"), ("date", "priority"), RACE_EXAMPLE)
        if entry is None:
            continue
        date = pieces.date(entry.get("date"), join(path, "date"), future=True)
        priority = pieces.word(entry.get("priority"), join(path, "priority"), PRIORITIES, "a priority")
        if date and priority:
            found.append(Race(date, priority, item.place))
    return tuple(found)


def read_equipment(pieces: Pieces, value: Value | None) -> dict[str, bool] | None:
    """Item to there or not, from a list or a mapping; {} for `none`; None when it wasn't asked."""
    if value is None or status_of(value.data):
        return None
    if value.data == NONE:
        return {}
    items, path = pieces.rulebook.equipment, "equipment"
    if isinstance(value.data, dict):
        entries = pieces.mapping(value, path, items, example="{band: yes, chair: no}") or {}
        answers = {name: pieces.truth(item, join(path, name)) for name, item in entries.items()}
        return {name: there for name, there in answers.items() if there is not None}
    return dict.fromkeys(pieces.words(value, path, items, "a piece of equipment") or (), True)


def read_week(pieces: Pieces, value: Value | None) -> Week:
    """When there is time. The section's other keys have been read with the measures."""
    if value is None or not isinstance(value.data, dict):
        return Week()
    return Week(pieces.words(value.get("available_days"), "week.available_days", DAYS, "a day of the week"),
                pieces.whole(value.get("session_minutes"), "week.session_minutes", 1, MINUTES_OF_A_DAY))


def read_running(pieces: Pieces, value: Value | None, answers: Mapping[tuple[str, str], Answer]) -> Running:
    """The running week. Its kilometres are a measure's, and taken from `answers`."""
    if value is None or not isinstance(value.data, dict):
        return Running()
    days = pieces.words(value.get("days"), "running.days", DAYS, "a day of the week")
    hard = pieces.words(value.get("hard_days"), "running.hard_days", DAYS, "a day of the week")
    longest = _one_of(pieces, value, "long_day", DAYS, "a day of the week")
    for day, key in [*((day, "hard_days") for day in hard or ()), *([(longest, "long_day")] if longest else [])]:
        if days is not None and day not in days:
            pieces.say("not-a-running-day", f"{day} is not among the running days.", value.data[key].place,
                       f"running.{key}", day, "one of " + ", ".join(days))
    terrain = _one_of(pieces, value, "terrain", TERRAINS, "a terrain")
    return Running(days, hard, longest, _kilometres(pieces.rulebook, answers), terrain)


def _one_of(pieces: Pieces, value: Value, key: str, words: tuple[str, ...], what: str) -> str | None:
    """A word of the running section; None where there is none or it isn't known."""
    item = value.get(key)
    if item is None or item.data == NONE or status_of(item.data):
        return None
    return pieces.word(item, f"running.{key}", words, what)


def _kilometres(rulebook: Rulebook, answers: Mapping[tuple[str, str], Answer]) -> Decimal | None:
    for measure in rulebook.measures.values():
        answer = answers.get((measure.name, ""))
        if measure.at == ("running", "km_week") and answer is not None and answer.status == GIVEN:
            return EXACT.multiply(Decimal(answer.low), Decimal(measure.step))
    return None


# ---- where the log stands on each ladder -----------------------------------------------------------------------------

def read_rungs(pieces: Pieces, value: Value | None) -> dict[str, tuple[str, int]]:
    """The exercise done last on each ladder, and how many sessions in a row were clean on it."""
    path, ladders = "log.rungs", pieces.rulebook.ladders
    if value is None or status_of(value.data) or value.data == NONE:
        return {}
    found: dict[str, tuple[str, int]] = {}
    for ladder, item in (pieces.mapping(value, path, ladders, example=f"{{knee: {RUNG_EXAMPLE}}}") or {}).items():
        at = join(path, ladder)
        entry = pieces.mapping(item, at, ("exercise", "clean"), ("exercise",), RUNG_EXAMPLE)
        if entry is None:
            continue
        rungs = [rung.id for rung in ladders[ladder].rungs]
        exercise = pieces.word(entry.get("exercise"), join(at, "exercise"), rungs, f"an exercise of {ladder}")
        clean = pieces.whole(entry.get("clean"), join(at, "clean"), 0, MOST_CLEAN)
        if exercise is not None:
            found[ladder] = (exercise, clean or 0)
    return found
