"""How a kernel begins and ends: connection files, transports, signing, shutting down, being left alone."""
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time

from support.checks import check, same, true, works
from support.kernels import Kernel
from support.wire import CHANNELS, Client, Late

SPOILED = {
    "nothing": lambda info: "",
    "no JSON": lambda info: "{nonsense",
    "a list": lambda info: "[]",
    "a text": lambda info: '"tcp"',
    "two objects": lambda info: json.dumps(info) * 2,
    "half of it": lambda info: json.dumps(info)[:100],
    "no UTF-8": lambda info: json.dumps({**info, "key": "KEY"}).replace("KEY", "\udcff"),
    "deep lists": lambda info: "[" * 100_000,
    "no transport that is known": lambda info: {**info, "transport": "udp"},
    "a transport that is no text": lambda info: {**info, "transport": 5},
    "no address": lambda info: {n: v for n, v in info.items() if n != "ip"},
    "an empty address": lambda info: {**info, "ip": ""},
    "a name for an address": lambda info: {**info, "ip": "example.invalid"},
    "an address of another computer": lambda info: {**info, "ip": "192.0.2.1"},
    "no key": lambda info: {n: v for n, v in info.items() if n != "key"},
    "a key that is no text": lambda info: {**info, "key": None},
    "an unknown way to sign": lambda info: {**info, "signature_scheme": "hmac-md5"},
    "no way to sign at all": lambda info: {**info, "signature_scheme": ""},
    "a way to sign that is no text": lambda info: {**info, "signature_scheme": ["hmac-sha256"]},
    "no port for shell": lambda info: {n: v for n, v in info.items() if n != "shell_port"},
    "port 0": lambda info: {**info, "iopub_port": 0},
    "a negative port": lambda info: {**info, "iopub_port": -5},
    "too large a port": lambda info: {**info, "hb_port": 65536},
    "a broken port": lambda info: {**info, "stdin_port": 5000.5},
    "a port as text": lambda info: {**info, "control_port": "5000"},
    "a huge port": lambda info: json.dumps(info)[:-1] + ', "control_port": 1e999}',
    "the same port twice": lambda info: {**info, "control_port": info["shell_port"]},
    "too long a name of a socket": lambda info: {**info, "transport": "ipc", "ip": "/tmp/" + "x" * 300},
    "a socket in a folder that is not there": lambda info: {**info, "transport": "ipc", "ip": "/no/such/folder/k"},
    "a NUL in the address": lambda info: {**info, "ip": "127.0.0.1\0x"},
    "an address of version 6 that is none": lambda info: {**info, "ip": ":::1"},
}


def refuses(kernel, what):
    """The process ends soon, with a sentence and a status that tells of it."""
    kernel.spawn()
    try:
        status = kernel.process.wait(10)
    except subprocess.TimeoutExpired:
        true(False, f"{what}: it went on")
    said = kernel.log.strip()
    true(0 < status < 128, f"{what}: status {status}, {said[-300:]}")
    true(said and len(said) < 600, f"{what}: it said {said[:800]!r}")
    true(said.count("\n") == 0 and said.endswith("."), f"{what}: it said {said!r}")
    for word in ("Fatal", "Swift", "Error", " at /", "nil", "0x"):
        true(word not in said, f"{what}: it said {said!r}")
    true(kernel.info["key"] not in said, f"{what}: the key is told")


@check("connection files spoiled in thirty ways: a status, one plain sentence, no trace", own=True)
def spoiled(*_):
    for what, change in SPOILED.items():
        if what == "no UTF-8":
            with Kernel() as kernel:
                with open(kernel.path, "wb") as file:
                    file.write(json.dumps({**kernel.info, "key": "K"}).encode().replace(b'"K"', b'"\xff\xfe"'))
                refuses(kernel, what)
            continue
        with Kernel(change=change) as kernel:
            refuses(kernel, what)


@check("a connection file that is not there, is a folder, or may not be read", own=True)
def no_file(*_):
    with Kernel() as kernel:
        os.remove(kernel.path)
        refuses(kernel, "not there")
    with Kernel() as kernel:
        os.remove(kernel.path)
        os.mkdir(kernel.path)
        refuses(kernel, "a folder")
    if os.geteuid():
        with Kernel() as kernel:
            os.chmod(kernel.path, 0)
            refuses(kernel, "not to be read")
    with Kernel() as kernel:
        os.remove(kernel.path)
        os.symlink("/dev/null", kernel.path)
        refuses(kernel, "/dev/null")


@check("a port that somebody else has", own=True)
def taken(*_):
    for channel in CHANNELS:
        with Kernel() as kernel, socket.socket() as other:
            other.bind(("127.0.0.1", kernel.info[channel + "_port"]))
            other.listen()
            refuses(kernel, channel)


