// What the page, or the program that loads the module, provides: the module `linnet`.
//
// A call that gives bytes answers with their number, or with one of `Answer`; the bytes are then fetched
// with `fetch`. So no side ever needs to know the size beforehand.

/// Looks for a file; answers with the number of its bytes.
@_extern(wasm, module: "linnet", name: "read")
func linnetRead(_ path: UnsafePointer<UInt8>?, _ count: Int32) -> Int32

/// Lists the folder of a path, names separated by zeros; answers with the number of bytes.
@_extern(wasm, module: "linnet", name: "names")
func linnetNames(_ path: UnsafePointer<UInt8>?, _ count: Int32) -> Int32

/// Unpacks gzip data; answers with the number of bytes.
@_extern(wasm, module: "linnet", name: "unpack")
func linnetUnpack(_ bytes: UnsafePointer<UInt8>?, _ count: Int32) -> Int32

/// Asks the person for a line; answers with the number of its bytes.
@_extern(wasm, module: "linnet", name: "ask")
func linnetAsk(_ question: UnsafePointer<UInt8>?, _ count: Int32) -> Int32

/// Copies the bytes of the last answer.
@_extern(wasm, module: "linnet", name: "fetch")
func linnetFetch(_ place: UnsafeMutablePointer<UInt8>?)

/// Writes a file; answers 0 or one of `Answer`.
@_extern(wasm, module: "linnet", name: "write")
func linnetWrite(
  _ path: UnsafePointer<UInt8>?, _ pathCount: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int32
) -> Int32

/// Takes something the program shows; `kind` is one of `Shown`.
@_extern(wasm, module: "linnet", name: "show")
func linnetShow(_ kind: Int32, _ bytes: UnsafePointer<UInt8>?, _ count: Int32)

/// Seconds on a clock that never goes back.
@_extern(wasm, module: "linnet", name: "now")
func linnetNow() -> Double

/// Waits, where the caller can.
@_extern(wasm, module: "linnet", name: "wait")
func linnetWait(_ seconds: Double)

/// A seed for random numbers, in two halves.
@_extern(wasm, module: "linnet", name: "seed")
func linnetSeed() -> UInt32

/// Why there are no bytes.
enum Answer {
  static let notThere: Int32 = -1
  static let notAllowed: Int32 = -2
  static let damaged: Int32 = -3
}

/// What `linnetShow` is given.
enum Shown {
  static let text: Int32 = 0
  static let table: Int32 = 1
  static let picture: Int32 = 2
  static let note: Int32 = 3
  static let account: Int32 = 4
  static let mistake: Int32 = 5
  /// Something a page shows, as JSON; plain text stays `text`.
  static let event: Int32 = 6
  /// The reply to `linnet_talk`, as JSON.
  static let reply: Int32 = 7
  /// Nothing yet: what is shown next is the value of a line, which notebooks tell apart from what is printed.
  static let answer: Int32 = 8
}
