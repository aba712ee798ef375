"""`surefoot rules docs`: every thing of the rulebook has its place in the site, and every link leads somewhere."""

from __future__ import annotations

import json
import posixpath
import re
from functools import cache
from html import escape, unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from commands import run
from properties.athletes import SOAK
from workbench_folders import overlay

from surefoot.cli import surefoot
from surefoot.engine.rulebook.files import SHIPPED
from surefoot.engine.rulebook.names import WORDS
from surefoot.engine.rulebook.standing import standing_of
from surefoot.engine.site import build
from surefoot.engine.site.address import case_address
from surefoot.engine.site.build import Site, site
from surefoot.engine.site.folder import LIST
from surefoot.engine.workbench import show as showing
from surefoot.engine.workbench.show import Show, opened

LINK = re.compile(r'(?:href|action)="([^"]*)"')
PLACE = re.compile(r' id="([^"]*)"')
VOID = {"meta", "link", "input"}
EVERY = 1 if SOAK else 40  # of so many pages one is read letter by letter


@cache
def shipped() -> Show:
    return opened(SHIPPED)


@cache
def files() -> dict[str, str]:
    return site(shipped())


def pages() -> dict[str, str]:
    return {name: text for name, text in files().items() if name.endswith(".html")}


def text_of(page: str) -> str:
    """The words of a page as they are read."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page.partition("<main")[2])).split())


class Reader(HTMLParser):
    """Reads a page strictly: whatever is opened is closed, in its order, and headings leave no level out."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.heads: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len({*names}), (tag, names)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.heads.append(int(tag[1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "svg" in self.open, tag

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.open)


def test_every_link_leads_somewhere() -> None:
    """To a page of the site or a place on one, by a relative address; no two places on a page share a name."""
    places = {name: PLACE.findall(text) for name, text in files().items()}
    for name, text in files().items():
        assert len(places[name]) == len({*places[name]}), name
        for link in {*LINK.findall(text)}:
            page, _, place = unescape(link).partition("#")
            assert not re.match(r"[a-z]+:|/", page), (name, link)
            to = posixpath.normpath(posixpath.join(posixpath.dirname(name), page)) if page else name
            assert to in files(), (name, link)
            assert not place or place in places[to], (name, link)


@pytest.mark.parametrize("kind", WORDS)
def test_every_id_has_its_place(kind: str) -> None:
    """With its title on the page, and a link to it from one of the pages that lead to others."""
    show, whole = shipped(), Site(shipped(), ())
    tops = [text for page, text in pages().items() if "/" not in page]
    leading = {link.partition("#")[0] for text in tops for link in LINK.findall(text)}
    for name in show.names[kind]:
        page, _, place = whole.addresses.of((kind, name)).partition("#")
        text = files()[page]
        assert f"<code>{escape(name)}</code>" in text, name
        assert not place or f' id="{place}"' in text, name
        assert " ".join(show.titles.of(kind, name).split()) in text_of(text), name
        assert page in leading, name


def test_every_case_has_its_place() -> None:
    for case in shipped().cases:
        page, _, place = case_address(case).partition("#")
        at = files()[page].index(f'<section id="{place}">\n<h2>{escape(case.name)}</h2>')
        assert escape(case.why) in files()[page][at:]


def test_pages_are_well_formed() -> None:
    """What is opened is closed; one main heading, and below it no level left out."""
    chosen = [name for at, name in enumerate(pages()) if "/" not in name or at % EVERY == 0]
    for name in chosen:
        reader = Reader()
        reader.feed(files()[name])
        reader.close()
        assert not reader.open, name
        assert reader.heads[0] == 1, name
        assert reader.heads.count(1) == 1, name
        assert all(after <= before + 1 for before, after in zip(reader.heads, reader.heads[1:], strict=False)), name


def test_nothing_comes_from_elsewhere() -> None:
    """No address of a network, no picture, font or script from a file: one style sheet, and one script in its page."""
    for name, text in files().items():
        bare = re.sub(r'<script type="application/json".*?</script>', "", text, flags=re.DOTALL)
        assert not re.search(r"https?:|//|\bsrc=|@import|url\(|@font-face|<iframe|<img|\bon[a-z]+=", bare), name
        assert bare.count("<script>") == (name == "search.html"), name


