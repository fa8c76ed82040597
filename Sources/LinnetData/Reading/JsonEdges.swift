/// Where a long JSON file can be cut so that each part holds whole rows.
struct JsonEdges {
  /// Places of lines: behind line breaks, which stand in no text of JSON.
  static func ofLines(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, each size: Int
  ) -> [UnsafePointer<UInt8>] {
    var edges = [start]
    var place = start
    while end - place > size {
      place += size
      while place < end, place.pointee != 0x0A { place += 1 }
      guard place + 1 < end else { break }
      place += 1
      edges.append(place)
    }
    edges.append(end)
    return edges
  }

  /// Places between the items of a list: behind commas that stand in no text and no other bracket, and at last the
  /// place behind the list; nil where its end is near or cannot be found.
  ///
  /// `start` is behind the list's own bracket. Workers count quotes and brackets of parts of the file: for each part
  /// as if it began between texts, and as if it began in one. What is true, the parts before it tell.
  static func ofItems(
    from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>, each size: Int,
    workers: Workers
  ) -> [UnsafePointer<UInt8>]? {
    let count = (end - start + size - 1) / size
    guard count > 1 else { return nil }
    let parts = Parts(start, end, size, count)
    // Most lists inside of others are short.
    if parts.closer(from: start, to: start + size, isInText: false, depth: 0) != nil { return nil }
    workers.run(count: count) { parts.count($0) }
    parts.settle()
    workers.run(count: count) { parts.find($0) }
    guard let closer = parts.closers.values.first(where: { $0 != nil }) ?? nil else { return nil }
    var edges = [start]
    for edge in parts.edges.values {
      if let edge, edge > edges[edges.count - 1], edge < closer { edges.append(edge) }
    }
    edges.append(closer + 1)
    return edges
  }

  /// The parts of a file; each worker writes only into its own.
  private final class Parts: @unchecked Sendable {
    private let start: UnsafePointer<UInt8>
    private let end: UnsafePointer<UInt8>
    private let size: Int
    private let partCount: Int
    private let tallies: Slots<Tally>
    /// Whether each part begins in a text, and in how many brackets.
    private var beginnings: [(isInText: Bool, depth: Int)] = []
    let edges: Slots<UnsafePointer<UInt8>?>
    /// The bracket that ends the list, for the part in which it stands.
    let closers: Slots<UnsafePointer<UInt8>?>

    init(
      _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ size: Int, _ count: Int
    ) {
      self.start = start
      self.end = end
      self.size = size
      partCount = count
      tallies = Slots([Tally](repeating: Tally(), count: count))
      edges = Slots([UnsafePointer<UInt8>?](repeating: nil, count: count))
      closers = Slots([UnsafePointer<UInt8>?](repeating: nil, count: count))
    }

    func count(_ part: Int) {
      var tally = Tally()
      tally.count(from: beginning(part), to: part + 1 < partCount ? start + (part + 1) * size : end)
      tallies[part] = tally
    }

    func settle() {
      var isInText = false
      var depth = 0
      for tally in tallies.values {
        beginnings.append((isInText, depth))
        depth += isInText ? tally.insideDepth : tally.outsideDepth
        if tally.hasOddQuotes { isInText.toggle() }
      }
      beginnings.append((isInText, depth))
    }

    /// Where a part begins: a byte later where the backslash before it belongs to its first byte.
    private func beginning(_ part: Int) -> UnsafePointer<UInt8> {
      let first = start + part * size
      var before = first
      // A run without end is no text of anybody; a wrong guess is found when the part is read.
      while before > start, first - before < 4096, (before - 1).pointee == UInt8(ascii: "\\") {
        before -= 1
      }
      return (first - before) & 1 == 1 ? first + 1 : first
    }

    /// The bracket between two places that ends the list; nil where there is none.
    func closer(
      from start: UnsafePointer<UInt8>, to stop: UnsafePointer<UInt8>, isInText: Bool, depth: Int
    ) -> UnsafePointer<UInt8>? {
      var place = start
      var isInText = isInText
      var depth = depth
      while place < stop {
        switch place.pointee {
        case UInt8(ascii: "\""): isInText.toggle()
        case UInt8(ascii: "\\"): place += 1
        case UInt8(ascii: "{") where !isInText, UInt8(ascii: "[") where !isInText: depth += 1
        case UInt8(ascii: "}") where !isInText, UInt8(ascii: "]") where !isInText:
          depth -= 1
          if depth < 0 { return place }
        default: break
        }
        place += 1
      }
      return nil
    }

    /// Looks for the first comma between items in a part, and for the end of the list.
    func find(_ part: Int) {
      var (isInText, depth) = beginnings[part]
      guard depth >= 0 else { return }
      var place = beginning(part)
      let stop = min(end, start + (part + 1) * size)
      if beginnings[part + 1].depth < 0 {
        closers[part] = closer(from: place, to: stop, isInText: isInText, depth: depth)
      }
      guard part > 0 else { return }
      while place < stop {
        switch place.pointee {
        case UInt8(ascii: "\""): isInText.toggle()
        case UInt8(ascii: "\\"): place += 1
        case UInt8(ascii: "{") where !isInText, UInt8(ascii: "[") where !isInText: depth += 1
        case UInt8(ascii: "}") where !isInText, UInt8(ascii: "]") where !isInText: depth -= 1
        case UInt8(ascii: ",") where !isInText && depth == 0:
          edges[part] = place + 1
          return
        default: break
        }
        place += 1
      }
    }
  }

  /// What brackets and quotes of a part say.
  private struct Tally {
    /// By how many brackets the depth grows, if the part begins between texts.
    var outsideDepth = 0
    /// By how many brackets the depth grows, if the part begins in a text.
    var insideDepth = 0
    var hasOddQuotes = false

    mutating func count(from start: UnsafePointer<UInt8>, to end: UnsafePointer<UInt8>) {
      var place = start
      // All ones between quotes as counted here, else zero.
      var inside = 0
      var outsideDepth = 0
      var insideDepth = 0
      while place < end {
        let byte = place.pointee
        place += 1
        if byte == UInt8(ascii: "\"") {
          inside = ~inside
          continue
        }
        // The brackets and the backslash between them, and with another bit the braces.
        let bracket = (byte | 0x20) &- 0x7B
        guard bracket <= 2 else { continue }
        if bracket == 1 {
          if byte == UInt8(ascii: "\\") { place += 1 }
          continue
        }
        let step = 1 - Int(bracket)
        outsideDepth += step & ~inside
        insideDepth += step & inside
      }
      self.outsideDepth = outsideDepth
      self.insideDepth = insideDepth
      hasOddQuotes = inside != 0
    }
  }
}
