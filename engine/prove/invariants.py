"""A coach's own invariants: conditions of the rule language that must never, or always, be known to hold.

    invariants:
      - id: INV.achilles
        never: {all: ["pain_achilles, either side, more than 3", tier at least P2]}
        because: Nobody with more than a little Achilles pain jumps that high.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .. import document
from ..document import Value
from ..findings import Finding, nearest
from ..logic import DECIDE, Conclusion, Place, Ref
from ..rulebook.language import Language
from .parts import NEVER, Asked, Group, Part

KEYS = ("id", "never", "always", "because")
EXAMPLE = "- {id: INV.name, never: {all: [...]}, because: ...}"
OWN = Group("own", "Invariants of your own", "Of every athlete that the measures' ranges allow.")


@dataclass(frozen=True)
class Invariant:
    """One of them. `name` is its conclusion; `always`: that has to be so, in place of never."""

    id: str
    name: str
    always: bool
    because: str
    place: Place


class Invariants:
    """Reads a file of them. Called with a rulebook's language, it adds their conclusions to the book."""

    def __init__(self, text: str, file: str):
        self.text, self.file = text, file
        self.found: list[Invariant] = []
        self.findings: list[Finding] = []

    def __call__(self, language: Language) -> None:
        value, self.findings = document.read(self.text, self.file)
        listed = value.get("invariants") if value is not None and isinstance(value.data, dict) else None
        if value is not None:
            for key in value.data if isinstance(value.data, dict) else ():
                if key != "invariants":
                    self._say("unknown-key", f"'{key}' is not known here.", value.keys[key], key, "invariants")
            if listed is None or not isinstance(listed.data, list):
                self._say("wrong-type", "A file of invariants holds a list of them.", value.place, "", EXAMPLE)
        for item in listed.data if listed is not None and isinstance(listed.data, list) else ():
            self._one(item, language)

    def _one(self, item: Value, language: Language) -> None:
        if not isinstance(item.data, dict):
            self._say("wrong-type", "An invariant has an id, a condition and a reason.", item.place, "", EXAMPLE)
            return
        for key in item.data:
            if key not in KEYS:
                say, near = f"'{key}' is not known here.", nearest(key, KEYS)
                self._say("unknown-key", say, item.keys[key], key, ", ".join(KEYS), near)
        words = {key: self._words(item, key) for key in ("id", "because")}
        conditions = [key for key in ("never", "always") if item.get(key) is not None]
        if len(conditions) != 1:
            say = "An invariant says either what is never so, or what always is."
            self._say("missing-key", say, item.place, "", "never: ..., or always: ...")
        if len(conditions) != 1 or not all(words.values()):
            return
        if words["id"] in [each.id for each in self.found]:
            self._say("duplicate-id", f"There are two invariants {words['id']}.", item.place, words["id"], "another id")
            return
        name, condition = f"invariant:{words['id']}", item.get(conditions[0])
        formula, _ = language.condition(condition, name, stage=DECIDE)
        language.add(Conclusion(name, words["id"], "invariant", formula, DECIDE, item.place, hidden=True))
        self.found.append(Invariant(words["id"], name, conditions[0] == "always", words["because"], item.place))

    def _words(self, item: Value, key: str) -> str:
        value = item.get(key)
        if value is not None and isinstance(value.data, str) and value.data.strip():
            return value.data.strip()
        self._say("missing-key", f"'{key}' is missing here.", item.place, "", EXAMPLE)
        return ""

    def _say(self, code: str, say: str, place: Place, seen: str, expected: str, near: str = "") -> None:
        self.findings.append(Finding(code, say, *place, seen=seen, expected=expected, nearest=near))

    def parts(self) -> Iterator[Part]:
        """One part for each."""
        for each in self.found:
            test = Asked(Ref(each.name), so=not each.always)
            yield Part(f"own:{each.id}", OWN.id, NEVER, f"{each.id} doesn't hold: {each.because}", (test,),
                       place=each.place)  # fmt: skip
