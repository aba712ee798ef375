"""What a proof says, for a person and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from .parts import BECOMES, FORGOTTEN, WORSE
from .run import Failure, Proof
from .saying import Said
from .witness import Witness

WIDTH = 80
MOST_SHOWN = 5  # failures of one property that are shown whole
OUTSIDE = (
    "Proved over the conclusions that a decision is made of. Outside of it: how answers become facts (dates, units,"
    " red flags that stay in force), a coach's overrides, and what code makes of the conclusions: which exercise"
    " fills a slot, how many sets the reductions and the minutes leave, the days of the week."
)


def text_page(proofs: list[Proof], width: int = WIDTH) -> str:
    """Each property with its parts; each failure with its athlete."""
    lines: list[str] = []
    for proof in proofs:
        failed = len(proof.failures)
        before = f", {proof.kept} of them before" if proof.kept else ""
        what = f"{failed} of {_parts(proof.parts)} fail{'s' if failed == 1 else ''}" if failed else (
            f"{_parts(proof.parts)} proved{before}")  # fmt: skip
        head = textwrap.wrap(f"{proof.group.title}: {what}.", width - 5)
        lines += [f"{'no ' if failed else 'yes'}  {head[0]}", *_indented(head[1:], 5)]
        lines += [f"     {line}" for line in textwrap.wrap(proof.group.over, width - 5)]
        for failure in proof.failures[:MOST_SHOWN]:
            lines += ["", *_indented(_failure(failure, width - 5), 5)]
        more = failed - MOST_SHOWN
        lines += ["", f"     And {more} more: see --json."] if more > 0 else [""] if failed else []
    holds = all(proof.holds for proof in proofs)
    lines += ["", *textwrap.wrap(OUTSIDE, width), "", _verdict(proofs) if not holds else "Everything holds."]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def json_page(proofs: list[Proof], digest: str) -> str:
    """The same as one object."""
    found = {"rulebook": digest, "holds": all(proof.holds for proof in proofs), "outside": OUTSIDE,
             "properties": [_as_json(proof) for proof in proofs]}  # fmt: skip
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _parts(count: int) -> str:
    return f"{count} part{'s' if count != 1 else ''}"


def _verdict(proofs: list[Proof]) -> str:
    failed = sum(not proof.holds for proof in proofs)
    return f"{failed} of {len(proofs)} properties {'does' if failed == 1 else 'do'} not hold."


def _failure(failure: Failure, width: int) -> Iterator[str]:
    place = f" ({failure.part.place})" if failure.part.place.file else ""
    yield from textwrap.wrap(f"{sentence(failure)}{place}", width)
    witness = failure.witness
    if witness is None:
        return
    if not witness.sure:
        yield from textwrap.wrap(
            "An athlete for whom it fails can't be said in a facts file of one day: it takes answers that are out of"
            " date. About so:", width)  # fmt: skip
    yield from (f"  {line}" for line in in_words(witness, width - 2))


def sentence(failure: Failure) -> str:
    """What is so where it fails."""
    if failure.gave_up:
        return f"The solver could not tell in time whether this holds: {failure.part.id}."
    say, witness = failure.part.say, failure.witness
    if witness is not None and witness.earned is not None and not say:
        say = f"{failure.part.fact} {_how(witness)}: {witness.earned.words}"
    first, rest = say[: len(say.partition(" ")[0])], say[len(say.partition(" ")[0]) :].removesuffix(".")
    return f"{first.capitalize() if first.isalpha() and first.islower() else first}{rest}."


def _how(witness: Witness) -> str:
    return {WORSE: "is worse, and brings", FORGOTTEN: "is known, and without it", BECOMES: "is there"}[
        witness.part.change
    ]


def in_words(witness: Witness, width: int) -> Iterator[str]:
    """The athlete, one thing known after the other; of two, what is different."""
    for number, line in enumerate(known_in(witness.said)):
        yield from textwrap.wrap(f"{'with ' if not number else '     '}{line}", width, subsequent_indent="       ")
    if witness.then is not None:
        before, after = set(known_in(witness.said)), set(known_in(witness.then))
        gone = [line for line in known_in(witness.said) if line not in after]
        new = [line for line in known_in(witness.then) if line not in before]
        was = f" in place of {', '.join(gone)}" if gone else ""
        yield from textwrap.wrap(f"then {', '.join(new) or 'nothing'}{was}", width, subsequent_indent="       ")


def known_of(said: Said) -> list[str]:
    """What is known of an athlete, one thing after the other."""
    return list(known_in(said))


def known_in(said: Said, path: str = "") -> Iterator[str]:
    for key, value in said.items():
        at = f"{path}.{key}" if path else key
        if at in ("surefoot", "athlete", "as_of"):
            continue
        if isinstance(value, dict):
            yield from known_in(value, at)
        else:
            yield f"{at}: {_flat(value)}"


def _flat(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_flat, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flat(each)}" for key, each in value.items()) + "}"
    return str(value)


def facts_text(said: Said) -> str:
    """A facts file, one section a line."""
    lines = []
    for key, value in said.items():
        if isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [f"  {name}: {_flat(each)}" for name, each in value.items()]
        elif isinstance(value, list):
            lines.append(f"{key}:")
            lines += [f"  - {_flat(each)}" for each in value]
        else:
            lines.append(f"{key}: {value}")
    return "\n".join(lines) + "\n"


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [f"{' ' * by}{line}" for line in lines]


def _as_json(proof: Proof) -> dict[str, Any]:
    failures = []
    for each in proof.failures:
        witness = each.witness
        failures.append({
            "part": each.part.id, "say": sentence(each), "file": each.part.place.file, "line": each.part.place.line,
            "gave_up": each.gave_up, "facts": witness.said if witness else None,
            "then": witness.then if witness else None, "reproduced": bool(witness and witness.sure)})  # fmt: skip
    return {"id": proof.group.id, "title": proof.group.title, "over": proof.group.over, "holds": proof.holds,
            "parts": proof.parts, "proved_before": proof.kept, "failures": failures}  # fmt: skip
