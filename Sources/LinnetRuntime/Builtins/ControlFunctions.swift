import LinnetData
import LinnetSyntax
import LinnetText

extension Native {
  /// Functions whose result a person sets while looking at what comes of it.
  static let controls: [Native] = [
    Native(
      "slider",
      [
        .required("name"), .optional("from"), .optional("to"),
        .option(
          "step", "how far its positions are apart",
          example: "cut = slider(\"cut\", 0, 10, step: 2)"),
        .option(
          "start", "where it stands at first", example: "cut = slider(\"cut\", 0, 100, start: 20)"),
      ], family: "controls",
      summary:
        "A number that is set with a slider in a notebook; elsewhere the one it starts with.",
      examples: [
        "cut = slider(\"cut\", 0, 100)\ncut + 1  # => 51",
        "slider(\"bins\", 10, 50, step: 10, start: 20)  # => 20",
      ]
    ) { context, inputs throws(Mistake) in try context.slider(inputs) },
    Native(
      "choice",
      [
        .required("name"), .optional("items"),
        .option(
          "start", "where it stands at first",
          example: "choice(\"bins\", [10, 20, 50], start: 20)"),
      ], family: "controls", makesFresh: false,
      summary:
        "An item that is chosen from a list in a notebook; elsewhere the one it starts with.",
      examples: [
        "choice(\"species\", [\"Adelie\", \"Gentoo\"])  # => Adelie",
        "birds = dataset(species: [\"Gentoo\", \"Adelie\", \"Gentoo\"])\n"
          + "choice(\"species\", birds.species)  # => Gentoo",
      ]
    ) { context, inputs throws(Mistake) in try context.choice(inputs) },
  ]
}

extension Context {
  /// How many items a person can choose from.
  private static let mostChoices = 1000

  fileprivate func slider(_ inputs: Inputs) throws(Mistake) -> Value {
    let name = try controlName("slider", inputs, needs: ["from", "to"])
    let from = try numberInput("slider", 1, inputs[1])
    let to = try numberInput("slider", 2, inputs[2])
    var slots = [
      "name": name, "from": NumberText.shown(from), "to": NumberText.shown(to),
    ]
    guard from < to, (to - from).isFinite else { throw Mistake("slider-ends", slots) }
    var step: Double?
    if !inputs[3].isAbsent {
      let given = try numberInput("slider", 3, inputs[3])
      slots["step"] = NumberText.shown(given)
      guard given > 0, given <= to - from else {
        slots["range"] = NumberText.shown(to - from)
        throw Mistake("slider-step", slots)
      }
      step = given
    }
    let steps = SliderSteps(from: from, to: to, step: step)
    var start = steps.middle
    if !inputs[4].isAbsent {
      // Where it starts between two steps it stays until it is moved.
      start = try numberInput("slider", 4, inputs[4])
      slots["start"] = NumberText.shown(start)
      guard start >= from, start <= to else { throw Mistake("slider-start", slots) }
    }
    let control = Control(
      name: name, kind: .slider(from: from, to: to, step: steps.step), start: .number(start))
    guard let setting = host.control(control) else {
      tell(of: "slider", name, NumberText.shown(start))
      return Context.tidy(start)
    }
    if case .number(let number) = setting, number != start {
      return Context.tidy(steps.position(near: number))
    }
    return Context.tidy(start)
  }

  fileprivate func choice(_ inputs: Inputs) throws(Mistake) -> Value {
    let name = try controlName("choice", inputs, needs: ["items"])
    let (items, words) = try choices(inputs[1])
    guard !items.isEmpty else { throw Mistake("no-choices", ["name": name]) }
    var start = 0
    if !inputs[2].isAbsent {
      let wanted = display(inputs[2])
      guard let place = words.firstIndex(of: wanted) else {
        var slots = ["name": name, "start": wanted]
        slots["near"] = Spelling.nearest(wanted, among: words)
        slots["first"] = words[0]
        throw Mistake("choice-start", slots)
      }
      start = place
    }
    let control = Control(name: name, kind: .choice(words), start: .word(words[start]))
    guard let setting = host.control(control) else {
      tell(of: "choice", name, words[start])
      return items[start].shared()
    }
    if case .word(let word) = setting, let place = words.firstIndex(of: word) { start = place }
    return items[start].shared()
  }

  /// The name of a control, whose other inputs have to be there.
  ///
  /// They are declared as optional, so that who forgets the name is told of that and not of the last of them.
  private func controlName(_ what: String, _ inputs: Inputs, needs: [String]) throws(Mistake)
    -> String
  {
    guard let text = inputs[0].object(.text) else {
      var rest = ""
      for place in 0...needs.count where !inputs[place].isAbsent {
        // Without a name the others stand one place before their own.
        if place == 0, !inputs[needs.count].isAbsent { continue }
        rest += ", " + words(place, inputs[place])
      }
      throw Mistake(
        "control-name",
        ["what": what, "given": words(0, inputs[0]), "example": "\(what)(\"name\"\(rest))"])
    }
    for (place, name) in needs.enumerated() where inputs[place + 1].isAbsent {
      throw Mistake("missing-input", ["function": what, "input": name])
    }
    return heap.string(text)
  }

  /// The different items to choose from, in the order in which they first appear, with how they are shown.
  private func choices(_ value: Value) throws(Mistake) -> (items: [Value], words: [String]) {
    let all: [Value]
    if let column = value.object(.column)?.columnObject {
      try charge(1 + column.count >> 4)
      let different = column.unique()
      guard different.count <= Context.mostChoices + 1 else {
        throw tooManyChoices(different.count)
      }
      all = self.items(of: different)
    } else {
      all = try listInput("choice", 1, value)
    }
    var (items, words): ([Value], [String]) = ([], [])
    var seen: Set<String> = []
    // Gaps are nothing to choose.
    for item in all where !item.isMissing {
      let word = display(item, limit: 200)
      try charge(1 + word.utf8.count >> 4)
      guard seen.insert(word).inserted else { continue }
      guard words.count < Context.mostChoices else { throw tooManyChoices(all.count) }
      items.append(item)
      words.append(word)
    }
    return (items, words)
  }

  private func tooManyChoices(_ count: Int) -> Mistake {
    Mistake(
      "too-many-choices",
      ["count": DigitGrouping.grouped(count), "most": DigitGrouping.grouped(Context.mostChoices)])
  }

  /// Remarks once a session that this host has nothing to set a control with.
  private func tell(of what: String, _ name: String, _ value: String) {
    guard !hasToldOfControls else { return }
    if pieceRemarks == nil { hasToldOfControls = true }
    note(Note("control-here", ["what": what, "name": name, "value": value]))
  }
}
