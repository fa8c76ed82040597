/// How the tables of a page or a notebook get their looks.
///
/// A notebook that was not run here throws style sheets, roles and drawn pictures away, so there everything that a
/// reader needs stands in the elements themselves. A page with all rows of a long table keeps its looks in one place.
enum HTMLLooks {
  /// A style sheet at the beginning, and classes.
  case sheet
  /// Styles at each element, and nothing else.
  case inline

  /// The attributes of a cell: numbers stand on the right.
  func cell(isNumber: Bool) -> String {
    switch self {
    case .sheet: isNumber ? " class=\"n\"" : ""
    case .inline:
      isNumber
        ? " style=\"text-align:right;white-space:nowrap\"" : " style=\"text-align:left\""
    }
  }

  /// The attributes of a cell that says what a column holds.
  func kind(isNumber: Bool) -> String {
    switch self {
    case .sheet: cell(isNumber: isNumber)
    case .inline:
      " style=\"text-align:\(isNumber ? "right" : "left");font-size:.85em;opacity:.7\""
    }
  }

  /// The attributes of a row's number.
  var rowNumber: String {
    switch self {
    case .sheet: ""
    case .inline: " style=\"text-align:right;font-weight:normal;opacity:.7\""
    }
  }

  /// The attributes of the line that says what the columns hold.
  var kinds: String { self == .sheet ? " class=\"k\"" : "" }

  /// The attributes of a row's name.
  var rowName: String {
    self == .sheet ? " class=\"c\"" : " style=\"text-align:left;font-weight:bold\""
  }

  /// What stands for a gap.
  var gap: String {
    let words = "title=\"missing\" role=\"img\" aria-label=\"missing\""
    return self == .sheet
      ? "<span class=\"g\" \(words)>–</span>" : "<span style=\"opacity:.6\" \(words)>–</span>"
  }

  /// The end that a number lacks, so that points stand below each other: it takes its place unseen.
  func hidden(_ tail: String) -> String {
    if tail.isEmpty { return "" }
    return self == .sheet
      ? "<i aria-hidden=\"true\">\(tail)</i>"
      : "<i aria-hidden=\"true\" style=\"visibility:hidden\">\(tail)</i>"
  }

  /// A whole table around its lines.
  func frame(caption: String, head: [String], body: [String]) -> String {
    var text: String
    switch self {
    case .sheet:
      text = "<div class=\"linnet-table\">\n<style>\n\(Self.style)</style>\n<table>\n<caption>"
    case .inline:
      text = "<div class=\"linnet-table\" style=\"overflow-x:auto\">\n<table>\n"
      text += "<caption style=\"caption-side:bottom;text-align:left;opacity:.75\">"
    }
    text += HTMLText.escaped(caption) + "</caption>\n"
    text += "<thead>\n" + head.joined(separator: "\n") + "\n</thead>\n"
    text += "<tbody>\n" + body.map { $0 + "\n" }.joined() + "</tbody>\n</table>\n</div>\n"
    return text
  }

  /// Half-transparent greys go with any ground.
  private static let style = """
    .linnet-table{overflow-x:auto;max-width:100%}
    .linnet-table table{border-collapse:collapse;border:none;margin:0;font-size:.9em;line-height:1.35;\
    font-variant-numeric:tabular-nums}
    .linnet-table caption{caption-side:bottom;text-align:left;padding:.4em .6em;color:inherit;opacity:.75}
    .linnet-table th,.linnet-table td{padding:.15em .6em;border:none;text-align:left;\
    vertical-align:baseline;white-space:nowrap;max-width:32em;overflow:hidden;text-overflow:ellipsis}
    .linnet-table .n{text-align:right}
    .linnet-table thead tr:last-child>*{border-bottom:1px solid rgba(127,127,127,.6)}
    .linnet-table tbody tr+tr>*{border-top:1px solid rgba(127,127,127,.2)}
    .linnet-table .k td,.linnet-table tbody th{font-weight:normal;font-size:.9em;opacity:.7;\
    padding-left:.667em;padding-right:.667em}
    .linnet-table tbody th{text-align:right}
    .linnet-table tbody th.c{text-align:left;font-weight:bold;font-size:1em;opacity:1;\
    padding-left:.6em;padding-right:.6em}
    .linnet-table .g{opacity:.6}
    .linnet-table i{visibility:hidden;font-style:normal}
    .linnet-table svg{display:block;fill:currentColor;opacity:.75}

    """
}
