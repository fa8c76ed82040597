"""Runs the checks; `run` beside it starts this in an environment that has the packages."""
import argparse
import importlib
import os
import sys

sys.dont_write_bytecode = True
from support import checks
from support.shop import Shop

ROOMS = ["checks.playground", "checks.lesson", "checks.making", "checks.examples",
         "checks.firefox"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--command", required=True)
    parser.add_argument("--module", required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep")
    asked = parser.parse_args()
    if asked.keep:
        os.makedirs(asked.keep, exist_ok=True)
        checks.KEEP = os.path.abspath(asked.keep)
    for name in ROOMS:
        importlib.import_module(name)
    shop = Shop(asked.command, asked.module)
    try:
        sums = checks.run_all(shop, asked.only)
    finally:
        shop.leave()
    print(f"{sums[0]} passed, {sums[1]} failed, {sums[2]} skipped")
    return 1 if sums[1] else 0


if __name__ == "__main__":
    sys.exit(main())
