"""Makes pages with the command, and opens them from the disk in Chromium."""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from support import checks
from support.checks import Wrong, same, until

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Shop:
    """Pages that were made, and the browser that looks at one of them."""

    def __init__(self, command, module):
        self.command = command
        self.env = {**os.environ, "LINNET_WEB_MODULE": module}
        self.home = tempfile.mkdtemp(prefix="linnet-pages-")
        self.driver = None
        self.made = {}

    def leave(self):
        self.close()
        shutil.rmtree(self.home, ignore_errors=True)

    # Making

    def linnet(self, *words, env=None, folder=None):
        """Runs the command; its status, what it said, and what it complained about."""
        done = subprocess.run([self.command, *words], capture_output=True, text=True, timeout=120,
                              env={**self.env, **(env or {})}, cwd=folder or self.home)
        return done.returncode, done.stdout, done.stderr

    def playground(self):
        """The path of a playground."""
        return self.page("play.html", "playground")

    def lesson(self, name="throws"):
        """The path of a lesson's page."""
        return self.page(f"{name}.html", "lesson", "publish", os.path.join(HERE, "lessons", f"{name}.lesson"))

    def page(self, name, *words):
        path = os.path.join(self.home, name)
        if path not in self.made:
            status, _, problem = self.linnet(*words, "-o", path)
            same(status, 0, problem)
            self.made[path] = True
        return path

    # Looking

    def open(self, path, **looks):
        """Opens a page and waits until its engine is ready."""
        self.look(path, **looks)
        self.ready()
        return self

    def look(self, path, width=1100, height=900, dark=False):
        """Opens a page."""
        if self.driver is None:
            options = Options()
            options.binary_location = shutil.which("chromium")
            for word in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
                         "--no-first-run", "--disable-background-networking", "--hide-scrollbars",
                         f"--user-data-dir={tempfile.mkdtemp(dir=self.home)}"):
                options.add_argument(word)
            options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
            self.driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
            self.downloads = tempfile.mkdtemp(dir=self.home)
            self.driver.execute_cdp_cmd(
                "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": self.downloads})
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
        scheme = "dark" if dark else "light"
        self.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        self.driver.get("file://" + path)

    def close(self):
        """Ends the browser, and with it all that it kept."""
        if self.driver:
            try:
                self.driver.quit()
            except Exception:
                pass
            self.driver = None

    def ready(self):
        until(lambda: self.state == "ready", "an engine that is ready")

    @property
    def state(self):
        return self.script("return document.getElementById('state').dataset.state")

    def script(self, text, *inputs):
        """What a piece of JavaScript gives back."""
        return self.driver.execute_script(text, *inputs)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def one(self, css):
        found = self.all(css)
        if not found:
            raise Wrong(f"the page has no {css}")
        return found[0]

    def text(self, css="body"):
        return self.one(css).text

    def press(self, *keys):
        """Types into what has the focus, as a keyboard does."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def click(self, css, words=None):
        """Clicks the first button that can be seen and, where words are given, says them."""
        for element in self.all(css):
            if element.is_displayed() and (words is None or element.text == words):
                self.script("arguments[0].click()", element)
                return element
        raise Wrong(f"there is no {css} that says {words!r}")

    def tick(self, css, place):
        """Ticks an option, wherever it stands."""
        self.script("arguments[0].click()", self.all(css)[place])

    def shows(self, words, css="body", seconds=30):
        """Waits until a text is to be seen."""
        def all_text():
            return " ".join(element.text for element in self.all(css))

        try:
            until(lambda: words in all_text(), "", seconds)
        except Wrong as problem:
            raise Wrong(f"{words!r} did not come in {css}, but {all_text()[-700:]!r}") from problem

    def hears(self, words):
        """Waits until something is said to those who listen to the page."""
        until(lambda: words in self.script("return document.getElementById('live').textContent"), f"{words!r} said aloud")

    @property
    def focus(self):
        """What has the focus: its tag and its words."""
        return self.script("const e = document.activeElement; return e.tagName + ' ' + (e.innerText || e.value || '')")

    def keep(self, name):
        """Stores a picture of the screen."""
        if checks.KEEP and self.driver:
            try:
                self.driver.save_screenshot(os.path.join(checks.KEEP, name.replace("/", "-")[:80] + ".png"))
            except Exception:
                pass

    def is_accessible(self, where):
        """Nothing that matters is found by axe."""
        found = glob.glob(os.path.join(sys.prefix, "lib", "python3*", "site-packages", "axe_playwright_python",
                                       "axe.min.js"))
        if not found:
            raise checks.Skipped("axe is not there")
        with open(found[0], encoding="utf-8") as file:
            self.script(file.read())
        wrong = self.driver.execute_async_script(
            "const done = arguments[0]; axe.run().then((r) => done(r.violations.map((v) => "
            "[v.impact, v.id, v.nodes[0].html.slice(0, 200)])))")
        same([one for one in wrong if one[0] != "minor"], [], where)

    def has_no_problems(self):
        """Nothing was written to the browser's console."""
        same([line["message"] for line in self.driver.get_log("browser")], [], "the console")

    def downloaded(self, name):
        """The bytes of a file that the page has saved."""
        path = os.path.join(self.downloads, name)
        until(lambda: os.path.exists(path), f"the file {name} among {os.listdir(self.downloads)}")
        with open(path, "rb") as file:
            return file.read()

    def log(self):
        """The lines of progress that the browser keeps."""
        text = self.script("return Object.values(localStorage).join('')")
        return [json.loads(line) for line in text.splitlines()]


ENTER, TAB, ESCAPE, DOWN, UP = Keys.ENTER, Keys.TAB, Keys.ESCAPE, Keys.DOWN, Keys.UP
RUN = Keys.CONTROL + Keys.ENTER
