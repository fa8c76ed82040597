"""Several clients of one kernel, and clients that come back."""
import threading
import time

from support.checks import check, same, true, works
from support.kernels import Kernel
from support.wire import Client


@check("each client gets its own replies, and all hear what is published")
def own_replies(kernel, client):
    others = [kernel.client() for _ in range(5)]
    headers = [(c, c.start("1 + 1")) for _ in range(20) for c in [client] + others]
    for c, header in headers:
        same(c.finish(header, 60).value, "2")
    for c in others:
        c.pump(0.2)
        same([m for m in c.inbox["shell"] if m.parent.get("session") != c.session], [], "replies to others")
        heard = {m.parent.get("session") for m in c.inbox["iopub"]}
        true(client.session in heard, "the others' outputs are not heard")
        c.close()


@check("a client that comes back under its old name gets the replies", own=True)
def comes_back(*_):
    with Kernel() as kernel:
        kernel.start()
        for turn in range(30):
            other = Client(kernel.info, channels=("shell",), identity=b"the-same-name")
            same(other.reply(other.start("1 + 1")).content["status"], "ok", f"turn {turn}")
            if turn % 2:
                # The next one is there before this one is gone.
                keep = other
                other = Client(kernel.info, channels=("shell",), identity=b"the-same-name")
                same(other.reply(other.send("shell", "kernel_info_request")).content["status"], "ok")
                keep.close()
                time.sleep(0.02)
                same(other.reply(other.send("shell", "kernel_info_request")).content["status"], "ok", "after the old")
            other.close()
        works(kernel.client())


@check("a client that leaves in the middle of a cell harms nobody", own=True)
def leaves(*_):
    with Kernel() as kernel:
        client = kernel.start()
        for code in ("wait(0.2)\n1", "for i from 1 to 100000\n  show i\nend", "ask(\"x\")"):
            other = kernel.client()
            header = other.start(code, allow_stdin=True)
            time.sleep(0.05)
            other.close()
            if "ask" in code:
                client.send("control", "interrupt_request")
            client.published(header, 20)
            works(client)


@check("three clients at once: cells, completion, interrupts and heartbeats for two seconds", own=True)
def busy(*_):
    with Kernel() as kernel:
        kernel.start()
        faults = []
        end = time.monotonic() + 2

        def cells(client):
            while time.monotonic() < end:
                status = client.run("x = 1\nshow x\nx + 1", stop_on_error=False).status
                if status not in ("ok", "error", "aborted"):
                    faults.append(status)

        def words(client):
            while time.monotonic() < end:
                client.ask("complete_request", {"code": "mea", "cursor_pos": 3})
                client.beat(b"beat")

        def stops(client):
            while time.monotonic() < end:
                client.ask("interrupt_request", channel="control")
                client.ask("kernel_info_request", channel="control")

        def guarded(work, client):
            try:
                work(client)
            except Exception as problem:
                faults.append(f"{work.__name__}: {problem!r}")

        threads = [threading.Thread(target=guarded, args=(work, kernel.client())) for work in (cells, words, stops)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        same(faults, [])
        works(kernel.client())


@check("large cells and large results do not pile up in memory", own=True)
def pile(*_):
    with Kernel() as kernel:
        client = kernel.start()
        client.run("t = \"x\"\nrepeat 19 times\n  t = t + t\nend")
        for _ in range(5):
            client.run("t")
        before = kernel.memory()
        for _ in range(150):
            client.run("t")
            client.run("# " + "y" * 500_000 + "\n1")
            client.forget()
        true(kernel.memory() - before < 80, f"{before:.0f} to {kernel.memory():.0f} MB")


@check("the heart beats on: any bytes, while a cell runs, several parts")
def heart(kernel, client):
    for payload in (b"ping", b"", bytes(range(256)), b"x" * 1_000_000):
        same(client.beat(payload), payload)
    header = client.start("while true\n  x = 1\nend")
    client.wait("iopub", lambda m: m.type == "execute_input", 30)
    for _ in range(20):
        same(client.beat(b"busy"), b"busy")
    client.send("control", "interrupt_request")
    client.finish(header)
    client.sockets["hb"].send_multipart([b"a", b"", b"c"])
    same(client.sockets["hb"].recv_multipart(), [b"a", b"", b"c"])
