import Foundation
import Testing

@testable import LinnetData

/// An Excel file put together from its parts, none of them packed.
struct SmallBook {
  /// Sheets by name: what stands inside `<worksheet>`.
  var sheets: [(name: String, content: String)] = []
  var texts = ""
  var styles = ""
  /// What stands in the tag `workbookPr`.
  var properties = ""
  /// Names of hidden sheets.
  var hidden: [String] = []
  /// Parts beside, or in place of, the usual ones.
  var others: [(name: String, bytes: [UInt8])] = []

  init(_ rows: String = "", after: String = "") {
    if !rows.isEmpty { sheets = [("Data", "<sheetData>\(rows)</sheetData>\(after)")] }
  }

  var parts: [(name: String, bytes: [UInt8])] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006/relationships"
    var list = ""
    var links = ""
    var made: [(name: String, bytes: [UInt8])] = []
    func add(_ name: String, _ text: String) {
      guard !others.contains(where: { $0.name == name }) else { return }
      made.append((name, Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(text)".utf8)))
    }
    for (place, sheet) in sheets.enumerated() {
      let state = hidden.contains(sheet.name) ? "hidden" : "visible"
      list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(place + 1)\" state=\"\(state)\""
      list += " r:id=\"r\(place)\"/>"
      links += "<Relationship Id=\"r\(place)\" Type=\"\(office)/worksheet\""
      links += " Target=\"worksheets/sheet\(place).xml\"/>"
      add(
        "xl/worksheets/sheet\(place).xml",
        "<worksheet xmlns=\"\(main)\">\(sheet.content)</worksheet>")
    }
    links += "<Relationship Id=\"t\" Type=\"\(office)/sharedStrings\" Target=\"/xl/texts.xml\"/>"
    links += "<Relationship Id=\"s\" Type=\"\(office)/styles\" Target=\"./styles.xml\"/>"
    add("[Content_Types].xml", "<Types/>")
    add(
      "_rels/.rels",
      "<Relationships xmlns=\"\(package)\"><Relationship Id=\"a\" Type=\"\(office)/officeDocument\""
        + " Target=\"xl/workbook.xml\"/></Relationships>")
    add("xl/_rels/workbook.xml.rels", "<Relationships>\(links)</Relationships>")
    add(
      "xl/workbook.xml",
      "<workbook xmlns:r=\"\(office)\"><workbookPr \(properties)/><sheets>\(list)</sheets></workbook>"
    )
    if !texts.isEmpty { add("xl/texts.xml", "<sst>\(texts)</sst>") }
    if !styles.isEmpty { add("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>") }
    return made + others
  }

  /// The whole file.
  var bytes: [UInt8] { Self.archive(parts) }

  /// A zip archive of parts as they are.
  static func archive(_ parts: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    func whole(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for part in parts {
      let check = Int(part.bytes.withUnsafeBufferPointer { CyclicRedundancyCheck.sum($0) })
      let shared =
        whole(20, 2) + whole(0, 8) + whole(check, 4) + whole(part.bytes.count, 4)
        + whole(part.bytes.count, 4) + whole(part.name.utf8.count, 2) + whole(0, 2)
      directory += Array("PK\u{1}\u{2}".utf8) + whole(20, 2) + shared + whole(0, 10)
      directory += whole(bytes.count, 4) + Array(part.name.utf8)
      bytes += Array("PK\u{3}\u{4}".utf8) + shared + Array(part.name.utf8) + part.bytes
    }
    let start = bytes.count
    bytes += directory + Array("PK\u{5}\u{6}".utf8) + whole(0, 4) + whole(parts.count, 2)
    bytes += whole(parts.count, 2) + whole(directory.count, 4) + whole(start, 4) + whole(0, 2)
    return bytes
  }

  /// The table in the file; `change` sets options.
  func table(memory: Int64 = 1 << 24, _ change: (inout DelimitedOptions) -> Void = { _ in })
    throws(DataMistake) -> LoadedTable
  {
    var options = DelimitedOptions()
    change(&options)
    return try ExcelReader.read(
      bytes, options: options, origin: "x.xlsx", unpacker: Unpacker(), memory: memory)
  }

  /// The code of the mistake that reading ends with.
  func code(memory: Int64 = 1 << 24, _ change: (inout DelimitedOptions) -> Void = { _ in })
    -> String?
  {
    do throws(DataMistake) {
      _ = try table(memory: memory, change)
      return nil
    } catch {
      return error.code
    }
  }
}

/// A table as lines of cells with bars between, the names first.
private func lines(_ table: LoadedTable) -> [String] {
  let data = table.dataset
  return [data.names.joined(separator: "|")]
    + (0..<data.count).map { row in
      data.columns.map { CellText.shown($0, row: row, digits: 15) ?? "" }.joined(separator: "|")
    }
}

/// A row of cells that hold text or a number.
private func row(_ number: Int, from first: String = "A", _ cells: String...) -> String {
  var text = "<row r=\"\(number)\">"
  var letter = first.unicodeScalars.first?.value ?? 65
  for cell in cells {
    let place = "\(Character(Unicode.Scalar(letter) ?? "A"))\(number)"
    letter += 1
    if cell.isEmpty { continue }
    if Double(cell) != nil {
      text += "<c r=\"\(place)\"><v>\(cell)</v></c>"
    } else {
      text += "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(cell)</t></is></c>"
    }
  }
  return text + "</row>"
}

/// Tables out of Excel files.
@Suite struct ExcelTests {
  @Test func cellsOfEveryKind() throws {
    var book = SmallBook(
      """
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>\
      <c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c><c r="F1" t="s"><v>5</v></c></row>
      <row r="2"><c r="A2" t="s"><v>6</v></c><c r="B2"><f>1/4</f><v>0.25</v></c><c r="C2" t="b"><v>1</v></c>\
      <c r="D2" t="str"><f>"a"&amp;"b"</f><v>a &lt; b</v></c><c r="E2"><v>1E-3</v></c>\
      <c r="F2" t="e"><v>#DIV/0!</v></c></row>
      <row r="3"><c r="A3" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c><c r="B3" t="e">\
      <v>#N/A</v></c><c r="C3" t="b"><v>0</v></c><c r="D3" t="str"><f>""</f><v></v></c>\
      <c r="E3"><v>2</v></c><c r="F3"><v>7</v></c></row>
      <row><c t="s"><v>7</v></c><c><v>-1.5e300</v></c><c/><c t="s"><v>6</v></c><c><v>9</v></c><c><v>8</v></c></row>
      """)
    book.texts = """
      <si><t>name</t></si><si><t xml:space="preserve">p [GeV]</t></si><si><t>ok</t></si><si><t>f</t></si>
      <si><t>n</t></si><si><t>bad</t></si>
      <si><r><rPr><b/></rPr><t>bo</t></r><r><t xml:space="preserve">ld &amp; &#233;&#x1F600;</t></r><rPh sb="0" eb="1"><t>no</t></rPh></si>
      <si><t><![CDATA[a<b>&amp;]]> _x0041__x000a_z</t></si>
      """
    let table = try book.table()
    #expect(
      lines(table) == [
        "name|p|ok|f|n|bad", "bold & é😀|0.25|true|a < b|0.001|", "inline||false||2|7",
        "a<b>&amp; A z|-1.5e300||bold & é😀|9|8",
      ])
    #expect(table.dataset.column("p")?.unit == "GeV")
    #expect(table.notes.map { $0.slots["sample"] } == ["#DIV/0!"])
  }

  @Test func numbersShownAsDatesAreDates() throws {
    func cells(_ row: Int, _ values: String) -> String {
      var text = "<row r=\"\(row)\">"
      for style in 0..<6 { text += "<c s=\"\(style)\"><v>\(values)</v></c>" }
      return text + "</row>"
    }
    var book = SmallBook(
      row(1, "n", "day", "moment", "time", "span", "red") + cells(2, "45351.4375")
        + cells(3, "59") + cells(4, "60") + cells(5, "61") + cells(6, "1") + cells(7, "0.5"))
    book.styles = """
      <numFmts><numFmt numFmtId="164" formatCode="dd\\-mm\\-yy;@"/><numFmt numFmtId="165" formatCode="[h]:mm"/>
      <numFmt numFmtId="166" formatCode="[Red]0.0&quot;days&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="22"/><xf numFmtId="20"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs>
      """
    #expect(
      lines(try book.table { $0.columns = ["n", "day", "moment", "span", "red"] }) == [
        "n|day|moment|span|red",
        "45351.4375|2024-02-29 10:30|2024-02-29 10:30|1088434:30:00|45351.4375",
        "59|1900-02-28|1900-02-28 00:00|1416:00:00|59",
        "60|1900-02-28|1900-02-28 00:00|1440:00:00|60",
        "61|1900-03-01|1900-03-01 00:00|1464:00:00|61",
        "1|1900-01-01|1900-01-01 00:00|24:00:00|1",
        "0.5|1899-12-31 12:00|1899-12-31 12:00|12:00:00|0.5",
      ])
    book.properties = "date1904=\"1\""
    #expect(
      lines(try book.table { $0.columns = ["day"] }).suffix(2) == [
        "1904-01-02", "1904-01-01 12:00",
      ])
    book.sheets = [
      (
        "Data",
        "<sheetData>\(row(1, "a", "b", "c", "d", "e", "f"))\(cells(2, "0.34"))\(cells(3, "-1463"))</sheetData>"
      )
    ]
    let mixed = try book.table()
    #expect(
      lines(mixed).suffix(2) == [
        "0.34|1904-01-01 08:09:36|1904-01-01 08:09:36|08:09:36|08:09:36|0.34", "-1463|||||-1463",
      ])
    #expect(mixed.notes.count == 4)
  }

  @Test(arguments: [
    ("General", ExcelFormat.number), ("0.00", .number), ("#,##0 \"days\"", .number),
    ("[Red]0", .number), ("@", .number), ("0.0E+00", .number), ("\\d0", .number), ("_d0", .number),
    ("[$-409]d mmm yyyy", .day), ("m/d/yy", .day), ("mmmm", .day), ("yyyy", .day),
    ("dd/mm/yyyy hh:mm", .moment), ("h:mm AM/PM", .time), ("mm:ss.0", .time), ("[h]:mm:ss", .span),
    ("[mm]:ss", .span), ("0;[Red]d", .number), ("GENERAL", .number), ("", .number),
  ]) func formatsSayWhatANumberIs(_ code: String, _ format: ExcelFormat) {
    #expect(ExcelFormat(code: code) == format)
  }

  // MARK: Where the table is

  @Test func titlesAndEmptyPlacesAreLeftOut() throws {
    let head = row(2, from: "C", "Results") + row(3, from: "C", "Teacher:", "Ms X")
    let body =
      row(6, from: "C", "group", "x", "", "y") + row(7, from: "C", "a", "1", "", "2")
      + row(9, from: "C", "b", "3", "", "4")
    let table = try SmallBook(head + body + row(11, from: "C", "Source: us")).table()
    #expect(lines(table) == ["group|x|y", "a|1|2", "b|3|4"])
    #expect(table.remarks == ["2 lines of title left out", "1 line below the table left out"])
    // What looks like a remark but is not the last stays.
    let longer = try SmallBook(
      head + body + row(11, from: "C", "c") + row(12, from: "C", "d", "5", "", "6")
    ).table()
    #expect(lines(longer).suffix(2) == ["c||", "d|5|6"])
    #expect(
      lines(try SmallBook(row(1, "One column") + row(2, "a") + row(3, "b")).table()).count == 3)
    // An index without a name is no title.
    let index = try SmallBook(row(1, "", "x") + row(2, "0", "5") + row(3, "1", "6")).table()
    #expect(lines(index) == ["column_1|x", "0|5", "1|6"])
    let narrow = try SmallBook(row(1, "Title") + row(2, "x", "y") + row(3, "0", "5")).table()
    #expect(lines(narrow) == ["x|y", "0|5"])
  }

  @Test func numbersAloneAreNoHeader() throws {
    let table = try SmallBook(row(1, "1", "2.5") + row(2, "3", "4")).table()
    #expect(lines(table) == ["column_1|column_2", "1|2.5", "3|4"])
    #expect(table.notes.map { $0.code } == ["no-header"])
    let years = try SmallBook(row(1, "land", "2019", "2020") + row(2, "A", "4", "5")).table()
    #expect(lines(years) == ["land|2019|2020", "A|4|5"])
    let columns = try SmallBook(row(1, "x", "x") + row(2, "1", "2", "", "3")).table()
    #expect(lines(columns) == ["x|x_2|column_3", "1|2|3"])
    #expect(lines(try SmallBook(row(1, "x", "y")).table()) == ["x|y"])
  }

  @Test func mergedCellsCountForAllTheirRows() throws {
    let merges = """
      <mergeCells count="4"><mergeCell ref="A1:C1"/><mergeCell ref="B2:C2"/><mergeCell ref="A2:A3"/>
      <mergeCell ref="A4:A5"/></mergeCells><pageMargins left="1"/>
      """
    let table = try SmallBook(
      row(1, "Title") + row(2, "group", "Detector") + row(3, "", "x [cm]", "y")
        + row(4, "a", "1", "2") + row(5, "", "3", "4") + row(6, "", "5", "6"), after: merges
    ).table()
    #expect(lines(table) == ["group|Detector x|Detector y", "a|1|2", "a|3|4", "|5|6"])
    #expect(table.dataset.columns[1].unit == "cm")
    #expect(table.remarks == ["1 line of title left out", "1 merged label repeated"])
    // Numbers are not repeated: their sum would change.
    let numbers = try SmallBook(
      row(1, "n", "x") + row(2, "7", "1") + row(3, "", "2"),
      after: "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"
    ).table()
    #expect(lines(numbers) == ["n|x", "7|1", "|2"])
  }

  // MARK: Which sheet

  @Test func sheetsAreChosenByName() throws {
    var book = SmallBook()
    book.sheets = [
      ("Notes &amp; more", "<sheetData/>"),
      ("Data", "<sheetData>\(row(1, "x") + row(2, "1") + row(3, "2"))</sheetData>"),
      ("Old", "<sheetData>\(row(1, "y") + row(2, "1"))</sheetData>"),
    ]
    book.hidden = ["Old"]
    #expect(lines(try book.table()) == ["x", "1", "2"])
    #expect(try book.table().part == "Data")
    #expect(lines(try book.table { $0.table = "Old" }) == ["y", "1"])
    #expect(book.code { $0.table = "data" } == "unknown-table")
    #expect(book.code { $0.table = "Notes & more" } == "empty-file")
    book.hidden = []
    do {
      _ = try book.table()
      Issue.record("no mistake")
    } catch {
      #expect(error.code == "several-tables" && error.slots["what"] == "sheets")
      #expect(error.slots["names"] == "`Data` (2 rows) and `Old` (1 row)")
    }
    book.hidden = ["Data", "Old"]
    #expect(book.code() == "several-tables")
    book.sheets = [("Data", "<sheetData/>")]
    #expect(book.code() == "empty-file")
  }

  @Test func optionsChooseColumnsAndRows() throws {
    let book = SmallBook(
      row(1, "x [cm]", "y", "z") + row(2, "1", "2", "3") + row(3, "4", "NA", "-9")
        + row(4, "7", "8", "9"))
    #expect(lines(try book.table { $0.columns = ["z", "x"] }) == ["z|x", "3|1", "-9|4", "9|7"])
    #expect(lines(try book.table { $0.columns = ["x [cm]"] }).count == 4)
    #expect(book.code { $0.columns = ["w"] } == "unknown-column")
    let missing = try book.table {
      $0.rows = 2
      $0.missingNumbers = [-9]
    }
    #expect(lines(missing) == ["x|y|z", "1|2|3", "4||"] && missing.gaps == 2)
  }

  @Test func otherWritersAreUnderstood() throws {
    var book = SmallBook()
    book.sheets = [("Data", "")]
    book.others = [
      (
        "xl/worksheets/sheet0.xml",
        Array(
          """
          \u{FEFF}<!-- by hand --><x:worksheet xmlns:x='m'><x:sheetViews/><x:sheetData><x:row x:r='1'><x:c x:r='A1' \
          t = 'inlineStr' ><x:is><x:t>a &gt; b</x:t></x:is></x:c></x:row><x:row><x:c><x:v> 5 </x:v></x:c>\
          </x:row></x:sheetData></x:worksheet>
          """.utf8)
      )
    ]
    #expect(lines(try book.table()) == ["a > b", "5"])
    // UTF-16, as the standard allows.
    let text = "<worksheet><sheetData>\(row(1, "é") + row(2, "5"))</sheetData></worksheet>"
    book.others[0].bytes = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(lines(try book.table()) == ["é", "5"])
  }

  @Test func whatIsNoWorkbookIsSaid() {
    func code(_ bytes: [UInt8]) -> String? {
      do throws(DataMistake) {
        _ = try ExcelReader.read(bytes, unpacker: Unpacker())
        return nil
      } catch {
        return error.slots["kind"].map { "\(error.code): \($0)" } ?? error.code
      }
    }
    let mark =
      ExcelReader.compoundMark + [0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 56)
    #expect(code(mark) == "other-spreadsheet: an old Excel file")
    #expect(code(mark + "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] }) == "locked-file")
    #expect(
      code(
        SmallBook.archive([
          ("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))
        ])) == "other-spreadsheet: an OpenDocument spreadsheet")
    #expect(code(SmallBook.archive([("a.csv", [49])])) == "format-not-yet")
    var binary = SmallBook(row(1, "x"))
    binary.others = [
      (
        "_rels/.rels",
        Array("<a><Relationship Type=\"a/officeDocument\" Target=\"xl/workbook.bin\"/></a>".utf8)
      )
    ]
    #expect(code(binary.bytes) == "other-spreadsheet: a binary Excel file (.xlsb)")
  }
}
