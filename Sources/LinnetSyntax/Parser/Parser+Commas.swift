/// Numbers with a comma in them, as many people write them.
extension Parser {
  /// `3,5` or `1,000,000` at its first comma, where a single number must be meant.
  ///
  /// Digits, a comma and digits without a blank are one number everywhere but in brackets, where `[1,5]` and
  /// `f(1,2)` are read as they stand: there only `1,000` is, as nobody begins a number with `0` twice.
  func numberWithComma(isBracketed: Bool) -> Mistake? {
    guard position > 0, token.kind == .comma, isDigits(position - 1), isAttached(position),
      isAttached(position + 1), isDigits(position + 1)
    else { return nil }
    // Of `1,2,3` the first comma decides.
    if position > 2, tokens[position - 2].kind == .comma, isAttached(position - 1),
      isAttached(position - 2), isDigits(position - 3)
    {
      return nil
    }
    var groups = [text(position - 1)]
    var last = position + 1
    while true {
      groups.append(text(last))
      guard tokens[last + 1].kind == .comma, isAttached(last + 1), isAttached(last + 2),
        isDigits(last + 2)
      else { break }
      last += 2
    }
    let span = Span(tokens[position - 1].start, tokens[last].end)
    let isGrouped =
      groups[0].utf8.count <= 3 && groups[0] != "0"
      && groups.dropFirst().allSatisfy { $0.utf8.count == 3 }
    if isBracketed {
      guard isGrouped, groups.dropFirst().contains(where: { $0.utf8.first == 0x30 }) else {
        return nil
      }
    }
    if groups.count > 2 {
      // `1,2,3` are three values; `1,000,000` is one.
      guard isGrouped else { return nil }
      let joined = groups.joined()
      return Mistake(
        "thousands-with-a-comma", ["fixed": joined], at: span, suggestion: checked(span, joined))
    }
    let (left, right) = (groups[0], groups[1])
    let fixed = left + "." + right
    if isGrouped {
      // `4,000` may be four thousand, `3,142` hardly; only the person knows.
      return Mistake(
        "decimal-comma",
        ["left": left, "right": right, "decimals": fixed, "joined": left + right], at: span)
    }
    return Mistake(
      "decimal-comma", ["left": left, "right": right, "fixed": fixed], at: span,
      suggestion: checked(span, fixed))
  }

  /// True for a number of nothing but digits.
  private func isDigits(_ index: Int) -> Bool {
    guard index < tokens.count, tokens[index].kind == .number else { return false }
    return source.bytes[tokens[index].start..<tokens[index].end].allSatisfy {
      $0 >= 0x30 && $0 <= 0x39
    }
  }
}
