"""Where a sentence stands, and what is told of sentences that aren't understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..document import Value
from ..findings import Finding
from ..logic import Ask, Formula, Place, Ref
from .fields import flag
from .names import Names

UNKNOWN: Formula = Ref("?")


def only_shown(name: str, value: Value, names: Names) -> list[Finding]:
    """A finding when that measure only informs a reader: nothing decides by it, in a condition or by its name alone."""
    entry = names["measures"].get(name)
    if entry is None or not flag(entry.value, "only_shown"):
        return []
    say = f"{name} is only shown to the reader; no rule may decide by it."
    return [Finding("only-shown", say, *value.at(name), seen=name, expected="another measure")]


@dataclass(frozen=True)
class Context:
    """Where a sentence stands.

    owner : the rule that it belongs to
    about : the measure that a bare comparison ("at least 15") is about
    stage : KNOW, or DECIDE where "is known" and what is decided for today may be read
    good  : True where being met is good for the athlete, False where it is bad, None where it is neither
    asks  : takes the comparisons, as they were written
    """

    owner: str
    about: str
    stage: int
    good: bool | None
    asks: list[Ask] = field(default_factory=list)


@dataclass
class Told:
    """Findings about sentences, and the rules in which something is wrong: nothing else is judged by those."""

    findings: list[Finding]
    faulty: set[str] = field(default_factory=set)

    def say(
        self, where: Context, code: str, say: str, place: Place, seen: str = "", expected: str = "", nearest: str = ""
    ) -> Formula:
        """A finding; the sentence is then unknown."""
        self.findings.append(Finding(code, say, *place, seen=seen, expected=expected, nearest=nearest))
        return self.doubt(where)

    def doubt(self, where: Context) -> Formula:
        """Not understood because of a mistake that is told elsewhere."""
        self.faulty.add(where.owner)
        return UNKNOWN
