import LinnetData
import LinnetPicture
import LinnetSyntax

extension Pictures {
  /// Writes a histogram or a picture in the form its file name asks for.
  ///
  /// `.svg` and `.txt` are drawings; `.csv` holds the bins of a histogram. Throws
  /// `unknown-picture-file`, `cannot-save`, and what the host throws.
  static func save(_ value: Value, to path: String, machine: Machine) throws(Mistake) {
    guard case .object(let ref) = value else {
      throw Mistake("cannot-save", ["kind": machine.kindName(value)])
    }
    switch ref.kind {
    case .picture: try save(ref.pictureObject, to: path, machine: machine)
    case .histogram:
      if ending(path) == "csv" {
        let bytes: [UInt8]
        do {
          bytes = try DelimitedWriter.write(table(of: ref.histogramObject))
        } catch {
          throw machine.mistake(error)
        }
        try machine.host.write(bytes, to: path)
        return
      }
      try save(
        Picture.histograms([(ref.histogramObject.drawn, "")]), to: path, machine: machine,
        others: ".csv")
    default: throw Mistake("cannot-save", ["kind": machine.kindName(value)])
    }
  }

  /// Writes a picture in the form its file name asks for.
  ///
  /// Throws `unknown-picture-file`, and what the host throws.
  static func save(_ picture: Picture, to path: String, machine: Machine, others: String = "")
    throws(Mistake)
  {
    let text: String
    switch ending(path) {
    case "svg": text = SVG.render(picture)
    case "txt": text = TerminalPicture.render(picture, columns: 80, rows: 24) + "\n"
    case let other:
      var slots = [
        "path": path,
        "endings": others.isEmpty ? "`.svg` or `.txt`" : "`.svg`, `.txt` or `\(others)`",
      ]
      if !other.isEmpty { slots["ending"] = ".\(other)" }
      throw Mistake("unknown-picture-file", slots)
    }
    try machine.charge(1 + text.utf8.count >> 4)
    try machine.host.write(Array(text.utf8), to: path)
  }

  /// The letters behind the last point of a file name, in small letters; empty when there is none.
  private static func ending(_ path: String) -> String {
    let bytes = Array(path.utf8)
    guard let point = bytes.lastIndex(of: UInt8(ascii: ".")),
      !bytes[point...].contains(UInt8(ascii: "/"))
    else { return "" }
    return String(decoding: bytes[(point + 1)...], as: UTF8.self).lowercased()
  }

  /// The bins of a histogram as a table: edges or word, count, error.
  static func table(of histogram: Histogram) -> Dataset {
    let counts = Column(.decimal(histogram.counts))
    let errors = Column(.decimal(histogram.variances.map { max($0, 0).squareRoot() }))
    if !histogram.labels.isEmpty {
      return Dataset(
        names: ["word", "count", "error"],
        columns: [Column(texts: histogram.labels.map { Optional($0) }), counts, errors])
    }
    let edges = histogram.edges
    return Dataset(
      names: ["from", "to", "count", "error"],
      columns: [
        Column(.decimal(Array(edges.dropLast())), unit: histogram.unit),
        Column(.decimal(Array(edges.dropFirst())), unit: histogram.unit), counts, errors,
      ])
  }
}
