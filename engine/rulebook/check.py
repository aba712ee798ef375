"""What can be wrong in a rulebook although each sentence of it is understood: names across files, directions, keeps, bands."""
from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from ..decision.words import PLACEHOLDERS
from ..document import Value
from ..facts.norms import margins
from ..facts.values import Amount
from ..findings import Finding, nearest
from ..infer.reference import truth
from ..model import (
    All,
    AnyOf,
    AtLeast,
    Below,
    Conclusion,
    Count,
    Formula,
    Not,
    Place,
    Ref,
    Rulebook,
    Sure,
    leaves,
    measure_of,
    parts_of,
)

PLACEHOLDER = re.compile(r"\{([^}]*)\}")
MOST_TRIED = 20_000         # combinations of values tried for one rule; more than any shipped one needs


def check_book(book: Rulebook, documents: list[Value]) -> list[Finding]:
    """Every finding about the whole book."""
    findings: list[Finding] = []
    for check in (_sources, _measures, _exercises, _regressions, _phases, _gates, _criteria, _lines, _time_off, _sentences, _references):
        findings += check(book)
    del documents
    return findings


def _unknown(what: str, name: str, names: Iterable[str], place: Place) -> Finding:
    return Finding("unknown-name", f"There is no {what} called '{name}'.", *place, seen=name, expected=f"a {what}",
                   nearest=nearest(name, list(names)))


def _sources(book: Rulebook) -> Iterator[Finding]:
    seen: set[tuple[Place, str]] = set()
    holders: list[tuple[Place, tuple[str, ...]]] = [(c.place, c.source) for c in book.conclusions.values()]
    holders += [(m.place, m.source) for m in book.measures.values()] + [(e.place, e.source) for e in book.exercises.values()]
    holders += [(t.place, t.source) for t in book.tables.values()] + [(p.place, p.source) for p in book.phases]
    for place, sources in holders:
        for source in sources:
            if source not in book.sources and (place, source) not in seen:
                seen.add((place, source))
                yield _unknown("source", source, book.sources, place)


def _measures(book: Rulebook) -> Iterator[Finding]:
    screens = {screen.get("id", "") for screen in book.screens}
    for measure in book.measures.values():
        if measure.valid and measure.valid not in book.validity:
            yield _unknown("validity class", measure.valid, book.validity, measure.place)
        if measure.screen and measure.screen not in screens:
            yield _unknown("screen", measure.screen, screens, measure.place)
        for item in measure.test.get("kit", ()) if isinstance(measure.test.get("kit"), list) else ():
            if item not in book.equipment:
                yield _unknown("piece of kit", item, book.equipment, measure.place)
        for site in measure.test.get("loads", ()) if isinstance(measure.test.get("loads"), list) else ():
            if site not in book.sites:
                yield _unknown("site", site, book.sites, measure.place)
        if measure.if_not_given and measure.if_not_given not in measure.words:
            yield _unknown("word", measure.if_not_given, measure.words, measure.place)


def _exercises(book: Rulebook) -> Iterator[Finding]:
    phases = [phase.id for phase in book.phases]
    for exercise in book.exercises.values():
        for name in exercise.avoid_when:
            if name not in book.contraindications:
                yield _unknown("contraindication", name, book.contraindications, exercise.place)
        for item in {item for way in exercise.kit for item in way}:
            if item not in book.equipment:
                yield _unknown("piece of kit", item, book.equipment, exercise.place)
        for site in exercise.tissue:
            if site not in book.sites:
                yield _unknown("site", site, book.sites, exercise.place)
        if exercise.from_phase not in phases:
            yield _unknown("phase", exercise.from_phase, phases, exercise.place)


def _regressions(book: Rulebook) -> Iterator[Finding]:
    for rule in book.regressions:
        for ladder in rule.data.get("ladders", ()):
            if ladder not in book.ladders:
                yield _unknown("ladder", ladder, book.ladders, rule.place)
        for exercise in rule.data.get("avoid", ()):
            if exercise not in book.exercises:
                yield _unknown("exercise", exercise, book.exercises, rule.place)
        measure = rule.data.get("weaker_first")
        if measure and measure not in book.measures:
            yield _unknown("measure", measure, book.measures, rule.place)


