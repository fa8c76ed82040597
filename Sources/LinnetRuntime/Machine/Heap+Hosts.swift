import LinnetData

/// What datasets and columns weigh: storage that several of them share is charged once.
///
/// `d.x` makes a value for a column that the dataset holds too; were its numbers charged again, a loop
/// that reads columns would collect all the time.
extension Heap {
  /// Storage of fewer bytes is charged to every value that holds it.
  private static let small = 2048

  /// Storage that values on the heap hold.
  struct Holding {
    var uses: Int
    var bytes: Int
  }

  /// Charges what a column holds and nobody has charged yet; the result is what each value is charged.
  func charge(_ column: Column) -> Int {
    Self.weigh(column) { key, bytes in
      if let known = holdings[key] {
        holdings[key] = Holding(uses: known.uses + 1, bytes: known.bytes)
      } else {
        holdings[key] = Holding(uses: 1, bytes: bytes)
        count(bytes)
      }
    }
  }

  /// Takes back what a column was charged besides its own bytes; the result is these.
  @discardableResult
  func discharge(_ column: Column) -> Int {
    Self.weigh(column) { key, _ in
      guard let known = holdings[key] else { return }
      if known.uses > 1 {
        holdings[key] = Holding(uses: known.uses - 1, bytes: known.bytes)
      } else {
        holdings[key] = nil
        count(-known.bytes)
      }
    }
  }

  /// The bytes of storage that only one value holds, this column's.
  func heldAlone(_ column: Column) -> Int {
    var bytes = 0
    _ = Self.weigh(column) { key, size in if holdings[key]?.uses == 1 { bytes += size } }
    return bytes
  }

  /// Sets a column of a dataset that nobody else holds, so that a table made column by column is not copied for
  /// each; false, and nothing done, when somebody may hold it.
  func setInPlace(_ name: String, to column: Column, in ref: ObjectRef) -> Bool {
    guard !ref.header.pointee.isShared, !copiesAlways else { return false }
    let host = ref.host
    // The object's hold moves here and back.
    var dataset = unsafeDowncast(host.pointee.payload.takeRetainedValue(), to: Dataset.self)
    let old = dataset.column(name)
    let isSet = Dataset.setInPlace(name, to: column, in: &dataset)
    host.pointee.payload = .passRetained(dataset)
    guard isSet else { return false }
    var difference = charge(column)
    if let old { difference -= discharge(old) }
    host.pointee.bytes += difference
    count(difference)
    return true
  }

  /// Calls `visit` with each piece of large storage and its bytes, and gives back those of the rest.
  private static func weigh(_ column: Column, _ visit: (UInt, Int) -> Void) -> Int {
    var own = 0
    // The object, its arrays and their headers.
    var rest = 160
    switch column.storage {
    // Arrays may have more room than values: a block of rows even for a few.
    case .decimal(let values): own = values.capacity * 8
    case .whole(let values), .date(let values): own = values.capacity * 8
    case .truth(let values): own = values.capacity
    case .text(let codes, let words):
      own = codes.capacity * 4
      let size = words.count * 32
      rest += column.wordCodesBytes
      if size >= small {
        visit(words.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }, size)
      } else {
        rest += size
      }
    case .vector(let parts): for part in parts.parts { rest += weigh(part, visit) }
    case .list(let offsets, let items, _):
      own = offsets.capacity * MemoryLayout<Int>.stride
      rest += weigh(items, visit)
    case .record(_, let parts): for part in parts { rest += weigh(part, visit) }
    case .measurement(let values, let errors, _): own = (values.capacity + errors.capacity) * 8
    }
    if own >= small {
      visit(UInt(bitPattern: Unmanaged.passUnretained(column).toOpaque()), own)
      return rest
    }
    return rest + own
  }
}
