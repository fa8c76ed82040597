"""How much a cell shows, when it is sent, and the progress of long work."""
import time

from support.checks import check, same, true, works


@check("a megabyte of printed text arrives whole, in few messages")
def whole(kernel, client):
    cell = client.run("for i from 1 to 5000\n  show \"line {i}\"\nend")
    same(cell.printed, "".join(f"line {i}\n" for i in range(1, 5001)))
    true(len(cell.all("stream")) <= 50, f"{len(cell.all('stream'))} messages")
    cell = client.run("t = \"x\"\nrepeat 19 times\n  t = t + t\nend\nshow t")
    same(len(cell.printed), 2**19 + 1)


@check("a million lines: the first megabyte, how many are left out, and the last")
def million(kernel, client):
    cell = client.run("for i from 1 to 1000000\n  show i\nend", 120)
    text = cell.printed
    same(cell.status, "ok")
    true(text.startswith("1\n2\n3\n") and text.endswith("\n999999\n1000000\n"), text[-100:])
    true(1 << 20 <= len(text) <= 1_200_000, f"{len(text)} letters")
    true(len(cell.all("stream")) < 200, f"{len(cell.all('stream'))} messages")
    numbers = [int(line) for line in text.split("\n") if line.isdigit()]
    words = [line for line in text.split("\n") if line and not line.isdigit()]
    lost = 1_000_000 - len(numbers)
    true(any("".join(c for c in w if c.isdigit()) == str(lost) for w in words), f"{lost} are missing; it says {words}")
    same(numbers, sorted(numbers))
    same(client.run("show 1").printed, "1\n", "the next cell")


@check("one line of five megabytes is cut, as a value and as text, between letters")
def long_line(kernel, client):
    client.run("t = \"é日𝐚-\"\nrepeat 19 times\n  t = t + t\nend")
    cell = client.run("show t")
    true(1 << 20 <= len(cell.printed.encode()) < 1_200_000, f"{len(cell.printed.encode())} bytes")
    true("\ufffd" not in cell.printed and "left out" in cell.printed, cell.printed[-200:])
    value = client.run("t").value
    true(len(value.encode()) < 1_200_000 and "\ufffd" not in value, f"{len(value.encode())} bytes")
    true(len(client.run("1 to 1000000").value) < 20_000, "a long list")
    works(client)


@check("three hundred pictures: the first hundred, how many are left out, and the last")
def pictures(kernel, client):
    cell = client.run("for i from 1 to 300\n  plot histogram([i, i + 1], bins: 2), title: \"number {i}\"\nend", 60)
    displays = cell.displays
    true(100 <= len(displays) <= 103, f"{len(displays)} displays")
    true("number 1<" in displays[0]["image/svg+xml"], "the first")
    true("number 300<" in displays[-1]["image/svg+xml"], "the last")
    same("".join(c for c in displays[-2]["text/plain"] if c.isdigit()), str(300 - (len(displays) - 1)), "the count")


@check("text printed by a long cell comes while it runs")
def early(kernel, client):
    header = client.start("show \"early\"\nwait(1.5)\nshow \"late\"")
    start = time.monotonic()
    client.wait("iopub", lambda m: m.type == "stream", 5)
    true(time.monotonic() - start < 1.2, "it came late")
    client.finish(header)
    header = client.start("show \"early\"\nn = 0\nwhile n < 100000000\n  n = n + 1\nend")
    client.wait("iopub", lambda m: m.type == "stream", 5)
    client.send("control", "interrupt_request")
    client.finish(header)


@check("everything is there before idle, also after a mistake and after an interrupt")
def before_idle(kernel, client):
    for _ in range(50):
        cell = client.run("show \"a\"\nx = 1\nshow \"b\"\nfail \"c\"")
        same((cell.printed, cell.shown[-1]), ("a\nb\n", "error"))
    client.pump(0.2)
    same([m for m in client.inbox["iopub"] if m.type == "stream"], [], "late text")


@check("long work tells how far it is, in one place that is renewed")
def progress(kernel, client):
    client.run("define slow(x)\n  s = 0\n  for i from 1 to 1000\n    s = s + i * x\n  end\n  return s\nend")
    header = client.start("d = dataset(x: random(count: 1000000))\ne = d then add y = slow(x)")
    first = client.wait("iopub", lambda m: m.content.get("transient", {}).get("display_id"), 30)
    same(first.type, "display_data")
    true("each row" in first.content["data"]["text/plain"], first.content)
    name = first.content["transient"]["display_id"]
    for _ in range(2):
        later = client.wait("iopub", lambda m: m.type == "update_display_data", 30)
        same(later.content["transient"]["display_id"], name)
    client.send("control", "interrupt_request")
    cell = client.finish(header)
    last = cell.all("update_display_data")[-1]
    same(last["transient"]["display_id"], name)
    true(last["data"]["text/plain"].rstrip().endswith(" s"), f"at the end stands {last}")


@check("clients that do not listen to iopub are served as well")
def deaf(kernel, client):
    from support.wire import Client
    other = Client(kernel.info, channels=("shell",))
    header = other.start("1 + 1")
    same(other.reply(header).content["status"], "ok")
    other.close()