def _phases(book: Rulebook) -> Iterator[Finding]:
    levels = [level.id for level in book.levels]
    for phase in book.phases:
        gates = [gate for gate in book.gates.values() if gate.opens == phase.id]
        if len(gates) != 1 and (gates or phase.days):        # one without sessions is only named; nobody is let in
            yield Finding("gate-count", f"{len(gates)} gates open the phase {phase.id}; there has to be one.", *phase.place,
                          seen=", ".join(gate.id for gate in gates), expected="one gate")
        for level in levels:
            if level not in phase.weeks or level not in phase.sessions:
                yield Finding("missing-level", f"The phase {phase.id} has no weeks or sessions for {level}.", *phase.place, expected=level)
            for dose, by_level in phase.doses.items():
                if level not in by_level:
                    yield Finding("missing-level", f"The dose '{dose}' of {phase.id} has nothing for {level}.", *phase.place, expected=level)
        for slot in (slot for day in phase.days for slot in day.get("slots", ())):
            for ladder in slot.get("ladders", ()):
                if ladder not in book.ladders:
                    yield _unknown("ladder", ladder, book.ladders, phase.place)
            dose = phase.doses.get(str(slot.get("dose")))
            if dose is None:
                yield _unknown("dose", str(slot.get("dose")), phase.doses, phase.place)
                continue
            counted = {rung.counts for name in slot.get("ladders", ()) if name in book.ladders for rung in book.ladders[name].rungs}
            for level, row in dose.items():
                for missing in sorted(counted - set(row)):
                    yield Finding("missing-dose", f"The dose '{slot['dose']}' of {phase.id} says no {missing} for {level}, but an exercise of "
                                  f"the slot {slot['slot']} counts {missing}.", *phase.place, expected=missing)


def _gates(book: Rulebook) -> Iterator[Finding]:
    for gate in book.gates.values():
        for line in gate.lines:
            for ladder in line.caution.get("ladders", ()):
                if ladder not in book.ladders:
                    yield _unknown("ladder", ladder, book.ladders, line.place)
    for cap in book.caps:
        highest = str(cap.data.get("at_most", ""))
        if book.phase(highest) is None:
            yield _unknown("phase", highest, [phase.id for phase in book.phases], cap.place)


# ---- what the formulas say --------------------------------------------------------------------------------------------

def _criteria(book: Rulebook) -> Iterator[Finding]:
    for criterion in book.criteria.values():
        passes, fails = book.conclusions.get(criterion.passes), book.conclusions.get(criterion.not_fail)
        if passes is None or fails is None:
            continue
        yield from _turned(passes, True, book, f"To pass {criterion.title}")
        yield from _turned(fails, True, book, f"Not to fail {criterion.title}")
        witness = _witness(All((passes.formula, Not(fails.formula))), book)
        if witness is not None:
            yield Finding("overlap", f"{criterion.title}: {_words(witness, book)} would both pass and fail.", *criterion.place,
                          seen=_words(witness, book), expected="a fail cut that lies beyond the pass cut")


def _lines(book: Rulebook) -> Iterator[Finding]:
    for line in (line for gate in book.gates.values() for line in gate.lines):
        needs, keep = book.conclusions.get(line.needs), book.conclusions.get(line.keep)
        if needs is None or line.flag:
            continue
        yield from _turned(needs, True, book, f"The line {line.id}")
        if keep is None:
            continue
        yield from _turned(keep, True, book, f"What keeps {line.id}")
        witness = _witness(All((needs.formula, Not(keep.formula))), book)
        if witness is not None:
            yield Finding("keep", f"{line.id}: {_words(witness, book)} would meet the line and lose the phase at once.", *keep.place,
                          seen=_words(witness, book), expected="a keep that is no stricter than what is needed")
    for flag in book.flags.values():
        when = book.conclusions.get(f"{flag.id}:when")
        if when is not None:
            yield from _turned(when, False, book, f"The red flag {flag.id}")


def _turned(conclusion: Conclusion, good: bool, book: Rulebook, what: str) -> Iterator[Finding]:
    """A comparison that points the wrong way: a worse number would earn more, or un-raise a flag."""
    for leaf, positive in _polar(conclusion.formula):
        if not isinstance(leaf, (AtLeast, Below)):
            continue
        measure = book.measures.get(measure_of(leaf.fact))
        if measure is None or measure.better == "context" or leaf.fact.endswith((".ratio", ".difference")):
            continue
        wants_more = isinstance(leaf, AtLeast) == positive
        if wants_more != ((measure.better == "higher") == good):
            yield Finding("turned-round", f"{what} asks for {'more' if wants_more else 'less'} of {measure.name}, of which "
                          f"{'more' if measure.better == 'higher' else 'less'} is better. Is the comparison turned round?",
                          *conclusion.place, seen=measure.name, expected="a comparison in the other direction")
            return


def _polar(formula: Formula, positive: bool = True) -> Iterator[tuple[Formula, bool]]:
    """Each leaf with whether it stands under an even number of nots."""
    if isinstance(formula, Not):
        yield from _polar(formula.part, not positive)
    elif isinstance(formula, (All, AnyOf, Count)):
        for part in formula.parts:
            yield from _polar(part, positive)
    else:
        yield formula, positive


