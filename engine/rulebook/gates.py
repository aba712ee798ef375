"""Gates and their lines: what meets a line, what keeps it, and what answers a record at placement."""

from __future__ import annotations

from collections.abc import Callable

from ..document import Value
from ..findings import Finding
from ..model import DECIDE, TRUE, All, AnyOf, Ask, Flag, Formula, Gate, Line, Not, Ref, Rulebook, Sure, leaves
from .applies import applies, effective
from .context import UNKNOWN
from .fields import listed, names_in, text
from .language import Language
from .names import Entry, Names
from .sentence import COMPARISON


class Gates:
    """Reads gate files. `conclude` takes each conclusion."""

    def __init__(
        self, names: Names, book: Rulebook, findings: list[Finding], language: Language, conclude: Callable[..., None]
    ):
        self.names, self.book, self.findings, self.language, self.conclude = names, book, findings, language, conclude

    def read(self, entry: Entry) -> None:
        """One gate with all its lines into the book."""
        id_, document, place = entry.name, entry.value, entry.place
        lines = [
            self._line(id_, item)
            for item in listed(document.get("lines"))
            if self.names.first("rules", text(item, "id"), item)
        ]
        every = document.get("every_flag")
        if every is not None:
            lines += [self._flag_line(id_, each, every) for each in self.book.flags.values() if each.stops]
        self.book.gates[id_] = Gate(
            id_,
            text(document, "title"),
            text(document, "opens"),
            text(document, "because"),
            tuple(lines),
            names_in(document, "shows"),
            place,
        )
        self.conclude(id_, id_, "gate", All(tuple(_met(line) for line in lines)), place, document)
        own_account = any(line.self_report for line in lines)
        each = tuple(Ref(line.self_report) if line.self_report else _met(line) for line in lines)
        placed: Formula = All(each) if own_account else Ref(id_)
        self.conclude(f"{id_}:place", id_, "placement", placed, place, document)
        lost = AnyOf(tuple(_lost(line) for line in lines if line.keep))
        self.conclude(f"{id_}:lost", id_, "lost", lost, place, document)

    def _flag_line(self, gate: str, each: Flag, every: Value) -> Line:
        id_ = f"{gate}.{each.id}"
        self.conclude(id_, id_, "line", Not(Ref(each.id)), each.place)
        return Line(
            id_,
            gate,
            each.title,
            "flag",
            id_,
            "",
            "",
            "",
            text(every, "because"),
            each.place,
            admit=False,
            flag=each.id,
            source=each.source,
        )

    def _line(self, gate: str, value: Value) -> Line:
        id_ = text(value, "id")
        place = self.names["rules"][id_].place
        if not id_.startswith(f"{gate}."):
            self.findings.append(
                Finding(
                    "line-id",
                    f"A line of {gate} has an id that starts with '{gate}.'.",
                    *place,
                    seen=id_,
                    expected=f"{gate}.{id_.partition('.')[2]}",
                )
            )
        needs, asks = self.language.condition(value.get("needs"), id_, good=True)
        when = applies(needs, self.book)
        if when != TRUE:
            self.conclude(f"{id_}:applies", id_, "applies", when, place, hidden=True)
        self.conclude(id_, id_, "line", effective(needs, self.book), place, value)
        keep = self._keep(value, id_, needs, asks)
        report = value.get("self_report")
        if report is not None:
            formula, _ = self.language.condition(report, id_, good=True)
            self.conclude(f"{id_}:self_report", id_, "self_report", effective(formula, self.book), report.place, value)
        criteria = tuple(dict.fromkeys(ask.measure for ask in asks if ask.measure in self.names["criteria"]))
        if criteria:
            # Let in, but no criterion that it reads is known to pass: the line says what is then made easier.
            doubt = All((Sure(id_), *(Not(Sure(f"{name}:pass")) for name in criteria)))
            self.conclude(f"{id_}:caution", id_, "caution", doubt, place, value, DECIDE)
        caution = value.get("with_caution")
        said = {leaf.name.partition(":")[0] for leaf in leaves(needs) if isinstance(leaf, Ref)}

        def banded(name: str) -> bool:
            """Whether the line asks for the criterion's band, and so for all that the criterion reads."""
            return name in said and name in self.book.criteria

        return Line(
            id_,
            gate,
            text(value, "title"),
            text(value, "kind", "test"),
            id_,
            keep,
            f"{id_}:self_report" if report is not None else "",
            f"{id_}:applies" if when != TRUE else "",
            text(value, "because"),
            place,
            asks,
            criteria,
            caution.plain() if caution and isinstance(caution.data, dict) else {},
            text(value, "admit") != "never",
            "",
            names_in(value, "source"),
            text(value, "in_words"),
            tuple(dict.fromkeys(read for name in criteria if banded(name) for read in self.book.criteria[name].reads)),
        )

    def _keep(self, value: Value, id_: str, needs: Formula, asks: tuple[Ask, ...]) -> str:
        """The name of what keeps a line, or "". A bare comparison is about the one measure of `needs`."""
        keep = value.get("keep")
        if keep is None:
            return ""
        measures = {ask.measure for ask in asks}
        if isinstance(keep.data, str) and COMPARISON.match(keep.data.strip()) and len(measures) != 1:
            if UNKNOWN not in leaves(needs):
                self.findings.append(
                    Finding(
                        "condition",
                        f"'{keep.data}' doesn't say of what: the line reads {len(measures) or 'no'} measures.",
                        *keep.place,
                        seen=keep.data,
                        expected="the name of a measure before it",
                    )
                )
            return ""
        formula, _ = self.language.condition(keep, id_, about=asks[0].measure if len(measures) == 1 else "", good=True)
        self.conclude(f"{id_}:keep", id_, "keep", effective(formula, self.book), keep.place, value)
        return f"{id_}:keep"


def _met(line: Line) -> Formula:
    return AnyOf((Not(Ref(line.applies)), Ref(line.needs))) if line.applies else Ref(line.needs)


def _lost(line: Line) -> Formula:
    gone: Formula = Not(Ref(line.keep))
    return All((Ref(line.applies), gone)) if line.applies else gone
