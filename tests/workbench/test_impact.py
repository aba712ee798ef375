"""`surefoot rules impact`: held against deciding again, with every decision of a journal, by both rulebooks."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from conftest import SOAK
from journaling import day, facts, opened, said, two_mondays
from workbench_folders import asking, overlay

from surefoot.cli import surefoot
from surefoot.engine.commands import rules_impact
from surefoot.engine.commands.common import Clock
from surefoot.engine.findings import BadInput, render
from surefoot.engine.infer.durable import Engine
from surefoot.engine.journal.canonical import canonical
from surefoot.engine.journal.entries import Recorded
from surefoot.engine.journal.known import known
from surefoot.engine.journal.replanned import replanned
from surefoot.engine.journal.store import Journal, open_journal
from surefoot.engine.model import Rulebook
from surefoot.engine.page.as_json import as_data
from surefoot.engine.rulebook import load
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.service import Surefoot
from surefoot.engine.squad.names import short_names
from surefoot.engine.workbench import both
from surefoot.engine.workbench import impact as impacts
from surefoot.engine.workbench.causes import Entries, entries_between
from surefoot.engine.workbench.impact import GONE, Impact, impact
from surefoot.engine.workbench.mutants import mutants

WHO = ("sample-hold", "sample-advance", "sample-sore-achilles", "sample-masters", "sample-untested")
CALF = '  - rule: G3.calf\n    set: {needs: "sl_calf_raise_reps, each side, at least 13"}\n    reason: a test\n'
PAGE = SHIPPED / "docs/workbench.md"
LATER = "2027-01-01T06:30:00Z"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Two decisions about each of some samples, a session between them, and a correction of one that came later."""
    with open_journal(tmp_path_factory.mktemp("impact") / "journal.db") as journal:
        two_mondays(journal, WHO)
        journal.append([facts("2026-11-20", said("sample-stop"), corrects=1, athlete="sample-hold")], LATER)
        yield journal


def every(journal: Journal) -> list[Recorded]:
    return [recorded for name in journal.athletes() for recorded in journal.decisions(name)]


def impact_of(journal: Journal, new: Rulebook, folder: Path = SHIPPED, **more: Any) -> Impact:
    return impact(journal, (opened().book, SHIPPED), (new, folder), **more)


# ---- exact ----------------------------------------------------------------------------------------------------------


def again(recorded: Recorded, journal: Journal, rules: Surefoot) -> dict[str, Any]:
    """A decision made by the engine, on the facts with which it was recorded and the log as it was known."""
    log = known(journal.entries(recorded.athlete), day=day(recorded.as_of), through=recorded.through)
    text = json.dumps(recorded.facts, default=str)
    return as_data(*rules.decide_text(text, "x", datetime.date.min, log), "")


@cache
def as_it_was(journal: Journal) -> dict[tuple[str, int], dict[str, Any]]:
    return {(each.athlete, each.id): again(each, journal, opened()) for each in every(journal)}


def told(data: dict[str, Any]) -> dict[str, Any]:
    """Of a decision what an impact speaks of."""
    decision = data["decision"]
    return {
        **{key: decision[key] for key in ("outcome", "phase", "tier", "level")},
        "today": data["today"],
        "next": data["plan"]["progression"]["step"],
        "flags": [flag["id"] for flag in data["red_flags"]],
        "gates": {gate["id"]: gate["status"] for gate in data["gates"]},
        "lines": {line["id"]: line["status"] for gate in data["gates"] for line in gate["lines"]},
    }


