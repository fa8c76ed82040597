import LinnetData

/// A mark-sweep heap of manually laid out objects.
///
/// Allocation never collects; the machine collects between instructions when `wantsCollection` says so.
/// A built-in function may therefore hold values in Swift variables, except across a call back into the
/// machine, where it protects them first (`Machine.protect`).
public final class Heap {
  private var first: ObjectRef?
  /// The bytes of all objects, buffers included.
  private(set) var bytes = 0
  /// The number of collections so far.
  private(set) var collections = 0
  private var threshold = 8 << 20
  /// Testing aid: collect at every opportunity.
  var collectsAlways = false
  /// Names of record shapes: `shapes[shape]` are the names of its fields in order.
  private(set) var shapes: [[String]] = [[]]
  private var shapeIndex: [[String]: UInt32] = [[]: 0]

  init() {}

  @inline(__always) var wantsCollection: Bool { bytes > threshold || collectsAlways }

  @inline(__always)
  private func register<T>(_ object: T, bytes size: Int) -> ObjectRef {
    let place = UnsafeMutablePointer<T>.allocate(capacity: 1)
    place.initialize(to: object)
    bytes &+= size
    let ref = ObjectRef(raw: UnsafeMutableRawPointer(place))
    first = ref
    return ref
  }

  private func header(_ kind: ObjectKind) -> ObjectHeader { ObjectHeader(next: first, kind: kind) }

  // MARK: Text

  func makeText(_ string: String) -> Value {
    var string = string
    return string.withUTF8 { makeText($0) }
  }

  func makeText(_ bytes: UnsafeBufferPointer<UInt8>) -> Value {
    let capacity = bytes.count
    let buffer = UnsafeMutablePointer<TextBuffer>.allocate(capacity: 1)
    let place = UnsafeMutablePointer<UInt8>.allocate(capacity: max(capacity, 1))
    if let base = bytes.baseAddress { place.update(from: base, count: bytes.count) }
    buffer.initialize(to: TextBuffer(uses: 1, used: bytes.count, capacity: capacity, bytes: place))
    let object = TextObject(
      header: header(.text), buffer: buffer, count: bytes.count, characters: -1)
    return .object(register(object, bytes: 96 &+ capacity))
  }

  func string(_ ref: ObjectRef) -> String {
    String(
      decoding: UnsafeBufferPointer(
        start: ref.text.pointee.buffer.pointee.bytes, count: ref.text.pointee.count), as: UTF8.self)
  }

  // MARK: Lists, records, vectors, host objects

  func makeList(_ items: [Value]) -> Value {
    items.withUnsafeBufferPointer {
      makeList(copying: $0.baseAddress, count: $0.count, capacity: $0.count)
    }
  }

  /// Makes a list from values that nobody else holds (fresh results).
  func makeList(copying items: UnsafePointer<Value>?, count: Int, capacity: Int) -> Value {
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: max(capacity, 1))
    if let items { storage.initialize(from: items, count: count) }
    let object = ListObject(
      header: header(.list), items: storage, count: count, capacity: max(capacity, 1))
    return .object(register(object, bytes: 64 &+ capacity &* 16))
  }

  func makeRecord(names: [String], values: [Value]) -> Value {
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: max(values.count, 1))
    for (index, value) in values.enumerated() { (storage + index).initialize(to: value) }
    let object = RecordObject(
      header: header(.record), shape: shape(names), count: UInt32(values.count), fields: storage)
    return .object(register(object, bytes: 64 &+ values.count &* 16))
  }

  func shape(_ names: [String]) -> UInt32 {
    if let known = shapeIndex[names] { return known }
    let new = UInt32(shapes.count)
    shapes.append(names)
    shapeIndex[names] = new
    return new
  }

  func makeVector(_ vector: FourVector) -> Value {
    .object(register(VectorObject(header: header(.vector), vector: vector), bytes: 72))
  }

  func makeHost(_ kind: ObjectKind, _ object: AnyObject, bytes size: Int) -> Value {
    .object(
      register(
        HostObject(header: header(kind), payload: .passRetained(object), bytes: size),
        bytes: 64 &+ size))
  }
}
