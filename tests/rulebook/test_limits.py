"""What durable-rules can't take is refused before it is asked, at the rule that costs most, and without it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

from surefoot.engine.findings import Fault, Finding, is_error
from surefoot.engine.infer.compiler import Compiler
from surefoot.engine.infer.durable import Engine
from surefoot.engine.infer.faults import named
from surefoot.engine.logic import Conclusion
from surefoot.engine.model import Rulebook
from surefoot.engine.rulebook.cache import open_rulebook
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.limits import MOST_RULES, check_limits, costs
from surefoot.engine.rulebook.load import examine, load_texts

SYMPTOMS = (
    "dark_urine",
    "muscle_pop",
    "muscle_bruise",
    "calf_warm",
    "calf_tender",
    "night_sweats",
    "fever",
    "new_rash",
)
FILE = "rules/zz.yaml"
TEXTS = texts_of(SHIPPED)
REPORT = "Please report this as a fault of surefoot."


def count(name: str, of: int, least: int) -> str:
    """A contraindication that counts `least` of so many symptoms: as many rules as there are ways to choose them."""
    parts = "".join(f"        - {symptom} is yes\n" for symptom in SYMPTOMS[:of])
    return f"  {name}:\n    when:\n      at_least: {least}\n      of:\n{parts}    because: x\n    source: default\n"


def oversized() -> str:
    """Sixty conditions of some sixty rules each, and among them one of over a hundred."""
    rules = [count(f"many_{number}", 7, 4 if number % 2 else 3) for number in range(60)]
    return "contraindications:\n" + "".join([*rules[:20], count("most_of_all", 8, 4), *rules[20:]])


@pytest.fixture(scope="module")
def examined() -> tuple[Rulebook, list[Finding]]:
    """The oversized rulebook, and what is found in it."""
    return examine({**TEXTS, FILE: oversized()})


def test_a_rulebook_of_too_many_rules(examined: tuple[Rulebook, list[Finding]]) -> None:
    """Refused with the rule that costs most, its file and its line."""
    [finding] = examined[1]
    assert (finding.code, finding.file, is_error(finding)) == ("too-many-rules", FILE, True)
    assert oversized().splitlines()[finding.line - 1] == "  most_of_all:"
    assert int(finding.seen) > MOST_RULES
    first = f"The rulebook comes to {finding.seen} rules of the engine, which takes 4096."
    assert finding.say == f"{first} most_of_all costs most, 126 of them."


def test_it_needs_no_engine() -> None:
    """The check runs where durable-rules can't be imported."""
    script = (
        "import sys; sys.modules['durable'] = sys.modules['durable_rules_engine'] = None\n"
        "from surefoot.engine.rulebook.load import examine\n"
        "from surefoot.engine.rulebook.files import SHIPPED, texts_of\n"
        "text = sys.stdin.read()\n"
        f"print([finding.code for finding in examine({{**texts_of(SHIPPED), {FILE!r}: text}})[1]])"
    )
    done = subprocess.run([sys.executable, "-c", script], input=oversized(), capture_output=True, text=True, check=True)
    assert done.stdout == "['too-many-rules']\n"


def test_what_rules_cost() -> None:
    book = load_texts({**TEXTS, FILE: "contraindications:\n" + count("four_of_eight", 8, 4)})
    compiled = Compiler(book.conclusions)
    found = costs(book, compiled)
    assert found["four_of_eight"] == 70 + 56  # four of eight true, or five of eight false
    assert sum(found.values()) == len(compiled.rules) - 1  # all but the one that keeps a session alive


def test_the_shipped_rulebook_has_room() -> None:
    book = load_texts(TEXTS)
    compiled = Compiler(book.conclusions)
    assert check_limits(book, compiled) == []
    assert len(compiled.rules) < MOST_RULES * 3 / 4


def test_what_the_limit_is_seen_by_is_what_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling is a good part of a load: what was compiled to be counted is not thrown away."""
    made: list[Compiler] = []
    init = Compiler.__init__

    def counted(self: Compiler, conclusions: Mapping[str, Conclusion]) -> None:
        made.append(self)
        init(self, conclusions)

    monkeypatch.setattr(Compiler, "__init__", counted)
    _, compiled = open_rulebook(None, None)
    assert made == [compiled]


def test_nine_to_count_are_too_many() -> None:
    nine = count("x", 8, 2).replace("    because", "        - joint_pop is yes\n    because")
    _, findings = examine({**TEXTS, FILE: f"contraindications:\n{nine}"})
    [finding] = findings
    assert (finding.code, finding.file, finding.line) == ("too-many-to-count", FILE, 6)


# ---- that the limit is where we say ---------------------------------------------------------------------------------


def test_the_engine_takes_so_many_rules_and_no_more(examined: tuple[Rulebook, list[Finding]]) -> None:
    """One rule too many is a fault that says so, not a number."""
    book = examined[0]
    compiled = Compiler(book.conclusions)
    rules = dict(list(compiled.rules.items())[:MOST_RULES])
    more = dict(list(compiled.rules.items())[: MOST_RULES + 1])
    assert (len(rules), len(more)) == (MOST_RULES, MOST_RULES + 1)
    compiled.rules = rules
    Engine(book.conclusions, compiled).close()
    compiled.rules = more
    with pytest.raises(Fault) as caught:
        Engine(book.conclusions, compiled)
    said = "a rulebook of more rules than it takes, which is 4,096 (its error 106)"
    assert str(caught.value) == f"durable-rules failed while taking the rules: {said}. {REPORT}"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Could not assert facts, error code: 303", "a fact that passes more than 64 tests at once (its error 303)"),
        ("Could not assert facts, error code: 304", "a rule with more than 16 patterns (its error 304)"),
        ("Could not create ruleset, error code: 108", "too many rules that share one condition (its error 108)"),
        ("Could not create ruleset, error code: 999", "Could not create ruleset, error code: 999"),
        ("something else", "something else"),
    ],
)
def test_numbers_are_told_in_words(said: str, told: str) -> None:
    fault = named(RuntimeError(said), "firing the rules")
    assert (
        str(fault) == f"durable-rules failed while firing the rules: {told}. Please report this as a fault of surefoot."
    )
    assert fault.exit_code == 70