def _opened(formula: Formula, book: Rulebook) -> Formula:
    """The formula with every reference to a criterion or a condition written out."""
    if isinstance(formula, Ref):
        conclusion = book.conclusions.get(formula.name)
        return _opened(conclusion.formula, book) if conclusion is not None else formula
    if isinstance(formula, Not):
        return Not(_opened(formula.part, book))
    if isinstance(formula, Count):
        return Count(formula.least, tuple(_opened(part, book) for part in formula.parts))
    if isinstance(formula, (All, AnyOf)):
        return type(formula)(tuple(_opened(part, book) for part in parts_of(formula)))
    return formula


def _witness(formula: Formula, book: Rulebook) -> dict[str, int] | None:
    """Values on either side of every cut under which the formula is true, or None."""
    whole = _opened(formula, book)
    values: dict[str, set[int]] = {}
    for leaf in leaves(whole):
        if not isinstance(leaf, (AtLeast, Below)):
            continue
        fact, _, name = leaf.fact.partition("~")
        if not name:
            values.setdefault(fact, set()).update((leaf.cut - 1, leaf.cut))
            continue
        table = book.tables[name]
        for up_to, row in table.rows:
            values.setdefault(fact, set()).update(cut + leaf.cut - step for cut in row.values() for step in (0, 1))
            values.setdefault(table.by, set()).update((book.measures[table.by].high,) if up_to is None else (up_to, up_to + 1))
        if table.split:
            values.setdefault(table.split, set()).update(range(len(book.measures[table.split].words)))
    names = sorted(values)
    for chosen in itertools.islice(itertools.product(*(sorted(values[name]) for name in names)), MOST_TRIED):
        facts = {name: Amount(value, value) for name, value in zip(names, chosen)}
        if truth(whole, facts | margins(facts, book), {}) is True:
            return dict(zip(names, chosen))
    return None


def _words(witness: dict[str, int], book: Rulebook) -> str:
    parts = []
    for fact, value in witness.items():
        name, _, side = fact.partition(".")
        measure = book.measures.get(name)
        if measure is None:
            continue
        shown = measure.words[value] if measure.words and 0 <= value < len(measure.words) else str(value * float(measure.step)).removesuffix(".0")
        parts.append(f"{measure.title.lower()} {side} {shown}".replace("  ", " "))
    return ", ".join(parts)


# ---- time off, sentences, references -----------------------------------------------------------------------------------

def _time_off(book: Rulebook) -> Iterator[Finding]:
    bands = book.time_off
    for before, band in itertools.pairwise(bands):
        end, start = before.data.get("to"), band.data.get("from", 0)
        if not isinstance(end, int):
            yield Finding("overlap", f"{before.id} has no end, so {band.id} overlaps it.", *before.place, expected="to")
        elif start > end + 1:
            yield Finding("gap", f"{end + 1} to {start - 1} days off lie in no band, between {before.id} and {band.id}.", *band.place,
                          seen=str(start), expected=str(end + 1))
        elif start <= end:
            yield Finding("overlap", f"{start} to {end} days off lie in both {before.id} and {band.id}.", *band.place, seen=str(start),
                          expected=str(end + 1))
        for phase in book.phases:
            if _left(phase.order, band.data, book) > _left(phase.order, before.data, book):
                yield Finding("worse-earns-more", f"{band.id} leaves someone in {phase.id} in a later phase than the shorter {before.id}.",
                              *band.place, expected="at least as far back as the band before")
                break
    if bands and bands[-1].data.get("to") is not None:
        yield Finding("gap", f"More than {bands[-1].data['to']} days off lie in no band.", *bands[-1].place, expected="a last band without 'to'")


def _left(order: int, band: dict[str, object], book: Rulebook) -> int:
    """The phase that a band leaves someone in who stood in `order`."""
    highest, floor = book.phase(str(band.get("at_most", ""))), book.phase(str(band.get("floor", "")))
    if highest is not None:
        return min(order, highest.order)
    back = band.get("back", 0)
    return min(order, max(order - (back if isinstance(back, int) else 0), floor.order if floor else 1))


def _sentences(book: Rulebook) -> Iterator[Finding]:
    for conclusion in book.conclusions.values():
        for field in PLACEHOLDER.findall(conclusion.say):
            if field not in PLACEHOLDERS:
                yield Finding("placeholder", f"'{{{field}}}' can't be filled in.", *conclusion.place, seen=field,
                              expected=", ".join(PLACEHOLDERS), nearest=nearest(field, PLACEHOLDERS))


def _references(book: Rulebook) -> Iterator[Finding]:
    """A formula that reads what isn't there: scaffolding that a missing file leaves dangling."""
    for conclusion in book.conclusions.values():
        for leaf in leaves(conclusion.formula):
            if isinstance(leaf, (Ref, Sure)) and leaf.name != "?" and leaf.name not in book.conclusions:
                yield Finding("unknown-name", f"{conclusion.rule} reads '{leaf.name}', which nothing concludes.", *conclusion.place,
                              seen=leaf.name, nearest=nearest(leaf.name, book.conclusions))
