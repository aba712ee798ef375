"""The search: every thing of the rulebook in one list, and a small script that picks from it. No network is asked.

Without the script the list is there all the same, in the order of the alphabet.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from .writing import Writing, bullets

SCRIPT = """\
const things = JSON.parse(document.getElementById("things").textContent);
const found = document.getElementById("found"), count = document.getElementById("count");
const box = document.getElementById("find"), every = document.getElementById("every");
const plain = (text) => text.toLowerCase().normalize("NFD").replace(/[\\u0300-\\u036f]/g, "");
const MOST = 60;
for (const thing of things) thing.text = plain(thing.slice(0, 4).join(" "));
function rank(thing, whole, words) {
  const name = plain(thing[1]), title = plain(thing[0]);
  if (name === whole || title === whole) return 0;
  if (name.startsWith(whole) || title.startsWith(whole)) return 1;
  return words.every((word) => (name + " " + title).includes(word)) ? 2 : 3;
}
function search() {
  const whole = plain(box.value.trim()), words = whole.split(/\\s+/).filter(Boolean);
  every.hidden = words.length > 0;
  found.replaceChildren();
  if (!words.length) { count.textContent = ""; return; }
  const hits = things.filter((thing) => words.every((word) => thing.text.includes(word)))
    .map((thing, at) => [rank(thing, whole, words), at, thing]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  count.textContent = `${hits.length} found${hits.length > MOST ? `, the first ${MOST} are shown` : ""}.`;
  for (const [, , [title, name, kind, , to]] of hits.slice(0, MOST)) {
    const [item, link, code] = ["li", "a", "code"].map((name) => document.createElement(name));
    link.href = to; link.textContent = title; code.textContent = name;
    item.append(link, ` ${kind} `, code);
    found.append(item);
  }
}
box.value = new URLSearchParams(location.search).get("q") || "";
box.addEventListener("input", search);
box.form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
search();
"""


class Entry(NamedTuple):
    """A thing as the search finds it. `words`: what else is said of it."""

    title: str
    name: str
    kind: str
    words: str
    address: str


def search_page(entries: Sequence[Entry], writing: Writing) -> tuple[str, str]:
    """The body of the page, and the script that stands below it."""
    ordered = sorted(entries, key=lambda each: (each.title.lower().lstrip("[("), each.kind, each.name))
    items = bullets(f"{writing.to(each.address, each.title)} {escape(each.kind)}{writing.code(each.name)}"
                    for each in ordered)  # fmt: skip
    body = (
        '<p id="count" role="status"></p>\n<ol id="found" class="found"></ol>\n'
        f'<section id="every">\n<h2>Everything, by title</h2>\n'
        "<p>With scripts, write in the field above. Without, your browser's own search finds words on this page.</p>\n"
        f'<div class="found">\n{items}\n</div>\n</section>'
    )
    data = json.dumps(ordered, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return body, f'<script type="application/json" id="things">{data}</script>\n<script>\n{SCRIPT}</script>\n'
