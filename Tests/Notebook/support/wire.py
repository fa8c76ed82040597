"""A bare client of the messaging protocol on pyzmq.

It shows every frame and can send wrong ones on purpose. Nothing of jupyter_client is used, so that a fault which
kernel and reference share cannot hide.
"""
import datetime
import hashlib
import hmac
import json
import time
import uuid

import zmq

DELIMITER = b"<IDS|MSG>"
CHANNELS = ("shell", "control", "iopub", "stdin", "hb")
KINDS = {
    "shell": zmq.DEALER, "control": zmq.DEALER, "stdin": zmq.DEALER,
    "iopub": zmq.SUB, "hb": zmq.REQ}


class Late(Exception):
    """What was waited for did not come."""


class Message:
    """A message as it arrived."""

    def __init__(self, channel, frames, rightly_signed, parts):
        self.channel, self.frames, self.rightly_signed = channel, frames, rightly_signed
        self.header, self.parent, self.metadata, self.content = parts
        self.at = time.monotonic()
        self.type = self.header.get("msg_type")

    @property
    def state(self):
        """busy, idle or starting; None for what is no status."""
        return self.content.get("execution_state") if self.type == "status" else None

    def __repr__(self):
        return f"<{self.channel} {self.type} {json.dumps(self.content, ensure_ascii=False)[:200]}>"


class Cell:
    """A finished execute_request: its reply and all that was published for it."""

    def __init__(self, reply, published):
        self.reply, self.published = reply.content, published
        self.status = self.reply.get("status")
        self.count = self.reply.get("execution_count")
        self.types = [m.state or m.type for m in published]
        self.shown = [t for t in self.types if t not in ("busy", "idle", "execute_input")]

    def all(self, *types):
        """The contents of the published messages of some types."""
        return [m.content for m in self.published if m.type in types]

    @property
    def printed(self):
        """All text of streams."""
        return "".join(c["text"] for c in self.all("stream"))

    @property
    def displays(self):
        """The data of all displays, without the result."""
        return [c["data"] for c in self.all("display_data")]

    @property
    def result(self):
        """The data of the result; None without one."""
        results = self.all("execute_result")
        return results[-1]["data"] if results else None

    @property
    def value(self):
        """The plain text of the result; None without one."""
        return self.result["text/plain"] if self.result else None

    @property
    def error(self):
        """The code of the mistake."""
        return self.reply.get("ename")

    @property
    def told(self):
        """All plain text the cell showed, in order, whatever it is."""
        words = []
        for m in self.published:
            if m.type == "stream":
                words.append(m.content["text"])
            elif "data" in m.content:
                words.append(m.content["data"].get("text/plain", ""))
            elif m.type == "error":
                words.append("\n".join(m.content["traceback"]))
        return "\n".join(words)


