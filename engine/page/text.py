"""The page in a terminal: the decision and its reason first, then today, the week, the exercises, tests, and why.

Plain text in 80 columns or fewer, no box drawing and no colour: it reads the same printed, piped and read aloud.
Names, not ids; `coach=True` adds the ids and the places of the rules.
"""

from __future__ import annotations

import textwrap

from ..decision.decide import Decision
from ..decision.gates import GateView
from ..decision.summary import summary, way_through
from ..plan.sessions import DAYS, Item, Plan, Session, reasons_of
from .wording import cue_text, dose_text, effort_text, load_text, tempo_text

TODAY = {
    "train": "Train as planned.",
    "reduce": "Train, but less than planned.",
    "recover": "A day to recover: easy walking or rest.",
    "stop": "No training.",
}
STATUS = {"open": "open", "closed": "not open", "undetermined": "not yet known"}
LINE = {
    "met": "ok",
    "met_with_caution": "ok, with care",
    "not_met": "not yet",
    "unknown": "not yet known",
    "not_applicable": "does not apply",
}
GUIDANCE = "General fitness guidance, not medical advice. Numbers marked default are ours, not published."


def text_page(decision: Decision, plan: Plan, width: int = 80, coach: bool = False) -> str:
    """The whole page, ending in a newline. `width` in columns, at least 40."""
    page = _Page(decision, plan, max(40, min(width, 80)), coach)
    return page.whole()


