"""JupyterLab in a browser without a screen: what a person sees and does.

Server, kernel and browser are ended by their numbers, whatever happens.
"""
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import time
import urllib.request

from support import checks
from support.checks import Skipped, check, same, true
from tools.installed import Installed

CELL = ".jp-Notebook .jp-CodeCell"
COLUMNS = "d = dataset(species: [\"Adelie\", \"Gentoo\", \"Gentoo\"], mass: [3700, 5000, 5400])"
PICTURE = "plot histogram([1, 2, 2, 3, 3, 3], bins: 3, from: 0.5, to: 3.5), title: \"Throws\""
LESSON = [
    "1 + 1\n2 + 2", COLUMNS, "d then keep mass > 4000", PICTURE, "show no_such_name", "? mean",
    "while true\n  x = 1\nend", ":vars"]


class Lab:
    """A server of JupyterLab and a browser that looks at it."""

    def __init__(self, installed, dark=False):
        self.installed = installed
        self.server = self.driver = None
        home = installed.home
        settings = os.path.join(home, "labsettings")
        config = os.path.join(home, "config", "labconfig")
        os.makedirs(config, exist_ok=True)
        with open(os.path.join(config, "page_config.json"), "w", encoding="utf-8") as file:
            json.dump({"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}, file)
        if dark:
            folder = os.path.join(settings, "@jupyterlab", "apputils-extension")
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(folder, "themes.jupyterlab-settings"), "w", encoding="utf-8") as file:
                json.dump({"theme": "JupyterLab Dark"}, file)
        self.env = {**installed.env, "JUPYTERLAB_SETTINGS_DIR": settings,
                    "JUPYTERLAB_WORKSPACES_DIR": os.path.join(home, "workspaces")}
        self.env.pop("JUPYTER_NO_CONFIG", None)
        self.token = secrets.token_hex(16)

    def __enter__(self):
        try:
            self.start_server()
            self.start_browser()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.driver:
            try:
                self.driver.quit()
            except Exception:
                pass
        if self.server:
            # The group holds the server; kernels have sessions of their own and end with it.
            try:
                os.killpg(self.server.pid, signal.SIGTERM)
                self.server.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.server.pid, signal.SIGKILL)
                self.server.wait()
            except ProcessLookupError:
                pass
        for number in kernels(self.installed.home):
            os.kill(number, signal.SIGKILL)

    def start_server(self):
        log = os.path.join(self.installed.home, "server.log")
        with open(log, "wb") as file:
            self.server = subprocess.Popen(
                [os.path.join(self.installed.bin, "jupyter"), "lab", "--no-browser", "--allow-root",
                 "--ServerApp.ip=127.0.0.1", "--ServerApp.port=0", "--ServerApp.port_retries=0",
                 f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.installed.work}",
                 "--ServerApp.terminals_enabled=False"],
                env=self.env, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True)
        end = time.monotonic() + 90
        while time.monotonic() < end and self.server.poll() is None:
            with open(log, encoding="utf-8", errors="replace") as file:
                found = re.search(r"http://127\.0\.0\.1:(\d+)/", file.read())
            if found:
                self.url = f"http://127.0.0.1:{found[1]}"
                try:
                    urllib.request.urlopen(f"{self.url}/api?token={self.token}", timeout=3).read()
                    return
                except OSError:
                    pass
            time.sleep(0.1)
        with open(log, encoding="utf-8", errors="replace") as file:
            raise checks.Wrong(f"the server did not start: {file.read()[-800:]}")

    def start_browser(self):
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service
        options = Options()
        options.binary_location = shutil.which("chromium") or shutil.which("chromium-browser")
        for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
                     "--disable-background-networking", "--hide-scrollbars", "--window-size=1200,1400",
                     f"--user-data-dir={self.installed.home}/chromium"):
            options.add_argument(word)
        self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))

    # Looking

    def open(self, name, cells):
        """Opens a notebook, and waits until its cells are there."""
        self.driver.get(f"{self.url}/doc/tree/{name}?token={self.token}")
        self.until(lambda: len(self.all(CELL + " .cm-content")) >= cells, f"{cells} cells of {name}", 90)
        # A cell that is run before the kernel is there is not run at all.
        self.until(lambda: kernels(self.installed.home), "a kernel", 60)
        self.until(lambda: self.all(".jp-Notebook-ExecutionIndicator[data-status='idle']"), "an idle kernel", 60)

    def all(self, css):
        """The elements that fit."""
        from selenium.webdriver.common.by import By
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def script(self, text, *inputs):
        """What a piece of JavaScript gives back."""
        return self.driver.execute_script(text, *inputs)

    def until(self, fits, what, seconds=40):
        """Waits until something is so; gives back what it is."""
        from selenium.common.exceptions import WebDriverException
        end = time.monotonic() + seconds
        while True:
            try:
                found = fits()
                if found:
                    return found
            except WebDriverException:
                pass
            if time.monotonic() > end:
                self.picture("late")
                raise checks.Wrong(f"{what} did not come within {seconds} s")
            time.sleep(0.1)

    def picture(self, name):
        """Stores what is on the screen, where somebody wants to see it."""
        if checks.KEEP:
            self.driver.save_screenshot(os.path.join(checks.KEEP, name + ".png"))

    # Doing

    def keys(self, *keys, shift=False, control=False):
        """Presses keys, wherever the cursor is."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys
        held = [Keys.SHIFT] * shift + [Keys.CONTROL] * control
        chain = ActionChains(self.driver)
        for key in held:
            chain = chain.key_down(key)
        chain = chain.send_keys(*keys)
        for key in held:
            chain = chain.key_up(key)
        chain.perform()

    def into(self, place):
        """Puts the cursor into a cell."""
        def click():
            cell = self.all(CELL)[place]
            self.script("arguments[0].scrollIntoView({block: 'center'})", cell)
            cell.find_element("css selector", ".cm-content").click()
            return True
        self.until(click, f"cell {place}")

    def prompt(self, place):
        """What stands before a cell: [3], [*] or [ ]."""
        return self.all(CELL)[place].find_element("css selector", ".jp-InputPrompt").text.strip()

    def run(self, place, waits=True):
        """Runs a cell, and waits for its end."""
        from selenium.webdriver.common.keys import Keys
        for _ in range(3):
            self.into(place)
            before = self.prompt(place)
            self.keys(Keys.ENTER, shift=True)
            try:
                self.until(lambda: self.prompt(place) != before or self.output(place), "a running cell", 5)
                break
            except checks.Wrong:
                # The page was not yet ready for it, and may ask for a kernel.
                for button in self.all(".jp-Dialog .jp-mod-accept"):
                    button.click()
        if waits:
            self.until(lambda: re.match(r"\[\s*\d+\s*\]", self.prompt(place)), f"the end of cell {place}")

    def output(self, place):
        """The text of a cell's output."""
        return "\n".join(
            e.text for e in self.all(CELL)[place].find_elements("css selector", ".jp-OutputArea-output"))

    def inside(self, place, css):
        """The elements in a cell's output that fit."""
        return self.all(CELL)[place].find_elements("css selector", ".jp-OutputArea-output " + css)


