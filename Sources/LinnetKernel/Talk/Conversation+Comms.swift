/// Comms: channels between a cell's output and the kernel, such as sliders.
extension Conversation {
  /// Answers the messages of comms.
  func comm(_ request: Request) {
    switch request.type {
    case "comm_info_request":
      publisher.answer(request, "comm_info_reply", ["status": "ok", "comms": [:]])
    case "comm_open":
      guard let name = request.content["comm_id"]?.asText else { return }
      publisher.publish(
        "comm_close", ["comm_id": .text(name), "data": [:]], parent: request.rawHeader)
    default: break
    }
  }
}
