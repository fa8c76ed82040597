/// The code of the pages, as it lies in `Code` beside this file.
///
/// What a page needs is put together without the comments and the indentation, which are for us.
enum PageCode {
  /// A file of `Code`, whole.
  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The look of every page.
  static var style: String { compact(PackageResources.page_css) }

  /// What runs beside the page: the engine's own side.
  static var worker: String {
    [PackageResources.inflate_js, PackageResources.worker_js].map(compact).joined(separator: "\n")
  }

  /// What every page with programs needs.
  static var common: String {
    [
      PackageResources.base_js, PackageResources.words_js, PackageResources.mode_js,
      PackageResources.colours_js, PackageResources.engine_js, PackageResources.editor_js,
      PackageResources.output_js, PackageResources.cell_js, PackageResources.boot_js,
    ].map(compact).joined(separator: "\n")
  }

  /// The code of the playground.
  static var playground: String { compact(PackageResources.playground_js) }

  /// A file without comments that have their own lines, empty lines and indentation.
  ///
  /// Line breaks stay: a line of JavaScript may end without a semicolon.
  static func compact(_ bytes: [UInt8]) -> String {
    var lines: [Substring] = []
    var isInComment = false
    for line in text(bytes).split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if isInComment || line.hasPrefix("/*") {
        isInComment = !line.hasSuffix("*/")
      } else if !line.hasPrefix("//"), !line.isEmpty {
        lines.append(line)
      }
    }
    return lines.joined(separator: "\n")
  }
}
