"""What things are made of as HTML: words with links in them, nested lists, tables. All text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ..cases import Case
from ..workbench.links import Thing
from ..workbench.pieces import Grid, Line, Named, Pieces
from ..workbench.show import Show
from .address import Addresses, case_address, relative

MANY = 12  # things of a list; what is more can be opened


class Writing:
    """Writes for one page, `here`."""

    def __init__(self, here: str, addresses: Addresses, show: Show):
        self.here, self.addresses, self.show, self.titles = here, addresses, show, show.titles

    def to(self, address: str, words: str, name: str = "") -> str:
        """A link to an address from the top of the site; on the page itself to the place alone."""
        page, _, place = address.partition("#")
        href = f"#{place}" if page == self.here and place else relative(self.here, address)
        of = f' class="{name}"' if name else ""
        return f'<a href="{escape(href)}"{of}>{escape(words)}</a>'

    def named(self, thing: Named) -> str:
        """A name in a sentence; a link, unless this is its page. What differences change or add is marked."""
        address = self.addresses.of((thing.kind, thing.name))
        words = self.to(address, thing.title) if address and address != self.here else escape(thing.title)
        entry = self.show.names[thing.kind].get(thing.name)
        state = self.show.state(thing.kind, entry) if entry is not None else ""
        return f'{words} <strong class="mark">{state}</strong>' if state else words

    def thing(self, thing: Thing) -> str:
        return self.named(self.titles.named(thing))

    def pieces(self, pieces: Pieces) -> str:
        return "".join(escape(each) if isinstance(each, str) else self.named(each) for each in pieces)

    def said(self, each: Named) -> str:
        """A thing with its kind and id."""
        kind = each.said.partition(f" {each.name}")[0]
        return f'{escape(kind)} {self.named(each)}{self.code(each.name) if each.title != each.name else ""}'

    def code(self, name: str) -> str:
        return f' <code>{escape(name)}</code>'

    def lines(self, lines: Sequence[Line]) -> str:
        """Lines as a list, those that stand deeper as lists inside."""
        items: list[tuple[str, list[Line]]] = []
        for line in lines:
            if line.depth == lines[0].depth or not items:
                items.append((self.pieces(line.pieces), []))
            else:
                items[-1][1].append(line)
        inside = "".join(f"<li>{words}{chr(10) + self.lines(below) if below else ''}</li>\n" for words, below in items)
        return f"<ul>\n{inside}</ul>"

    def grid(self, grid: Grid, caption: bool = True) -> str:
        """A table; its first column heads the rows."""
        heads = "".join(f'<th scope="col">{escape(head)}</th>' if head else "<td></td>" for head in grid.heads)
        rows = "".join(
            f'<tr><th scope="row">{self.pieces(row[0])}</th>'
            f"{''.join(f'<td>{self.pieces(cell)}</td>' for cell in row[1:])}</tr>\n"
            for row in grid.rows
        )
        title = f"<caption>{escape(grid.caption)}</caption>\n" if caption else ""
        return self.wide(f"<table>\n{title}<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>",
                         grid.caption)  # fmt: skip

    def wide(self, table: str, what: str) -> str:
        """A table that is pushed from side to side where there is no room for it."""
        return f'<div class="wide" role="group" aria-label="{escape(what)}" tabindex="0">\n{table}\n</div>'

    def what(self, what: Pieces | list[Line] | Grid, heading: str) -> str:
        if isinstance(what, Grid):
            return self.grid(Grid(heading, what.heads, what.rows))
        return self.lines(what) if isinstance(what, list) else self.pieces(what)

    def listed(self, items: Iterable[str], what: str) -> str:
        """A list; of a long one the rest can be opened, which takes no script."""
        every = [f"<li>{item}</li>\n" for item in items]
        if len(every) <= MANY + 1:
            return f"<ul>\n{''.join(every)}</ul>" if every else ""
        rest = f"<details>\n<summary>{len(every) - MANY} more {escape(what)}</summary>\n<ul>\n{{}}</ul>\n</details>"
        return f"<ul>\n{''.join(every[:MANY])}</ul>\n" + rest.replace("{}", "".join(every[MANY:]))

    def cases(self, cases: Sequence[Case]) -> str:
        return self.listed((f"{self.to(case_address(case), case.name)}: {escape(case.why)}" for case in cases), "cases")


def bullets(items: Iterable[str]) -> str:
    """A list of what is HTML already; "" where there is nothing."""
    inside = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<ul>\n{inside}</ul>" if inside else ""


def section(title: str, inside: str, anchor: str = "", level: int = 2) -> str:
    """A heading with what stands below it; "" where nothing does."""
    at = f' id="{escape(anchor)}"' if anchor else ""
    return f"<section{at}>\n<h{level}>{escape(title)}</h{level}>\n{inside}\n</section>" if inside else ""
