"""ZMTP itself, spoken on plain sockets: greetings, commands, subscriptions, and peers that do as they like."""
import resource
import socket
import struct
import time

from support.checks import check, same, true, works
from support.kernels import Kernel
from support.wire import CHANNELS
from support.zmtp import Gone, Peer, command, frame, greeting, message, ready


def request(client, kind="kernel_info_request", content=None):
    """The parts of a request, and its header."""
    header = client.header(kind)
    return client.pack(header, content or {}), header


@check("the greeting and the READY of each channel")
def greets(kernel, client):
    kinds = {"shell": b"ROUTER", "control": b"ROUTER", "stdin": b"ROUTER", "iopub": b"PUB", "hb": b"REP"}
    for channel, kind in kinds.items():
        with Peer(kernel.info, channel) as peer:
            same((peer.theirs[0], peer.theirs[9], peer.theirs[10]), (0xFF, 0x7F, 3), channel)
            same(peer.theirs[12:32], b"NULL".ljust(20, b"\0"), channel)
            flags, body = peer.said
            same((flags, body[:6]), (4, b"\x05READY"), channel)
            true(b"Socket-Type" + struct.pack(">I", len(kind)) + kind in body, body)


@check("a greeting and a request in single bytes, with pauses")
def single_bytes(kernel, client):
    with Peer(kernel.info, "shell", greets=False) as peer:
        peer.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        parts, _ = request(client)
        for place, byte in enumerate(greeting() + ready(b"DEALER") + message(parts)):
            peer.send(bytes([byte]))
            if place % 40 == 0:
                time.sleep(0.002)
        peer.take(64)
        peer.next()
        true(b"kernel_info_reply" in peer.parts()[2], "the reply")


@check("versions: 3.0 and its subscriptions as messages, 3.1, later ones; others are let go")
def versions(kernel, client):
    for minor in (0, 1, 2, 255):
        with Peer(kernel.info, "iopub", minor=minor) as peer:
            peer.send(frame(b"\x01") if minor == 0 else command(b"SUBSCRIBE"))
            same(peer.parts()[0], b"iopub_welcome", f"3.{minor}")
            client.run("show 1")
            topics = [peer.parts()[0] for _ in range(4)]
            true(b"stream" in topics or b"status" in topics, topics)
    with Peer(kernel.info, "shell", greets=False) as peer:
        peer.send(greeting(major=4, minor=7) + ready(b"DEALER"))
        peer.take(64)
        same(peer.next()[1][:6], b"\x05READY")
    for first in (greeting(major=1), greeting(major=2), greeting(major=0), greeting(mechanism=b"CURVE"),
                  greeting(mechanism=b"PLAIN"), b"\x01\x00", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\0" * 64,
                  b"\xff" + b"\0" * 63, b"\xff" * 64, b"\x16\x03\x01\x02\x00\x01\x00"):
        for channel in CHANNELS:
            with Peer(kernel.info, channel, greets=False) as peer:
                peer.send(first)
                true(peer.is_closed(), f"{channel}: {first[:20]!r} is kept")
    works(client)


@check("subscriptions to some topics, to several, and their end")
def topics(kernel, client):
    with Peer(kernel.info, "iopub") as peer:
        peer.send(command(b"SUBSCRIBE", b"stream") + command(b"SUBSCRIBE", b"execute_res"))
        same([peer.parts()[0] for _ in range(2)], [b"stream", b"execute_res"], "welcomes")
        client.run("show 1\n2")
        same([peer.parts()[0] for _ in range(2)], [b"stream", b"execute_result"])
        peer.send(command(b"CANCEL", b"stream"))
        peer.send(b"\x00\x07\x00streax")
        peer.send(command(b"PING", b"\0\0"))
        same(peer.next(), (4, b"\x04PONG"))
        client.run("show 1\n2")
        same(peer.parts()[0], b"execute_result")
        for _ in range(200):
            peer.send(command(b"SUBSCRIBE", b"status"))
        peer.send(command(b"CANCEL", b"never asked for") + b"\x01\x05\x01abcd\x00\x01x")
    works(client)


