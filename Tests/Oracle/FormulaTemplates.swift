import Linnet
import LinnetSyntax

/// One way to make a formula out of others: `$` stands for each part in turn, `@` for the first one again.
struct FormulaTemplate {
  var kind: FormulaKind
  var words: String
  var parts: [FormulaKind]
  /// It goes item by item over lists.
  var isItemwise = false
  /// It asks about all rows, so it stands straight in a formula about rows, and its parts are columns.
  var asksAllRows = false

  /// All templates whose words the language knows, by what they work out.
  static let all: [FormulaKind: [FormulaTemplate]] = {
    var found: [FormulaKind: [FormulaTemplate]] = [:]
    for line in table.split(separator: "\n") {
      guard let template = FormulaTemplate(line.split(separator: "|").map(trimmed)) else {
        continue
      }
      found[template.kind, default: []].append(template)
    }
    return found
  }()

  /// A row of the table; nil where it says `when`, and the program behind that does not run yet.
  private init?(_ cells: [String]) {
    kind = FormulaKind(rawValue: cells[0]) ?? .number
    words = cells[1]
    parts = cells[2].split(separator: " ").compactMap { FormulaKind(rawValue: String($0)) }
    guard cells.count > 3 else { return }
    isItemwise = cells[3] == "itemwise"
    asksAllRows = cells[3] == "all-rows"
    guard cells[3].hasPrefix("when ") else { return }
    let program = cells[3].dropFirst(5).split(separator: ";").joined(separator: "\n")
    do throws(Mistake) { try Engine().session { _ in }.run(program) } catch { return nil }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }

