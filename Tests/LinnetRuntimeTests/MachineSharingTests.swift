import LinnetSyntax
import Testing

/// Values are copied when a second name could see the change, and only then.
@Suite struct MachineSharingTests {
  @Test(arguments: [
    ("a = [1, 2]\nb = a\nb[1] = 9\nshow a, b", ["[1, 2] [9, 2]"]),
    ("a = [[1], [2]]\nb = a\nb[1][1] = 9\nshow a, b", ["[[1], [2]] [[9], [2]]"]),
    ("a = [[1], [2]]\nc = a[1]\na[1][1] = 9\nshow a, c", ["[[9], [2]] [1]"]),
    ("a = [[1], [2]]\nc = a[1]\nc[1] = 9\nshow a, c", ["[[1], [2]] [9]"]),
    ("a = [1]\nb = [a, a]\nb[1][1] = 2\nshow a, b", ["[1] [[2], [1]]"]),
    ("a = [1]\nr = record(x: a)\nr.x[1] = 5\nshow a, r.x", ["[1] [5]"]),
    ("r = record(x: record(y: 1))\ns = r\ns.x.y = 2\nshow r.x.y, s.x.y", ["1 2"]),
    ("xs = [1, 2, 3]\nfor each x in xs\n  xs[1] = x * 10\nend\nshow xs", ["[30, 2, 3]"]),
    (
      "xs = [[1], [2]]\nfor each x in xs\n  x[1] = 7\n  last = x\nend\nshow xs, last",
      ["[[1], [2]] [7]"]
    ),
    ("xs = [1]\nxs = append(xs, xs)\nxs = append(xs, xs)\nshow xs", ["[1, [1], [1, [1]]]"]),
    ("xs = [1]\nys = append(xs, 2)\nxs = append(xs, 3)\nshow xs, ys", ["[1, 3] [1, 2]"]),
    // Nothing holds itself: the right side stays what it was.
    ("xs = [[1], 2]\nxs[1][1] = xs\nshow xs", ["[[[[1], 2]], 2]"]),
    ("r = record(a: record(b: 1))\nr.a.b = r\nshow r.a.b.a.b, r.a.b.a", ["1 record(b: 1)"]),
    ("xs = [[1]]\nxs[1] = append(xs[1], [xs])\nshow xs", ["[[1, [[[1]]]]]"]),
    ("xs = [[1]]\nxs[1] = xs[1] then append xs\nshow xs", ["[[1, [[1]]]]"]),
    (
      "define g(a)\n  a[1][1] = a\n  return a\nend\nx = [[1], 2]\nshow g(x), x",
      ["[[[[1], 2]], 2] [[1], 2]"]
    ),
    ("xs = [[1]]\nh = k -> xs\nxs[1][1] = h(0)\nshow xs", ["[[[[1]]]]"]),
    ("a = \"x\"\nb = a + \"1\"\nc = a + \"2\"\nd = b + \"3\"\nshow a, b, c, d", ["x x1 x2 x13"]),
  ])
  func copiesAreApart(program: String, expected: [String]) {
    #expect(Trial.output(program) == expected)
    #expect(Trial.output(program, collectsAlways: true) == expected)
  }

