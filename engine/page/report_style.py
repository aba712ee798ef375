"""How a report looks, beside what all pages have: the ladder of phases, bars, the tree of reasons."""

REPORT_STYLE = """\
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; }
a { color: #0b4f8a; }
.contains { border-left: 4px double #111; padding-left: .6rem; color: #111; }
.ladder { list-style: none; padding: 0; margin: .4rem 0; }
.ladder > li { border-left: 4px solid #bbb; padding: .25rem 0 .45rem .8rem; margin: 0; }
.ladder > li.here { border-left: 8px solid #111; padding-left: calc(.8rem - 4px); }
.ladder > li.done { border-left-style: double; border-left-color: #555; }
.ladder .gate { color: #222; font-size: .92em; }
.status { border: 1px solid #333; border-radius: .3em; padding: 0 .35em; font-size: .82em; }
.bars { display: grid; gap: .2rem 1.6rem; grid-template-columns: 1fr; list-style: none; padding: 0; }
.bars > li { border-top: 1px solid #bbb; padding: .4rem 0; break-inside: avoid; min-width: 0; }
.bars h3 { margin: 0 0 .2rem; }
.bars svg:not(.patterns) { display: block; width: 100%; max-width: 30rem; height: auto; }
.bars .went { font-size: .88em; color: #333; }
.tree { list-style: none; padding-left: .2rem; margin: .2rem 0; }
.tree .tree { padding-left: .7rem; border-left: 1px solid #ccc; }
.tree li { padding: .15rem 0; overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .15rem 0; }
summary:focus-visible { outline: 3px solid #0b4f8a; outline-offset: 2px; }
.tree .from { color: #444; font-size: .85em; margin: 0 0 .1rem .7rem; }
.days th { white-space: nowrap; width: 8.5rem; }
.days th, .days td { border-top: 1px solid #bbb; padding: .3rem .5rem .3rem 0; vertical-align: top; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #111;
  paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
svg path, svg rect, svg circle { fill: none; stroke: #111; }
svg .band { stroke: #333; }
svg .band.pass { fill: #fff; }
svg .band.caution { fill: url(#band-caution); }
svg .band.fail { fill: url(#band-fail); }
svg .hatch { stroke: #777; stroke-width: 1.5; }
svg .dot { fill: #777; stroke: none; }
svg .band-name { text-anchor: middle; }
svg .now { fill: #111; }
svg .now.least { fill: #fff; }
svg .now-right { font-weight: 600; }
svg .now-left { font-weight: 600; text-anchor: end; }
svg .cut { stroke-width: 1.6; stroke-dasharray: 6 2 2 2; }
svg .need-left { text-anchor: end; }
.patterns { position: absolute; }
@media (min-width: 44rem) {
  .bars { grid-template-columns: 1fr 1fr; }
  .tree .tree { padding-left: 1.1rem; }
}
@media print {
  nav { display: none; }
  .bars { grid-template-columns: 1fr 1fr; gap: 0 6mm; }
  .bars > li { padding: 1mm 0; }
  .ladder > li, .tree li { break-inside: avoid; }
  .tree > li { break-inside: auto; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  .tree .from { color: #111; }
}
"""
