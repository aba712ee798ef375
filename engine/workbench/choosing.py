"""What `rules test` is to run: cases chosen by name or pattern, and the rules whose conditions are looked at."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from ..cases import Case, read_cases
from ..findings import BadInput, Finding, is_error, nearest
from ..model import Rulebook
from ..rulebook.files import case_texts
from .coverage import WRITTEN

RULES = (*WRITTEN, "gate", "plateau", "week")  # the kinds of conclusions that are rules with an id of their own


def cases_below(root: Path) -> list[Case]:
    """Every case of the rulebook below a root. Errors: BadInput with every finding."""
    texts = case_texts(root)
    cases, findings = read_cases(texts)
    if any(is_error(finding) for finding in findings):
        raise BadInput(findings, texts)
    return cases


def chosen(cases: list[Case], patterns: Iterable[str], only: str = "") -> list[Case]:
    """The cases that any of the patterns names, in their order; all of them without patterns.

    A pattern is a case's whole name, and else a part of one, one with * and ? in it, or the name of a file of cases.
    only : of those, the ones with this in their names
    Errors: BadInput for a pattern that names none, and where none is left, with the nearest name.
    """
    wanted = [*patterns]
    findings = []
    taken: set[str] = set()
    for pattern in wanted:
        whole = {case.name for case in cases if case.name == pattern}
        found = whole or {case.name for case in cases if _named(case, pattern.lower())}
        taken |= found
        if not found:
            near = nearest(pattern, [case.name for case in cases])
            say = f"No case is called '{pattern}', and no file of cases."
            expected = "the name of a case, a part of one, or one with * in it"
            findings.append(Finding("unknown-name", say, seen=pattern, expected=expected, nearest=near))
    if findings:
        raise BadInput(findings)
    named = [case for case in cases if case.name in taken] if wanted else cases
    left = [case for case in named if only.lower() in case.name.lower()]
    if only and not left:
        say = f"No case{' of these' if wanted else ''} has '{only}' in its name."
        near = nearest(only, [case.name for case in named])
        raise BadInput([Finding("unknown-name", say, seen=only, expected="a part of a case's name", nearest=near)])
    return left


def check_ids(ids: Iterable[str], book: Rulebook) -> None:
    """Errors: BadInput for each that is no rule, criterion, table, validity or red flag, with the nearest that is."""
    rules = [each.rule for each in book.conclusions.values() if each.kind in RULES]
    rules += [rule.id for rule in (*book.week_never, *book.week_gives_way, *book.squad_look)]
    known = dict.fromkeys([*rules, *book.criteria, *book.flags, *book.tables, *book.validity])
    findings = []
    for name in ids:
        if name not in known:
            say = f"Nothing that a case could be about is called '{name}'."
            expected = "the id of a rule, a criterion, a red flag, a table or a validity"
            findings.append(Finding("unknown-name", say, seen=name, expected=expected, nearest=nearest(name, known)))
    if findings:
        raise BadInput(findings)


def _named(case: Case, pattern: str) -> bool:
    name, file = case.name.lower(), Path(case.file)
    if any(char in pattern for char in "*?["):
        return fnmatchcase(name, pattern)
    return pattern in name or pattern in (case.file, file.name, file.stem)
