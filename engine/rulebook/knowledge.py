"""knowledge/: what can be known and done, from documents into the model. Conditions in it are read later, in rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..asking import Interview
from ..document import Value
from ..findings import Finding
from ..model import Measure, Rulebook
from ..training import Exercise, Ladder, Phase, Tier
from .fields import flag, listed, names_in, text, whole
from .logbook import range_of, read_logbook
from .names import Entry, Names
from .tables import read_tables

PAIN_FIELDS = (
    ("during", "", "Pain", "out of 10", 0, 20),
    ("next_morning", "_next_morning", "Change next morning", "points", -20, 20),
)


def read_knowledge(names: Names, book: Rulebook, findings: list[Finding]) -> None:
    """All of knowledge/ and the tables of rules/ into the book."""
    for entry in names["measures"].values():
        book.measures[entry.name] = _measure(entry, names, findings)
    book.sites = {entry.name: text(entry.value, "title", entry.name) for entry in names["sites"].values()}
    _pain_measures(names, book, findings)
    for kind, into in (("equipment", book.equipment), ("validity", book.validity), ("sources", book.sources)):
        for entry in names[kind].values():
            if isinstance(entry.value.data, dict):
                into[entry.name] = {**entry.value.plain(), "place": entry.place}
    for entry in names["screens"].values():
        book.screens.append({key: str(item.data) for key, item in entry.value.items()})
    book.interview = _interview(names.part("interview"))
    book.logbook = read_logbook(names.part("logbook"), findings)
    for entry in names["effort"].values():
        book.effort[whole(entry.value, "rir")] = (text(entry.value, "words"), text(entry.value, "more"))
    for entry in names["ladder"].values():
        book.ladders[entry.name] = _ladder(entry, names, book)
    book.outcomes = {key: str(item.data) for key, item in names.part("outcomes").items()}
    phases = sorted((_phase(entry) for entry in names["phase"].values()), key=lambda phase: phase.order)
    book.phases = [replace(phase, order=number) for number, phase in enumerate(phases, start=1)]
    tiers = sorted((_tier(entry) for entry in names["tier"].values()), key=lambda tier: tier.order)
    book.tiers = [replace(tier, order=number) for number, tier in enumerate(tiers, start=1)]
    session = names["parts"].get("session")
    if session is not None and isinstance(session.value.data, dict):
        book.session = {**session.value.plain(), "place": session.place}
    week = names["parts"].get("week")
    if week is not None and isinstance(week.value.data, dict):
        kept = {key: item.plain() for key, item in week.value.items() if key not in ("never", "gives_way")}
        book.week = {**kept, "place": week.place}
    squad = names["parts"].get("squad")
    if squad is not None and isinstance(squad.value.data, dict):
        book.squad = {key: item.plain() for key, item in squad.value.items() if key != "look"}
    book.importing = dict(names.part("import").plain())
    book.ideas = [{**entry.value.plain(), "place": entry.place} for entry in names["ideas"].values()]
    read_tables(names, book, findings)


def _measure(entry: Entry, names: Names, findings: list[Finding]) -> Measure:
    name, value = entry.name, entry.value
    kind, step = text(value, "kind", "number"), text(value, "step", "1")
    words = names_in(value, "words")
    low, high = (0, max(len(words) - 1, 0)) if kind == "words" else (0, 1)
    if kind == "number" and names.sound("measures", name):
        low, high, wrong = range_of(value, step)
        findings += wrong
        if wrong:
            names.doubt("measures", name)
    units, test = value.get("units"), value.get("test")
    origin = value.get("also_from") or Value({}, entry.place)
    lists = (f"{key}.{text(origin, key)}" for key in ("race", "injury") if text(origin, key))
    return Measure(
        name=name,
        kind=kind,
        title=text(value, "title", name),
        at=tuple(text(value, "at", f"measures.{name}").split(".")),
        place=entry.place,
        unit=text(value, "unit"),
        low=low,
        high=high,
        step=step,
        sides=flag(value, "sides"),
        better=text(value, "better", "context"),
        valid=text(value, "valid"),
        words=words,
        ordered=flag(value, "ordered"),
        units={unit: str(item.data) for unit, item in units.items()} if units else {},
        question=text(value, "question"),
        how=text(value, "how"),
        example=text(value, "example"),
        stop_sign=text(value, "stop_sign"),
        screen=text(value, "screen"),
        risk_factor=flag(value, "risk_factor"),
        marks=whole(value, "marks"),
        elapsed=flag(value, "elapsed"),
        part_of=text(value, "part_of"),
        test=test.plain() if test and isinstance(test.data, dict) else {},
        worst_of=text(origin, "pain") if kind == "number" else "",
        sign_of=text(origin, "pain") if kind == "yes_no" else "",
        from_list=next(lists, ""),
        tissues=names_in(origin, "of_tissue"),
        only_sites=names_in(origin, "at_sites"),
        log_only=flag(value, "log_only"),
        if_not_given=text(value, "if_not_given"),
        source=names_in(value, "source"),
    )


def _interview(value: Value) -> Interview:
    hard_run, questions = value.get("hard_run"), value.get("questions")
    return Interview(
        question_minutes=whole(value, "question_minutes"),
        sitting_minutes=whole(value, "sitting_minutes"),
        order=names_in(value, "order"),
        most_pain=text(value, "most_pain") or None,
        declined_days=whole(value, "declined_days"),
        again_after_days=whole(value, "again_after_days"),
        hard_run=hard_run.plain() if hard_run and isinstance(hard_run.data, dict) else {},
        warm_up=text(value, "warm_up"),
        questions={key: _words(item) for key, item in questions.items()} if questions else {},
        depends=_words(value.get("depends")),
        held_back=_words(value.get("held_back")),
    )


def _words(block: Value | None) -> dict[str, str]:
    """The sentences of a block, by key."""
    return {key: text(block, key) for key, _ in block.items()} if block else {}


def _pain_measures(names: Names, book: Rulebook, findings: list[Finding]) -> None:
    """Each site of the pain list is a measure: how much it hurt, and how much worse it was the morning after."""
    for site, title in book.sites.items():
        for field, suffix, what, unit, low, high in PAIN_FIELDS:
            name = f"pain_{site}{suffix}"
            if name in book.measures:
                findings.append(
                    Finding(
                        "duplicate-id",
                        f"'{name}' is the pain at the site {site}, from the pain list: a measure can't have that name.",
                        *book.measures[name].place,
                        seen=name,
                        expected="a name of its own",
                    )
                )
            book.measures[name] = Measure(
                name,
                "number",
                f"{what}, {_inside(title, book.sites.values())}",
                ("pain", site, field),
                names["sites"][site].place,
                unit=unit,
                low=low,
                high=high,
                step="0.5",
                sides=True,
                better="lower",
                valid="pain",
                site=site,
            )


def _inside(title: str, others: Iterable[str]) -> str:
    """A title in the middle of a sentence: its first word is small, unless others write it large there as well."""
    first = title.partition(" ")[0]
    large = any(first in other.split(" ")[1:] for other in others)
    return title if large else f"{title[:1].lower()}{title[1:]}"


def _ladder(entry: Entry, names: Names, book: Rulebook) -> Ladder:
    ladder = entry.value
    pattern = text(ladder, "pattern")
    rungs = list(_rungs(entry, pattern, names))
    book.exercises.update((rung.id, rung) for rung in rungs)
    title, unordered = text(ladder, "title", entry.name), flag(ladder, "unordered")
    return Ladder(entry.name, title, pattern, tuple(rungs), entry.place, unordered)


def _rungs(ladder: Entry, pattern: str, names: Names) -> Iterator[Exercise]:
    for number, rung in enumerate(listed(ladder.value.get("rungs")), start=1):
        id_ = text(rung, "id")
        if not names.first("exercises", id_, rung):
            continue
        kit = tuple(tuple(item for item in way.split(" and ") if item != "nothing") for way in names_in(rung, "kit"))
        yield Exercise(
            id=id_,
            name=text(rung, "name", id_),
            ladder=ladder.name,
            rung=number,
            pattern=pattern,
            kit=kit or ((),),
            legs=text(rung, "legs", "both"),
            from_phase=text(rung, "from_phase"),
            counts=text(rung, "counts", "reps"),
            tempo=text(rung, "tempo"),
            loaded=flag(rung, "loaded"),
            tissue=names_in(rung, "tissue"),
            cues=names_in(rung, "cues"),
            avoid_when=names_in(rung, "avoid_when"),
            stop_when=text(rung, "stop_when"),
            allowed=f"{id_}:allowed",
            place=names["exercises"][id_].place,
            source=names_in(rung, "source"),
            tier=text(rung, "tier"),
            a_set=_numbers(rung.get("a_set")),
            heavy=flag(rung, "heavy"),
            earned=flag(rung, "earned"),
        )


def _numbers(block: Value | None) -> dict[str, int]:
    """The whole numbers of a block, by key."""
    return {key: item.data for key, item in block.items() if isinstance(item.data, int)} if block else {}


def _tier(entry: Entry) -> Tier:
    tier = entry.value
    doses = tier.get("doses")
    return Tier(
        entry.name,
        whole(tier, "order"),
        text(tier, "title", entry.name),
        text(tier, "short", entry.name),
        text(tier, "purpose"),
        text(tier, "from_phase"),
        text(tier, "held_from"),
        whole(tier, "spacing_hours"),
        _numbers(tier.get("most_days")),
        {level: _numbers(row) for level, row in doses.items()} if doses else {},
        entry.place,
        names_in(tier, "source"),
    )


def _phase(entry: Entry) -> Phase:
    phase = entry.value

    doses = phase.get("doses")
    return Phase(
        entry.name,
        whole(phase, "order"),
        text(phase, "title", entry.name),
        text(phase, "short", entry.name),
        text(phase, "purpose"),
        _numbers(phase.get("weeks")),
        _numbers(phase.get("sessions")),
        doses.plain() if doses and isinstance(doses.data, dict) else {},
        tuple(day.plain() for day in listed(phase.get("days"))),
        entry.place,
        names_in(phase, "source"),
        _numbers(phase.get("light")),
    )
