"""The ways through to a phase for the terminal, from their plain data."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from .path_blocks import DOTTED, NUMBERED, Block, Blocks

GUIDANCE = "General fitness guidance, not medical advice."
LEAST = 40                                  # columns


def path_text(data: Mapping[str, Any], phases: Mapping[str, str], width: int = 80, coach: bool = False) -> str:
    """The page, ending in a newline.

    data, phases, coach : as of `Blocks`
    """
    width = max(width, LEAST)
    lines = [*_wrapped(f"{data['athlete']}, {data['as_of']}. {data['decision']['summary']}", width, "", "  "), ""]
    for block in Blocks(data, phases, coach).all():
        lines += [""] if block.apart else []
        lines += _lines(block, width)
    return "\n".join([*lines, "", GUIDANCE]) + "\n"


def _lines(block: Block, width: int) -> list[str]:
    if block.kind == NUMBERED:
        found = []
        for number, (text, reason) in enumerate(zip_longest(block.texts, block.reasons, fillvalue=""), block.start):
            head = f"  {number}. "
            found += _wrapped(text, width, head, " " * len(head))
            found += _wrapped(reason, width, " " * len(head), " " * len(head)) if reason else []
        return found
    if block.kind == DOTTED:
        return [line for text in block.texts for line in _wrapped(text, width, "  - ", "    ")]
    return [line for text in block.texts for line in _wrapped(text, width, "", "")]


def _wrapped(text: str, width: int, first: str, others: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=others, break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip
