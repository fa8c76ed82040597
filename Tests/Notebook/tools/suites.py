"""The tools that people run notebooks with: as a program, as a page, with parameters, as text."""
import os
import re
import subprocess
import sys

from support.checks import Skipped, check, same, true
from support.kernels import Kernel
from tools.installed import Installed

LESSON = [
    ("markdown", "# Pairs"),
    "pairs = load \"pairs.csv\"", "pairs\n  then keep m > 60",
    "plot histogram(pairs.m, bins: 4, from: 50, to: 120), title: \"Z boson\"", "mean(pairs.m)", "show \"done\"", "x = 1"]
PAIRS = "m,pt\n91.2,40\n88.1,35\n55.0,20\n93.4,51\n"


def need(package):
    """Skips where the environment lacks a package."""
    try:
        __import__(package)
    except ImportError:
        raise Skipped(f"{package} is not here") from None


@check("the tests for kernels by the makers of Jupyter, with nothing left out that Linnet has", own=True)
def kernel_test(*_):
    need("jupyter_kernel_test")
    with Installed() as installed:
        done = installed.run(sys.executable, os.path.join(os.path.dirname(__file__), "kernel_test.py"))
        same(done.returncode, 0, (done.stderr + done.stdout)[-3000:])
        found = re.search(r"ran (\d+); skipped (\[.*\])", done.stdout)
        same(found[2], "['test_clear_output', 'test_execute_stderr', 'test_pager']")


@check("the list of kernels has it", own=True)
def listed(*_):
    with Installed() as installed:
        done = installed.run("jupyter", "kernelspec", "list", "--json")
        true('"linnet"' in done.stdout, done.stdout + done.stderr)


@check("a notebook is run as a program, with its outputs in place", own=True)
def executed(*_):
    need("nbclient")
    with Installed() as installed:
        installed.write("pairs.csv", PAIRS)
        installed.notebook("lesson.ipynb", LESSON)
        done = installed.run("jupyter", "execute", "--inplace", "lesson.ipynb")
        same(done.returncode, 0, done.stderr[-2000:])
        cells = installed.cells("lesson.ipynb")
        same([c["execution_count"] for c in cells], [1, 2, 3, 4, 5, 6])
        outputs = [[o["output_type"] for o in c["outputs"]] for c in cells]
        same(outputs[1][-1], "execute_result")
        true("image/svg+xml" in cells[2]["outputs"][-1]["data"], cells[2]["outputs"][-1]["data"].keys())
        same("".join(cells[3]["outputs"][-1]["data"]["text/plain"]), "81.925")
        same((outputs[4], outputs[5]), (["stream"], []))


@check("a cell that fails gives a status that is not 0, keeps what came before, and stops there", own=True)
def failing(*_):
    need("nbclient")
    with Installed() as installed:
        installed.notebook("fails.ipynb", ["1 + 1", "no_such_name", "2 + 2"])
        done = installed.run("jupyter", "execute", "fails.ipynb")
        true(done.returncode != 0, "jupyter execute")
        true("no_such_name" in done.stderr, done.stderr[-500:])
        done = installed.run(
            "jupyter", "nbconvert", "--to", "notebook", "--execute", "--allow-errors", "--output", "o", "fails.ipynb")
        same(done.returncode, 0, done.stderr[-500:])
        cells = installed.cells("o.ipynb")
        same([c["outputs"][-1]["output_type"] for c in cells], ["execute_result", "error", "execute_result"])
        installed.notebook("asks.ipynb", ["ask(\"Name? \")"])
        done = installed.run("jupyter", "execute", "asks.ipynb", seconds=60)
        true(done.returncode != 0 and "ask" in done.stderr, done.stderr[-500:])


@check("a page of a notebook holds the picture with its words, the table and the colours", own=True)
def page(*_):
    need("nbconvert")
    with Installed() as installed:
        installed.write("pairs.csv", PAIRS)
        installed.notebook("lesson.ipynb", LESSON)
        done = installed.run("jupyter", "nbconvert", "--to", "html", "--execute", "lesson.ipynb")
        same(done.returncode, 0, done.stderr[-2000:])
        html = installed.read("lesson.html")
        true(re.search(r'<img alt="[^"]*Z boson', html), "no picture with words")
        true("<th" in html and "93.4" in html, "no table")
        for line in done.stderr.split("\n"):
            true("lexer" not in line.lower() and "alternative text" not in line.lower(), line)


@check("a notebook becomes a program with the ending of Linnet, which runs", own=True)
def script(*_):
    need("nbconvert")
    with Installed() as installed:
        installed.write("pairs.csv", PAIRS)
        installed.notebook("lesson.ipynb", LESSON)
        installed.run("jupyter", "execute", "--inplace", "lesson.ipynb")
        done = installed.run("jupyter", "nbconvert", "--to", "script", "lesson.ipynb")
        same(done.returncode, 0, done.stderr[-2000:])
        true(os.path.exists(os.path.join(installed.work, "lesson.linnet")), os.listdir(installed.work))
        done = subprocess.run([Kernel.command, "run", "lesson.linnet"], cwd=installed.work, capture_output=True,
                              text=True, timeout=60)
        same(done.returncode, 0, done.stderr[-500:])
        true("81.925" in done.stdout and "done" in done.stdout, done.stdout)


@check("papermill runs a notebook, and tells of one that fails", own=True)
def papermill(*_):
    need("papermill")
    with Installed() as installed:
        installed.notebook("good.ipynb", ["1 + 1", "x = 5", "x * 2"])
        done = installed.run("papermill", "--no-progress-bar", "good.ipynb", "out.ipynb")
        same(done.returncode, 0, done.stderr[-2000:])
        same("".join(installed.cells("out.ipynb")[2]["outputs"][0]["data"]["text/plain"]), "10")
        installed.notebook("bad.ipynb", ["1 + 1", "no_such_name", "2"])
        done = installed.run("papermill", "--no-progress-bar", "bad.ipynb", "out.ipynb")
        true(done.returncode != 0 and "no_such_name" in done.stderr, done.stderr[-500:])


