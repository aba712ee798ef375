"""What `rules check` finds: every mistake, what a rulebook of differences changes, and what has moved below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..cases import read_cases
from ..edits import Edit, Edited
from ..findings import BadInput, Finding, by_place, is_error, render
from ..logic import Place
from ..model import Measure, Rulebook
from ..prove.invariants import invariants_of
from ..rulebook.files import OWN_CASES, SHIPPED, case_texts, digest_of, is_overlay, texts_of
from ..rulebook.load import examine, load_texts, names_of
from ..rulebook.milder import check_milder
from ..rulebook.names import WORDS
from ..rulebook.overlay import CHANGES, KINDS, OVERLAY, own_files
from ..rulebook.overlay_risk import Guard, Touch, loosened
from .case_names import names_expected
from .moved import LOCK, base_of, lock_of, moved

FEW = 3  # names of a file that is gone


@dataclass(frozen=True)
class Report:
    """One rulebook checked. `texts`: every file that a finding may be in, by name; `files`: how many decide."""

    book: Rulebook
    findings: list[Finding]
    texts: dict[str, str]
    files: int

    @property
    def errors(self) -> int:
        return sum(is_error(finding) for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The findings as the contract has them; beside them the changes, where the rulebook holds only differences."""
        data: dict[str, Any] = {"findings": [finding.as_json() for finding in self.findings]}
        edited = self.book.edited
        if edited is not None:
            data["overlay"] = {
                "title": edited.title,
                "base": edited.base,
                "base_digest": edited.digest,
                "base_moved": edited.named != edited.digest,
                "changes": [_edit(each) for each in edited.edits],
            }
        return data

    def as_text(self) -> str:
        """All of it for a person, ending in a newline."""
        book, errors = self.book, self.errors
        parts: list[str] = []
        if self.findings:
            parts.append(render(self.findings, self.texts))
            codes = list(dict.fromkeys(finding.code for finding in self.findings))
            parts.append(f"What {'this means' if len(codes) == 1 else 'each means'}: surefoot rules explain {codes[0]}")
        parts += changes_text(book.edited) if book.edited is not None else []
        held = f"{len(book.measures)} measures, {len(book.criteria)} criteria, {len(book.gates)} gates"
        found = f"{errors or 'no'} mistake{'s' if errors != 1 else ''}"
        parts.append(f"{self.files} files, {held}, {len(book.exercises)} exercises: {found}.")
        return "\n".join(parts) + "\n"


def checked(root: Path) -> Report:
    """Everything that is wrong with the rulebook below a root and its cases. Errors: BadInput without a rulebook."""
    texts, cases = texts_of(root), case_texts(root)
    own = invariants_of(root)
    book, findings = examine(texts, own)
    listed, wrong = read_cases(cases)
    findings += wrong
    if not any(map(is_error, findings)):
        own_cases = [case for case in listed if book.edited is None or case.file.startswith(OWN_CASES)]
        findings += names_expected(own_cases, book)  # what a base's cases expect of what was removed, `test` says
    if not cases:
        say = "This rulebook has no cases, so `rules test` holds it to nothing."
        expected = "files of cases in rules/cases, as rules eject writes them"
        findings.append(Finding("missing-part", say, "rules/cases", expected=expected, severity="warning"))
    if own is not None:
        findings += own.findings
        cases = {**cases, own.file: own.text}
    if book.edited is not None:
        lock = root / LOCK
        before = lock.read_text("utf-8") if lock.is_file() else None
        findings += moved(before, texts, book.edited)
        if not book.edited.edits and not any(map(is_error, findings)):
            say, expected = "This folder changes nothing in its base.", f"changes in a file of {CHANGES}"
            findings.append(Finding("overlay-nothing", say, OVERLAY, 1, 1, expected=expected, severity="warning"))
    elif not any(map(is_error, findings)):
        shipped = _copied_from(book)
        if shipped is not None:
            looser = looser_copy(book, shipped, texts)
            told = {finding.seen for finding in looser}
            findings += [*looser, *lost_from_copy(texts)]
            findings += [each for each in check_milder(shipped, book, []) if each.seen not in told]
    return Report(book, by_place(findings), {**texts, **cases}, len(texts))


def looser_copy(book: Rulebook, shipped: Rulebook, own: dict[str, str]) -> list[Finding]:
    """Warnings where a whole rulebook, of these files, is looser than the shipped one that it was copied from."""
    places = {line.id: line.place for gate in book.gates.values() for line in gate.lines}
    places |= {name: flag.place for name, flag in book.flags.items()}
    places |= {name: each.place for name, each in book.exercises.items()} | dict(_rule_places(book))
    findings: list[Finding] = []
    below: dict[Touch, list[Guard]] = {}  # what they read and that isn't as it was: told there, once
    for guard in loosened(shipped, book):
        for touch in (each for each in sorted(guard.touched_by, reverse=True) if _moved(each, shipped, book)):
            below.setdefault(touch, []).append(guard)
            break
        else:
            say = f"{guard.what[0].upper()}{guard.what[1:]} {guard.id} ({guard.title}) is looser than in the shipped"
            findings.append(_looser(f"{say} rulebook, or gone.", places.get(guard.id, Place("rules", 0, 0)), guard.id))
    names = names_of(own) if below else None
    for (kind, name), guards in below.items():
        first, more = guards[0], f" and {len(guards) - 1} more" if len(guards) > 1 else ""
        entry = names[KINDS.get(kind, "derivations")].get(name) if names is not None else None
        say = f"The {kind} {name} is not as in the shipped rulebook, and makes {first.what} {first.id}{more} looser."
        findings.append(_looser(say, entry.place if entry is not None else Place("knowledge", 0, 0), name))
    return findings


