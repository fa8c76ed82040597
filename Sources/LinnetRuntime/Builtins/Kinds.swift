import LinnetData
import LinnetSyntax

/// What sort of thing a value is, as people tell them apart.
enum Kind: UInt8 {
  case nothing, missing, absent, truth, number, date, text, list, record, function, vector
  case column, dataset, histogram, measurement, picture, fit
}

extension Value {
  /// What sort of thing the value is.
  var kind: Kind {
    switch self {
    case .nothing: .nothing
    case .missing: .missing
    case .absent: .absent
    case .truth: .truth
    case .whole, .decimal: .number
    case .date: .date
    case .object(let ref):
      switch ref.kind {
      case .text: .text
      case .list: .list
      case .record: .record
      case .function, .native: .function
      case .vector: .vector
      case .column: .column
      case .dataset: .dataset
      case .histogram: .histogram
      case .measurement: .measurement
      case .picture: .picture
      case .fit: .fit
      }
    }
  }

  /// The number this is; nil for every other kind.
  @inline(__always) var number: Double? {
    switch self {
    case .whole(let value): Double(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// True for `missing`.
  @inline(__always) var isMissing: Bool {
    if case .missing = self { return true }
    return false
  }

  /// True for an option that was not given.
  @inline(__always) var isAbsent: Bool {
    if case .absent = self { return true }
    return false
  }

  /// The object this is, if it is one of a kind.
  @inline(__always) func object(_ kind: ObjectKind) -> ObjectRef? {
    if case .object(let ref) = self, ref.kind == kind { return ref }
    return nil
  }

  /// True for a list or a column.
  @inline(__always) var hasItems: Bool {
    if case .object(let ref) = self { return ref.kind == .list || ref.kind == .column }
    return false
  }

  /// The number as a value: a gap where there is no number.
  @inline(__always) static func number(_ value: Double) -> Value {
    value.isNaN ? .missing : .decimal(value)
  }

  /// True for a dataset, column or text: a built-in may hand on the one it was given even where it mostly makes
  /// one.
  @inline(__always) var mayBeHandedOn: Bool {
    guard case .object(let ref) = self else { return false }
    return ref.kind == .dataset || ref.kind == .column || ref.kind == .text
  }

  /// The value, marked as held in a second place: what a built-in must do with each item it hands on.
  @inline(__always) func shared() -> Value {
    if case .object(let ref) = self { ref.header.pointee.isShared = true }
    return self
  }
}

extension ObjectRef {
  /// The items of a list, valid while the list lives and nobody changes it.
  var listItems: UnsafeBufferPointer<Value> {
    UnsafeBufferPointer(start: list.pointee.items, count: list.pointee.count)
  }

  /// The bytes of a text, valid while the text lives.
  var textBytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.pointee.bytes, count: text.pointee.count)
  }

  /// The vector in a vector object.
  var fourVector: FourVector { vector.pointee.vector }

  private func payload<Object: AnyObject>(_: Object.Type) -> Object {
    // The kind of the heap object says which class it holds.
    unsafeDowncast(host.pointee.payload.takeUnretainedValue(), to: Object.self)
  }

  /// The column in an object of that kind.
  var columnObject: Column { payload(Column.self) }
  /// The dataset in an object of that kind.
  var datasetObject: Dataset { payload(Dataset.self) }
  /// The histogram in an object of that kind.
  var histogramObject: Histogram { payload(Histogram.self) }
  /// The measurement in an object of that kind.
  var measurementObject: Measurement { payload(Measurement.self) }
}

extension Context {
  /// What a kind of value is called in messages: `a number`, `text`, `a list`.
  func kindName(_ value: Value) -> String {
    switch value.kind {
    case .nothing: "nothing"
    case .missing, .absent: "missing"
    case .truth: "true or false"
    case .number: "a number"
    case .date: "a date"
    case .text: "text"
    case .list: "a list"
    case .record: "a record"
    case .function: "a function"
    case .vector: "a vector"
    case .column: "a column"
    case .dataset: "a dataset"
    case .histogram: "a histogram"
    case .measurement: "a measurement"
    case .picture: "a picture"
    case .fit: "a fit"
    }
  }

  /// How a message calls an operand: as the user wrote it, else as it is shown, cut when long.
  func words(_ operand: Int, _ value: Value) -> String {
    if let written = written(operand), !written.isEmpty, written.utf8.count <= 60,
      !written.utf8.contains(0x0A)
    {
      return written
    }
    return brief(value)
  }

  /// A value as shown inside a message: quoted when it is text, cut when long.
  func brief(_ value: Value) -> String {
    let text = display(value, isNested: true)
    guard text.utf8.count > 40 else { return text }
    let start = String(text.prefix(37))
    return start + "…"
  }

  /// A mistake of the data room with the same code and slots.
  func mistake(_ mistake: DataMistake) -> Mistake {
    Mistake(MistakeCode(mistake.code), mistake.slots)
  }

  /// A measurement as a value; of one that shares sources with others only the new bytes are charged.
  func makeMeasurement(_ measurement: Measurement, newBytes: Int? = nil) -> Value {
    heap.makeMeasurement(measurement, newBytes: newBytes ?? measurement.sourceBytes)
  }

  /// A measurement out of a column; where no sources are known it is independent of all others.
  func makeMeasurement(value: Double, error: Double, shifts: [Measurement.Shift]) -> Value {
    if shifts.isEmpty, error > 0 { return makeMeasurement(value: value, error: error) }
    return makeMeasurement(Measurement(value: value, shifts: shifts))
  }

  /// A measurement with an uncertainty of its own, independent of all others.
  func makeMeasurement(value: Double, error: Double) -> Value {
    makeMeasurement(Measurement(value: value, error: error, source: builtins.newSource()))
  }
}
