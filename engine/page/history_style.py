"""How the page of a history looks, beside what all pages have: pictures with their numbers beside or below them."""

HISTORY_STYLE = """\
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; list-style: none; padding: 0; }
a { color: #0b4f8a; }
.beside { display: grid; gap: .4rem 1.5rem; margin: .3rem 0 1.2rem; }
.beside svg:not(.key) { display: block; width: 100%; max-width: 34rem; height: auto; }
.numbers { max-height: 15rem; overflow: auto; align-self: start; }
.numbers table { font-size: .85em; font-variant-numeric: tabular-nums; }
.numbers th, .numbers td { border-top: 1px solid #bbb; padding: .15rem .6rem .15rem 0; text-align: left;
  vertical-align: top; }
.numbers tbody th { font-weight: 400; white-space: nowrap; }
.numbers td { white-space: nowrap; }
.phases .numbers tbody th { white-space: normal; }
.phases .numbers { max-height: none; }
.about { color: #444; font-size: .9em; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; padding: 0; font-size: .85em; }
.key { width: 1.15em; height: 1.15em; vertical-align: -.2em; }
.decided { padding-left: 0; list-style: none; }
.decided li { border-top: 1px solid #bbb; padding: .4rem 0; }
.decided time { font-weight: 600; margin-right: .4em; }
.marked { border-left: 4px double #111; padding-left: .6rem; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; fill: #111;
  paint-order: stroke; stroke: #fff; stroke-width: 3px; stroke-linejoin: round; }
svg .value { text-anchor: end; }
svg .day { text-anchor: middle; }
svg .last { text-anchor: middle; }
svg .end, svg .last, svg .needed { font-weight: 600; }
svg path, svg rect, svg circle { fill: none; stroke: #111; }
svg .grid { stroke: #ddd; }
svg .axis { stroke: #555; }
svg .line { stroke-width: 1.7; stroke-linejoin: round; }
svg .left, svg .line.left { stroke: #0b4f8a; }
svg .mark.left { fill: #0b4f8a; }
svg .right, svg .line.right { stroke: #9a3d00; }
svg .line.right { stroke-dasharray: 6 3; }
svg .mark.right { fill: #fff; stroke-width: 1.4; }
svg .line.all { stroke: #c4c4c4; stroke-width: 7; stroke-linecap: round; }
svg .mark.one { fill: #111; }
svg .least { stroke-width: 1.4; }
svg .bar { fill: #6b7f93; stroke: #33475b; }
svg .bar.least { fill: #fff; stroke-width: 1.2; stroke-dasharray: 3 2; }
svg .cut { stroke-width: 1.3; stroke-dasharray: 11 3 2 3; }
svg .phase { fill: #d5dee8; stroke: #33475b; }
svg .decided { fill: #111; stroke: none; }
svg .cross { stroke-width: 2.2; }
svg .ring { stroke-width: 1.3; stroke-dasharray: 3 1.5; }
@media (min-width: 44rem) {
  .beside { grid-template-columns: minmax(0, 3fr) minmax(13rem, 2fr); }
  .trend .numbers { max-height: 20rem; }
}
@media print {
  nav { display: none; }
  a { color: #111; text-decoration: none; }
  .beside { grid-template-columns: 105mm 1fr; gap: 0 6mm; margin: 1mm 0 3mm; }
  .beside svg:not(.key) { max-width: 105mm; }
  .numbers, .trend .numbers { max-height: none; overflow: visible; }
  .numbers table { font-size: 7pt; }
  .numbers th, .numbers td { padding: .2mm 3mm .2mm 0; }
  .trend, .decided li, .phases { break-inside: avoid; }
  .about { color: #111; }
}
"""
