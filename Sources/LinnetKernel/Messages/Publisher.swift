import LinnetText

/// Sends answers and publishes what happens; any thread may.
struct Publisher: Sendable {
  /// The way messages are packed.
  let envelope: Envelope
  /// The ways out.
  let outlets: Outlets

  /// Publishes to everybody who listens; `parent` is the header of the request that caused it.
  func publish(_ type: String, _ content: JSON, parent: [UInt8], metadata: JSON = [:]) {
    publish(type, content.encoded, parent: parent, metadata: metadata)
  }

  /// Publishes content that is JSON already.
  func publish(_ type: String, _ content: [UInt8], parent: [UInt8], metadata: JSON = [:]) {
    outlets.publish(
      [Array(type.utf8)] + envelope.pack(type, content, parent: parent, metadata: metadata))
  }

  /// Says whether the kernel is at work on a request.
  func status(_ state: String, parent: [UInt8]) {
    publish("status", ["execution_state": .text(state)], parent: parent)
  }

  /// Answers a request.
  func answer(_ request: Request, _ type: String, _ content: JSON) {
    outlets.send(
      request.identities + envelope.pack(type, content.encoded, parent: request.rawHeader),
      on: request.channel)
  }

  /// Asks the person who sent a request for a line.
  func ask(_ request: Request, _ question: String) {
    let content: JSON = ["prompt": .text(question), "password": false]
    outlets.send(
      request.identities
        + envelope.pack("input_request", content.encoded, parent: request.rawHeader), on: .stdin)
  }

  /// Greets somebody who begins to listen (JEP 65).
  func welcome(_ peer: Int, _ topic: [UInt8]) {
    let content: JSON = ["subscription": .text(String(decoding: topic, as: UTF8.self))]
    let parts =
      [topic.isEmpty ? Array("iopub_welcome".utf8) : topic]
      + envelope.pack("iopub_welcome", content.encoded, parent: [])
    outlets.send(FrameWriter.message(parts), to: peer)
  }
}
