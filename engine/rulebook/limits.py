"""Limits of durable-rules that a rulebook could cross, found before the engine is asked.

Most are kept away by how conclusions are compiled (see `infer/compiler.py`): a rule has at most twelve patterns, names
are spread over kinds, and much-read facts over copies. How many rules one ruleset may have is what remains.
"""

from __future__ import annotations

from collections import Counter

from ..findings import Finding
from ..infer.compiler import Compiler
from ..model import Rulebook

MOST_RULES = 4096  # of one ruleset; with one more the engine refuses it (its error 106)


def check_limits(book: Rulebook, compiled: Compiler) -> list[Finding]:
    """A finding when the engine would refuse the rulebook, at the rule that costs most."""
    if len(compiled.rules) <= MOST_RULES:
        return []
    places = {each.rule: each.place for each in reversed(book.conclusions.values()) if not each.hidden}
    rule, cost = next(each for each in costs(book, compiled).most_common() if each[0] in places)
    place = places[rule]
    say = (
        f"The rulebook comes to {len(compiled.rules)} rules of the engine, which takes {MOST_RULES}. "
        f"{rule} costs most, {cost} of them."
    )
    return [
        Finding(
            "too-many-rules",
            say,
            *place,
            seen=str(len(compiled.rules)),
            expected="fewer rules, or counts (at_least) over fewer parts",
        )
    ]


def costs(book: Rulebook, compiled: Compiler) -> Counter[str]:
    """How many of the engine's rules each rule of the rulebook comes to; helpers count for what they serve."""
    found: Counter[str] = Counter()
    for name, _ in compiled.meaning.values():
        owner = compiled.helpers[name][0] if name in compiled.helpers else name
        if owner in book.conclusions:
            found[book.conclusions[owner].rule] += 1
    return found
