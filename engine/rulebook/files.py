"""The files of a rulebook: which there are, in what order, their texts and their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..findings import BadInput, Finding
from .overlay import BASE, CHANGES, OVERLAY, base_folder, base_named
from .strays import beside, looks_like_one, misplaced, unread

SHIPPED = Path(__file__).resolve().parent.parent.parent  # holds in a checkout and in an installed package
FOLDERS = ("knowledge", "rules")
CASES = ("rules", "cases")
OWN_CASES = "cases/"  # of a folder that holds only the differences


def texts_of(root: Path) -> dict[str, str]:
    """Every knowledge and rule file below a root: {name relative to the root, with /: text}. Cases are not among them.

    Of a folder that holds only the differences: the files of its base, and its own.
    Errors: BadInput when the folder holds no rulebook or a file is not UTF-8 text.
    """
    findings: list[Finding] = []
    if is_overlay(root):
        return {**texts_of(_base(root)), **_read(root, _own(root, findings), findings)}
    paths: list[Path] = []
    for folder in FOLDERS:
        if not (root / folder).is_dir():
            say = f"There is no folder {folder}/ here, so this is not a rulebook."
            findings.append(
                Finding("no-rulebook", say, str(root), expected="a folder that holds knowledge/ and rules/")
            )
        paths += [path for path in _files(root / folder) if path.relative_to(root).parts[: len(CASES)] != CASES]
        findings += unread(root / folder, root, [f"{'/'.join(CASES)}/"])
    findings += beside(root)
    return _read(root, paths, findings)


def case_texts(root: Path) -> dict[str, str]:
    """The case files of a rulebook, by name relative to the root; with differences, those of the base and the own ones.

    Errors: BadInput when a file is not UTF-8 text.
    """
    if is_overlay(root):
        return {**case_texts(_base(root)), **_cases(root, root / OWN_CASES)}
    return _cases(root, root.joinpath(*CASES))


def _cases(root: Path, folder: Path) -> dict[str, str]:
    return _read(root, _files(folder), [*unread(folder, root)])


def is_overlay(root: Path) -> bool:
    """Whether a folder holds only the differences to another rulebook."""
    return (root / OVERLAY).is_file()


def _base(root: Path) -> Path:
    """The folder of the rulebook that the differences below a root build on. Errors: BadInput."""
    text = _read(root, [root / OVERLAY], [])[OVERLAY]
    base = base_folder(root, SHIPPED, text)
    if is_overlay(base):
        say = "The base holds only differences itself, and differences build on a whole rulebook."
        its = base_named(_read(base, [base / OVERLAY], [])[OVERLAY]) or BASE
        expected = f"its own base, {its}; its files of {CHANGES} can be copied into {CHANGES} here"
    elif not base.is_dir():
        say, expected = f"There is no folder {base_named(text)} here.", "the folder of a rulebook, or surefoot"
    else:
        return base
    named = next((number for number, line in enumerate(text.splitlines(), 1) if line.startswith("base:")), 1)
    finding = Finding("overlay-base", say, OVERLAY, named, 1, "base", base_named(text), expected)
    raise BadInput([finding], {OVERLAY: text})


def _own(root: Path, findings: list[Finding]) -> list[Path]:
    """The files of changes below a root; a rule file beside them would not be read, and is a finding."""
    inside = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*"))]
    for path in filter(looks_like_one, inside):
        say = "This folder holds only differences, so this file is not read."
        expected = f"its entries under `add:` in a file of {CHANGES}, or cases in {OWN_CASES}"
        findings.append(Finding("overlay-file", say, path.relative_to(root).as_posix(), expected=expected))
    findings += [*unread(root / CHANGES, root), *beside(root)]
    findings += misplaced(root, [*FOLDERS, CHANGES.rstrip("/"), OWN_CASES.rstrip("/")])
    return [root / OVERLAY, *_files(root / CHANGES)]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if path.suffix == ".yaml")


def _read(root: Path, paths: list[Path], findings: list[Finding]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in paths:
        name = path.relative_to(root).as_posix()
        try:
            texts[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            findings.append(Finding("unreadable", f"This file can't be read as text: {error}.", name))
    if findings:
        raise BadInput(findings)
    return texts


def digest_of(texts: dict[str, str]) -> str:
    """One fingerprint for the contents of all files: 64 hexadecimal digits, the same on every machine."""
    whole = hashlib.sha256()
    for name, text in sorted(texts.items()):
        for part in (name, text.replace("\r\n", "\n")):
            data = part.encode("utf-8")
            whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()
