"""Facts in the tree: a node for each measure, where it comes from, and the row of a table that counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..facts.norms import cuts_of
from ..facts.values import plain
from ..logic import Ask, measure_of
from .node import Node
from .resting import Resting
from .said import Said


class FactTree(Resting):
    """Facts, below whatever reads them."""

    def facts(self, asks: Sequence[Ask]) -> tuple[Node, ...]:
        """The facts that some comparisons read, a node for each measure, with the tables that they go by."""
        return tuple(
            self._measured(name, [ask for ask in asks if ask.measure == name])
            for name in dict.fromkeys(ask.measure for ask in asks)
        )

    def _measured(self, name: str, asks: Iterable[Ask]) -> Node:
        measure, wording = self.book.measures[name], self.decision.wording
        known = [fact for fact in measure.facts() if wording.fact(fact) is not None]
        told = [origin for fact in known if (origin := self.origins.of(fact)) is not None]
        tables = [self._table(ask.table) for ask in asks if ask.table]
        return Node(
            "fact",
            name,
            measure.title,
            self._standing(name, known),
            seen=wording.actual((Ask(name, "", "is"),)),
            origin=told[0] if told else None,
            decides=any(measure_of(each) == name for each in self.proof.facts),
            children=tuple(dict.fromkeys(tables)),
        )

    def _standing(self, name: str, known: Sequence[str]) -> str:
        if not known:
            return "not known"
        stale = any(self.decision.facts.known[fact].stale for fact in known)
        band = self.said.band(name)
        return f"{band}{', out of date and still counted' if stale else ''}" if band or stale else "known"

    def _table(self, name: str) -> Node:
        """The row of a table that counts, by what it goes."""
        table = self.book.tables[name]
        measure = self.book.measures[table.of]
        by = [each for each in (table.by, table.split) if each]
        seen = ", ".join(f"{self.book.measures[each].title.lower()} {self._value(each)}" for each in by)
        cuts = cuts_of(table, self.book, self.decision.facts.known)
        needed = " or ".join(dict.fromkeys(plain(measure, cut) for cut in sorted(cuts)))
        return Node("table", name, table.title, "", "", seen, needed, str(table.place), table.source)

    def _value(self, name: str) -> str:
        return self.decision.wording.value(self.book.measures[name], name)

    def _group(self, title: str, nodes: Sequence[Node]) -> Node:
        return Node("group", title=title, decides=any(node.decides for node in nodes), children=tuple(nodes))

    def _seen(self, told: Said) -> str:
        return self.decision.wording.actual(told.asks) if told.asks else ""

    def seen_of(self, name: str) -> str:
        """What is known of a measure, in words."""
        return self.decision.wording.actual((Ask(name, "", "is"),))
