"""What a check is, and how checks are run one after another."""
import os
import time
import traceback

ALL = []
# A folder for pictures of the screen; None keeps none.
KEEP = None


class Wrong(Exception):
    """Something is not as it should be."""


class Skipped(Exception):
    """A check cannot be made here."""


def check(title):
    """Marks a check: a function that takes the workshop, where pages are made and opened."""
    def mark(work):
        ALL.append((title, work))
        return work
    return mark


def same(found, wanted, what=""):
    """Says what differs."""
    if found != wanted:
        raise Wrong(f"{what + ': ' if what else ''}{wanted!r} was wanted, {found!r} came"[:1500])


def holds(found, wanted, what=""):
    """Says what a text lacks."""
    if wanted not in found:
        raise Wrong(f"{what + ': ' if what else ''}{wanted!r} is not in {found!r}"[:1500])


def true(found, what):
    """Says what is not so."""
    if not found:
        raise Wrong(str(what)[:1500])
    return found


def until(work, what, seconds=30):
    """Waits for something with a generous end, so that a busy computer fails nothing."""
    end = time.monotonic() + seconds
    while True:
        found = work()
        if found:
            return found
        if time.monotonic() > end:
            raise Wrong(f"this did not come: {what}")
        time.sleep(0.03)


def run_all(shop, only):
    """Runs the checks whose title holds a text; how many passed, failed and were skipped."""
    sums = [0, 0, 0]
    for title, work in ALL:
        if only.lower() not in f"{work.__module__}: {title}".lower():
            continue
        begun = time.monotonic()
        try:
            work(shop)
            place, kind, why = 0, "PASS", ""
        except Skipped as reason:
            place, kind, why = 2, "SKIP", str(reason)
        except Wrong as reason:
            place, kind, why = 1, "FAIL", str(reason)
        except Exception:
            place, kind, why = 1, "FAIL", traceback.format_exc()
        sums[place] += 1
        if kind == "FAIL":
            shop.keep("failed " + title)
        seconds = time.monotonic() - begun
        if kind != "PASS" or os.environ.get("LINNET_VERBOSE"):
            print(f"{kind} {title} ({seconds:.1f} s)", flush=True)
        for line in why.strip().split("\n")[:30] if why else []:
            print(f"     {line}", flush=True)
        shop.close()
    return sums
