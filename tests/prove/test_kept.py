"""Results that are kept: found again for the same question only, and never where the file is odd."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from surefoot.engine.model import Rulebook
from surefoot.engine.prove.kept import Digests, Kept
from surefoot.engine.prove.run import all_parts
from surefoot.engine.prove.solve import Prover
from surefoot.engine.rulebook.files import SHIPPED, texts_of
from surefoot.engine.rulebook.load import examine

G3 = "rules/gates/G3.yaml"


def digests(texts: dict[str, str]) -> dict[str, str]:
    book: Rulebook = examine(texts)[0]
    prover, of = Prover(book), Digests(book)
    return {part.id: of.of(part, prover.about(part)) for part in all_parts(book)}


@cache
def shipped() -> dict[str, str]:
    return digests(texts_of(SHIPPED))


def changed(file: str, old: str, new: str) -> set[str]:
    texts = texts_of(SHIPPED)
    assert texts[file].count(old) == 1
    after = digests({**texts, file: texts[file].replace(old, new)})
    return {part for part, digest in after.items() if shipped().get(part) != digest}


def test_wording_alone_changes_nothing() -> None:
    assert changed(G3, "title: Unilateral balance before eccentric work", "title: Balance") == set()


def test_a_cut_changes_what_reads_it_and_nothing_else() -> None:
    found = changed(G3, "needs: sl_sit_to_stand_reps, each side, at least 8",
                    "needs: sl_sit_to_stand_reps, each side, at least 9")  # fmt: skip
    assert {"agree:G3", "worse:sl_sit_to_stand_reps.left", "shadowed:G3.rise", "unknown:G3.rise"} <= found
    assert not {"agree:G2", "unknown:G4.calf", "shadowed:RF_BSI"} & found


def test_a_table_or_a_range_changes_what_goes_by_it() -> None:
    measures = "knowledge/measures/strength.yaml"
    text = texts_of(SHIPPED)[measures]
    start = text.index("  sl_sit_to_stand_reps:")
    line = next(line for line in text[start:].splitlines() if "range:" in line)
    entry = text[start : text.index(line, start) + len(line)]
    found = changed(measures, entry, entry.replace(line, line.replace("to ", "to 1")))
    assert "worse:sl_sit_to_stand_reps.left" in found
    assert "agree:G2" not in found


@pytest.mark.parametrize("text", ["", "{", "[]", '{"one": false}', '{"one": "true"}', "null"])
def test_an_odd_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "proved.json").write_text(text, "utf-8")
    assert "one" not in Kept(tmp_path)


def test_what_was_proved_is_found_again(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "new")
    kept.add("one")
    kept.write()
    assert "one" in Kept(tmp_path / "new")
    assert "two" not in Kept(tmp_path / "new")
