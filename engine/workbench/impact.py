"""Which decisions of a journal would differ under another rulebook, how, and by which rule. Nothing is written.

Each decision is made again by both rulebooks on what was known then, and stands for itself: had an earlier one been
another, the athlete would have trained otherwise, and nobody knows how that would have gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ..decision.decide import Decision
from ..expected import lost_gates
from ..findings import Finding
from ..journal.replanned import Replanned, replanned
from ..journal.store import Journal
from ..model import Rulebook
from ..page.as_json import as_data
from ..rulebook.files import texts_of
from .both import Both, World
from .causes import Cause, Causes, Entries, entries_between

Told = Callable[[int, int, str], None]
GONE = "not there"  # of a gate or line that only the other has, which by itself is no difference
GIST = ("outcome", "phase", "tier", "today", "level", "progression", "red_flags", "lost")


class Other(NamedTuple):
    """One thing that differs: of the gist, a gate by its id, or a line by its id with its title."""

    what: str
    title: str
    was: str
    now: str


@dataclass(frozen=True)
class Differs:
    """One decision that would be another.

    current  : the athlete's last, by which she trains
    gist     : outcome, phase, tier, today and the like, as far as they differ
    cannot   : which of the two can't decide, and why
    """

    athlete: str
    id: int
    as_of: str
    current: bool
    gist: tuple[Other, ...] = ()
    gates: tuple[Other, ...] = ()
    lines: tuple[Other, ...] = ()
    plan: tuple[Replanned, ...] = ()
    by: tuple[Cause, ...] = ()
    cannot: tuple[tuple[str, tuple[Finding, ...]], ...] = ()

    @property
    def acts(self) -> bool:
        """Whether something else would be decided or trained, and not only a gate or a line be seen otherwise."""
        return bool(self.gist or self.plan or self.cannot)


@dataclass
class Impact:
    """All of them, and of how many."""

    old: Rulebook
    new: Rulebook
    athletes: int = 0
    decisions: int = 0
    differ: list[Differs] = field(default_factory=list)

    @property
    def current(self) -> list[Differs]:
        """Those that are in force, the ones that change what is trained first."""
        return sorted((each for each in self.differ if each.current), key=lambda each: not each.acts)

    @property
    def past(self) -> list[Differs]:
        return [each for each in self.differ if not each.current]

    def by_rule(self) -> list[tuple[Cause, int, int]]:
        """Each rule with how many current and past decisions differ by it, the most first."""
        found: dict[Cause, list[int]] = {}
        for each in self.differ:
            for cause in each.by:
                found.setdefault(cause, [0, 0])[not each.current] += 1
        counted = [(cause, current, past) for cause, (current, past) in found.items()]
        return sorted(counted, key=lambda each: (-each[1], -each[2], each[0].rule))


def impact(
    journal: Journal, old: tuple[Rulebook, Path], new: tuple[Rulebook, Path], athletes: Collection[str] = (),
    current: bool = False, told: Told = lambda done, of, what: None,
) -> Impact:  # fmt: skip
    """What the new rulebook would decide otherwise than the old one.

    old, new : each with the folder that it was read from
    athletes : only these; all when empty
    current  : only the last decision of each
    told     : hears how far it has come
    """
    both, found, files = Both(old[0], new[0]), Impact(old[0], new[0]), _Files(old[1], new[1])
    whose = {name: journal.briefs(name) for name in journal.athletes() if not athletes or name in athletes}
    whose = {name: briefs for name, briefs in whose.items() if briefs}
    found.athletes = len(whose)
    of = sum(1 if current else len(briefs) for briefs in whose.values())
    for name, briefs in whose.items():
        entries = journal.entries(name)
        in_order = sorted(briefs, key=lambda brief: (brief.as_of, brief.id))
        for brief in in_order[-1:] if current else in_order:
            told(found.decisions, of, name)
            found.decisions += 1
            worlds = both.decided(entries, journal.decision(name, brief.id))
            if worlds is not None:
                found.differ += _differs(name, brief.id, brief.as_of, brief is in_order[-1], worlds, files)
    told(of, of, "")
    return found


class _Files:
    """What differs between the files of both rulebooks, read when it is first asked for."""

    def __init__(self, old: Path, new: Path):
        self._roots = (old, new)
        self._entries: Entries | None = None

    @property
    def entries(self) -> Entries:
        if self._entries is None:
            self._entries = entries_between(*(texts_of(root) for root in self._roots))
        return self._entries


def _differs(
    athlete: str, number: int, as_of: str, current: bool, worlds: tuple[World, World], files: _Files
) -> Iterator[Differs]:
    old, new = worlds
    head = (athlete, number, as_of, current)
    if old.decision is None or new.decision is None or old.plan is None or new.plan is None:
        cannot = tuple((which, world.findings) for which, world in (("old", old), ("new", new)) if world.findings)
        if old.findings != new.findings:
            names = {word for _, findings in cannot for each in findings for word in each.path.split(".")}
            yield Differs(*head, cannot=cannot, by=tuple(files.entries.about(names)))
        return
    data = [as_data(world.decision, world.plan, "") for world in worlds if world.decision and world.plan]
    gist = tuple(_others(*(_gist(world.decision, each) for world, each in zip(worlds, data, strict=True)
                           if world.decision)))  # fmt: skip
    gates = tuple(_others(*({gate["id"]: (gate["title"], gate["status"]) for gate in each["gates"]} for each in data)))
    lines = tuple(_others(*({line["id"]: (line["title"], line["status"]) for gate in each["gates"]
                             for line in gate["lines"]} for each in data)))  # fmt: skip
    plan = replanned(*data)
    if gist or plan or any(GONE not in (each.was, each.now) for each in (*gates, *lines)):
        yield Differs(*head, gist, gates, lines, plan, tuple(_by(worlds, data, gist, gates, lines, plan, files)))


def _gist(decision: Decision, data: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    values: dict[str, Any] = {
        **{key: data["decision"].get(key) for key in GIST},
        "today": data["today"],
        "progression": data["plan"]["progression"]["step"],
        "red_flags": ", ".join(sorted(flag["id"] for flag in data["red_flags"])),
        "lost": ", ".join(lost_gates(decision)),
    }
    return {key: ("", str(values[key] or "none")) for key in GIST}


def _others(old: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]]) -> Iterator[Other]:
    """What isn't the same in both, in the order of the old."""
    gone = ("", GONE)
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name, gone), new.get(name, gone)
        if was[1] != now[1]:
            yield Other(name, now[0] or was[0], was[1], now[1])


