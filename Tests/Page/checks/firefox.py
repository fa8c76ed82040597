"""The same pages in Firefox, driven by its own protocol, so that no other program is needed."""
import os
import shutil
import socket
import subprocess
import tempfile
import time

from support import checks
from support.checks import Skipped, check, holds, same, until

ENTER, TAB = "\ue007", "\ue004"


class Firefox:
    """A Firefox without a screen and with a profile of its own."""

    def __init__(self, shop):
        self.binary = shutil.which("firefox-esr") or shutil.which("firefox")
        if not self.binary:
            raise Skipped("there is no firefox here")
        try:
            from marionette_driver.marionette import Marionette
        except ImportError as problem:
            raise Skipped("marionette_driver is not there") from problem
        self.profile = tempfile.mkdtemp(dir=shop.home)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        with open(os.path.join(self.profile, "user.js"), "w", encoding="utf-8") as file:
            file.write(f'user_pref("marionette.port", {port});\nuser_pref("app.update.enabled", false);\n')
        self.process = subprocess.Popen(
            [self.binary, "--headless", "--marionette", "--no-remote", "--profile", self.profile],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.driver = Marionette(host="127.0.0.1", port=port)
        end = time.monotonic() + 60
        while True:
            try:
                self.driver.start_session()
                return
            except Exception:
                if time.monotonic() > end or self.process.poll() is not None:
                    self.process.kill()
                    raise
                time.sleep(0.3)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def script(self, text):
        return self.driver.execute_script(text, sandbox=None)

    def open(self, path):
        self.driver.navigate("file://" + path)
        self.ready()

    def ready(self):
        until(lambda: self.script("return document.getElementById('state').dataset.state") == "ready",
              "an engine that is ready", 60)

    def text(self, css):
        return self.script(f"return document.querySelector({css!r})?.innerText || ''")

    def shows(self, words, css):
        until(lambda: words in self.text(css), f"{words!r} in {self.text(css)[-500:]!r}")

    def type(self, css, keys):
        from marionette_driver import By
        self.driver.find_element(By.CSS_SELECTOR, css).send_keys(keys)

    def keep(self, name):
        if checks.KEEP:
            with open(os.path.join(checks.KEEP, name + ".png"), "wb") as file:
                file.write(self.driver.screenshot(format="binary"))


@check("Firefox: the playground answers, completes and stops")
def playground(shop):
    with Firefox(shop) as fox:
        fox.open(shop.playground())
        fox.type("#cell textarea", "a = 41" + ENTER)
        fox.type("#cell textarea", "while true" + ENTER + "y = 1" + ENTER + "end" + ENTER)
        fox.script("document.querySelector('button.run').click()")
        fox.shows("Stopped.", "#conversation")
        fox.ready()
        fox.type("#cell textarea", "a + 1" + ENTER)
        fox.shows("42", ".entry:last-child .output")
        fox.type("#cell textarea", "histog" + TAB)
        until(lambda: fox.script("return document.querySelector('#cell textarea').value") != "histog", "a completion")
        fox.keep("firefox playground")


@check("Firefox: a lesson marks an answer and keeps it")
def lesson(shop):
    with Firefox(shop) as fox:
        fox.open(shop.lesson())
        fox.script("document.querySelector('#status button.first').click()")
        fox.type("#task-rows input", "4" + ENTER)
        fox.shows("Correct. 1 point.", "#task-rows .verdict")
        same(fox.text("#status .where"), "2/4 · 1 of 7 points")
        fox.open(shop.lesson())
        until(lambda: fox.text("#status .where") == "2/4 · 1 of 7 points", "the same place")
        holds(fox.text("#task-rows .verdict"), "as you had it")
        fox.keep("firefox lesson")
