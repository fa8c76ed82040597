import CLinnetSystem
import Glibc
import Linnet
import LinnetHost
import Synchronization

/// A kernel as a process: what `linnet kernel run` does.
///
/// The thread that calls it runs the cells; a second one serves the sockets, answers on the control channel and takes
/// the signals.
public enum KernelProcess {
  /// Serves the notebook server that wrote a connection file; returns only when it cannot begin.
  ///
  /// The answer is the exit status, after a sentence on standard error.
  public static func run(connection path: String, options: KernelOptions) -> Int32 {
    let file: ConnectionFile
    let transport: Transport
    do throws(ConnectionFile.Problem) { file = try ConnectionFile(path: path) } catch {
      log(error.sentence)
      return 1
    }
    do throws(Listener.Problem) { transport = try Transport(file) } catch {
      log(error.sentence)
      return 1
    }
    let signals = linnet_take_signals()
    let envelope = Envelope(
      signer: Signer(key: file.key, scheme: file.scheme), session: Unique.name())
    let publisher = Publisher(envelope: envelope, outlets: transport.outlets)
    let gate = InterruptGate()
    let inbox = Inbox()
    let answers = Inbox()
    let output = CellOutput(publisher, bell: transport.bell)
    let desk = ControlDesk(publisher: publisher, gate: gate, options: options) {
      transport.close()
      exit(0)
    }
    let doorkeeper = Doorkeeper(
      envelope: envelope, desk: desk, inbox: inbox, answers: answers)
    let parent = ParentWatch()
    startThread {
      transport.serve(
        Transport.Receiver(
          message: { doorkeeper.take($0, from: $1) },
          subscribed: { publisher.welcome($0, $1) },
          tick: {
            if parent.isGone {
              transport.close()
              exit(0)
            }
            return min(output.tick() ?? 3600, parent.pause)
          },
          signalled: { takeSignal(signals, gate, transport) }), signals: signals)
    }
    publisher.status("starting", parent: [])
    let conversation = Conversation(
      publisher, output: output, gate: gate, inbox: inbox, answers: answers, options: options)
    conversation.run()
  }

  /// Writes a sentence to standard error, which servers keep as the kernel's log.
  static func log(_ sentence: String) {
    let bytes = Array("linnet kernel: \(sentence)\n".utf8)
    _ = write(2, bytes, bytes.count)
  }

  private static func takeSignal(_ descriptor: Int32, _ gate: InterruptGate, _ transport: Transport)
  {
    while true {
      switch linnet_next_signal(descriptor) {
      case 0: return
      case SIGINT: gate.trip()
      default:
        transport.close()
        exit(0)
      }
    }
  }
}

/// Reads the frames that come in and takes each request to where it is answered.
///
/// Only the thread of the transport calls it, so the memory of signatures is never asked by two at once.
private final class Doorkeeper: Sendable {
  private let envelope: Envelope
  private let desk: ControlDesk
  private let inbox: Inbox
  private let answers: Inbox
  private let seen = Mutex(SeenSignatures())
  private let refused = Mutex(0)

  init(envelope: Envelope, desk: ControlDesk, inbox: Inbox, answers: Inbox) {
    self.envelope = envelope
    self.desk = desk
    self.inbox = inbox
    self.answers = answers
  }

  func take(_ frames: [[UInt8]], from channel: Channel) {
    let request: Request
    do throws(Refusal) {
      request = try seen.withLock { (seen) throws(Refusal) in
        try envelope.open(frames, from: channel, seen: &seen)
      }
    } catch {
      refuse(error, channel)
      return
    }
    switch channel {
    case .shell: inbox.put(request)
    case .control: desk.answer(request)
    case .stdin: if request.type == "input_reply" { answers.put(request) }
    case .iopub, .heartbeat: break
    }
  }

  /// Logs what was dropped, the first times; a flood must not fill a disk.
  private func refuse(_ refusal: Refusal, _ channel: Channel) {
    let count = refused.withLock { count in
      count += 1
      return count
    }
    guard count <= 100 else { return }
    let more = count == 100 ? " More of these are not logged." : ""
    KernelProcess.log("A message on \(channel.rawValue) was dropped: \(refusal.rawValue).\(more)")
  }
}

/// Looks whether the server that started the kernel is still there.
///
/// A signal at the parent's end would follow its thread instead of its process, so it is asked once a second.
private struct ParentWatch: Sendable {
  private let parent: pid_t?

  init() { parent = getenv("JPY_PARENT_PID") == nil ? nil : getppid() }

  /// True when there is nobody left to serve.
  var isGone: Bool { parent.map { getppid() != $0 } ?? false }

  /// How long until it is asked again, in seconds.
  var pause: Double { parent == nil ? 3600 : 1 }
}