@check("jupytext writes a notebook as MyST Markdown and reads it back, and runs it", own=True)
def jupytext(*_):
    need("jupytext")
    with Installed() as installed:
        installed.write("pairs.csv", PAIRS)
        installed.notebook("lesson.ipynb", LESSON)
        done = installed.run("jupytext", "--to", "md:myst", "lesson.ipynb")
        same(done.returncode, 0, done.stderr[-1000:])
        done = installed.run("jupytext", "--to", "ipynb", "--output", "back.ipynb", "lesson.md")
        same(done.returncode, 0, done.stderr[-1000:])
        same(["".join(c["source"]) for c in installed.cells("back.ipynb")], LESSON[1:])
        done = installed.run("jupytext", "--to", "ipynb", "--execute", "--output", "ran.ipynb", "lesson.md")
        same(done.returncode, 0, done.stderr[-1000:])
        true("done\n" in str(installed.read("ran.ipynb")).replace("\\n", "\n"), "the outputs")


RESTARTS = """
import sys, time
from jupyter_client.manager import start_new_kernel

def value(client, code):
    got = []
    client.execute_interactive(code, timeout=60, output_hook=lambda m: got.append(m['content'].get('data')))
    return [d['text/plain'] for d in got if d]

manager, client = start_new_kernel(kernel_name='linnet')
try:
    for turn in range(6):
        assert value(client, 'x = 41') == []
        assert value(client, 'x + 1') == ['42'], turn
        number = manager.provisioner.pid
        if turn == 5:
            manager.provisioner.process.kill()
            time.sleep(0.2)
            assert not manager.is_alive()
            manager.restart_kernel(now=True)
        else:
            manager.restart_kernel(now=turn % 2 == 1)
        client.stop_channels()
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        assert manager.provisioner.pid != number
        assert value(client, 'x') == [], turn
    answers = iter(['Ada', 'Zoe'])
    client.execute_interactive('n = ask("Name? ") + ask("And? ")', allow_stdin=True, timeout=60,
                               stdin_hook=lambda m: client.input(next(answers)))
    assert value(client, 'n') == ['AdaZoe']
    client.execute('while true\\n  x = 1\\nend')
    time.sleep(0.5)
    manager.interrupt_kernel()
    while True:
        reply = client.get_shell_msg(timeout=60)
        if reply['content'].get('ename') == 'interrupted':
            break
finally:
    client.stop_channels()
    manager.shutdown_kernel()
"""


@check("jupyter_client restarts it, asks through it, interrupts it, and starts it again when it was killed", own=True)
def restarted(*_):
    need("jupyter_client")
    with Installed() as installed:
        installed.write("restarts.py", RESTARTS)
        done = installed.run(sys.executable, "restarts.py")
        same(done.returncode, 0, done.stderr[-2000:])
        same(os.listdir(os.path.join(installed.home, "runtime")), [])


FILES = """
from jupyter_client import KernelManager
manager = KernelManager(kernel_name='linnet', transport='ipc')
manager.start_kernel()
client = manager.client()
client.start_channels()
client.wait_for_ready(timeout=60)
got = []
client.execute_interactive('1 + 1', timeout=60, output_hook=lambda m: got.append(m['content'].get('data')))
assert {'text/plain': '2'} in got, got
client.stop_channels()
manager.shutdown_kernel()
"""


@check("sockets that are files, as shared computers use them, and none is left behind", own=True)
def files(*_):
    need("jupyter_client")
    with Installed() as installed:
        installed.write("files.py", FILES)
        done = installed.run(sys.executable, "files.py")
        same(done.returncode, 0, done.stderr[-1500:])
        same(os.listdir(installed.work), ["files.py"])
        same(os.listdir(os.path.join(installed.home, "runtime")), [])


@check("a program in a file, handed to the kernel by jupyter run", own=True)
def run_file(*_):
    need("jupyter_client")
    with Installed() as installed:
        installed.write("program.linnet", "x = 20\nshow \"it is {x + 1}\"\n")
        done = installed.run("jupyter", "run", "--kernel", "linnet", "program.linnet")
        true(done.returncode == 0 and "it is 21" in done.stdout, done.stdout + done.stderr[-1000:])


@check("twenty notebooks one after another leave no process and no file behind", own=True)
def nothing_left(*_):
    need("nbclient")
    with Installed() as installed:
        program = ("import asyncio, nbformat\nfrom nbclient import NotebookClient\n"
                   "for turn in range(20):\n"
                   "    book = nbformat.read('one.ipynb', as_version=4)\n"
                   "    NotebookClient(book, kernel_name='linnet', timeout=60).execute()\n"
                   "    assert book.cells[0].outputs[0].data['text/plain'] == '2'\n")
        installed.notebook("one.ipynb", ["1 + 1"])
        done = installed.run(sys.executable, "-c", program)
        same(done.returncode, 0, done.stderr[-1500:])
        same(os.listdir(os.path.join(installed.home, "runtime")), [])
        same(os.listdir(installed.work), ["one.ipynb"])
        left = []
        for number in os.listdir("/proc"):
            if number.isdigit():
                try:
                    with open(f"/proc/{number}/cmdline", encoding="utf-8", errors="replace") as file:
                        if installed.home in file.read():
                            left.append(number)
                except OSError:
                    pass
        same(left, [], "processes")