def lost_from_copy(own: dict[str, str]) -> list[Finding]:
    """Warnings where a copy has nothing left of what a file of the shipped rulebook names."""
    names, shipped = names_of(own), names_of(texts_of(SHIPPED))
    files: dict[str, list[tuple[str, str]]] = {}
    for kind in WORDS:
        for name, entry in shipped[kind].items():
            files.setdefault(entry.place.file, []).append((kind, name))
    findings: list[Finding] = []
    for file, given in files.items():
        if not any(name in names[kind] for kind, name in given):
            first = ", ".join(name for _, name in given[:FEW]) + (", ..." if len(given) > FEW else "")
            say = f"Nothing is here of what the shipped {file} holds: {first}."
            expected = "that file, or a look whether it is meant to be gone"
            findings.append(Finding("missing-part", say, file, expected=expected, severity="warning"))
    return findings


def _copied_from(book: Rulebook) -> Rulebook | None:
    """The shipped rulebook, where a whole one was made from it and is neither that nor another one altogether."""
    texts = texts_of(SHIPPED)
    if book.digest == digest_of(texts):
        return None
    shipped = load_texts(texts)
    return shipped if 2 * len(book.flags.keys() & shipped.flags.keys()) >= len(shipped.flags) else None


def _looser(say: str, place: Place, seen: str) -> Finding:
    expected = "a look, or differences, where somebody answers for it: rules eject --differences"
    return Finding("looser-copy", say, *place, seen=seen, expected=expected, severity="warning")


def _moved(touch: Touch, shipped: Rulebook, book: Rulebook) -> bool:
    """Whether it is a validity, a table, a measure or a derivation that says something else than the shipped one."""
    kind, name = touch
    if kind == "derivation":
        return True  # none is named that says the same
    if kind == "validity":
        return shipped.validity.get(name) != book.validity.get(name)
    if kind == "table":
        one, other = shipped.tables.get(name), book.tables.get(name)
        return one is None or other is None or one.rows != other.rows
    one_, other_ = shipped.measures.get(name), book.measures.get(name)
    return kind == "measure" and one_ is not None and other_ is not None and _meaning(one_) != _meaning(other_)


def _meaning(measure: Measure) -> tuple[object, ...]:
    return (measure.low, measure.high, measure.step, measure.better, measure.valid, measure.words, measure.at,
            measure.applies, measure.if_not_given, measure.tissues, measure.only_sites, measure.worst_of)  # fmt: skip


def _rule_places(book: Rulebook) -> Iterator[tuple[str, Place]]:
    for conclusion in book.conclusions.values():
        if not conclusion.hidden and conclusion.name == conclusion.rule:
            yield conclusion.rule, conclusion.place


def changes_text(edited: Edited) -> list[str]:
    """What is changed, in words: a line for each key, and why."""
    lines = [f"{edited.title} changes the rulebook {edited.base}:"] if edited.edits else []
    for edit in edited.edits:
        said = [f"{edit.kind} {edit.name}"] if edit.kind != "add" else []
        lines.append(f"  {edit.place}: {'; '.join(said) or '; '.join(edit.says)}")
        lines += [f"    {line}" for line in (edit.says if said else ())]
        lines.append(f"    why: {edit.reason}")
        lines += [f"    loosens: {title} ({id_})" for title, id_ in edit.loosens]
        if edit.loosens:
            by, reason = edit.risk
            lines.append(f"    {by} answers for it: {reason}" if by else "    nobody answers for it")
    return lines


def _edit(edit: Edit) -> dict[str, Any]:
    by, reason = edit.risk
    return {
        "kind": edit.kind,
        "name": edit.name,
        "file": edit.place.file,
        "line": edit.place.line,
        "says": list(edit.says),
        "reason": edit.reason,
        "loosens": [{"id": id_, "title": title} for title, id_ in edit.loosens],
        "accept_risk": {"by": by, "reason": reason} if by else None,
    }


def accepted(root: Path) -> None:
    """Writes down that the base as it is now has been looked through: its digest, and the marks of what is in it.

    Errors: BadInput where the folder holds no differences.
    """
    if not is_overlay(root):
        say = "This folder holds a whole rulebook, so there is no base to accept."
        raise BadInput([Finding("overlay-base", say, str(root), expected=f"a folder with {OVERLAY}")])
    texts = texts_of(root)
    base = base_of(texts)
    text = own_files(texts)[OVERLAY]
    lines = [f"digest: {base.digest}" if line.startswith("digest:") else line for line in text.splitlines()]
    (root / OVERLAY).write_text("\n".join(lines) + "\n", "utf-8")
    (root / LOCK).write_text(lock_of(base.entries), "utf-8")
