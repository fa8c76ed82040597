"""The kernel installed in a folder of its own, for tools that look kernels up by name."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

from support.kernels import Kernel


class Installed:
    """A folder with the kernel installed, a folder for work, and settings that touch nothing of the person's own."""

    def __init__(self):
        self.home = tempfile.mkdtemp(prefix="linnet-tools-")
        self.work = os.path.join(self.home, "work")
        os.mkdir(self.work)
        self.env = {n: v for n, v in os.environ.items() if not n.startswith(("JUPYTER", "JPY_"))}
        self.env.update(
            JUPYTER_PATH=os.path.join(self.home, "share", "jupyter"), JUPYTER_PLATFORM_DIRS="0",
            JUPYTER_NO_CONFIG="1", PYTHONDONTWRITEBYTECODE="1", PYDEVD_DISABLE_FILE_VALIDATION="1")
        for name, place in (("CONFIG_DIR", "config"), ("RUNTIME_DIR", "runtime"), ("DATA_DIR", "data"),
                            ("LAB_SETTINGS", "settings")):
            folder = os.path.join(self.home, place)
            os.makedirs(folder, mode=0o700)
            self.env["JUPYTER_" + name] = folder
        self.env["IPYTHONDIR"] = os.path.join(self.home, "ipython")
        self.bin = os.path.dirname(sys.executable)
        self.env["PATH"] = self.bin + os.pathsep + self.env.get("PATH", "")
        subprocess.run(
            [Kernel.command, "kernel", "install", "--prefix", self.home], check=True, capture_output=True, timeout=30)

    def write(self, name, text):
        """Writes a file into the folder for work."""
        path = os.path.join(self.work, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def notebook(self, name, cells, **metadata):
        """Writes a notebook: texts are cells of code, pairs are a kind and a text."""
        made = []
        for place, cell in enumerate(cells):
            kind, text = cell if isinstance(cell, tuple) else ("code", cell)
            entry = {"cell_type": kind, "id": f"cell-{place}", "metadata": {}, "source": text}
            if kind == "code":
                entry.update(execution_count=None, outputs=[])
            made.append(entry)
        kernel = {"name": "linnet", "display_name": "Linnet", "language": "linnet"}
        return self.write(name, json.dumps({
            "cells": made, "nbformat": 4, "nbformat_minor": 5,
            "metadata": {"kernelspec": kernel, **metadata}}))

    def read(self, name):
        """The text of a file in the folder for work."""
        with open(os.path.join(self.work, name), encoding="utf-8") as file:
            return file.read()

    def cells(self, name):
        """The cells of code in a notebook."""
        return [c for c in json.loads(self.read(name))["cells"] if c["cell_type"] == "code"]

    def run(self, *words, seconds=120, **more):
        """Runs one of the environment's commands in the folder for work."""
        return subprocess.run(
            [os.path.join(self.bin, words[0]), *words[1:]], cwd=self.work, env={**self.env, **more},
            capture_output=True, text=True, timeout=seconds, stdin=subprocess.DEVNULL, errors="replace")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.home, ignore_errors=True)