def test_the_search_knows_everything() -> None:
    """Its list stands in the page without the script too; its data can't end the script."""
    page = files()["search.html"]
    data = re.search(r'<script type="application/json" id="things">(.*?)</script>', page, re.DOTALL)
    assert data is not None
    found = json.loads(data[1])
    assert {to for *_, to in found} == {name for name in pages() if "/" in name and not name.startswith("cases/")}
    assert "<" not in data[1]
    listed = page.partition('<section id="every">')[2]
    assert all(f'href="{to}"' in listed for *_, to in found)


def test_a_gate() -> None:
    text = text_of(files()["gate/G3.html"])
    assert "G3, Unilateral balance before eccentric work gate G3 , rules/gates/G3.yaml:2." in text
    assert "any one of these: Single-leg squat control , each side, at most 2 errors of 4" in text
    assert "Opens Eccentric emphasis" in text


def test_a_measure_with_its_bands() -> None:
    """A bar for each age and sex that the cuts tell apart, then the words of the test."""
    text = text_of(files()["measure/sl_calf_raise_reps.html"])
    assert "Female fail up to 11 caution 12 to 19 pass 20 or more" in text
    assert "Male, above fail up to 9 caution 10 to 19 pass 20 or more" in text
    assert "In repetitions. Each side for itself. The higher, the better." in text
    assert "Pass cut published, fail cut a default. Evidence quality: moderate norms" in text
    assert "Asked as How many single-leg calf raises can you do on each leg?" in text


def test_bands_where_lower_is_better_and_where_both_ends_are_bad() -> None:
    def bands(name: str) -> list[tuple[str, str]]:
        [bar] = shipped().page("criteria", shipped().names["criteria"][name]).bars
        return [*bar.bands]

    assert bands("doms_nrs") == [("fail", "7 or more"), ("caution", "3.5 to 6.5"), ("pass", "up to 3")]
    words = ["up to -2", "-1", "0", "1", "2 or more"]
    assert bands("rir_reported") == [*zip(("fail", "caution", "pass", "caution", "fail"), words, strict=True)]
    assert bands("swelling_effusion") == [("fail", "clear, mild"), ("caution", "trace"), ("pass", "none")]


RATIO = """\
  - criterion: sl_bridge_reps
    set: {pass: "sl_bridge_reps, side ratio, at least 85", fail: "sl_bridge_reps, side ratio, less than 70"}
    reason: Hills.
"""


def test_no_bands_are_drawn_where_the_sides_are_compared_with_each_other(tmp_path: Path) -> None:
    """A bar along the repetitions would say that 69 of them fail."""
    show = opened(overlay(tmp_path / "ours", RATIO))
    assert not show.page("criteria", show.names["criteria"]["sl_bridge_reps"]).bars
    whole = Site(show, ())
    text = text_of(whole.thing("measures", show.names["measures"]["sl_bridge_reps"])[0])
    assert "side ratio, at least 85 %" in text
    assert "up to 69" not in text
    assert "up to 69" not in text_of(whole.lists()["measures.html"])


def test_an_exercise_on_its_ladder() -> None:
    page = files()["exercise/cg_two_up_one_down.html"]
    text = text_of(page)
    assert "Easier Two up, one down, on the floor Harder Single-leg calf raise on the floor" in text
    assert "Not with Sore Achilles" in text
    assert 'aria-current="true"><b>Two up, one down, off a step</b>' in page


def test_the_map_leads_to_every_gate() -> None:
    picture = re.search(r"<svg.*?</svg>", files()["index.html"], re.DOTALL)
    assert picture is not None
    order = re.findall(r'<a href="gate/(\w+)\.html">', picture[0])
    assert order == ["G0", "G1", "G2", "G3", "G4", "G5", "G6", "P0", "P1", "P2", "P3"]
    assert "G3 opens phase 4, Eccentric emphasis" in picture[0]


def test_defaults_are_all_there() -> None:
    """What names a default as its source, or says so of a cut, is on the page of defaults."""
    page = files()["defaults.html"]
    for kind in ("rules", "criteria", "measures", "exercises", "tables"):
        for entry in shipped().names[kind].values():
            written = json.dumps(entry.value.plain(), default=str)
            is_one = re.search(r'"(eng_)?default"', written) is not None
            href = Site(shipped(), ()).addresses.of((kind, entry.name))
            assert (f'href="{href}"' in page) >= is_one, entry.name


