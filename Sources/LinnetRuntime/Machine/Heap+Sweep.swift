import LinnetData

/// Letting go of what is no longer needed.
extension Heap {
  /// Links the objects that `isMarked` says are alive, frees the others and sets the next threshold.
  func sweep() {
    collections += 1
    var link = state.pointee.first
    var kept: ObjectRef?
    while let ref = link {
      let header = ref.header
      link = header.pointee.next
      if header.pointee.isMarked {
        header.pointee.isMarked = false
        header.pointee.next = kept
        kept = ref
      } else {
        free(ref)
      }
    }
    state.pointee.first = kept
    state.pointee.threshold = collectsAlways ? -1 : max(8 << 20, state.pointee.bytes &* 2)
  }

  func free(_ ref: ObjectRef) {
    let stride = MemoryLayout<Value>.stride
    var size: Int
    switch ref.kind {
    case .list:
      size = ListObject.size
      if ref.list.pointee.isInline(ref) {
        size &+= ref.list.pointee.capacity &* stride
      } else {
        leaveItems(ref)
        size &+= Int(ref.list.pointee.inlineCapacity) &* stride
      }
    case .record:
      size = RecordObject.size
      if ref.record.pointee.isInline(ref) {
        size &+= Int(ref.record.pointee.count) &* stride
      } else if ref.record.pointee.isTable {
        freeTable(ref.record.pointee.fields)
        size &+= Int(ref.record.pointee.inlineCapacity) &* stride
      } else {
        ref.record.pointee.fields.deallocate()
        count(-Int(ref.record.pointee.count) &* stride)
        size &+= Int(ref.record.pointee.inlineCapacity) &* stride
      }
    case .text:
      size = MemoryLayout<TextObject>.size
      release(ref.text.pointee.buffer)
    case .function:
      size = MemoryLayout<FunctionObject>.size
      ref.function.pointee.captures.deallocate()
      count(-ref.function.pointee.captureCount &* stride)
    case .native: size = MemoryLayout<NativeObject>.size
    case .vector: size = MemoryLayout<VectorObject>.size
    case .column, .dataset, .histogram, .measurement, .picture, .fit:
      size = MemoryLayout<HostObject>.size
      if ref.kind == .column {
        discharge(ref.columnObject)
      } else if ref.kind == .dataset {
        for column in ref.datasetObject.columns { discharge(column) }
      }
      count(-ref.host.pointee.bytes)
      ref.host.pointee.payload.release()
    }
    count(-size)
    state.pointee.small.deallocate(ref.raw, size: size)
  }

  /// About how many bytes an object takes, with what it alone holds.
  func weight(_ ref: ObjectRef) -> Int {
    let stride = MemoryLayout<Value>.stride
    switch ref.kind {
    case .list: return ListObject.size &+ ref.list.pointee.capacity &* stride
    case .record: return RecordObject.size &+ Int(ref.record.pointee.count) &* stride
    case .text:
      let buffer = ref.text.pointee.buffer.pointee
      return MemoryLayout<TextObject>.size &+ (buffer.uses == 1 ? buffer.capacity : 0)
    case .function, .native, .vector: return MemoryLayout<VectorObject>.size
    case .column: return ref.host.pointee.bytes &+ heldAlone(ref.columnObject)
    case .dataset:
      return ref.datasetObject.columns.reduce(ref.host.pointee.bytes) { $0 + heldAlone($1) }
    case .histogram, .measurement, .picture, .fit: return ref.host.pointee.bytes
    }
  }
}

/// Where the values of an object lie.
extension ObjectRef {
  /// The values that an object holds.
  var values: UnsafeBufferPointer<Value> {
    switch kind {
    case .list: UnsafeBufferPointer(start: list.pointee.items, count: list.pointee.count)
    case .record:
      UnsafeBufferPointer(start: record.pointee.fields, count: Int(record.pointee.count))
    case .function:
      UnsafeBufferPointer(
        start: function.pointee.captures, count: function.pointee.captureCount)
    case .text, .native, .vector, .column, .dataset, .histogram, .measurement, .picture, .fit:
      UnsafeBufferPointer(start: nil, count: 0)
    }
  }
}
