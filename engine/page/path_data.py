"""The ways through to a phase as plain data: what `path --json` prints, and what pages are made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date
from datetime import timedelta
from typing import Any

from ..decision.summary import summary
from ..facts.sections import is_symptom
from ..logic import measure_of
from ..path.cheapest import Path, Way, loosest, title_of
from ..path.times import Stage, Times, When
from .path_keep import kept
from .path_words import Said, sayings

ASSUMES = (
    "Dates are estimates from usual rates of change, from fast to slow: people differ a great deal, and these are "
    "general guidance.",
    "They take it that sessions are done as planned from today on, and that all that isn't named stays as it is now.",
    "On the day itself pain, soreness and readiness have to be as good as they are said to be here.",
)  # fmt: skip
IN_FORCE = "a red flag is in force; it has to be seen, answered no and cleared before any way leads on"
ASSUMES_TESTS = "What has not been tested or said is taken to come out as needed; it may not."


def path_data(path: Path, version: str) -> dict[str, Any]:
    """All that there is to say: the object of `surefoot path --json`."""
    decision, book = path.decision, path.decision.book
    as_of = decision.facts.answers.as_of
    ways = [_way(way, path) for way in path.ways]
    untested = any(change["through"] in ("testing", "asking") for way in ways for step in way["steps"]
                   for change in step["changes"])  # fmt: skip
    return {
        "surefoot": version,
        "rulebook": book.digest,
        "athlete": decision.facts.answers.athlete,
        "as_of": as_of.isoformat(),
        "decision": {"outcome": decision.outcome, "phase": decision.phase, "summary": summary(decision)},
        "to": {"phase": path.to.id, "title": path.to.title},
        "there": path.there,
        "ways": ways,
        "all_ways_looked_at": not path.cut,
        "forbidden": list(_forbidden(path)),
        "unsure": path.unsure,
        "keep": [{"gate": gate, "line": line, "say": said} for gate, line, said in kept(path)] if ways else [],
        "repeat": [{"measure": measure.name, "title": measure.title,
                    "counts_until": (as_of + timedelta(days=days)).isoformat()} for measure, days in path.repeats],
        "assumes": [*ASSUMES, *([ASSUMES_TESTS] if untested else [])] if ways else [],
    }  # fmt: skip


def _way(way: Way, path: Path) -> dict[str, Any]:
    as_of = path.decision.facts.answers.as_of
    return {"price": round(float(way.whole.price), 1), **_days(way.when, as_of),
            "steps": [_step(stage, path, way.times) for stage in way.stages]}  # fmt: skip


def _step(stage: Stage, path: Path, times: Times) -> dict[str, Any]:
    book = path.decision.book
    to, gate = book.phases[stage.step.end - 1], book.gate_of(stage.step.end)
    start = book.phases[stage.step.start - 1].id if stage.step.start else None
    asked = {change.key: loosest(change, stage, times) for change in stage.changes}
    return {
        "from": start,
        "to": to.id,
        "title": to.title,
        "gate": gate.id if gate is not None else None,
        **_days(stage.when, path.decision.facts.answers.as_of),
        "changes": [_change(said, path) for said in sayings(stage, asked, book)],
    }


def _change(said: Said, path: Path) -> dict[str, Any]:
    way = said.way
    return {
        "facts": list(said.keys),
        "say": said.say,
        "takes": said.takes,
        "weeks": [round(float(each), 1) for each in said.weeks] if said.weeks is not None else None,
        "through": way.through,
        "way": way.name,
        "because": way.because,
        "source": list(way.source),
        **_days(said.when, path.decision.facts.answers.as_of),
    }


def _days(when: When, as_of: Date) -> dict[str, str | None]:
    return {key: None if days is None else (as_of + timedelta(days=days)).isoformat()
            for key, days in (("soonest", when.soonest), ("latest", when.latest))}  # fmt: skip


def _forbidden(path: Path) -> Iterator[dict[str, str]]:
    """What forbids it; red flags that are in force first, then the facts."""
    book = path.decision.book
    flags = {f"flag.{flag.id}": flag.title for flag in path.decision.flags if flag.stops}
    if path.forbidden:
        for name, title in flags.items():
            yield {"fact": name, "title": title, "value": "", "why": IN_FORCE}
    for name, why in path.forbidden:
        if name not in flags:
            known = path.decision.facts.known.get(name)
            measure = book.measures.get(measure_of(name))
            value = "" if known is None or measure is None or is_symptom(measure) else known.text
            yield {"fact": name, "title": title_of(name, book), "value": value, "why": why}