def kernels(home):
    """The numbers of the kernels that still run with files below a folder."""
    numbers = []
    for number in os.listdir("/proc"):
        if number.isdigit():
            try:
                with open(f"/proc/{number}/cmdline", encoding="utf-8", errors="replace") as file:
                    words = file.read()
                if home in words and "kernel\0run" in words:
                    numbers.append(int(number))
            except OSError:
                pass
    return numbers


def need_browser():
    for name in ("chromedriver",):
        if not shutil.which(name):
            raise Skipped(f"{name} is not here")
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        raise Skipped("chromium is not here")
    try:
        import selenium  # noqa: F401
        import jupyterlab  # noqa: F401
    except ImportError as missing:
        raise Skipped(str(missing)) from None


def lesson(lab):
    """What a person does in a lesson."""
    from selenium.webdriver.common.keys import Keys
    lab.open("lesson.ipynb", len(LESSON))
    lab.run(0)
    lab.until(lambda: lab.output(0).split() == ["2", "4"], "2 and 4")
    lab.run(1)
    lab.run(2)
    table = lab.until(lambda: lab.inside(2, "table"), "a table")[0]
    true("Gentoo" in table.text and "Adelie" not in table.text, table.text)
    true(lab.inside(2, "th[scope]"), "no header cells")
    true("kept 2 of 3 rows" in lab.output(2), lab.output(2))
    lab.run(3)
    image = lab.until(lambda: lab.inside(3, "img[alt]"), "a picture")[0]
    true("Throws" in image.get_attribute("alt"), image.get_attribute("alt"))
    lab.until(lambda: lab.script("return arguments[0].naturalWidth", image) > 100, "the drawing of the picture")
    lab.run(4)
    lab.until(lambda: "no_such_name` has no value yet" in lab.output(4), "the mistake")
    lab.run(5)
    lab.until(lambda: "The mean of the items" in lab.output(5), "help")

    # A loop is stopped by pressing I twice.
    lab.run(6, waits=False)
    lab.until(lambda: lab.prompt(6) == "[*]:" or lab.prompt(6) == "[*]", "the loop")
    time.sleep(0.5)
    lab.keys(Keys.ESCAPE)
    lab.keys("i")
    lab.keys("i")
    lab.until(lambda: "Stopped, as you asked" in lab.output(6), "the stopped loop")
    lab.run(7)
    lab.until(lambda: lab.inside(7, "table") and "species" in lab.output(7), "the variables")
    lab.picture("lesson-end")
    lab.into(0)
    lab.picture("lesson-begin")

    # Completion with Tab in a new cell, help with Shift and Tab.
    lab.into(7)
    lab.keys("a", control=True)
    lab.keys("histo")
    lab.keys(Keys.TAB)

    def completed():
        items = [e.text for e in lab.all(".jp-Completer-item")]
        return any("histogram" in i for i in items) or "histogram" in lab.all(CELL)[7].find_element(
            "css selector", ".cm-content").text
    lab.until(completed, "completion")
    time.sleep(0.5)
    lab.picture("completion")
    lab.keys(Keys.ESCAPE)
    lab.into(7)
    lab.keys("a", control=True)
    lab.keys("mean")
    lab.keys(Keys.TAB, shift=True)
    lab.until(lambda: any("The mean of the items" in e.text for e in lab.all(".jp-Tooltip, .jp-Tooltip-content")), "help")
    lab.picture("help")
    lab.keys(Keys.ESCAPE)

    # Restarting: the variables are gone and the count begins anew.
    lab.into(7)
    lab.keys(Keys.ESCAPE)
    before = kernels(lab.installed.home)
    same(len(before), 1, "kernels")
    lab.keys("0")
    lab.keys("0")
    lab.until(lambda: lab.all(".jp-Dialog .jp-mod-warn, .jp-Dialog .jp-mod-accept"), "a question before restarting")
    lab.all(".jp-Dialog .jp-mod-warn, .jp-Dialog .jp-mod-accept")[-1].click()
    lab.until(lambda: kernels(lab.installed.home) not in (before, []), "another kernel")
    lab.run(0)
    lab.until(lambda: lab.prompt(0).startswith("[1]"), "the first number")
    lab.run(2)
    lab.until(lambda: "has no value yet" in lab.output(2), "a variable that is gone")
    lab.run(1)
    lab.run(2)
    lab.run(3)
    lab.until(lambda: lab.inside(3, "img[alt]"), "a picture")
    lab.keys("s", control=True)
    lab.until(lambda: "img alt" in lab.installed.read("lesson.ipynb"), "the stored notebook")
    severe = [e["message"][:200] for e in lab.driver.get_log("browser")
              if e["level"] == "SEVERE" and "404" not in e["message"]]
    same(severe, [], "errors of the browser")


