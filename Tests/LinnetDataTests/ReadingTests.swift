import Foundation
import Testing

@testable import LinnetData

/// Reads a table from text; a mistake fails the test.
func table(_ text: String, _ change: (inout DelimitedOptions) -> Void = { _ in }) throws
  -> LoadedTable
{
  var options = DelimitedOptions()
  change(&options)
  return try DelimitedReader.read(Array(text.utf8), options: options, origin: "test.csv")
}

/// The cells of a column as text, gaps as `~`.
func cells(_ table: LoadedTable, _ name: String) -> [String] {
  guard let column = table.dataset.column(name) else { return ["no column \(name)"] }
  switch column.storage {
  case .decimal(let values): return values.map { $0.isNaN ? "~" : "\($0)" }
  case .whole(let values): return values.map { $0 == .min ? "~" : "\($0)" }
  case .truth(let values): return values.map { ["false", "true", "~"][Int($0)] }
  case .text(let codes, let words): return codes.map { $0 < 0 ? "~" : words[Int($0)] }
  case .date(let values):
    return values.map { $0 == .min ? "~" : DateText.shown(DateValue(raw: $0)) }
  default: return ["strange"]
  }
}

func codes(_ table: LoadedTable) -> [String] { table.notes.map(\.code) }

@Suite struct ReadingTests {
  @Test func plain() throws {
    let t = try table("a,b,c\n1,2.5,x\n-3,1e3,y z\n")
    #expect(t.dataset.names == ["a", "b", "c"])
    #expect(cells(t, "a") == ["1", "-3"])
    #expect(cells(t, "b") == ["2.5", "1000.0"])
    #expect(cells(t, "c") == ["x", "y z"])
    #expect(t.notes.isEmpty)
  }

  @Test func lineBreaksAndNoLastOne() throws {
    for text in [
      "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "a,b\n1,2\n3,4\n\n\n", "\n\na,b\n1,2\n\n3,4",
    ] {
      let t = try table(text)
      #expect(cells(t, "a") == ["1", "3"])
      #expect(cells(t, "b") == ["2", "4"])
    }
  }

