"""What a check is, and how checks are run one after another."""
import re
import time
import traceback

from support.kernels import Died, Kernel
from support.wire import Late

ALL = []
# A folder for pictures of the screen; None keeps none.
KEEP = None


class Wrong(Exception):
    """Something is not as it should be."""


class Skipped(Exception):
    """A check cannot be made here."""


def check(title, own=False):
    """Marks a check: a function that takes a kernel and a client, or nothing if it starts its own."""
    def mark(work):
        ALL.append((title, own, work))
        return work
    return mark


def same(found, wanted, what=""):
    """Says what differs."""
    if found != wanted:
        raise Wrong(f"{what + ': ' if what else ''}{wanted!r} was wanted, {found!r} came"[:1500])


def true(found, what):
    """Says what is not so."""
    if not found:
        raise Wrong(str(what)[:1500])
    return found


def plain(text):
    """A text without colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


class Bench:
    """One kernel for all checks that need none of their own; a new one after a failure."""

    def __init__(self):
        self.kernel = self.client = None

    def ready(self):
        if self.kernel is None or not self.kernel.lives:
            self.drop()
            self.kernel = Kernel()
            self.client = self.kernel.start()
        self.client.forget()
        return self.kernel, self.client

    def drop(self):
        if self.kernel:
            self.kernel.end()
        self.kernel = self.client = None


def works(client):
    """The kernel still answers."""
    same(client.run("1 + 1").value, "2", "the next cell")


def run_all(only="", report=print):
    """Runs the checks whose title holds a text; how many passed, failed and were skipped."""
    bench = Bench()
    sums = {"pass": 0, "fail": 0, "skip": 0}
    try:
        for title, own, work in ALL:
            if only.lower() not in f"{work.__module__}: {title}".lower():
                continue
            start = time.monotonic()
            kind, why = "pass", ""
            try:
                if own:
                    work()
                else:
                    kernel, client = bench.ready()
                    work(kernel, client)
                    true(kernel.lives, f"the kernel ended: {kernel.log[-500:]}")
                    same(client.badly_signed, 0, "messages with a wrong signature")
            except Skipped as reason:
                kind, why = "skip", str(reason)
            except (Wrong, Late, Died) as reason:
                kind, why = "fail", f"{type(reason).__name__}: {reason}"
            except Exception:
                kind, why = "fail", traceback.format_exc()
            if kind == "fail" and not own:
                if bench.kernel and not bench.kernel.lives:
                    why += f"\nThe kernel ended with status {bench.kernel.process.returncode}: {bench.kernel.log[-1000:]}"
                bench.drop()
            sums[kind] += 1
            seconds = time.monotonic() - start
            report(kind, f"{work.__module__}: {title}", why, seconds)
    finally:
        bench.drop()
    return sums
