"""A peer of ZMTP on a plain socket, which can say whatever it likes (RFC 37)."""
import socket
import struct
import time

from support.wire import Late


class Gone(Exception):
    """The other side has closed the connection."""


def greeting(major=3, minor=1, mechanism=b"NULL", as_server=0):
    """The first 64 bytes of a connection."""
    return (b"\xff" + b"\0" * 8 + b"\x7f" + bytes([major, minor]) + mechanism.ljust(20, b"\0")
            + bytes([as_server]) + b"\0" * 31)


def frame(body, flags=0):
    """A frame; flags: 1 for more, 4 for a command."""
    if len(body) < 256:
        return bytes([flags, len(body)]) + body
    return bytes([flags | 2]) + struct.pack(">Q", len(body)) + body


def command(name, data=b""):
    """A command."""
    return frame(bytes([len(name)]) + name + data, 4)


def ready(socket_type, **more):
    """The command that ends the greeting."""
    data = b""
    for name, value in {"Socket-Type": socket_type, **more}.items():
        data += bytes([len(name)]) + name.encode() + struct.pack(">I", len(value)) + value
    return command(b"READY", data)


def message(parts):
    """A message of several parts."""
    return b"".join(frame(p, 1) for p in parts[:-1]) + frame(parts[-1])


class Peer:
    """One connection to a channel of a kernel."""

    def __init__(self, info, channel, greets=True, socket_type=None, minor=1, **more):
        self.socket = socket.create_connection(("127.0.0.1", info[channel + "_port"]), 5)
        self.socket.settimeout(5)
        self.bytes = b""
        if greets:
            kind = socket_type or {"iopub": b"SUB", "hb": b"REQ"}.get(channel, b"DEALER")
            self.send(greeting(minor=minor) + ready(kind, **more))
            self.theirs = self.take(64)
            self.said = self.next()

    def send(self, data):
        self.socket.sendall(data)

    def take(self, count, seconds=10):
        """So many bytes."""
        end = time.monotonic() + seconds
        while len(self.bytes) < count:
            self.socket.settimeout(max(0.01, end - time.monotonic()))
            try:
                arrived = self.socket.recv(1 << 16)
            except socket.timeout:
                raise Late(f"{len(self.bytes)} of {count} bytes within {seconds} s") from None
            except ConnectionError:
                raise Gone() from None
            if not arrived:
                raise Gone()
            self.bytes += arrived
        taken, self.bytes = self.bytes[:count], self.bytes[count:]
        return taken

    def next(self, seconds=10):
        """The next frame: its flags and its body."""
        flags, size = self.take(2, seconds)
        if flags & 2:
            size = struct.unpack(">Q", bytes([size]) + self.take(7, seconds))[0]
        return flags & ~2, self.take(size, seconds)

    def parts(self, seconds=10):
        """The next message."""
        parts = []
        while True:
            flags, body = self.next(seconds)
            parts.append(body)
            if not flags & 1:
                return parts

    def is_closed(self, seconds=5):
        """True when the other side closes within some seconds."""
        try:
            while True:
                self.take(1, seconds)
        except Gone:
            return True
        except Late:
            return False

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