def untrusted(lab, name):
    """The notebook as one sees it who was sent it: nothing has run, yet picture and table are there."""
    book = json.loads(lab.installed.read("lesson.ipynb"))
    book["metadata"]["sent"] = name
    for cell in book["cells"]:
        cell.get("metadata", {}).pop("trusted", None)
        for output in cell.get("outputs", []):
            if "data" in output:
                # Another text, so that no signature of this person fits.
                output["data"]["text/plain"] = ["sent "] + list(output["data"].get("text/plain", []))
    lab.installed.write(name, json.dumps(book))
    lab.open(name, len(LESSON))
    image = lab.until(lambda: lab.inside(3, "img[alt]"), "a picture in an untrusted notebook")[0]
    true("Throws" in image.get_attribute("alt"), image.get_attribute("alt"))
    lab.until(lambda: lab.script("return arguments[0].naturalWidth", image) > 100, "the drawing")
    table = lab.until(lambda: lab.inside(2, "table"), "a table in an untrusted notebook")[0]
    true("Gentoo" in table.text and lab.inside(2, "th[scope]"), table.text)


CONTROLS = [
    "cut = slider(\"cut\", 0, 100)", "d = dataset(mass: [10, 60, 80, 62, 90])",
    "few = d then keep mass > cut\nshow \"left: {count(few)}\"", "plot histogram(few.mass, bins: 10, from: 0, to: 100)"]


