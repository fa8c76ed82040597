import Linnet
import LinnetText

/// Which cells run again when a slider is moved.
extension PageConversation {
  /// Notes that a cell ran and worked, and which controls it asked for.
  ///
  /// `again` is true where it ran only because a control was moved: then it keeps its place.
  func ran(_ code: String, _ request: JSON) -> JSON {
    guard let cell = request["cell"]?.asText, Talk(code, session) == nil else { return [:] }
    let controls = Set(request["controls"]?.asList?.compactMap { $0.asText } ?? [])
    if request["again"]?.asTruth ?? false {
      graph.ranAgain(cell, session.read(code), controls: controls)
    } else {
      graph.ran(cell, session.read(code), controls: controls)
    }
    return [:]
  }

  /// The cells to run again after a control was moved, in their order.
  func dependents(_ control: String) -> JSON {
    ["cells": .list(graph.dependents(ofControl: control).map { JSON.text($0) })]
  }
}
