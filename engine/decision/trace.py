"""Why: the engine's firings as a list of conclusions, each with its rule's place and what it came from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..facts.norms import cuts_of
from ..facts.values import plain
from ..infer.durable import Firing
from ..logic import (
    All,
    AnyOf,
    Ask,
    AtLeast,
    Below,
    Conclusion,
    Count,
    Formula,
    Known,
    Not,
    Ref,
    Sure,
    measure_of,
    parts_of,
)
from ..model import Rule, Rulebook
from .words import Wording, served_words

DENIED = "not known: "
CONCLUDED = {  # kind -> what true and false are called
    "line": ("met", "not met"),
    "gate": ("open", "closed"),
    "pass": ("pass", "not pass"),
    "not_fail": ("not fail", "fail"),
    "lost": ("lost", "kept"),
    "keep": ("kept", "lost"),
    "flag": ("in force", "not in force"),
    "symptoms": ("yes", "no"),
    "exercise": ("allowed", "not allowed"),
    "self_report": ("met by own account", "not met by own account"),
    "applies": ("applies", "does not apply"),
    "contraindication": ("true", "not true"),
}


@dataclass(frozen=True)
class Because:
    """One conclusion that was reached, and how."""

    name: str
    rule: str
    file: str
    line: int
    concluded: str
    came_from: tuple[str, ...]
    say: str
    source: tuple[str, ...]
    stage: int

    def as_json(self) -> dict[str, object]:
        return {
            "rule": self.rule,
            "file": self.file,
            "line": self.line,
            "concluded": self.concluded,
            "from": list(self.came_from),
            "say": self.say,
            "source": list(self.source),
        }


def trace(
    firings: list[Firing], book: Rulebook, wording: Wording, unsaid: Collection[str] = frozenset()
) -> list[Because]:
    """Every conclusion that a rule fired for, by stage, then rule id; scaffolding is folded into what it serves.

    unsaid : rules whose sentence is left out
    """
    asks = _asks(book)
    merged: dict[str, tuple[bool, dict[str, None]]] = {}
    for firing in firings:
        truth, met = merged.setdefault(firing.name, (firing.truth, {}))
        met.update(dict.fromkeys(firing.met))
    entries = []
    for name, (truth, met) in merged.items():
        conclusion = book.conclusions[name]
        if conclusion.hidden:
            continue
        came_from = tuple(sorted(_unfold(met, merged, book, wording)))
        say = _say(conclusion, asks, wording) if conclusion.say and conclusion.rule not in unsaid else ""
        entries.append(
            Because(
                name,
                conclusion.rule,
                conclusion.place.file,
                conclusion.place.line,
                _concluded(conclusion, truth),
                came_from,
                say,
                conclusion.source,
                conclusion.stage,
            )
        )
    return sorted(entries, key=lambda entry: (entry.stage, entry.rule, entry.name))


def _say(conclusion: Conclusion, asks: Mapping[str, tuple[Ask, ...]], wording: Wording) -> str:
    """The author's sentence with its numbers; what goes by phase with those of its phase."""
    book = wording.book
    phase = book.phase(conclusion.name.partition(":")[2])
    if phase is not None:
        level = next((each.id for each in reversed(book.levels) if wording.truths.get(each.holds) is True), "")
        if conclusion.kind == "served":
            weeks = f"{phase.weeks.get(level, 0)} weeks"
            return wording.fill(conclusion.say, (), title=phase.short, required=weeks)
        rule = next((each for each in book.advancing if each.id == conclusion.rule), None)
        if rule is not None:
            return served_words(rule, phase, level, wording)
    return wording.fill(conclusion.say, asks.get(conclusion.rule, ()))


def _concluded(conclusion: Conclusion, truth: bool) -> str:
    words = CONCLUDED.get(conclusion.kind, ("yes", "no"))
    return f"{conclusion.name}: {words[0] if truth else words[1]}"


def _unfold(
    met: Mapping[str, None], merged: Mapping[str, tuple[bool, dict[str, None]]], book: Rulebook, wording: Wording
) -> set[str]:
    found: set[str] = set()
    for name in met:
        conclusion = book.conclusions.get(name)
        if conclusion is not None and conclusion.hidden and name in merged:
            found |= _unfold(merged[name][1], merged, book, wording)
        elif conclusion is not None:
            found.add(_concluded(conclusion, merged[name][0]) if name in merged else name)
        elif name.startswith(DENIED):
            found |= {f"{DENIED}{each}" for each in _told(name[len(DENIED) :], wording)}
        else:
            value, _, table = name.partition("~")
            measure = book.measures.get(measure_of(name))
            known = wording.fact(name)
            if table and measure is not None and known is not None:
                cuts = sorted({plain(measure, cut) for cut in cuts_of(book.tables[table], book, wording.facts.known)})
                found.add(f"{value} = {wording.bare(measure, value)}, table {table} = {' or '.join(cuts)}")
                continue
            if measure is not None and known is not None and not name.endswith((".ratio", ".difference")):
                found.add(f"{name} = {wording.bare(measure, name)}")
            elif known is not None:
                found.add(f"{name} = {known.text}")
            else:
                found.add(name)
    return found


def _told(name: str, wording: Wording) -> set[str]:
    """What a reader is told of in place of scaffolding that isn't known to hold: what it would have held by."""
    book, truths = wording.book, wording.truths
    conclusion = book.conclusions.get(name)
    if conclusion is None or not conclusion.hidden:
        return {name}
    found: set[str] = set()
    for leaf in _wanted(conclusion.formula):
        if isinstance(leaf, (Ref, Sure)):
            if truths.get(leaf.name) is not True:
                found |= _told(leaf.name, wording)
        elif isinstance(leaf, (AtLeast, Below, Known)):
            found.add(leaf.fact)
    return found or {name}


def _wanted(formula: Formula) -> list[Formula]:
    """The leaves of a formula that help it to hold; what stands under a "not" would do the opposite."""
    if isinstance(formula, Not):
        return []
    inner = parts_of(formula)
    if not inner:
        return [] if isinstance(formula, (All, AnyOf, Count)) else [formula]
    return [leaf for part in inner for leaf in _wanted(part)]


def _asks(book: Rulebook) -> dict[str, tuple[Ask, ...]]:
    found = {line.id: line.asks for gate in book.gates.values() for line in gate.lines}
    for criterion in book.criteria.values():
        found[criterion.name] = criterion.asks
    for rule in every_rule(book):
        found[rule.id] = rule.asks
    return found


def every_rule(book: Rulebook) -> Iterator[Rule]:
    """Every rule that is neither a gate's line nor a flag nor a criterion."""
    for rules in (book.levels, book.notes, book.caps, book.advancing, book.time_off, book.today, book.reductions,
                  book.tier_caps, book.frequency, book.left_out, book.cycles, book.running_load, book.progression,
                  book.plateaus, book.regressions, book.week_never, book.week_gives_way):  # fmt: skip
        yield from rules
    yield from book.contraindications.values()