@check("PING is answered with what it brought; unknown commands are passed over")
def commands(kernel, client):
    for channel in CHANNELS:
        with Peer(kernel.info, channel) as peer:
            for context in (b"", b"x", b"0123456789abcdef"):
                peer.send(command(b"PING", b"\x00\x0a" + context))
                while True:
                    flags, body = peer.next()
                    if body.startswith(b"\x04PONG"):
                        break
                same(body, b"\x04PONG" + context, channel)
            peer.send(command(b"NEWTHING", b"data") + command(b"PONG", b"late") + command(b"X"))
            peer.send(command(b"PING", b"\0\0end"))
            flags, body = peer.next()
            same(body, b"\x04PONGend", channel)


@check("a socket of a kind that does not fit is told so and let go")
def wrong_kind(kernel, client):
    for channel, kind in (("shell", b"PUB"), ("iopub", b"DEALER"), ("hb", b"SUB"), ("control", b"PULL"),
                          ("stdin", b""), ("shell", b"x" * 200), ("shell", b"dealer")):
        with Peer(kernel.info, channel, greets=False) as peer:
            peer.send(greeting() + ready(kind))
            peer.take(64)
            said = b""
            try:
                while True:
                    said += peer.take(1)
            except Gone:
                pass
            true(b"ERROR" in said, f"{channel} {kind}: {said}")
    works(client)


@check("READY that is spoiled, comes twice, or never comes")
def odd_ready(kernel, client):
    for body in (b"\x05READY\xff", b"\x05READY\x0bSocket-Type\xff\xff\xff\xff", b"\x05READY", b"\x05READ", b"", b"\0",
                 b"\xffREADY", b"\x05READY\x0bSocket-Type\0\0\0\x06DEAL"):
        with Peer(kernel.info, "shell", greets=False) as peer:
            peer.send(greeting() + frame(body, 4))
            true(peer.is_closed(), body)
    with Peer(kernel.info, "shell") as peer:
        peer.send(ready(b"DEALER"))
        true(peer.is_closed(), "twice")
    with Peer(kernel.info, "shell", greets=False) as peer:
        parts, _ = request(client)
        peer.send(greeting() + message(parts))
        true(peer.is_closed(), "a message before READY")
    with Peer(kernel.info, "shell", greets=False) as peer:
        peer.send(greeting() + ready(b"DEALER", Identity=b"i" * 256))
        true(peer.is_closed(), "too long an identity")
    with Peer(kernel.info, "shell", Identity=b"\0odd \xff identity") as peer:
        parts, _ = request(client)
        peer.send(message(parts))
        true(b"kernel_info_reply" in peer.parts()[2], "an odd identity")
    works(client)


@check("frames that are too long, have odd flags, or never end, take no memory")
def odd_frames(kernel, client):
    before = kernel.memory()
    huge = [b"\x02" + struct.pack(">Q", size) for size in (2**63, 2**64 - 1, 2**40, 65 << 20)]
    for data in huge + [b"\x06" + struct.pack(">Q", 2**20), b"\x08\x01x", b"\x80\x01x", b"\xff\x01x", b"\x05\x02\x01x"]:
        with Peer(kernel.info, "shell") as peer:
            peer.send(data)
            true(peer.is_closed(), data)
    with Peer(kernel.info, "shell") as peer:
        try:
            for _ in range(5000):
                peer.send(frame(b"part", 1))
            true(peer.is_closed(), "a message of endless parts")
        except ConnectionError:
            pass
    with Peer(kernel.info, "shell") as peer:
        try:
            for _ in range(80):
                peer.send(frame(b"x" * (1 << 20), 1))
            true(peer.is_closed(), "80 MB in one message")
        except ConnectionError:
            pass
    with Peer(kernel.info, "shell") as peer:
        # A long part that never comes whole must not take room beforehand.
        peer.send(b"\x02" + struct.pack(">Q", 60 << 20) + b"x" * 100)
        time.sleep(0.2)
        works(client)
    true(kernel.memory() - before < 100, f"{before:.0f} to {kernel.memory():.0f} MB")


@check("two hundred connections that say nothing, or half a greeting, keep nobody out", own=True)
def half_open(*_):
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with Kernel() as kernel:
        client = kernel.start()
        peers = []
        try:
            for place in range(200):
                s = socket.create_connection(("127.0.0.1", kernel.info[CHANNELS[place % 5] + "_port"]), 5)
                if place % 3:
                    s.sendall(greeting()[:place % 60])
                peers.append(s)
            works(client)
            works(kernel.client())
            time.sleep(0.2)
            before = kernel.seconds_used()
            time.sleep(1)
            true(kernel.seconds_used() - before < 0.3, "it is busy with silent peers")
        finally:
            for s in peers:
                s.close()
        works(kernel.client())