@check("what is unknown in a connection file, and what old servers leave out, does not matter", own=True)
def tolerant(*_):
    def change(info):
        info = {n: v for n, v in info.items() if n not in ("transport", "signature_scheme", "kernel_name")}
        return json.dumps({**info, "from_the_future": {"a": [1]}, "jupyter_session": "x.ipynb"}, indent=3)
    with Kernel(change=change) as kernel:
        works(kernel.start())


@check("ways to sign: none without a key, and SHA-512; a key of any letters and any length", own=True)
def signing(*_):
    for how in ({"key": ""}, {"scheme": "hmac-sha512"}, {"key": "schlüssel 𝐚\n\""}, {"key": "k" * 10_000}):
        with Kernel(**how) as kernel:
            client = kernel.start()
            works(client)
            same(client.badly_signed, 0, how)
            if how.get("key") == "":
                same({m.frames[m.frames.index(b"<IDS|MSG>") + 1] for m in client.inbox["iopub"]} - {b""}, set())


@check("sockets that are files: they are private, and gone after the end", own=True)
def ipc(*_):
    with Kernel(transport="ipc") as kernel:
        client = kernel.start()
        works(client)
        same(client.beat(b"x"), b"x")
        files = [f for f in os.listdir(kernel.home) if f.startswith("k-")]
        same(len(files), 5)
        for name in files:
            same(stat.S_IMODE(os.stat(os.path.join(kernel.home, name)).st_mode) & 0o077, 0, name)
        client.ask("shutdown_request", {"restart": False}, channel="control")
        same(kernel.process.wait(10), 0)
        same([f for f in os.listdir(kernel.home) if f.startswith("k-")], [])
    # What a killed kernel left does not keep the next from starting; a file that is no socket stays.
    with Kernel(transport="ipc") as kernel:
        works(kernel.start())
        kernel.process.kill()
        kernel.process.wait()
        works(kernel.start())
    with Kernel(transport="ipc") as kernel:
        with open(kernel.info["ip"] + "-1", "w", encoding="ascii") as file:
            file.write("precious")
        refuses(kernel, "a file in the way")
        with open(kernel.info["ip"] + "-1", encoding="ascii") as file:
            same(file.read(), "precious")


@check("it listens on the address of the connection file and on no other", own=True)
def addresses(*_):
    with Kernel() as kernel:
        kernel.start()
        inodes = set()
        for name in os.listdir(f"/proc/{kernel.process.pid}/fd"):
            try:
                inodes.add(os.readlink(f"/proc/{kernel.process.pid}/fd/{name}"))
            except FileNotFoundError:
                pass
        heard = set()
        for table in ("tcp", "tcp6", "udp", "udp6"):
            if not os.path.exists(f"/proc/net/{table}"):
                continue
            with open(f"/proc/net/{table}", encoding="ascii") as file:
                for line in list(file)[1:]:
                    fields = line.split()
                    if f"socket:[{fields[9]}]" in inodes and (fields[3] == "0A" or table.startswith("udp")):
                        address, port = fields[1].split(":")
                        heard.add((table, address, int(port, 16)))
        same(heard, {("tcp", "0100007F", kernel.info[c + "_port"]) for c in CHANNELS})


@check("shutting down: the reply first, then the end with status 0; idle, while a cell runs, waits or asks", own=True)
def shutdown(*_):
    for code in (None, "while true\n  x = 1\nend", "wait(100)", "ask(\"x\")", "while true\n  show 1\nend",
                 "xs = random(count: 10000000)\nys = sort(xs)\nzs = sort(xs)\nzs = sort(xs)"):
        for restart in (False, True):
            with Kernel() as kernel:
                client = kernel.start()
                if code:
                    client.start(code, allow_stdin=True)
                    time.sleep(0.3)
                header = client.send("control", "shutdown_request", {"restart": restart})
                same(client.reply(header, "control").content, {"status": "ok", "restart": restart}, code)
                same(kernel.process.wait(5), 0, f"status after {code}")
                true(not kernel.log.strip(), kernel.log)


@check("shutdown with odd contents, and on shell, where older clients send it", own=True)
def odd_shutdown(*_):
    for content in ({}, {"restart": None}, {"restart": "yes"}, {"restart": 1}):
        with Kernel() as kernel:
            client = kernel.start()
            client.send("control", "shutdown_request", content)
            same(kernel.process.wait(5), 0, content)


@check("a new kernel takes the ports of one that has just ended, fifty times", own=True)
def restarts(*_):
    with Kernel() as kernel:
        for turn in range(50):
            client = kernel.start()
            works(client)
            client.send("control", "shutdown_request", {"restart": True})
            same(kernel.process.wait(5), 0, f"turn {turn}")
            client.close()


