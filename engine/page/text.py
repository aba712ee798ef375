"""The page in a terminal: the decision and its reason first, then today, the week, the exercises, tests, and why.

Plain text in 80 columns or fewer, no box drawing and no colour: it reads the same printed, piped and read aloud.
Names, not ids; `coach=True` adds the ids and the places of the rules.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from ..decision.decide import Decision
from ..decision.roadmap import AHEAD, HERE, roadmap
from ..decision.summary import summary, way_through
from ..decision.words import lower_first
from ..model import Rule
from ..plan.easing import tier_reasons
from ..plan.sessions import Plan, reasons_of
from .gate_text import gate_text
from .plan_text import PlanText

TODAY = {
    "train": "Train as planned.",
    "reduce": "Train, but less than planned.",
    "recover": "A day to recover: easy walking or rest.",
    "stop": "No training.",
}
GUIDANCE = "General fitness guidance, not medical advice. Numbers marked default are ours, not published."


def text_page(decision: Decision, plan: Plan, width: int = 80, coach: bool = False) -> str:
    """The whole page, ending in a newline. `width` in columns, at least 40."""
    page = Page(decision, plan, max(40, min(width, 80)), coach)
    return page.whole()


def plan_page(decision: Decision, plan: Plan, width: int = 80, coach: bool = False) -> str:
    """The decision, today and the week alone, ending in a newline."""
    return Page(decision, plan, max(40, min(width, 80)), coach).week()


class Page:
    """One page in the making. `say` adds a wrapped paragraph, `title` a heading, `id_` an id for a coach."""

    def __init__(self, decision: Decision, plan: Plan, width: int, coach: bool):
        self.decision, self.plan, self.width, self.coach = decision, plan, width, coach
        self.book, self.lines = decision.book, list[str]()

    def whole(self) -> str:
        self.top()
        gate_text(self)
        self._jumps()
        PlanText(self).tell()
        self._tests()
        self._road()
        self._why()
        self.say(GUIDANCE)
        return self._text()

    def week(self) -> str:
        self.top()
        PlanText(self).tell()
        self.lines.append("")
        self.say(GUIDANCE)
        return self._text()

    def top(self) -> None:
        """The decision and its reason, what speaks against training, and today."""
        self._head()
        if self.decision.flags:
            self._flags()
        self._today()

    def _text(self) -> str:
        return "\n".join(line.rstrip() for line in self.lines).rstrip() + "\n"

    # ---- building ----

    def say(self, text: str, indent: int = 0, hang: int | None = None) -> None:
        """A wrapped paragraph."""
        first, rest = " " * indent, " " * (indent if hang is None else hang)
        self.lines += textwrap.wrap(
            text,
            self.width,
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]

    def facts(self, facts: Iterable[str], between: str, indent: int = 0, hang: int | None = None) -> None:
        """Short facts that belong together, in one paragraph; none that is empty."""
        self.say(between.join(fact for fact in facts if fact), indent, hang)

    def title(self, text: str) -> None:
        self.lines.append("")
        self.say(text.upper())

    def mark(self, status: str) -> str:
        """The status of a line, after what was seen."""
        return f" [{status}]"

    def road(self) -> str:
        """Every phase in order, and which of them is trained now."""
        stages = roadmap(self.decision)
        return " > ".join(
            f"[{each.phase.short.upper()}]" if each.where == HERE else each.phase.short for each in stages
        )

    # ---- parts ----

    def _head(self) -> None:
        decision = self.decision
        answers = decision.facts.answers
        phase = self.book.phase(decision.phase or "")
        self.say(f"{answers.athlete}, {answers.as_of.isoformat()}" if answers.athlete else answers.as_of.isoformat())
        self.lines.append("")
        weeks = decision.weeks_here
        where = f"Phase {phase.order} of {len(self.book.phases)}, {phase.short}" if phase else "No phase yet"
        if decision.outcome == "hold" and weeks is not None and phase is not None:
            where += f" (week {weeks})"
        self.say(f"{where}: {summary(decision)}")
        way = way_through(decision)
        if way and decision.outcome in ("hold", "regress", "place") and way.lower() not in summary(decision).lower():
            self.say(f"Nearest way through: {way}.")
        self.say(f"The road: {self.road()}", 0, 2)
        if phase is not None and decision.outcome != "stop":
            self.say(f"What this phase is for: {phase.purpose}")
        level = next((level for level in self.book.levels if level.id == decision.level), None)
        if level is not None and decision.outcome != "stop":
            notes = [
                decision.wording.fill(note.because, note.asks) for note in self.book.notes if decision.true(note.holds)
            ]
            self.say(f"Dose: {level.data.get('title')}. {' '.join(notes)}".rstrip())

    def _flags(self) -> None:
        self.title("What speaks against training")
        for flag in self.decision.flags:
            tell = flag.because if flag.stops else f"{flag.because} {flag.say}"  # what stops has been said above
            self.say(f"- {flag.title} ({flag.urgency}). {tell}", 0, 2)

    def _today(self) -> None:
        decision = self.decision
        self.title("Today")
        self.say(TODAY[decision.today])
        for rule in decision.today_rules:
            if rule.kind != "warn":
                self.say(f"- {decision.wording.fill(rule.because, rule.asks)}{self.id_(rule.id)}", 0, 2)
        for warning in decision.warnings:
            self.say(f"- {warning}", 0, 2)
        step, rules = decision.progression
        words = self.book.progression_words.get(step)
        if words and decision.outcome != "stop" and decision.true("ready"):
            self.say(f"Next time: {words}{self._held(rules)}")

    def _held(self, rules: list[Rule]) -> str:
        """What keeps the next session from doing more: rules that hold, or what isn't known."""
        if not rules:
            return ""
        if rules[0].kind == "more":
            titles = dict.fromkeys(self.book.measures[ask.measure].title.lower() for rule in rules for ask in rule.asks)
            return f" For more it has to be known, and good: {', '.join(titles)}."
        said = [self.decision.wording.fill(rule.because, rule.asks).rstrip(".") for rule in rules[:3]]
        return f" Why: {'; '.join(said)}."

    def _jumps(self) -> None:
        """The tier of jumping that is trained, and what keeps the next one shut."""
        decision, book = self.decision, self.book
        stands = [tier for tier in book.tiers if decision.true(f"phase:{tier.from_phase}")]
        if decision.outcome == "stop" or not stands or not decision.true("ready"):
            return
        self.title("Jumps")
        tier = book.tier(decision.tier or "")
        if tier is None:
            self.say("None for now.")
        else:
            days = tier.most_days.get(decision.level, 0)
            often = f"at most {days} day{'s' if days != 1 else ''} a week, {tier.spacing_hours} hours apart"
            self.say(f"{tier.title}{self.id_(tier.id)}: {tier.purpose} {often[:1].upper()}{often[1:]}.")
        ahead = next((each for each in stands if not decision.true(f"tier:{each.id}")), None)
        if ahead is not None:
            self.say(f"Not yet: {lower_first(ahead.title)}.")
        for reason in tier_reasons(ahead.id, decision) if ahead is not None else ():
            self.say(f"- {reason.say.rstrip('.')}.{self.id_(reason.rule)}", 0, 2)

    def _road(self) -> None:
        """What each phase ahead is for, and the earliest day on which it can open."""
        ahead = [each for each in roadmap(self.decision) if each.where == AHEAD]
        if not ahead or self.decision.outcome == "stop":
            return
        self.title("The road ahead")
        for each in ahead:
            weeks = f"in {each.weeks} week{'s' if each.weeks != 1 else ''}" if each.weeks else "once its gate is open"
            when = f", {weeks} at the earliest ({each.earliest.isoformat()})" if each.earliest else ""
            self.say(f"- {each.phase.title}{when}. {each.phase.purpose}", 0, 2)
        waits = any(rule.kind == "warn" and rule.data.get("running_waits") for rule in self._running_rules())
        goes_on = str(self.book.session.get("running_goes_on", ""))
        if goes_on and not waits:
            self.say(goes_on)

    def _running_rules(self) -> list[Rule]:
        return [rule for rule in self.book.running_load if self.decision.true(rule.holds)]

    def _tests(self) -> None:
        if not self.decision.missing or self.decision.outcome == "stop":
            return
        self.title("What to test or answer next")
        for number, each in enumerate(self.decision.missing[:6], start=1):
            measure = self.book.measures[each.measure]
            minutes = measure.minutes
            about = f" (about {minutes} minutes)" if minutes else ""
            self.say(f"{number}. {measure.title}{about}{self.id_(', '.join(each.needed_by))}", 0, 3)
            if number == 1 and measure.how:
                self.say(f"How: {measure.how}", 3)
        if len(self.decision.missing) > 6:
            self.say(f"and {len(self.decision.missing) - 6} more.")
        soon = [
            f"{self.book.measures[name].title} ({when.isoformat()})" for name, _, when in self.decision.facts.expires
        ]
        if soon:
            self.say(f"Runs out within a week: {', '.join(dict.fromkeys(soon))}.")

    def _why(self) -> None:
        self.title("Where this comes from")
        for text, place in self._origins():
            self.say(f"- {text} ({place})", 0, 2)

    def _origins(self) -> list[tuple[str, str]]:
        """The rules behind the decision and the exercises, each once, with file and line."""
        decision, seen = self.decision, dict[tuple[str, str], None]()
        for flag in decision.flags:
            seen[flag.title, str(flag.place)] = None
        for name in decision.lost_by:
            view = decision.gates.get(name)
            if view is not None:
                for lost in view.lines:
                    if lost.line.keep and decision.truths.get(lost.line.keep) is False:
                        seen[lost.line.title, str(lost.line.place)] = None
        gate_id, title = self.book.time_off_gate
        for band in self.book.time_off:
            if decision.true(band.holds) and gate_id in decision.lost_by:
                seen[title, str(band.place)] = None
        for said, where in decision.held_back:
            seen[said, str(where)] = None
        for open_line in decision.blocking:
            seen[open_line.line.title, str(open_line.line.place)] = None
        gate = decision.gates.get(decision.next_gate or "")
        if gate is not None and not decision.blocking:
            seen[gate.gate.title, str(gate.gate.place)] = None
        for rule, _ in decision.waiting:
            seen[str(rule.data.get("title", rule.id)), str(rule.place)] = None
        for rule in decision.today_rules:
            seen[decision.wording.fill(rule.because, rule.asks), str(rule.place)] = None
        phase = self.book.phase(decision.phase or "")
        if phase is not None and self.plan.sessions:
            seen[f"Dose and slots of phase {phase.order}", str(phase.place)] = None
        for session in self.plan.sessions:
            for item in session.items:
                for reason in reasons_of(item, self.plan):
                    if self.coach or item.choice.instead_of is not None:
                        seen[reason.say, str(reason.place)] = None
        return list(seen)

    def id_(self, name: str) -> str:
        return f" <{name}>" if self.coach and name else ""
