import Testing

@testable import Linnet
@testable import LinnetRuntime

/// Sliders and choices, and the hosts that draw them.
@Suite struct ControlTests {
  /// A host whose person has put some controls somewhere.
  private final class Desk: Host {
    var settings: [String: Control.Setting] = [:]
    var drawn: [Control] = []
    var notes: [String] = []

    override func control(_ control: Control) -> Control.Setting? {
      drawn.append(control)
      return settings[control.name] ?? control.start
    }

    override func receive(_ event: Event) {
      if case .note(let note) = event { notes.append(note.code.text) }
    }
  }

  private func shown(_ program: String, on desk: Host) throws -> String? {
    try Engine().session(host: desk).run(program).lastText
  }

  @Test func theHostIsAsked() throws {
    let desk = Desk()
    desk.settings["cut"] = .number(20)
    #expect(try shown("slider(\"cut\", 0, 100) + 1", on: desk) == "21")
    #expect(desk.drawn[0].name == "cut")
    #expect(desk.drawn[0].kind == .slider(from: 0, to: 100, step: 1))
    #expect(desk.drawn[0].start == .number(50))
    desk.settings["w"] = .word("b")
    #expect(try shown("choice(\"w\", [\"a\", \"b\"])", on: desk) == "b")
    #expect(desk.drawn[1].kind == .choice(["a", "b"]))
    #expect(desk.drawn[1].start == .word("a"))
    desk.settings["n"] = .word("20")
    #expect(try shown("choice(\"n\", [10, 20]) + 1", on: desk) == "21")
    #expect(desk.notes.isEmpty)
  }

  @Test func strangeAnswersDoNoHarm() throws {
    let desk = Desk()
    let settings: [(Control.Setting, String)] = [
      (.number(1e300), "100"), (.number(-5), "0"), (.number(.nan), "0"), (.number(20.4), "20"),
      (.word("20"), "50"),
    ]
    for (setting, result) in settings {
      desk.settings["cut"] = setting
      #expect(try shown("slider(\"cut\", 0, 100)", on: desk) == result)
    }
    for setting in [Control.Setting.number(1), .word("elsewhere")] {
      desk.settings["w"] = setting
      #expect(try shown("choice(\"w\", [\"a\", \"b\"], start: \"b\")", on: desk) == "b")
    }
  }

  @Test func oneQuestionForAllRows() throws {
    let desk = Desk()
    let rows = "d = dataset(x: 1 to 1000)\nd then keep x > slider(\"cut\", 0, 1000) then count"
    try Engine().session(host: desk).run(rows)
    #expect(desk.drawn.count == 1)
  }

  @Test func theRemarkComesOnceASession() throws {
    let session = Engine().session()
    #expect(try session.run("slider(\"a\", 0, 1)").notes.map(\.code.text) == ["control-here"])
    #expect(try session.run("slider(\"a\", 0, 1)\nchoice(\"b\", [1])").notes.isEmpty)
  }

  @Test func positionsArePlainNumbers() {
    let steps: [(Double, Double, Double)] = [
      (0, 100, 1), (0, 1, 0.01), (60, 120, 1), (0, 20, 1), (0, 10, 0.1), (0, 5, 0.05),
      (0, 1000, 10), (2700, 6300, 50), (0, 0.3, 0.002), (1990, 2021, 1), (0, 1234, 2),
      (-1, 1, 0.02),
      (0, .pi, 0.02), (0, 2e9, 2e7), (0, 1e-6, 1e-8),
    ]
    for (from, to, step) in steps {
      let slider = SliderSteps(from: from, to: to)
      #expect(slider.step == step, "\(from) to \(to)")
    }
    let tenths = SliderSteps(from: 0.1, to: 2.1, step: 0.1)
    #expect(tenths.count == 20)
    for place in 0...20 {
      let number = tenths.position(near: 0.1 + Double(place) * 0.1)
      #expect(number == Double(place + 1) / 10)
    }
    #expect(SliderSteps(from: 0, to: 1, step: 1.0 / 3).position(near: 1) == 1)
  }

  /// Any two numbers: positions lie between the ends, and the program goes on.
  @Test func anyEnds() {
    let numbers = [-1e308, -1e20, -3.7, 0, 1e-300, 5e-324, 0.1, 1, 1e15, 1e20, 1e300, 1.7e308]
    for from in numbers {
      for to in numbers where from < to && (to - from).isFinite {
        for step in [nil, 1e-300, to - from] where step ?? 1 <= to - from {
          let slider = SliderSteps(from: from, to: to, step: step)
          #expect(slider.step > 0, "\(from) to \(to)")
          for number in numbers + [slider.middle, .infinity, .nan] {
            let position = slider.position(near: number)
            #expect(position >= from && position <= to, "\(from) to \(to) at \(number)")
          }
        }
      }
    }
  }
}