def alike(was: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether nothing differs but lines that only one of the two has: a band of days off that takes nothing away."""
    common = was["lines"].keys() & now["lines"].keys()
    one, other = ({**each, "lines": {name: each["lines"][name] for name in common}} for each in (was, now))
    return one == other


def held_against_deciding(found: Impact, journal: Journal, new: Surefoot) -> None:
    differ = {(each.athlete, each.id): each for each in found.differ}
    for recorded in every(journal):
        key = (recorded.athlete, recorded.id)
        was, now = as_it_was(journal)[key], again(recorded, journal, new)
        plan = replanned(was, now)
        if alike(told(was), told(now)) and not plan:
            assert key not in differ or {each.what for each in differ[key].gist} <= {"lost"}
            continue
        one = differ[key]
        assert one.plan == plan
        for kind, others in (("gates", one.gates), ("lines", one.lines)):
            before, after = told(was)[kind], told(now)[kind]
            assert {(each.what, each.was, each.now) for each in others} == {
                (name, before.get(name, GONE), after.get(name, GONE))
                for name in before.keys() | after.keys()
                if before.get(name) != after.get(name)
            }
        for other in one.gist:
            if other.what in ("outcome", "phase", "tier", "level", "today"):
                assert (other.was, other.now) == tuple(str(told(data)[other.what] or "none") for data in (was, now))
        assert {other.what for other in one.gist} >= {
            what for what in ("outcome", "phase", "tier", "level", "today") if told(was)[what] != told(now)[what]
        }


def test_it_is_what_deciding_again_says(kept: Journal) -> None:
    """Of small changes of rules, drawn by chance; and each difference is put down to the rule that was changed."""
    near = ("G1", "G3", "GR")
    changes = [each for each in mutants(opened().book, ()) if SOAK or each.rule.startswith(near)]
    left = {True: 80 if SOAK else 1, False: 40 if SOAK else 0}  # to hold against it: with differences, and without
    for mutant in Random(20261120).sample(changes, len(changes)):
        if not any(left.values()):
            break
        book = replace(mutant.within(opened().book), digest=mutant.words)
        result = impact_of(kept, book)
        rules = [{cause.rule for cause in each.by} for each in result.differ]
        assert all(each == {mutant.rule} for each in rules)
        if left[bool(rules)]:
            left[bool(rules)] -= 1
            engine = Engine(book.conclusions)
            held_against_deciding(result, kept, Surefoot(book, engine))
            engine.close()
    assert left == {True: 0, False: 0}


def test_the_facts_are_those_that_were_recorded(kept: Journal) -> None:
    """As one rulebook reads them in the journal, whatever was recorded since."""
    for recorded in every(kept):
        log = known(kept.entries(recorded.athlete), day=day(recorded.as_of), through=recorded.through)
        text = both.document_by(opened().book, log, recorded, day(recorded.as_of))
        assert both.same_facts(text, recorded)
        assert not both.same_facts(text.replace("age_years: ", "age_years: 1"), recorded)


def test_it_is_known_what_a_journal_is_read_by(kept: Journal) -> None:
    """What isn't among these parts of a rulebook can be another without reading the journal anew."""
    looked_at: set[str] = set()

    class Watched(Rulebook):
        def __getattribute__(self, name: str) -> Any:
            looked_at.add(name)
            return super().__getattribute__(name)

    book = Watched(**{each.name: getattr(opened().book, each.name) for each in fields(Rulebook)})
    looked_at.clear()
    for recorded in every(kept)[1::2]:
        log = known(kept.entries(recorded.athlete), day=day(recorded.as_of), through=recorded.through)
        both.document_by(book, log, recorded, day(recorded.as_of))
    looked_at &= {each.name for each in fields(Rulebook)}
    # Lines are read for the overrides of a facts file, which signs of red flags have none of; tables and conclusions
    # are looked at one by one.
    assert looked_at - {"gates", "tables", "conclusions"} <= {*both.READ}
    assert "derivations" in looked_at


def test_nothing_differs_by_words_alone(kept: Journal) -> None:
    book = opened().book
    calf = book.conclusions["G3.calf"]
    worded = {**book.conclusions, "G3.calf": replace(calf, say="Other words.")}
    found = impact_of(kept, replace(book, conclusions=worded, digest="x"))
    assert (found.differ, found.decisions, found.athletes) == ([], 10, 5)


def test_what_isnt_a_rule(kept: Journal, tmp_path: Path) -> None:
    """An exercise, how long a test counts, a line that is new, a measure that is gone or has another range."""
    ours = overlay(tmp_path / "ours", """\
  - exercise: cg_sl_floor
    set: {kit: [barbell]}
    reason: a test
  - validity: strength
    set: {days: 20}
    reason: a test
  - rule: G1.hinge
    remove: yes
    reason: a test
""")  # fmt: skip
    found = impact_of(kept, load.load(ours), ours, athletes=WHO[:2] + WHO[3:4])
    by = {(each.athlete, each.id): [cause.rule for cause in each.by] for each in found.differ}
    assert "strength" in by["sample-advance", 1]
    whole = {cause.rule: cause for each in found.differ for cause in each.by}
    assert str(whole["strength"].new) == "changes/ours.yaml:5"
    assert str(whole["cg_sl_floor"].new) == "changes/ours.yaml:2"
    assert str(whole["cg_sl_floor"].old).startswith("knowledge/ladders/")
    assert whole["G1.hinge"].new is None
    masters = [each for each in found.differ if each.athlete == "sample-masters"]
    assert [(other.what, other.now) for each in masters for other in each.lines] == [("G1.hinge", GONE)] * len(masters)


def test_what_no_conclusion_says(kept: Journal) -> None:
    """A caution of a line, the order of a ladder, the order in which the week gives way: decided again all the same."""
    book = opened().book
    lines = [replace(line, caution={**line.caution, "ladders": ["knee", "quad_ecc", "calf_gastroc"], "easier_by": 3})
             if line.caution else line for line in book.gates["G3"].lines]  # fmt: skip
    cautious = replace(book, gates={**book.gates, "G3": replace(book.gates["G3"], lines=tuple(lines))}, digest="x")
    rungs = book.ladders["calf_gastroc"].rungs
    turned = replace(book.ladders["calf_gastroc"], rungs=(*rungs[:2], *reversed(rungs[2:])))
    changes = [
        cautious,
        replace(book, ladders={**book.ladders, turned.id: turned}, digest="x"),
        replace(book, week_gives_way=[*reversed(book.week_gives_way)], digest="x"),
    ]
    for new in changes:
        assert not both.Both(book, new).alike
    found = impact_of(kept, cautious)
    assert any(part.what == "exercise" for each in found.differ for part in each.plan)


def test_a_decision_that_can_t_be_made(kept: Journal) -> None:
    """By a rulebook whose measure goes no further than to 12."""
    book = opened().book
    calf = replace(book.measures["sl_calf_raise_reps"], high=12)
    new = replace(book, measures={**book.measures, calf.name: calf}, digest="x")
    found = impact_of(kept, new, athletes=["sample-hold"], current=True)
    [one] = found.differ
    [(which, findings)] = one.cannot
    assert (which, one.by, one.acts) == ("new", (), True)
    assert "sl_calf_raise_reps" in findings[0].path


# ---- as it is shown -------------------------------------------------------------------------------------------------


@cache
def entries() -> Entries:
    """What differs between the files, of which the edit is the same in all of these."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        texts = texts_of(overlay(Path(folder) / "ours", CALF))
    return entries_between(texts_of(SHIPPED), texts)


@pytest.fixture
def shown(kept: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command in this process, with a rulebook that asks for so many calf raises."""
    ours = overlay(tmp_path / "ours", CALF)

    def run(*arguments: str, raises: int = 13) -> tuple[int, str]:
        books = {SHIPPED: opened().book, ours: asking(raises)}
        monkeypatch.setattr(load, "load", lambda root: books[root])
        monkeypatch.setattr(impacts, "entries_between", lambda *_: entries())
        seconds = iter(range(10_000))
        clock = Clock(datetime.date.today, lambda: None, lambda: next(seconds))  # type: ignore[arg-type,return-value]
        before = canonical([list(map(str, row)) for row in kept.connection.execute("SELECT * FROM entries")])
        done = CliRunner().invoke(surefoot, ["rules", "impact", str(ours), "--journal", str(kept.path), *arguments],
                                  obj=clock, env={"COLUMNS": "80"})  # fmt: skip
        assert before == canonical([list(map(str, row)) for row in kept.connection.execute("SELECT * FROM entries")])
        if isinstance(done.exception, BadInput):
            assert ("--json" in arguments) == ('"findings"' in done.stdout)
            return done.exception.exit_code, render(done.exception.findings)
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
        return done.exit_code, done.stdout

    return run


HELD = """\
10 decisions about 5 athletes: 1 current and 1 past would differ. Something else
would be decided or trained in 1 and 1 of them; in the rest a gate or a line is
seen otherwise.

BY RULE
  G3.calf (rules/gates/G3.yaml:43; now changes/ours.yaml:2): 1 current, 1 past

CURRENT
sample-hold:2, 2026-11-30
  outcome: hold -> advance
  phase: unilateral -> eccentric
  G3 Unilateral balance before eccentric work: closed -> open
  G3.calf Single-leg calf raise: not met -> met with caution
  the sessions are those of the other phase
  by G3.calf (rules/gates/G3.yaml:43; now changes/ours.yaml:2)

PAST, each on what was known then
  sample-hold:1, 2026-11-23: outcome hold -> advance, phase unilateral ->
    eccentric, G3 closed -> open, G3.calf not met -> met with caution, 12 things
    in the plan; by G3.calf
"""


DISCREET = (
    HELD[: HELD.index("BY RULE")]
    + f"""\
CURRENT
{short_names(WHO)["sample-hold"]}:2, 2026-11-30
  outcome: hold -> advance
  phase: unilateral -> eccentric
  G3 Unilateral balance before eccentric work: closed -> open

PAST, each on what was known then
  {short_names(WHO)["sample-hold"]}:1, 2026-11-23: outcome hold -> advance, phase unilateral ->
    eccentric, G3 closed -> open
"""
)


def test_the_page(shown: Any) -> None:
    assert shown() == (0, HELD)
    assert f"<!-- impact -->\n```console\n$ surefoot rules impact ours\n{HELD}```" in PAGE.read_text("utf-8")
    assert shown("--strict") == (1, HELD)
    assert shown("--discreet")[1].split() == DISCREET.split()
    assert shown("--current")[1].startswith("5 decisions about 5 athletes: 1 current and no past would differ.")
    nothing = "2 decisions about 1 athlete: no current and no past would differ.\n"
    assert shown("--athlete", "sample-masters", "--strict") == (0, nothing)
    assert shown("--athlete", "sample-master", "--json")[0] == 2
    code, said_ = shown("--athlete", "sample-master")
    assert (code, said_) == (2, "The journal holds nothing about sample-master.  [unknown-athlete]\n"
                                "  did you mean: sample-masters")  # fmt: skip


def test_how_far_it_has_come_names_nobody_either(shown: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(rules_impact, "progress", lambda: lambda done, of, name: told.append(f"{done} of {of} {name}"))
    shown("--current")
    assert told[0] == "0 of 5 sample-advance"
    assert told[-1] == "5 of 5 "
    told.clear()
    shown("--current", "--discreet")
    assert "sample" not in "".join(told)
    assert len(told) == 6


def test_the_object(shown: Any) -> None:
    data = json.loads(shown("--json", "--discreet")[1])
    assert "sample" not in str(data)
    assert [each["lines"] + each["plan"] + each["by"] for each in data["differ"]] == [[], []]
    assert data["rules"] == []
    code, text = shown("--json")
    data = json.loads(text)
    assert (code, data["athletes"], data["decisions"], data["current"], data["past"]) == (0, 5, 10, 1, 1)
    rule = {"rule": "G3.calf", "old": {"file": "rules/gates/G3.yaml", "line": 43},
            "new": {"file": "changes/ours.yaml", "line": 2}}  # fmt: skip
    assert data["rules"] == [{**rule, "current": 1, "past": 1}]
    one = data["differ"][1]
    assert [part["session"] for part in one.pop("plan")][-1] == "L"
    assert one == {
        "athlete": "sample-hold", "decision": 2, "as_of": "2026-11-30", "current": True,
        "was": {"outcome": "hold", "phase": "unilateral"}, "now": {"outcome": "advance", "phase": "eccentric"},
        "gates": [{"id": "G3", "title": "Unilateral balance before eccentric work", "was": "closed", "now": "open"}],
        "lines": [{"id": "G3.calf", "title": "Single-leg calf raise", "was": "not_met", "now": "met_with_caution"}],
        "by": [rule], "cannot": {},
    }  # fmt: skip


def test_what_is_trained_comes_first(shown: Any) -> None:
    """Whose sessions would be others comes before those of whom only a line is seen otherwise."""
    _, text = shown(raises=40)
    current = text.partition("CURRENT\n")[2].partition("\n\nPAST")[0].split("\n\n")
    assert [block.partition(":")[0] for block in current] == [WHO[3], WHO[1], WHO[2]]
    assert ["\n  session A, " in block for block in current] == [True, False, False]
    assert "phase eccentric -> unilateral" in " ".join(text.split())