def sliding(lab):
    """A slider is moved with the keys of the keyboard, and what depends on it follows in its place."""
    from selenium.webdriver.common.keys import Keys
    lab.open("slider.ipynb", len(CONTROLS))
    for place in range(len(CONTROLS)):
        lab.run(place)
    lab.until(lambda: "left: 4" in lab.output(2), "what the slider lets through")
    handle = lab.until(lambda: lab.inside(0, ".noUi-handle"), "a slider")[0]
    before = lab.until(lambda: lab.inside(3, "img[alt]"), "a picture")[0].get_attribute("src")
    handle.click()
    for _ in range(25):
        handle.send_keys(Keys.ARROW_RIGHT)
    lab.until(lambda: "left: 2" in lab.output(2), "what the moved slider lets through")
    lab.until(lambda: lab.inside(3, "img[alt]")[0].get_attribute("src") != before, "another picture")
    lab.picture("slider")


@check("JupyterLab: a slider is moved, and what depends on it follows", own=True)
def slider(*_):
    need_browser()
    with Installed() as installed:
        installed.notebook("slider.ipynb", CONTROLS)
        with Lab(installed) as lab:
            sliding(lab)


@check("JupyterLab: a lesson is run, completed, helped with, stopped, restarted; and seen by one who was sent it",
       own=True)
def jupyterlab(*_):
    need_browser()
    with Installed() as installed:
        installed.notebook("lesson.ipynb", LESSON)
        with Lab(installed) as lab:
            lesson(lab)
            untrusted(lab, "sent.ipynb")
            lab.into(0)
            time.sleep(0.3)
            lab.picture("sent")
        same(kernels(installed.home), [], "kernels after the end of the server")
    if checks.KEEP:
        with Installed() as installed:
            installed.notebook("lesson.ipynb", LESSON)
            with Lab(installed, dark=True) as lab:
                lab.open("lesson.ipynb", len(LESSON))
                for place in (0, 1, 2, 3, 4, 5, 7):
                    lab.run(place)
                time.sleep(0.5)
                lab.picture("dark-end")
                lab.into(0)
                time.sleep(0.5)
                lab.picture("dark-begin")
