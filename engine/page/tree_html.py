"""A tree of reasons as nested lists that open and close; each reason with its rule, place, sources and origin."""

from __future__ import annotations

from html import escape

from ..audit.node import Node
from .tree_text import about, origin_words

OPEN = 2  # levels that are open at first
QUIET = ("known", "holds", "")


def tree_html(nodes: tuple[Node, ...], level: int = 0) -> str:
    """A list of reasons, each with what it rests on inside."""
    items = "".join(f"<li>{_item(node, level)}</li>\n" for node in nodes)
    return f'<ul class="tree">\n{items}</ul>' if items else ""


def _item(node: Node, level: int) -> str:
    if not node.children:
        return f"{_head(node)}{_below(node)}"
    shown = " open" if level < OPEN and node.decides and node.kind != "group" else ""
    inside = f"{_below(node)}{tree_html(node.children, level + 1)}"
    return f"<details{shown}><summary>{_head(node)}</summary>\n{inside}</details>"


def _head(node: Node) -> str:
    """What it is, what was said or seen, and its status in a box."""
    said = node.say or "; ".join(part for part in (node.seen, node.needed) if part)
    title = f"<b>{escape(_upper(node.title))}</b>" if node.title else ""
    text = ": ".join(part for part in (title, escape(said)) if part) or escape(node.id)
    mark = f' <span class="status">{escape(node.status)}</span>' if node.status not in QUIET else ""
    return f"{text}{mark}"


def _below(node: Node) -> str:
    lines = [about(node), origin_words(node.origin) if node.origin is not None else ""]
    return "".join(f'<p class="from">{escape(line)}</p>' for line in lines if line)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]
