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
    ) { context, inputs throws(Mistake) in
      var last: Value?
      for place in 0..<inputs.count where !inputs[place].isAbsent { last = inputs[place] }
      // `show plot h` has drawn it already.
      if inputs.count == 1, let last, context.isDrawn(last),
        case .call(let call)? = context.currentNode()?.node.form,
        call.arguments.first?.value.maySayDraw == true
      {
        return .nothing
      }
      if let last { context.remember(shown: last) }
      if inputs.count == 1, let last {
        if let written = context.written(0) { context.tellFunction(last, written) }
        try context.show(last)
        return .nothing
      }
      if inputs.count == 1, inputs[0].kind == .picture {
        try context.show(inputs[0])
        return .nothing
      }
      var line = ""
      for place in 0..<inputs.count where !inputs[place].isAbsent {
        if place > 0 { line += " " }
        line += try context.shown(inputs[place], parts: inputs.count)
      }
      try context.charge(1 + line.utf8.count >> 4)
      try context.tell(.text(line))
      return .nothing
    },
    Native(
      "ask", [.optional("question")], family: "showing",
      traits: [.chance, .command, .ungrouped],
      summary: "Asks a question and gives the answer as text."
    ) { context, inputs throws(Mistake) in
      let question = inputs[0].isAbsent ? "" : context.display(inputs[0])
      let asked = context.host.now()
      let answer = context.host.ask(question)
      // A person may think for as long as they like.
      if let asked, let deadline = context.deadline, let now = context.host.now() {
        context.deadline = deadline + max(0, now - asked)
      }
      try context.look()
      guard let answer else { throw Mistake("nobody-to-ask") }
      return context.heap.makeText(answer)
    },
    Native(
      "wait", [.required("seconds")], family: "showing", traits: [.command, .ungrouped],
      summary: "Waits some seconds.",
      examples: ["wait(0)"]
    ) { context, inputs throws(Mistake) in
      let seconds = try context.numberInput("wait", 0, inputs[0])
      var most = 1e6
      if let deadline = context.deadline, let now = context.host.now() {
        most = min(most, max(0, deadline - now))
      }
      if seconds > 0 { context.host.wait(seconds: min(seconds, most)) }
      // A wait that was cut short ends the program there, not some steps later.
      try context.look()
      return .nothing
    },
    Native(
      "error", [.required("measurement")], family: "measurements", isItemwise: true,
      summary: "The uncertainty of a measurement; 0 for a plain number.",
      examples: ["error(10 ± 3)  # => 3"]
    ) { context, inputs throws(Mistake) in
      try context.eachItem(inputs[0]) { (item, _: inout ItemWork) throws(Mistake) in
        guard let measurement = context.asMeasurement(item) else {
          throw context.wrongInput("error", 0, item, wanted: "a measurement")
        }
        return .number(measurement.error)
      }
    },
  ]
}
