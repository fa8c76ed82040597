import Foundation
import Testing

/// The settings of the machine that an application follows may not change an answer.
@Suite struct LocaleTests {
  /// Reading numbers, showing them, and every kind of file that holds them as text.
  private static let program = """
    d = load "t.csv"
    show d
    show sum(d.x), d.x[3], text(2.5), number("3.25"), "{1 / 3}", 1.5e300, 0.1 + 0.2, 91.2 ± 0.25
    show text(2.345, digits: 1), 1234567.125, [0.5, 1.25], vector(E: 5.5, px: 1, py: 2, pz: 3)
    show number("1.2345678901234567890123456789"), 1.2345678901234567890123456789
    describe d
    save d, "out.csv"
    show load "out.csv"
    save d, "out.json"
    show load "out.json"
    h = histogram(d.x, bins: 3, from: 0.5, to: 3.5)
    show h.edges, h.mean
    plot h, file: "out.svg"
    """
  private static let table = "x,t\n1.5,a\n2.25,b\n0.12345678901234567890123,c\n"

  /// A folder with a locale that writes 1,5; nil where this machine cannot make one.
  private static let locales: URL? = {
    guard let folder = try? LinnetProcess.folder() else { return nil }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/localedef")
    process.arguments = [
      "-c", "-i", "de_DE", "-f", "UTF-8", folder.appendingPathComponent("de_DE.UTF-8").path,
    ]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    process.waitUntilExit()
    let numbers = folder.appendingPathComponent("de_DE.UTF-8/LC_NUMERIC").path
    return FileManager.default.fileExists(atPath: numbers) ? folder : nil
  }()

  @Test(
    .enabled(
      if: locales != nil,
      "this machine has no localedef, or no definition of a locale with decimal commas"))
  func aLocaleWithCommasChangesNoAnswer() throws {
    let plain = try outcome(["LC_ALL": "C"])
    let commas = try outcome(["LC_ALL": "de_DE.UTF-8", "LOCPATH": Self.locales?.path ?? ""])
    #expect(plain.first == "1.5")
    // Otherwise the locale was not in force, and nothing would be compared.
    #expect(commas.first == "1,5")
    #expect(plain.contains { $0.contains("3.25") })
    #expect(commas.dropFirst() == plain.dropFirst())
  }

  /// What an application with these settings shows, and what the files hold that it writes.
  private func outcome(_ environment: [String: String]) throws -> [String] {
    let folder = try LinnetProcess.folder(["p.linnet": Self.program, "t.csv": Self.table])
    defer { try? FileManager.default.removeItem(at: folder) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: LinnetProcess.path)
      .deletingLastPathComponent().appendingPathComponent("LinnetFuzz")
    process.arguments = ["embedded", folder.appendingPathComponent("p.linnet").path]
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let shown = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    var lines = String(decoding: shown, as: UTF8.self).components(separatedBy: "\n")
    for name in ["out.csv", "out.json", "out.svg"] {
      lines.append(
        (try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8))
          ?? "\(name) is not there")
    }
    return lines
  }
}