  @Test(arguments: [
    // Inputs are the callee's own.
    ("define f(a)\n  a[1] = 9\n  return a\nend\nx = [1]\ny = f(x)\nshow x, y", ["[1] [9]"]),
    ("define f(a)\n  a[1] = 9\n  return a\nend\nx = [1]\nx = f(x)\nshow x", ["[9]"]),
    // Given twice, one must not change under the other.
    (
      "define f(a, b)\n  a[1] = 9\n  return [a, b]\nend\nx = [1]\nx = f(x, x)\nshow x",
      ["[[9], [1]]"]
    ),
    (
      "define f(a, b)\n  a[1][1] = 9\n  return [a, b]\nend\nx = [[1]]\nx = f(x, x[1])\nshow x",
      ["[[[9]], [1]]"]
    ),
    // A copy made before the move stays as it was.
    (
      "define f(a)\n  a[1] = 9\n  return a\nend\nx = [1]\nk = x\nx = f(x)\nshow x, k", ["[9] [1]"]
    ),
    // A function that keeps its input.
    (
      "define keep_it(a)\n  return unused -> a\nend\n"
        + "x = [1]\nf = keep_it(x)\nx[1] = 2\nshow f(0), x", ["[1] [2]"]
    ),
    // The value a try shows again is the old one.
    (
      """
      define f(a)
        a[1] = 9
        fail "half-way"
      end
      x = [1]
      try
        x = f(x)
      otherwise p
        show x
      end
      """, ["[1]"]
    ),
    // The last use of an input gives it on; a copy elsewhere stays as it was.
    (
      "push(a, v) = append(a, v)\nx = [1]\ny = push(x, 2)\nz = push(x, 3)\nshow x, y, z",
      ["[1] [1, 2] [1, 3]"]
    ),
    (
      "push(a, v) = append(a, v)\nx = [1]\nx = [x, push(x, 2), push(x, 3)]\nshow x",
      ["[[1], [1, 2], [1, 3]]"]
    ),
    (
      "define f(a)\n  b = a\n  c = append(a, 9)\n  return [b, c]\nend\nx = [1]\nx = f(x)\nshow x",
      ["[[1], [1, 9]]"]
    ),
    (
      "define set(a)\n  a[1][1] = 7\n  return a\nend\nx = [[1]]\ny = [x[1], set(x)]\nshow x, y",
      ["[[1]] [[1], [[7]]]"]
    ),
    (
      "define f(a, i)\n  if i == 0\n    return a\n  end\n  a[1] = a[1] + i\n  return f(a, i - 1)\nend\n"
        + "x = [0]\ny = f(x, 4)\nshow x, y", ["[0] [10]"]
    ),
    (
      "define set(a)\n  a[1] = 9\n  return a\nend\nx = [1, 2]\nfor each v in x\n"
        + "  y = set(x)\n  show v\n  x = y\nend\nshow x", ["1", "2", "[9, 2]"]
    ),
    (
      "x = [1, 2, 3]\nf() = count(x)\ncut(a) = first(a, f() - 1)\nx = cut(x)\nx = cut(x)\nshow x",
      ["[1]"]
    ),
    (
      "define both(a, b)\n  a[1] = 9\n  return [a, b]\nend\nx = [1]\ny = x\nx = both(x, y)\nshow x, y",
      ["[[9], [1]] [1]"]
    ),
    (
      "x = [3, 4, 5]\ny = slice(x, 2, 3)\nx = slice(x, 2, count(x))\nx = insert(x, 1, 0)\n"
        + "x[2] = 1\nshow x, y", ["[0, 1, 5] [4, 5]"]
    ),
    (
      "push(a, v) = append(a, v)\nx = [1]\ntry\n  x = push(x, 1 / 0)\notherwise p\n  show x\nend\n"
        + "try\n  x = push(x, 2)\n  fail \"no\"\notherwise p\n  show x\nend", ["[1]", "[1, 2]"]
    ),
    // Inner calls borrow.
    (
      "define f(a)\n  a[1] = a[1] + 1\n  return a\nend\nx = [1]\nx = f(f(x))\nshow x", ["[3]"]
    ),
    (
      "define f(a)\n  a[1] = 5\n  return a\nend\nx = [1]\nx = [f(x), x]\nshow x", ["[[5], [1]]"]
    ),
  ])
  func inputsAreTheCalleesOwn(program: String, expected: [String]) {
    #expect(Trial.output(program) == expected)
    #expect(Trial.output(program, collectsAlways: true) == expected)
  }

