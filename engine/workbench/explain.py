"""What the code of a finding means: its page, from knowledge/findings/*.md. A section a code, in Markdown."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

from ..findings import BadInput, Finding, nearest
from ..rulebook.files import SHIPPED

FOLDER = SHIPPED / "knowledge" / "findings"
FENCE = re.compile(r"^(Wrong|Right)(?:, in ([^:\n]+))?:\n```yaml\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
WHY = "**Why it matters.** "


class Page(NamedTuple):
    """One code: `what` is wrong, `why` it matters, and how it is done wrong and right, in the `file` of the sample."""

    code: str
    family: str
    what: str
    why: str
    file: str
    wrong: str
    right: str

    def as_text(self, width: int = 80) -> str:
        """The page for a terminal, ending in a newline. `width` in columns; samples aren't wrapped."""
        where = f" ({self.file})" if self.file else ""
        words = (f"{self.code}: {self.what}", f"Why it matters: {self.why}")
        parts = ["\n".join(textwrap.wrap(each, width, break_on_hyphens=False)) for each in words]
        parts += [f"Wrong{where}:\n{_indented(self.wrong)}", f"Right:\n{_indented(self.right)}"]
        return "\n\n".join(parts) + "\n"


def pages(folder: Path = FOLDER) -> dict[str, Page]:
    """Every page by its code."""
    found: dict[str, Page] = {}
    for path in sorted(folder.glob("*.md")):
        title, *sections = path.read_text(encoding="utf-8").split("\n## ")
        for section in sections:
            code, _, body = section.partition("\n")
            what, _, rest = body.partition(f"\n\n{WHY}")
            samples = {word: (file, text) for word, file, text in FENCE.findall(rest)}
            wrong, right = samples["Wrong"], samples["Right"]
            why = rest.partition("\n")[0]
            found[code] = Page(code, title.strip("# \n"), what.strip(), why, wrong[0], wrong[1], right[1])
    return found


def page_of(code: str) -> Page:
    """The page of a code, in any case and with or without its brackets. Errors: BadInput, with the nearest code."""
    known, wanted = pages(), code.strip("[] ").lower()
    if wanted not in known:
        say, near = f"No finding has the code '{code}'.", nearest(wanted, known)
        expected = "a code; surefoot rules explain lists them"
        raise BadInput([Finding("unknown-name", say, seen=code, expected=expected, nearest=near)])
    return known[wanted]


def contents() -> str:
    """Every code with its first line, by family, ending in a newline."""
    lines: list[str] = []
    family = ""
    for page in sorted(pages().values(), key=lambda page: page.family):
        if page.family != family:
            lines += ["", page.family] if lines else [page.family]
            family = page.family
        lines.append(f"  {page.code:<22} {page.what}")
    return "\n".join(lines) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.splitlines())
