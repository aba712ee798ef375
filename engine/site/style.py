"""How the site looks: one column, black on white or the other way round, on paper without what only leads elsewhere.

Bands, gates and tiers differ by words and shapes first, and by colour only then.
"""

SHEET = """\
:root { color-scheme: light dark; --ink: #111; --paper: #fff; --soft: #4a4a4a; --line: #8a8a8a; --link: #0b4f8a;
  --been: #5a2a82; --tint: #eef2f6; --pass: #d3ead9; --caution: #fbeac0; --fail: #f6d3cd; --gate: #fbeac0;
  --phase: #d5e3f2; --tier: #e6dcf2; --daily: #eeeeee; --warn: #fff3cf; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eee; --paper: #16181b; --soft: #b9bcc0; --line: #7d8187; --link: #8fc1f5; --been: #cdb0ee;
    --tint: #23272c; --pass: #1e4a2c; --caution: #57430d; --fail: #632a21; --gate: #57430d; --phase: #23405f;
    --tier: #43305e; --daily: #33373c; --warn: #4a3a0c; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 0 1rem 2rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word; }
a { color: var(--link); }
a:visited { color: var(--been); }
a:focus-visible, summary:focus-visible, input:focus-visible, button:focus-visible, .wide:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .3rem; background: var(--paper); padding: .3rem .6rem; z-index: 1; }
header { border-bottom: 2px solid var(--ink); padding: .6rem 0; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem;
  align-items: center; justify-content: space-between; }
header ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0 .9rem; }
header li a { display: inline-block; padding: .25rem 0; }
header [aria-current] { color: var(--ink); font-weight: 700; text-decoration: none; }
form { display: flex; gap: .4rem; align-items: center; }
input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
  padding: .25rem .5rem; min-width: 0; }
input { width: 11rem; }
.standing { background: var(--warn); border-left: 4px solid var(--ink); padding: .4rem .8rem; margin-top: .8rem; }
.standing p { margin: .2rem 0; }
h1 { font-size: 1.55rem; line-height: 1.25; margin: 1rem 0 .4rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 1.8rem 0 .5rem; padding-bottom: .15rem;
  border-bottom: 1px solid var(--line); }
h3 { font-size: 1.02rem; margin: 1.2rem 0 .3rem; }
p { margin: .3rem 0 .6rem; }
ul, ol { margin: .3rem 0 .7rem; padding-left: 1.3rem; }
li ul { margin: .1rem 0 .3rem; }
dl { margin: .6rem 0; }
dt { font-weight: 600; margin-top: .45rem; }
dd { margin: 0 0 0 1rem; }
dd > ul:first-child { margin-top: 0; }
@media (min-width: 44rem) {
  main dl:not(.leads) { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: .25rem 1rem; }
  main dl:not(.leads) dt { margin: 0; }
  main dl:not(.leads) dd { margin: 0; min-width: 0; }
  .beside { display: grid; grid-template-columns: 34rem 1fr; gap: 0 1.5rem; align-items: start; }
}
code { font: .88em ui-monospace, Menlo, Consolas, monospace; color: var(--soft); }
.about, .unit { color: var(--soft); font-size: .9em; }
.unit { display: block; font-weight: 400; }
.mark { background: var(--warn); border: 1px solid var(--ink); padding: 0 .3rem; font-size: .82em;
  white-space: nowrap; }
.change { border-left: 4px solid var(--line); padding-left: .8rem; }
.risk { background: var(--fail); padding: .3rem .6rem; }
.contents ul { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: 0 1rem; }
.wide { overflow-x: auto; margin: .6rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: .94em; }
caption { text-align: left; font-weight: 600; padding: .2rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-top: 1px solid var(--line);
  overflow-wrap: normal; min-width: 3.5rem; }
thead th { border-top: 0; }
tbody th { font-weight: 500; min-width: 8rem; }
details { margin: 0 0 .7rem; }
summary { cursor: pointer; color: var(--link); padding: .2rem 0; }
.bands { margin: .8rem 0; }
.bands .for { margin: .5rem 0 .1rem; font-weight: 600; font-size: .94em; }
.bar { list-style: none; display: flex; padding: 0; margin: 0 0 .3rem; border: 1px solid var(--ink); max-width: 40rem; }
.bar li { flex: 1; padding: .35rem .5rem; }
.bar li + li { border-left: 1px solid var(--ink); }
.bar b { display: block; font-size: .85em; }
.bar .pass { background: var(--pass); }
.bar .caution { background: var(--caution); }
.bar .fail { background: var(--fail); }
.ladder { list-style: none; padding: 0; margin: .4rem 0 1rem; max-width: 46rem; }
.ladder li { margin-left: calc(var(--step) * min(1.1rem, 2.2vw)); padding: .25rem .5rem;
  border-left: 3px solid var(--ink); border-top: 1px solid var(--line); background: var(--tint); }
.ladder li:last-child { border-bottom: 1px solid var(--line); }
.ladder [aria-current] { background: var(--phase); }
.ladder .about { display: block; }
.map { display: block; width: 100%; max-width: 34rem; height: auto; margin: .5rem 0; }
.map text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  fill: var(--ink); }
.map .name { font-weight: 700; }
.map path { stroke: var(--ink); stroke-width: 1; }
.map .gate { fill: var(--gate); }
.map .phase { fill: var(--phase); }
.map .tier { fill: var(--tier); }
.map .daily { fill: var(--daily); }
.map .way { fill: none; stroke: var(--soft); stroke-width: 1.4; }
.map a:hover path, .map a:focus path { stroke-width: 2.5; }
.map a:focus { outline: none; }
.map a:focus path { stroke: var(--link); stroke-width: 4; }
.leads { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: .2rem 1.5rem; }
.leads dt { grid-column: 1 / -1; margin: .3rem 0 0; }
.leads dd { grid-column: 1 / -1; }
.found, .found ul { list-style: none; padding: 0; }
.found li { padding: .15rem 0; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88em; }
@page { size: A4; margin: 12mm; }
@media print {
  :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333; --line: #888; --link: #000; --been: #000;
    --tint: #fff; --pass: #fff; --caution: #f2f2f2; --fail: #ddd; --gate: #fff; --phase: #eee; --tier: #fff;
    --daily: #fff; --warn: #fff; }
  body { max-width: none; padding: 0; font-size: 9.5pt; line-height: 1.35; }
  header, .contents, .skip, summary { display: none; }
  a { text-decoration: none; }
  h1 { font-size: 15pt; margin-top: 0; }
  h2 { font-size: 12pt; margin-top: 5mm; break-after: avoid; }
  h3 { break-after: avoid; }
  li, tr, .bar, .change { break-inside: avoid; }
  .wide { overflow: visible; }
  .map { max-width: 88mm; break-inside: avoid; }
  main .beside { display: block; }
}
"""