# ---- by which rule --------------------------------------------------------------------------------------------------


def _by(
    worlds: tuple[World, World], data: list[dict[str, Any]], gist: tuple[Other, ...], gates: tuple[Other, ...],
    lines: tuple[Other, ...], plan: tuple[Replanned, ...], files: _Files,
) -> list[Cause]:  # fmt: skip
    """The rules by which a decision differs; where no rule says it, the entries of the files that are about it."""
    causes = Causes(*worlds, lambda: files.entries)
    for world in worlds:
        causes.follow(_names(world, gist, gates, lines))
    found = [*causes.found]
    if plan:
        for world in worlds:
            causes.follow(_planned(world))
        names = _items(data, plan)
        found = [*causes.found, *(each for each in files.entries.about(names) if each not in causes.found)]
    return files.entries.edited_of(found)


def _names(world: World, gist: tuple[Other, ...], gates: tuple[Other, ...], lines: tuple[Other, ...]) -> Iterator[str]:
    """The conclusions that what differs is read from."""
    decision, book = world.decision, world.book
    assert decision is not None
    of = {
        "outcome": [f"outcome:{decision.outcome}"],
        "phase": [f"phase:{phase.id}" for phase in book.phases],
        "tier": [f"tier:{tier.id}" for tier in book.tiers],
        "today": ["stop", "today:recover", "today:reduce"],
        "level": [level.holds for level in book.levels],
        "progression": [name for name in book.conclusions if name.startswith("progress:")],
        "red_flags": list(book.flags),
        "lost": [f"{gate}:lost" for gate in book.gates],
    }
    for other in gist:
        yield from of[other.what]
    for other in gates:
        yield from (other.what, f"{other.what}:place", *(("today:recover", "today:reduce") if
                    other.what == book.today_gate[0] else ()))  # fmt: skip
    views = {view.line.id: view.line for gate in decision.gates.values() for view in gate.lines}
    for other in lines:
        line = views.get(other.what)
        if line is not None:
            yield from (line.needs, line.self_report, line.applies, f"{line.id}:caution", line.flag)


def _planned(world: World) -> Iterator[str]:
    """The conclusions that a plan is made by."""
    book = world.book
    phases = [f"phase:{phase.id}" for phase in book.phases]
    yield from [*phases, *(f"tier:{tier.id}" for tier in book.tiers), *(level.holds for level in book.levels)]
    rules = (*book.reductions, *book.regressions, *book.tier_caps, *book.frequency, *book.left_out, *book.cycles,
             *book.week_never, *book.week_gives_way, *book.running_load, *book.today, *book.progression, *book.plateaus,
             *book.time_off)  # fmt: skip
    yield from (rule.holds for rule in rules)
    yield from (protocol.holds for protocol in book.protocols.values())
    yield from (exercise.allowed for exercise in book.exercises.values())


def _items(data: list[dict[str, Any]], plan: tuple[Replanned, ...]) -> set[str]:
    """The names of entries that the sessions that differ are made of."""
    titles = {each.exercise for each in plan if each.exercise}
    sessions = {each.session for each in plan if not each.exercise}
    found: set[str] = set()
    for each in data:
        found |= {str(each["decision"]["phase"]), str(each["decision"]["tier"]), str(each["decision"]["level"])}
        found |= {rule["rule"] for rule in (*each["plan"]["reductions"], *each["plan"]["fewer"])}
        found |= {"week", *(rule["rule"] for rule in each["plan"]["week"]["gave_way"])} if sessions else set()
        for session in each["plan"]["sessions"]:
            for item in session["items"]:
                if item["name"] in titles or session["id"] in sessions:
                    found |= {item["exercise"], str(item["protocol"]), item["slot"], *item["because"]}
    return found
