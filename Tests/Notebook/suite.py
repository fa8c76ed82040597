"""Runs the checks; `run` beside it starts this in an environment that has the packages."""
import argparse
import importlib
import os
import sys

sys.dont_write_bytecode = True
from support import checks
from support.kernels import Kernel

MODULES = [

    "protocol.cells", "protocol.queue", "protocol.interrupts", "protocol.input", "protocol.words", "protocol.frames",
    "protocol.output", "protocol.starting", "protocol.limits", "protocol.several", "protocol.sockets",
    "protocol.noise", "tools.suites", "tools.browser"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", help="a folder for pictures of the screen")
    asked = parser.parse_args()
    Kernel.command = os.path.abspath(asked.command)
    checks.KEEP = asked.keep
    for name in MODULES:
        if not os.path.exists(os.path.join(os.path.dirname(__file__), name.replace(".", "/") + ".py")):
            continue
        importlib.import_module(name)

    def report(kind, title, why, seconds):
        if kind != "pass" or seconds > 10 or os.environ.get("LINNET_VERBOSE"):
            print(f"{kind.upper()} {title} ({seconds:.1f} s)", flush=True)
        for line in why.strip().split("\n")[:30] if why else []:
            print(f"     {line}", flush=True)

    sums = checks.run_all(asked.only, report)
    print(f"{sums['pass']} passed, {sums['fail']} failed, {sums['skip']} skipped")
    return 1 if sums["fail"] else 0


if __name__ == "__main__":
    sys.exit(main())
