"""The pages that lead to the others: gates, measures, flags, rules, phases, exercises, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from ..rulebook.names import Entry
from ..rulebook.overlay import CHANGES
from ..workbench.bands import bars
from ..workbench.links import SINGULAR
from ..workbench.show import Show, origin
from ..workbench.titles import GROUPS
from .drawn import ladder_drawn
from .frame import contents
from .writing import Writing, bullets, section

DAILY = ("today", "running_load", "time_off", "week", "progression", "placement", "squad")
LEFT = {  # kinds on the page of what is left -> their heading
    "parts": "Whole files",
    "tables": "Tables by age and sex",
    "ideas": "Ideas of the week",
    "screens": "Screens of symptoms",
    "questions": "Questions of the check-in",
    "sites": "Where it can hurt",
    "equipment": "Kit",
    "validity": "How long answers count",
    "effort": "Effort in words",
    "changing": "What can be changed, and how fast",
    "session_parts": "Parts of a session",
}


class Lists:
    """Writes the list pages of one rulebook, from the top of the site."""

    def __init__(self, show: Show, writing: Writing):
        self.show, self.book, self.names, self.writing = show, show.book, show.names, writing

    def gates(self) -> str:
        found = []
        for gate in self.book.gates.values():
            opens = self.writing.thing(("phase" if self.book.phase(gate.opens) else "tier", gate.opens))
            entry = self.names["gate"][gate.id]
            lines = self.show.page("gate", entry).asks[0][1]
            link = self.writing.to(f"gate/{gate.id}.html", f"All about {gate.id}")
            inside = f"<p>Opens {opens}. {escape(gate.because)}</p>\n{self.writing.lines(lines)}\n<p>{link}</p>"
            found.append((gate.id, f"{gate.id}, {gate.title}", inside))
        return self._sections(found)

    def measures(self) -> str:
        """By the file in which they stand, each with its bands for everybody or for the first row."""
        files: dict[str, list[str]] = {}
        for entry in self.names["measures"].values():
            files.setdefault(self._file(entry), []).append(self._measure(entry))
        heads = ("Measure", "Fail", "Caution", "Pass", "Comes from")
        return self._sections([(_anchor(file), file, self._table(heads, rows)) for file, rows in files.items()])

    def _measure(self, entry: Entry) -> str:
        criterion = self.names["criteria"].get(entry.name)
        cells, about = ["", "", ""], [self.book.measures[entry.name].unit]
        for bar in bars(self.book, entry.name)[:1] if criterion is not None else ():
            said = {band: " or ".join(words for each, words in bar.bands if each == band) for band, _ in bar.bands}
            cells = [said.get(band, "") for band in ("fail", "caution", "pass")]
            about.append(bar.of)
        name = self.writing.thing(("measures", entry.name))
        name += f'<span class="unit">{escape("; ".join(each for each in about if each))}</span>'
        where = origin((criterion or entry).value)
        return self._row(name, [*map(escape, cells), escape(where)])

    def flags(self) -> str:
        keys = self.show.keys
        rows = []
        for entry in self.names["red_flags"].values():
            flag = self.book.flags[entry.name]
            does = self.writing.pieces(keys.words("action", entry.value.data["action"]))
            said = [does, escape(flag.urgency), escape(flag.because)]
            rows.append(self._row(self.writing.thing(("red_flags", entry.name)), said))
        table = self._table(("Red flag", "What it does", "How soon", "Why"), rows)
        spared = self._all("contraindications", "because")
        return self._sections([("flags", "Red flags", table), ("spared", "What spares an exercise", spared)])

    def rules(self) -> str:
        """Every rule that is no line of a gate, by what it is for; the whole files first."""
        groups: dict[str, list[str]] = {}
        for entry in self.names["rules"].values():
            if entry.part != "lines":
                words = f"{self.writing.thing(('rules', entry.name))}{self.writing.code(entry.name)}"
                groups.setdefault(entry.part, []).append(words)
        wholes = [self.writing.thing(("parts", part)) for part in DAILY if part in self.names["parts"]]
        found = [("whole", "From day to day", self.writing.listed(wholes, "of these"))]
        found += [(part.replace(".", "-"), self._group(part), bullets(rules)) for part, rules in groups.items()]
        return self._sections(found)

    def _group(self, part: str) -> str:
        """`Readiness today: a day to recover, ...`, where the heading alone doesn't say of what."""
        whole, said = part.partition(".")[0], GROUPS.get(part, part)
        title = self.show.titles.of("parts", whole) if "." in part and whole in self.names["parts"] else ""
        if not title or said.startswith(title.partition(":")[0]):
            return said
        return f"{title}: {said[:1].lower()}{said[1:]}"

    def phases(self) -> str:
        phases, tiers = [], []
        for phase in self.book.phases:
            name = f"{phase.order}. {self.writing.thing(('phase', phase.id))}"
            said = [phase.purpose, _by_level(phase.weeks), _by_level(phase.sessions)]
            phases.append(self._row(name, [self._gate(phase.id), *map(escape, said)]))
        for tier in self.book.tiers:
            name = f"{tier.id}, {self.writing.thing(('tier', tier.id))}"
            tiers.append(self._row(name, [self._gate(tier.id), escape(tier.purpose), f"{tier.spacing_hours}"]))
        heads = ("Phase", "Gate", "What it is for", "Weeks, at the least", "Hard sessions a week")
        return self._sections([
            ("phases", "Phases", self._table(heads, phases)),
            ("tiers", "Tiers of jumping", self._table(("Tier", "Gate", "What it is for", "Hours between"), tiers)),
            ("protocols", "Published doses", self._all("protocol", "because")),
            ("levels", "Levels", self._all("levels", "because")),
        ])  # fmt: skip

    def _gate(self, opens: str) -> str:
        gate = next((gate for gate in self.book.gates.values() if gate.opens == opens), None)
        return self.writing.to(f"gate/{gate.id}.html", gate.id) if gate is not None else ""

    def exercises(self) -> str:
        found = []
        for ladder in self.book.ladders.values():
            link = self.writing.to(f"ladder/{ladder.id}.html", f"All about the ladder {ladder.title}")
            found.append((ladder.id, ladder.title, f"{ladder_drawn(ladder, self.writing)}\n<p>{link}</p>"))
        return self._sections(found)

    def derivations(self) -> str:
        files: dict[str, list[str]] = {}
        for entry in self.names["derivations"].values():
            name = self.writing.thing(("derivations", entry.name))
            files.setdefault(self._file(entry), []).append(self._row(name, [escape(self._text(entry, "because"))]))
        heads = ("What is worked out", "How")
        return self._sections([(_anchor(file), file, self._table(heads, rows)) for file, rows in files.items()])

    def sources(self) -> str:
        rows = []
        for entry in self.names["sources"].values():
            source = self.book.sources[entry.name]
            count = len(self.show.links.feeds(("sources", entry.name)))
            seen = self.show.keys.words("seen", entry.value.data["seen"]) if entry.value.get("seen") else ("",)
            cells = [escape(str(source.get("journal", ""))), self.writing.pieces(seen), str(count)]
            rows.append((str(source["cite"]).lower(), self._row(self.writing.thing(("sources", entry.name)), cells)))
        table = self._table(("Source", "Where", "How we know it", "Cited by"), [row for _, row in sorted(rows)])
        return f"<p>{len(rows)} sources, and what each is cited by.</p>\n{table}"

    def others(self) -> str:
        return self._sections([(kind, title, self._all(kind)) for kind, title in LEFT.items()])

    # ---- pieces ----

    def _all(self, kind: str, more: str = "") -> str:
        """All of a kind, each with what stands at the key `more`."""
        return bullets(self.writing.thing((kind, entry.name)) + (f": {escape(self._text(entry, more))}" if more else "")
                       for entry in self.names[kind].values())  # fmt: skip

    def _text(self, entry: Entry, key: str) -> str:
        value = entry.value.get(key)
        return str(value.data) if value is not None else ""

    def _file(self, entry: Entry) -> str:
        """What the file in which an entry stands is about."""
        stem = entry.place.file.rpartition("/")[2].partition(".")[0]
        return "New here" if entry.place.file.startswith(CHANGES) else stem.replace("_", " ").capitalize()

    def _row(self, head: str, cells: Iterable[str]) -> str:
        return f'<tr><th scope="row">{head}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>\n'

    def _table(self, heads: Iterable[str], rows: Iterable[str]) -> str:
        first, *others = heads
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in (first, *others))
        table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody>\n</table>"
        return self.writing.wide(table, first)

    def _sections(self, parts: list[tuple[str, str, str]]) -> str:
        there = [(anchor, title, inside) for anchor, title, inside in parts if inside]
        return "\n".join([contents([(anchor, title) for anchor, title, _ in there]),
                          *(section(title, inside, anchor) for anchor, title, inside in there)])  # fmt: skip


def _by_level(numbers: dict[str, int]) -> str:
    """One number where all levels have the same."""
    if len(set(numbers.values())) == 1:
        return str(next(iter(numbers.values())))
    return ", ".join(f"{level.replace('_', ' ')} {number}" for level, number in numbers.items())


def _anchor(words: str) -> str:
    return words.lower().replace(" ", "-")


def kind_words(kind: str) -> str:
    return SINGULAR[kind].replace("_", " ")
