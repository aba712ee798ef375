"""A rulebook from its files: read, checked whole, and its conclusions put in order, each after all that it reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from ..document import RUN_TOGETHER, Value, read
from ..edits import Edited
from ..findings import BadRulebook, Finding, by_place, is_error
from ..infer.compiler import Compiler
from ..logic import Conclusion, Ref, Sure, leaves
from ..model import Rulebook
from .changing import check_changing, read_changing
from .check import check_rules, check_sentences
from .check_days import check_days
from .check_doses import check_doses
from .check_import import check_import
from .check_jumps import check_jumps
from .check_parts import check_parts
from .check_possible import check_possible
from .check_sequence import OUT_OF_ORDER, check_sequence
from .check_shadow import check_shadow
from .check_squad import check_squad
from .check_time_off import check_time_off
from .check_unused import check_unused
from .check_week import check_week
from .check_weeks import check_weeks
from .derivations import read_derivations
from .files import SHIPPED, digest_of, texts_of
from .knowledge import read_knowledge
from .language import Language
from .limits import check_limits
from .logbook import check_logbook
from .milder import check_milder
from .names import Names
from .overlay import own_files
from .overlay_gone import at_the_change
from .overlay_merge import Laid, lay_over
from .overlay_risk import judged
from .rules import RuleReader
from .sequence import Sequence
from .shape import check_shape, kind_of, load_schema
from .uses import check_uses, gathered

MOST_READ = 250  # files that stay read: two rulebooks


def load(root: Path | None = None) -> Rulebook:
    """The rulebook below a folder (the shipped one when None).

    Errors: BadRulebook with every finding, when it has errors.
    """
    return load_texts(texts_of(root or SHIPPED))


def load_texts(texts: dict[str, str]) -> Rulebook:
    """The rulebook of these texts, by file name.

    Errors: BadRulebook with every finding, when it has errors.
    """
    return load_compiled(texts)[0]


def load_compiled(texts: dict[str, str]) -> tuple[Rulebook, Compiler]:
    """The rulebook of these texts, and its conclusions as the engine's rules. Errors as of `load_texts`."""
    book, compiled, findings = _examined(texts)
    if any(is_error(finding) for finding in findings):
        raise BadRulebook(findings, texts)
    return book, compiled or Compiler(book.conclusions)


def examine(
    texts: dict[str, str], beside: Callable[[Language], None] | None = None
) -> tuple[Rulebook, list[Finding]]:
    """The rulebook of these texts and all that is wrong with it. With errors the book is not fit to decide.

    beside : reads more conditions in the language of this rulebook
    """
    book, _, findings = _examined(texts, beside)
    return book, findings


def names_of(texts: dict[str, str]) -> Names:
    """Everything that these texts give a name to, as it is written, differences laid over their base."""
    documents, shape, whole, _ = _laid(texts)
    return Names(documents, shape, whole)


def _laid(texts: dict[str, str]) -> tuple[list[Value], list[Finding], bool, Laid | None]:
    """The documents of these texts as of `_documents`, and the differences laid over them, if there are any."""
    own = own_files(texts)
    documents, shape, whole = _documents({name: text for name, text in texts.items() if name not in own})
    laid = lay_over(own, documents, shape) if own else None
    return (documents, shape, whole, None) if laid is None else (laid.documents, laid.shape, whole, laid)


