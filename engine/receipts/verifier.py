#!/usr/bin/env python3
"""Checks a decision that `surefoot audit export` wrote, without surefoot: python3 verifier.py FILE [--head HEAD]

Plain Python 3.8 or later, nothing else. docs/audit.md of surefoot has the format. It checks that

    the decision and the entries that it read are what their digests were made of, and stand in one chain up to the head
    the rulebook's files are those of the digest by which was decided
    what is told of the decision (outcome, phase, day) is what its result says
    each conclusion of its trace names a rule that stands in those files, at that line

HEAD is one that was kept elsewhere, from a page, a report or an export: sample-3.214.9f86d081884c7d65. Without one the
file is only held against itself: whoever can write all of it anew can write all digests anew.

Exit codes: 0 all of it holds; 1 something doesn't; 2 this is no such file.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

FORMAT = "decision-export/1"
COLUMNS = {
    "entry": ("athlete", "id", "kind", "held_on", "recorded_at", "supersedes", "source"),
    "decision": ("athlete", "id", "as_of", "recorded_at", "through", "rulebook", "version", "outcome", "phase", "tier"),
}
TEXTS = {"entry": ("data",), "decision": ("facts", "result", "reads", "origin")}


class NotOne(Exception):
    """The file is none that was exported."""


# ---- fingerprints ---------------------------------------------------------------------------------------------------


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, numbers in full without trailing zeros, letters as they are."""
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text in ("-0", "") else text
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{canonical(key)}:{canonical(value[key])}" for key in sorted(value)) + "}"
    return "[" + ",".join(map(canonical, value)) + "]"


def content_of(record: dict[str, Any]) -> str:
    """The fingerprint of a record: its columns, long ones by their own SHA-256."""
    kind = record["record"]
    told: dict[str, Any] = {"record": kind, **{column: record[column] for column in COLUMNS[kind]}}
    for column in TEXTS[kind]:
        value = record[column]
        told[column + "_sha256"] = None if value is None else sha256(canonical(value))
    return sha256(canonical(told))


def rulebook_digest(files: dict[str, str]) -> str:
    """Of all names and texts, each with its length before it (8 bytes, the highest first)."""
    whole = hashlib.sha256()
    for name, text in sorted(files.items()):
        for part in (name, text.replace("\r\n", "\n")):
            data = part.encode("utf-8")
            whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


# ---- the checks -----------------------------------------------------------------------------------------------------


def name_of(record: dict[str, Any]) -> str:
    return f"{record['record']} {record['id']}"


def check_chain(told: dict[str, Any], head: str | None) -> Iterator[str]:
    """Every record's content, its digest, and the links from the first of them to the head."""
    chain = told["chain"]
    first, contents = chain["from"], chain["contents"]
    digests: dict[int, tuple[str | None, str]] = {}
    previous = chain["previous"]
    for number, content in enumerate(contents, first):
        digest = sha256(canonical({"content": content, "number": number, "previous": previous}))
        digests[number] = previous, digest
        previous = digest
    last = first + len(contents) - 1
    ends = f"{told['athlete']}.{last}.{previous}"
    if told["head"] != ends:
        yield f"The chain ends at {ends}, the file says {told['head']}."
    for record in [told["decision"], *told["entries"]]:
        number = record["number"]
        if number not in digests:
            yield f"The {name_of(record)} has number {number}, which the chain here doesn't reach."
        elif content_of(record) != contents[number - first]:
            yield f"The {name_of(record)} is not what its fingerprint was made of: it was changed."
        elif (record["previous"], record["digest"]) != digests[number]:
            yield f"The {name_of(record)} doesn't stand at number {number} of the chain."
    if head is not None:
        yield from check_head(head, told["athlete"], digests)


def check_head(head: str, athlete: str, digests: dict[int, tuple[str | None, str]]) -> Iterator[str]:
    found = re.match(r"(?:([A-Za-z0-9_-]{1,64})\.)?([1-9][0-9]{0,8})\.([0-9a-f]{8,64})\Z", head)
    if found is None:
        raise NotOne(f"'{head}' is not a head. One looks like sample-3.214.9f86d081884c7d65.")
    whose, number, start = found[1], int(found[2]), found[3]
    if whose and whose != athlete:
        yield f"{head} is a head of {whose}; this decision is about {athlete}."
    elif number not in digests:
        yield f"The chain here goes from number {min(digests)} to {max(digests)}; the head {head} is outside."
    elif not digests[number][1].startswith(start):
        is_now = digests[number][1][:16]
        yield f"Under the head {head} the journal was another: number {number} has the digest {is_now}."