def encoded(value):
    """A value as JSON; halves of letters, which UTF-8 has not, stay escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError:
        return json.dumps(value).encode()


class Client:
    """One set of sockets on the kernel of a connection file's contents."""

    def __init__(self, info, channels=CHANNELS, identity=None, listens=True):
        self.info = info
        self.session = str(uuid.uuid4())
        self.identity = identity or self.session.encode()
        self.key = info["key"].encode()
        self.digest = info["signature_scheme"].partition("-")[2]
        self.inbox = {c: [] for c in CHANNELS}
        self.badly_signed = 0
        self.sockets = {}
        self.poller = zmq.Poller()
        for channel in channels:
            self.connect(channel, listens)

    def connect(self, channel, listens=True):
        """Connects a socket of a channel anew."""
        s = zmq.Context.instance().socket(KINDS[channel])
        s.linger = 0
        s.setsockopt(zmq.RECONNECT_IVL, 5)
        s.setsockopt(zmq.RCVHWM, 0)
        s.setsockopt(zmq.SNDHWM, 0)
        if KINDS[channel] == zmq.DEALER:
            s.setsockopt(zmq.IDENTITY, self.identity)
        if channel == "iopub" and listens:
            s.setsockopt(zmq.SUBSCRIBE, b"")
        s.connect(self.url(channel))
        self.sockets[channel] = s
        if channel != "hb":
            self.poller.register(s, zmq.POLLIN)

    def url(self, channel):
        """Where a channel listens."""
        address, port = self.info["ip"], self.info[channel + "_port"]
        return f"tcp://{address}:{port}" if self.info["transport"] == "tcp" else f"ipc://{address}-{port}"

    def close(self):
        for s in self.sockets.values():
            s.close(0)
        self.sockets = {}

    # Sending

    def header(self, kind, **more):
        date = datetime.datetime.now(datetime.timezone.utc).isoformat()
        return {"msg_id": str(uuid.uuid4()), "session": self.session, "username": "test",
                "date": date, "msg_type": kind, "version": "5.4", **more}

    def sign(self, parts, key=None):
        key = self.key if key is None else key
        if not key:
            return b""
        code = hmac.new(key, digestmod=self.digest)
        for part in parts:
            code.update(part)
        return code.hexdigest().encode()

    def pack(self, header, content, parent=None, metadata=None, key=None):
        """The frames of a message."""
        parts = [encoded(x) for x in (header, parent or {}, metadata or {}, content)]
        return [DELIMITER, self.sign(parts, key)] + parts

    def send(self, channel, kind, content=None, parent=None, metadata=None, key=None, **more):
        """Sends a message; the answer is its header."""
        header = self.header(kind, **more)
        self.send_frames(channel, self.pack(header, content or {}, parent, metadata, key))
        return header

    def send_frames(self, channel, frames):
        self.sockets[channel].send_multipart(frames)

    # Receiving

    def take(self, channel, frames):
        mark = frames.index(DELIMITER)
        parts = frames[mark + 2:mark + 6]
        good = hmac.compare_digest(self.sign(parts), frames[mark + 1])
        self.badly_signed += not good
        self.inbox[channel].append(Message(channel, frames, good, [json.loads(p) for p in parts]))

    def pump(self, seconds):
        """Reads whatever is there; waits some seconds for the first of it."""
        names = {s: c for c, s in self.sockets.items()}
        for s, _ in self.poller.poll(max(0, seconds) * 1000):
            while True:
                try:
                    frames = s.recv_multipart(zmq.NOBLOCK)
                except zmq.Again:
                    break
                self.take(names[s], frames)

    def wait(self, channel, fits, seconds=30):
        """The first message that fits; taken out of the box of its channel."""
        end = time.monotonic() + seconds
        looked = 0
        while True:
            box = self.inbox[channel]
            for place in range(looked, len(box)):
                if fits(box[place]):
                    return box.pop(place)
            looked = len(box)
            left = end - time.monotonic()
            if left <= 0:
                raise Late(f"nothing on {channel} within {seconds} s; there was {box[-3:]}")
            self.pump(min(left, 0.5))

    def reply(self, header, channel="shell", seconds=30):
        """The reply to a message."""
        return self.wait(
            channel, lambda m: m.parent.get("msg_id") == header["msg_id"] and m.type.endswith("_reply"), seconds)

    def published(self, header, seconds=30):
        """All that was published for a message, up to its idle."""
        messages = []
        end = time.monotonic() + seconds
        while not messages or messages[-1].state != "idle":
            left = end - time.monotonic()
            if left <= 0:
                raise Late(f"no idle within {seconds} s, but {messages[-3:]}")
            messages.append(
                self.wait("iopub", lambda m: m.parent.get("msg_id") == header["msg_id"], left))
        return messages

    def ask(self, kind, content=None, channel="shell", seconds=30, **more):
        """Sends a request; the content of its reply, when it is idle again."""
        header = self.send(channel, kind, content, **more)
        reply = self.reply(header, channel, seconds)
        self.published(header, seconds)
        return reply.content

    def start(self, code, **flags):
        """Sends a cell and waits for nothing."""
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {},
                   "allow_stdin": False, "stop_on_error": True, **flags}
        return self.send("shell", "execute_request", content)

    def finish(self, header, seconds=30):
        """Waits for a cell."""
        return Cell(self.reply(header, "shell", seconds), self.published(header, seconds))

    def run(self, code, seconds=30, **flags):
        """Runs a cell."""
        return self.finish(self.start(code, **flags), seconds)

    def question(self, seconds=30):
        """The next question on stdin."""
        return self.wait("stdin", lambda m: m.type == "input_request", seconds)

    def answer(self, question, value):
        """Answers a question."""
        self.send("stdin", "input_reply", {"status": "ok", "value": value}, parent=question.header)

    def beat(self, payload=b"beat", seconds=10):
        """What the heartbeat says to some bytes."""
        s = self.sockets["hb"]
        s.send(payload)
        if not s.poll(seconds * 1000):
            s.close(0)
            self.connect("hb")
            raise Late(f"no heartbeat within {seconds} s")
        return s.recv()

    def forget(self):
        """Throws away all that has arrived."""
        self.pump(0)
        for box in self.inbox.values():
            box.clear()
