import LinnetData
import LinnetPicture
import LinnetSyntax

/// The step `histogram`: counts a column or formula, and draws it where a picture is asked for.
///
///     d then histogram M, bins: 60, from: 60, to: 120
///     d then histogram mass, by: species, title: "Penguins"
///
/// By itself the step gives the histogram. With `by` or an option that only pictures have it draws: one
/// histogram for each group, all with the same bins.
extension Context {
  func histogramStep(_ step: VerbCall) throws(Mistake) -> Value {
    let dataset = try step.dataset(self)
    guard let first = step.plain.first, step.plain.count == 1 else {
      throw step.mistake(
        "column-needed",
        ["example": Pictures.example("histogram", of: dataset) ?? "histogram M"])
    }
    let evaluator = RowEvaluator(self, dataset, step)
    defer { evaluator.finish() }
    let name = VerbCall.name(first.value) ?? evaluator.words(first.value)
    let column = try evaluator.column(try sortKey(first.value, evaluator), named: name)
    var request = HistogramRequest()
    var options = PictureOptions()
    var isDrawn = false
    var group = step.call.groups.first?.value
    for argument in step.call.arguments {
      guard case .option(let option, let span) = argument.label else { continue }
      if option == "by" {
        group = argument.value
        continue
      }
      let isRowwise = option == "weight"
      let value =
        isRowwise
        ? try evaluator.value(try evaluator.formula(argument.value))
        : try step.value(self, argument.value)
      do throws(Mistake) {
        if HistogramRequest.options.contains(option) {
          try request.set(option, to: value, self, count: dataset.count)
        } else if try options.take(option, value, self) {
          isDrawn = true
        } else {
          throw Context.unknownOption(
            option, of: "histogram",
            among: HistogramRequest.options + [PictureOptions.by.name]
              + PictureOptions.names.prefix(3),
            at: span, in: step.source)
        }
      } catch {
        throw evaluator.place(error, at: argument.value)
      }
    }
    do throws(Mistake) {
      let whole = try makeHistogram(column, request, name: name)
      guard let histogram = whole.object(.histogram)?.histogramObject else { return whole }
      if let group {
        let groups = NamedColumn(
          evaluator.words(group), try evaluator.column(try sortKey(group, evaluator), named: "by"))
        return try drawGroups(histogram, column, request, by: groups, options)
      }
      guard isDrawn else { return whole }
      return try show(
        Picture.histograms(
          [(histogram.drawn, options.labels.first ?? "")], choices: options.choices), options)
    } catch {
      throw evaluator.place(error, at: first.value)
    }
  }

  /// Draws one histogram for each group over each other, with the bins of the whole.
  private func drawGroups(
    _ whole: Histogram, _ column: Column, _ request: HistogramRequest, by: NamedColumn,
    _ options: PictureOptions
  ) throws(Mistake) -> Value {
    let groups = Pictures.grouped(by)
    try options.checkLabels(groups.count)
    var binning = request.binning
    if whole.labels.isEmpty {
      binning = HistogramBinning()
      binning.edges = whole.edges
    }
    var parts: [(histogram: Histogram, label: String)] = []
    for (place, group) in groups.enumerated() {
      let rows = group.rows.map { Int32($0) }
      let part: Histogram
      do throws(DataMistake) {
        part = try Histogram.counting(
          column.gather(rows), binning: binning, weights: request.weights?.gather(rows),
          name: whole.name)
      } catch {
        throw mistake(error)
      }
      parts.append((part.spread(over: whole.labels).drawn, options.label(place, or: group.name)))
    }
    return try show(Picture.histograms(parts, choices: options.choices), options)
  }
}

extension Histogram {
  /// The same counts with a bar for every one of `words`, also for those that do not occur here.
  fileprivate func spread(over words: [String]) -> Histogram {
    guard labels != words else { return self }
    var counts = [Double](repeating: 0, count: words.count)
    var variances = counts
    for (place, word) in words.enumerated() {
      guard let own = labels.firstIndex(of: word) else { continue }
      counts[place] = self.counts[own]
      variances[place] = self.variances[own]
    }
    return Histogram(
      edges: (0...words.count).map { Double($0) }, counts: counts, variances: variances,
      missing: missing, entries: entries, labels: words, moments: moments, name: name, unit: unit)
  }
}
