import Testing

@testable import LinnetText

/// The places of characters in a terminal.
@Suite struct TextWidthTests {
  /// Every character that the toolchain's Unicode knows to be a mark or a picture.
  @Test func allMarksAndPicturesHaveTheirWidth() {
    for code in UInt32(0x300)...0x10FFFF {
      guard let scalar = Unicode.Scalar(code) else { continue }
      let width = TextWidth.of(scalar)
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format:
        if width != 0 { Issue.record("\(String(code, radix: 16)) takes \(width)") }
      case .unassigned, .privateUse, .surrogate: break
      default:
        // Two letters of a flag make one picture.
        let isFlagLetter = 0x1F1E6...0x1F1FF ~= code
        if scalar.properties.isEmojiPresentation, width != (isFlagLetter ? 1 : 2) {
          Issue.record("\(String(code, radix: 16)) takes \(width)")
        }
        let isFinal = 0x1160...0x11FF ~= code || 0xD7B0...0xD7FF ~= code
        if width == 0, !isFinal { Issue.record("\(String(code, radix: 16)) takes none") }
        if scalar.properties.isIdeographic, code >= 0x3400, width != 2 {
          Issue.record("\(String(code, radix: 16)) takes \(width)")
        }
      }
    }
  }

  @Test func ascii() {
    for code in UInt32(0)..<0x300 {
      let isControl = code < 0x20 || code >= 0x7F && code < 0xA0
      #expect(TextWidth.of(code: code) == (isControl ? 0 : 1))
    }
    #expect(TextWidth.of("mass [GeV]") == 10)
    #expect(TextWidth.of("a\tb\n") == 3)
    #expect(TextWidth.of("é\t\u{1B}b") == 3)
  }

  @Test(arguments: [
    ("", 0), ("é", 1), ("e\u{301}", 1), ("粒子a", 5), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
    ("ｶﾅ", 2), ("Ａ", 2), ("→", 1), ("…", 1), ("±", 1), ("α", 1), ("π⁺", 2), ("\u{2009}", 1),
    ("☀", 1), ("☀\u{FE0F}", 2), ("⌚", 2), ("😀", 2), ("👍🏽", 2), ("👩‍🔬", 2), ("👨‍👩‍👧‍👦", 2), ("🇫🇷", 2),
    ("🇫🇷🇩🇪", 4), ("1\u{FE0F}\u{20E3}", 2), ("ภาษา", 4), ("ที่", 1), ("שָׁלוֹם", 4),
  ])
  func texts(_ text: String, _ width: Int) {
    #expect(TextWidth.of(text) == width, "\(text)")
    #expect(text.reduce(0) { $0 + TextWidth.of($1) } == width, "\(text)")
  }

  @Test func cuttingAndPadding() {
    #expect(TextWidth.cut("abcdef", to: 4) == "abc…")
    #expect(TextWidth.cut("粒子物理", to: 6) == "粒子…")
    #expect(TextWidth.cut("粒子", to: 4) == "粒子")
    #expect(TextWidth.cut("👩‍🔬👩‍🔬", to: 3) == "👩‍🔬…")
    #expect(TextWidth.cut("abc", to: 0) == "")
    #expect(TextWidth.padded("粒", to: 4) == "粒  ")
    #expect(TextWidth.padded("7", to: 3, isRight: true) == "  7")
  }

  @Test func groups() {
    #expect(
      [0, 12, 1234, 12_345, -1234, -1_234_567].map { DigitGrouping.grouped($0) }
        == ["0", "12", "1234", "12 345", "-1234", "-1 234 567"])
    #expect(DigitGrouping.grouped(1234, fromDigits: 4) == "1 234")
    #expect(
      [0, 1, 10_583].map { DigitGrouping.counted($0, "row") } == ["0 rows", "1 row", "10 583 rows"])
    #expect(DigitGrouping.grouped(.min, separator: ",") == "-9,223,372,036,854,775,808")
  }
}
