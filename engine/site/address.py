"""Where each thing of a rulebook stands in its site: a page for each, and places on pages for what belongs together."""

from __future__ import annotations

from pathlib import PurePosixPath

from ..cases import Case
from ..model import Rulebook
from ..rulebook.names import Names
from ..workbench.links import Thing

FOLDERS = {  # kind of name -> the folder of its pages
    "changing": "way",
    "contraindications": "contraindication",
    "criteria": "measure",
    "derivations": "derivation",
    "effort": "effort",
    "equipment": "equipment",
    "exercises": "exercise",
    "gate": "gate",
    "ideas": "idea",
    "ladder": "ladder",
    "levels": "level",
    "measures": "measure",
    "parts": "part",
    "phase": "phase",
    "protocol": "protocol",
    "questions": "question",
    "red_flags": "red_flag",
    "rules": "rule",
    "screens": "screen",
    "session_parts": "session_part",
    "sites": "site",
    "sources": "source",
    "tables": "table",
    "tier": "tier",
    "validity": "validity",
}
BANDS, LOG = "bands", "from-the-log"  # places on a measure's page


class Addresses:
    """The addresses of one rulebook's things, from the top of the site."""

    def __init__(self, book: Rulebook, names: Names):
        self.book, self.names = book, names

    def of(self, thing: Thing) -> str:
        """`gate/G3.html`, `measure/visa_a.html#bands`; "" for what has no page."""
        kind, name = thing
        if kind == "measures" and name not in self.names["measures"]:
            measure = self.book.measures.get(name)  # the pain at a site, which the list of sites makes
            return self.of(("sites", measure.site)) if measure is not None and measure.site else ""
        if name not in self.names[kind]:
            return ""
        page = f"{self.folder(kind, name)}/{name}.html"
        beside = name in self.names["measures"]
        return page + ("#" + {"criteria": BANDS, "derivations": LOG}[kind] if beside and kind in PLACES else "")

    def folder(self, kind: str, name: str) -> str:
        return FOLDERS["measures" if kind in PLACES and name in self.names["measures"] else kind]


PLACES = ("criteria", "derivations")  # kinds that stand on the page of the measure of that name


def case_page(case: Case) -> str:
    """The page of a file of cases: `cases/gates_g3.html`; of one that belongs to differences `cases/own-first.html`."""
    path = PurePosixPath(case.file)
    return f"cases/{'' if path.parts[0] == 'rules' else 'own-'}{'-'.join([*path.parts[2:-1], path.stem])}.html"


def case_address(case: Case) -> str:
    return f"{case_page(case)}#line-{case.line}"


def relative(here: str, to: str) -> str:
    """An address as the page `here` links it."""
    return "../" * here.count("/") + to
