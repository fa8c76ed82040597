"""The notebook of the workshop: its form, its cells without Jupyter, and its cells with the kernel."""
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))

# What the text of the notebook tells, by the cell that shows it; of an answer hidden in the text, by the text's cell.
PROMISES = {
    "hello": (r"My name is Ada",),
    "hours": (r"^8760$",),
    "age": (r"5475 days",),
    "age-task": (r"131400 hours",),
    "load-birds": (r"Adelie +Torgersen +39\.1", r"^ *4 +Adelie +Torgersen +–"),
    "count-birds": (r"^344$",),
    "kinds": (r"Adelie +152\b", r"Gentoo +124\b", r"Chinstrap +68\b"),
    "kinds-task": (r"Biscoe +168\b",),
    "first-picture": (r"342 entries, 2 missing",),
    "numbers": (r"lightest: 2700 g", r"heaviest: 6300 g", r"mean: 4202 g"),
    "heavy": (r"^ *1 +Gentoo +61$",),
    "groups": (r"Adelie +3700\.66$", r"Chinstrap +3733\.09$", r"Gentoo +5076\.02$"),
    "heavy-yours": (r"^52$",),
    "heavy-answer": (r"^56$",),
    "heavy-fast": (r"● Adelie",),
    "load-muons": (r"10583 collisions", r"54\.7055 +-0\.432396"),
    "muon-pt": (r"10.583 entries, 46 above",),
    "opposite": (r"10227 pairs have opposite charges",),
    "two-vectors": (r"^4 4$",),
    "add-vectors": (r"E: 10, px: 0, py: 0, pz: 0", r"^10$"),
    "one-pair": (r"mass of the pair: 89\.9 GeV",),
    "all-pairs": (r"^ *1 +1 +-1 +89\.886$",),
    "slide": (r"A cut that moves",),
    "z-picture": (r"Pairs of muons, CMS 2011", r"10.227 entries"),
    "z-mass": (r"highest bar: 91\.5 GeV", r"7468 pairs", r"mean: 90\.83 GeV"),
    "same-charge": (r"10227 pairs",),
    "same-charge-answer": (r"356 pairs", r"356 entries"),
    "cut": (r"lonely muons",),
    "cut-count": (r"1261 before, 795 after", r"7468 before, 7169 after"),
    "cut-fast": (r"^262 5459$",),
    "save": (r"Weighed by us",),
}
# The mistakes made on purpose, by their cell.
MISTAKES = {
    "mistake-column": "unknown-column",
    "mistake-quotes": "unknown-column",
    "mistake-open": "unclosed-text",
}


