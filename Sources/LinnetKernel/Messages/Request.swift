import LinnetHost
import LinnetText

/// A message that came in, read and found to be rightly signed.
struct Request: Sendable {
  /// Who sent it, as the socket has it; the answer goes back there.
  var identities: [[UInt8]]
  /// The header as it came: answers carry the very bytes, so that what this kernel does not know stays in them.
  var rawHeader: [UInt8]
  /// What is asked for: `execute_request`.
  var type: String
  /// The name of the message.
  var id: String
  /// The part of the kernel that is asked; nil for the main one.
  var subshell: String?
  /// The cell of the notebook that it comes from, where the notebook tells.
  var cell: String?
  /// What it says.
  var content: JSON
  /// Where it came in.
  var channel: Channel
  /// When it came in, by the clock of the process.
  var time = Clock.seconds()
}

/// The five sockets of a kernel.
enum Channel: String, Sendable, CaseIterable {
  case shell, control, iopub, stdin
  case heartbeat = "hb"

  /// What the socket is in ZeroMQ's words.
  var socketType: String {
    switch self {
    case .shell, .control, .stdin: "ROUTER"
    case .iopub: "PUB"
    case .heartbeat: "REP"
    }
  }

  /// The sockets that may connect to it (RFC 23).
  var peerTypes: [String] {
    switch self {
    case .shell, .control, .stdin: ["DEALER", "REQ", "ROUTER"]
    case .iopub: ["SUB", "XSUB"]
    case .heartbeat: ["REQ", "DEALER"]
    }
  }
}

/// Frames that are no message of the protocol, with the reason for the log.
enum Refusal: String, Error {
  case noDelimiter = "there is no <IDS|MSG>"
  case tooFewParts = "parts are missing"
  case wrongSignature = "the signature is wrong"
  case seenBefore = "it came before"
  case notJSON = "a part is not JSON"
  case noHeader = "the header lacks msg_type or msg_id"
}

/// Turns frames into requests, and answers into frames.
///
/// One thread reads; any thread may pack.
struct Envelope: Sendable {
  /// What stands between the addresses and the message.
  static let delimiter = Array("<IDS|MSG>".utf8)

  /// The version of the messaging protocol.
  static let version = "5.4"

  private let signer: Signer
  /// The name of this run of the kernel, in each header.
  private let session: String

  /// Makes an envelope for a run of the kernel.
  init(signer: Signer, session: String) {
    self.signer = signer
    self.session = session
  }

  /// The request in some frames.
  func open(_ frames: [[UInt8]], from channel: Channel, seen: inout SeenSignatures)
    throws(Refusal) -> Request
  {
    guard let mark = frames.firstIndex(of: Envelope.delimiter) else { throw .noDelimiter }
    guard frames.count >= mark + 6 else { throw .tooFewParts }
    let parts = frames[(mark + 2)..<(mark + 6)]
    guard signer.accepts(frames[mark + 1], of: parts) else { throw .wrongSignature }
    // Only what is rightly signed may take room in the memory of signatures.
    if signer.isOn, !seen.isNew(frames[mark + 1]) { throw .seenBefore }
    guard let header = JSON(frames[mark + 2]), let content = JSON(frames[mark + 5]),
      case .object = content, JSON(frames[mark + 3])?.asObject != nil,
      let metadata = JSON(frames[mark + 4]), metadata.asObject != nil
    else { throw .notJSON }
    guard let type = header["msg_type"]?.asText, let id = header["msg_id"]?.asText else {
      throw .noHeader
    }
    return Request(
      identities: Array(frames[..<mark]), rawHeader: frames[mark + 2], type: type, id: id,
      subshell: header["subshell_id"]?.asText, cell: metadata["cellId"]?.asText, content: content,
      channel: channel)
  }

  /// The frames of a message behind the addresses.
  ///
  /// `parent` is the header of the request that it answers; empty when there is none.
  func pack(_ type: String, _ content: [UInt8], parent: [UInt8], metadata: JSON = [:]) -> [[UInt8]]
  {
    let header: JSON = [
      "msg_id": .text("\(session)_\(Serial.next())"), "session": .text(session),
      "username": "linnet", "date": .text(Moment.now()), "msg_type": .text(type),
      "version": .text(Envelope.version),
    ]
    let parts = [
      header.encoded, parent.isEmpty ? Array("{}".utf8) : parent, metadata.encoded, content,
    ]
    return [Envelope.delimiter, signer.signature(of: parts[...])] + parts
  }
}
