"""The properties that every rulebook is held to (what must always hold), as groups of parts."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.validity import direction
from ..logic import All, AnyOf, Formula, Known, Not, Ref, Sure, measure_of
from ..model import Measure, Rulebook
from .alive import ALIVE
from .earning import READY, earned
from .encode import facts_read
from .parts import (
    BECOMES,
    FORGOTTEN,
    NEVER,
    PAIR,
    WORSE,
    Asked,
    Earned,
    Group,
    Part,
    false,
    more,
    not_true,
    true,
)
from .people import CLEARED_TO, FLAG

OUTCOMES = ("stop", "regress", "advance", "place", "hold")
EVERYONE = "Of every athlete that the measures' ranges allow, each fact known exactly, in part, or not at all."
WORSE_OVER = (
    "Of every two athletes who differ in one fact, of which it is said which way is worse; not known counts as anything"
    " from best to worst. Gates, outcome, level, phase, day, tier and exercises; in the same phase the next session,"
    " steps back, sets, contacts, effort and sessions a week as rules say them."
)
LEARNING_OVER = "Of every two athletes who differ in one fact, which one of them doesn't know."

ONE = Group("one-outcome", "Every state has exactly one outcome", EVERYONE)
AGREE = Group("agree", "No two rules conflict", EVERYONE)
STOP = Group("stop", "A stop beats everything", EVERYONE)
UNKNOWN = Group("unknown", "Unknown is never a pass", EVERYONE)
LEARNING = Group("learning", "Learning never undoes safety, and never closes what is open", LEARNING_OVER)
WORSE_ = Group("worse", "Worse never earns more", WORSE_OVER)
STAYS = Group("stays", "Who is placed in a phase stays there with the same facts", EVERYONE)
GROUPS = (ONE, AGREE, STOP, UNKNOWN, LEARNING, WORSE_, STAYS, *ALIVE)


def parts(book: Rulebook) -> Iterator[Part]:
    """All parts of the properties about what is decided."""
    yield from _one_outcome(book)
    yield from _agree(book)
    yield from _stop(book)
    yield from _unknown(book)
    yield from _stays(book)
    facts = sorted(frozenset().union(*facts_read(book).values()))
    yield from _learning(book, facts)
    yield from _worse(book, facts)


# ---- one athlete ----


def _one_outcome(book: Rulebook) -> Iterator[Part]:
    names = [f"outcome:{name}" for name in OUTCOMES]
    none = tuple(not_true(name) for name in names)
    yield Part("one-outcome:none", ONE.id, NEVER, "there is no outcome at all", none)
    for index, name in enumerate(names):
        for other in names[index + 1 :]:
            say = f"the outcome is {name.partition(':')[2]} and {other.partition(':')[2]} at once"
            yield Part(f"one-outcome:{name}+{other}", ONE.id, NEVER, say, (true(name), true(other)))
    for earlier, later in zip(book.phases, book.phases[1:], strict=False):
        say = f"{later.id} may be trained and {earlier.id}, which comes before it, may not"
        tests = (true(f"phase:{later.id}"), not_true(f"phase:{earlier.id}"))
        yield Part(f"one-outcome:{later.id}", ONE.id, NEVER, say, tests, place=later.place)
    for below, above in zip(book.tiers, book.tiers[1:], strict=False):
        say = f"the tier {above.id} is reached and {below.id} is not"
        tests = (true(f"tier:{above.id}"), not_true(f"tier:{below.id}"))
        yield Part(f"one-outcome:{above.id}", ONE.id, NEVER, say, tests, place=above.place)
    say = "the day is for recovery and not even reduced"
    yield Part("one-outcome:today", ONE.id, NEVER, say, (true("today:recover"), not_true("today:reduce")))
    closed = [name for name, each in book.conclusions.items() if each.closed]
    open_: tuple[Formula, ...] = tuple(Ref(name) for name in closed)
    say = "something that is decided is not known"
    unclear = Asked(All(tuple(AnyOf((part, Not(part))) for part in open_)), so=False)
    yield Part("one-outcome:unknown", ONE.id, NEVER, say, (unclear,))


def _agree(book: Rulebook) -> Iterator[Part]:
    for name, criterion in book.criteria.items():
        say = f"{name} passes and fails at once"
        tests = (true(criterion.passes), false(criterion.not_fail))
        yield Part(f"agree:{name}", AGREE.id, NEVER, say, tests, place=criterion.place)
    for gate in book.gates.values():
        lost, say = true(f"{gate.id}:lost"), f"{gate.id} is open and lost at once"
        yield Part(f"agree:{gate.id}", AGREE.id, NEVER, say, (true(gate.id), lost), place=gate.place)
        for line in gate.lines:
            if line.keep:
                say = f"{line.id} is met, and its keep is missed"
                tests = (true(line.needs), false(line.keep))
                yield Part(f"agree:{line.id}", AGREE.id, NEVER, say, tests, place=line.place)
    for index, band in enumerate(book.time_off):
        for other in book.time_off[index + 1 :]:
            say, tests = f"{band.id} and {other.id} hold at once", (true(band.holds), true(other.holds))
            yield Part(f"agree:{band.id}+{other.id}", AGREE.id, NEVER, say, tests, place=other.place)
    if book.time_off:
        off = book.time_off[0].asks[0].measure
        none = Asked(AnyOf(tuple(Ref(band.holds) for band in book.time_off)), so=False)
        say = f"{off} is known, and no band of time off holds"
        yield Part("agree:time-off", AGREE.id, NEVER, say, (Asked(Known(off)), none), place=book.time_off[0].place)
    for lower, higher in zip(book.levels, book.levels[1:], strict=False):
        say = f"the level is {higher.id} and not even {lower.id}"
        tests = (true(higher.holds), not_true(lower.holds))
        yield Part(f"agree:{higher.id}", AGREE.id, NEVER, say, tests, place=higher.place)


def _stop(book: Rulebook) -> Iterator[Part]:
    for flag in book.flags.values():
        if not flag.stops:
            continue
        wrong = AnyOf((Not(Ref("outcome:stop")), READY, Not(Ref("today:recover")), Ref("outcome:advance")))
        say = f"{flag.id} is in force, and there is no stop"
        yield Part(f"stop:{flag.id}", STOP.id, NEVER, say, (true(flag.id), Asked(wrong)), place=flag.place)
    stopping: Formula = AnyOf(tuple(Sure(flag.id) for flag in book.flags.values() if flag.stops))
    tests = (Asked(Not(stopping)), true("outcome:stop"))
    yield Part("stop:nothing", STOP.id, NEVER, "there is a stop, and no flag is in force", tests)
    for exercise in book.exercises.values():
        tests = (true("stop"), Asked(All((READY, Ref(exercise.allowed)))))
        say = f"there is a stop, and {exercise.id} may be trained"
        yield Part(f"stop:{exercise.id}", STOP.id, NEVER, say, tests, place=exercise.place)


def _unknown(book: Rulebook) -> Iterator[Part]:
    for gate in book.gates.values():
        for line in gate.lines:
            tests = [true(gate.id), not_true(line.needs)]
            tests += [Asked(Ref(line.applies), truth=False, so=False)] if line.applies else []
            say = f"{gate.id} is open, and {line.id} is not met, or not known"
            yield Part(f"unknown:{line.id}", UNKNOWN.id, NEVER, say, tuple(tests), place=line.place)
    for phase in book.phases[1:]:
        gate_ = book.gate_of(phase.order)
        if gate_ is None:
            continue
        tests = [true("outcome:advance"), Asked(Sure(f"position:{book.phases[phase.order - 2].id}")),
                 Asked(Not(Sure(f"position:{phase.id}"))), not_true(gate_.id)]  # fmt: skip
        say = f"someone moves on to {phase.id}, and {gate_.id} is not known to be open"
        yield Part(f"unknown:{phase.id}", UNKNOWN.id, NEVER, say, tuple(tests), place=phase.place)
    screen = book.gate_of(1)
    if screen is not None:
        say = f"something may be trained, and {screen.id} is not known to be open"
        yield Part("unknown:ready", UNKNOWN.id, NEVER, say, (true("ready"), not_true(screen.id)), place=screen.place)


# ---- two athletes ----


def _stays(book: Rulebook) -> Iterator[Part]:
    for phase in book.phases:
        placed = (Asked(Not(Sure(f"position:{book.phases[0].id}"))), true("outcome:place"), true(f"phase:{phase.id}"))
        stands = (not_true(f"phase:{phase.id}"),)
        each = Earned(f"who is placed in {phase.id} has to leave it at once", placed, stands)
        yield Part(f"stays:{phase.id}", STAYS.id, PAIR, each.words, earned=(each,), fact="position", change=BECOMES,
                   value=phase.order, place=phase.place)  # fmt: skip


def _learning(book: Rulebook, facts: list[str]) -> Iterator[Part]:
    kept = []
    for gate in book.gates.values():
        for name in (gate.id, f"{gate.id}:place"):
            kept.append(more(f"{gate.id} open, and learning closes it", true(name)))
            kept.append(more(f"{gate.id} closed, and learning opens it", false(name)))
        kept.append(more(f"{gate.id} lost, and learning undoes it", true(f"{gate.id}:lost")))
    kept.append(more("a stop, and learning undoes it", true("stop")))
    for phase in book.phases:
        stays = Asked(All((READY, Ref(f"phase:{phase.id}"))))
        back = (true("outcome:regress"), not_true(f"phase:{phase.id}"))
        kept.append(Earned(f"a step back, and learning gives {phase.id} after all", (stays,), back))
    moves = (true("outcome:advance"),)
    kept.append(Earned("a move to the next phase, and learning undoes it", _overruled(book), moves))
    for fact in facts:
        measure = book.measures.get(measure_of(fact))
        if measure is not None and not measure.if_not_given and fact != "position":
            yield Part(f"learning:{fact}", LEARNING.id, PAIR, "", earned=tuple(kept), fact=fact, change=FORGOTTEN,
                       place=measure.place)  # fmt: skip


def _overruled(book: Rulebook) -> tuple[Asked, ...]:
    """Nobody moves on, and none of what may overrule that is there: something lost, a stop, a day for recovery, days
    off that cost, a new cycle, or a rule of advancing."""
    costs = [band for band in book.time_off if band.data.get("back") or band.data.get("at_most")]
    lost: tuple[Formula, ...] = tuple(Sure(f"{gate.id}:lost") for gate in book.gates.values())
    against: tuple[Formula, ...] = (Ref("today:recover"), Ref("cycle"), *(Ref(band.holds) for band in costs), *lost)
    rules = tuple(Ref(rule.holds) for rule in book.advancing if not rule.data.get("served"))
    return not_true("outcome:advance"), Asked(All((READY, Not(AnyOf(against)), *rules)))


def _worse(book: Rulebook, facts: list[str]) -> Iterator[Part]:
    targets = tuple(earned(book))
    for fact in facts:
        measure = book.measures.get(measure_of(fact))
        if directed(fact, measure):
            place = measure.place if measure is not None else book.phases[0].place
            yield Part(f"worse:{fact}", WORSE_.id, PAIR, "", earned=targets, fact=fact, change=WORSE, place=place)


def directed(fact: str, measure: Measure | None) -> bool:
    """Whether it is said which way is worse."""
    if measure is None:
        return fact.startswith(FLAG) or fact == CLEARED_TO
    return fact != "position" and direction(measure) != "context"
