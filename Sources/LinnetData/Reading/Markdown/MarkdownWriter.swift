/// Writes a dataset as a table of Markdown, to be put into a document or a worksheet.
public struct MarkdownWriter {
  /// A byte that has another form within a cell.
  struct Sign {
    /// The byte in a text.
    var byte: UInt8
    /// What stands for it in a cell.
    var written: [UInt8]
  }

  /// The bar between cells.
  static var bar: Sign { Sign(byte: UInt8(ascii: "|"), written: Array("\\|".utf8)) }
  /// A cell is a line, so the next one begins with a word of HTML, as everywhere in Markdown.
  static var lineBreak: Sign { Sign(byte: 0x0A, written: Array("<br>".utf8)) }

  /// The bytes of a dataset; units go into the names as `name [unit]`, and numbers stand at the right.
  ///
  /// Gaps become empty cells. Lists, records and vectors have no place in such a file.
  ///
  /// Errors: `cannot-save-column`.
  public static func write(_ dataset: Dataset) throws(DataMistake) -> [UInt8] {
    var bytes: [UInt8] = []
    let signs = [bar, lineBreak]
    for (name, column) in zip(dataset.names, dataset.columns) {
      guard DelimitedWriter.isPlain(column) else {
        throw DataMistake("cannot-save-column", ["name": name])
      }
      bytes += "| ".utf8
      text(column.unit.isEmpty ? name : "\(name) [\(column.unit)]", signs, into: &bytes)
      bytes.append(0x20)
    }
    bytes += "|\n".utf8
    for column in dataset.columns {
      bytes += (column.kind == .number ? "| ---: " : "| --- ").utf8
    }
    bytes += "|\n".utf8
    for row in 0..<dataset.count {
      for column in dataset.columns {
        bytes += "| ".utf8
        if case .text(let codes, let words) = column.storage {
          if codes[row] >= 0 { text(words[Int(codes[row])], signs, into: &bytes) }
        } else {
          DelimitedWriter.value(column, row, into: &bytes)
        }
        bytes.append(0x20)
      }
      bytes += "|\n".utf8
    }
    return bytes
  }

  private static func text(_ text: String, _ signs: [Sign], into bytes: inout [UInt8]) {
    for byte in text.utf8 {
      if let sign = signs.first(where: { $0.byte == byte }) {
        bytes += sign.written
      } else if byte != 0x0D {
        bytes.append(byte)
      }
    }
  }
}
