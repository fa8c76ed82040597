import Glibc
import LinnetText
import Synchronization

/// Answers what comes in on the control channel, at once and also while a cell runs.
///
/// It works on the thread of the transport, so nothing here may take long.
struct ControlDesk: Sendable {
  let publisher: Publisher
  let gate: InterruptGate
  let options: KernelOptions
  /// Ends the process, with all sockets closed.
  let end: @Sendable () -> Never

  /// Answers one request, busy before and idle after it.
  func answer(_ request: Request) {
    publisher.status("busy", parent: request.rawHeader)
    switch request.type {
    case "kernel_info_request":
      publisher.answer(request, "kernel_info_reply", KernelInfo.reply(options))
    case "interrupt_request":
      gate.trip()
      publisher.answer(request, "interrupt_reply", ["status": "ok"])
    case "shutdown_request": shutDown(request)
    case "create_subshell_request", "delete_subshell_request", "list_subshell_request":
      // One session runs one thing at a time, so there is nothing that a second shell could do meanwhile.
      publisher.answer(
        request, String(request.type.dropLast("request".count)) + "reply",
        [
          "status": "error", "ename": "no-subshells",
          "evalue": "A kernel of Linnet runs one cell after another; it has no subshells.",
          "traceback": [],
        ])
    default: break
    }
    publisher.status("idle", parent: request.rawHeader)
  }

  private func shutDown(_ request: Request) {
    let content: JSON = [
      "status": "ok", "restart": .truth(request.content["restart"]?.asTruth ?? false),
    ]
    gate.trip()
    publisher.publish("shutdown_reply", content, parent: request.rawHeader)
    publisher.answer(request, "shutdown_reply", content)
    publisher.status("idle", parent: request.rawHeader)
    // What waits goes out, but nobody who does not read holds up the end.
    for _ in 0..<100 {
      let waiting = publisher.outlets.unfinished().waiting
      if waiting.isEmpty { break }
      for number in waiting { _ = publisher.outlets.drain(number) }
      usleep(5000)
    }
    end()
  }
}
