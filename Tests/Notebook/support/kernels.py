"""Kernels as processes: started with a connection file of our own, and always ended, by their number."""
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

from support.wire import CHANNELS, Client, Late


class Died(Exception):
    """The kernel ended by itself."""


def free_ports(count):
    """Some ports that nobody uses just now."""
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


class Kernel:
    """One kernel in a folder of its own, which its cells see.

    words: words for `kernel run`; change: a function that spoils the contents of the connection file, or a text
    that stands there instead.
    """

    command = "linnet"

    def __init__(self, *words, transport="tcp", scheme="hmac-sha256", key=None, folder=None, change=None, env=None):
        self.home = tempfile.mkdtemp(prefix="linnet-notebook-")
        self.folder = folder or os.path.join(self.home, "work")
        os.makedirs(self.folder, exist_ok=True)
        self.words = list(words)
        self.env = {**os.environ, **(env or {})}
        self.info = {
            "transport": transport, "ip": "127.0.0.1" if transport == "tcp" else os.path.join(self.home, "k"),
            "key": secrets.token_hex(16) if key is None else key, "signature_scheme": scheme,
            "kernel_name": "linnet"}
        ports = free_ports(5) if transport == "tcp" else range(1, 6)
        for channel, port in zip(CHANNELS, ports):
            self.info[channel + "_port"] = port
        self.path = os.path.join(self.home, "connection.json")
        text = change(dict(self.info)) if change else self.info
        with open(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file:
            file.write(text if isinstance(text, str) else json.dumps(text))
        self.process = None
        self.clients = []

    def spawn(self):
        """Starts the process and waits for nothing."""
        self.began = time.monotonic()
        with open(os.path.join(self.home, "log"), "wb") as log:
            self.process = subprocess.Popen(
                [self.command, "kernel", "run", *self.words, self.path], cwd=self.folder, env=self.env,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        return self

    def start(self, seconds=30):
        """Starts the process; the answer is a client to which it has spoken on all channels."""
        self.spawn()
        return self.client(seconds)

    def client(self, seconds=30, **how):
        """One more client, which hears what is published."""
        client = Client(self.info, **how)
        self.clients.append(client)
        end = time.monotonic() + seconds
        while True:
            header = client.send("shell", "kernel_info_request")
            try:
                client.reply(header, seconds=1)
                client.published(header, 0.5)
                break
            except Late:
                if self.process.poll() is not None:
                    raise Died(f"status {self.process.returncode}: {self.log[-1000:]}") from None
                if time.monotonic() > end:
                    raise
        client.forget()
        return client

    @property
    def log(self):
        """What the process has written."""
        with open(os.path.join(self.home, "log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    @property
    def lives(self):
        return self.process.poll() is None

    def interrupt(self):
        """Interrupts by signal."""
        self.process.send_signal(signal.SIGINT)

    def write(self, name, text):
        """Writes a file beside the notebook."""
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def memory(self):
        """The kernel's share of memory, in MB (PSS)."""
        with open(f"/proc/{self.process.pid}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) / 1024
        return 0

    def seconds_used(self):
        """The time of processors that it has used up."""
        with open(f"/proc/{self.process.pid}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        """Ends the process and takes its folder away."""
        for client in self.clients:
            client.close()
        if self.process and self.lives:
            self.process.kill()
        if self.process:
            self.process.wait(10)
        shutil.rmtree(self.home, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()
