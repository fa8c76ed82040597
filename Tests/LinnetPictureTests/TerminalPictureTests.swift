import LinnetData
import Testing

@testable import LinnetPicture

@Suite struct TerminalPictureTests {
  @Test func peakInEighthBlocks() {
    var choices = Picture.Choices()
    choices.title = "Z boson"
    let text = TerminalPicture.render(
      .histograms([(peak, "")], choices: choices), columns: 44, rows: 14)
    #expect(text == Self.peakText)
  }

  @Test func stackWithData() {
    let low = counted([2, 3, 4, 3, 2, 1, 1, 1], name: "mass", unit: "GeV")
    let high = counted([0, 0, 1, 6, 7, 1, 0, 0], name: "mass", unit: "GeV")
    let data = counted([1, 4, 5, 8, 10, 2, 0, 1], name: "mass", unit: "GeV")
    let picture = Picture.histograms(
      stack: [(low, "background"), (high, "signal")], data: [(data, "data")])
    let text = TerminalPicture.render(picture, columns: 52, rows: 16)
    #expect(text == Self.stackText)
  }

  /// Who does not see colours tells groups apart by their marks, which the legend shows as well.
  @Test func groupsHaveShapesWithColoursToo() {
    for count in [1, 2, 7] {
      var layers: [Layer] = []
      for group in 0..<count {
        var points = Points(x: [], y: [], label: "group \(group)")
        for place in 0..<200 {
          points.x.append(Double(place * (group + 3) % 71))
          points.y.append(Double(place * (group + 5) % 83))
        }
        layers.append(.points(points))
      }
      let picture = Picture(x: Axis(), y: Axis(), layers: layers)
      for isColored in [true, false] {
        let text = TerminalPicture.render(
          picture, columns: 110, rows: 30, style: TerminalPicture.Style(isColored: isColored))
        guard count > 1 else {
          #expect(!text.contains("○"))
          continue
        }
        for mark in ["●", "○", "◆", "◇", "▲", "△", "■"].prefix(count) {
          #expect(text.count { String($0) == mark } > 20, "\(mark) of \(count)")
          #expect(text.split(separator: "\n").prefix(4).joined().contains(mark))
        }
      }
    }
  }

  @Test func wordsLieOnTheirSide() {
    let words = counted(
      [152, 68, 124], name: "species", labels: ["Adelie", "Chinstrap", "Gentoo"])
    let text = TerminalPicture.render(.histograms([(words, "")]), columns: 40, rows: 8)
    #expect(text == Self.wordsText)
  }

  @Test func everythingFits() {
    var random = Scramble(5)
    for _ in 0..<100 {
      let picture = wildPicture(&random)
      let rows = 8 + Int(random.next() * 40)
      let columns = 20 + Int(random.next() * 150)
      let text = TerminalPicture.render(picture, columns: columns, rows: rows)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= rows)
      for line in lines { #expect(LabelWidth.cells(String(line)) <= columns) }
    }
  }

  @Test func plainTerminalsGetPlainCharacters() {
    var random = Scramble(9)
    let style = TerminalPicture.Style(isAscii: true)
    for _ in 0..<50 {
      let text = TerminalPicture.render(wildPicture(&random), columns: 60, rows: 20, style: style)
      for byte in text.utf8 { #expect(byte < 128) }
    }
  }

  @Test func colorsEndWithTheLine() {
    let style = TerminalPicture.Style(isColored: true)
    let text = TerminalPicture.render(
      .histograms([(peak, "")]), columns: 60, rows: 16, style: style)
    for line in text.split(separator: "\n") where line.contains("\u{1b}") {
      #expect(line.hasSuffix("\u{1b}[0m") || !line.contains("38;5"))
    }
  }
}

extension TerminalPictureTests {
  static let peakText = """
      Z boson
      events / 2 GeV               3379 entries
       │
       │               ▃▃
       │               ██
       │               ██
    500┤               ██
       │               ██
       │              ████
       │             ▄████▄
       │▃▃▃▃▃▃▃▃▃▄▄▅▇██████▇▅▄▃▃▂▂▂▂▂▂
      0└┬─────────┬─────────┬─────────┬
       60        80        100       120
                      dimuon mass [GeV]
    """

  static let stackText = """
      events / 1 GeV                ● data   █ signal
                                         ░ background
      │
      │
    15┤                          │
      │                          │
      │                    │     ●
    10┤                  ▃▃│▃▃▃▃▃│▃▃▃
      │        ╷     │   ██●█████│███
      │        │     ●   ██│█████████
     5┤        ●   ██│███████████████  │
      │  │   ░░│░░░░░╵░░░░░░░░░██████▂▂●▂▂▂        │
      │░░●░░░░░░░░░░░░░░░░░░░░░░░░░░░░░│░░░░░░░░░░░●░░░
     0└┬───────────┬───────────┬───────────┬───────────┬
       0           2           4           6           8
                                              mass [GeV]
    """

  static let wordsText = """
      entries                   344 entries
       Adelie │████████████████████████ 152
              │
    Chinstrap │██████████▊ 68
              │
       Gentoo │███████████████████▋ 124
      species
    """
}
