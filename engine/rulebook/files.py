"""The files of a rulebook: which there are, in what order, their texts and their digest."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..findings import BadInput, Finding

SHIPPED = Path(__file__).resolve().parent.parent.parent  # holds in a checkout and in an installed package
FOLDERS = ("knowledge", "rules")
CASES = ("rules", "cases")


def texts_of(root: Path) -> dict[str, str]:
    """Every knowledge and rule file below a root: {name relative to the root, with /: text}. Cases are not among them.

    Errors: BadInput when the folder holds no rulebook or a file is not UTF-8 text.
    """
    findings: list[Finding] = []
    paths: list[Path] = []
    for folder in FOLDERS:
        if not (root / folder).is_dir():
            say = f"There is no folder {folder}/ here, so this is not a rulebook."
            findings.append(
                Finding("no-rulebook", say, str(root), expected="a folder that holds knowledge/ and rules/")
            )
        paths += [path for path in _files(root / folder) if path.relative_to(root).parts[: len(CASES)] != CASES]
    return _read(root, paths, findings)


def case_texts(root: Path) -> dict[str, str]:
    """The case files of a rulebook, by name relative to the root.

    Errors: BadInput when a file is not UTF-8 text.
    """
    return _read(root, _files(root.joinpath(*CASES)), [])


def _files(folder: Path) -> list[Path]:
    return sorted(path for suffix in ("yaml", "yml") for path in folder.rglob(f"*.{suffix}"))


def _read(root: Path, paths: list[Path], findings: list[Finding]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in paths:
        name = path.relative_to(root).as_posix()
        if path.suffix == ".yml":  # left out in silence, it would be missed
            say = "A rulebook's files end in .yaml; this one is not read."
            findings.append(Finding("unreadable", say, name, expected=path.with_suffix(".yaml").name))
            continue
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
