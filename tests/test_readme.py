"""The README's samples are what surefoot prints and what the rulebook holds. `SUREFOOT_REWRITE=1` writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

from commands import run

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
FIRST = 30  # lines of a page that the README shows


def _output(arguments: str) -> str:
    result = run(*arguments.split(), cwd=ROOT)
    assert result.returncode == 0, result.stderr
    return "\n".join(result.stdout.splitlines()[:FIRST]).rstrip() + "\n"


def _line_of_gate(_: str) -> str:
    text = (ROOT / "rules/gates/G3.yaml").read_text(encoding="utf-8")
    start = text.index("  - id: G3.calf")
    return text[start : text.index("  - id:", start + 5)]


def test_the_samples_are_real() -> None:
    text = README.read_text(encoding="utf-8")
    kinds = (
        (r"<!-- output: (.*?) -->\n```\n(.*?)```", _output),
        (r"<!-- part of (.*?) -->\n```yaml\n(.*?)```", _line_of_gate),
    )
    for pattern, real in kinds:
        match = re.search(pattern, text, re.DOTALL)
        assert match
        now = real(match[1])
        if os.environ.get("SUREFOOT_REWRITE"):
            text = text[: match.start(2)] + now + text[match.end(2) :]
            README.write_text(text, encoding="utf-8")
        else:
            assert match[2] == now


def test_it_names_the_two_commands_and_the_flags() -> None:
    text = README.read_text(encoding="utf-8")
    assert text.index("make demo") < text.index("make test") < text.index("pipx install")
    assert text.count("-O2 -DPyEval_CallObject=PyObject_CallObject") >= 2


def test_every_file_it_links_to_is_there() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert target.startswith("http") or (ROOT / target).exists(), target
