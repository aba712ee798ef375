"""rules/: what decides, from documents into the model: criteria, gates, red flags, and the rules for today.

Names are collected first, then the conditions are read against them, so the order of files and entries never matters.
"""
from __future__ import annotations

from dataclasses import replace

from ..document import Value
from ..findings import Finding, nearest
from ..model import (
    DECIDE,
    KNOW,
    TRUE,
    All,
    AnyOf,
    Ask,
    AtLeast,
    Below,
    Conclusion,
    Criterion,
    Flag,
    Formula,
    Gate,
    Line,
    Not,
    Place,
    Ref,
    Rule,
    Rulebook,
    Sure,
)
from .applies import applicable, applies, effective
from .fields import entries, flag, listed, names, text, whole
from .language import Language, Names

LISTS = {"advancing": "advancing", "reductions": "reductions", "regressions": "regressions"}


class RuleReader:
    """Reads every rule file of one rulebook. `read` fills the book; what is wrong goes to `findings`."""

    def __init__(self, documents: list[Value], book: Rulebook, findings: list[Finding]):
        self.documents, self.book, self.findings = documents, book, findings
        self.names = self._collect()
        self.language = Language(book, self.names, findings, self.add)

    def add(self, conclusion: Conclusion) -> None:
        """One more conclusion; a name that is taken is a finding."""
        first = self.book.conclusions.get(conclusion.name)
        if first is not None:
            self.findings.append(Finding("duplicate-id", f"There is already a rule called '{conclusion.rule}' at {first.place}.",
                                         *conclusion.place, seen=conclusion.rule, expected="each id once"))
            return
        self.book.conclusions[conclusion.name] = conclusion

    def read(self) -> None:
        """Everything of rules/, in the order in which one part needs another."""
        self._applicability()
        for document in self.documents:
            for name, value, place in entries(document.get("criteria")):
                self._criterion(name, value, place)
        for document in self.documents:
            for name, value, place in entries(document.get("red_flags")):
                self._flag(name, value, place)
            for name, value, place in entries(document.get("contraindications")):
                self._contraindication(name, value, place)
            self._levels(document)
        for document in self.documents:
            if document.get("gate") is not None:
                self._gate(document)
        for document in self.documents:
            self._decided(document)

    def _collect(self) -> Names:
        found = Names(phases=[phase.id for phase in self.book.phases])
        for document in self.documents:
            found.criteria.update(name for name, _, _ in entries(document.get("criteria")))
            found.flags.update(name for name, _, _ in entries(document.get("red_flags")))
            found.conditions.update(name for name, _, _ in entries(document.get("contraindications")))
            found.gates.update(filter(None, [text(document, "gate")]))
            found.levels.extend(text(item, "level") for item in listed(document.get("levels")))
        return found

    def _conclude(self, name: str, rule: str, kind: str, formula: Formula, place: Place, value: Value | None = None,
                  stage: int = KNOW, hidden: bool = False) -> None:
        say = text(value, "because") or text(value, "say") if value is not None else ""
        source = names(value, "source") if value is not None else ()
        self.add(Conclusion(name, rule, kind, formula, stage, place, say, source, hidden))

    # ---- knowledge that has conditions ----

    def _applicability(self) -> None:
        for document in self.documents:
            for name, value, _ in entries(document.get("measures")):
                when = value.get("applies_when")
                if when is not None and name in self.book.measures:
                    self.book.measures[name] = replace(self.book.measures[name], applies=f"applies:{name}")
        for document in self.documents:
            for name, value, _ in entries(document.get("measures")):
                when = value.get("applies_when")
                if when is None or name not in self.book.measures:
                    continue
                formula, _ = self.language.condition(when, f"applies:{name}")
                self._conclude(f"applies:{name}", name, "applies", applicable(formula, self.book), when.place)

    # ---- criteria, flags, contraindications, levels ----

    def _criterion(self, name: str, value: Value, place: Place) -> None:
        if name not in self.book.measures:
            self.findings.append(Finding("unknown-name", f"There is no measure called '{name}' for this criterion.", *place, seen=name,
                                         expected="a measure", nearest=nearest(name, self.book.measures)))
            return
        if name in self.book.criteria:
            self.findings.append(Finding("duplicate-id", f"There is already a criterion for {name} at {self.book.criteria[name].place}.",
                                         *place, seen=name))
            return
        passes, _ = self.language.condition(value.get("pass"), name, about=name)
        fails, fail_asks = self.language.condition(value.get("fail"), name, about=name)
        origin = value.get("origin")
        self._conclude(f"{name}:pass", name, "pass", effective(passes, self.book), place, value)
        self._conclude(f"{name}:not_fail", name, "not_fail", Not(effective(fails, self.book)), place, value)
        self.book.criteria[name] = Criterion(
            name, text(value, "title") or self.book.measures[name].title, name, f"{name}:not_fail", f"{name}:pass",
            text(value, "because"), place, tuple(turned(ask) for ask in fail_asks), origin.plain() if origin else {},
            text(value, "quality"), names(value, "source"))

    def _flag(self, name: str, value: Value, place: Place) -> None:
        book = self.book
        book.flags[name] = Flag(name, text(value, "title"), text(value, "action"), text(value, "say"), text(value, "urgency"),
                                text(value, "because"), whole(value, "clears_after_days"), flag(value, "derived"), place, names(value, "source"))
        when, _ = self.language.condition(value.get("when"), name)
        self._conclude(f"{name}:when", name, "symptoms", applicable(when, book), place, value)
        # The fact says how the flag stands by itself: 2 stated or latched, 1 cleared, 0 neither.
        uncleared: Formula = Below(f"flag.{name}", 1)
        never = value.get("no_clearance_when")
        if never is not None:
            condition, _ = self.language.condition(never, name)
            uncleared = AnyOf((uncleared, applicable(condition, book)))
        self._conclude(name, name, "flag", AnyOf((AtLeast(f"flag.{name}", 2), All((Ref(f"{name}:when"), uncleared)))), place, value)

    def _contraindication(self, name: str, value: Value, place: Place) -> None:
        when, asks = self.language.condition(value.get("when"), name)
        self._conclude(name, name, "contraindication", applicable(when, self.book), place, value)
        self.book.contraindications[name] = Rule(name, "contraindication", name, text(value, "because"), place, asks,
                                                 {"title": text(value, "title"), "when_unknown": text(value, "when_unknown")},
                                                 names(value, "source"))

    def _levels(self, document: Value) -> None:
        below: Formula = TRUE
        for item in listed(document.get("levels")):
            name, place = text(item, "level"), item.keys.get("level", item.place)
            when, _ = self.language.condition(item.get("when"), name) if item.get("when") is not None else (TRUE, ())
            formula = when if below == TRUE else All((below, when))
            self._conclude(f"level:{name}", f"level.{name}", "level", formula, place, item)
            self.book.levels.append(Rule(name, "level", f"level:{name}", text(item, "because"), place,
                                         data={"title": text(item, "title")}, source=names(item, "source")))
            below = Ref(f"level:{name}")
        for item in listed(document.get("notes")):
            self._rule(item, "note", self.book.notes)

    # ---- gates ----

    def _gate(self, document: Value) -> None:
        id_, place = text(document, "gate"), document.keys["gate"]
        if id_ in self.book.gates:
            self.findings.append(Finding("duplicate-id", f"There is already a gate {id_} at {self.book.gates[id_].place}.", *place, seen=id_))
            return
        opens = document.get("opens")
        if opens is not None and opens.data not in self.names.phases:
            self.findings.append(Finding("unknown-name", f"'{opens.data}' is not a phase.", *opens.place, seen=str(opens.data),
                                         expected=", ".join(self.names.phases), nearest=nearest(str(opens.data), self.names.phases)))
        lines = [self._line(id_, item) for item in listed(document.get("lines"))]
        every = document.get("every_flag")
        if every is not None:
            lines += [self._flag_line(id_, each, every) for each in self.book.flags.values() if each.stops]
        shows = names(document, "shows")
        for shown in shows:
            if shown not in self.names.criteria:
                self.findings.append(Finding("unknown-name", f"'{shown}' is not a criterion.", *document.get("shows").place, seen=shown,  # type: ignore[union-attr]
                                             expected="a criterion", nearest=nearest(shown, self.names.criteria)))
        self.book.gates[id_] = Gate(id_, text(document, "title"), text(document, "opens"), text(document, "because"), tuple(lines),
                                    shows, place)

        def met(line: Line) -> Formula:
            return AnyOf((Not(Ref(line.applies)), Ref(line.needs))) if line.applies else Ref(line.needs)

        def placed(line: Line) -> Formula:
            return Ref(line.self_report) if line.self_report else met(line)

        def lost(line: Line) -> Formula:
            gone: Formula = Not(Ref(line.keep))
            return All((Ref(line.applies), gone)) if line.applies else gone

        self._conclude(id_, id_, "gate", All(tuple(met(line) for line in lines)), place, document)
        self._conclude(f"{id_}:place", id_, "placement", All(tuple(placed(line) for line in lines)), place, document)
        self._conclude(f"{id_}:lost", id_, "lost", AnyOf(tuple(lost(line) for line in lines if line.keep)), place, document)

    def _flag_line(self, gate: str, each: Flag, every: Value) -> Line:
        id_ = f"{gate}.{each.id}"
        self._conclude(id_, id_, "line", Not(Ref(each.id)), each.place)
        return Line(id_, gate, each.title, "flag", id_, "", "", "", text(every, "because"), each.place, admit=False, flag=each.id,
                    source=each.source)

    def _line(self, gate: str, value: Value) -> Line:
        id_, place = text(value, "id"), value.keys.get("id", value.place)
        if not id_.startswith(f"{gate}."):
            self.findings.append(Finding("line-id", f"A line of {gate} has an id that starts with '{gate}.'.", *place, seen=id_,
                                         expected=f"{gate}.something"))
        needs, asks = self.language.condition(value.get("needs"), id_)
        about = asks[0].measure if len({ask.measure for ask in asks}) == 1 else ""
        when = applies(needs, self.book)
        if when != TRUE:
            self._conclude(f"{id_}:applies", id_, "applies", when, place, hidden=True)
        self._conclude(id_, id_, "line", effective(needs, self.book), place, value)
        keep = value.get("keep")
        if keep is not None:
            formula, _ = self.language.condition(keep, id_, about=about)
            self._conclude(f"{id_}:keep", id_, "keep", effective(formula, self.book), keep.place, value)
        report = value.get("self_report")
        if report is not None:
            formula, _ = self.language.condition(report, id_)
            self._conclude(f"{id_}:self_report", id_, "self_report", effective(formula, self.book), report.place, value)
        criteria = tuple(dict.fromkeys(ask.measure for ask in asks if ask.measure in self.names.criteria))
        if criteria:
            # Let in, but no criterion that it reads is known to pass: the line says what is then made easier.
            formula = All((self.sure(Ref(id_)), *(Not(self.sure(Ref(f"{name}:pass"))) for name in criteria)))
            self._conclude(f"{id_}:caution", id_, "caution", formula, place, value, DECIDE)
        caution = value.get("with_caution")
        return Line(id_, gate, text(value, "title"), text(value, "kind", "test"), id_, f"{id_}:keep" if keep is not None else "",
                    f"{id_}:self_report" if report is not None else "", f"{id_}:applies" if when != TRUE else "", text(value, "because"),
                    place, asks, criteria, caution.plain() if caution else {}, text(value, "admit") != "never", "", names(value, "source"))

    @staticmethod
    def sure(formula: Ref) -> Formula:
        """The closing of the world: known to be true."""
        return Sure(formula.name)

    # ---- what is decided for today ----

    def _decided(self, document: Value) -> None:
        book = self.book
        for key, into in LISTS.items():
            for item in listed(document.get(key)):
                self._rule(item, key, getattr(book, into))
        today = document.get("today")
        if today is not None:
            for kind in ("recover", "reduce", "warn"):
                for item in listed(today.get(kind)):
                    self._rule(item, kind, book.today)
        placement = document.get("placement")
        if placement is not None:
            for item in listed(placement.get("caps")):
                self._rule(item, "cap", book.caps)
        time_off = document.get("time_off")
        if time_off is not None:
            for item in listed(time_off.get("bands")):
                self._band(time_off, item)
        outcomes = document.get("outcomes")
        if outcomes is not None:
            book.outcomes.update({key: str(item.data) for key, item in outcomes.items()})

    def _rule(self, item: Value, kind: str, into: list[Rule]) -> None:
        id_, place = text(item, "id"), item.keys.get("id", item.place)
        data = {key: part.plain() for key, part in item.items() if key not in ("id", "when", "unless", "needs", "because", "source")}
        asks: tuple[Ask, ...] = ()
        if any(item.get(key) is not None for key in ("when", "unless", "needs")):
            key = next(key for key in ("when", "unless", "needs") if item.get(key) is not None)
            value = item.get(key)
            assert value is not None
            formula, asks = self.language.condition(value, id_, stage=DECIDE)
            self._conclude(id_, id_, kind, Not(formula) if key == "unless" else formula, place, item, DECIDE)
        into.append(Rule(id_, kind, id_, text(item, "because"), place, asks, data, names(item, "source")))

    def _band(self, time_off: Value, item: Value) -> None:
        by, id_, place = text(time_off, "by"), text(item, "id"), item.keys.get("id", item.place)
        first, last = whole(item, "from"), item.get("to")
        bounds: list[Formula] = [AtLeast(by, first)]
        if last is not None and isinstance(last.data, int):
            bounds.append(Below(by, last.data + 1))
        self._conclude(id_, id_, "time_off", All(tuple(bounds)), place, item)
        data = {key: part.plain() for key, part in item.items()}
        data["gate"], data["by"], data["title"] = text(time_off, "gate"), by, text(time_off, "title")
        self.book.time_off.append(Rule(id_, "time_off", id_, text(item, "because"), place, (Ask(by, "", "at least", first),), data,
                                       names(item, "source")))


def turned(ask: Ask) -> Ask:
    """A failing comparison said the other way round: less than 7 fails, so at least 7 is needed not to."""
    verb = {"at least": "less than", "less than": "at least", "at most": "more than", "more than": "at most",
            "is": "is not", "is not": "is"}.get(ask.verb, ask.verb)
    return ask._replace(verb=verb, reading="each side" if ask.reading == "either side" else ask.reading)

