"""Which command is tested when nobody says."""
import os

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))))


def newest_command():
    """The newest build of the command, release before debug."""
    for kind in ("release", "debug"):
        path = os.path.join(ROOT, ".build", kind, "linnet")
        if os.path.exists(path):
            return path
    return "linnet"
