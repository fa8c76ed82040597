import LinnetData
import LinnetSyntax

extension Native {
  /// Functions that talk with the person, and take measurements apart.
  static let talk: [Native] = [
    Native(
      "show", [.optional("values")], family: "showing", isVariadic: true,
      traits: [.showing, .ungrouped], aliases: ["print"], usage: "show value, …",
      summary: "Shows values on a line, separated by a space.",
      examples: ["show 1 + 1, \"GeV\"  # => 2 GeV"]
    ) { machine, inputs throws(Mistake) in
      var last: Value?
      for place in 0..<inputs.count where !inputs[place].isAbsent { last = inputs[place] }
      if let last { machine.remember(shown: last) }
      if inputs.count == 1, let last {
        try machine.show(last)
        return .nothing
      }
      if inputs.count == 1, inputs[0].kind == .picture {
        try machine.show(inputs[0])
        return .nothing
      }
      var line = ""
      for place in 0..<inputs.count where !inputs[place].isAbsent {
        if place > 0 { line += " " }
        line += machine.display(inputs[place])
      }
      try machine.charge(1 + line.utf8.count >> 4)
      try machine.tell(.text(line))
      return .nothing
    },
    Native(
      "ask", [.optional("question")], family: "showing",
      traits: [.chance, .command, .ungrouped],
      summary: "Asks a question and gives the answer as text."
    ) { machine, inputs throws(Mistake) in
      let question = inputs[0].isAbsent ? "" : machine.display(inputs[0])
      guard let answer = machine.host.ask(question) else { throw Mistake("nobody-to-ask") }
      return machine.heap.makeText(answer)
    },
    Native(
      "wait", [.required("seconds")], family: "showing", traits: [.command, .ungrouped],
      summary: "Waits some seconds.",
      examples: ["wait(0)"]
    ) { machine, inputs throws(Mistake) in
      let seconds = try machine.numberInput("wait", 0, inputs[0])
      if seconds > 0 { machine.host.wait(seconds: min(seconds, 1e6)) }
      // A wait that was cut short ends the program there, not some steps later.
      try machine.look()
      return .nothing
    },
    Native(
      "error", [.required("measurement")], family: "measurements", isItemwise: true,
      summary: "The uncertainty of a measurement; 0 for a plain number.",
      examples: ["error(10 ± 3)  # => 3"]
    ) { machine, inputs throws(Mistake) in
      try machine.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        guard let measurement = machine.asMeasurement(item) else {
          throw machine.wrongInput("error", 0, item, wanted: "a measurement")
        }
        return .number(measurement.error)
      }
    },
  ]
}