def _examined(
    texts: dict[str, str], beside: Callable[[Language], None] | None = None
) -> tuple[Rulebook, Compiler | None, list[Finding]]:
    """A rulebook, its compiled form as far as it takes that to judge it, and all that is wrong with it."""
    documents, shape, whole, laid = _laid(texts)
    names = Names(documents, shape, whole)
    findings = [*names.findings]
    book = Rulebook(digest=digest_of(texts))
    read_knowledge(names, book, findings)
    read_derivations(names, book, findings)
    read_changing(names, book)
    findings += check_uses(documents, names, book.measures)
    reader = RuleReader(names, book, findings)
    reader.read()
    Sequence(names, book, reader.language).build()
    if beside is not None:
        beside(reader.language)
    circles = len(findings)
    book.conclusions = in_order(book.conclusions, findings)
    circular = len(findings) > circles
    findings += check_rules(book, names, reader.language.told.faulty, circular)
    findings += check_possible(book, reader.language.told.faulty) if not circular else ()
    findings += check_sentences(documents)
    findings += check_parts(documents, names, book)
    sequence = list(check_sequence(book, names))
    findings += sequence
    if not any(finding.code in OUT_OF_ORDER for finding in sequence):
        for check in (check_doses, check_days, check_jumps, check_weeks):
            findings += check(book, names)
    findings += check_time_off(book, names)
    findings += check_logbook(book, names)
    findings += check_week(names)
    findings += check_squad(names, book)
    findings += check_import(documents)
    findings += check_changing(book, names)
    if laid is not None:
        own = own_files(texts)
        below = {name: text for name, text in texts.items() if name not in own}
        base = _base(tuple(below.items()))
        if any(is_error(finding) and finding.file not in own for finding in findings):
            findings = at_the_change(findings, own, laid.overlay, names_of(below), names, base[1])
    findings = _once(shape, gathered(findings, names))
    if laid is not None:
        findings += [finding for finding in laid.findings if finding not in findings]
        findings += _judged(laid, book, base[0], sound=not any(map(is_error, (*findings, *base[1]))))
    compiled = None
    if not any(is_error(finding) for finding in findings):
        compiled = Compiler(book.conclusions)
        findings += check_shadow(book, names)
        findings += check_limits(book, compiled)
    if not any(is_error(finding) for finding in findings):
        unused = check_unused(documents, book, names)  # of a base that is replaced, what it read is no mistake
        findings += [each for each in unused if laid is None or each.file in own_files(texts)]
        if laid is not None and book.edited is not None and not any(map(is_error, base[1])):
            findings += check_milder(base[0], book, book.edited.edits)
    return book, compiled, by_place(findings)


@lru_cache(maxsize=2)
def _base(texts: tuple[tuple[str, str], ...]) -> tuple[Rulebook, list[Finding]]:
    """What differences build on: the same for one edit after the other. Nobody changes it."""
    return examine(dict(texts))


def _judged(laid: Laid, book: Rulebook, base: Rulebook, *, sound: bool) -> list[Finding]:
    """What differences loosen and nobody answers for, where both books are sound; the book takes what was edited."""
    edits, loosened = judged(base, book, laid.edits) if sound else (laid.edits, [])
    overlay = laid.overlay
    book.edited = Edited(overlay.title, overlay.base, overlay.digest, base.digest, tuple(edits))
    return loosened


def _documents(texts: dict[str, str]) -> tuple[list[Value], list[Finding], bool]:
    """Every file that could be read, what is wrong with the shape of each, and whether that was all of them."""
    read_ = [_document(name, text) for name, text in sorted(texts.items())]
    documents = [value for value, _ in read_ if value is not None]
    findings = [finding for _, wrong in read_ for finding in wrong]
    whole = len(documents) == len(texts) and not any(finding.code == RUN_TOGETHER for finding in findings)
    return documents, findings, whole


@lru_cache(maxsize=MOST_READ)
def _document(name: str, text: str) -> tuple[Value | None, tuple[Finding, ...]]:
    """One file, None when it can't be read or told what it is, and what is wrong with its shape.

    Kept, since an edit changes one file of a hundred, and differences are read beside their whole base.
    """
    value, findings = read(text, name)
    if value is None:
        return None, tuple(findings)
    return value if kind_of(value) else None, (*findings, *check_shape(value, load_schema()))


def _once(shape: list[Finding], others: list[Finding]) -> list[Finding]:
    """All findings, each once; where the shape of something is wrong, nothing else is said of it."""
    told = {finding.place for finding in shape}
    rest = [finding for finding in others if finding.place not in told]
    return list(dict.fromkeys([*shape, *rest]))


def in_order(conclusions: dict[str, Conclusion], findings: list[Finding]) -> dict[str, Conclusion]:
    """The conclusions with each after all that it reads, otherwise by name; a circle is a finding, once."""
    ordered: dict[str, Conclusion] = {}
    open_: list[str] = []
    told: set[str] = set()

    def visit(name: str) -> None:
        conclusion = conclusions.get(name)
        if conclusion is None or name in ordered:
            return
        if name in open_:
            rules = list(dict.fromkeys(conclusions[each].rule for each in open_[open_.index(name) :]))
            if not told & set(rules):
                findings.append(
                    Finding(
                        "circle",
                        f"These rules wait for each other: {' -> '.join([*rules, rules[0]])}.",
                        *conclusion.place,
                        seen=conclusion.rule,
                        expected="rules that don't read themselves",
                    )
                )
            told.update(rules)
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
