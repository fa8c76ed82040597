import LinnetRuntime
import LinnetSyntax
import Testing

/// What each way of writing is read as.
@Suite struct ReadingTests {
  @Test(arguments: [
    // values
    ("1_000 + .5 + 2. + 6.02e23", "(((1000 add 0.5) add 2.0) add 6.02e+23)"),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9.223372036854776e+18"),
    ("-2^2", "(minus (2 power 2))"), ("2^3^2", "(2 power (3 power 2))"),
    ("2^-1", "(2 power (minus 1))"), ("3² + x³", "((3 power 2) add (x power 3))"),
    ("x⁻¹²", "(x power -12)"), ("√16 + √(2)^2", "(sqrt(16) add (sqrt(2) power 2))"),
    ("3 × 4 − 2 ÷ 4 · 5", "((3 multiply 4) subtract ((2 divide 4) multiply 5))"),
    ("2 ** 3", "(2 power 3)"), ("-7 mod 3", "((minus 7) modulo 3)"),
    ("10 ± 3 * 2", "((10 plusMinus 3) multiply 2)"), ("91.2 +- 0.3", "(91.2 plusMinus 0.3)"),
    ("a +/- b", "(a plusMinus b)"), ("π + pi", "(pi add pi)"),
    ("60 < M <= 120", "(60 less M lessOrEqual 120)"),
    ("a ≤ b ≥ c ≠ d", "(a lessOrEqual b greaterOrEqual c notEqual d)"),
    ("a is 3 and b is not 4", "((a equal 3) and (b notEqual 4))"),
    ("x is missing or x is not missing", "((x is missing) or (x is not missing))"),
    ("3 in xs, ", "!! stray-comma"), ("3 not in xs", "(3 isNotIn xs)"),
    ("3 is in xs", "(3 isIn xs)"),
    ("not a == b and c", "((not (a equal b)) and c)"),
    ("a near b within 2% and c", "((a near b within 2%) and c)"),
    ("0.1 + 0.2 near 0.3", "((0.1 add 0.2) near 0.3)"), ("1 to n + 1", "(1 range (n add 1))"),
    ("[1, 2,\n 3,]", "[1, 2, 3]"), ("xs[[1, 3]].pt[2]", "xs[[1, 3]].pt[2]"),
    ("f(x)(y).z", "f(x)(y).z"), ("sqrt (16)", "sqrt(16)"), ("x -> x^2", "(x -> (x power 2))"),
    ("map(xs, (a, b) -> a + b)", "map(xs, (a, b -> (a add b)))"), ("() -> 5", "( -> 5)"),
    ("true, ", "!! stray-comma"), ("True == FALSE", "(true equal false)"),
    ("größe + 数 + x₁", "((größe add 数) add x₁)"), ("d.end", "d.end"),
    // texts
    ("\"a {b + 1} {{c}}\"", "\"a {(b add 1)} {c}\""),
    ("“curly” + 'it' + „low“ + «angle»", "(((\"curly\" add \"it\") add \"low\") add \"angle\")"),
    (#""\t\"\\\q""#, "\"\t\"\\\\q\""), ("\"{join(xs, \", \")}\"", "\"{join(xs, \", \")}\""),
    ("“She said \"hi\"”", "\"She said \"hi\"\""), ("“Z mass\"", "\"Z mass\""),
    ("f\"{x}\"", "\"{x}\""),
    ("\"it's #1\"", "\"it's #1\""),
    // commands
    ("show 9 then sqrt", "show<{9 | sqrt}>"),
    ("show (a - a).E, (2 * a).E", "show<(a subtract a).E, (2 multiply a).E>"),
    ("show(1 + 2) * 3", "show<((1 add 2) multiply 3)>"), ("show(x)", "show(x)"),
    ("print (a, \"b\")", "show(a, \"b\")"), ("print x", "show<x>"), ("show -5", "show<(minus 5)>"),
    ("first - 1", "(first subtract 1)"), ("count = count + 1", "count := (count add 1)"),
    (
      "x = load \"a.csv\", tree: \"t\"\n  then keep M > 3\n\n  # why\n  then first 10",
      "x := {{load<\"a.csv\", tree: \"t\"> | keep<(M greater 3)>} | first<10>}"
    ),
    (
      "d then add gap = abs(a - b), \"odd name\" = gap / 2",
      "{d | add<gap = abs((a subtract b)), odd name = (gap divide 2)>}"
    ),
    ("d then sort by pt1 descending, eta1", "{d | sort< by pt1 descending, eta1>}"),
    ("d then sort by x desending", "{d | sort< by x desending>}"),
    ("d then count by species", "{d | count< by species>}"),
    (
      "d then join names by id = code, kind: \"inner\"",
      "{d | join<names, kind: \"inner\" by id = code>}"
    ),
    ("d then rename pt1 to lead_pt", "{d | rename<(pt1 range lead_pt)>}"),
    (
      "d then summarize n = count(), mean(M) by Q1, Q2",
      "{d | summarise<n = count(), mean(M) by Q1, Q2>}"
    ),
    ("10 then scale by: 4", "{10 | scale<by: 4>}"), ("zs then my_cut(20)", "{zs | my_cut(20)}"),
    ("xs then my_cut (a) + 1, b", "{xs | my_cut<(a add 1), b>}"),
    ("then keep x > 3 then first 2", "… | {keep<(x greater 3)> | first<2>}"),
    ("show (d then sort by x descending).name", "show<{d | sort< by x descending>}.name>"),
    ("show count(d then keep x > cut)", "show<count({d | keep<(x greater cut)>})>"),
    ("d then drop x is missing then select name", "{{d | drop<(x is missing)>} | select<name>}"),
    ("xs then map x -> x^2 then sum", "{{xs | map<(x -> (x power 2))>} | sum}"),
    ("histogram(z.m, bins: 60).counts", "histogram(z.m, bins: 60).counts"),
    ("keep = 3\nkeep [1]\nkeep -1", "keep := 3; keep[1]; (keep subtract 1)"),
    // choices
    ("y = if a > 1 then 2 else 3", "y := (if (a greater 1) then 2 else 3)"),
    (
      "show if a then 1 else if b then 2 else 3 then f",
      "show<{(if a then 1 else if b then 2 else 3) | f}>"
    ),
    ("if a then 1 else 2", "(if a then 1 else 2)"),
    ("f(n) = if n then x -> x else y", "f(n) {(if n then (x -> x) else y)}"),
    ("[if a then\n 1 else\n 2]", "[(if a then 1 else 2)]"),
    ("y = if a then 1\n  else 2", "y := (if a then 1 else 2)"),
    // ranges by steps
    ("0 to 1 by 0.1", "(0 range 1 by 0.1)"), ("x in 1 to 9", "(x isIn (1 range 9))"),
    ("d then add k = 1 to 3 by g", "{d | add<k = (1 range 3) by g>}"),
    ("d then add k = (1 to 3 by g)", "{d | add<k = (1 range 3 by g)>}"),
    // statements
    ("f(x) = x^2", "f(x) {(x power 2)}"),
    (
      "# doubles\n# a number\nf(x, by: 2) = x * by",
      "f(x, by: 2) {(x multiply by)} # doubles\na number"
    ),
    ("define f(x) = x", "f(x) {x}"), ("define hello\n  show 1\nend", "hello() {show<1>}"),
    ("xs[2] = 5; r.a[i].b = 1", "xs[2] := 5; r.a[i].b := 1"), ("x := 5", "x := 5"),
    ("let x = 5", "x := 5"),
    (
      "if a = 1 then\n  x\nelif b\n  y\nelse:\n  z\nend if",
      "if (a equal 1) {x} else if b {y} else {z}"
    ),
    ("if x > 3 show x end", "if (x greater 3) {show<x>}"),
    ("repeat 3 times\n  stop\nend", "repeat 3 {stop}"),
    ("for each p in peaks\n  next\nend", "for p in peaks {next}"),
    ("for i = 1 to 9 by 2:\n  i\nend", "for i from 1 to 9 by 2 {i}"),
    ("while x > 0\n  x = x - 1\nend", "while (x greater 0) {x := (x subtract 1)}"),
    (
      "try\n  x\notherwise problem\n  problem.message\nend",
      "try {x} otherwise problem {problem.message}"
    ),
    ("fail \"no {x}\"", "fail \"no {x}\""),
    ("show x or fail(\"never\")", "show<(x or fail(\"never\"))>"),
    (
      "expect count(zs) = 10 else \"You kept {count(zs)}\"",
      "expect (count(zs) equal 10) else \"You kept {count(zs)}\""
    ),
    ("use \"helpers.linnet\"", "use helpers.linnet"),
    (
      "d then keep a = 1 and (b = 2 or f(c = 3))",
      "{d | keep<((a equal 1) and ((b equal 2) or f(c = 3)))>}"
    ),
    ("t = choose(a = 1, \"x\", \"y\")", "t := choose((a equal 1), \"x\", \"y\")"),
    // as people type it
    ("\u{FEFF}x = 5\r\ny\u{00A0}=\u{00A0}6\r\n", "x := 5; y := 6"), (">>> x = 5", "x := 5"),
    ("linnet> x", "x"),
    ("x = 5;", "x := 5"), ("（1＋2）", "(1 add 2)"), ("x =\n  5 +\n  6", "x := (5 add 6)"), ("", ""),
    ("# only a remark", ""),
  ])
  func isReadAs(_ source: String, _ expected: String) { #expect(TreeText.of(source) == expected) }

  @Test func knownNamesTellVariablesFromCommands() {
    #expect(TreeText.of("first [1]") == "first<[1]>")
    #expect(TreeText.of("first [1]", knownNames: ["first"]) == "first[1]")
    #expect(TreeText.of("first -1", knownNames: ["first"]) == "(first subtract 1)")
    #expect(TreeText.of("None", knownNames: ["None"]) == "None")
  }

  @Test(arguments: [
    ("show sqrt(16", Reading.State.incomplete), ("x = [1,", .incomplete), ("x = 3 +", .incomplete),
    ("x =", .incomplete), ("show 1,", .incomplete), ("d then", .incomplete),
    ("if x > 3", .incomplete),
    ("if x > 3\n  show x", .incomplete), ("define f(x)", .incomplete), ("define f(x", .incomplete),
    ("repeat 3 times\n  for i in xs\n  end\n", .incomplete), ("x and", .incomplete),
    ("x = 5", .complete), ("", .complete), ("\n\n", .complete), ("show \"Z", .failed),
    ("show )", .failed), ("x = 3 + )", .failed), ("if )\nend", .failed), ("end", .failed),
  ])
  func state(_ source: String, _ expected: Reading.State) {
    #expect(Parser.read(Source(source)).state == expected)
  }

  @Test func spansCoverWhatTheyMean() throws {
    let source = Source("x = 1\nzs = muons then keep ptt1 > 20 # cut\n")
    let reading = Parser.read(source)
    let statement = try #require(reading.tree.statements.last)
    #expect(source.text(statement.span) == "zs = muons then keep ptt1 > 20")
    guard case .store(_, let value) = statement.form, case .pipe(_, let step) = value.form,
      case .call(let call) = step.form,
      case .comparison(let first, _) = call.arguments[0].value.form
    else {
      Issue.record("not a pipeline")
      return
    }
    #expect(source.text(step.span) == "keep ptt1 > 20")
    #expect(source.text(first.span) == "ptt1")
  }

  @Test func sortOrderHasItsPlace() throws {
    let source = Source("d then sort by x desending")
    guard case .value(let value) = try #require(Parser.read(source).tree.statements.first).form,
      case .pipe(_, let step) = value.form, case .call(let call) = step.form,
      let order = call.groups.first?.order
    else {
      Issue.record("not a sort")
      return
    }
    #expect(order.word == "desending")
    #expect(source.text(order.span) == "desending")
  }

  @Test func threeMistakesAtMost() {
    let reading = Parser.read(Source("x = 3 3\nshow 5\ny = (1\nz = ]\nw = 5 %\nv = @\nu = 2"))
    #expect(
      reading.mistakes.map(\.code.text) == ["missing-between", "unclosed-bracket", "value-missing"])
    let two = Parser.read(Source("show 2(3)\nx = 4\ny = 3,5\nz = 5"))
    #expect(two.mistakes.map(\.code.text) == ["side-by-side", "decimal-comma"])
    #expect(two.tree.statements.map(TreeText.of) == ["x := 4", "z := 5"])
  }
}
