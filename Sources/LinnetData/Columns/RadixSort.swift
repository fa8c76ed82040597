import CLinnetKernels

/// Sorts whole numbers digit by digit, with the rows they belong to.
enum RadixSort {
  /// How often it goes over the keys at most.
  static let passes = LINNET_SORT_PASSES

  /// How many keys are moved between two looks at whether to go on: some hundredths of a second.
  private static let piece = 1 << 20

  /// Sorts keys and carries row positions along; equal keys keep their order.
  ///
  /// `goOn` takes how many keys were moved since it was asked last. When it says no, the answer is
  /// false and nothing is sorted.
  @discardableResult
  static func sort(
    _ keys: inout [UInt64], _ rows: inout [Int32], goOn: (_ moved: Int) -> Bool = { _ in true }
  ) -> Bool {
    let count = Swift.min(keys.count, rows.count)
    guard count > 1 else { return true }
    let values = Int(LINNET_SORT_VALUES)
    var places = [UInt32](repeating: 0, count: Int(passes) * values)
    linnet_sort_count(&places, keys, count)
    var newKeys = [UInt64](unsafeUninitializedCapacity: count) { place, filled in
      linnet_will_fill(place.baseAddress, count &* 8)
      filled = count
    }
    var newRows = [Int32](unsafeUninitializedCapacity: count) { place, filled in
      linnet_will_fill(place.baseAddress, count &* 4)
      filled = count
    }
    var isGoingOn = true
    for pass in 0..<Int32(passes) {
      places.withUnsafeMutableBufferPointer { places in
        guard let base = places.baseAddress.map({ $0 + Int(pass) * values }),
          linnet_sort_begin(base, pass, keys, count) != 0
        else { return }
        var start = 0
        while isGoingOn, start < count {
          let step = Swift.min(piece, count - start)
          keys.withUnsafeBufferPointer { from in
            rows.withUnsafeBufferPointer { rowsFrom in
              guard let from = from.baseAddress, let rowsFrom = rowsFrom.baseAddress else { return }
              linnet_sort_move(
                base, pass, from + start, rowsFrom + start, &newKeys, &newRows, step)
            }
          }
          start += step
          isGoingOn = goOn(step)
        }
        swap(&keys, &newKeys)
        swap(&rows, &newRows)
      }
      if !isGoingOn { return false }
    }
    return true
  }
}
