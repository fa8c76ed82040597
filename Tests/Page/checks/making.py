"""What the command says and makes."""
import os
import re

from support.checks import check, holds, same, true
from support.shop import HERE


@check("without the engine the command says what to do")
def no_engine(shop):
    status, _, problem = shop.linnet("playground", env={"LINNET_WEB_MODULE": "/nowhere"})
    same(status, 1)
    holds(problem, "make web")


@check("what is no lesson, no file or other data is refused in plain words")
def refused(shop):
    for words, wanted in ((["nothing.lesson"], "no file"), ([os.path.join(HERE, "run")], "ends with .lesson")):
        status, _, problem = shop.linnet("lesson", "publish", *words, "-o", "x.html")
        same(status, 1)
        holds(problem, wanted)
    with open(os.path.join(HERE, "lessons", "throws.lesson"), encoding="utf-8") as file:
        text = file.read().replace("data/throws.csv\nsol", "data/throws.csv sha256=0123456789abcdef\nsol")
    folder = os.path.join(shop.home, "other", "data")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "throws.csv"), "w", encoding="utf-8") as file:
        file.write("name,height\nAda,1\n")
    path = os.path.join(shop.home, "other", "other.lesson")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    status, _, problem = shop.linnet("lesson", "publish", path)
    same(status, 1)
    holds(problem, "sha256")
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("@choice why", "@number high answer=x"))
    status, _, problem = shop.linnet("lesson", "publish", path)
    same(status, 1)
    holds(problem, "line 65")


@check("a page is the same each time, its own code is small, and its policy allows no network")
def page(shop):
    first = open(shop.lesson(), "rb").read()
    status, said, _ = shop.linnet("lesson", "publish", os.path.join(HERE, "lessons", "throws.lesson"), "-o", "b.html")
    same(status, 0)
    holds(said, "b.html")
    true(first == open(os.path.join(shop.home, "b.html"), "rb").read(), "twice the same bytes")
    text = first.decode()
    code = re.sub(r'<script type="text/plain" (?:id="module"|id="lesson"|data-file="[^"]*")>[^<]*</script>', "", text)
    true(len(code) < 72_000, f"the page without engine and data has {len(code)} bytes")
    holds(text, "connect-src 'none'")


@check("a folder of lessons becomes a gallery")
def gallery(shop):
    folder = os.path.join(shop.home, "gallery")
    os.makedirs(folder, exist_ok=True)
    status, _, problem = shop.linnet(
        "lesson", "gallery", os.path.join(HERE, "lessons"), "-o", os.path.join(folder, "index.html"))
    same(status, 0, problem)
    same(sorted(os.listdir(folder)), ["index.html", "throws.html"])
    text = open(os.path.join(folder, "index.html"), encoding="utf-8").read()
    holds(text, '<a href="throws.html">How high?</a>')
    holds(text, "10 minutes")
    shop.look(os.path.join(folder, "index.html"))
    shop.is_accessible("the gallery")
    shop.click("a", "How high?")
    shop.ready()
    same(shop.text("h1"), "How high?")
