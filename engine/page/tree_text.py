"""A tree of reasons as text: indented, short, each sentence once.

- title: sentence [status]
    G3.calf, rules/gates/G3.yaml:43; goom2019
    line 20, 2026-11-18
"""

from __future__ import annotations

import textwrap
from dataclasses import replace

from ..audit.node import Node, Origin

STEP = 2
QUIET = ("known", "holds", "")  # statuses that say nothing that isn't seen
SHORT = ("gate", "rule")
FEW = 3  # of one status that are named
ONCE = ("line", "rule", "gate", "phase", "tier", "flag", "outcome", "criterion")  # whose sentences are said once
NAMED = (*ONCE, "exercise", "fact", "today")  # whose ids a coach is told


class TreeText:
    """Writes trees into lines of so many columns. `told`: what has been said already isn't said again."""

    def __init__(self, width: int):
        self.width, self.lines, self.told = width, list[str](), set[str]()

    def say(self, text: str, indent: int = 0, hang: int = 0) -> None:
        """A wrapped paragraph; one that has been said is left out."""
        self.told.add(_plain(text))
        self.lines += textwrap.wrap(
            text,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
            break_on_hyphens=False,
        )

    def title(self, text: str) -> None:
        self.lines.append("")
        self.say(text.upper())

    def children(self, node: Node, whole: bool) -> None:
        """What is below a node; `whole`: its groups too."""
        for child in node.children:
            self.node(child, 0, node, whole)

    def node(self, node: Node, indent: int, parent: Node, whole: bool = False) -> None:
        """A node with what is below it."""
        if node.kind == "fact" and parent.kind in ("line", "rule", "flag"):
            self._fact(node, indent, parent)
            return
        if node.kind == "table":
            self._table(node, indent)
            return
        if node.kind == "group":
            self._group(node, indent, whole)
            return
        below = node.children
        if len(below) == 1 and below[0].kind == "group" and node.kind == "gate":  # a gate of which nothing is missing
            node, below = replace(node, say=below[0].title.lower()), ()
        self.say(f"- {self.sentence(node)}", indent, STEP)
        told = about(node)
        if told:
            self.say(told, indent + 2 * STEP, STEP)
        if node.origin is not None:
            self.say(origin_words(node.origin), indent + 2 * STEP, STEP)
        for child in below:
            self.node(child, indent + STEP, node)

    def sentence(self, node: Node) -> str:
        """What it is, what was said or seen of it, and its status."""
        said = "" if node.kind in ONCE and _plain(node.say) in self.told else node.say
        if not said and node.say:
            seen = ""  # it stands above
        else:
            seen = said or node.seen
            if not said and node.needed and node.status != "met":
                seen = f"{seen}; {node.needed}" if seen else node.needed
        self.told.add(_plain(node.say))
        title = f"{node.title[:1].upper()}{node.title[1:]}"
        text = ": ".join(part for part in (title, _lower(seen, bool(title))) if part)
        mark = f" [{node.status}]" if node.status not in QUIET else ""
        return f"{text}{mark}" if text else f"{node.id}{mark}"

    def _fact(self, node: Node, indent: int, parent: Node) -> None:
        """Where a number comes from; the number itself where the rule above doesn't say it."""
        if node.status == "not known" and any(
            each.status != "not known" for each in parent.children if each.kind == "fact"
        ):
            return  # one of several that would do, and another one is known
        same = _plain(node.seen) in _plain(f"{parent.say} {parent.seen}")
        what = "" if same else f"{node.title}: {node.seen}"
        origin = origin_words(node.origin) if node.origin is not None else ""
        text = "; ".join(part for part in (what, origin) if part)
        if text:
            self.say(text, indent + STEP, STEP)
        for child in node.children:
            self._table(child, indent)

    def _table(self, node: Node, indent: int) -> None:
        if node.seen:
            self.say(f"{node.needed} by {node.seen}: {node.id}, {node.place}", indent + STEP, STEP)

    def _group(self, node: Node, indent: int, whole: bool) -> None:
        """A group as one line, unless it is what was asked for."""
        if whole:
            self.say(f"{node.title}:", indent)
            for child in node.children:
                self.node(child, indent, node)
            return
        named = _named(node.children) if all(each.kind in SHORT for each in node.children) else ""
        self.say(f"- {node.title}{': ' if named else ''}{named}.", indent, STEP)


def _named(nodes: tuple[Node, ...]) -> str:
    """Rules in a list: their ids, each with its status where they differ in it."""
    statuses = {node.status for node in nodes}
    if len(statuses) == 1 and len(nodes) > FEW:
        return f"all {len(nodes)} {next(iter(statuses))}"
    return ", ".join(f"{node.id} {node.status}".strip() for node in nodes)


def about(node: Node) -> str:
    """The rule with its place and its sources."""
    where = ", ".join(part for part in (node.id if node.kind in NAMED else "", node.place) if part)
    sources = node.source if node.kind not in ("phase", "tier") else ()  # those of the whole phase say nothing here
    return "; ".join(part for part in (where, ", ".join(sources)) if part)


def origin_words(origin: Origin) -> str:
    """Where a fact comes from: the line of the file, or the entries of the journal and their days."""
    if origin.entries:
        *_, (number, day) = origin.entries
        more = f" and {len(origin.entries) - 1} earlier" if len(origin.entries) > 1 else ""
        told = f"entry {number} of {day}" if day else f"entry {number}"
        return f"{told}{more}" if origin.date in ("", day) else f"{told}{more}, for {origin.date}"
    if origin.line:
        return f"line {origin.line}, {origin.date}"
    return f"{origin.path}, {origin.date}" if origin.path else ""


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).rstrip(".")


def _lower(text: str, inside: bool) -> str:
    return text[:1].lower() + text[1:] if inside and text[1:2].islower() else text
