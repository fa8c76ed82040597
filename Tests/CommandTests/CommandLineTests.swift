import Foundation
import Testing

/// The command as scripts and people call it.
@Suite struct CommandLineTests {
  @Test func runsALine() throws {
    let result = try LinnetProcess.run(["-e", "show 1 + 1"])
    #expect(result.output == "2\n")
    #expect(result.errors.isEmpty)
    #expect(result.status == 0)
  }

  @Test func runsAFileBothWays() throws {
    let folder = try LinnetProcess.folder(["a.linnet": "x = 2\nshow x * 3\n"])
    for words in [["a.linnet"], ["run", "a.linnet"], ["run", "--plain", "a.linnet"]] {
      let result = try LinnetProcess.run(words, folder: folder)
      #expect(result.output == "6\n")
      #expect(result.status == 0)
    }
  }

  @Test func readsAProgramFromAPipe() throws {
    #expect(try LinnetProcess.run([], input: "show 5\n").output == "5\n")
    #expect(try LinnetProcess.run(["-"], input: "show 6").output == "6\n")
  }

  @Test func filesAreBesideTheProgram() throws {
    let folder = try LinnetProcess.folder([
      "d.csv": "x,y\n1,2\n3,4\n", "a.linnet": "d = load \"d.csv\"\nshow sum(d.x)\n",
    ])
    let elsewhere = try LinnetProcess.folder()
    let result = try LinnetProcess.run(
      [folder.appendingPathComponent("a.linnet").path], folder: elsewhere)
    #expect(result.output == "4\n")
  }

  @Test func aMistakeIsOneAndWrongUseIsTwo() throws {
    let mistake = try LinnetProcess.run(["-e", "show zz"])
    #expect(mistake.status == 1)
    #expect(mistake.errors.contains("unknown-name"))
    #expect(mistake.output.isEmpty)
    #expect(try LinnetProcess.run(["nothing-here.linnet"]).status == 2)
    #expect(try LinnetProcess.run(["--strange"]).status == 2)
    #expect(try LinnetProcess.run(["a", "b", "c"]).status == 2)
  }

  @Test func aMisspelledFileIsGuessed() throws {
    let folder = try LinnetProcess.folder(["lesson.linnet": "show 1"])
    let result = try LinnetProcess.run(["leson.linnet"], folder: folder)
    #expect(result.errors.contains("Did you mean `lesson.linnet`?"))
  }

  @Test(arguments: [
    (["--foo"], "I do not know the option `--foo`."),
    (["run", "--plan", "a.linnet"], "Did you mean `--plain`?"),
    (["runn", "a.linnet"], "Did you mean `linnet run`?"),
    (["a.linnet", "b.linnet"], "I run one file at a time"),
    (["-e"], "After `-e` a line is missing"),
    (["explain"], "Say which mistake"),
    (["check"], "Say which file"),
    (["numbers.csv"], "`d = load \"numbers.csv\"`"),
    (["picture.linnet"], "is not text"),
  ])
  func wrongUseIsAnsweredKindly(_ words: [String], _ answer: String) throws {
    let folder = try LinnetProcess.folder([
      "a.linnet": "", "numbers.csv": "x\n1\n", "picture.linnet": "\u{89}PNG\0\0",
    ])
    let result = try LinnetProcess.run(words, folder: folder)
    #expect(result.status == 2)
    #expect(result.errors.hasPrefix("linnet: "))
    #expect(result.errors.contains(answer))
    #expect(!result.errors.contains("rgument"))
  }

  @Test func helpKnowsTheCommandsAndBeginningsOfWords() throws {
    #expect(try LinnetProcess.run(["help", "run"]).output.contains("--plain"))
    #expect(try LinnetProcess.run(["help", "histo"]).errors.contains("`histogram`"))
    #expect(try LinnetProcess.run(["help", "keep"]).output.contains("data then keep question"))
  }

  @Test func upToThreeReadingMistakesAreSaid() throws {
    let result = try LinnetProcess.run(["-e", "x = (1\ny = [2)\nshow \"a"])
    #expect(result.status == 1)
    #expect(result.output.isEmpty)
  }

  @Test func checkReadsWithoutRunning() throws {
    let folder = try LinnetProcess.folder([
      "good.linnet": "show 1\n", "bad.linnet": "if 1 < 2\nshow 1",
    ])
    let good = try LinnetProcess.run(["check", "good.linnet"], folder: folder)
    #expect(good.status == 0)
    #expect(good.output.isEmpty)
    let bad = try LinnetProcess.run(["check", "bad.linnet"], folder: folder)
    #expect(bad.status == 1)
    #expect(bad.errors.contains("missing-end"))
  }