class _Page:
    def __init__(self, decision: Decision, plan: Plan, width: int, coach: bool):
        self.decision, self.plan, self.width, self.coach = decision, plan, width, coach
        self.book, self.lines = decision.book, list[str]()

    def whole(self) -> str:
        self._head()
        if self.decision.flags:
            self._flags()
        self._today()
        self._gate()
        self._week()
        shown: set[str] = set()
        for session in self.plan.sessions:
            self._session(session, shown)
        self._smaller()
        self._tests()
        self._why()
        self.say(GUIDANCE)
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

    def title(self, text: str) -> None:
        self.lines.append("")
        self.say(text.upper())

    # ---- parts ----

    def _head(self) -> None:
        decision = self.decision
        answers = decision.facts.answers
        phase = self.book.phase(decision.phase or "")
        self.say(f"{answers.athlete}, {answers.as_of.isoformat()}" if answers.athlete else answers.as_of.isoformat())
        self.lines.append("")
        weeks = decision.facts.known.get("weeks_in_phase")
        where = f"Phase {phase.order} of {len(self.book.phases)}, {phase.short}" if phase else "No phase yet"
        if decision.outcome == "hold" and weeks is not None and phase is not None:
            where += f" (week {weeks.low})"
        self.say(f"{where}: {summary(decision)}")
        way = way_through(decision)
        if way and decision.outcome in ("hold", "regress", "place"):
            self.say(f"Nearest way through: {way}.")
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
                self.say(f"- {decision.wording.fill(rule.because, rule.asks)}{self._id(rule.id)}", 0, 2)
        for warning in decision.warnings:
            self.say(f"- {warning}", 0, 2)

    def _gate(self) -> None:
        decision = self.decision
        view = decision.gates.get(decision.next_gate or "")
        first = self.book.gate_of(1)
        if first is not None and decision.gates[first.id].status != "open":
            view = decision.gates[first.id]
        if decision.outcome == "regress":
            for name in decision.lost_by:
                if name in decision.gates:
                    view = decision.gates[name]
                    break
        if view is None:
            return
        self.title(
            f"The gate ahead: {view.gate.title}{self._id(view.gate.id)}"
            if not view.lost
            else f"Lost: {view.gate.title}"
        )
        self.say(
            f"{STATUS[view.status][:1].upper()}{STATUS[view.status][1:]}."
            + (" Let in at a reduced dose." if view.admits == "reduced" else "")
        )
        self._lines(view)

    def _lines(self, view: GateView) -> None:
        hidden = 0
        for each in view.lines:
            if (each.line.flag and each.status == "met") or each.status == "not_applicable":
                hidden += 1
                continue
            own = (
                " (own account)"
                if each.basis == "self_reported"
                else " (coach's override)"
                if each.basis == "override"
                else ""
            )
            needs = f"; needs {each.required}" if each.status in ("not_met", "unknown") and not each.line.flag else ""
            answer = (
                each.actual
                if not each.line.flag
                else LINE[each.status]
                if each.status != "unknown"
                else "not yet answered"
            )
            self.say(f"- {each.line.title}: {answer}{needs} [{LINE[each.status]}]{own}{self._id(each.line.id)}", 0, 2)
            say = each.line.caution.get("say")
            if each.status == "met_with_caution" and say:
                self.say(f"with care: {say}", 4)
        if hidden and hidden == len(view.lines):
            self.say("Every question answered; nothing speaks against training.")

    def _week(self) -> None:
        if not self.plan.sessions:
            for note in self.plan.notes:
                self.say(note)
            return
        self.title("This week")
        running = self.decision.facts.answers.running
        if any(session.day for session in self.plan.sessions) or running.days:
            for day in DAYS:
                parts = []
                if running.days and day in running.days:
                    kind = (
                        "long run"
                        if day == running.long_day
                        else "hard run"
                        if running.hard_days and day in running.hard_days
                        else "run"
                    )
                    parts.append(kind)
                parts += [
                    f"strength {session.id}, {session.minutes} min"
                    for session in self.plan.sessions
                    if session.day == day
                ]
                self.say(f"{day.capitalize()}  {' + '.join(parts) or 'rest'}")
        for note in self.plan.notes:
            self.say(note)

    def _session(self, session: Session, shown: set[str]) -> None:
        day = f", {session.day.capitalize()}" if session.day else ""
        self.title(f"Session {session.id}{day}: {session.title}, {session.minutes} minutes")
        self.say(f"Warm-up: {session.warm_up}")
        for number, item in enumerate(session.items, start=1):
            self._item(number, item, shown)
        for slot, why in session.empty:
            self.say(f"- {slot}: nothing today. {why}.", 0, 2)
        if session.left_out:
            self.say(f"Left out for time: {', '.join(session.left_out)}.")

    def _item(self, number: int, item: Item, shown: set[str]) -> None:
        exercise, choice = item.exercise, item.choice
        kit = next((list(way) for way in exercise.kit if all(self.decision.true(f"kit:{each}") for each in way)), [])
        words = tempo_text(exercise.tempo)
        tempo = exercise.tempo and f", tempo {exercise.tempo}" + (
            f" ({words})" if words and exercise.tempo not in shown else ""
        )
        shown.add(exercise.tempo)
        self.lines.append("")
        self.say(f"{number}. {item.slot}: {exercise.name}{self._id(exercise.id)}", 0, 3)
        self.say(f"{dose_text(exercise, item.dose)}{tempo or ''}, rest {item.dose.rest_s} s", 3)
        self.say(f"Effort: {effort_text(item.dose, self.book)}. Load: {load_text(exercise, kit)}.", 3, 5)
        if choice.side_first:
            self.say(f"Begin with the {choice.side_first} side; the same repetitions on both.", 3, 5)
        if choice.instead_of is not None:
            self.say(f"Instead of {choice.instead_of.name}: {self._because(choice.reasons)}", 3, 5)
        self.say(f"Cue: {cue_text(exercise)}", 3, 5)
        other = [
            f"easier: {choice.easier.name}" if choice.easier else "",
            f"harder, later: {choice.harder.name}" if choice.harder else "",
            f"swap: {choice.swap.name}" if choice.swap else "",
        ]
        said = "; ".join(part for part in other if part)
        if said:
            self.say(f"{said[:1].upper()}{said[1:]}.", 3, 5)
        self.say(f"Stop when: {exercise.stop_when}", 3, 5)

    def _because(self, reasons: tuple[object, ...]) -> str:
        said = [str(getattr(reason, "say", "")).rstrip(".") for reason in reasons]
        return "; ".join(dict.fromkeys(text for text in said if text)) + "." if any(said) else "it is the step below."

    def _smaller(self) -> None:
        if not self.plan.sessions or not self.plan.reductions:
            return
        self.title("Why it is less than usual")
        for each in self.plan.reductions:
            self.say(
                f"- {each.say}{'' if each.bites else ' (covered by a stronger reason)'}{self._id(each.rule.id)}",
                0,
                2,
            )

    def _tests(self) -> None:
        if not self.decision.missing or self.decision.outcome == "stop":
            return
        self.title("What to test or answer next")
        for number, each in enumerate(self.decision.missing[:6], start=1):
            measure = self.book.measures[each.measure]
            minutes = measure.test.get("minutes") if measure.test else None
            about = f" (about {minutes} minutes)" if minutes else ""
            self.say(f"{number}. {measure.title}{about}{self._id(', '.join(each.needed_by))}", 0, 3)
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
        for band in self.book.time_off:
            if decision.true(band.holds) and "GD" in decision.lost_by:
                seen[str(band.data.get("title")), str(band.place)] = None
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

    def _id(self, name: str) -> str:
        return f" <{name}>" if self.coach and name else ""
