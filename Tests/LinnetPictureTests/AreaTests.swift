import LinnetPicture
import Testing

/// Lines with the area down to zero filled.
@Suite struct AreaTests {
  private func picture(_ x: [Double], _ y: [Double]) -> Picture {
    Picture(
      x: Axis(label: "year"), y: Axis(label: "n"),
      layers: [.line(Line(x: x, y: y, isFilled: true))])
  }

  @Test func theAxisReachesZero() {
    let text = TerminalPicture.render(picture([1, 2, 3], [50, 60, 55]), columns: 60, rows: 20)
    #expect(text.split(separator: "\n").contains { $0.hasPrefix(" 0┤") })
    #expect(text.contains("⡇⡇⡇⡇"))
  }

  @Test func aGapLeavesAHole() {
    let whole = SVG.render(picture([1, 2, 3, 4, 5], [1, 2, 3, 2, 1]))
    let gap = SVG.render(picture([1, 2, 3, 4, 5], [1, 2, .nan, 2, 1]))
    // Each piece of the area starts anew at zero.
    func pieces(_ svg: String) -> Int {
      let path = svg.split(separator: "<path").first { $0.contains("fill-opacity=\"0.3\"") } ?? ""
      return path.filter { $0 == "M" }.count
    }
    #expect(pieces(whole) == 1)
    #expect(pieces(gap) == 2)
  }

  @Test func itIsToldInWords() {
    #expect(picture([1, 2], [3, 4]).alternativeText.hasPrefix("Area of n against year."))
  }
}
