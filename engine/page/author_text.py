"""`why --for author`: every rule that fired, in the order in which the engine fired them."""

from __future__ import annotations

from collections.abc import Iterable

from ..decision.trace import Because


def author_text(found: Iterable[Because]) -> str:
    """A firing a paragraph: its conclusion, the rule with its place, and what it came from."""
    lines = []
    for number, each in enumerate(found, 1):
        lines.append(f"{number:>3}  {each.concluded}  ({each.rule}, {each.file}:{each.line})")
        lines += [f"       {name}" for name in each.came_from]
    return "\n".join(lines) + "\n"
