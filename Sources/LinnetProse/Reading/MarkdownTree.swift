import CCmark
import Glibc

/// Reads Markdown with cmark-gfm, and makes its tree ours.
struct MarkdownTree {
  private let maths: MathsKeeper
  private let firstLine: Int

  /// Elements inside elements beyond this many are their words alone, so that no stack runs out.
  private static let deepest = 100

  /// The names of the extensions of GitHub's dialect.
  private static let extensions = ["table", "strikethrough", "autolink", "tasklist"]

  /// The library keeps a list of its extensions, which is made once.
  private static let isReady: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// The blocks of a text whose first line has this number.
  static func read(_ markdown: String, firstLine: Int) -> [Prose.Block] {
    let maths = MathsKeeper(markdown)
    guard let root = document(maths.markdown) else { return [] }
    defer { cmark_node_free(root) }
    return MarkdownTree(maths: maths, firstLine: firstLine).blocks(of: root, depth: 0)
  }

  /// The library's own tree, which the caller lets go.
  static func document(_ markdown: String) -> OpaquePointer? {
    guard isReady, let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return nil }
    defer { cmark_parser_free(parser) }
    let left = [
      hasEndlessTable(markdown) ? "table" : "", hasEndlessWord(markdown) ? "autolink" : "",
    ]
    for name in extensions where !left.contains(name) {
      if let known = cmark_find_syntax_extension(name) {
        cmark_parser_attach_syntax_extension(parser, known)
      }
    }
    var markdown = markdown
    markdown.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) {
        cmark_parser_feed(parser, $0.baseAddress, $0.count)
      }
    }
    return cmark_parser_finish(parser)
  }

  /// True for a table with columns beyond counting: every short row of it would be filled up with as many cells.
  private static func hasEndlessTable(_ markdown: String) -> Bool {
    var bars = 0
    var isRule = true
    for byte in markdown.utf8 {
      switch byte {
      case UInt8(ascii: "|"): bars += 1
      case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: ">"), 0x20, 0x09, 0x0D: break
      case 0x0A:
        if isRule, bars > 200 { return true }
        bars = 0
        isRule = true
      default: isRule = false
      }
    }
    return isRule && bars > 200
  }

  /// True for a word beyond reading, in which looking for addresses would take forever.
  private static func hasEndlessWord(_ markdown: String) -> Bool {
    var length = 0
    for byte in markdown.utf8 {
      length = byte <= 0x20 ? 0 : length + 1
      if length > 5000 { return true }
    }
    return false
  }

  // MARK: Blocks

  private func blocks(of parent: OpaquePointer, depth: Int) -> [Prose.Block] {
    var stack = BlockStack()
    var next = cmark_node_first_child(parent)
    while let node = next {
      next = cmark_node_next(node)
      if cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK {
        addMarkup(node, to: &stack)
      } else if let kind = kind(of: node, depth: depth) {
        stack.add(block(kind, node))
      }
    }
    return stack.finish()
  }

  private func block(_ kind: Prose.Kind, _ node: OpaquePointer) -> Prose.Block {
    Prose.Block(kind, line: line(of: node), lastLine: lastLine(of: node))
  }

  private func line(of node: OpaquePointer) -> Int {
    Int(cmark_node_get_start_line(node)) + firstLine - 1
  }

  private func lastLine(of node: OpaquePointer) -> Int {
    Int(cmark_node_get_end_line(node)) + firstLine - 1
  }

  private func kind(of node: OpaquePointer, depth: Int) -> Prose.Kind? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_HEADING:
      return .heading(Int(cmark_node_get_heading_level(node)), inlines(of: node, depth: depth + 1))
    case CMARK_NODE_PARAGRAPH:
      let inlines = inlines(of: node, depth: depth + 1)
      if inlines.count == 1, case .formula(let tex, true) = inlines[0] { return .formula(tex) }
      return inlines.isEmpty ? nil : .paragraph(inlines)
    case CMARK_NODE_BLOCK_QUOTE:
      guard depth < MarkdownTree.deepest else { return words(of: node) }
      return .quote(blocks(of: node, depth: depth + 1))
    case CMARK_NODE_LIST:
      guard depth < MarkdownTree.deepest else { return words(of: node) }
      return .list(list(node, depth: depth + 1))
    case CMARK_NODE_CODE_BLOCK:
      let info = maths.source(of: text(cmark_node_get_fence_info(node)))
      let code = maths.source(of: text(cmark_node_get_literal(node)))
      return info == "math" ? .formula(code) : .code(info, code)
    case CMARK_NODE_THEMATIC_BREAK: return .rule
    default:
      guard text(cmark_node_get_type_string(node)) == "table" else { return words(of: node) }
      return .table(table(node, depth: depth + 1))
    }
  }

  /// What is too deep, or of no kind that is known: its words.
  private func words(of node: OpaquePointer) -> Prose.Kind? {
    guard let plain = cmark_render_plaintext(node, CMARK_OPT_DEFAULT, 0) else { return nil }
    defer { free(plain) }
    let words = maths.source(of: text(plain)).filter { $0 != "\n" }
    return words.isEmpty ? nil : .paragraph([.text(words)])
  }

  private func list(_ node: OpaquePointer, depth: Int) -> Prose.List {
    var items: [Prose.Item] = []
    var next = cmark_node_first_child(node)
    while let item = next {
      next = cmark_node_next(item)
      let isTask = text(cmark_node_get_type_string(item)) == "tasklist"
      items.append(
        Prose.Item(
          isTicked: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(item) : nil,
          blocks: blocks(of: item, depth: depth), line: line(of: item)))
    }
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    return Prose.List(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
      isTight: cmark_node_get_list_tight(node) != 0, items: items)
  }

  private func table(_ node: OpaquePointer, depth: Int) -> Prose.Table {
    let count = Int(cmark_gfm_extensions_get_table_columns(node))
    let letters = cmark_gfm_extensions_get_table_alignments(node)
    let alignments: [Prose.Alignment] = (0..<count).map {
      switch letters?[$0] {
      case UInt8(ascii: "l"): .left
      case UInt8(ascii: "c"): .center
      case UInt8(ascii: "r"): .right
      default: .unspecified
      }
    }
    var table = Prose.Table(alignments: alignments, header: [], rows: [])
    var next = cmark_node_first_child(node)
    while let row = next {
      next = cmark_node_next(row)
      var cells: [[Prose.Inline]] = []
      var cell = cmark_node_first_child(row)
      while let each = cell {
        cell = cmark_node_next(each)
        cells.append(inlines(of: each, depth: depth))
      }
      while cells.count < count { cells.append([]) }
      if cmark_gfm_extensions_get_table_row_is_header(row) != 0 {
        table.header = cells
      } else {
        table.rows.append(cells)
      }
    }
    return table
  }

  // MARK: Raw HTML between blocks

  private func addMarkup(_ node: OpaquePointer, to stack: inout BlockStack) {
    var builder = InlineBuilder()
    for placed in MarkupTokens.read(text(cmark_node_get_literal(node))) {
      let line = line(of: node) + placed.line
      switch placed.token {
      case .open("details", let source) where stack.depth < MarkdownTree.deepest:
        flush(&builder, node, to: &stack)
        stack.open(line: line, isOpen: source.dropFirst(8).lowercased().hasPrefix(" open"))
      case .close("details", _) where stack.isInside:
        flush(&builder, node, to: &stack)
        stack.close(lastLine: line)
      case .open("summary", _) where stack.isInside: flush(&builder, node, to: &stack)
      case .close("summary", _) where stack.isInside: stack.summary(builder.finishTrimmed())
      default: builder.add(placed.token, maths)
      }
    }
    flush(&builder, node, to: &stack)
  }

  private func flush(
    _ builder: inout InlineBuilder, _ node: OpaquePointer, to stack: inout BlockStack
  ) {
    let inlines = builder.finishTrimmed()
    if !inlines.isEmpty { stack.add(block(.paragraph(inlines), node)) }
  }

  // MARK: Within a line

  private func inlines(of parent: OpaquePointer, depth: Int) -> [Prose.Inline] {
    var builder = InlineBuilder()
    var next = cmark_node_first_child(parent)
    while let node = next {
      next = cmark_node_next(node)
      switch cmark_node_get_type(node) {
      case CMARK_NODE_TEXT: builder.add(text: text(cmark_node_get_literal(node)), maths)
      case CMARK_NODE_CODE:
        builder.add(.code(maths.source(of: text(cmark_node_get_literal(node)))))
      case CMARK_NODE_SOFTBREAK: builder.add(.softBreak)
      case CMARK_NODE_LINEBREAK: builder.add(.lineBreak)
      case CMARK_NODE_HTML_INLINE: builder.add(markup: text(cmark_node_get_literal(node)), maths)
      default:
        guard depth < MarkdownTree.deepest else {
          if case .paragraph(let words) = words(of: node) {
            for word in words { builder.add(word) }
          }
          continue
        }
        add(node, inlines(of: node, depth: depth + 1), to: &builder)
      }
    }
    return builder.finish()
  }

  private func add(
    _ node: OpaquePointer, _ inner: [Prose.Inline], to builder: inout InlineBuilder
  ) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_EMPH: builder.add(.emphasis(inner))
    case CMARK_NODE_STRONG: builder.add(.strong(inner))
    case CMARK_NODE_IMAGE:
      builder.add(.image(address(of: node), title: title(of: node), inner))
    case CMARK_NODE_LINK:
      let address = address(of: node)
      // The text of a bare address is the address, whatever in it looks like a formula.
      let written = maths.source(of: plainText(of: node))
      let isBare =
        address == written || address == "http://" + written
        || address == "mailto:" + written
      builder.add(.link(address, title: title(of: node), isBare ? [.text(written)] : inner))
    default:
      let isStruck = text(cmark_node_get_type_string(node)) == "strikethrough"
      for each in isStruck ? [.struck(inner)] : inner { builder.add(each) }
    }
  }

  /// The text of a node that holds nothing but texts; empty otherwise.
  private func plainText(of node: OpaquePointer) -> String {
    var all = ""
    var next = cmark_node_first_child(node)
    while let child = next {
      next = cmark_node_next(child)
      guard cmark_node_get_type(child) == CMARK_NODE_TEXT else { return "" }
      all += text(cmark_node_get_literal(child))
    }
    return all
  }

  private func address(of node: OpaquePointer) -> String {
    maths.source(of: text(cmark_node_get_url(node)))
  }

  private func title(of node: OpaquePointer) -> String {
    maths.source(of: text(cmark_node_get_title(node)))
  }

  private func text(_ letters: UnsafePointer<CChar>?) -> String {
    letters.map { String(cString: $0) } ?? ""
  }
}

/// Blocks as they come, and the folding elements around them.
private struct BlockStack {
  private struct Details {
    var summary: [Prose.Inline] = []
    var isOpen: Bool
    var line: Int
    var outside: [Prose.Block]
  }

  private var blocks: [Prose.Block] = []
  private var details: [Details] = []

  /// How many folding elements are open.
  var depth: Int { details.count }
  /// True within a folding element.
  var isInside: Bool { !details.isEmpty }

  mutating func add(_ block: Prose.Block) { blocks.append(block) }

  mutating func open(line: Int, isOpen: Bool) {
    details.append(Details(isOpen: isOpen, line: line, outside: blocks))
    blocks = []
  }

  mutating func summary(_ summary: [Prose.Inline]) {
    if !details.isEmpty { details[details.count - 1].summary = summary }
  }

  mutating func close(lastLine: Int) {
    guard let element = details.popLast() else { return }
    let inner = blocks
    blocks = element.outside
    blocks.append(
      Prose.Block(
        .details(element.summary, inner, isOpen: element.isOpen), line: element.line,
        lastLine: max(element.line, lastLine)))
  }

  mutating func finish() -> [Prose.Block] {
    while isInside { close(lastLine: blocks.last?.lastLine ?? 0) }
    return blocks
  }
}
