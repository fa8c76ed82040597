import Testing

@testable import LinnetData

/// Telling files without a table from tables of text.
@Suite struct ForeignFileTests {
  private func kind(_ bytes: [UInt8]) -> String? {
    guard let file = ForeignFile(bytes) else { return nil }
    let names = ["kind", "archive", "picture", "document", "markup", "pointer", "table"]
    return file.code + ":" + (names.compactMap { file.slots[$0] }.first ?? "")
  }

  private func kind(_ text: String) -> String? { kind(Array(text.utf8)) }

  @Test func pagesAndMarkup() {
    #expect(kind("<!DOCTYPE html>\n<html></html>") == "web-page:")
    #expect(kind("\u{FEFF}  <HTML><body><table></table></body></HTML>") == "web-page:table")
    #expect(kind("<!-- saved -->\n<html lang=\"en\">\n") == "web-page:")
    #expect(kind("<?xml version=\"1.0\"?>\n<!DOCTYPE html PUBLIC \"x\">\n<html>") == "web-page:")
    #expect(kind("<?xml version=\"1.0\"?>\n<a/>") == "other-file:an XML file")
    #expect(kind("<?xml version=\"1.0\"?><svg/>") == "other-file:an SVG drawing")
    #expect(kind("<kml xmlns=\"x\"></kml>") == "other-file:a map file (KML)")
    #expect(kind("<rows>\n<r/>\n</rows>\n") == "other-file:an XML file")
    #expect(
      kind("<?xml version=\"1.0\"?>\n<Workbook xmlns=\"x\"/>")
        == "other-spreadsheet:a spreadsheet written as XML")
    var wide: [UInt8] = [0xFF, 0xFE]
    for unit in "<!doctype html><html>".utf16 { wide += [UInt8(unit & 255), UInt8(unit >> 8)] }
    #expect(kind(wide) == "web-page:")
  }

  @Test func textsAreTables() {
    for text in [
      "", "a,b\n1,2\n", "<5,7\n1,2\n", "<DATE>,<OPEN>\n1,2\n", "<title>,<body>\na,b\n",
      "<a@b.c>,x\n1,2\n", "< 3\n4\n", "<\n", "<a", "<table>;<row>\n1;2\n", "%,count\n1,2\n",
      "A\n2\n100000\n5\n", "X\n1\n2\n", "ORC,x\n1,2\n", "BM,x\n1,2\n", "CDF,x\n", "II,III\n1,2\n",
      "ID3,x\n1,2\n", "RDX,y\n", "PK,name\n1,a\n", "GIF,x\n", "7z,x\n", "{a},b\n",
      "version,x\n1,2\n",
      "SIMPLE,b\n", "(lp,x\n", "$F,x\n",
    ] {
      #expect(kind(text) == nil, "\(text)")
    }
  }

  @Test func marksCutShortAreNoTrouble() {
    let marks: [[UInt8]] = [
      [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [0x80, 0x04, 0x95, 1, 0],
      [0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], Array("RIFF0000WEBP".utf8), Array("<?xml".utf8),
      Array("<!--".utf8), Array("<!doctype".utf8), Array("<svg".utf8), [0xFF, 0xD8, 0xFF],
    ]
    for mark in marks {
      for count in 0...mark.count { _ = ForeignFile(Array(mark.prefix(count))) }
    }
    #expect(kind(marks[0]) == "other-file:a PNG picture")
    #expect(kind(Array("RIFF0000WEBPVP8 ".utf8)) == "other-file:a WebP picture")
  }

  @Test func jsonIsKnownByItsBeginning() {
    for text in [
      "{\"a\": 1}", "[{\"a\":1}]", "[[1,2],[3,4]]", "[1, 2, 3]", "[\"a\", \"b\"]", "[]", " [ { } ]",
      "{ \"a\\\"b\" : 1", "[1.5e-3, -2]", "[true]", "[1]\n[2]\n", "{}", "[{},{\"a\":1}]",
    ] {
      #expect(JsonReader.isLikely(Array(text.utf8)), "\(text)")
    }
    for text in [
      "", "[", "{", "[id],[name]\n1,2\n", "[2024-01-01 10:00] start\n", "{a},b\n", "[INFO] x\n",
      "[1],[2]\n", "{\"a\",b\n", "[a, b]\n", "[1, 2],x\n", "{}x", "a,b\n", "[\"a\"],b\n",
    ] {
      #expect(!JsonReader.isLikely(Array(text.utf8)), "\(text)")
    }
  }

  @Test func lettersAreFoundOut() {
    func decoded(_ bytes: [UInt8]) -> (String, TextEncoding, Int) {
      let text = DecodedText(bytes)
      return (String(decoding: text.text, as: UTF8.self), text.encoding, text.strays?.count ?? 0)
    }
    #expect(decoded(Array("äöü,".utf8) + [0xE9]) == ("äöü,é", .utf8, 1))
    #expect(decoded([0x61, 0xE9, 0xE8]) == ("aéè", .windows1252, 0))
    #expect(decoded(Array("ä".utf8) + [0x2C, 0xE9]) == ("Ã¤,é", .windows1252, 0))
    #expect(decoded(Array("äö".utf8) + [0xC3]) == ("äöÃ", .utf8, 1))
    #expect(decoded([0xEF, 0xBB, 0xBF, 0x61]) == ("a", .utf8, 0))
    #expect(decoded([0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, 0x61]) == ("a", .utf8, 0))
    #expect(decoded([0xEF, 0xBB, 0xBF, 0x61, 0xE9]) == ("aé", .utf8, 1))
    #expect(decoded([0xFF, 0xFE, 0, 0, 0x61, 0, 0, 0]) == ("a", .utf32Little, 0))
    #expect(decoded([0, 0, 0xFE, 0xFF, 0, 0, 0, 0x61]) == ("a", .utf32Big, 0))
    #expect(decoded(Array("a\0b\nc\0\0d\n".utf8)).1 == .utf8)
    let strays = DecodedText(Array("ä,ö\nß,K".utf8) + [0xF6] + Array("ln 5\n".utf8)).strays
    #expect(strays?.line == 2 && strays?.sample == "Köln")
  }
}
