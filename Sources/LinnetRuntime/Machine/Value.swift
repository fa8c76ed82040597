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
  @inline(__always) var native: UnsafeMutablePointer<NativeObject> {
    raw.assumingMemoryBound(to: NativeObject.self)
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
  /// Set in a text made by `t[i] = "x"`: the letters are changed where they are until it is shared.
  var isOwn = false
}

/// A list: `count` values in room for `capacity`; short lists keep them behind the header.
struct ListObject {
  var header: ObjectHeader
  /// How many values the room behind the object holds, once the items have moved out of it.
  var inlineCapacity: UInt16 = 0
  /// Set when there is free room before the items: the place just before them says how much.
  var hasFront = false
  var items: UnsafeMutablePointer<Value>
  var count: Int
  var capacity: Int

  /// Where items kept in the object itself begin.
  static var size: Int { (MemoryLayout<ListObject>.size + 7) & ~7 }

  /// How many values have room before the items, for a list that lost or gains items at its front.
  @inline(__always) var front: Int {
    hasFront ? UnsafeRawPointer(items - 1).load(as: Int.self) : 0
  }

  /// Whether the items lie in the object's own memory, behind this header.
  @inline(__always) func isInline(_ ref: ObjectRef) -> Bool {
    UnsafeMutableRawPointer(items) == ref.raw + Self.size
  }
}

/// A record: values in the order of its shape's names, or of its own when it is a table.
struct RecordObject {
  var header: ObjectHeader
  /// How many values the room behind the object holds, once the fields have moved out of it.
  var inlineCapacity: UInt16 = 0
  var shape: UInt32
  var count: UInt32
  var fields: UnsafeMutablePointer<Value>

  /// Whether its names are its own, in a table in front of the fields, and not those of a shape.
  @inline(__always) var isTable: Bool { shape == RecordTable.shape }

  /// Where fields kept in the object itself begin.
  static var size: Int { (MemoryLayout<RecordObject>.size + 7) & ~7 }

  /// Whether the fields lie in the object's own memory, behind this header.
  @inline(__always) func isInline(_ ref: ObjectRef) -> Bool {
    UnsafeMutableRawPointer(fields) == ref.raw + Self.size
  }
}

/// A text: `count` bytes of a buffer that other texts may share, mostly its first ones.
///
/// Joining to the text that last grew a buffer writes behind its end and makes a new object over the
/// same buffer; the old text still sees its own bytes. So `line = line + t` costs the length of `t`.
/// A long piece of a text shares the buffer too, so `t = slice(t, 2, length(t))` costs nothing.
struct TextObject {
  var header: ObjectHeader
  /// The hash of its bytes; 0 while not asked for.
  var hash: UInt32 = 0
  var buffer: UnsafeMutablePointer<TextBuffer>
  var count: Int
  /// The number of characters as people count them; -1 while not yet counted.
  ///
  /// Below -1 it says that the text begins -1 - `characters` bytes after its buffer. Only a text whose
  /// characters are single bytes does.
  var characters: Int

  /// How many bytes of the buffer lie before the text.
  @inline(__always) var start: Int { characters < -1 ? -1 &- characters : 0 }
  /// The text's bytes.
  @inline(__always) var bytes: UnsafeMutablePointer<UInt8> { buffer.bytes + start }
}

/// Bytes behind one or more texts, with a count of the texts that use it.
struct TextBuffer {
  var uses: Int
  var used: Int
  var capacity: Int
  /// Where characters begin, once somebody asked.
  var index: UnsafeMutablePointer<TextIndex>?
}

extension UnsafeMutablePointer where Pointee == TextBuffer {
  /// The bytes, which lie behind the buffer's own fields.
  @inline(__always) var bytes: UnsafeMutablePointer<UInt8> {
    (UnsafeMutableRawPointer(self) + MemoryLayout<TextBuffer>.size)
      .assumingMemoryBound(to: UInt8.self)
  }
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
struct FunctionObject {
  var header: ObjectHeader
  /// What it does; kept alive by the mark phase.
  var entry: UnsafeMutablePointer<Entry>
  var captureCount: Int
  var captures: UnsafeMutablePointer<Value>
}

/// A built-in function: a place in the machine's table of built-ins.
struct NativeObject {
  var header: ObjectHeader
  var index: Int
}