  @Test func separators() throws {
    #expect(cells(try table("a;b\n1,5;2\n2,5;3\n"), "a") == ["1.5", "2.5"])
    #expect(try table("a;b\n1,5;2\n").hasDecimalComma)
    #expect(cells(try table("a\tb\n1\t2\n"), "b") == ["2"])
    #expect(cells(try table("a|b\n1|x,y\n"), "b") == ["x,y"])
    #expect(cells(try table("x  y\n 1  2\n 3   4 \n"), "y") == ["2", "4"])
    #expect(cells(try table("sep=;\na;b\n1;2\n"), "b") == ["2"])
    #expect(
      cells(try table("name\nNew York\nLos Angeles\n"), "name") == ["New York", "Los Angeles"])
    #expect(cells(try table("a;b\n\"x;y\";2\n"), "a") == ["x;y"])
    #expect(
      cells(try table("a,b;c\n1,5;2,5\n") { $0.separator = UInt8(ascii: ";") }, "c") == ["2.5"])
  }

  @Test func numbers() throws {
    let t = try table(
      "a;b;c;d\n1 234;\u{2212}5;1'000'000;.5\n12\u{A0}345,5;+3;2;5.\n7;−0,5;3;1E-2\n")
    #expect(cells(t, "a") == ["1234.0", "12345.5", "7.0"])
    #expect(cells(t, "b") == ["-5.0", "3.0", "-0.5"])
    #expect(cells(t, "c") == ["1000000", "2", "3"])
    #expect(cells(t, "d") == ["0.5", "5.0", "0.01"])
    #expect(cells(try table("a,b\n\"1,234\",2\n\"12,345.5\",3\n"), "a") == ["1234.0", "12345.5"])
    #expect(
      cells(try table("a,b\n\"3,5\",2\n") { $0.decimalMark = UInt8(ascii: ",") }, "a") == ["3.5"])
    #expect(
      cells(try table("n\n9223372036854775807\n-9223372036854775808\n"), "n")
        == ["9223372036854775807", "-9223372036854775808"])
    #expect(cells(try table("n,m\n1e400,1\n2,2\n3,3\n4,4\n"), "n") == ["1e400", "2", "3", "4"])
    #expect(cells(try table("n\n12345678901234567890123\n"), "n") == ["12345678901234567890123"])
  }

  @Test func gaps() throws {
    let t = try table("x,w\n1,a\n,NA\nNA,\n-,b\n..,null\n--,None\nnull,c\nNaN,N/A\n2.5,d\n")
    #expect(cells(t, "x") == ["1.0", "~", "~", "~", "~", "~", "~", "~", "2.5"])
    #expect(cells(t, "w") == ["a", "~", "~", "b", "null", "None", "c", "N/A", "d"])
    #expect(t.notes.isEmpty)
    #expect(t.decisions == [.gapWords(column: "x", count: 3, word: "-")])
    #expect(t.gaps == 9)
    let marked = try table("x,y,w\n-999,1,?\n2,-999.0,ok\n") {
      $0.missingIsSaid = true
      $0.missingNumbers = [-999]
      $0.missingWords = ["?"]
    }
    #expect(cells(marked, "x") == ["~", "2"])
    #expect(cells(marked, "y") == ["1.0", "~"])
    #expect(cells(marked, "w") == ["~", "ok"])
    #expect(cells(try table("q,x\n+,1\n-,2\n"), "q") == ["+", "-"])
    #expect(cells(try table("x\n1\n\n3\n\n\n"), "x") == ["1", "~", "3"])
  }

  @Test func badCells() throws {
    let t = try table("x,y\n1,1\n2,oops\n3,3\n4,4\n5,5.5\n6,6\n7,7\n8,8\n9,9\n10,10\n")
    #expect(cells(t, "y").prefix(5) == ["1.0", "~", "3.0", "4.0", "5.5"])
    #expect(codes(t) == ["bad-cells"])
    #expect(t.notes[0].slots["row"] == "2")
    #expect(t.notes[0].slots["sample"] == "oops")
    #expect(t.notes[0].slots["bad"] == "1")
    // Of fewer than ten cells all must fit.
    #expect(cells(try table("x,y\n1,1\n2,oops\n3,3\n"), "y") == ["1", "oops", "3"])
    // Words with a number among them stay words.
    #expect(cells(try table("t\nA/5\n17463\nPC 1\n"), "t") == ["A/5", "17463", "PC 1"])
  }

  @Test func lateSurprises() throws {
    var text = "a,b,c,d,e\n"
    for row in 1...5000 { text += "\(row),,1,,\(row)\n" }
    text += "0.5,word,007,2020-01-02,x1\n"
    for row in 1...6000 { text += "\(row),w\(row),2,2020-01-03,x\(row)\n" }
    let t = try table(text)
    #expect(t.dataset.count == 11001)
    #expect(cells(t, "a")[5000] == "0.5")
    #expect(cells(t, "b")[4999...5001] == ["~", "word", "w1"])
    #expect(cells(t, "c")[4999...5001] == ["1", "007", "2"])
    #expect(cells(t, "d")[4999...5001] == ["~", "2020-01-02", "2020-01-03"])
    #expect(cells(t, "e")[4999...5001] == ["5000", "x1", "x1"])
    #expect(t.notes.isEmpty)
  }

  @Test func kinds() throws {
    let t = try table(
      "zip,when,at,ok\n01234,2020-02-29,2020-01-01T10:30:00,true\n99999,2021-12-31,2020-01-01 11:00,false\n"
    )
    #expect(cells(t, "zip") == ["01234", "99999"])
    #expect(cells(t, "when") == ["2020-02-29", "2021-12-31"])
    #expect(cells(t, "at") == ["2020-01-01 10:30", "2020-01-01 11:00"])
    #expect(cells(t, "ok") == ["true", "false"])
    #expect(cells(try table("d,x\n2021-02-30,1\n"), "d") == ["2021-02-30"])
  }

  @Test func quotes() throws {
    let t = try table("a,b\n\"x \"\"y\"\"\",1\n\"line\nbreak\",2\n\"\",3\n\" s \",4\n")
    #expect(cells(t, "a") == ["x \"y\"", "line\nbreak", "~", " s "])
    #expect(cells(t, "b") == ["1", "2", "3", "4"])
    // A stray quote does not eat the file.
    let stray = try table("a,b\n\"oops,1\nfine,2\n\"ok\",3\n")
    #expect(stray.dataset.count == 3)
    #expect(cells(stray, "b") == ["1", "2", "3"])
    #expect(cells(try table("a,b\n5\" pipe,1\n"), "a") == ["5\" pipe"])
  }

  @Test func headers() throws {
    let t = try table(
      "Pressure (hPa),pt [GeV],px1 ,x,x,,f(x),E(GeV),2014 [YR2014]\n1,2,3,4,5,6,7,8,9\n")
    #expect(
      t.dataset.names == [
        "Pressure", "pt", "px1", "x", "x_2", "column_6", "f(x)", "E", "2014 [YR2014]",
      ])
    #expect(t.dataset.columns.map(\.unit) == ["hPa", "GeV", "", "", "", "", "", "GeV", ""])
    #expect(t.hadSpacedNames && t.notes.isEmpty)
    #expect(try table("T (C),T (F)\n1,2\n").dataset.names == ["T (C)", "T (F)"])
    let none = try table("1,2\n3,4\n")
    #expect(none.dataset.names == ["column_1", "column_2"])
    #expect(cells(none, "column_1") == ["1", "3"])
    #expect(none.decisions == [.noNames(first: "column_1")])
    let comment = try table("# made by me, today\n# x y\n1 2\n3 4\n")
    #expect(comment.dataset.names == ["x", "y"])
    #expect(try table("# a remark\nx,y\n1,2\n").dataset.names == ["x", "y"])
    #expect(try table("#,name\n1,Bo\n").dataset.names.last == "name")
    #expect(try table("\u{FEFF}a,b\n1,2\n").dataset.names == ["a", "b"])
    #expect(try table("a,b,\n1,2,\n3,4,\n").dataset.names == ["a", "b"])
    #expect(cells(try table("a,b\n1,2,\n3,4,\n"), "b") == ["2", "4"])
    #expect(try table("a,b\n").dataset.count == 0)
  }

  @Test func ragged() throws {
    let mistake = #expect(throws: DataMistake.self) { try table("a,b\n1,2\n3,4,5\n6,7\n") }
    #expect(mistake?.code == "ragged-row")
    #expect(mistake?.slots == ["row": "2", "line": "3", "count": "3", "columns": "2 columns"])
    #expect(throws: DataMistake.self) { try table("a,b\n1,2\n3\n") }
    let t = try table("a,b\n1,2\n3,4,5\nx\n6,7\n") { $0.skipsRagged = true }
    #expect(cells(t, "a") == ["1", "6"])
    #expect(codes(t) == ["ragged-skipped"])
    #expect(throws: DataMistake.self) { try table("") }
    #expect(throws: DataMistake.self) { try table("\n\n") }
  }

  @Test func encodings() throws {
    func utf16(_ text: String, big: Bool, mark: Bool) -> [UInt8] {
      (mark ? [0xFEFF] : []).appending(Array(text.utf16)).flatMap {
        big ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
      }
    }
    for big in [true, false] {
      for mark in [true, false] {
        let t = try DelimitedReader.read(utf16("näme,x\nÅ😀,1\n", big: big, mark: mark))
        #expect(t.dataset.names == ["näme", "x"])
        #expect(cells(t, "näme") == ["Å😀"])
      }
    }
    let latin = try DelimitedReader.read([0x6E, 0xE4, 0x2C, 0x62, 0x0A, 0x80, 0x2C, 0x31, 0x0A])
    #expect(latin.dataset.names == ["nä", "b"])
    #expect(cells(latin, "nä") == ["€"])
    #expect(latin.encoding == .windows1252)
  }

  @Test func columnsAndRows() throws {
    let t = try table("a,b,c\n1,2,3\n4,5,6\n7,8,9\n") {
      $0.columns = ["c", "a"]
      $0.rows = 2
    }
    #expect(t.dataset.names == ["c", "a"])
    #expect(cells(t, "c") == ["3", "6"])
    #expect(throws: DataMistake.self) { try table("a\n1\n") { $0.columns = ["z"] } }
  }

  @Test func anyBytesAreSafe() {
    var state: UInt64 = 99
    func random(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
    let seeds = [
      "a,b,c\n1,2.5,x\n-3,1e3,\"y\nz\"\n2020-01-01,true,NA\n", "sep=;\nx;y\n1,5;\"a\"\"b\"\n",
      "# c\n1 2 3\n4 5 6\n", "t\tu\n\u{2212}1\t1 000\n",
    ].map { Array($0.utf8) }
    for round in 0..<4000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<random(6) {
        let special: [UInt8] = [0x22, 0x2C, 0x0A, 0x0D, 0x65, 0x2D, 0x2E, 0xE2, 0x00, 0xFF, 0x20]
        bytes[random(bytes.count)] = special[random(special.count)]
      }
      bytes.removeLast(random(bytes.count))
      _ = try? DelimitedReader.read(bytes)
      bytes.append(contentsOf: bytes)
      var options = DelimitedOptions()
      options.skipsRagged = true
      _ = try? DelimitedReader.read(bytes, options: options)
    }
  }

  @Test func writingAndReadingBack() throws {
    let t = try table(
      "a [GeV],w,d,b\n0.1,\"x, \"\"y\"\"\",2020-01-01 10:30,true\n,,2021-01-01,\n1e300,NaM,,false\n"
    )
    let bytes = try DelimitedWriter.write(t.dataset)
    let back = try DelimitedReader.read(bytes)
    #expect(back.dataset.names == t.dataset.names)
    for name in t.dataset.names { #expect(cells(back, name) == cells(t, name)) }
    #expect(back.dataset.columns[0].unit == "GeV")
  }
}

