/// How a handout looks: black on white, in the size of the reader's paper, A4 or Letter.
enum HandoutStyle {
  static let sheet = """
    @page { margin: 18mm 17mm 20mm; }
    * { box-sizing: border-box; }
    body { margin: 0; background: #fff; color: #111; font: 11pt/1.45 "DejaVu Serif", Georgia, "Times New Roman", serif; }
    main { max-width: 176mm; margin: 0 auto; padding: 10mm 6mm; }
    h1, h2, h3 { line-height: 1.2; break-after: avoid; font-family: "DejaVu Sans", Arial, sans-serif; }
    h1 { font-size: 20pt; margin: 0 0 3mm; } h2 { font-size: 14pt; margin: 8mm 0 2mm; } h3 { font-size: 12pt; }
    h2 small { font-weight: normal; font-size: 9pt; color: #555; }
    p, ul, ol, table, pre, blockquote, figure { margin: 0 0 3mm; }
    img, svg { max-width: 100%; height: auto; }
    a { color: inherit; }
    .facts, .mark, .points, .name { font-family: "DejaVu Sans", Arial, sans-serif; font-size: 9pt; color: #555; }
    .mark { font-weight: bold; margin: 3mm 0 1mm; break-after: avoid; }
    .name { display: flex; gap: 3mm; align-items: flex-end; margin: 4mm 0 6mm; color: #111; }
    .name i { flex: 1; border-bottom: .3mm solid #777; height: 7mm; } .name i.short { flex: 0 0 35mm; }
    pre { font: 9.5pt/1.5 "DejaVu Sans Mono", Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
      border: .25mm solid #bbb; border-radius: 1mm; padding: 2mm 3mm; break-inside: avoid; }
    code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: .92em; }
    pre code { font-size: 1em; }
    pre.start { border-style: dashed; line-height: 2; }
    pre.output { border: 0; border-left: 1mm solid #ccc; border-radius: 0; color: #222; }
    div.output { zoom: .8; overflow-x: auto; border-left: 1mm solid #ccc; padding-left: 3mm; margin-bottom: 3mm; }
    pre.solution { border-color: #111; } pre.check { color: #444; font-size: 8.5pt; }
    .task { border-left: .8mm solid #333; padding: 0 0 1mm 4mm; margin: 4mm 0; }
    .points { float: right; margin: 0 0 0 4mm; }
    .room i { display: block; height: 8.5mm; border-bottom: .25mm solid #999; } .room { margin: 0 0 4mm; break-inside: avoid; }
    .answer i { display: inline-block; width: 45mm; height: 7mm; border-bottom: .3mm solid #777; vertical-align: bottom; }
    ul.options { list-style: none; padding: 0; } ul.options li { display: flex; gap: 2.5mm; break-inside: avoid; }
    ul.options p { margin: 0 0 1.5mm; } .box { font-family: "DejaVu Sans", sans-serif; }
    .right { font-weight: bold; } .right .note { font-weight: normal; }
    .note { font-size: 9.5pt; color: #444; font-style: italic; }
    .hint { margin-left: 4mm; } .hint .mark { margin-top: 1mm; }
    aside, .branch { border: .25mm solid #999; border-radius: 1mm; padding: 1mm 4mm; margin: 4mm 0; }
    aside { background: #f3f3f3; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    table { border-collapse: collapse; } section table th, section table td { padding: .8mm 2.5mm; }
    section > table th, section > table td { border: .25mm solid #bbb; text-align: left; }
    blockquote { border-left: .8mm solid #bbb; margin-left: 0; padding-left: 4mm; }
    math { font-size: 1.05em; } .formula { text-align: center; }
    details { margin-bottom: 3mm; }
    @media screen { body { background: #e9e9e9; } main { background: #fff; min-height: 100vh; } }
    @media print { div.output { overflow: visible; } main { max-width: none; padding: 0; } section { break-inside: auto; } }
    """
}
