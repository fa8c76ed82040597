/// Records: small ones with a shape, others with a table of their own names.
extension Heap {
  /// Records grow by shapes up to so many parts; then they are tables.
  static let mostGrown = 32
  /// Records made with all their names at once have a shape up to so many parts.
  static let mostNames = 2048
  /// With so many shapes in a heap, records of other names are tables.
  static let mostShapes = 1 << 14

  // MARK: Making

  /// Makes a record from names and values that nobody else holds.
  func makeRecord(names: [String], values: [Value]) -> Value {
    values.withUnsafeBufferPointer { values in
      if names.count <= Self.mostNames, let shape = shapes.shape(names, most: Self.mostShapes) {
        return makeRecord(shape: shape, copying: values.baseAddress, count: values.count)
      }
      let fields = makeTable(names.count)
      for (place, name) in names.enumerated() {
        guard case .object(let key) = makeText(name) else { continue }
        add(key, values[place], to: fields, at: place)
      }
      return makeRecord(over: fields, count: names.count)
    }
  }

  /// The number of a shape that the program writes down, made when it is new.
  func shape(_ names: [String]) -> UInt32 {
    shapes.shape(names, most: 1 << 23) ?? 0
  }

  /// Makes a record of a known shape from values in the order of its names.
  func makeRecord(shape: UInt32, copying values: UnsafePointer<Value>?, count: Int) -> Value {
    let inline = RecordObject.size &+ count &* MemoryLayout<Value>.stride
    if inline <= SmallObjects.largest {
      let raw = state.pointee.small.allocate(inline)
      let storage = (raw + RecordObject.size).assumingMemoryBound(to: Value.self)
      if let values { storage.initialize(from: values, count: count) }
      let object = RecordObject(
        header: header(.record), shape: shape, count: UInt32(count), fields: storage)
      raw.assumingMemoryBound(to: RecordObject.self).initialize(to: object)
      state.pointee.bytes &+= inline
      let ref = ObjectRef(raw: raw)
      state.pointee.first = ref
      return .object(ref)
    }
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: max(count, 1))
    if let values { storage.initialize(from: values, count: count) }
    let object = RecordObject(
      header: header(.record), shape: shape, count: UInt32(count), fields: storage)
    state.pointee.bytes &+= count &* MemoryLayout<Value>.stride
    return .object(place(object, size: RecordObject.size))
  }

  /// A second record with the same names and values.
  func copy(_ ref: ObjectRef) -> Value {
    let record = ref.record.pointee
    let count = Int(record.count)
    guard record.isTable else {
      return makeRecord(shape: record.shape, copying: record.fields, count: count)
    }
    return makeRecord(over: copyTable(record.fields, count, room: count), count: count)
  }

  private func makeRecord(over fields: UnsafeMutablePointer<Value>, count: Int) -> Value {
    let object = RecordObject(
      header: header(.record), shape: RecordTable.shape, count: UInt32(count), fields: fields)
    return .object(place(object, size: RecordObject.size))
  }

  // MARK: Names

  /// The names of a record's parts, in order.
  func names(of ref: ObjectRef) -> [String] {
    let record = ref.record.pointee
    guard record.isTable else { return shapes.names(of: record.shape) }
    let keys = RecordTable.of(record.fields).pointee.keys
    return (0..<Int(record.count)).map { string(keys[$0]) }
  }

  /// The place of a part in a record's fields; nil when it has no such part.
  func place(of name: String, in ref: ObjectRef) -> Int? {
    var name = name
    return name.withUTF8 { bytes in
      let record = ref.record.pointee
      guard record.isTable else { return shapes.place(of: bytes, in: record.shape) }
      return RecordTable.of(record.fields).pointee.find(bytes, SipHash.hash(bytes))
    }
  }

  /// The place of the part that a text names; nil when the record has no such part.
  func place(of key: ObjectRef, in ref: ObjectRef) -> Int? {
    let record = ref.record.pointee
    guard record.isTable else { return shapes.place(of: key.textBytes, in: record.shape) }
    return RecordTable.of(record.fields).pointee.find(key.textBytes, hash(of: key))
  }

  private func hash(of key: ObjectRef) -> UInt32 {
    if key.text.pointee.hash == 0 { key.text.pointee.hash = SipHash.hash(key.textBytes) }
    return key.text.pointee.hash
  }

  // MARK: Growing

  /// Adds one part that the record does not have yet, in place.
  func extend(_ ref: ObjectRef, with name: String, _ value: Value) {
    let record = ref.record
    if !record.pointee.isTable, record.pointee.count < Self.mostGrown {
      var name = name
      let shape = name.withUTF8 {
        shapes.shape(record.pointee.shape, with: $0, most: Self.mostShapes)
      }
      if let shape { return extend(ref, shape: shape, with: value) }
    }
    guard case .object(let key) = makeText(name) else { return }
    extend(ref, with: key, value)
  }

  /// Adds one part that the record does not have yet, in place; `key` is the text with its name.
  func extend(_ ref: ObjectRef, with key: ObjectRef, _ value: Value) {
    let record = ref.record
    let count = Int(record.pointee.count)
    if !record.pointee.isTable {
      if count < Self.mostGrown,
        let shape = shapes.shape(record.pointee.shape, with: key.textBytes, most: Self.mostShapes)
      {
        return extend(ref, shape: shape, with: value)
      }
      becomeTable(ref, room: count + 1)
    }
    var fields = record.pointee.fields
    if count == RecordTable.of(fields).pointee.capacity {
      let larger = copyTable(fields, count, room: count + 1)
      freeTable(fields)
      record.pointee.fields = larger
      fields = larger
    }
    add(key, value, to: fields, at: count)
    record.pointee.count = UInt32(count + 1)
  }

  private func extend(_ ref: ObjectRef, shape: UInt32, with value: Value) {
    let record = ref.record
    let old = Int(record.pointee.count)
    let stride = MemoryLayout<Value>.stride
    let storage = UnsafeMutablePointer<Value>.allocate(capacity: old + 1)
    storage.moveInitialize(from: record.pointee.fields, count: old)
    (storage + old).initialize(to: value)
    leaveFields(ref)
    count((old + 1) &* stride)
    record.pointee.fields = storage
    record.pointee.count = UInt32(old + 1)
    record.pointee.shape = shape
  }

  /// Gives up the room of a shaped record's fields, whose values have moved elsewhere.
  private func leaveFields(_ ref: ObjectRef) {
    let record = ref.record
    if record.pointee.isInline(ref) {
      record.pointee.inlineCapacity = UInt16(record.pointee.count)
    } else {
      record.pointee.fields.deallocate()
      count(-Int(record.pointee.count) &* MemoryLayout<Value>.stride)
    }
  }

  private func becomeTable(_ ref: ObjectRef, room: Int) {
    let record = ref.record
    let names = shapes.names(of: record.pointee.shape)
    let fields = makeTable(room)
    for (place, name) in names.enumerated() {
      guard case .object(let key) = makeText(name) else { continue }
      add(key, record.pointee.fields[place], to: fields, at: place)
    }
    leaveFields(ref)
    record.pointee.fields = fields
    record.pointee.shape = RecordTable.shape
  }

  // MARK: Tables

  private func makeTable(_ room: Int) -> UnsafeMutablePointer<Value> {
    var capacity = 8
    while capacity < room { capacity *= 2 }
    count(RecordTable.bytes(capacity))
    return RecordTable.make(capacity)
  }

  private func copyTable(_ fields: UnsafeMutablePointer<Value>, _ count: Int, room: Int)
    -> UnsafeMutablePointer<Value>
  {
    let result = makeTable(room)
    let old = RecordTable.of(fields).pointee
    let new = RecordTable.of(result).pointee
    result.initialize(from: fields, count: count)
    new.keys.initialize(from: old.keys, count: count)
    new.hashes.initialize(from: old.hashes, count: count)
    if new.capacity == old.capacity {
      new.slots.update(from: old.slots, count: old.capacity * 2)
    } else {
      for place in 0..<count { new.fill(place) }
    }
    return result
  }

  private func add(
    _ key: ObjectRef, _ value: Value, to fields: UnsafeMutablePointer<Value>, at place: Int
  ) {
    let table = RecordTable.of(fields).pointee
    (fields + place).initialize(to: value)
    key.header.pointee.isShared = true
    (table.keys + place).initialize(to: key)
    (table.hashes + place).initialize(to: hash(of: key))
    table.fill(place)
  }

  /// Frees the memory of a table.
  func freeTable(_ fields: UnsafeMutablePointer<Value>) {
    count(-RecordTable.bytes(RecordTable.of(fields).pointee.capacity))
    (UnsafeMutableRawPointer(fields) - RecordTable.size).deallocate()
  }
}
