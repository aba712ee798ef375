"""The ways through to a phase as a part of an HTML page, from their plain data."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import zip_longest
from typing import Any

from .html_pieces import listed, paragraphs
from .path_blocks import DOTTED, HEAD, NUMBERED, Block, Blocks


def path_html(data: Mapping[str, Any], phases: Mapping[str, str], coach: bool = True) -> str:
    """Paragraphs, lists and headings of the third level; nothing around them.

    data, phases, coach : as of `Blocks`
    """
    return "\n".join(_html(block) for block in Blocks(data, phases, coach).all())


def _html(block: Block) -> str:
    if block.kind == NUMBERED:
        items = "\n".join(
            f"<li>{escape(text)}{f'<br>{escape(reason)}' if reason else ''}</li>"
            for text, reason in zip_longest(block.texts, block.reasons, fillvalue="")
        )
        return f'<ol start="{block.start}">\n{items}\n</ol>'
    if block.kind == DOTTED:
        return listed(block.texts)
    if block.kind == HEAD:
        return "\n".join(f"<h3>{escape(text.rstrip(':'))}</h3>" for text in block.texts)
    return paragraphs(block.texts)
