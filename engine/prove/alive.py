"""That nothing in a rulebook is dead: each rule, band and rung can decide something, each phase is reached."""

from __future__ import annotations

from collections.abc import Iterator

from ..logic import All, AnyOf, Formula, Not, Ref, Sure
from ..model import Rule, Rulebook
from .earning import READY, any_of, exactly, held
from .parts import SOME, Asked, Group, Part, false, not_true, true

SOMEONE = "For each an athlete is found, of whom a facts file of one day can tell."

DEAD = Group("dead", "No rule, band or rung is dead", SOMEONE)
SHADOWED = Group("shadowed", "Each rule decides something by itself", SOMEONE)
PHASES = Group("phases", "Every phase is reached, and can be left again", SOMEONE)
KIT = Group("kit", "Every phase can be trained with what a household has", SOMEONE)
ALIVE = (DEAD, SHADOWED, PHASES, KIT)

BANDS = {"passes": (True, True), "fails": (False, False)}


def parts(book: Rulebook) -> Iterator[Part]:
    """All of them."""
    yield from _dead(book)
    yield from _shadowed(book)
    yield from _phases(book)
    yield from _kit(book)


def rules_of(book: Rulebook) -> list[Rule]:
    """Every rule that holds or doesn't, but for gates, flags and criteria."""
    several = (book.levels, book.notes, book.caps, book.time_off, book.today, book.reductions, book.tier_caps,
               book.frequency, book.left_out, book.cycles, book.running_load, book.progression, book.regressions,
               [rule for rule in book.advancing if not rule.data.get("served")])  # fmt: skip
    return [rule for rules in several for rule in rules]


def _dead(book: Rulebook) -> Iterator[Part]:
    for rule in (*rules_of(book), *book.contraindications.values()):
        say = f"{rule.id} can never hold"
        yield Part(f"dead:{rule.id}", DEAD.id, SOME, say, (Asked(held(rule, book)),), place=rule.place)
    for flag in book.flags.values():
        tests = (true(f"{flag.id}:when"),)
        yield Part(f"dead:{flag.id}", DEAD.id, SOME, f"{flag.id} can never be raised", tests, place=flag.place)
    for name, criterion in book.criteria.items():
        for words, (not_fail, passes) in BANDS.items():
            both = (Asked(Ref(criterion.not_fail), truth=not_fail), Asked(Ref(criterion.passes), truth=passes))
            if words == "fails" and book.conclusions[criterion.not_fail].formula == Not(AnyOf(())):
                continue  # `fail: never` was written
            say = f"no value of {name} {words}"
            yield Part(f"dead:{name}:{words}", DEAD.id, SOME, say, both, place=criterion.place)
    for gate in book.gates.values():
        yield Part(f"dead:{gate.id}", DEAD.id, SOME, f"{gate.id} can never open", (true(gate.id),), place=gate.place)
        for line in gate.lines:
            if line.keep:
                say, tests = f"{line.id} can never be lost", (false(line.keep),)
                yield Part(f"dead:{line.id}:keep", DEAD.id, SOME, say, tests, place=line.place)
    for exercise in book.exercises.values():
        say, both = f"{exercise.id} may never be done", (true("ready"), true(exercise.allowed))
        yield Part(f"dead:{exercise.id}", DEAD.id, SOME, say, both, place=exercise.place)
    for tier in book.tiers:
        both = (true("ready"), true(f"tier:{tier.id}"))
        yield Part(f"dead:tier:{tier.id}", DEAD.id, SOME, f"nobody reaches {tier.id}", both, place=tier.place)


def _shadowed(book: Rulebook) -> Iterator[Part]:
    """Each of several that lead to the same thing: somebody for whom it alone does."""
    for gate in book.gates.values():
        for line in gate.lines:
            rest = tuple(_met(other.needs, other.applies) for other in gate.lines if other.id != line.id)
            tests = (Asked(All(rest)), false(line.needs), *([true(line.applies)] if line.applies else []))
            say = f"{line.id} alone never keeps {gate.id} closed: whoever misses it misses another line, too"
            missed = (false(line.needs), *tests[2:])
            yield Part(f"shadowed:{line.id}", SHADOWED.id, SOME, say, tests, place=line.place, example=missed)
            if not line.flag:  # those are the flags themselves
                say = f"{line.id} keeps nobody out: whoever misses it may train nothing, whatever {gate.id} says"
                tests = (true("ready"), *missed)
                yield Part(f"shadowed:{line.id}:ready", SHADOWED.id, SOME, say, tests, place=line.place, example=missed)
    stops = [flag for flag in book.flags.values() if flag.stops]
    for flag in stops:
        others = [other.id for other in stops if other.id != flag.id]
        raised = AnyOf(tuple(Sure(name) for other in others for name in (other, f"{other}:when")))
        say = f"{flag.id} alone never stops: whenever it is raised another flag is, too"
        tests = (true(f"{flag.id}:when"), true(flag.id), Asked(Not(raised)))
        yield Part(f"shadowed:{flag.id}", SHADOWED.id, SOME, say, tests, place=flag.place, example=tests[:1])
    for kind in ("recover", "reduce"):
        yield from _alone(book, [rule for rule in book.today if rule.kind == kind], Asked(READY), f"today:{kind}")
    for rule in book.reductions:
        axis, key = rule.data.get("axis"), "rir" if rule.data.get("axis") == "effort" else "to"
        least = int(rule.data[key])
        stronger = [other for other in book.reductions if other.id != rule.id and other.data.get("axis") == axis
                    and (int(other.data[key]) < least if key == "to" else int(other.data[key]) > least)]  # fmt: skip
        tests = (Asked(held(rule, book)), Asked(any_of(stronger, book), so=False))
        say = f"{rule.id} never bites: whenever it holds a stronger rule on {axis} does, too"
        yield Part(f"shadowed:{rule.id}", SHADOWED.id, SOME, say, tests, place=rule.place, example=tests[:1])
    for kind in ("less", "same"):
        rules = [rule for rule in book.progression if rule.kind == kind]
        yield from _alone(book, rules, Asked(READY), "the next session")


def _alone(book: Rulebook, rules: list[Rule], also: Asked, what: str) -> Iterator[Part]:
    for rule in rules:
        measures = {ask.measure for ask in rule.asks}  # a stricter rule about the same measures says more about them
        others = any_of([other for other in rules if {ask.measure for ask in other.asks} != measures], book)
        tests = (also, Asked(held(rule, book)), Asked(others, so=False))
        say = f"{rule.id} alone never decides {what}: whenever it holds another rule does, too"
        yield Part(f"shadowed:{rule.id}", SHADOWED.id, SOME, say, tests, place=rule.place, example=tests[:2])


def _met(needs: str, applies: str) -> Formula:
    return AnyOf((Not(Ref(applies)), Ref(needs))) if applies else Ref(needs)


def _phases(book: Rulebook) -> Iterator[Part]:
    """Each is a place to begin or to be led to from the one before, and what comes after it can be reached from it."""
    for phase in book.phases:
        here = Asked(exactly(phase.order, book))
        stands = Asked(Sure(f"position:{phase.id}"))
        later = book.phases[phase.order : phase.order + 1]
        only = [Asked(Not(Sure(f"position:{each.id}"))) for each in later]
        first = phase.order == 1
        enters = (true("outcome:place"),) if first else (
            true("outcome:advance"), Asked(Sure(f"position:{book.phases[phase.order - 2].id}")))  # fmt: skip
        how = "begins with" if first else "moves on to"
        yield Part(f"phases:{phase.id}:in", PHASES.id, SOME, f"nobody {how} {phase.id}", (here, *enters),
                   place=phase.place)  # fmt: skip
        yield Part(f"phases:{phase.id}:held", PHASES.id, SOME, f"nobody stays in {phase.id}",
                   (here, stands, true("outcome:hold")), place=phase.place)  # fmt: skip
        if not first:
            tests = (stands, *only, true("outcome:regress"), not_true(f"phase:{phase.id}"))
            yield Part(f"phases:{phase.id}:back", PHASES.id, SOME, f"nobody can lose {phase.id}", tests,
                       place=phase.place)  # fmt: skip
    for rule in book.cycles:
        tests = (true("outcome:place"), Asked(held(rule, book)), true("ready"))
        yield Part(f"phases:{rule.id}", PHASES.id, SOME, f"{rule.id} never begins a new cycle", tests,
                   place=rule.place)  # fmt: skip


def _kit(book: Rulebook) -> Iterator[Part]:
    """In each phase somebody with a household's kit for whom every slot (but those of jumps) has an exercise."""
    for phase in book.phases:
        without = tuple(Not(Sure(f"kit:{item}")) for item, about in book.equipment.items()
                        if about.get("household") is not True and not _counted(book, item))  # fmt: skip
        slots: list[Formula] = []
        for day in phase.days:
            for slot in day.get("slots", ()):
                if slot.get("dose") != "by_tier":
                    rungs = [rung for name in slot["ladders"] for rung in book.ladders[name].rungs]
                    slots.append(AnyOf(tuple(Ref(rung.allowed) for rung in rungs)))
        if slots:
            tests = (Asked(exactly(phase.order, book)), Asked(All(without)), Asked(All(tuple(slots))))
            say = f"{phase.id} has a slot that nothing fills without more kit than a household has"
            yield Part(f"kit:{phase.id}", KIT.id, SOME, say, tests, place=phase.place)


def _counted(book: Rulebook, item: str) -> bool:
    """Whether something that a household has counts as it."""
    for about in book.equipment.values():
        said = about.get("counts_as") or ()
        if about.get("household") is True and item in ([said] if isinstance(said, str) else said):
            return True
    return False
