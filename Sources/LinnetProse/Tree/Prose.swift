/// Markdown for people, read into a tree: paragraphs, lists, tables, formulas, hints that fold.
///
/// ```swift
/// let prose = Prose(markdown: "The **mass** is $m^2 = E^2 - p^2$.")
/// prose.html()                        // <p>The <strong>mass</strong> is <math …>
/// prose.lines(TerminalStyle(width: 60))   // ["The mass is m² = E² − p²."]
/// ```
///
/// GitHub's dialect, read by cmark-gfm: tables, task lists, strikethrough, bare addresses. Formulas between `$`
/// signs are taken out before Markdown could see stars and underlines in them. Raw HTML is text, but for a few
/// elements that lessons need and that can do no harm (`MarkupTokens.harmless`). Never fails.
public struct Prose: Sendable, Equatable {
  /// What stands under one another.
  public var blocks: [Block]

  /// Makes prose from blocks.
  public init(blocks: [Block]) { self.blocks = blocks }

  /// Reads Markdown; `firstLine` is the number that its first line has in the file.
  public init(markdown: String, firstLine: Int = 1) {
    blocks = MarkdownTree.read(markdown, firstLine: firstLine)
  }

  /// One block and the lines of the file that it stands on.
  public struct Block: Sendable, Equatable {
    /// What it is.
    public var kind: Kind
    /// The number of its first line in the file.
    public var line: Int
    /// The number of its last line in the file.
    public var lastLine: Int

    /// Makes a block.
    public init(_ kind: Kind, line: Int, lastLine: Int) {
      self.kind = kind
      self.line = line
      self.lastLine = lastLine
    }
  }

  /// The kinds of blocks.
  public indirect enum Kind: Sendable, Equatable {
    /// A heading of level 1 to 6.
    case heading(Int, [Inline])
    /// Text.
    case paragraph([Inline])
    /// A quotation.
    case quote([Block])
    /// A list.
    case list(List)
    /// A block of code; the first text is what follows the fence.
    case code(String, String)
    /// A table.
    case table(Table)
    /// A formula on lines of its own, as TeX.
    case formula(String)
    /// What a person opens to read, such as a hint; the summary is always there to see.
    case details([Inline], [Block], isOpen: Bool)
    /// A line across.
    case rule
  }

  /// A list with its items.
  public struct List: Sendable, Equatable {
    /// The number of the first item; nil for a list without numbers.
    public var start: Int?
    /// True when no empty lines stand between the items.
    public var isTight: Bool
    /// The items.
    public var items: [Item]
  }

  /// An item of a list.
  public struct Item: Sendable, Equatable {
    /// Whether its box is ticked; nil for an item without a box.
    public var isTicked: Bool?
    /// What stands in it.
    public var blocks: [Block]
    /// The number of its first line in the file.
    public var line: Int
  }

  /// A table: a row of names, and rows that have as many cells.
  public struct Table: Sendable, Equatable {
    /// How each column is aligned.
    public var alignments: [Alignment]
    /// The names of the columns.
    public var header: [[Inline]]
    /// The rows.
    public var rows: [[[Inline]]]
  }

  /// Where the cells of a column stand.
  public enum Alignment: Sendable, Equatable {
    case unspecified
    case left
    case center
    case right
  }

  /// What stands within a line.
  public indirect enum Inline: Sendable, Equatable {
    /// Words.
    case text(String)
    /// Code within a line.
    case code(String)
    /// `*so*`.
    case emphasis([Inline])
    /// `**so**`.
    case strong([Inline])
    /// `~~so~~`.
    case struck([Inline])
    /// A link: its address, its title, its text.
    case link(String, title: String, [Inline])
    /// A picture: its address, its title, and the words for those who do not see it.
    case image(String, title: String, [Inline])
    /// A formula as TeX; one that is to stand on a line of its own is displayed.
    case formula(String, isDisplayed: Bool)
    /// `sub`, `sup` or `kbd`.
    case element(String, [Inline])
    /// The end of a line in the file, which means no more than a space.
    case softBreak
    /// A line that ends here for the reader too.
    case lineBreak
  }
}

extension Prose {
  /// The words alone, as a screen reader would say them: formulas as text, pictures by their words.
  public static func words(of inlines: [Inline]) -> String {
    var text = ""
    for inline in inlines {
      switch inline {
      case .text(let words), .code(let words): text += words
      case .emphasis(let inner), .strong(let inner), .struck(let inner), .element(_, let inner),
        .link(_, _, let inner), .image(_, _, let inner):
        text += words(of: inner)
      case .formula(let tex, _): text += Formula(tex: tex).text
      case .softBreak, .lineBreak: text += " "
      }
    }
    return text
  }
}
