"""Cases chosen by name or pattern and run, with what differs in words."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path

from ..cases import Case, read_cases
from ..findings import BadInput, Finding, is_error, nearest
from ..rulebook.files import case_texts


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
    Errors: BadInput for a pattern that names none, with the nearest name.
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
    left = [case for case in cases if case.name in taken] if wanted else cases
    return [case for case in left if only.lower() in case.name.lower()]


def _named(case: Case, pattern: str) -> bool:
    name, file = case.name.lower(), Path(case.file)
    if any(char in pattern for char in "*?["):
        return fnmatchcase(name, pattern)
    return pattern in name or pattern in (case.file, file.name, file.stem)
