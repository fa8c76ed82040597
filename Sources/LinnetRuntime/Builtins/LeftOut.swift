import LinnetData
import LinnetSyntax
import LinnetText

/// Saying that a statistic has left out gaps.
///
/// Nothing is ever silently left out, and nobody wants to be told in every turn of a loop: each place of
/// a program says so once. A step of a pipeline may work a statistic out for many groups or rows, so
/// there the gaps are added up and told at its end.
struct LeftOut {
  /// The statistics of the running step that left something out, as written, in the order they came.
  var calls: [(call: String, gaps: Int, count: Int)] = []

  /// Adds what one more working out of a statistic has left out.
  mutating func add(_ call: String, gaps: Int, of count: Int) {
    if let place = calls.firstIndex(where: { $0.call == call }) {
      calls[place].gaps += gaps
      calls[place].count += count
    } else if calls.count < 100 {
      calls.append((call, gaps, count))
    }
  }
}

extension Context {
  /// Takes note that a statistic has left out gaps; `operand` is what it was given.
  func leaveOut(_ gaps: Int, of count: Int, _ function: String, _ operands: String?) {
    // A statistic in a step also adds up the values of groups without gaps.
    guard gaps > 0 || builtins.leftOut != nil else { return }
    if let pieceRemarks {
      if gaps > 0 { pieceRemarks.hasOthers = true }
      return
    }
    // Inside a function of the library the person's own words are those of its call.
    let call = libraryCall(asking: function) ?? operands.map { "\(function)(\($0))" } ?? function
    if builtins.leftOut != nil {
      builtins.leftOut?.add(call, gaps: gaps, of: count)
    } else {
      tellLeftOut(call, gaps, count)
    }
  }

  /// The same for a list or column as it is.
  func leaveOut(gapsOf value: Value, _ statistic: Statistic, _ function: String) {
    switch statistic {
    case .sum, .mean, .median, .min, .max, .stdev, .variance, .range: break
    case .count, .gaps, .any, .all, .first, .last: return
    }
    guard let ref = value.object(.list) ?? value.object(.column) else { return }
    var gaps = 0
    if ref.kind == .column {
      gaps = ref.columnObject.gapCount
    } else {
      for item in ref.listItems where item.isMissing { gaps += 1 }
    }
    if gaps > 0 || builtins.leftOut != nil {
      leaveOut(gaps, of: itemCount(value) ?? 0, function, written(0))
    }
  }

  /// Begins to add up what a step leaves out; what was being added up before.
  func beginLeavingOut() -> LeftOut? {
    let outer = builtins.leftOut
    if outer == nil { builtins.leftOut = LeftOut() }
    return outer
  }

  /// Says what a step has left out, unless it stands in another one.
  func endLeavingOut(_ outer: LeftOut?) {
    guard outer == nil, let all = builtins.leftOut else { return }
    builtins.leftOut = nil
    for one in all.calls where one.gaps > 0 { tellLeftOut(one.call, one.gaps, one.count) }
  }

  private func tellLeftOut(_ call: String, _ gaps: Int, _ count: Int) {
    // Once for a place, however often it is passed, and once for the same gaps, whatever is worked out of them.
    let isNewPlace = builtins.toldLeftOut.insert(
      "\(UInt(bitPattern: runningStep)) \(call)"
    ).inserted
    let subject = call.utf8.firstIndex(of: UInt8(ascii: "(")).map { call[$0...] } ?? call[...]
    let isNew = builtins.toldLeftOut.insert("\(subject) \(gaps) \(count)").inserted
    guard isNewPlace, isNew else { return }
    note(
      Note(
        "left-out-gaps",
        [
          "call": call, "gaps": DigitGrouping.counted(gaps, "gap"),
          "count": DigitGrouping.grouped(count),
        ]))
  }
}
