"""Findings: what is wrong in something that a person wrote, as data.

A finding has a code, a place, what was seen, what was expected and the nearest right name. All of them are collected
and shown together; an exception carries them only where a request can't go on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # a file that is shown must not steer the terminal
WIDEST = 160  # of a line that is shown


@dataclass(frozen=True)
class Finding:
    """One mistake. `path` is the place inside the document (`measures.sl_calf_raise_reps.left`)."""

    code: str
    say: str
    file: str = ""
    line: int = 0
    column: int = 0
    path: str = ""
    seen: str = ""
    expected: str = ""
    nearest: str = ""
    severity: str = "error"

    @property
    def place(self) -> tuple[str, int, int]:
        """Its file, line and column."""
        return self.file, self.line, self.column

    def as_json(self) -> dict[str, object]:
        """The finding as the contract has it."""
        return {
            "code": self.code,
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "path": self.path,
            "seen": self.seen,
            "expected": self.expected,
            "nearest": self.nearest,
            "say": self.say,
            "severity": self.severity,
        }


class BadInput(Exception):
    """What the user handed in can't be used: exit code 2."""

    exit_code = 2

    def __init__(self, findings: Iterable[Finding], texts: dict[str, str] | None = None):
        """What is wrong, and the documents that it is wrong in, by file name, where they are at hand."""
        self.findings = by_place(findings)
        self.texts = dict(texts or {})
        super().__init__(f"{len(self.findings)} findings")


class BadRulebook(BadInput):
    """The rulebook is faulty: exit code 3."""

    exit_code = 3


class Fault(Exception):
    """A fault of surefoot's own: exit code 70. Never the user's mistake."""

    exit_code = 70


def by_place(findings: Iterable[Finding]) -> list[Finding]:
    """Findings in the order in which they stand in their files."""
    return sorted(findings, key=lambda finding: (finding.file, finding.line, finding.column, finding.code))


def nearest(name: str, names: Iterable[str], alike: float = 0.6) -> str:
    """The right name closest to a wrong one, or "".

    alike : how much they have to be, from 0 to 1
    """
    known = list(names)
    import difflib  # only where something is misspelt

    close = difflib.get_close_matches(name.lower(), {n.lower(): n for n in known}, n=1, cutoff=alike)
    return next((n for n in known if close and n.lower() == close[0]), "")


def is_error(finding: Finding) -> bool:
    """Errors stop; warnings are only shown."""
    return finding.severity == "error"


def render(findings: Iterable[Finding], texts: dict[str, str] | None = None) -> str:
    """All findings for a person: place, sentence, the line with a mark under what is meant, what was expected.

    texts : the documents by file name; a file that isn't among them is read if it can be.
    """
    texts = dict(texts or {})
    blocks = []
    for finding in by_place(findings):
        place = f"{finding.file}:{finding.line}:{finding.column}" if finding.line else finding.file
        word = "" if is_error(finding) else "warning: "
        block = [f"{f'{place}: ' if place else ''}{word}{finding.say}  [{finding.code}]"]
        line = _line_of(finding, texts)
        if line:
            number = str(finding.line)
            shown, mark = _marked(line, finding.column)
            block += [f"  {number} | {shown}", f"  {' ' * len(number)} | {mark}"]
        if finding.expected:
            block.append(f"  expected: {finding.expected}")
        if finding.nearest:
            block.append(f"  did you mean: {finding.nearest}")
        blocks.append("\n".join(UNSEEN.sub("\N{REPLACEMENT CHARACTER}", part) for part in block))
    return "\n".join(blocks)


def _marked(line: str, column: int) -> tuple[str, str]:
    """The part of a line that holds a column, and the line below it with a mark there; tabs stand in both."""
    start = column - 1 - WIDEST // 2 if len(line) > WIDEST and column > WIDEST // 2 else 0
    shown = line[start : start + WIDEST].rstrip()
    before = "".join("\t" if char == "\t" else " " for char in line[start : max(column - 1, 0)])
    left, right = "... " if start else "", " ..." if start + WIDEST < len(line) else ""
    return f"{left}{shown}{right}", f"{' ' * len(left)}{before}^"


def _line_of(finding: Finding, texts: dict[str, str]) -> str:
    if not finding.line:
        return ""
    if finding.file not in texts:
        try:
            texts[finding.file] = Path(finding.file).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            texts[finding.file] = ""
    lines = texts[finding.file].removeprefix("\ufeff").splitlines()
    return lines[finding.line - 1] if finding.line <= len(lines) else ""
