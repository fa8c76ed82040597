"""Messages that are wrong: signatures, replays, missing and odd parts."""
import json
import time

from support.checks import check, same, true, works
from support.wire import DELIMITER, Late, encoded


def silent(client, header, channel="shell", seconds=0.2):
    """Nobody answers."""
    try:
        message = client.reply(header, channel, seconds)
    except Late:
        return
    true(False, f"it was answered: {message}")


@check("a wrong signature is dropped, and nothing is run")
def signatures(kernel, client):
    client.run("ran = 0")
    for channel in ("shell", "control"):
        silent(client, client.send(channel, "kernel_info_request", key=b"wrong"), channel)
    silent(client, client.send("control", "shutdown_request", {"restart": False}, key=b"wrong"), "control")
    content = {"code": "ran = 1", "silent": False}
    right = client.sign([b"x"])
    for signature in (b"", b"0", b"zz" * 32, b"\xff" * 64, right, right.upper(), b"\0" * 64, b"0" * 100_000):
        header = client.header("execute_request")
        frames = client.pack(header, content)
        frames[1] = signature
        client.send_frames("shell", frames)
        silent(client, header, seconds=0.05)
    for place in (2, 3, 4, 5):
        frames = client.pack(client.header("execute_request"), content)
        frames[place] = frames[place] + b" "
        client.send_frames("shell", frames)
    header = client.header("execute_request")
    frames = client.pack(header, content)
    frames[1] = frames[1].upper()
    client.send_frames("shell", frames)
    same(client.run("ran").value, "0")
    true(kernel.lives, "it lives")


@check("the same message sent again is run once")
def replays(kernel, client):
    client.run("ran = 0")
    header = client.header("execute_request")
    frames = client.pack(header, {"code": "ran = ran + 1", "silent": False})
    for _ in range(20):
        client.send_frames("shell", frames)
    client.finish(header)
    client.send_frames("shell", frames)
    client.send_frames("control", frames)
    same(client.run("ran").value, "1")


@check("frames that are no message are dropped, on every channel")
def malformed(kernel, client):
    header = encoded(client.header("kernel_info_request"))

    def signed(*parts):
        return [DELIMITER, client.sign(list(parts))] + list(parts)
    empty = b"{}"
    bad = [
        [b"hello"], [b""], [DELIMITER], [DELIMITER, b""], [DELIMITER, b"x", header], [b"a", b"b", b"c"],
        [b""] * 100, [DELIMITER] * 50, [b"x" * 1_000_000], [DELIMITER, b"", header, empty, empty],
        signed(b"{", empty, empty, empty), signed(b"[]", empty, empty, empty), signed(b"null", empty, empty, empty),
        signed(header, empty, empty, b"[1,2]"), signed(header, empty, empty, b"\xff\xfe"), signed(*[empty] * 4),
        signed(b'{"msg_type": 5, "msg_id": 1}', empty, empty, empty), signed(header, empty),
        signed(b"[" * 100_000, empty, empty, empty), signed(header, empty, empty, b"[" * 1_000_000),
        signed(header, empty, empty, b'{"a":' * 100_000), signed(header, b"null", empty, empty),
        signed(header, b"[]", b"5", empty), signed(header, empty, empty, b""), signed(b"", b"", b"", b""),
        signed(header, empty, empty, b'{"code": "1" "x"}'), signed(header, empty, empty, b"{'code': '1'}"),
        signed(header, empty, empty, b'{"code": 1e99999}'), signed(header + b"x", empty, empty, empty),
        signed(b"\xef\xbb\xbf" + header, empty, empty, empty), signed(header, empty, empty, b"NaN"),
        signed(b'{"msg_id": "", "msg_type": ""}', empty, empty, empty),
        signed(b'{"msg_id": "a", "msg_type": "execute_request", "session": null}', empty, empty, b'{"code": null}')]
    for channel in ("shell", "control", "stdin"):
        for frames in bad:
            client.send_frames(channel, frames)
    works(client)
    same(client.ask("kernel_info_request", channel="control")["status"], "ok")


@check("many buffers, long identities and hundreds of address frames go through")
def large(kernel, client):
    header = client.header("execute_request")
    frames = client.pack(header, {"code": "1 + 1", "silent": False})
    client.send_frames("shell", frames + [b"x" * 1000] * 100 + [b""] * 100)
    same(client.finish(header).value, "2")
    header = client.header("execute_request")
    frames = client.pack(header, {"code": "1 + 1", "silent": False})
    addresses = [bytes([place % 256]) * 300 for place in range(200)]
    client.send_frames("shell", addresses + frames)
    reply = client.reply(header)
    same(reply.frames[:200], addresses, "addresses of the reply")
    client.published(header)
    header = client.header("execute_request", very_long="y" * 1_000_000)
    client.send_frames("shell", client.pack(header, {"code": "1 + 1"}, metadata={"z": ["w" * 1000] * 1000}))
    same(client.reply(header).parent, header)
    client.published(header)
    client.send_frames("shell", [b"i" * 100_000] + client.pack(client.header("kernel_info_request"), {}))
    works(client)


@check("what is written in odd but right JSON is read")
def odd_json(kernel, client):
    header = json.dumps(client.header("execute_request"), indent=7).encode()
    content = b'\n {"code" : "\\u0031 \\u002b\\u0020\\ud835\\udc1a\\/ 1" ,\t"code":"1 + 1","silent":false,"x":-0.0e-9}\r\n'
    parts = [header, b" { } ", b"{}", content]
    client.send_frames("shell", [DELIMITER, client.sign(parts)] + parts)
    same(client.finish(json.loads(header)).value, "2")


@check("a cell with halves of letters, escaped or raw, harms nothing")
def halves(kernel, client):
    same(client.run("show \"a\ud800b\"").printed, "a\ufffdb\n")
    header = encoded(client.header("execute_request"))
    parts = [header, b"{}", b"{}", b'{"code": "show \\"\xed\xa0\x80\\""}']
    client.send_frames("shell", [DELIMITER, client.sign(parts)] + parts)
    works(client)


@check("twenty thousand messages with wrong signatures do not fill the log nor the memory")
def flood(kernel, client):
    before = kernel.memory()
    frames = client.pack(client.header("kernel_info_request"), {"x": "y" * 500}, key=b"wrong")
    for _ in range(20_000):
        client.send_frames("shell", frames)
    works(client)
    true(len(kernel.log) < 100_000, f"a log of {len(kernel.log)} bytes")
    true(kernel.memory() - before < 40, f"{before:.0f} to {kernel.memory():.0f} MB")


@check("the key is in no output of the kernel and in no command line")
def secret(kernel, client):
    client.run("show 1")
    true(kernel.info["key"] not in kernel.log, "in the log")
    with open(f"/proc/{kernel.process.pid}/cmdline", encoding="utf-8") as file:
        true(kernel.info["key"] not in file.read(), "in the command line")
    for code in (f"load \"{kernel.path}\"", "load \"../connection.json\""):
        cell = client.run(code)
        true(kernel.info["key"] not in cell.told, code)
    time.sleep(0)
