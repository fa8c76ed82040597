import Testing

@testable import LinnetData

/// Excel files that are cut short, damaged or made to harm.
@Suite struct ExcelRobustnessTests {
  private static let book: SmallBook = {
    var book = SmallBook(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>w</t></is></c></row>\
      <row r="2"><c r="A2"><v>1.5</v></c><c r="B2" s="1"><v>45351.5</v></c><c r="C2" t="str"><v>a&amp;b</v></c></row>\
      <row r="3"><c r="A3" t="e"><v>#REF!</v></c><c r="B3" s="2"><v>0.25</v></c><c r="C3" t="b"><v>1</v></c></row>\
      <row r="5"><c r="A5"><v>12</v></c></row>
      """, after: "<mergeCells count=\"1\"><mergeCell ref=\"C2:C3\"/></mergeCells>")
    book.texts = "<si><t>x [cm]</t></si><si><r><t>d</t></r><r><t>_x0041_</t></r></si>"
    book.styles = """
      <numFmts><numFmt numFmtId="170" formatCode="yyyy\\-mm"/></numFmts><cellXfs><xf numFmtId="0"/>\
      <xf numFmtId="170"/><xf numFmtId="46"/></cellXfs>
      """
    book.sheets.append(("Two", "<sheetData/>"))
    return book
  }()

  private static let codes: Set<String> = [
    "damaged-file", "cannot-unpack", "locked-file", "other-spreadsheet", "format-not-yet",
    "several-tables", "unknown-table", "empty-file", "too-many-values",
  ]

  /// Reads, and looks at every cell of what comes out.
  private func read(_ bytes: [UInt8]) -> Bool {
    do throws(DataMistake) {
      let data = try ExcelReader.read(bytes, unpacker: Unpacker(), memory: 1 << 22).dataset
      for column in data.columns {
        for row in 0..<column.count { _ = CellText.shown(column, row: row) }
      }
      return data.columns.allSatisfy { $0.count == data.count }
        && Set(data.names).count == data.names.count
    } catch {
      return Self.codes.contains(error.code)
    }
  }

  @Test func cutShort() throws {
    let bytes = Self.book.bytes
    #expect(try Self.book.table().dataset.count == 3)
    for count in 0..<bytes.count {
      #expect(throws: DataMistake.self) {
        try ExcelReader.read(Array(bytes[..<count]), unpacker: Unpacker())
      }
    }
    for start in stride(from: 1, to: bytes.count, by: 3) { #expect(read(Array(bytes[start...]))) }
  }

  @Test func oneBitChanged() {
    let bytes = Self.book.bytes
    for place in bytes.indices {
      for bit in [0, 3, 5, 7] {
        var other = bytes
        other[place] ^= 1 << UInt8(bit)
        #expect(read(other), "bit \(bit) of byte \(place)")
      }
    }
  }

  /// With its check sum put right, so that the damage reaches the reader of the part.
  @Test func oneByteOfAPartChanged() {
    let parts = Self.book.parts
    var seed: UInt64 = 7
    for (number, part) in parts.enumerated() {
      for place in part.bytes.indices {
        var changed = parts
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let signs = Array("<>/\"=& 9A\u{0}".utf8)
        switch seed >> 33 & 3 {
        case 0: changed[number].bytes[place] ^= 1 << UInt8(seed >> 40 & 7)
        case 1: changed[number].bytes.remove(at: place)
        case 2: changed[number].bytes.removeSubrange(place...)
        default: changed[number].bytes[place] = signs[Int(seed >> 40) % signs.count]
        }
        #expect(read(SmallBook.archive(changed)), "byte \(place) of \(part.name)")
      }
    }
  }

  @Test func aPartIsNotBelieved() {
    func code(_ change: (inout [UInt8]) -> Void, memory: Int64 = 1 << 22) -> String? {
      var bytes = Self.book.bytes
      change(&bytes)
      do throws(DataMistake) {
        _ = try ExcelReader.read(bytes, unpacker: Unpacker(), memory: memory)
        return nil
      } catch {
        return error.code
      }
    }
    /// The place of the first entry of the directory.
    func directory(_ bytes: [UInt8]) -> Int {
      bytes.indices.first { bytes[$0...].starts(with: Array("PK\u{1}\u{2}".utf8)) } ?? 0
    }
    #expect(code({ _ in }) == nil)
    #expect(code({ _ in }, memory: 500) == "too-many-values")
    // Two gigabytes from a few bytes, packed or not.
    #expect(code { $0[directory($0) + 27] = 0x7F } == "damaged-file")
    #expect(
      code {
        $0[directory($0) + 27] = 0x7F
        $0[directory($0) + 10] = 8
      } == "damaged-file")
    #expect(code { $0[directory($0) + 44] = 0x7F } == "damaged-file")
    #expect(code { $0[directory($0) + 8] = 1 } == "locked-file")
    #expect(code { $0[directory($0) + 10] = 8 } == "cannot-unpack")
    #expect(code { $0[directory($0) + 10] = 9 } == "damaged-file")
    #expect(code { $0[directory($0) + 10] = 12 } == "cannot-unpack")
    // The archive may have a remark behind it, and other bytes before it do not matter.
    #expect(
      code {
        $0[$0.count - 2] = 5
        $0 += [1, 2, 3, 4, 5]
      } == nil)
  }

  @Test func fewCellsFarApartTakeLittleMemory() {
    func column(_ number: Int) -> String {
      var text = ""
      var rest = number
      while rest > 0 {
        text = String(Character(Unicode.Scalar(UInt8(65 + (rest - 1) % 26)))) + text
        rest = (rest - 1) / 26
      }
      return text
    }
    // One cell in each of many columns, each in a row of its own.
    let diagonal = (1...4000).map { number in
      "<row r=\"\(number)\"><c r=\"\(column(number))\(number)\"><v>1</v></c></row>"
    }.joined()
    #expect(SmallBook(diagonal).code() == "too-many-values")
    // Rows far down are no rows until there.
    let far = SmallBook(
      "<row r=\"1\"><c t=\"str\"><v>x</v></c></row><row r=\"1048576\"><c><v>1</v></c></row>")
    #expect(far.code() == nil)
    for rows in [
      "<row r=\"1048577\"><c><v>1</v></c></row>", "<row r=\"-1\"><c><v>1</v></c></row>",
      "<row r=\"2\"/><row r=\"2\"/>", "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
      "<row r=\"99999999999999999999\"/><row r=\"9223372036854775807\"/>",
    ] { #expect(SmallBook(rows).code() == "damaged-file", "\(rows)") }
    let wide = SmallBook(
      "<row r=\"1\">\((1...16384).map { _ in "<c><v>1</v></c>" }.joined())</row>",
      after:
        "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/><mergeCell ref=\"A1:ZZZZ9\"/></mergeCells>")
    #expect(wide.code(memory: 1 << 26) == nil)
  }

  @Test func documentsThatGrowAreRefused() {
    var book = SmallBook(
      "<row r=\"1\"><c t=\"str\"><v>x</v></c></row><row><c t=\"str\"><v>&a; &#1114112; &#xZ; &</v></c></row>"
    )
    #expect(book.code() == nil)
    book.others = [
      (
        "xl/texts.xml",
        Array(
          "<!DOCTYPE a [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]><sst><si><t>&c;</t></si></sst>"
            .utf8)
      )
    ]
    #expect(book.code() == "damaged-file")
    book.others = [("xl/texts.xml", Array(String(repeating: "<a>", count: 100_000).utf8))]
    #expect(book.code() == "damaged-file")
  }
}
