"""A coach's own invariants: conditions of the rule language that must never, or always, be known to hold.

    invariants:
      - id: INV.achilles
        never: {all: ["pain_achilles, either side, more than 3", tier at least P2]}
        because: Nobody with more than a little Achilles pain jumps that high.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import document
from ..document import Value
from ..findings import BadInput, Finding
from ..logic import DECIDE, Conclusion, Place, Ref
from ..rulebook.language import Language
from ..rulebook.shape import check_part
from .parts import NEVER, Asked, Group, Part

BESIDE = "invariants.yaml"  # beside a rulebook, these are read without being named
OWN = Group("own", "Invariants of your own", "Of every athlete that the measures' ranges allow.")


@dataclass(frozen=True)
class Invariant:
    """One of them. `name` is its conclusion; `always`: that has to be so, in place of never."""

    id: str
    name: str
    always: bool
    because: str
    place: Place


def invariants_of(root: Path) -> Invariants | None:
    """Those that stand beside a rulebook, if any do. Errors: BadInput."""
    path = root / BESIDE
    try:
        return Invariants(path.read_text("utf-8"), BESIDE) if path.is_file() else None
    except UnicodeDecodeError as error:
        raise BadInput([Finding("unreadable", "This file is not UTF-8 text.", BESIDE)]) from error


class Invariants:
    """Reads a file of them. Called with a rulebook's language, it adds their conclusions to the book."""

    def __init__(self, text: str, file: str):
        self.text, self.file = text, file
        self.found: list[Invariant] = []
        self.findings: list[Finding] = []

    def __call__(self, language: Language) -> None:
        value, self.findings = document.read(self.text, self.file)
        self.findings += check_part(value, "invariants_file") if value is not None else []
        if value is None or self.findings:
            return  # a condition of another shape says nothing, and would hold
        for item in value.data["invariants"].data:
            self._one(item, language)

    def _one(self, item: Value, language: Language) -> None:
        id_, because = (str(item.data[key].data).strip() for key in ("id", "because"))
        if id_ in [each.id for each in self.found]:
            say = f"There are two invariants {id_}."
            self.findings.append(Finding("duplicate-id", say, *item.place, seen=id_, expected="another id"))
            return
        kind = next(key for key in ("never", "always") if key in item.data)
        name = f"invariant:{id_}"
        formula, _ = language.condition(item.data[kind], name, stage=DECIDE)
        language.add(Conclusion(name, id_, "invariant", formula, DECIDE, item.place, hidden=True))
        self.found.append(Invariant(id_, name, kind == "always", because, item.place))

    def parts(self) -> Iterator[Part]:
        """One part for each."""
        for each in self.found:
            test = Asked(Ref(each.name), so=not each.always)
            yield Part(f"own:{each.id}", OWN.id, NEVER, f"{each.id} doesn't hold: {each.because}", (test,),
                       place=each.place)  # fmt: skip
