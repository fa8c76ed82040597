import Linnet
import LinnetLesson
import LinnetText

// The module's exports. Text goes in as UTF-8 at a place that the caller got from `malloc`; what a
// program shows comes out through the imports of `Imports.swift`.

/// The sessions that are open, by their handles; a closed one leaves a gap.
nonisolated(unsafe) private var sessions: [Session?] = []

/// Opens a session and answers with its handle; `options`: 1 pictures as SVG, 2 a person looks on, 4 limits for lessons.
@_cdecl("linnet_open")
public func linnetOpen(_ options: Int32) -> Int32 {
  let engine = Engine(
    // A page has 4 GB at the very most, and what grows needs the old and the new place for a moment.
    limits: options & 4 != 0 ? .lesson : Limits(memory: 3 << 29))
  let session = engine.session(host: WebHost(drawsSVG: options & 1 != 0))
  session.isInteractive = options & 2 != 0
  sessions.append(session)
  return Int32(sessions.count - 1)
}

/// Closes a session.
@_cdecl("linnet_close")
public func linnetClose(_ handle: Int32) {
  if sessions.indices.contains(Int(handle)) { sessions[Int(handle)] = nil }
}

/// Runs a program, or all code of a lesson when the name is a lesson's; 0 when all went well, else 1.
@_cdecl("linnet_run")
public func linnetRun(
  _ handle: Int32, _ text: UnsafePointer<UInt8>?, _ count: Int32, _ name: UnsafePointer<UInt8>?,
  _ nameCount: Int32
) -> Int32 {
  guard sessions.indices.contains(Int(handle)), let session = sessions[Int(handle)] else {
    return 2
  }
  let bytes = Array(UnsafeBufferPointer(start: text, count: Int(count)))
  let name = String(
    decoding: UnsafeBufferPointer(start: name, count: Int(nameCount)), as: UTF8.self)
  var run = session
  var sources = [Source(bytes: bytes, name: name)]
  if LessonDocument.isLesson(name) {
    let document = LessonDocument(reading: String(decoding: bytes, as: UTF8.self), name: name)
    sources = document.sources
    // A lesson's tables belong to its session.
    run = session.engine.session(host: LessonHost(document, over: session.world))
  }
  let programs =
    sources.count == 1 && !LessonDocument.isLesson(name)
    ? [session.read(sources[0])] : Program.sequence(sources, limits: session.engine.limits)
  let mistakes = programs.flatMap { $0.mistakes }.prefix(3)
  if !mistakes.isEmpty {
    for (index, mistake) in mistakes.enumerated() {
      if index > 0 { WebHost.show(Shown.mistake, "") }
      WebHost.show(Shown.mistake, mistake.rendered(main: name))
    }
    return 1
  }
  for program in programs {
    do throws(Mistake) {
      try run.run(program)
    } catch {
      WebHost.show(Shown.mistake, error.rendered(main: name))
      return 1
    }
  }
  return 0
}

/// Whether a typed text is whole: 0 complete, 1 more lines expected, 2 mistaken.
@_cdecl("linnet_state")
public func linnetState(_ handle: Int32, _ text: UnsafePointer<UInt8>?, _ count: Int32) -> Int32 {
  guard sessions.indices.contains(Int(handle)), let session = sessions[Int(handle)] else {
    return 2
  }
  let text = String(decoding: UnsafeBufferPointer(start: text, count: Int(count)), as: UTF8.self)
  switch session.read(text).state {
  case .complete: return 0
  case .incomplete: return 1
  case .failed: return 2
  }
}

/// The conversations of pages that are open, by their handles; a closed one leaves a gap.
nonisolated(unsafe) private var conversations: [PageConversation?] = []

/// Opens the conversation of a page and answers with its handle; `options`: 4 limits for lessons.
@_cdecl("linnet_page")
public func linnetPage(_ options: Int32) -> Int32 {
  conversations.append(
    PageConversation(options & 4 != 0 ? .lesson : Limits(memory: 3 << 29)))
  return Int32(conversations.count - 1)
}

/// Answers a request of a page, both as JSON; the reply goes to `show` as the last thing.
@_cdecl("linnet_talk")
public func linnetTalk(_ handle: Int32, _ text: UnsafePointer<UInt8>?, _ count: Int32) {
  let bytes = Array(UnsafeBufferPointer(start: text, count: Int(count)))
  guard conversations.indices.contains(Int(handle)), let open = conversations[Int(handle)],
    let request = JSON(bytes)
  else {
    PageHost.show(Shown.reply, ["status": "unknown"])
    return
  }
  PageHost.show(Shown.reply, open.answer(request))
}
