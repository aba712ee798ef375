"""How the HTML sheet looks: black on white, one column on a telephone, boxes beside the words where there is room."""

STYLE = """\
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 60rem; padding: 1rem; background: #fff; color: #111;
  font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 1.3rem; line-height: 1.3; margin: .2rem 0 .8rem; }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.6rem 0 .5rem; padding-bottom: .2rem;
  border-bottom: 2px solid #111; }
h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
p { margin: .2rem 0 .4rem; }
ul { margin: .3rem 0 .6rem; padding-left: 1.2rem; }
.who { color: #444; margin: 0; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-size: .85em; color: #444; padding: .2rem 0; }
th { text-align: left; font-weight: 600; }
.strip th, .strip td { border-top: 1px solid #999; padding: .35rem .5rem .35rem 0; vertical-align: top; }
.strip th { white-space: nowrap; width: 6.5rem; }
.strip time { font-weight: 400; color: #444; }
.strip .lift { font-weight: 600; }
.strip .hard { text-decoration: underline; }
article { border-top: 1px solid #999; padding: .6rem 0 .8rem; }
article h3 { margin-top: 0; }
.amount { font-weight: 600; }
.boxes { table-layout: fixed; align-self: start; }
.boxes th[scope=row], .boxes thead td { width: 3.4em; }
.boxes th { font-size: .85em; font-weight: 400; padding: .1em .2em; }
.boxes tbody td { border: 1px solid #555; height: 2.1rem; }
.after { display: grid; grid-template-columns: repeat(auto-fill, minmax(9rem, 1fr)); gap: .6rem .8rem; padding: 0;
  list-style: none; }
.after li { display: flex; flex-direction: column; justify-content: space-between; font-size: .85em; }
.after li::after { content: ""; border: 1px solid #555; height: 2.1rem; margin-top: .2rem; }
.guidance { color: #444; font-size: .85em; margin-top: 1rem; }
@media (min-width: 44rem) {
  article { display: grid; grid-template-columns: 1fr 19rem; gap: 0 1.5rem; }
}
@page { size: A4; margin: 10mm 12mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 8pt; line-height: 1.25; }
  h1 { font-size: 12pt; }
  h2 { font-size: 11pt; margin-top: .7rem; }
  h3 { font-size: 9pt; margin-top: .5rem; }
  p { margin: 0 0 .1rem; }
  article { display: grid; grid-template-columns: 1fr 52mm; gap: 0 4mm; padding: 1mm 0 1.2mm; break-inside: avoid; }
  .session { break-before: page; }
  .session h2 { margin-top: 0; }
  .boxes tbody td { height: 6mm; }
  .afterwards { break-inside: avoid; }
  .after { grid-template-columns: repeat(5, 1fr); gap: 0 3mm; margin: 0; }
  .after li::after { height: 7mm; }
  .who, caption, .guidance, .strip time { color: #111; }
}
"""