extension Array {
  fileprivate func appending(_ other: [Element]) -> [Element] { self + other }
}

/// The real files of lessons against answers computed by other programs.
@Suite struct ReadingReferenceTests {
  static let shared = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared")

  @Test func realFiles() throws {
    let listing = Self.shared.appending(path: "reference/files.json")
    guard let data = try? Data(contentsOf: listing),
      let files = try JSONSerialization.jsonObject(with: data) as? [String: [String: Any]]
    else { return }
    for (path, entry) in files where path.hasSuffix(".csv") || path.hasSuffix(".tsv") {
      let url = Self.shared.appending(path: "data/\(path)")
      guard let bytes = try? Data(contentsOf: url) else { continue }
      let t = try DelimitedReader.read(Array(bytes), origin: path)
      // The reference took the first of two comment lines for the header of this one.
      let isCommented = path.hasSuffix("lumi_small.csv")
      // And it counted the remarks below these, and takes `NA` for a gap also among codes of states.
      let hasRemarks = path.hasSuffix("CO2-emissions-per-capita-2014.csv")
      let rows = (entry["rows"] as! Int) - (isCommented ? 1 : hasRemarks ? 5 : 0)
      #expect(t.dataset.count == rows, "\(path)")
      if hasRemarks || path.hasSuffix("airports.csv") { continue }
      guard !isCommented, let names = entry["columns"] as? [String],
        let stats = entry["stats"] as? [String: [String: Any]]
      else { continue }
      #expect(t.dataset.names.count == names.count, "\(path)")
      for (place, name) in names.enumerated() {
        guard let wanted = stats[name], place < t.dataset.columns.count else { continue }
        check(t.dataset.columns[place], wanted, "\(path) \(name)")
      }
    }
  }

