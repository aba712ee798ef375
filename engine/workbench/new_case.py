"""A case from a real decision: its facts without a name, what it expects, and its place in a file of cases."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..audit.subject import Subject
from ..cases import Case, read_cases, run_case
from ..decision.decide import Decision
from ..decision.summary import summary
from ..expected import lost_gates
from ..findings import BadInput, Finding, nearest
from ..interview.saving import lines_of
from ..plan.days import HARD
from ..plan.sessions import Plan
from ..rulebook.files import CASES, OWN_CASES, case_texts, is_overlay
from ..service import Surefoot
from .case_facts import Read, only, whole
from .telling import seen

FILE = "decisions.yaml"  # in a rulebook's folder of cases
HEAD = "# Athletes as they came, from decisions that were made. `surefoot rules case` adds to this file.\ncases:\n"
USUAL = ("outcome", "phase", "today", "gates")
PLANNED = ("sessions", "exercises", "stands", "reductions", "gave_way")  # the plan reads all facts
KEYS = (*USUAL, "lines", "lost", "red_flags", "tier", "level", "progression", "phase_before", "next_phase", *PLANNED)
ITEM = re.compile(r"^( *)- case:", re.MULTILINE)


@dataclass(frozen=True)
class Made:
    """A case that holds: its name, and its text as it stands below `cases:`, each line ending in a newline."""

    name: str
    text: str


def case_of(
    subject: Subject, opened: Surefoot, taken: Collection[str], expect: Sequence[str] = (), name: str = "",
    why: str = "", every: bool = False,
) -> Made:  # fmt: skip
    """A decision as a case, tried against the rulebook that it is for.

    opened, taken : that rulebook, and the names that its cases have
    expect        : of KEYS, or gates and lines by id; empty: what is usual, and of a stop its flags, of a step back
                    what was lost
    every         : all facts, not only those that what is expected rests on
    Errors: BadInput, where something can't be expected, or where this rulebook decides otherwise.
    """
    wanted = expected(subject.decision, subject.plan, expect)
    name, why = " ".join(name.split()), " ".join(why.split())  # each stands on one line of the file
    if name in taken:
        say = f"There is already a case '{name}'."
        raise BadInput([Finding("duplicate-id", say, seen=name, expected="another --name")])
    name = name or _free(_called(subject.decision, wanted), taken)
    why = why or f"As it was decided. {summary(subject.decision)}"
    data = subject.document.data
    least = [] if every or any(key in wanted for key in PLANNED) else [only(data, read(subject.decision, wanted))]
    for facts in (*least, whole(data)):
        text = case_text(name, why, facts, wanted)
        [case] = read_cases({"": f"cases:\n{text}"})[0]
        differs = run_case(case, opened).differs
        if not differs:
            return Made(name, text)
    say = f"By this rulebook the decision comes out otherwise: {'; '.join(differs)}."
    wanted_words = "the rulebook that it was made by, or less that is expected"
    raise BadInput([Finding("case-differs", say, expected=wanted_words)])


def expected(decision: Decision, plan: Plan, keys: Sequence[str] = ()) -> dict[str, Any]:
    """What a case expects of a decision, as `expect` of a case has it. Errors: BadInput, with the nearest key."""
    shown = seen(decision)
    shown |= {
        "phase_before": decision.phase_before or "none",
        "next_phase": decision.next_phase or "none",
        "sessions": sum(session.kind == HARD for session in plan.sessions),
        "exercises": {"has": sorted(shown["exercises"])} if shown["exercises"] else {},
        "stands": {session.id: session.day or "none" for session in plan.sessions},
        "gave_way": [each.rule.id for each in plan.week.gave_way] if plan.week is not None else [],
    }
    gates, lines = shown["gates"], shown["lines"]
    deciding = _deciding(decision)
    shown["gates"] = {gate: gates[gate] for gate in deciding}
    shown["lines"] = {view.line.id: view.status for gate in deciding for view in decision.gates[gate].lines}
    chosen = list(keys) or [*USUAL, *_usual_of(decision)]
    _check(chosen, gates, lines)
    found: dict[str, Any] = {key: shown[key] for key in KEYS if key in chosen}
    for where, all_ in (("gates", gates), ("lines", lines)):
        named = {key: all_[key] for key in chosen if key in all_}
        if named:
            found[where] = {**found.get(where, {}), **named}
    return {key: value for key, value in found.items() if value not in ({}, "")}


def _check(keys: Sequence[str], gates: Mapping[str, str], lines: Mapping[str, str]) -> None:
    findings = []
    for key in keys:
        if key not in KEYS and key not in gates and key not in lines:
            say = f"Nothing called '{key}' can be expected of a decision."
            near = nearest(key, [*KEYS, *gates, *lines])
            can = f"{', '.join(KEYS)}, a gate or a line by id"
            findings.append(Finding("unknown-name", say, seen=key, expected=can, nearest=near))
    if findings:
        raise BadInput(findings)


def _usual_of(decision: Decision) -> tuple[str, ...]:
    more = {"stop": ("red_flags",), "regress": ("lost",)}.get(decision.outcome, ())
    return more if more != ("lost",) or lost_gates(decision) else ()


def _deciding(decision: Decision) -> list[str]:
    """The gates that made it what it is: the screen, those that cost a phase, the one let through, the one ahead."""
    book, gates = decision.book, decision.gates
    screen = book.gate_of(1)
    if screen is not None and gates[screen.id].status != "open":
        return [screen.id]
    phase = book.phase(decision.phase or "")
    through = book.gate_of(phase.order) if phase is not None else None
    passed: list[str | None] = [through.id] if through is not None else []
    named: dict[str, list[str | None]] = {
        "regress": [*decision.lost_by],
        "advance": passed,
        "place": [*passed, decision.next_gate],
    }
    return [name for name in named.get(decision.outcome, [decision.next_gate]) if name and name in gates]


def _called(decision: Decision, wanted: Mapping[str, Any]) -> str:
    gates = " and ".join(f"{gate} {status}" for gate, status in wanted.get("gates", {}).items())
    where = "in" if decision.phase == decision.phase_before else "to"
    return f"{decision.outcome} {where} {decision.phase or 'no phase'}{f' with {gates}' if gates else ''}"


def _free(name: str, taken: Collection[str]) -> str:
    """The name, with a number where it is taken."""
    return next(each for each in (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
                if each not in taken)  # fmt: skip


def read(decision: Decision, wanted: Mapping[str, Any]) -> set[str]:
    """The places of a facts file that what is expected rests on."""
    facts, book = Read(decision), decision.book
    phases = [f"phase:{phase.id}" for phase in book.phases]
    names = {
        "outcome": [f"outcome:{decision.outcome}"],
        "phase": phases,
        "next_phase": phases,
        "today": ["stop", "today:recover", "today:reduce"],
        "tier": [f"tier:{tier.id}" for tier in book.tiers],
        "level": [level.holds for level in book.levels],
        "progression": [name for name in book.conclusions if name.startswith("progress:")],
        "red_flags": [flag.id for flag in decision.flags],
        "lost": [f"{gate}:lost" for gate in decision.gates],
    }
    for key in wanted:
        for name in names.get(key, ()):
            facts.settled(name)
    of_lines = {view.line.id: view.line for gate in decision.gates.values() for view in gate.lines}
    for gate in wanted.get("gates", {}):
        facts.all_of(gate)
        facts.all_of(f"{gate}:place")
        facts.settled(f"{gate}:lost")
    for line in wanted.get("lines", {}):
        for name in (line, of_lines[line].needs, of_lines[line].self_report, f"{line}:caution"):
            facts.all_of(name)
    facts.found.add("position")
    return facts.paths()


def taken_in(root: Path) -> set[str]:
    """The names that the cases of a rulebook have."""
    return {case.name for case in read_cases(case_texts(root))[0]}


# ---- as text --------------------------------------------------------------------------------------------------------


def case_text(name: str, why: str, facts: Mapping[str, Any], expect: Mapping[str, Any]) -> str:
    """The case as it stands below `cases:`."""
    lines = [*lines_of({"case": name, "why": why}, "    "), "    facts:", *lines_of(facts, "      "),
             *lines_of({"expect": dict(expect)}, "    ")]  # fmt: skip
    return "\n".join([f"  - {lines[0].lstrip()}", *lines[1:]]) + "\n"


def file_in(root: Path) -> Path:
    """Where a rulebook's own folder takes cases that come from decisions."""
    return (root / OWN_CASES if is_overlay(root) else root.joinpath(*CASES)) / FILE


def added(made: Made, file: Path) -> str:
    """The text of a file of cases with one more; what is there stands as it was.

    Errors: BadInput, where it isn't a file of cases, or where there is no telling where the case would go.
    """
    try:
        before = file.read_text("utf-8") if file.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput([Finding("unreadable", f"This file can't be read as text: {error}.", str(file))]) from error
    if not before.strip():
        return HEAD + made.text
    indents = [match[1] for match in ITEM.finditer(before)]
    indent = indents[-1] if indents else "  "
    lines = made.text.splitlines(keepends=True)
    text = "".join([f"{indent}{line.removeprefix('  ')}" for line in lines])
    after = f"{before.rstrip()}\n\n{text}"
    (old, wrong), (new, findings) = (read_cases({file.name: each}) for each in (before, after))
    if _names(new) == [*_names(old), made.name] and len(findings) == len(wrong):
        return after
    say = "A case can't be added at the end of this file."
    raise BadInput([Finding("case-not-added", say, str(file), expected="a file that ends with its list of cases, or "
                            "another file with --to")])  # fmt: skip


def _names(cases: list[Case]) -> list[str]:
    return [case.name for case in cases]


__all__ = ["KEYS", "Made", "added", "case_of", "case_text", "expected", "file_in"]