  @Test func helpAndExplain() throws {
    #expect(try LinnetProcess.run(["--version"]).output.hasPrefix("linnet "))
    #expect(try LinnetProcess.run(["help", "repeat"]).output.contains("repeat 3 times"))
    #expect(try LinnetProcess.run(["help"]).output.contains("keep"))
    #expect(try LinnetProcess.run(["explain", "unknown-column"]).status == 0)
    let wrong = try LinnetProcess.run(["explain", "unknown-colum"])
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("unknown-column"))
  }

  @Test func aReaderThatLeavesIsNoTrouble() throws {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    let command = "'\(LinnetProcess.path)' -e 'for i from 1 to 200000\nshow i\nend' | head -n 2"
    shell.arguments = ["-c", command]
    let (output, errors) = (Pipe(), Pipe())
    shell.standardOutput = output
    shell.standardError = errors
    try shell.run()
    let shown = output.fileHandleForReading.readDataToEndOfFile()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(String(decoding: shown, as: UTF8.self) == "1\n2\n")
    #expect(said.isEmpty)
  }

  /// Runs a shell line in which `$L` is the command; answers with its status and what it said.
  private func shell(_ line: String, in folder: URL? = nil) throws -> (status: Int32, said: String)
  {
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = ["-c", line]
    shell.currentDirectoryURL = try folder ?? LinnetProcess.folder(["a.linnet": "show 1\n"])
    shell.environment = ProcessInfo.processInfo.environment.merging(["L": LinnetProcess.path]) {
      $1
    }
    let errors = Pipe()
    shell.standardError = errors
    shell.standardOutput = FileHandle.nullDevice
    try shell.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    return (shell.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  @Test(arguments: [
    "$L -e 'show 1'", "$L a.linnet", "$L run a.linnet", "$L run --plain a.linnet",
    "echo 'show 1' | $L", "echo 'show 1' | $L -", "$L help", "$L help histogram", "$L help run",
    "$L explain unknown-column", "$L --help", "$L --version", "$L run --help",
    "$L -e 'plot histogram([1, 2])'", "$L -e 'for i from 1 to 100000' -e 'show i' -e 'end'",
    "$L -e 'show 1' -e 'nonsense_here'",
  ]) func whatCannotBeShownIsSaid(_ line: String) throws {
    for (place, words) in [
      ("> /dev/full", "because the disk is full"), (">&-", "because it is closed"),
    ] {
      let result = try shell(
        "\(line.replacing("|", with: "| (")) \(place)\(line.contains("|") ? ")" : "")")
      #expect(result.status == 1, "\(line) \(place)")
      #expect(result.said.contains("linnet: I cannot write what is shown"), "\(line) \(place)")
      #expect(result.said.contains(words), "\(line) \(place)")
    }
    // A reader that has seen enough is no mistake.
    let result = try shell("\(line) | head -c 1")
    #expect(result.status == 0 && !result.said.contains("cannot write"), "\(line)")
  }

  /// What is shown never gets into a file that is saved, though standard output is closed.
  @Test func aClosedOutputIsNoFile() throws {
    let folder = try LinnetProcess.folder([
      "a.linnet": "save dataset(x: [1]), \"a.csv\"\nshow 5\nsave dataset(x: [2]), \"b.csv\"\n"
    ])
    _ = try shell("$L a.linnet >&- 2>&-", in: folder)
    let saved = try String(contentsOf: folder.appendingPathComponent("a.csv"), encoding: .utf8)
    #expect(saved == "x\n1\n")
  }

  @Test func savingToAFullDeviceIsAMistake() throws {
    let result = try shell("$L -e 'save \"x\", \"/dev/full\"'")
    #expect(result.status == 1)
    let table = try shell(
      "ln -s /dev/full full.csv; $L -e 'save dataset(x: [1]), \"full.csv\"'; s=$?; test -c full.csv && exit $s"
    )
    #expect(table.status == 1)
    #expect(table.said.contains("the disk is full"))
  }

  @Test func noMemoryIsAMistakeAndNoCrash() throws {
    for program in [
      "xs = []\nwhile true\n  xs = append(xs, 1 to 100000)\nend",
      "xs = [1]\nwhile true\n  xs = append(xs, 1)\nend", "s = \"a\"\nwhile true\n  s = s + s\nend",
      "xs = 1 to 9e7\nys = xs + 1", "r = random(count: 9e7)", "p = pairs(1 to 1e4)",
      "d = dataset(x: 1 to 1e6)\nwhile true\n  d = d then append d\nend",
      "d = dataset(x: fill(1, 30000), y: 1 to 30000)\nd = d then join (d then rename y to z) by x",
    ] {
      let result = try shell("ulimit -v 900000; $L -e '\(program)'")
      #expect(result.status == 1, "\(program): \(result.said)")
      #expect(
        result.said.contains("(explain too-much-memory)")
          || result.said.contains("(explain too-long)"),
        "\(program): \(result.said)")
    }
  }

  @Test func noColourWhereNoTerminalIs() throws {
    let result = try LinnetProcess.run(["-e", "x = 1\nshow x\nshow zz"])
    #expect(!result.output.contains("\u{1B}"))
    #expect(!result.errors.contains("\u{1B}"))
  }

  @Test func aLessonRunsTopToBottom() throws {
    let lesson = """
      ---
      lesson: test
      ---
      # A lesson

      ```csv data=tiny
      x,y
      1,2
      3,4
      ```

      ```linnet run
      d = load "tiny"
      ```

      ```linnet start
      show ____
      ```

      ```linnet solution
      show sum(d.y)
      ```

      ```linnet show
      this is never run
      ```

      ```linnet
      show nope
      ```
      """
    let folder = try LinnetProcess.folder(["z.lesson": lesson])
    let result = try LinnetProcess.run(["run", "z.lesson"], folder: folder)
    #expect(result.output == "6\n")
    #expect(result.status == 1)
    #expect(result.errors.contains("ine 29"))
  }
}
