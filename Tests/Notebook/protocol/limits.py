"""What a kernel may use up and see: memory, time, steps, files."""
import os

from support.checks import check, same, true, works
from support.kernels import Kernel


@check("--memory: a cell that wants more ends with a sentence, and the next one works", own=True)
def memory(*_):
    with Kernel("--memory", "64MB") as kernel:
        client = kernel.start()
        for code in ("xs = random(count: 100000000)", "t = \"x\"\nwhile true\n  t = t + t\nend",
                     "xs = [1]\nwhile true\n  xs = combine(xs, xs)\nend", "xs = 1 to 1000000000",
                     "d = dataset(x: 1 to 3000000)\nwhile true\n  d = d then append d\nend",
                     "f(n) = f(n + 1) + 1\nf(1)"):
            cell = client.run(code, 60)
            same(cell.status, "error", code)
            true(cell.reply["evalue"], code)
            client.run(":forget")
            works(client)
        true(kernel.memory() < 400, f"{kernel.memory():.0f} MB")


@check("--time: a cell that works longer is stopped, a wait and a loop, each cell anew", own=True)
def seconds(*_):
    with Kernel("--time", "1") as kernel:
        client = kernel.start()
        for code in ("while true\n  x = 1\nend", "wait(60)", "i = 0\nwhile true\n  i = i + 1\n  show i\nend",
                     "while true\n  wait(0.001)\nend",
                     "xs = random(count: 1000000)\nwhile true\n  ys = map(xs, x -> x * 2)\nend"):
            cell = client.run(code, 20)
            same((cell.status, cell.error), ("error", "out-of-time"), code)
            true("1 second " in cell.reply["evalue"], cell.reply["evalue"])
            works(client)


@check("--steps: a loop is stopped after so many, each cell anew", own=True)
def steps(*_):
    with Kernel("--steps", "100000") as kernel:
        client = kernel.start()
        for _turn in range(5):
            cell = client.run("while true\n  x = 1\nend")
            same((cell.status, cell.error), ("error", "too-many-steps"))
            same(client.run("n = 0\nwhile n < 1000\n  n = n + 1\nend\nn").value, "1000")


@check("--read-only: nothing is written", own=True)
def read_only(*_):
    with Kernel("--read-only") as kernel:
        kernel.write("data.csv", "a\n1\n")
        client = kernel.start()
        same(client.run("load \"data.csv\"").status, "ok")
        for name in ("out.csv", "data.csv", "out.json", "sub/out.csv", "/tmp/linnet-notebook-out.csv"):
            same(client.run(f"save dataset(x: [1]), \"{name}\"").status, "error", name)
        same(client.run("save (plot histogram([1, 2])), \"p.svg\"").status, "error")
        same(client.run("plot histogram([1, 2]), file: \"p.svg\"").status, "error")
        same(sorted(os.listdir(kernel.folder)), ["data.csv"])
        with open(os.path.join(kernel.folder, "data.csv"), encoding="ascii") as file:
            same(file.read(), "a\n1\n")


@check("cells see the notebook's folder and nothing outside it, neither by name nor through links", own=True)
def folder(*_):
    with Kernel() as kernel:
        outside = os.path.join(kernel.home, "outside.csv")
        with open(outside, "w", encoding="ascii") as file:
            file.write("secret\n42\n")
        with open(os.path.join(kernel.home, "outside.linnet"), "w", encoding="ascii") as file:
            file.write("secret = 42\n")
        kernel.write("inside.csv", "a\n7\n")
        os.mkdir(os.path.join(kernel.folder, "sub"))
        os.symlink(outside, os.path.join(kernel.folder, "link.csv"))
        os.symlink(kernel.home, os.path.join(kernel.folder, "up"))
        os.symlink("/etc", os.path.join(kernel.folder, "sub", "etc"))
        client = kernel.start()
        same(client.run("load \"inside.csv\"").status, "ok")
        for name in ("../outside.csv", outside, "link.csv", "up/outside.csv", "sub/../../outside.csv", "/etc/passwd",
                     "sub/etc/passwd", "./../outside.csv", "/proc/self/environ", "/dev/zero", "../*.csv", "up/*.csv",
                     "sub/etc/*", "file://" + outside, "~/x.csv", "..", "/", ".", "up", "sub"):
            cell = client.run(f"load \"{name}\"")
            same(cell.status, "error", name)
            true("secret" not in cell.told and "root:" not in cell.told, f"{name}: {cell.told}")
        for name in ("../made.csv", os.path.join(kernel.home, "made.csv"), "up/made.csv", "link.csv",
                     "sub/../../made.csv"):
            same(client.run(f"save dataset(x: [1]), \"{name}\"").status, "error", name)
        for name in ("../outside.linnet", "up/outside.linnet"):
            same(client.run(f"use \"{name}\"").status, "error", name)
        true(not os.path.exists(os.path.join(kernel.home, "made.csv")), "a file was made outside")
        with open(outside, encoding="ascii") as file:
            same(file.read(), "secret\n42\n")


@check("--anywhere: files outside are read", own=True)
def anywhere(*_):
    with Kernel("--anywhere") as kernel:
        with open(os.path.join(kernel.home, "outside.csv"), "w", encoding="ascii") as file:
            file.write("a\n42\n")
        client = kernel.start()
        true("42" in client.run("load \"../outside.csv\"").told, "a file outside")


@check("limits on the command line that make no sense are refused with a sentence", own=True)
def refused(*_):
    for words in (["--memory", "lots"], ["--memory", "0MB"], ["--memory", "-5MB"], ["--memory", "1e30GB"],
                  ["--time", "0"], ["--time", "-1"], ["--time", "nan"], ["--steps", "0"], ["--steps", "1.5"],
                  ["--nonsense"]):
        with Kernel(*words) as kernel:
            kernel.spawn()
            status = kernel.process.wait(10)
            true(0 < status < 128 and kernel.log.strip(), f"{words}: {status}, {kernel.log[-300:]}")
            true("Fatal" not in kernel.log, kernel.log[-300:])
