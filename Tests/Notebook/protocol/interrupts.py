"""Stopping what runs, by message and by signal, in all the ways a cell can keep busy."""
import time

from support.checks import check, same, true, works

LOOP = "while true\n  x = 1\nend"
MILLION = "xs = random(count: 1000000)"
# Every line here works for longer than a test is patient.
BUSY = {
    "a loop": LOOP,
    "a loop that prints": "i = 0\nwhile true\n  i = i + 1\n  show i\nend",
    "a loop that shows tables": "while true\n  show dataset(x: [1])\nend",
    "a loop that draws": "while true\n  plot histogram([1, 2, 3])\nend",
    "a wait": "wait(600)",
    "short waits": "while true\n  wait(0.001)\nend",
    "calls inside each other": "f(n) = if n < 2 then 1 else f(n - 1) + f(n - 2)\nf(60)",
    "sorts of ten million numbers":
        "xs = random(count: 10000000)\nwhile true\n  ys = sort(xs)\nend",
    "formulas over columns": f"{MILLION}\nd = dataset(x: xs)\nwhile true\n  d then add y = sqrt(x) * exp(x) / 2\nend",
    "joins": f"{MILLION}\nd = dataset(k: round(xs * 1000000), x: xs)\nwhile true\n  d then join d by k\nend",
    "histograms of millions": "xs = random(count: 5000000)\nwhile true\n  histogram(xs, bins: 100)\nend",
    "a picture of a million points": f"{MILLION}\nys = random(count: 1000000)\nwhile true\n  scatter xs, ys\nend",
    "texts": "t = \"a\"\nwhile true\n  t = join(split(t + \"a\", \"\"), \"\")\nend",
    "a function for each item": f"{MILLION}\nwhile true\n  ys = map(xs, x -> x * 2 + 1)\nend",
    "an item of a long list": f"{MILLION}\nwhile true\n  ys = xs\n  ys[5] = 1\nend",
    "pairs": "xs = 1 to 3000\nwhile true\n  p = pairs(xs)\nend",
    "grouping": f"{MILLION}\nd = dataset(k: round(xs * 1000), x: xs)\n"
                "while true\n  d then summarise m = median(x) by k\nend",
    "a power of numbers": "x = 1\nwhile true\n  x = factorial(170) / factorial(169) + combinations(1000, 500)\nend",
}


def stops(kernel, client, code, what, by_signal=False, seconds=60, settle=0.4):
    """A cell is stopped soon after an interrupt; how soon, in seconds."""
    header = client.start(code)
    client.wait("iopub", lambda m: m.type == "execute_input", 30)
    time.sleep(settle)
    start = time.monotonic()
    kernel.interrupt() if by_signal else client.send("control", "interrupt_request")
    reply = client.reply(header, seconds=seconds).content
    took = time.monotonic() - start
    same((reply["status"], reply.get("ename")), ("error", "interrupted"), what)
    messages = client.published(header)
    true(any(m.type == "error" for m in messages), f"{what}: no error on iopub")
    return took


def every_kind(kernel, client, by_signal):
    slow = []
    for what, code in BUSY.items():
        took = stops(kernel, client, code, what, by_signal, settle=1.0 if "0000" in code else 0.3)
        if took > 30:
            slow.append(f"{what}: {took:.1f} s")
        works(client)
        client.run(":forget")
        client.forget()
    same(slow, [], "slow to stop")


@check("whatever a cell does, an interrupt by message stops it")
def by_message(kernel, client):
    every_kind(kernel, client, False)


@check("whatever a cell does, an interrupt by signal stops it")
def by_signal(kernel, client):
    every_kind(kernel, client, True)


@check("the reading of a long file is stopped")
def long_load(kernel, client):
    with open(kernel.folder + "/long.csv", "w", encoding="ascii") as file:
        file.write("a,b,c,d\n")
        lines = "".join(f"{i},{i * 0.37},word {i % 97},2026-11-{i % 28 + 1:02}\n" for i in range(50_000))
        for _ in range(20):
            file.write(lines)
    took = stops(kernel, client, "while true\n  d = load \"long.csv\"\n  n = mean(d.a)\nend", "load", settle=0.2)
    true(took < 15, f"{took:.1f} s")
    works(client)


@check("an interrupt ends the wait for an answer")
def asking(kernel, client):
    for by_signal in (False, True):
        header = client.start("name = ask(\"Name? \")", allow_stdin=True)
        question = client.question()
        kernel.interrupt() if by_signal else client.send("control", "interrupt_request")
        cell = client.finish(header)
        same((cell.status, cell.error), ("error", "interrupted"))
        client.answer(question, "late")
        same(client.run("1 + 1").value, "2")
        header = client.start("show ask(\"Again? \")", allow_stdin=True)
        client.answer(client.question(), "fresh")
        same(client.finish(header).printed, "fresh\n", "an answer to the old question was taken for the new one")


@check("an interrupt while nothing runs does not stop the next cell, two hundred times")
def idle(kernel, client):
    for turn in range(200):
        # Signals and the sockets have no order among each other, so each is waited for.
        if turn % 2:
            kernel.interrupt()
            time.sleep(0.005)
        else:
            same(client.ask("interrupt_request", channel="control")["status"], "ok")
        if turn % 4 > 1:
            same(client.run("1 + 1").value, "2", f"turn {turn}")
    works(client)


@check("a hundred interrupts of a loop: none is lost, and variables stay")
def hundred(kernel, client):
    client.run("kept = 41")
    for turn in range(100):
        took = stops(kernel, client, LOOP, f"turn {turn}", turn % 2 == 1, settle=0.01)
        true(took < 10, f"turn {turn}: {took:.1f} s")
    same(client.run("kept").value, "41")


@check("an interrupt is answered, busy before and idle after it, while the cell still runs")
def answered(kernel, client):
    header = client.start(LOOP)
    time.sleep(0.2)
    same(client.ask("kernel_info_request", channel="control")["status"], "ok")
    same(client.beat(b"x"), b"x")
    same(client.ask("interrupt_request", channel="control"), {"status": "ok"})
    same(client.finish(header).status, "error")


@check("a program cannot catch an interrupt and go on for ever")
def caught(kernel, client):
    header = client.start("while true\n  try\n    while true\n      x = 1\n    end\n  otherwise problem\n"
                          "    show problem.code\n  end\nend")
    time.sleep(0.3)
    for _ in range(3):
        client.send("control", "interrupt_request")
        time.sleep(0.1)
    same(client.finish(header).status, "error")


@check("a client's own expressions are stopped too")
def in_expressions(kernel, client):
    header = client.start("", user_expressions={"a": LOOP})
    time.sleep(0.3)
    client.send("control", "interrupt_request")
    reply = client.reply(header).content
    same(reply["user_expressions"]["a"]["status"], "error")
    client.published(header)
    works(client)


@check("an interrupt between two cells stops those that were waiting, and none that comes later")
def between(kernel, client):
    for _ in range(20):
        headers = [client.start("wait(0.02)") for _ in range(30)]
        client.wait("iopub", lambda m: m.type == "execute_input", 10)
        time.sleep(0.1)
        client.send("control", "interrupt_request")
        states = [client.finish(h).status for h in headers]
        stopped = [s for s in states if s != "ok"]
        true(stopped and states[:len(states) - len(stopped)] == ["ok"] * (len(states) - len(stopped)), states)
        same(client.run("1 + 1").value, "2")