@check("signals: SIGTERM and SIGHUP end it, also while a cell runs; SIGPIPE and SIGWINCH do not", own=True)
def signals(*_):
    for number in (signal.SIGTERM, signal.SIGHUP):
        for code in (None, "while true\n  x = 1\nend"):
            with Kernel() as kernel:
                client = kernel.start()
                if code:
                    client.start(code)
                    time.sleep(0.2)
                kernel.process.send_signal(number)
                kernel.process.wait(5)
    with Kernel() as kernel:
        client = kernel.start()
        for number in (signal.SIGPIPE, signal.SIGWINCH, signal.SIGCHLD, signal.SIGINT, signal.SIGINT):
            kernel.process.send_signal(number)
        time.sleep(0.1)
        works(client)


@check("it ends when the server that started it is gone", own=True)
def orphan(*_):
    with Kernel() as kernel:
        program = ("import os, subprocess, sys, time\n"
                   "os.environ['JPY_PARENT_PID'] = str(os.getpid())\n"
                   "p = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)\n"
                   "print(p.pid, flush=True)\ntime.sleep(600)\n")
        server = subprocess.Popen(
            [sys.executable, "-c", program, kernel.command, "kernel", "run", kernel.path], cwd=kernel.folder,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        try:
            number = int(server.stdout.readline())
            kernel.process = server
            client = kernel.client()
            client.start("while true\n  x = 1\nend")
        finally:
            server.kill()
            server.wait()
            server.stdout.close()
        end = time.monotonic() + 15
        while time.monotonic() < end:
            try:
                with open(f"/proc/{number}/stat", encoding="ascii") as file:
                    if file.read().rpartition(")")[2].split()[0] == "Z":
                        return
            except (FileNotFoundError, ProcessLookupError):
                return
            time.sleep(0.1)
        os.kill(number, signal.SIGKILL)
        true(False, "it went on for 15 s")


@check("an idle kernel uses no time and little memory, and writes nothing", own=True)
def idle(*_):
    with Kernel() as kernel:
        client = kernel.start()
        works(client)
        before = kernel.seconds_used()
        time.sleep(2)
        true(kernel.seconds_used() - before <= 0.05, "it is busy while idle")
        true(kernel.memory() < 60, f"{kernel.memory():.0f} MB")
        same(kernel.log, "")


@check("installing and taking away: the files, odd names, somebody else's kernel, a folder that cannot be", own=True)
def installing(*_):
    def kernel_command(*words):
        return subprocess.run([Kernel.command, "kernel", *words], capture_output=True, text=True, timeout=30,
                              stdin=subprocess.DEVNULL)
    with Kernel() as kernel:
        prefix = os.path.join(kernel.home, "a folder é")
        done = kernel_command("install", "--prefix", prefix, "--memory", "512MB", "--time", "10", "--read-only")
        same(done.returncode, 0, done.stderr)
        folder = os.path.join(prefix, "share/jupyter/kernels/linnet")
        same(sorted(os.listdir(folder)), ["kernel.json", "logo-32x32.png", "logo-64x64.png", "logo-svg.svg"])
        with open(os.path.join(folder, "kernel.json"), encoding="utf-8") as file:
            spec = json.load(file)
        same((spec["language"], spec["interrupt_mode"], spec["argv"][1:3]), ("linnet", "message", ["kernel", "run"]))
        same(spec["argv"][3:], ["--memory", "512MB", "--time", "10", "--read-only", "{connection_file}"])
        true(os.path.isabs(spec["argv"][0]), spec["argv"])
        same(kernel_command("install", "--prefix", prefix).returncode, 0, "once more")
        for words in (["--name", "a b"], ["--name", "../x"], ["--name", ""], ["--user", "--prefix", prefix],
                      ["--prefix", "/proc/nowhere"], ["--prefix", os.path.join(folder, "kernel.json")],
                      ["--prefix", prefix, "--memory", "lots"], ["--prefix", prefix, "--steps", "-1"],
                      ["--prefix", prefix, "--time", "0"]):
            done = kernel_command("install", *words)
            true(done.returncode not in (0, 139, 133, 132) and done.stderr.strip(), f"{words}: {done}")
        same(kernel_command("uninstall", "--prefix", prefix).returncode, 0)
        true(not os.path.exists(folder), "the folder stayed")
        true(kernel_command("uninstall", "--prefix", prefix).returncode != 0, "nothing to take away")
        os.makedirs(folder)
        with open(os.path.join(folder, "kernel.json"), "w", encoding="utf-8") as file:
            json.dump({"argv": ["python", "-m", "other", "{connection_file}"], "display_name": "x", "language": "x"}, file)
        true(kernel_command("install", "--prefix", prefix).returncode != 0, "another kernel was written over")
        true(kernel_command("uninstall", "--prefix", prefix).returncode != 0, "another kernel was taken away")


@check("a welcome greets each who begins to listen", own=True)
def welcome(*_):
    with Kernel() as kernel:
        kernel.start()
        other = Client(kernel.info, channels=("iopub",))
        try:
            message = other.wait("iopub", lambda m: m.type == "iopub_welcome", 10)
            same(message.content, {"subscription": ""})
            same(message.parent, {})
        except Late:
            true(False, "no welcome")
        finally:
            other.close()
