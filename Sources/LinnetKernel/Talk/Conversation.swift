import Linnet
import LinnetHost
import LinnetText

/// One notebook's conversation: the thread that owns the session answers what comes in on the shell channel, in order.
final class Conversation {
  let publisher: Publisher
  let session: Session
  let host: CellHost
  let output: CellOutput
  let gate: InterruptGate
  let inbox: Inbox
  let answers: Inbox
  let options: KernelOptions
  /// The number of the last cell that counts.
  var count = 0
  var history = CellHistory()
  /// The controls and what depends on them.
  var board = ControlBoard()
  /// The variables before each of the last cells, for `:undo`.
  var before: [Session.Snapshot] = []

  /// Makes the conversation of a kernel.
  init(
    _ publisher: Publisher, output: CellOutput, gate: InterruptGate, inbox: Inbox, answers: Inbox,
    options: KernelOptions
  ) {
    self.publisher = publisher
    self.output = output
    self.gate = gate
    self.inbox = inbox
    self.answers = answers
    self.options = options
    host = CellHost(
      output, gate, access: options.isReadOnly ? .read : .readWrite,
      isConfined: !options.readsAnywhere)
    session = Engine(limits: options.limits).session(host: host, interrupt: gate.interrupt)
    session.isInteractive = true
  }

  /// Answers requests for ever.
  func run() -> Never {
    while true { answer(inbox.next()) }
  }

  /// Answers one request, busy before and idle after it.
  func answer(_ request: Request) {
    publisher.status("busy", parent: request.rawHeader)
    defer { publisher.status("idle", parent: request.rawHeader) }
    switch request.type {
    case "execute_request": execute(request)
    case "kernel_info_request":
      publisher.answer(request, "kernel_info_reply", KernelInfo.reply(options))
    case "complete_request": complete(request)
    case "inspect_request": inspect(request)
    case "is_complete_request": isComplete(request)
    case "history_request": tellHistory(request)
    case "comm_info_request", "comm_open", "comm_msg", "comm_close": comm(request)
    default: break
    }
  }
}
