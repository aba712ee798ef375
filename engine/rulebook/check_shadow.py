"""What is likely to be a mistake and does no harm: warnings.

Gate lines and reductions in the shadow of another (whenever they hold a stricter one does, so they decide nothing), and
later gates that ask for less than an earlier one does. What takes more to be seen is for `rules prove`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..findings import Finding
from ..model import Gate, Rule, Rulebook
from .check_witness import in_words, witness_of
from .names import Names
from .no_looser import no_looser
from .overlay_risk import Reader


def check_shadow(book: Rulebook, names: Names) -> Iterator[Finding]:
    """Every line and reduction that can be seen to be in a shadow, and every line that is easier later. Of a sound
    rulebook."""
    reader = Reader(book)
    for gate in book.gates.values():
        yield from _lines(gate, reader)
    yield from _reductions(book.reductions, reader)
    yield from _later(book, names)


def _lines(gate: Gate, reader: Reader) -> Iterator[Finding]:
    lines = [(line, reader.whole(line.needs)) for line in gate.lines]
    for index, (line, needs) in enumerate(lines):
        for number, (other, others) in enumerate(lines):
            alike = no_looser(needs, others)
            applies = not other.applies or other.applies == line.applies
            if number != index and applies and no_looser(others, needs) and not (alike and index < number):
                say = f"{line.id} decides nothing: whoever meets {other.id} meets it, too."
                expected = "a line that somebody misses who meets the others"
                yield _warning("shadowed", say, line.place, line.id, expected)
                break


def _later(book: Rulebook, names: Names) -> Iterator[Finding]:
    """A line of a later gate that is met where the line about the same measures of an earlier gate isn't."""
    gates = [gate for phase in book.phases if (gate := book.gate_of(phase.order)) is not None]
    lines = [(number, line, {*line.measures()}) for number, gate in enumerate(gates) for line in gate.lines]
    for number, line, measures in lines:
        for before, earlier, those in lines:
            if before < number and measures and measures == those and line.kind == earlier.kind:
                later, sooner = book.conclusions[line.needs], book.conclusions[earlier.needs]
                witness = in_words(witness_of(later, sooner, book, names, set()), book, next(iter(measures)))
                if witness:
                    say = f"{line.id} asks for less than {earlier.id}, which comes before: {witness} would meet it."
                    expected = f"no less than {earlier.id} asks for"
                    yield _warning("easier-later", say, line.place, line.id, expected)
                    break


def _reductions(rules: list[Rule], reader: Reader) -> Iterator[Finding]:
    for rule in rules:
        for other in rules:
            bites = _bites(other, rule)
            if other is not rule and bites and no_looser(reader.whole(rule.holds), reader.whole(other.holds)):
                say = f"{rule.id} never bites: whenever it holds {other.id} does, which takes more off."
                expected = "a reduction that is the strongest for somebody"
                yield _warning("shadowed", say, rule.place, rule.id, expected)
                break


def _bites(other: Rule, rule: Rule) -> bool:
    """Whether another reduction of the same kind takes more off."""
    if other.data.get("axis") != rule.data.get("axis"):
        return False
    if "rir" in rule.data or "rir" in other.data:
        return int(other.data.get("rir", 0)) > int(rule.data.get("rir", 0))
    return int(other.data.get("to", 100)) < int(rule.data.get("to", 100))


def _warning(code: str, say: str, place: tuple[str, int, int], seen: str, expected: str) -> Finding:
    return Finding(code, say, *place, seen=seen, expected=expected, severity="warning")
