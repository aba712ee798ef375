"""How the page of a squad looks, beside what all pages have: a table on a screen and on paper, cards on a telephone."""

SQUAD_STYLE = """\
body { max-width: 90rem; }
.squad th, .squad td { border-top: 1px solid #999; padding: .35rem .8rem .35rem 0; vertical-align: top; }
.squad thead th { border-top: 0; border-bottom: 2px solid #111; vertical-align: bottom; }
.squad .group th { border-top: 2px solid #111; padding-top: .8rem; }
.squad .outcome { white-space: nowrap; }
.squad .number { text-align: right; font-variant-numeric: tabular-nums; }
.squad ul { margin: 0; padding-left: 1rem; }
.squad .look th[scope=row], .squad .look .outcome { font-weight: 700; }
.squad .look td.why { border-left: 4px double #111; padding-left: .6rem; }
.squad td p { margin: 0; }
.squad .more { color: #444; font-size: .9em; }
.changes li { margin-bottom: .3rem; }
@media screen and (max-width: 52rem) {
  .squad thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .squad, .squad caption, .squad tbody, .squad tr, .squad td, .squad th { display: block; }
  .squad tr { border-top: 1px solid #999; padding: .5rem 0; }
  .squad th, .squad td, .squad .group th { border: 0; padding: .1rem 0; }
  .squad .group { border-top: 2px solid #111; }
  .squad .number { text-align: left; }
  .squad td::before { content: attr(data-head) ": "; font-weight: 600; }
  .squad td.why::before { content: ""; }
  .squad .look td.why { margin: .2rem 0; }
}
@page { size: A4 landscape; margin: 10mm 12mm; }
@media print {
  .squad thead { display: table-header-group; }
  .squad tr { break-inside: avoid; }
  .squad .group { break-after: avoid; }
  .squad th, .squad td { padding: .6mm 3mm .6mm 0; }
  .squad .more { color: #111; }
  .changes { break-inside: avoid-page; }
}
"""