CHANGES = """\
  - rule: G4.bone
    set: {needs: weeks_since_injury at least 10}
    reason: Each of them is seen.
    accept_risk: {by: Our physiotherapist, reason: Each is examined before the first jump.}
  - add:
      measures:
        heel_walk_s: {title: "Walking on the <b>heels</b>", unit: seconds, range: 0 to 120, step: 1, better: higher,
                      valid: strength, question: "How long, </script>?", source: default}
    reason: Shins are what hurts here.
"""


def test_an_overlay_shows_what_it_changes(tmp_path: Path) -> None:
    """On every page that it is not the shipped rulebook and who answers for what; what is written is never markup."""
    root = overlay(tmp_path / "ours", CHANGES)
    show = opened(root)
    whole = Site(show, standing_of(show.book, root, None))
    lists = whole.lists()
    said = "The rulebook 'Harbour': 2 changes to the rulebook surefoot, not proved to be safe."
    assert all(said in text_of(page) for page in lists.values())
    loosened = "Loosens what keeps from harm: Bone and joint injuries (G4.bone). Our physiotherapist answers for it"
    assert loosened in text_of(lists["changes.html"])
    bone, _ = whole.thing("rules", show.names["rules"]["G4.bone"])
    assert "needs: weeks_since_injury at least 12 -> weeks_since_injury at least 10" in text_of(bone)
    assert loosened in text_of(bone)
    assert "G4.bone: Bone and joint injuries changed here" in text_of(lists["gates.html"])
    assert lists["gates.html"].count("changed here") == 1
    assert "G4.bone , changes/ours.yaml:2. Lines of gates. changed here" in text_of(bone)
    new, found = whole.thing("measures", show.names["measures"]["heel_walk_s"])
    assert "Walking on the <b>heels</b> new here" in text_of(lists["measures.html"])
    assert "<b>heels" not in new + lists["measures.html"]
    searched = whole.search([found])
    assert "&lt;b&gt;heels" in searched
    assert searched.count("</script>") == 2


def test_it_is_written_into_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An older site there is replaced, and what it had no more is gone; a folder with something else is left alone."""
    some = {name: text for name, text in files().items() if name.startswith(("gate/", "index", "style"))}
    monkeypatch.setattr(showing, "opened", lambda _: shipped())
    monkeypatch.setattr(build, "site", lambda *_: some)
    folder = tmp_path / "docs" / "rulebook"
    done = CliRunner().invoke(surefoot, ["rules", "docs", "--output", str(folder)])
    assert (done.exit_code, done.output) == (0, f"{folder / 'index.html'}: {len(some) - 1} pages.\n")
    written = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert written.keys() == {*some, LIST}
    assert written["gate/G3.html"].read_text("utf-8") == files()["gate/G3.html"]
    (folder / "gate/G9.html").write_text("older", "utf-8")
    (folder / "notes.txt").write_text("mine", "utf-8")
    with (folder / LIST).open("a") as names:
        names.write("gate/G9.html\n../outside.txt\n")
    (tmp_path / "docs/outside.txt").write_text("not the site's", "utf-8")
    assert CliRunner().invoke(surefoot, ["rules", "docs", "--output", str(folder)]).exit_code == 0
    assert not (folder / "gate/G9.html").exists()
    assert (folder / "notes.txt").exists()
    assert (tmp_path / "docs/outside.txt").exists()


@pytest.mark.soak
def test_a_folder_with_something_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("rules", "docs", "--output", str(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "This folder holds something else, so no site is written there." in done.stderr


@pytest.mark.soak
def test_the_same_rulebook_gives_the_same_bytes(tmp_path: Path) -> None:
    for number in ("1", "2"):
        done = run("rules", "docs", "--output", str(tmp_path / number), PYTHONHASHSEED=number)
        assert done.returncode == 0
    for name, text in files().items():
        assert {(tmp_path / number / name).read_text("utf-8") for number in ("1", "2")} == {text}, name
