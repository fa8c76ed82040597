import LinnetData
import LinnetPicture
import LinnetSyntax

/// What a program shows, and files it brings in.
extension Machine {
  /// Shows the value of a line on its own and remembers it as `it`; `nothing` is not shown.
  @inline(never)
  func showLine(
    _ value: Value, at pc: PC, _ base: Registers, _ frame: FramePointer, _ entry: EntryPointer
  ) throws(Mistake) {
    if case .nothing = value { return }
    enter(pc, base, frame, entry)
    if isDrawn(value), runningNode?.node.maySayDraw == true { return }
    remember(shown: value)
    if case .name(let name)? = runningNode?.node.form { tellFunction(value, name) }
    isAnswering = true
    defer { isAnswering = false }
    try show(value)
  }

  /// Brings in another file, once.
  @inline(never)
  func use(
    _ number: Int, at pc: PC, _ base: Registers, _ frame: FramePointer, _ entry: EntryPointer
  ) throws(Mistake) {
    enter(pc, base, frame, entry)
    let prototype = entry.pointee.prototype.takeUnretainedValue()
    let (written, span) = prototype.useSites[number]
    let path = usedPath(written)
    if filesInUse.contains(path) {
      throw Mistake("use-circle", ["path": written], at: span)
    }
    guard !usedFiles.contains(path) else { return }
    let file = try used(path, at: span)
    usedFiles.insert(path)
    filesInUse.append(path)
    defer { filesInUse.removeLast() }
    try runProgram(file.tree, source: file.source, isInteractive: false)
  }

  /// A path as the host knows it: beside the file that is being read.
  func usedPath(_ written: String) -> String {
    guard let current = filesInUse.last, let slash = current.utf8.lastIndex(of: 0x2F) else {
      return written
    }
    if written.utf8.first == 0x2F { return written }
    return String(decoding: current.utf8[...slash], as: UTF8.self) + written
  }

  /// Reads and parses a file of `use`.
  func used(_ path: String, at span: Span) throws(Mistake) -> (tree: Tree, source: Source) {
    let bytes: [UInt8]
    do throws(Mistake) { bytes = try host.read(path) } catch {
      var mistake = error
      if mistake.span == nil { mistake.span = span }
      throw mistake
    }
    if bytes.count > limits.sourceSize {
      throw Mistake("program-too-long", limitSlots(limits.sourceSize), at: span)
    }
    let source = Source(bytes: bytes, name: path)
    return (try read(source), source)
  }
}

extension Expression {
  /// True for what may draw a picture itself: a call of a picture or of a function of the person's own, or a choice.
  ///
  /// A picture that was stored before is shown again.
  var maySayDraw: Bool {
    switch form {
    case .call(let call):
      guard case .name(let name) = call.callee.form, Native.named(name) != nil else { return true }
      return PictureKind.named(name) != nil || name == "histogram"
    case .pipe(_, let step): return step.asCall.isPicture
    case .choice: return true
    default: return false
    }
  }
}

extension Call {
  /// True for a step that may draw.
  fileprivate var isPicture: Bool { Expression(.call(self), callee.span).maySayDraw }
}
