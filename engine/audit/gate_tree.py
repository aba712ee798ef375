"""Gates and their lines, flags, today and any other rule in the tree, each with the facts behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..decision.gates import GateView, LineView
from ..logic import Ask, AtLeast, Below, measure_of
from .fact_tree import FactTree
from .node import Node
from .proof import FALSE, NOT_FALSE, TRUE, End, Grounds
from .said import shown_place

GATE = {"open": "open", "closed": "closed", "undetermined": "not yet known"}
LINE = {"met": "met", "met_with_caution": "met, with care", "not_met": "not met", "unknown": "not yet known",
        "not_applicable": "does not apply"}  # fmt: skip
BASIS = {"self_reported": "by own account", "override": "by a coach's override"}
HOLDS = {True: "holds", False: "does not hold", None: "not yet known"}
SETTLED = ("met", "met_with_caution", "not_applicable")


class GateTree(FactTree):
    """What stands between the outcome and the facts."""

    def gate(self, name: str, brief: bool = False) -> Node:
        """A gate with its lines, those that decide first; `brief`: what is met as one group."""
        return self.view(self.decision.gates[name], brief)

    def view(self, view: GateView, brief: bool = False) -> Node:
        gate, shut = view.gate, view.status != "open"
        lines = [self.line(each) for each in sorted(view.lines, key=lambda each: each.status in SETTLED)]
        settled = sum(each.status in SETTLED for each in view.lines)
        if brief and settled:
            missing, rest = lines[: len(lines) - settled], lines[len(lines) - settled :]
            title = f"The other {settled} {'are' if settled > 1 else 'is'} met" if missing else f"All {settled} are met"
            lines = [*missing, self._group(title, rest)]
        say = gate.because if shut else ""
        return Node(
            "gate",
            gate.id,
            gate.title,
            GATE[view.status],
            say,
            place=shown_place(gate.place),
            decides=gate.id in self._owners,
            children=tuple(lines),
        )

    def line(self, view: LineView) -> Node:
        """One line with what was seen and needed, and the facts behind it."""
        line = view.line
        status = LINE[view.status]
        if view.basis in BASIS and view.status in ("met", "met_with_caution"):
            status += f", {BASIS[view.basis]}"
        if line.gate not in self.book.gates:  # of today, of the running load: a rule in a gate's form
            return self._ruled(view)
        answered = bool(line.flag) and view.status in SETTLED  # of eighteen flags nobody wants every sign
        parts = () if answered else self._signs(line.flag) if line.flag else self.facts(line.asks)
        if view.status == "met_with_caution":
            parts = (*parts, Node("note", title=f"With care: {line.caution.get('say', '')}"))
        say = "" if view.status == "not_applicable" else view.say
        return Node(
            "line",
            line.id,
            line.title,
            status,
            say,
            view.actual,
            view.required,
            shown_place(line.place),
            line.source,
            None,
            line.id in self._owners,
            parts,
        )

    def _ruled(self, view: LineView) -> Node:
        """A rule that stands among the lines: it says something only where it holds."""
        line = view.line
        holds = self.said.truth(line.needs) is True
        several = len(line.measures()) != 1
        title = view.say.rstrip(".") if several else line.title
        status = "holds" if holds else "does not hold" if view.status == "met" else LINE[view.status]
        return Node(
            "line",
            line.id,
            title,
            status,
            view.say if holds and not several else "",
            "" if several else view.actual,
            "",
            shown_place(line.place),
            line.source,
            None,
            line.id in self._owners,
            self.facts(line.asks) if holds or not several else (),
        )

    def lost(self, name: str) -> Node:
        """A gate behind by what keeps it: a line is lost when it is known to be below its own keep value."""
        view = self.decision.gates[name]
        kept = [each for each in view.lines if each.line.keep and each.status != "not_applicable"]
        gone = [each for each in kept if self.said.truth(each.line.keep) is False]
        lines = [self._keep(each) for each in (gone or kept)]
        return Node(
            "gate",
            name,
            view.gate.title,
            "lost" if view.lost else "kept",
            place=shown_place(view.gate.place),
            decides=name in self._owners,
            children=tuple(lines),
        )

    def _keep(self, view: LineView) -> Node:
        line = view.line
        conclusion, truth = self.book.conclusions[line.keep], self.said.truth(line.keep)
        must = FALSE if truth is False else TRUE if truth else NOT_FALSE
        ends = self.grounds.of(line.keep, must).ends
        read = dict.fromkeys((measure_of(end.fact), end.fact.partition("~")[2]) for end in ends)
        needed = self.decision.wording.required(tuple(dict.fromkeys(filter(None, map(self._ask, ends)))))
        status = {True: "kept", False: "lost", None: "not known to be lost"}[truth]
        return Node(
            "line",
            line.id,
            line.title,
            status,
            "" if truth else view.say,
            view.actual,
            needed,
            shown_place(conclusion.place),
            line.source,
            None,
            line.id in self._owners,
            self.facts(tuple(Ask(name, "", "is", table=table) for name, table in read)),
        )

    def _ask(self, end: End) -> Ask | None:
        """A comparison as an author would write what is needed."""
        fact, _, table = end.fact.partition("~")
        measure = self.book.measures.get(measure_of(fact))
        if measure is None or measure.kind != "number" or not isinstance(end.leaf, (AtLeast, Below)):
            return None
        upward = measure.better != "lower"
        reading = "each side" if measure.sides else ""
        cut = end.leaf.cut - (0 if upward else 1)
        return Ask(measure.name, reading, "at least" if upward else "at most", None if table else cut, table)

    def today(self) -> Node:
        """What made today what it is."""
        decision = self.decision
        rules = [self.rule(rule.id) for rule in decision.today_rules if rule.kind != "warn"]
        if decision.outcome == "stop":
            rules = self._stop()
        elif self.unscreened:
            rules = self._unscreened()
        id_, title = self.book.today_gate
        place = self.book.places.get(id_, self.book.conclusions["today:recover"].place)
        if not rules:
            rules = [self._group("Nothing makes it smaller", [self.line(each) for each in decision.gates[id_].lines])
                     ] if id_ in decision.gates else []  # fmt: skip
        return Node("today", id_, title, decision.today, place=str(place), children=tuple(rules))

    def flag(self, name: str) -> Node:
        """A red flag: its answer, its signs."""
        flag = self.book.flags[name]
        truth = self.said.truth(name)
        status = {True: "in force", False: "not in force", None: "not yet answered"}[truth]
        return Node(
            "flag",
            name,
            flag.title,
            status,
            flag.because if truth else "",
            place=str(flag.place),
            source=flag.source,
            decides=name in self._owners,
            children=self._signs(name),
        )

    def _signs(self, name: str) -> tuple[Node, ...]:
        """The answers that raise a flag, or that aren't there; of one that isn't raised, its own answer."""
        truth = self.said.truth(name)
        must = TRUE if truth else FALSE if truth is False else NOT_FALSE
        proof = Grounds(self.book.conclusions, self.decision.facts.known, self.decision.truths).of(name, must)
        known = self.decision.facts.known
        told = [fact for fact in proof.facts if not fact.startswith("flag.") or (fact in known and known[fact].high)]
        return tuple(map(self._fact, told))

    def rule(self, id_: str) -> Node:
        """Any rule: whether it holds, what it says, and the facts behind it."""
        told = self.said.of(id_)
        if told is None or told.kind in ("line", "gate", "flag"):
            return self._known(id_)
        truth = self.said.truth(told.holds)
        say = told.say if truth is True or told.kind == "criterion" else ""
        status = self.said.band(id_) if told.kind == "criterion" else HOLDS[truth]
        titles = dict.fromkeys(self.book.measures[ask.measure].title for ask in told.asks)
        return Node(
            told.kind,
            id_,
            told.title or ("" if say else ", ".join(titles)),
            status,
            say,
            self._seen(told),
            place=str(told.place),
            source=told.source,
            decides=id_ in self._owners,
            children=self.facts(told.asks),
        )

    def _known(self, id_: str) -> Node:
        if id_ in self.book.flags:
            return self.flag(id_)
        if id_ in self.decision.gates:
            return self.gate(id_)
        view = next(line for gate in self.decision.gates.values() for line in gate.lines if line.line.id == id_)
        return self.line(view)

    def any(self, id_: str, say: str = "") -> Node:
        """A rule by its id; where nothing has it, what was said."""
        return self.rule(id_) if self.said.of(id_) is not None else Node("note", id_, say)

    def _stop(self) -> list[Node]:
        return [self.flag(flag.id) for flag in self.decision.flags if flag.stops]

    def _unscreened(self) -> list[Node]:
        gate = self.book.gate_of(1)
        return [self.gate(gate.id, brief=True)] if gate else []

    def screen(self) -> Node:
        """The medical screen, with its questions as one group."""
        gate = self.book.gate_of(1)
        if gate is None:
            return Node("note", title="This rulebook has no medical screen")
        return self.gate(gate.id, brief=True)

    def measure(self, name: str) -> Node:
        """One measure: what is known of it, its band, and the lines and rules that ask for it."""
        measure = self.book.measures[name]
        node = self._measured(name, ())
        band = [replace(self.rule(name), title="Its band", children=())] if name in self.book.criteria else []
        asked = [replace(self.line(each), children=()) for each in self.views() if each.line.asks_for(name)]
        group = [self._group("Asked for by", asked)] if asked else []
        return replace(node, place=shown_place(measure.place), source=measure.source, children=(*band, *group))

    def views(self) -> Iterator[LineView]:
        """The lines of all gates."""
        for view in self.decision.gates.values():
            yield from view.lines
