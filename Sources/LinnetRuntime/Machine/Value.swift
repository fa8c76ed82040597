import LinnetData

/// A value of the language: 16 bytes, every payload trivial, so copying one never touches a count.
///
/// `.object` does not own what it points to. The heap does; a value stays alive by being reachable from
/// the register stack, the globals, a constant table, a protected temporary or another live object.
/// Whole and decimal are one kind of number to people; overflow of a whole number gives a decimal.
public enum Value {
  /// The result of a function that returns none; never shown.
  case nothing
  /// A gap in data.
  case missing
  /// An option that was not given; only built-in functions ever see it.
  case absent
  /// True or false.
  case truth(Bool)
  /// A whole number.
  case whole(Int64)
  /// Any other number; never NaN, which is `missing`.
  case decimal(Double)
  /// A date, perhaps with a time of day.
  case date(DateValue)
  /// Anything that lives on the heap.
  case object(ObjectRef)
}

/// What a heap object is.
public enum ObjectKind: UInt8, Sendable {
  case text, list, record, function, native, vector
  // The kinds below hold an ordinary immutable Swift class in a `HostObject`.
  case column, dataset, histogram, measurement, picture, fit
}

/// An unowned handle to a heap object; the only type that knows how objects lie in memory.
public struct ObjectRef: Equatable {
  let raw: UnsafeMutableRawPointer

  @inline(__always) var header: UnsafeMutablePointer<ObjectHeader> {
    raw.assumingMemoryBound(to: ObjectHeader.self)
  }
  /// What the object is.
  @inline(__always) public var kind: ObjectKind { header.pointee.kind }
  @inline(__always) var list: UnsafeMutablePointer<ListObject> {
    raw.assumingMemoryBound(to: ListObject.self)
  }
  @inline(__always) var record: UnsafeMutablePointer<RecordObject> {
    raw.assumingMemoryBound(to: RecordObject.self)
  }
  @inline(__always) var text: UnsafeMutablePointer<TextObject> {
    raw.assumingMemoryBound(to: TextObject.self)
  }
  @inline(__always) var vector: UnsafeMutablePointer<VectorObject> {
    raw.assumingMemoryBound(to: VectorObject.self)
  }
  @inline(__always) var host: UnsafeMutablePointer<HostObject> {
    raw.assumingMemoryBound(to: HostObject.self)
  }
  @inline(__always) var function: UnsafeMutablePointer<FunctionObject> {
    raw.assumingMemoryBound(to: FunctionObject.self)
  }
}

/// First field of every heap object.
///
/// Objects form one singly linked list for the sweep.
struct ObjectHeader {
  var next: ObjectRef?
  var kind: ObjectKind
  var isMarked = false
  /// Set when a second place may hold the object: a change then copies it first.
  var isShared = false
}

/// A list: `count` values in room for `capacity`.
struct ListObject {
  var header: ObjectHeader
  var items: UnsafeMutablePointer<Value>
  var count: Int
  var capacity: Int
}

/// A record: values in the order of its shape's names.
struct RecordObject {
  var header: ObjectHeader
  var shape: UInt32
  var count: UInt32
  var fields: UnsafeMutablePointer<Value>
}

/// A text: the first `count` bytes of a buffer that longer texts may share.
///
/// Joining to the text that last grew a buffer writes behind its end and makes a new object over the
/// same buffer; the old text still sees its own bytes. So `line = line + t` costs the length of `t`.
struct TextObject {
  var header: ObjectHeader
  var buffer: UnsafeMutablePointer<TextBuffer>
  var count: Int
  /// The number of characters as people count them; -1 while not yet counted.
  var characters: Int
}

/// Bytes behind one or more texts, with a count of the texts that use it.
struct TextBuffer {
  var uses: Int
  var used: Int
  var capacity: Int
  var bytes: UnsafeMutablePointer<UInt8>
}

/// A four-vector.
struct VectorObject {
  var header: ObjectHeader
  var vector: FourVector
}

/// A dataset, column, histogram or other immutable Swift class, retained until the sweep.
struct HostObject {
  var header: ObjectHeader
  var payload: Unmanaged<AnyObject>
  var bytes: Int
}

/// A function with the outer values it carries.
///
/// `prototype` is an index into the machine's table.
struct FunctionObject {
  var header: ObjectHeader
  var prototype: Int
  var captureCount: Int
  var captures: UnsafeMutablePointer<Value>
}
