"""Run a notebook with nbclient and write what each of its cells shows, as text, in JSON.

usage: PYTHON with-kernel.py NOTEBOOK
"""
import json
import os
import sys

import nbformat
from nbclient import NotebookClient


def main():
    path = sys.argv[1]
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    NotebookClient(
        notebook, timeout=120, kernel_name="linnet",
        resources={"metadata": {"path": os.path.dirname(path)}}).execute()
    shown = {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        text, mistakes = [], []
        for output in cell.outputs:
            if output.output_type == "error":
                mistakes.append(output.ename)
            elif output.output_type == "stream":
                text.append(output.text)
            else:
                text.append(output.data["text/plain"])
        shown[cell.id] = {"text": "\n".join(text), "mistakes": mistakes}
    json.dump(shown, sys.stdout)


main()