class Notebook:
    """A notebook in a folder of its own, in which files may be written."""

    SKIPPED = "skipped"

    def __init__(self, path, command):
        self.folder, self.name = os.path.split(path)
        self.command = command
        with open(path, encoding="utf-8") as file:
            self.content = json.load(file)

    def checks(self):
        """Pairs of what was looked at and what is wrong with it, or None."""
        yield "form", self.form()
        yield "minutes", self.minutes()
        shown = self.shown()
        if isinstance(shown, str):
            yield "cells", shown
        else:
            for cell, promises in PROMISES.items():
                yield f"cell {cell}", missing(promises, shown.get(cell))
            saved = os.path.join(self.folder, "our-z.svg")
            yield "picture", None if os.path.exists(saved) else "our-z.svg was not written"
        for cell, code in MISTAKES.items():
            yield f"cell {cell}", self.mistake(cell, code)
        yield "kernel", self.kernel()

    def form(self):
        """What keeps a notebook small and its differences readable."""
        content = self.content
        if (content["nbformat"], content["nbformat_minor"]) != (4, 5):
            return "is not of the format 4.5"
        if content["metadata"].get("kernelspec", {}).get("name") != "linnet":
            return "is not for the kernel linnet"
        if set(content["metadata"]) - {"kernelspec", "language_info"}:
            return "says more about itself than it must"
        names = [cell["id"] for cell in content["cells"]]
        if len(set(names)) != len(names) or not all(re.fullmatch(r"[a-z0-9-]{1,40}", name) for name in names):
            return "has cells whose names are not plain, or not their own"
        for cell in content["cells"]:
            tags = {"tags": ["raises-exception"]} if cell["id"] in MISTAKES else {}
            if cell["metadata"] != tags:
                return f"cell {cell['id']} has metadata {cell['metadata']}"
            if cell["cell_type"] == "code":
                if cell["outputs"] or cell["execution_count"] is not None:
                    return f"cell {cell['id']} has stored what it shows"
                if any(len(line) > 90 for line in source(cell).split("\n")):
                    return f"cell {cell['id']} has a line that is too long for a projector"
        lost = (set(PROMISES) | set(MISTAKES)) - set(names)
        return f"has no cells {sorted(lost)}" if lost else None

    def minutes(self):
        """The parts take as long as the list at the beginning says, and two hours together."""
        texts = [source(cell) for cell in self.content["cells"] if cell["cell_type"] == "markdown"]
        listed = [int(number) for number in re.findall(r"^\|.*\| (\d+) \|$", texts[0], re.M)]
        told = [int(number) for text in texts[1:] for number in re.findall(r"^\*(\d+) minutes\*$", text, re.M)]
        pause = 5
        if sum(listed) != 120 or sorted(listed) != sorted(told + [pause]):
            return f"lists {listed} minutes and tells {told}"
        return None

    def program(self, last=None):
        """The cells as one program, each after a line with its name; up to a cell, if that is named."""
        lines = []
        for cell in self.content["cells"]:
            if cell["id"] == last:
                return "\n".join(lines + [source(cell)]) + "\n"
            if cell["cell_type"] == "code":
                blocks = [] if cell["id"] in MISTAKES else [source(cell)]
            else:
                blocks = re.findall(r"^```\n(.*?)^```$", source(cell), re.M | re.S)
            for block in blocks:
                lines += [f'show "@{cell["id"]}"', block.rstrip("\n")]
        return "\n".join(lines) + "\n"

    def run(self, program):
        """Runs a program beside the notebook."""
        path = os.path.join(self.folder, "cells.linnet")
        with open(path, "w", encoding="utf-8") as file:
            file.write(program)
        done = subprocess.run(
            self.command + ["run", "cells.linnet"], cwd=self.folder, capture_output=True, timeout=300,
            stdin=subprocess.DEVNULL)
        os.remove(path)
        return done.returncode, *(text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))

    def shown(self):
        """What each cell shows; or, as a text, what is wrong."""
        status, out, problem = self.run(self.program())
        parts = re.split(r"^@([a-z0-9-]+)\n", out, flags=re.M)
        if status:
            return f"after cell {parts[-2] if len(parts) > 1 else 'none'}: {problem[-500:]}"
        return dict(zip(parts[1::2], parts[2::2]))

    def mistake(self, cell, code):
        """None when a cell fails as it is meant to."""
        status, _, problem = self.run(self.program(last=cell))
        if status == 0:
            return "ends well, although it is there to show a mistake"
        return None if f"(explain {code})" in problem else f"says {problem[-300:]!r}"

    def kernel(self):
        """The notebook as a class runs it, where there is a Python that can."""
        python = os.environ.get("LINNET_JUPYTER", sys.executable)
        if subprocess.run([python, "-c", "import nbclient"], capture_output=True).returncode:
            return Notebook.SKIPPED
        with tempfile.TemporaryDirectory() as place:
            installed = subprocess.run(self.command + ["kernel", "install", "--prefix", place], capture_output=True)
            if installed.returncode:
                return f"the kernel cannot be installed: {installed.stderr.decode('utf-8', 'replace')[-300:]}"
            environment = dict(
                os.environ, JUPYTER_PATH=os.path.join(place, "share", "jupyter"),
                JUPYTER_RUNTIME_DIR=os.path.join(place, "runtime"), IPYTHONDIR=os.path.join(place, "ipython"))
            done = subprocess.run(
                [python, os.path.join(HERE, "with-kernel.py"), os.path.join(self.folder, self.name)],
                env=environment, capture_output=True, timeout=300)
        if done.returncode:
            return done.stderr.decode("utf-8", "replace")[-600:]
        shown = json.loads(done.stdout)
        for cell, code in MISTAKES.items():
            if shown[cell]["mistakes"] != [code]:
                return f"cell {cell} has the mistakes {shown[cell]['mistakes']}"
        for cell, promises in PROMISES.items():
            if cell in shown and (problem := missing(promises, shown[cell]["text"])):
                return f"cell {cell}: {problem}"
        return None


def source(cell):
    """The text of a cell."""
    return "".join(cell["source"])


def missing(promises, text):
    """What was promised and is not there, or None."""
    if text is None:
        return "shows nothing"
    for promise in promises:
        if not re.search(promise, text, re.M):
            return f"{promise!r} is not in what it shows: {text[-400:]}"
    return None
