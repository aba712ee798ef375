"""What replaying found, in words."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from .replayed import Replayed


def replay_text(found: Sequence[Replayed], version: str, columns: int) -> str:
    """The page: a line for each athlete, and what differs."""
    lines: list[str] = []
    for athlete in dict.fromkeys(each.athlete for each in found):
        for line in _athlete(athlete, [each for each in found if each.athlete == athlete], version):
            indent = line[: len(line) - len(line.lstrip())]
            lines += textwrap.wrap(line, max(columns, 40), subsequent_indent=indent + ("  " if indent else ""),
                                   break_long_words=False, break_on_hyphens=False)  # fmt: skip
    return "\n".join(lines) + "\n"


def _athlete(athlete: str, found: Sequence[Replayed], version: str) -> Iterator[str]:
    differ, cannot = sum(bool(each.differs) for each in found), sum(bool(each.why_not) for each in found)
    books = len({each.rulebook for each in found})
    what = f"{_count(len(found), 'decision')} by {_count(books, 'rulebook')}, decided again by surefoot {version}"
    if not differ and not cannot:
        yield f"{athlete}: {what}: the same to the byte."
        return
    told = [f"{differ} {'differs' if differ == 1 else 'differ'}"] if differ else []
    told += [f"{cannot} can't be replayed any more"] if cannot else []
    yield f"{athlete}: {what}: {', '.join(told)}."
    for each in found:
        name = f"{athlete}:{each.id} (for {each.as_of}, surefoot {each.version}, rulebook {each.rulebook[:12]})"
        if each.why_not:
            yield f"  {name} can't be replayed: {each.why_not}"
        for line in each.differs:
            yield f"  {name}: {line}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
