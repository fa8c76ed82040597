extension ClassPage {
  /// The look of the page, on screens and on paper.
  static let style = """
    :root { --ink: #1c1e21; --quiet: #5b6169; --ground: #ffffff; --line: #d5d9de; --soft: #f3f5f7;
      --bar: #2a6fb0; color-scheme: light dark; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e8ea; --quiet: #a3abb4; --ground: #16181b;
      --line: #3a3f45; --soft: #212428; --bar: #6fb1ee; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
    main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
    h2 { font-size: 1.25rem; margin: 2.2rem 0 .4rem; }
    h3 { font-size: 1rem; margin: 1rem 0 .2rem; }
    p { margin: .3rem 0 .6rem; max-width: 46rem; }
    .lead { font-size: 1.05rem; }
    section > p, .quiet, footer { color: var(--quiet); }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .6rem .35rem 0;
      border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
    thead th { overflow-wrap: normal; font-size: .85rem; color: var(--quiet); font-weight: 600; }
    tbody th { font-weight: 600; min-width: 8rem; }
    .wide:focus-visible { outline: 2px solid var(--bar); outline-offset: 2px; }
    .number { font-variant-numeric: tabular-nums; white-space: nowrap; }
    .part { min-width: 11rem; white-space: nowrap; }
    .bar { display: inline-block; width: 7rem; height: .8rem; margin-right: .6rem;
      border: 1px solid var(--quiet); border-radius: 3px; background: var(--soft); overflow: hidden; }
    .bar i { display: block; height: 100%; background: var(--bar); }
    ul, ol { margin: .2rem 0 .6rem; padding-left: 1.4rem; }
    li { margin: .25rem 0; }
    code { font: .92em/1.4 ui-monospace, "DejaVu Sans Mono", Consolas, monospace; background: var(--soft);
      border-radius: 3px; padding: 0 .25em; white-space: pre-wrap; overflow-wrap: anywhere; }
    q { color: var(--quiet); overflow-wrap: anywhere; }
    dl { margin: .2rem 0; }
    dl div { display: grid; grid-template-columns: 9rem 1fr; gap: .6rem; padding: .2rem 0;
      border-bottom: 1px solid var(--line); break-inside: avoid; }
    dt { font-weight: 600; overflow-wrap: anywhere; }
    dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
    .page-tomorrow { border-left: 4px solid var(--bar); padding-left: 1rem; margin-top: 1.5rem; }
    .page-tomorrow h2 { margin-top: 0; }
    footer { margin-top: 2.5rem; font-size: .85rem; }
    @media print {
      :root { --ink: #000; --quiet: #444; --ground: #fff; --line: #999; --soft: #fff; --bar: #666; }
      body { font-size: 10.5pt; }
      main { max-width: none; padding: 0; }
      .wide { overflow: visible; }
      tr, li, .keep, .page-tomorrow { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      thead { display: table-header-group; }
      .bar, .bar i { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      code { background: none; padding: 0; }
    }
    @media (max-width: 40rem) { dl div { grid-template-columns: 1fr; gap: 0; } }
    @page { margin: 16mm; }
    """
}