  /// Each would take minutes if a turn copied what it changes.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "xs = []\nfor i from 1 to n\n  xs = append(xs, i)\nend\nshow count(xs)",
      "xs = 1 to n\nfor i from 1 to n\n  xs[i] = 0\nend\nshow count(xs)",
      "r = record(xs: [])\nfor i from 1 to n\n  r.xs = append(r.xs, i)\nend\nshow count(r.xs)",
      "xs = 1 to n\nfor each x in xs\n  xs[x] = 0\nend\nshow count(xs)",
      "pick(xs, i) = xs[i]\nxs = 1 to n\nfor i from 1 to n\n  xs[i] = pick(xs, i)\nend\nshow n",
      """
      define push(xs, v)
        xs = append(xs, v)
        return xs
      end
      xs = []
      for i from 1 to n
        xs = push(xs, i)
      end
      show count(xs)
      """,
      """
      define fill_it(k)
        xs = []
        for i from 1 to k
          xs = append(xs, i)
          xs[i] = xs[i] + 1
        end
        return xs
      end
      show count(fill_it(n))
      """,
      """
      define set(w, i)
        w.cells[i].hits = w.cells[i].hits + 1
        return w
      end
      w = record(cells: map(1 to n, i -> record(hits: 0)))
      for i from 1 to n
        w = set(w, i)
      end
      show count(w.cells)
      """,
      "xs = 1 to n\nread_it() = count(xs)\nfor i from 1 to n\n  xs[i] = 0\nend\nshow read_it()",
      "push(xs, v) = append(xs, v)\nxs = []\nfor i from 1 to n\n  xs = push(xs, i)\nend\nshow count(xs)",
      """
      define more(xs, v)
        return append(xs, v)
      end
      again(xs, v) = more(xs, v)
      xs = []
      for i from 1 to n
        xs = xs then again(i)
      end
      show count(xs)
      """,
      """
      push(xs, v) = append(xs, v)
      define run(n)
        xs = []
        for i from 1 to n
          ys = push(xs, i)
          xs = ys
        end
        return xs
      end
      show count(run(n))
      """,
      """
      push(xs, v) = append(xs, v)
      xs = []
      for i from 1 to n
        try
          xs = push(xs, i)
        otherwise p
          show xs
        end
      end
      show count(xs)
      """,
      "xs = reduce(1 to n, (all, i) -> append(all, i), [])\nshow count(xs)",
      "xs = reduce(1 to n, append, [])\nshow count(xs)",
      """
      r = record(k: [])
      for i from 1 to n
        r["k"] = append(r["k"], i)
      end
      show count(r["k"])
      """,
      """
      m = map(1 to 10, i -> [])
      for i from 1 to n
        m[i mod 10 + 1] = append(m[i mod 10 + 1], i)
      end
      show count(m[1]) * 10
      """,
      "xs = 1 to n\nwhile count(xs) > 1\n  xs = first(xs, count(xs) - 1)\nend\nshow n",
      "xs = 1 to n\nwhile count(xs) > 1\n  xs = slice(xs, 2, count(xs))\nend\nshow xs[1]",
      "xs = []\nfor i from 1 to n\n  xs = insert(xs, 1, i)\nend\nshow xs[1]",
      """
      define count_down(xs, i)
        if i == 0
          return xs
        end
        xs[i] = 0
        return count_down(xs, i - 1)
      end
      xs = 1 to n
      for k from 1 to n / 100
        xs = count_down(xs, 100)
      end
      show count(xs)
      """,
      "line = \"\"\nfor i from 1 to n\n  line = line + \"x\"\nend\nshow length(line)",
      "xs = []\nfor i from 1 to n\n  xs = xs then append i\nend\nshow count(xs)",
    ])
  func changingInALoopIsCheap(program: String) {
    let expected = ["60000"]
    #expect(Trial.output("n = 60000\n" + program) == expected)
    let trial = Trial()
    trial.run("n = 60000", isInteractive: true)
    #expect(trial.run(program, isInteractive: true) == expected)
  }
}
