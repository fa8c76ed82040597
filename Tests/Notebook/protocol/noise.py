"""Seeded noise on all five ports: the kernel never ends, and answers afterwards."""
import os
import random
import socket
import time

from support.checks import check, same, true, works
from support.kernels import Kernel
from support.wire import CHANNELS, DELIMITER, Client
from support.zmtp import command, frame, greeting, message, ready

KINDS = [
    "execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request",
    "comm_info_request", "comm_open", "comm_msg", "comm_close", "kernel_info_request", "interrupt_request",
    "input_reply", "debug_request", "no_such_request", ""]
CODES = [
    "1 + 1", "show 1", "x = [1, 2, 3]", "then first 2", "dataset(x: [1])", "no_such_name", "show (1 +", "? mean",
    ":vars", "plot histogram([1, 2])", "it", "fail \"x\"", "ask(\"x\")", "wait(0.01)", "", "\0", "é𝐚", ":undo",
    "help", "load \"x.csv\"", "while true\n  x = 1\nend", "define f(x)\n  return x\nend", "t = \"{1 + 1}\""]
ODD = [None, True, False, 0, -1, 1.5, 1e308, 10**30, "", "x", "*?*", "\ud800", [], [1], {}, {"a": {"b": []}}, [[[[]]]]]


class Noise:
    """Makes messages and bytes that are nearly right."""

    def __init__(self, seed, client):
        self.random = random.Random(seed)
        self.client = client
        self.controls = []

    def value(self):
        return self.random.choice(ODD + CODES)

    def content(self):
        names = ["code", "cursor_pos", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error",
                 "hist_access_type", "n", "pattern", "session", "start", "stop", "unique", "output", "raw", "comm_id",
                 "target_name", "data", "value", "detail_level", "restart"]
        content = {n: self.value() for n in self.random.sample(names, self.random.randrange(8))}
        if self.random.random() < 0.7:
            content["code"] = self.random.choice(CODES)
            content["cursor_pos"] = self.random.randrange(-1, 30)
        if self.random.random() < 0.3:
            content["hist_access_type"] = self.random.choice(["tail", "range", "search"])
        return content

    def spoiled(self, data):
        """Some bytes changed, left out, doubled or put in."""
        data = bytearray(data)
        for _ in range(self.random.randrange(1, 5)):
            place = self.random.randrange(len(data) + 1)
            what = self.random.randrange(4)
            if what == 0 and data:
                data[min(place, len(data) - 1)] = self.random.randrange(256)
            elif what == 1:
                del data[place:place + self.random.randrange(20)]
            elif what == 2:
                data[place:place] = data[place:place + self.random.randrange(50)]
            else:
                data[place:place] = self.random.choice(
                    [b"\xff", b"\0", b"{", b"[", b"\"", b"\\u", b"\\ud800", b"9" * 30, b"<IDS|MSG>", b"1e999", b"\n"])
        return bytes(data)

    def move(self):
        """What a front end might say of a control, or of something that is none."""
        data = {"method": self.random.choice(["update", "update", "update", "request_state", "request_states", "custom", 5])}
        if self.random.random() < 0.9:
            data["state"] = {n: self.value() if self.random.random() < 0.4 else self.random.randrange(-1, 12)
                             for n in self.random.sample(["value", "index", "min", "max", "x"], self.random.randrange(4))}
        return {"comm_id": self.random.choice(self.controls + ["gone", None]), "data": data}

    def frames(self):
        """The frames of a message; most are rightly signed whatever stands in them."""
        if self.controls and self.random.random() < 0.2:
            return self.client.pack(self.client.header(self.random.choice(["comm_msg", "comm_open"])), self.move())
        header = self.client.header(self.random.choice(KINDS))
        if self.random.random() < 0.1:
            header[self.random.choice(list(header))] = self.value()
        frames = self.client.pack(header, self.content())
        parts = frames[2:]
        if self.random.random() < 0.4:
            place = self.random.randrange(4)
            parts[place] = self.spoiled(parts[place])
        if self.random.random() < 0.1:
            parts = parts[:self.random.randrange(5)]
        signature = self.client.sign(parts) if self.random.random() < 0.9 else self.spoiled(frames[1])
        frames = [DELIMITER, signature] + parts
        if self.random.random() < 0.1:
            frames[self.random.randrange(len(frames))] = b"\xff\0" * self.random.randrange(200)
        if self.random.random() < 0.1:
            frames = [os.urandom(5)] * self.random.randrange(10) + frames
        return frames

    def bytes(self):
        """What a peer on a plain socket might say."""
        what = self.random.randrange(6)
        pieces = [greeting(minor=self.random.choice([0, 1, 255])), ready(self.random.choice([b"DEALER", b"SUB", b"REQ"]))]
        for _ in range(self.random.randrange(6)):
            pieces.append(self.random.choice([
                message(self.frames()), command(b"PING", b"\0\0x"), command(b"SUBSCRIBE"), frame(b"\x01"), frame(b""),
                command(b"CANCEL", b"x"), frame(b"x", 1), command(b"ERROR", b"\x03bad"), frame(b"y" * 70_000)]))
        data = b"".join(pieces)
        if what < 3:
            return data
        if what == 3:
            return data[:64] + self.spoiled(data[64:])
        if what == 4:
            return self.spoiled(data)
        return bytes(self.random.randrange(256) for _ in range(self.random.randrange(1, 500)))


def make_noise(seconds, seed):
    """Makes noise for some seconds, asking now and then whether the kernel still works; how many pieces it was."""
    count = 0
    end = time.monotonic() + seconds
    with Kernel("--time", "2", "--memory", "256MB") as kernel:
        client = kernel.start()
        noise = Noise(seed, client)
        for code in ("a = slider(\"a\", 0, 10)", "b = choice(\"b\", [\"x\", \"y\"])", "show a, b", "c = a * 2\nshow [c]"):
            noise.controls += [m["comm_id"] for m in client.run(code).all("comm_open")]
        loud = Client(kernel.info)
        while time.monotonic() < end:
            for _ in range(40):
                count += 1
                if noise.random.random() < 0.7:
                    channel = noise.random.choice(["shell", "shell", "control", "stdin"])
                    loud.send_frames(channel, noise.frames())
                else:
                    with socket.create_connection(
                            ("127.0.0.1", kernel.info[noise.random.choice(CHANNELS) + "_port"]), 5) as s:
                        try:
                            s.sendall(noise.bytes())
                        except ConnectionError:
                            pass
            # Cells that loop or ask are stopped, and those behind them dropped.
            answered = False
            stop = time.monotonic() + 60
            while not answered:
                true(kernel.lives, f"after {count} pieces of noise, seed {seed}: the kernel ended with "
                     f"{kernel.process.poll()}, {kernel.log[-500:]}")
                true(time.monotonic() < stop, f"after {count} pieces of noise, seed {seed}: no answer")
                client.send("control", "interrupt_request")
                header = client.send("shell", "kernel_info_request")
                try:
                    client.reply(header, seconds=0.5)
                    answered = True
                except Exception as late:
                    if type(late).__name__ != "Late":
                        raise
            loud.pump(0)
            for each in (client, loud):
                for box in each.inbox.values():
                    box.clear()
        client.forget()
        works(client)
        same(client.beat(b"x"), b"x")
        same(client.ask("kernel_info_request", channel="control")["status"], "ok")
        loud.close()
    return count


@check("ten seconds of seeded noise on all five ports", own=True)
def noise(*_):
    make_noise(float(os.environ.get("LINNET_NOISE_SECONDS", "10")), int(os.environ.get("LINNET_NOISE_SEED", "1")))
