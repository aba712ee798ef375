"""Small changes that change nothing for anybody: declared beside the cases with a reason, and proved by the solver."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..document import read
from ..findings import BadInput, Finding, is_error
from ..logic import Place
from ..rulebook.fields import listed, text
from ..rulebook.files import case_texts


@dataclass(frozen=True)
class Equivalent:
    """Changes, in the words of `rules test --mutate`, with one reason."""

    id: str
    changes: tuple[str, ...]
    because: str
    place: Place


def equivalents_below(root: Path) -> list[Equivalent]:
    """Those of the rulebook below a root. Errors: BadInput with every finding."""
    texts = case_texts(root)
    found, findings = read_equivalents(texts)
    if findings:
        raise BadInput(findings, texts)
    return found


def read_equivalents(texts: dict[str, str]) -> tuple[list[Equivalent], list[Finding]]:
    """Those of these files. That a file can't be read, or holds something else, is told where its cases are read."""
    found: list[Equivalent] = []
    findings: list[Finding] = []
    seen: dict[str, str] = {}
    for name, content in sorted(texts.items()):
        value, wrong = read(content, name)
        if value is None or any(map(is_error, wrong)):
            continue
        for item in listed(value.get("equivalent")):
            id_, place = text(item, "id"), item.keys.get("id", item.place)
            if id_ in seen:
                say = f"There is already a reason '{id_}' at {seen[id_]}."
                findings.append(Finding("duplicate-id", say, *place, seen=id_, expected="an id of its own"))
                continue
            seen[id_] = str(place)
            listed_ = item.get("changes")
            changes = tuple(map(str, listed_.plain())) if listed_ is not None else ()
            found.append(Equivalent(id_, changes, text(item, "because"), place))
    return found, findings
