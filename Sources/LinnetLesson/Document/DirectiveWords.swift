/// What follows a directive's name: plain words and `key=value` pairs; values may stand in quotes.
struct DirectiveWords {
  /// The words without `=`, in order.
  private(set) var plain: [String] = []
  /// The pairs, in order; the value without its quotes.
  private(set) var pairs: [(key: String, value: String)] = []

  /// Takes apart `mass points=3 accept="Z|Z0"`.
  init(_ text: String) {
    var word: [UInt8] = []
    var key: String?
    var quote: UInt8?
    var isInWord = false
    func finish(_ words: inout DirectiveWords) {
      guard isInWord else { return }
      let text = String(decoding: word, as: UTF8.self)
      if let name = key { words.pairs.append((name, text)) } else { words.plain.append(text) }
      word = []
      key = nil
      isInWord = false
    }
    for byte in text.utf8 {
      if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
      } else if byte == 0x20 || byte == 0x09 {
        finish(&self)
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), word.isEmpty {
        quote = byte
        isInWord = true
      } else if byte == UInt8(ascii: "="), key == nil, isInWord {
        key = String(decoding: word, as: UTF8.self)
        word = []
      } else {
        word.append(byte)
        isInWord = true
      }
    }
    finish(&self)
  }

  /// The value of a key; the last one where it is given twice.
  subscript(key: String) -> String? { pairs.last { $0.key == key }?.value }
}
