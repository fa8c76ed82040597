import CLinnetKernels
import LinnetData

/// A mark-sweep heap of manually laid out objects.
///
/// Allocation never collects; the machine collects between instructions when `wantsCollection` says so.
/// A built-in function may therefore hold values in Swift variables, except across a call back into the
/// machine, where it protects them first (`Machine.protect`).
///
/// All state is one plain struct behind a pointer, so that the loop's reads of it are single loads.
public final class Heap {
  /// What the heap keeps count of.
  struct State {
    var first: ObjectRef?
    var bytes = 0
    var threshold = 8 << 20
    var small = SmallObjects()
  }

  let state: UnsafeMutablePointer<State>
  /// What the objects may take, in bytes; near it they grow by little instead of twofold.
  var limit = Int.max
  /// The number of collections so far.
  var collections = 0
  /// Testing aid: collect at every opportunity.
  var collectsAlways = false {
    didSet { state.pointee.threshold = collectsAlways ? -1 : max(8 << 20, bytes &* 2) }
  }
  /// Testing aid: cells, columns and letters are never changed where they are, but in a copy.
  var copiesAlways = false
  /// The shapes of small records.
  @exclusivity(unchecked) var shapes = RecordShapes()
  /// Texts of one plain letter, made when first needed.
  @exclusivity(unchecked) var letters: [Value] = []
  /// Storage of columns that values hold, by its place.
  @exclusivity(unchecked) var holdings: [UInt: Holding] = [:]
  /// Bytes of the sources of measurements with many, counted anew at each collection.
  var sourceBytes = 0
  /// Measurements with many sources that a collection has found alive.
  @exclusivity(unchecked) var measured: [ObjectRef] = []

  /// The bytes of all objects, buffers included.
  var bytes: Int { state.pointee.bytes }

  init() {
    state = .allocate(capacity: 1)
    state.initialize(to: State())
  }

  deinit {
    var link = state.pointee.first
    while let ref = link {
      link = ref.header.pointee.next
      free(ref)
    }
    shapes.end()
    state.pointee.small.end()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  @inline(__always) var wantsCollection: Bool { state.pointee.bytes > state.pointee.threshold }

  /// Room for an object of `size` bytes, linked into the list and counted.
  @inline(__always)
  func place<T>(_ object: T, size: Int) -> ObjectRef {
    let raw = state.pointee.small.allocate(size)
    raw.assumingMemoryBound(to: T.self).initialize(to: object)
    state.pointee.bytes &+= size
    let ref = ObjectRef(raw: raw)
    state.pointee.first = ref
    return ref
  }

  @inline(__always)
  func header(_ kind: ObjectKind) -> ObjectHeader {
    ObjectHeader(next: state.pointee.first, kind: kind)
  }

  /// Corrects the count of bytes after an object's buffer grew or shrank.
  @inline(__always) func count(_ difference: Int) { state.pointee.bytes &+= difference }

  // MARK: Lists

  /// Makes a list from values that nobody else holds (fresh results).
  func makeList(_ items: [Value]) -> Value {
    items.withUnsafeBufferPointer {
      makeList(copying: $0.baseAddress, count: $0.count, capacity: $0.count)
    }
  }

  /// Makes a list of so many items, asking for each by its place from 0; they are stored where they stay.
  ///
  /// `item` must not call back into the machine: the list is not held while it grows.
  @inline(__always)
  func makeList<Failure: Error>(count: Int, _ item: (Int) throws(Failure) -> Value) throws(Failure)
    -> Value
  {
    let made = makeList(copying: nil, count: 0, capacity: count)
    guard case .object(let ref) = made else { return made }
    let items = ref.list.pointee.items
    for place in 0..<count {
      let value = try item(place)
      (items + place).initialize(to: value)
      ref.list.pointee.count = place &+ 1
    }
    return made
  }

  /// Makes a list from values that nobody else holds (fresh results).
  func makeList(copying items: UnsafePointer<Value>?, count: Int, capacity: Int) -> Value {
    let capacity = max(capacity, count)
    let inline = ListObject.size &+ capacity &* MemoryLayout<Value>.stride
    if inline <= SmallObjects.largest {
      let raw = state.pointee.small.allocate(inline)
      let storage = (raw + ListObject.size).assumingMemoryBound(to: Value.self)
      if let items { storage.initialize(from: items, count: count) }
      let object = ListObject(
        header: header(.list), items: storage, count: count, capacity: capacity)
      raw.assumingMemoryBound(to: ListObject.self).initialize(to: object)
      state.pointee.bytes &+= inline
      let ref = ObjectRef(raw: raw)
      state.pointee.first = ref
      return .object(ref)
    }
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    linnet_will_fill(storage, capacity &* MemoryLayout<Value>.stride)
    if let items { storage.initialize(from: items, count: count) }
    let object = ListObject(header: header(.list), items: storage, count: count, capacity: capacity)
    state.pointee.bytes &+= capacity &* MemoryLayout<Value>.stride
    return .object(place(object, size: ListObject.size))
  }

  /// Gives a list room for `capacity` items; the items stay.
  @inline(never)
  func grow(_ ref: ObjectRef, to capacity: Int) {
    let list = ref.list
    let capacity = room(for: capacity, stride: MemoryLayout<Value>.stride)
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
    linnet_will_fill(storage, capacity &* MemoryLayout<Value>.stride)
    storage.moveInitialize(from: list.pointee.items, count: list.pointee.count)
    let stride = MemoryLayout<Value>.stride
    leaveItems(ref)
    count(capacity &* stride)
    list.pointee.items = storage
    list.pointee.capacity = capacity
  }

  /// Twice what is needed, as asked for, or near the limit just above what is needed.
  func room(for twice: Int, stride: Int) -> Int {
    guard twice > 1 << 16, twice > (limit - min(bytes, limit)) / stride else { return twice }
    return twice / 2 + twice / 32 + 1
  }

  /// Gives up the room of a list's items, which have moved elsewhere.
  func leaveItems(_ ref: ObjectRef) {
    let list = ref.list
    if list.pointee.isInline(ref) {
      // The room behind the header stays with the object until it is swept.
      list.pointee.inlineCapacity = UInt16(list.pointee.capacity)
    } else {
      let front = list.pointee.front
      count(-(list.pointee.capacity &+ front) &* MemoryLayout<Value>.stride)
      (list.pointee.items - front).deallocate()
      list.pointee.hasFront = false
    }
  }

  // MARK: Functions, vectors, host objects

  func makeFunction(
    _ entry: UnsafeMutablePointer<Entry>, captures: UnsafePointer<Value>?, count: Int
  ) -> Value {
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: max(count, 1))
    if let captures { storage.initialize(from: captures, count: count) }
    let object = FunctionObject(
      header: header(.function), entry: entry, captureCount: count, captures: storage)
    state.pointee.bytes &+= count &* MemoryLayout<Value>.stride
    return .object(place(object, size: MemoryLayout<FunctionObject>.size))
  }

  func makeNative(_ index: Int) -> Value {
    let object = NativeObject(header: header(.native), index: index)
    return .object(place(object, size: MemoryLayout<NativeObject>.size))
  }

  func makeVector(_ vector: FourVector) -> Value {
    let object = VectorObject(header: header(.vector), vector: vector)
    return .object(place(object, size: MemoryLayout<VectorObject>.size))
  }

  func makeHost(_ kind: ObjectKind, _ object: AnyObject, bytes size: Int) -> Value {
    let box = HostObject(header: header(kind), payload: .passRetained(object), bytes: size)
    state.pointee.bytes &+= size
    return .object(place(box, size: MemoryLayout<HostObject>.size))
  }
}