  private func check(_ column: Column, _ wanted: [String: Any], _ what: Comment) {
    let kind = wanted["kind"] as? String ?? ""
    let count = wanted["n"] as? Int ?? -1
    switch column.storage {
    case .decimal(let values): numbers(values.filter { !$0.isNaN }, wanted, what)
    case .whole(let values):
      #expect(kind == "int" || kind == "float64", what)
      numbers(values.filter { $0 != .min }.map(Double.init), wanted, what)
    case .text(let codes, let words):
      #expect(codes.filter { $0 >= 0 }.count == count, what)
      #expect(words.count == wanted["distinct"] as? Int, what)
    case .date(let values):
      #expect(kind == "string", what)
      #expect(values.filter { $0 != .min }.count == count, what)
      #expect(Set(values).count == wanted["distinct"] as? Int, what)
    default: break
    }
  }

  private func numbers(_ values: [Double], _ wanted: [String: Any], _ what: Comment) {
    // A column of numbers with the mark `..` for gaps is text to the reference.
    guard wanted["kind"] as? String != "string" else { return }
    #expect(values.count == wanted["n"] as? Int, what)
    guard let sum = (wanted["sum"] as? NSNumber)?.doubleValue else { return }
    let scale = values.reduce(0) { $0 + abs($1) }
    #expect(abs(values.reduce(0, +) - sum) <= 1e-9 * scale, what)
    #expect(values.min() == (wanted["min"] as? NSNumber)?.doubleValue, what)
    #expect(values.max() == (wanted["max"] as? NSNumber)?.doubleValue, what)
    if let first = wanted["first"] as? [Double] {
      // The reference's own reader is not correctly rounded in the last place.
      for (ours, theirs) in zip(values, first) {
        #expect(abs(ours - theirs) <= 1e-15 * abs(theirs), what)
      }
    }
  }
}