def check_decision(told: dict[str, Any]) -> Iterator[str]:
    """What is told of the decision agrees with its result, and what it read is there."""
    decision, result = told["decision"], told["decision"]["result"]
    same = {
        "athlete": (decision["athlete"], told["athlete"], result["athlete"], decision["facts"]["athlete"]),
        "day": (decision["as_of"], result["as_of"], decision["facts"]["as_of"]),
        "rulebook": (decision["rulebook"], result["rulebook"], told["rulebook"]["digest"]),
        "version": (decision["version"], result["surefoot"]),
        "outcome": (decision["outcome"], result["decision"]["outcome"]),
        "phase": (decision["phase"], result["decision"]["phase"]),
    }
    for what, values in same.items():
        if any(value != values[0] for value in values):
            yield f"The {what} is told in more than one way: {', '.join(sorted(map(str, set(values))))}."
    there = {entry["id"] for entry in told["entries"]}
    for number in sorted(set(decision["reads"]) - there):
        yield f"The decision read entry {number}, which isn't here."
    origin = decision["origin"] or {}
    for place, numbers in sorted(origin.items()):
        if not set(numbers) <= set(decision["reads"]):
            yield f"{place} comes from entries that the decision didn't read."


def check_rulebook(told: dict[str, Any]) -> Iterator[str]:
    book = told["rulebook"]
    found = rulebook_digest(book["files"])
    if found != book["digest"]:
        yield f"The rulebook's files have the digest {found[:12]}, not {book['digest'][:12]}: one of them was changed."
    for step in told["decision"]["result"]["because"]:
        rule, file, line = step["rule"], step["file"], step["line"]
        lines = book["files"].get(file, "").split("\n")
        if file not in book["files"]:
            yield f"{step['concluded']} comes from {file}, which is not a file of the rulebook."
        elif not 0 < line <= len(lines):
            yield f"{step['concluded']} comes from {file}, line {line}; the file has {len(lines)}."
        elif not stands_at(rule, lines, line):
            yield f"{step['concluded']} comes from the rule {rule}, which doesn't stand in {file} at line {line}."


def stands_at(rule: str, lines: list[str], number: int) -> bool:
    """Whether a line, or one of those that it stands under, names a rule or the last part of its name.

    Going on from a phase is written nowhere: `advance.PHASE` stands at the gate after it, at the line that names that.
    """
    if rule.startswith("advance.") and lines[number - 1].startswith("gate:"):
        return True
    names = "|".join(re.escape(name) for name in (rule, rule.rpartition(".")[2]))
    word = re.compile(r"(?<![\w.])(?:" + names + r")(?![\w.])")
    return any(word.search(line) for line in above(lines, number))


def above(lines: list[str], number: int) -> Iterator[str]:
    """A line of YAML and those that it stands under, by how far they are set in."""
    depth = indent(lines[number - 1])
    yield lines[number - 1]
    for line in reversed(lines[: number - 1]):
        if line.strip() and not line.lstrip().startswith("#") and indent(line) < depth:
            depth = indent(line)
            yield line


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# ---- the file -------------------------------------------------------------------------------------------------------


def read(path: str) -> dict[str, Any]:
    """The file's object. Errors: NotOne."""
    try:
        with open(path, encoding="utf-8") as file:
            told = json.load(file, parse_float=Decimal, object_pairs_hook=once)
    except (OSError, ValueError) as error:
        raise NotOne(f"{path} can't be read: {error}") from error
    if not isinstance(told, dict) or told.get("surefoot") != FORMAT:
        raise NotOne(f"{path} is not a {FORMAT}.")
    return told


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand there once: of two, readers take one or the other."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def check(told: dict[str, Any], head: str | None = None) -> list[str]:
    """All that doesn't hold, in words. Errors: NotOne."""
    try:
        return [*check_chain(told, head), *check_decision(told), *check_rulebook(told)]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise NotOne(f"This is not whole: {type(error).__name__}: {error}") from error


def main(arguments: list[str]) -> int:
    head = None
    if len(arguments) == 3 and arguments[1] == "--head":
        head = arguments.pop()
        arguments.pop()
    if len(arguments) != 1 or arguments[0].startswith("-"):
        sys.stderr.write((__doc__ or "").strip() + "\n")
        return 2
    try:
        told = read(arguments[0])
        wrong = check(told, head)
    except NotOne as error:
        sys.stderr.write(f"{error}\n")
        return 2
    decision = told["decision"]
    name = f"{told['athlete']}:{decision['id']}, for {decision['as_of']}: {decision['outcome']}"
    if wrong:
        sys.stdout.write(f"{name}. It doesn't hold:\n" + "".join(f"  {line}\n" for line in wrong))
        return 1
    steps, files = len(decision["result"]["because"]), len(told["rulebook"]["files"])
    sys.stdout.write(
        f"{name}. It holds.\n{steps} conclusions, {files} files of the rulebook; entries that it read: "
        f"{len(told['entries'])}; links of the chain: {len(told['chain']['contents'])}.\nHead {told['head']}\n"
    )
    if head is None:
        sys.stdout.write("Held against itself only. A head kept elsewhere (--head) shows that it is no other one.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
