"""What was seen and what was needed, in words: the fields of an author's sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..facts.answers import SIDES
from ..facts.known import Fact, Facts
from ..facts.norms import cuts_of
from ..facts.values import plain, show
from ..logic import Ask, Truth
from ..model import Measure, Rule, Rulebook
from ..training import WHOLE, Phase

NOT_KNOWN = "not yet known"
WEEKS_SERVED = "weeks"  # a rule for moving on serves these, or sessions
PLACEHOLDERS = ("actual", "required", "side", "unit", "title", "answer", "signs", "where")


@dataclass(frozen=True)
class Wording:
    """Says things about one athlete: the facts known, the truths reached, and the rulebook's measures."""

    book: Rulebook
    facts: Facts
    truths: Mapping[str, Truth]
    _said: dict[tuple[str, tuple[Ask, ...]], str] = field(default_factory=dict, repr=False, compare=False)

    def fact(self, name: str) -> Fact | None:
        return self.facts.known.get(name)

    def value(self, measure: Measure, fact: str) -> str:
        """One fact in words, with its unit; why it isn't known when it isn't."""
        known = self.fact(fact)
        if known is None:
            return self.facts.unknown.get(fact, NOT_KNOWN)
        return show(measure, known.low, known.high)

    def actual(self, asks: tuple[Ask, ...]) -> str:
        """What is known of all that was asked; worked out once."""
        if ("actual", asks) not in self._said:
            self._said["actual", asks] = self._actual(asks)
        return self._said["actual", asks]

    def required(self, asks: tuple[Ask, ...]) -> str:
        """What was asked for: "at least 15 repetitions each side"; worked out once."""
        if ("required", asks) not in self._said:
            self._said["required", asks] = " or ".join(dict.fromkeys(self.required_one(ask) for ask in asks))
        return self._said["required", asks]

    def _actual(self, asks: tuple[Ask, ...]) -> str:
        """What is known of all that was asked: "left 13, right 15"; of alternatives only those that are known."""
        parts: list[tuple[bool, str]] = []
        for name in dict.fromkeys(ask.measure for ask in asks):
            measure = self.book.measures[name]
            facts = measure.facts()
            known = [fact for fact in facts if fact in self.facts.known]
            if not measure.sides:
                said = self.value(measure, name)
            elif len(known) == 2 and self.fact(facts[0]) and self.same(facts):
                said = f"{self.value(measure, facts[0])} on both sides"
            elif known:
                said = ", ".join(f"{fact.rpartition('.')[2]} {self.bare(measure, fact)}" for fact in facts)
            else:
                said = self.facts.unknown.get(facts[0], NOT_KNOWN)
            parts.append((bool(known), said))
        told = [said for known, said in parts if known] or [said for _, said in parts[:1]]
        return "; ".join(dict.fromkeys(told))

    def same(self, facts: tuple[str, ...]) -> bool:
        first, second = (self.fact(fact) for fact in facts)
        return first is not None and second is not None and (first.low, first.high) == (second.low, second.high)

    def bare(self, measure: Measure, fact: str) -> str:
        """A fact without its unit: 13, at least 15, not measured."""
        known = self.fact(fact)
        if known is None:
            return "not measured"
        if known.low == known.high:
            return plain(measure, known.low)
        return show(measure, known.low, known.high).removesuffix(measure.unit).rstrip()

    def cuts(self, ask: Ask) -> list[int]:
        """The cuts that may count for this athlete: one, or several while an age or sex isn't known."""
        if ask.table:
            return cuts_of(self.book.tables[ask.table], self.book, self.facts.known)
        return [] if ask.cut is None else [ask.cut]

    def required_one(self, ask: Ask) -> str:
        measure = self.book.measures[ask.measure]
        cuts = self.cuts(ask)
        if not cuts:
            criterion = self.book.criteria.get(ask.measure)
            if ask.verb.endswith(("pass", "fail")) and criterion is not None:
                return f"{measure.title.lower()} {ask.verb}"
            words = " or ".join(ask.words)
            return f"{'not ' if ask.verb == 'is not' else ''}{words}"
        upward = ask.verb in ("at least", "more than")
        cut = max(cuts) if upward else min(cuts)
        number = show(measure, cut, cut) if "ratio" not in ask.reading else f"{cut} %"
        side = {
            "each side": " each side" if measure.sides else "",
            "either side": " on either side",
            "left": " on the left",
            "right": " on the right",
            "side ratio": " of the stronger side",
            "side difference": " between the sides",
        }.get(ask.reading, "")
        return f"{ask.verb} {number}{side}"

    def sides(self, asks: tuple[Ask, ...]) -> str:
        """The side, or sides, on which something is known to be missing: left, right, both, or ""."""
        missed = []
        for ask in asks:
            if not self.book.measures[ask.measure].sides:
                continue
            cuts = self.cuts(ask)
            for side in ("left", "right"):
                known = self.fact(f"{ask.measure}.{side}")
                if known is None or not cuts:
                    continue
                upward = ask.verb in ("at least", "more than")
                cut = (max(cuts) if upward else min(cuts)) + (1 if ask.verb in ("more than", "at most") else 0)
                if (known.high < cut) == upward and (known.high < cut or known.low >= cut):
                    missed.append(side)
        found = sorted(set(missed))
        return "both" if len(found) == 2 else found[0] if found else ""

    def signs(self, asks: tuple[Ask, ...]) -> str:
        """Of several measures those that are known not to pass, each with its value."""
        said = []
        for name in dict.fromkeys(ask.measure for ask in asks):
            criterion, measure = self.book.criteria.get(name), self.book.measures[name]
            if criterion is not None and self.truths.get(criterion.passes) is False:
                said.append(f"{lower_first(measure.title)}, {self.actual((Ask(name, '', ''),))}")
        return "; ".join(said)

    def where(self, asks: tuple[Ask, ...]) -> str:
        """Where the pain of the list is that a value was taken from, in brackets; "" where it was told as a number."""
        said: dict[str, None] = {}
        for fact in filter(None, (self.fact(ask.measure) for ask in asks)):
            for pain in self.facts.answers.pain or ():
                if pain.path == fact.path:
                    side = f", {pain.side}" if pain.side in SIDES else ""
                    said[f"{self.book.sites.get(pain.site, pain.site)}{side}"] = None
        return f" ({'; '.join(said)})" if said else ""

    def fill(self, sentence: str, asks: tuple[Ask, ...], **more: str) -> str:
        """An author's sentence with its fields filled in, its first letter large."""
        if "{" in sentence:
            work_out: dict[str, Callable[[tuple[Ask, ...]], str]] = {
                "actual": self.actual,
                "required": self.required,
                "side": self.sides,
                "signs": self.signs,
                "where": self.where,
                "unit": lambda asked: self.book.measures[asked[0].measure].unit,
            }
            for key in PLACEHOLDERS:
                if "{" + key + "}" in sentence:
                    text = more[key] if key in more else work_out[key](asks) if asks and key in work_out else ""
                    sentence = sentence.replace("{" + key + "}", text)
        return sentence[:1].upper() + sentence[1:]


def served_words(rule: Rule, phase: Phase, level: str, wording: Wording) -> str:
    """The sentence of a rule for moving on; of weeks and sessions with what the phase takes at a level."""
    served = rule.data.get("served")
    if not served:
        return wording.fill(rule.because, rule.asks)
    weeks = phase.weeks.get(level, 0)
    needed = weeks
    if served != WEEKS_SERVED:
        needed = phase.sessions_needed(level, weeks, int(rule.data.get("share_due", WHOLE)))
    measure = wording.book.measures["weeks_in_phase" if served == WEEKS_SERVED else "sessions_done"]
    required = show(measure, needed, needed)
    if wording.fact(measure.name) is None:
        return wording.fill(str(rule.data.get("unknown", rule.because)), (), actual=NOT_KNOWN, required=required)
    return wording.fill(rule.because, (), actual=wording.value(measure, measure.name), required=required)


def lower_first(text: str) -> str:
    """The text as it goes on within a sentence."""
    return text[:1].lower() + text[1:]
