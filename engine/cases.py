"""Cases: what an athlete's decision must be, worked out by hand, and whether it is."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .decision.decide import Decision, decide
from .document import Value, read
from .expected import differences
from .facts.derive import derive
from .facts.reading import read_facts
from .findings import Finding, is_error, nearest
from .logic import Place
from .rulebook.fields import entries, listed, text
from .rulebook.files import OWN_CASES
from .rulebook.shape import check_shape, load_schema
from .service import Surefoot

REMOVE = "remove"


@dataclass(frozen=True)
class Case:
    """One athlete and what must come out: `facts` as in a facts file, `expect` as in rules/cases/."""

    name: str
    why: str
    facts: dict[str, Any]
    expect: dict[str, Any]
    file: str
    line: int
    own: dict[str, Any] = field(default_factory=dict)  # of the facts, those that it doesn't begin from
    base: str = ""  # the facts that it begins from, by name


@dataclass
class Result:
    """A case that was run, and in what it differs: lines of words, empty when it holds."""

    case: Case
    differs: list[str] = field(default_factory=list)
    decision: Decision | None = None  # None where the facts have findings


def read_cases(texts: dict[str, str]) -> tuple[list[Case], list[Finding]]:
    """Every case of these files, bases laid under them; what is wrong with them as findings."""
    findings: list[Finding] = []
    documents = []
    for name, content in sorted(texts.items()):
        value, wrong = read(content, name)
        findings += wrong
        if value is not None:
            findings += check_shape(value, load_schema())
            documents.append(value)
    bases = {name: value for document in documents for name, value, _ in entries(document.get("bases"))}
    cases: list[Case] = []
    seen: dict[str, str] = {}
    own = {text(item, "case") for each in documents if _own(each) for item in listed(each.get("cases"))}
    for document in documents:
        for item in listed(document.get("cases")):
            place = item.keys.get("case", item.place)
            name, base = text(item, "case"), text(item, "from")
            if name in own and not _own(document):
                continue  # a case of the differences stands in its place
            if base and base not in bases:
                say, at = f"There is no base called '{base}'.", item.data["from"].place
                findings.append(Finding("unknown-name", say, at.file, at.line, at.column, "", base, "a base",
                                        nearest(base, bases)))  # fmt: skip
                continue
            if name in seen:
                findings.append(
                    Finding("duplicate-id", f"There is already a case '{name}' at {seen[name]}.", *place, seen=name)
                )
                continue
            seen[name] = str(place)
            if not _plain(item, "expect") and not listed(item.get("each")):
                say = "A case says what it expects, or lists athletes that do."
                findings.append(Finding("missing-key", say, *place, seen=name, expected="expect, or each"))
            cases += _laid_out(item, name, base, _based(base, bases, ()), place)
    return cases, findings


def _laid_out(item: Value, name: str, base: str, below: dict[str, Any], place: Place) -> Iterator[Case]:
    """A case, or one for each athlete that it lists; what they share stands in the case itself."""
    why, own, expect = text(item, "why"), _plain(item, "facts"), _plain(item, "expect")
    each = listed(item.get("each"))
    if not each:
        yield Case(name, why, _over(below, own), expect, place.file, place.line, own, base)
    for athlete in each:
        mine, theirs = _plain(athlete, "facts"), _over(expect, _plain(athlete, "expect"))
        called, at = f"{name}: {text(athlete, 'who')}", athlete.keys.get("who", athlete.place)
        facts = _over(_over(below, own), mine)
        yield Case(called, why, facts, theirs, at.file, at.line, _over(own, mine, taken_out=False), base)


def _plain(item: Value, key: str) -> dict[str, Any]:
    found = item.get(key)
    return dict(found.plain()) if found is not None else {}


def _own(document: Value) -> bool:
    """Whether a file of cases belongs to a folder that holds only the differences."""
    return document.place.file.startswith(OWN_CASES)


def _based(name: str, bases: dict[str, Value], above: tuple[str, ...]) -> dict[str, Any]:
    if not name or name in above or name not in bases:
        return {}
    own = bases[name].plain()
    return _over(_based(str(own.pop("from", "")), bases, (*above, name)), own)


def _over(below: dict[str, Any], above: dict[str, Any], taken_out: bool = True) -> dict[str, Any]:
    """One mapping laid over another, key by key; `remove` takes a key out, or stays where something is yet below."""
    merged = dict(below)
    for key, value in above.items():
        if value == REMOVE and taken_out:
            merged.pop(key, None)
        elif isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _over(merged[key], value, taken_out)
        else:
            merged[key] = value
    return merged


def run_case(case: Case, surefoot: Surefoot) -> Result:
    """Decides the case's athlete and compares what is expected, and only that."""
    document = json.dumps({"surefoot": "facts/1", "athlete": "case", **case.facts}, default=str)
    wanted = case.expect
    answers, findings = read_facts(document, case.file, surefoot.book, datetime.date.min)
    if answers is None:
        wrong = [finding for finding in findings if is_error(finding)]
        expected = wanted.get("findings")
        if expected is not None and set(expected) <= {finding.code for finding in wrong}:
            return Result(case)
        return Result(case, [f"the facts have findings: {'; '.join(f'{each.path}: {each.say}' for each in wrong[:4])}"])
    decision = decide(derive(answers, surefoot.book), surefoot.book, surefoot.engine)
    if "findings" in wanted:
        said = f"expected findings {', '.join(wanted['findings'])}; there were none"
        return Result(case, [said], decision)
    return Result(case, list(differences(wanted, decision)), decision)
