"""Runs the checks; `run` beside it starts this in an environment that has the packages.

Two groups run beside each other: the protocol, and the tools that people use.
"""
import argparse
import importlib
import os
import re
import subprocess
import sys

sys.dont_write_bytecode = True
from support import checks
from support.kernels import Kernel

GROUPS = {
    "protocol": [
        "protocol.cells", "protocol.queue", "protocol.interrupts", "protocol.input", "protocol.words",
        "protocol.frames", "protocol.output", "protocol.starting", "protocol.limits", "protocol.several",
        "protocol.sockets", "protocol.controls", "protocol.noise"],
    "tools": ["tools.suites", "tools.browser"]}


def report(kind, title, why, seconds):
    """Tells of what did not pass, and of what is slow."""
    if kind != "pass" or seconds > 20 or os.environ.get("LINNET_VERBOSE"):
        print(f"{kind.upper()} {title} ({seconds:.1f} s)", flush=True)
    for line in why.strip().split("\n")[:30] if why else []:
        print(f"     {line}", flush=True)


def run_group(group, only):
    """Runs the checks of a group in this process."""
    for name in GROUPS[group]:
        importlib.import_module(name)
    sums = checks.run_all(only, report)
    return [sums[kind] for kind in ("pass", "fail", "skip")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep")
    parser.add_argument("--group", choices=list(GROUPS))
    asked = parser.parse_args()
    Kernel.command = os.path.abspath(asked.command)
    if asked.keep:
        os.makedirs(asked.keep, exist_ok=True)
        checks.KEEP = os.path.abspath(asked.keep)
    if asked.group:
        sums = run_group(asked.group, asked.only)
    else:
        words = [sys.executable, "-B", __file__, *sys.argv[1:], "--group", "tools"]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as beside:
            sums = run_group("protocol", asked.only)
            said = beside.communicate()[0]
        found = re.search(r"(\d+) passed, (\d+) failed, (\d+) skipped\s*$", said)
        print(said[:found.start()] if found else said, end="")
        others = [int(n) for n in found.groups()] if found else [0, 1, 0]
        sums = [a + b for a, b in zip(sums, others)]
    print(f"{sums[0]} passed, {sums[1]} failed, {sums[2]} skipped")
    return 1 if sums[1] else 0


if __name__ == "__main__":
    sys.exit(main())
