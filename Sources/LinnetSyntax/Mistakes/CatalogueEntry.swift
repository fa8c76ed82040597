extension Catalogue {
  /// One kind of mistake or note.
  public struct Entry: Sendable {
    /// The stable code.
    public let code: MistakeCode
    /// Whether the run ends.
    public let kind: Kind
    /// True when the mistake is found while reading, before anything runs.
    public let isFoundByReading: Bool
    /// The sentences, most telling first; the last needs the fewest slots.
    public private(set) var wordings: [String] = []
    /// A value for every slot, for tests and for documents.
    public private(set) var samples: [String: String] = [:]
    /// What `explain CODE` says before its examples.
    public private(set) var explanation = ""
    /// A program with this mistake; empty when none can be shown.
    public private(set) var bad = ""
    /// The same program put right.
    public private(set) var mended = ""
    /// The text files that its programs load, by their names.
    public private(set) var files: [String: String] = [:]

    /// Reads what stands below a heading.
    init(code: MistakeCode, kind: Kind, isFoundByReading: Bool, text: ArraySlice<UInt8>) {
      self.code = code
      self.kind = kind
      self.isFoundByReading = isFoundByReading
      var part = Part.explanation
      // Empty lines belong to a program when it goes on behind them.
      var empty = ""
      for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
        let words = String(decoding: line, as: UTF8.self)
        if line.first == UInt8(ascii: " ") {
          add(empty + words.dropFirst(4), to: part)
          empty = ""
          continue
        }
        empty = line.isEmpty && isBegun(part) ? empty + "\n" : ""
        switch line.first {
        case nil: break
        case UInt8(ascii: "-"): wordings.append(String(words.dropFirst(2)))
        case UInt8(ascii: "{"): addSample(words)
        case _ where words == "Not like this:": part = .bad
        case _ where words == "Like this:": part = .mended
        case _ where words.hasPrefix("File `"):
          part = .file(String(words.dropFirst(6).dropLast(2)))
        default: explanation += (explanation.isEmpty ? "" : "\n") + words
        }
      }
    }

    /// What indented lines belong to.
    private enum Part {
      case explanation, bad, mended
      case file(String)
    }

    private func isBegun(_ part: Part) -> Bool {
      switch part {
      case .explanation: false
      case .bad: !bad.isEmpty
      case .mended: !mended.isEmpty
      case .file(let name): files[name] != nil
      }
    }

    private mutating func add(_ line: String, to part: Part) {
      switch part {
      case .explanation: explanation += "\n" + line
      case .bad: bad += bad.isEmpty ? line : "\n" + line
      case .mended: mended += mended.isEmpty ? line : "\n" + line
      case .file(let name): files[name, default: ""] += line + "\n"
      }
    }

    /// A line such as `{name} = ptt1`.
    private mutating func addSample(_ line: String) {
      guard let close = line.utf8.firstIndex(of: UInt8(ascii: "}")) else { return }
      samples[String(line[..<close].dropFirst())] = String(line[close...].dropFirst(4))
    }

    /// The explanation with its examples, as `explain CODE` shows it.
    public var explained: String {
      var text = code.text + "\n\n" + explanation + "\n"
      for name in files.keys.sorted() where !name.utf8.contains(0x2F) {
        text += "\nWhen `\(name)` holds\n\n" + Self.indented(files[name] ?? "")
      }
      if !bad.isEmpty { text += "\nNot like this:\n\n" + Self.indented(bad) }
      if !mended.isEmpty { text += "\nLike this:\n\n" + Self.indented(mended) }
      return text
    }

    private static func indented(_ program: String) -> String {
      var text = ""
      let ends = program.utf8.last == 0x0A
      for line in (ends ? program.dropLast() : program[...])
        .split(separator: "\n", omittingEmptySubsequences: false)
      {
        text += line.isEmpty ? "\n" : "    " + line + "\n"
      }
      return text
    }
  }
}
