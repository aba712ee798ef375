"""The reasons of the week: how much is done in it, what stands on each day, and why."""

from __future__ import annotations

from ..page import rows
from .exercise_tree import ExerciseTree, named
from .node import Node


class WeekReasons(ExerciseTree):
    """The week's part of the tree."""

    # ---- how much ----

    def dose(self) -> Node:
        """What makes this week's amounts what they are."""
        decision = self.decision
        level = next((each for each in self.book.levels if each.id == decision.level), None)
        phase = self.book.phase(decision.phase or "")
        parts = [Node("rule", f"level.{level.id}", str(level.data.get("title", "")), "level", level.because,
                      place=str(level.place), source=level.source,
                      children=self.reasons.facts(tuple(ask for each in self.book.levels for ask in each.asks)))
                 ] if level else []  # fmt: skip
        for each in self.plan.reductions:
            axis = str(each.rule.data.get("axis", ""))
            status = f"less: {axis}" if each.bites else f"covered by a stronger reason: {axis}"
            parts.append(
                Node(
                    "rule",
                    each.rule.id,
                    "",
                    status,
                    each.say,
                    place=str(each.rule.place),
                    source=each.rule.source,
                    decides=each.bites,
                    children=self.reasons.facts(each.rule.asks),
                )
            )
        parts += [self._reason(each) for each in self.plan.fewer]
        step, rules = decision.progression
        said = [self.reasons.rule(rule.id) for rule in rules]
        parts.append(
            Node(
                "rule",
                f"progress.{step}",
                "The next session",
                step,
                self.book.progression_words.get(step, ""),
                place=str(self.book.places.get(f"progress.{step}", "")),
                children=tuple(said),
            )
        )
        title = f"The dose of the {phase.short} phase" if phase else "No dose: no phase yet"
        return Node(
            "dose",
            "dose",
            title,
            decision.level.replace("_", " "),
            place=str(phase.place) if phase else "",
            source=phase.source if phase else (),
            children=tuple(parts),
        )

    # ---- the week ----

    def week(self) -> Node:
        """Every day, and what gave way."""
        days = [self._day(line) for line in rows.strip(self.plan, self.decision)]
        gave = [self._gave(rule, say) for rule, say in rows.gave_way(self.plan)]
        notes = [Node("note", title=note) for note in self.plan.notes]
        title = rows.week_title(self.plan)
        return Node("week", "week", title, children=(*days, *gave, *notes))

    def day(self, name: str) -> Node:
        """One day of the week: what stands there, and why."""
        line = next((each for each in rows.strip(self.plan, self.decision) if each.day == name), None)
        if line is None:
            said = self.plan.notes or ["No day was told, so nothing has one."]
            return Node(
                "day", name, name.capitalize(), "no days", " ".join(said) if not self.plan.sessions else said[-1]
            )
        return self._day(line, whole=True)

    def _day(self, line: rows.DayLine, whole: bool = False) -> Node:
        why = rows.reasons(self.plan)
        parts = []
        for session in line.sessions:
            items = tuple(self._item(session, item, True) for item in session.items)
            title = f"{session.title}, {session.minutes} min"
            parts.append(
                Node(
                    "session",
                    session.id,
                    title,
                    named(session),
                    why.get(session.id, ""),
                    decides=True,
                    children=items if whole else (),
                )
            )
        if whole:
            parts += [self._gave(rule, say) for rule, say in rows.gave_way(self.plan) if line.name in say]
        return Node("day", line.day, f"{line.name} {line.date.isoformat()}", seen=line.text, children=tuple(parts))

    def _gave(self, id_: str, say: str) -> Node:
        told = self.reasons.said.of(id_)
        return Node(
            "rule", id_, "", "gave way", say, place=str(told.place) if told else "", source=told.source if told else ()
        )
