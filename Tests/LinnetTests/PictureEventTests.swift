import Linnet
import Testing

/// Which lines of a program hand a picture to the host, and what is in it.
@Suite struct PictureEventTests {
  private func pictures(_ text: String) throws -> [Picture] {
    var pictures: [Picture] = []
    let session = Engine().session { event in
      if case .picture(let picture) = event { pictures.append(picture) }
    }
    try session.run(text)
    return pictures
  }

  private let rows = "d = dataset(x: [1, 2, 2, 3], who: [\"a\", \"b\", \"b\", \"a\"])\n"

  @Test func aHistogramAloneOnALineIsDrawn() throws {
    let made = try pictures(rows + "d then histogram x, bins: 2, from: 0, to: 4")
    #expect(made.count == 1)
    #expect(made.first?.alternativeText.contains("from 0 to 4 in 2 bins") == true)
    #expect(try pictures(rows + "h = d then histogram x\nshow h.counts").isEmpty)
    #expect(try pictures(rows + "h = d then histogram x\nh").count == 1)
  }

  @Test func aPictureIsDrawnOnceAndShownAgainWhenAsked() throws {
    let start = rows + "h = histogram(d.x)\n"
    #expect(try pictures(start + "plot h").count == 1)
    #expect(try pictures(start + "show plot h").count == 1)
    #expect(try pictures(start + "p = plot h").count == 1)
    #expect(try pictures(start + "p = plot h\np").count == 2)
    #expect(try pictures(start + "p = plot h\nshow p").count == 2)
    #expect(try pictures(start + "ps = [plot h]\nps[1]").count == 2)
    #expect(try pictures(start + "ps = [plot h]\nfirst(ps)").count == 2)
    #expect(try pictures(start + "r = record(a: plot h)\nr.a").count == 2)
    #expect(try pictures(start + "f() = plot h\nf()").count == 1)
    #expect(try pictures(start + "if true then plot(h) else 0").count == 1)
    #expect(try pictures(start + "d then scatter x, x").count == 1)
    #expect(try pictures(start + "plot h\nit").count == 2)
    #expect(try pictures(start + "s = stack(h, h)\ns").count == 1)
  }

  @Test func plotInAPipelineIsAboutItsColumns() throws {
    for (step, layers) in [
      ("plot histogram(x)", 1), ("plot histogram(x, bins: 2), title: \"T\"", 1),
      ("plot histogram(x), by: who", 2), ("plot histogram(x) by who", 2), ("plot scatter(x, x)", 1),
      ("plot histogram(x, by: who)", 2),
    ] {
      let made = try pictures(rows + "d then \(step)")
      #expect(made.count == 1, "\(step)")
      #expect(made.first?.layers.count == layers, "\(step)")
    }
    #expect(try pictures(rows + "d then plot histogram(x), title: \"T\"").first?.title == "T")
    // A list that is no column is drawn as ever.
    #expect(try pictures(rows + "xs = [1, 5]\nd then plot histogram(xs)").count == 1)
  }

  @Test func axesMayBeNamedInAnyOrder() throws {
    let table = "d = dataset(a: [1, 2], b: [10, 30])\nd then scatter "
    for inputs in ["x: a, y: b", "y: b, x: a", "a, b"] {
      guard case .points(let points)? = try pictures(table + inputs).first?.layers.first else {
        Issue.record("points expected for \(inputs)")
        continue
      }
      #expect(points.x == [1, 2] && points.y == [10, 30])
    }
  }

  @Test func groupsShareTheirBins() throws {
    let made = try pictures(rows + "d then histogram x, by: who, bins: 3, from: 0, to: 6")
    guard made.count == 1, made[0].layers.count == 2,
      case .bins(let a) = made[0].layers[0], case .bins(let b) = made[0].layers[1]
    else {
      Issue.record("two histograms expected")
      return
    }
    #expect(a.edges == [0, 2, 4, 6] && b.edges == a.edges)
    #expect(a.counts == [1, 1, 0] && b.counts == [0, 2, 0])
    #expect([a.label, b.label] == ["a", "b"])
  }

  @Test func groupsOfWordsShareTheirBars() throws {
    let made = try pictures(
      "d = dataset(w: [\"p\", \"q\", \"r\"], who: [\"a\", \"b\", \"b\"])\nd then histogram w, by who"
    )
    guard made.count == 1, case .bins(let a) = made[0].layers.first else {
      Issue.record("a picture expected")
      return
    }
    #expect(a.counts == [1, 0, 0])
  }

  @Test func barCountsWords() throws {
    let made = try pictures("bar [\"cat\", \"dog\", \"cat\"]")
    guard made.count == 1, case .bins(let bars) = made[0].layers.first else {
      Issue.record("a picture expected")
      return
    }
    #expect(bars.counts == [2, 1])
  }
}