@check("a thousand connections at once, and afterwards there is room again", own=True)
def crowd(*_):
    with Kernel() as kernel:
        client = kernel.start()
        peers = []
        try:
            for place in range(1000):
                s = socket.socket()
                s.setblocking(False)
                s.connect_ex(("127.0.0.1", kernel.info[CHANNELS[place % 5] + "_port"]))
                peers.append(s)
            works(client)
        finally:
            for s in peers:
                s.close()
        works(client)
        works(kernel.client(60))


@check("connections that come and go two thousand times leave nothing behind", own=True)
def come_and_go(*_):
    import os
    with Kernel() as kernel:
        client = kernel.start()
        before = len(os.listdir(f"/proc/{kernel.process.pid}/fd"))
        for place in range(2000):
            s = socket.create_connection(("127.0.0.1", kernel.info[CHANNELS[place % 5] + "_port"]), 5)
            if place % 2:
                s.sendall(greeting() + ready(b"DEALER", Identity=b"same"))
            if place % 7 == 0:
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            s.close()
        works(client)
        end = time.monotonic() + 10
        while len(os.listdir(f"/proc/{kernel.process.pid}/fd")) > before + 5 and time.monotonic() < end:
            time.sleep(0.1)
        after = len(os.listdir(f"/proc/{kernel.process.pid}/fd"))
        true(after <= before + 5, f"{before} descriptors before, {after} after")


@check("a listener that never reads, while a hundred cells print two megabytes each: it goes on, in bounded memory",
       own=True)
def deaf_listener(*_):
    with Kernel() as kernel:
        client = kernel.start()
        with Peer(kernel.info, "iopub") as peer:
            peer.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            peer.send(command(b"SUBSCRIBE"))
            time.sleep(0.1)
            client.run("t = \"x\"\nrepeat 19 times\n  t = t + t\nend")
            before = kernel.memory()
            most = 0
            for turn in range(100):
                same(client.run("show t\nshow dataset(x: [t, t, t])\nshow t").status, "ok", turn)
                most = max(most, kernel.memory())
            true(most - before < 220, f"{before:.0f} MB before, {most:.0f} MB at most")
        time.sleep(0.3)
        works(client)
        true(kernel.memory() - before < 60, f"{before:.0f} MB before, {kernel.memory():.0f} MB after")


@check("a client that sends requests and never reads the replies", own=True)
def deaf_client(*_):
    with Kernel() as kernel:
        client = kernel.start()
        before = kernel.memory()
        with Peer(kernel.info, "shell") as peer:
            try:
                for _ in range(300):
                    header = client.header("execute_request")
                    header["padding"] = "p" * 300_000
                    peer.send(message(client.pack(header, {"code": "1", "silent": True, "store_history": False})))
            except (ConnectionError, socket.timeout):
                pass
            works(client)
        true(kernel.memory() - before < 300, f"{before:.0f} to {kernel.memory():.0f} MB")


@check("half a message and then the end of the connection runs nothing")
def cut(kernel, client):
    client.run("ran = 0")
    parts, _ = request(client, "execute_request", {"code": "ran = ran + 1", "silent": False})
    whole = message(parts)
    for size in range(0, len(whole), 7):
        with Peer(kernel.info, "shell") as peer:
            peer.send(whole[:size])
    same(client.run("ran").value, "0")


@check("other sockets of the family: ROUTER and REQ on shell, XSUB on iopub, DEALER on hb")
def relatives(kernel, client):
    parts, _ = request(client)
    for kind in (b"REQ", b"ROUTER", b"DEALER"):
        parts, _ = request(client)
        with Peer(kernel.info, "shell", socket_type=kind) as peer:
            peer.send(message([b""] + parts if kind == b"REQ" else parts))
            reply = peer.parts()
            true(any(b"kernel_info_reply" in p for p in reply), reply)
    with Peer(kernel.info, "iopub", socket_type=b"XSUB") as peer:
        peer.send(frame(b"\x01stream"))
        same(peer.parts()[0], b"stream")
    with Peer(kernel.info, "hb", socket_type=b"DEALER") as peer:
        peer.send(message([b"", b"beat"]))
        same(peer.parts(), [b"", b"beat"])