  /// What it works out, its words, what its parts are, and what is to be known about it.
  private static let table = #"""
    number | ($ + $) | number number | itemwise
    number | ($ - $) | number number | itemwise
    number | ($ * $) | number number | itemwise
    number | ($ / $) | number number | itemwise
    number | ($ mod $) | number number | itemwise
    number | ($ div $) | number number | itemwise
    number | (-$) | number | itemwise
    number | abs($) | number | itemwise
    number | floor($) | number | itemwise
    number | ceiling($) | number | itemwise
    number | round($) | number | itemwise
    number | sqrt($) | number | itemwise
    number | sign($) | number | itemwise
    number | hypot($, $) | number number | itemwise
    number | fill($, $) | number number
    number | length($) | text | itemwise
    number | year($) | date | itemwise
    number | day($) | date | itemwise
    number | ($ - $) | date date | itemwise
    number | count($) | numbers
    number | sum($) | numbers
    number | max($) | numbers
    number | min($) | numbers
    number | mean($) | numbers
    number | median($) | numbers
    number | gaps($) | numbers
    number | count($) | texts
    number | max([$, $]) | number number
    number | $[abs(floor($)) mod 4 + 1] | numbers number
    number | $[1] | numbers
    number | $[2] | numbers
    number | count(big[big > $]) | number
    number | sum(big[big <= $]) | number
    number | min(abs(big - $)) | number
    number | other.price[other.code == $][1] | number
    number | other.price[other.tag == $][1] | text
    number | count(other.price[other.price > $]) | number
    number | count(grid[abs(floor(fill($, 1))) mod 2 + 1]) | number
    number | sum(map($, e -> e + $)) | numbers number
    number | count(filter($, e -> e > $)) | numbers number
    number | reduce(append($, 1), (p, q) -> p + q) | numbers
    number | choose($, $, $) | truth number number
    number | choose($ == 0, 0, 1 / $) | number number
    number | (if $ then $ else $) | truth number number | when show if true then 1 else 2
    number | position($, in: $) | text texts | when show position("a", in: ["a"])
    number | fact(abs(floor($)) mod 6) | number | when f(n) = choose(n <= 1, 1, n * f(n - 1)); show f(3)
    number | round(number($), 6) | measurement | itemwise
    number | round(error($), 6) | measurement | itemwise
    number | round($.pt, 6) | vector | itemwise
    number | round(($ + $).mass, 6) | vector vector | itemwise
    number | row_number() |  | all-rows
    number | previous($) | number | all-rows
    number | running_sum($) | number | all-rows
    number | rank($) | number | all-rows
    number | mean($) | number | all-rows
    number | sum($) | number | all-rows
    number | max($) | number | all-rows
    number | stdev($) | number | all-rows
    number | median($) | number | all-rows
    number | count($) | number | all-rows
    number | gaps($) | number | all-rows
    number | correlation($, $) | number number | all-rows
    number | sum($ * 2) | number | all-rows
    text | ($ + $) | text text | itemwise
    text | ($ + $ + "-" + $) | text text text | itemwise
    text | "<{$}>" | number
    text | "{$}/{$}" | text number
    text | "{$}" | numbers
    text | "{$}" | id
    text | text($) | number | itemwise
    text | text($) | id | itemwise
    text | text($) | date | itemwise
    text | upper($) | text | itemwise
    text | trim($) | text | itemwise
    text | replace($, "a", "bb") | text | itemwise
    text | join($, "+") | texts
    text | $[1] | texts
    text | $[abs(floor($)) mod 3 + 1] | texts number
    text | other.tag[other.code == $][1] | number
    text | words[words > $][1] | text
    text | choose($, $, $) | truth text text
    text | (if $ then $ else $) | truth text text | when show if true then 1 else 2
    text | previous($) | text | all-rows
    truth | ($ < $) | number number | itemwise
    truth | ($ >= $) | number number | itemwise
    truth | ($ == $) | number number | itemwise
    truth | ($ != $) | number number | itemwise
    truth | (0 < $ <= $) | number number | itemwise
    truth | ($ == $) | id id | itemwise
    truth | ($ < $) | id id | itemwise
    truth | ($ in ids) | id
    truth | ($ == $) | text text | itemwise
    truth | ($ < $) | text text | itemwise
    truth | ($ < $) | date date | itemwise
    truth | ($ == $) | date date | itemwise
    truth | ($ and $) | truth truth | itemwise
    truth | ($ or $) | truth truth | itemwise
    truth | (not $) | truth | itemwise
    truth | ($ is missing) | number | itemwise
    truth | ($ is not missing) | text | itemwise
    truth | ($ near $ within 2%) | number number | itemwise
    truth | ($ near $ within 0.5) | number number | itemwise
    truth | ($ near $) | number number | itemwise
    truth | ($ in big) | number
    truth | ($ in $) | number numbers
    truth | ($ not in [1, 2, 3]) | number
    truth | ($ in 1 to 3) | number | when expect 1.5 in 1 to 3
    truth | ($ in words) | text
    truth | ($ in other.tag) | text
    truth | ($ in $) | text texts
    truth | contains($, "a") | text | itemwise
    truth | starts_with($, "b") | text | itemwise
    truth | any($ > $) | numbers number
    truth | all($ > $) | numbers number
    truth | (count($) > 1 and @[2] > $) | numbers number
    truth | (count($) > 0 and @[1] > 1) | numbers
    truth | choose($, $, $) | truth truth truth
    truth | (if $ then $ else $) | truth truth truth | when show if true then 1 else 2
    truth | (count($ > $) >= 2) | numbers number | when expect count([true, false]) == 1
    truth | ($ > mean($)) | number number | all-rows
    truth | ($ == max($)) | number number | all-rows
    numbers | [$, $] | number number
    numbers | $[@ > $] | numbers number
    numbers | big[big > $] | number
    numbers | ($ + $) | numbers number
    numbers | ($ * 2) | numbers
    numbers | (1 to abs(floor(fill($, 1))) mod 4) | number
    numbers | sort($) | numbers
    numbers | reverse($) | numbers
    numbers | append($, $) | numbers number
    numbers | first($, 2) | numbers
    numbers | map($, e -> e * $) | numbers number
    numbers | filter($, e -> e < $) | numbers number
    numbers | grid[abs(floor(fill($, 1))) mod 2 + 1] | number
    numbers | unique($) | numbers
    numbers | combine($, $) | numbers numbers | when show combine([1], [2])
    texts | [$, $] | text text
    texts | words[words >= $] | text
    texts | other.tag[other.price > $] | number
    texts | split(fill($, "ab"), "a") | text
    texts | sort($) | texts
    texts | map($, e -> e + $) | texts text
    id | choose($, $, $) | truth id id
    id | ids[abs(floor($)) mod 2 + 1] | number
    id | max([$, $]) | id id
    date | ($ + floor($)) | date number
    date | choose($, $, $) | truth date date
    measurement | ($ ± 0.5) | number | itemwise
    measurement | ($ + $) | measurement measurement | itemwise
    measurement | ($ - $) | measurement measurement | itemwise
    measurement | ($ * $) | measurement measurement | itemwise
    measurement | ($ / 4) | measurement | itemwise
    measurement | ($ * $) | measurement number | itemwise
    measurement | ($ + $) | measurement number | itemwise
    measurement | sqrt($) | measurement | itemwise
    measurement | abs($) | measurement | itemwise
    measurement | sum([$, $]) | measurement measurement
    measurement | choose($, $, $) | truth measurement measurement
    measurement | sum($) | measurement | all-rows
    vector | ($ + $) | vector vector | itemwise
    vector | ($ * $) | vector number | itemwise
    vector | vector(E: 9, px: $, py: 1, pz: $) | number number | itemwise
    vector | choose($, $, $) | truth vector vector
    """#
}
