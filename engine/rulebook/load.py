"""A rulebook from its files: read, checked whole, and put in an order in which each conclusion stands after what it reads."""
from __future__ import annotations

from pathlib import Path

from ..document import Value, read
from ..findings import BadRulebook, Finding, is_error
from ..model import Conclusion, Ref, Rulebook, Sure, leaves
from .check import check_book
from .files import SHIPPED, digest_of, texts_of
from .knowledge import read_knowledge
from .rules import RuleReader
from .sequence import Sequence
from .shape import check_shape, load_schema


def load(root: Path | None = None) -> Rulebook:
    """The rulebook below a folder (the shipped one when None).

    Errors: BadRulebook with every finding, when it has errors.
    """
    return load_texts(texts_of(root or SHIPPED))


def load_texts(texts: dict[str, str]) -> Rulebook:
    """The rulebook of these texts, by file name.

    Errors: BadRulebook with every finding, when it has errors.
    """
    book, findings = examine(texts)
    if any(is_error(finding) for finding in findings):
        raise BadRulebook(findings)
    return book


def examine(texts: dict[str, str]) -> tuple[Rulebook, list[Finding]]:
    """The rulebook of these texts and all that is wrong with it. With errors the book is not fit to decide."""
    findings: list[Finding] = []
    documents: list[Value] = []
    schema = load_schema()
    for name, text in sorted(texts.items()):
        value, wrong = read(text, name)
        findings += wrong
        if value is not None:
            findings += check_shape(value, schema)
            if isinstance(value.data, dict):
                documents.append(value)
    book = Rulebook(digest=digest_of(texts), files=tuple(sorted(texts)))
    read_knowledge(documents, book, findings)
    reader = RuleReader(documents, book, findings)
    reader.read()
    Sequence(documents, book, reader.language).build()
    book.conclusions = in_order(book.conclusions, findings)
    findings += check_book(book, documents)
    return book, list(dict.fromkeys(findings))


def in_order(conclusions: dict[str, Conclusion], findings: list[Finding]) -> dict[str, Conclusion]:
    """The conclusions with each after all that it reads, otherwise by name; a circle is a finding."""
    ordered: dict[str, Conclusion] = {}
    open_: list[str] = []

    def visit(name: str) -> None:
        conclusion = conclusions.get(name)
        if conclusion is None or name in ordered:
            return
        if name in open_:
            circle = [conclusions[each].rule for each in open_[open_.index(name):]] + [conclusion.rule]
            findings.append(Finding("circle", f"These rules wait for each other: {' -> '.join(dict.fromkeys(circle))} -> {circle[-1]}.",
                                    *conclusion.place, seen=conclusion.rule, expected="rules that don't read themselves"))
            return
        open_.append(name)
        for leaf in leaves(conclusion.formula):
            if isinstance(leaf, (Ref, Sure)):
                visit(leaf.name)
        open_.pop()
        ordered[name] = conclusion

    for name in sorted(conclusions):
        visit(name)
    return ordered
