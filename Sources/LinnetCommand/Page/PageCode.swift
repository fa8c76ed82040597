/// The code of the pages, as it lies in `Code` beside this file.
///
/// What a page needs is put together without what only its readers need.
enum PageCode {
  /// A file of `Code`, whole.
  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// The look of every page.
  static var style: String { CodePacker.style(PackageResources.page_css) }

  /// What runs beside the page: the engine's own side.
  static var worker: String {
    scripts(PackageResources.inflate_js, PackageResources.unpack_js, PackageResources.worker_js)
  }

  /// What every page with programs needs.
  static var common: String {
    scripts(
      PackageResources.base_js, PackageResources.words_js, PackageResources.mode_js,
      PackageResources.colours_js, PackageResources.engine_js, PackageResources.editor_js,
      PackageResources.output_js, PackageResources.cell_js, PackageResources.boot_js)
  }

  /// The code of a lesson.
  static var lesson: String {
    scripts(PackageResources.progress_js, PackageResources.task_js, PackageResources.lesson_js)
  }

  /// The code of the playground.
  static var playground: String { scripts(PackageResources.playground_js) }

  private static func scripts(_ files: [UInt8]...) -> String {
    files.map { CodePacker.script($0) }.joined(separator: "\n")
  }
}
