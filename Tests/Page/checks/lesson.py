"""A lesson, from the first step to what is handed in."""
import json

from support.checks import check, holds, same, true, until
from support.shop import ENTER, RUN, TAB


def opened(shop, **looks):
    return shop.open(shop.lesson(), **looks)


def step(shop, number):
    """Goes to a step by the button of the status line."""
    while not shop.text("#status .where").startswith(f"{number}/"):
        shop.click("#status button.first")


def editor(shop, css, text):
    """Writes into an editor in place of what stands there."""
    field = shop.one(css + " textarea")
    shop.script("arguments[0].focus(); arguments[0].select()", field)
    shop.press(text)
    return field


def settled(shop):
    shop.ready()


@check("a lesson opens with its words, its formula and its first step, and nothing for teachers")
def opening(shop):
    opened(shop)
    same(shop.text("h1"), "How high?")
    true(shop.all("main math"), "a formula")
    same(shop.text("#status .where"), "1/4 · 0 of 7 points")
    source = open(shop.lesson(), encoding="utf-8").read()
    for word in ("rhubarb", "turn the sign around", "15.67"):
        true(word not in source, f"{word} can be read in the page")
    shop.has_no_problems()


@check("a right answer is praised, and Enter goes on")
def right(shop):
    opened(shop)
    step(shop, 3)
    editor(shop, "#task-high", "high = throws then keep height > 10")
    shop.click("#task-high button.first", "Check")
    shop.shows("Correct. 2 points.", "#task-high .verdict")
    same(shop.focus, "BUTTON Next")
    same(shop.text("#status .where"), "3/4 · 2 of 7 points")
    shop.press(ENTER)
    true(shop.script("return document.activeElement.type") == "radio", shop.focus)


@check("a right answer counts for what follows, whatever was tried before it")
def taken(shop):
    opened(shop)
    step(shop, 2)
    shop.click(".cell[data-cell] button.run")
    shop.shows("Ada", ".step:not([hidden]) .output")
    step(shop, 3)
    editor(shop, "#task-high", "throws = throws then keep height > 14\nhigh = throws")
    shop.press(RUN)
    shop.shows("kept 2 of 4 rows", "#task-high .output")
    editor(shop, "#task-high", "high = throws then keep height > 10")
    shop.click("#task-high button.first", "Check")
    shop.shows("Correct", "#task-high .verdict")
    step(shop, 4)
    shop.click("#task-mean-height button", "Try a line")
    shop.press("count(high)", ENTER)
    shop.shows("3", "#task-mean-height .output")


@check("a wrong answer gets the words of its own mistake, a blank its own too")
def wrong(shop):
    opened(shop)
    step(shop, 3)
    shop.click("#task-high button.first", "Check")
    shop.shows("blank", "#task-high .verdict")
    editor(shop, "#task-high", "high = throws then keep height < 10")
    shop.click("#task-high button.first", "Check")
    shop.shows("You kept the low ones", "#task-high .verdict")
    shop.hears("You kept the low ones")
    editor(shop, "#task-high", "high = throws then keep hight > 10")
    shop.click("#task-high button.first", "Check")
    shop.shows("There is no column hight", "#task-high .verdict")
    same(shop.text("#task-high .verdict mark"), "hight")
    same(shop.text("#status .where"), "3/4 · 0 of 7 points")


@check("hints come one at a time, the solution after two attempts, and it costs the points")
def hints(shop):
    opened(shop)
    step(shop, 3)
    shop.click("#task-high button", "Hint 1 of 2")
    shop.shows("The column is called", "#task-high")
    true("means more than" not in shop.text("#task-high"), "only one hint")
    shop.click("#task-high button", "Hint 2 of 2")
    shop.shows("means more than", "#task-high")
    for why in ("opens after 2 attempts", "One way to do it"):
        editor(shop, "#task-high", "high = throws then keep height > 100")
        shop.click("#task-high button.first", "Check")
        shop.shows("You kept 0 rows", "#task-high .verdict")
        settled(shop)
        shop.click("#task-high button", "Solution")
        shop.shows(why, "#task-high .verdict")
    shop.click("#task-high button", "Put it into the editor")
    shop.click("#task-high button.first", "Check")
    shop.shows("no points for this one", "#task-high .verdict")


@check("numbers, choices, guesses and words are answered")
def questions(shop):
    opened(shop)
    step(shop, 2)
    shop.one("#task-rows input").send_keys("5", ENTER)
    shop.shows("5 is not the number", "#task-rows .verdict")
    field = shop.one("#task-rows input")
    field.clear()
    field.send_keys("4", ENTER)
    shop.shows("Correct. 1 point.", "#task-rows .verdict")
    shop.one("#task-guess input").send_keys("Dee", ENTER)
    shop.shows("Noted", "#task-guess .verdict")
    step(shop, 3)
    true("once more" not in shop.text("main"), "what only those read who were wrong")
    shop.tick("#task-why input", 0)
    shop.click("#task-why button.first")
    shop.shows("does not tell how tall", "#task-why .verdict")
    shop.shows("once more", "main")
    shop.tick("#task-why input", 1)
    shop.click("#task-why button.first")
    shop.shows("Correct", "#task-why .verdict")
    step(shop, 4)
    shop.one("#task-mean-height input").send_keys("15,7 cm", ENTER)
    shop.shows("asks for m", "#task-mean-height .verdict")
    field = shop.one("#task-mean-height input")
    field.clear()
    field.send_keys("15,7 m", ENTER)
    shop.shows("Correct. 3 points.", "#task-mean-height .verdict")


@check("beside a question a line can be tried, also by typing it where the number belongs")
def trying(shop):
    opened(shop)
    step(shop, 2)
    shop.click(".cell[data-cell] button.run")
    shop.shows("Ada", ".step:not([hidden]) .output")
    shop.one("#task-rows input").send_keys("count(throws)", ENTER)
    shop.shows("4", "#task-rows .output")
    same(shop.one("#task-rows input").get_attribute("value"), "")
    shop.click("#task-guess button", "Try a line")
    shop.press("max(throws.height)", ENTER)
    shop.shows("20", "#task-guess .output")
    same(shop.text("#status .where"), "2/4 · 0 of 7 points")


@check("after closing and opening again everything is back: answers, points, step and variables")
def resume(shop):
    opened(shop)
    step(shop, 2)
    shop.click(".cell[data-cell] button.run")
    shop.shows("Ada", ".step:not([hidden]) .output")
    shop.one("#task-rows input").send_keys("4", ENTER)
    shop.shows("Correct", "#task-rows .verdict")
    step(shop, 3)
    editor(shop, "#task-high", "high = throws then keep height > 10")
    shop.click("#task-high button.first", "Check")
    shop.shows("Correct", "#task-high .verdict")
    before = shop.log()
    shop.open(shop.lesson())
    until(lambda: shop.text("#status .where") == "3/4 · 3 of 7 points", "the same step and points")
    same(shop.one("#task-high textarea").get_attribute("value"), "high = throws then keep height > 10")
    shop.shows("Correct, as you had it.", "#task-high .verdict")
    shop.ready()
    same(len(shop.log()), len(before), "nothing is done anew by opening")
    editor(shop, "#task-high", "count(throws)")
    shop.press(RUN)
    shop.shows("4", "#task-high .output")


@check("a loop without an end in an answer is stopped, and nothing is lost")
def runaway(shop):
    opened(shop)
    step(shop, 2)
    shop.click(".cell[data-cell] button.run")
    shop.shows("Ada", ".step:not([hidden]) .output")
    step(shop, 3)
    editor(shop, "#task-high", "while true\ny = 1\nend")
    shop.click("#task-high button.first", "Check")
    until(lambda: shop.state == "working", "work")
    shop.click("#task-high button.run", "Stop")
    shop.shows("Stopped", "#task-high .verdict")
    shop.ready()
    editor(shop, "#task-high", "high = throws then keep height > 10")
    shop.press(RUN)
    shop.ready()
    shop.click("#task-high button.first", "Check")
    shop.shows("Correct", "#task-high .verdict")


@check("who begins in the middle is offered what stands above")
def middle(shop):
    opened(shop)
    step(shop, 3)
    editor(shop, "#task-high", "high = throws then keep height > 10")
    shop.press(RUN)
    shop.shows("Do everything above", "#task-high .output")
    shop.click("#task-high .output button")
    until(lambda: "kept 3 of 4 rows" in shop.text("#task-high .output"), "the answer, run")


@check("the result is handed in as a file, and progress can be taken along")
def results(shop):
    opened(shop)
    step(shop, 2)
    shop.one("#task-rows input").send_keys("4", ENTER)
    shop.shows("Correct", "#task-rows .verdict")
    shop.click("#task-guess button", "Skip")
    shop.click("#status button", "Menu")
    shop.one("#nickname").send_keys("Ada L.")
    shop.keep("lesson menu")
    shop.is_accessible("the menu")
    shop.click("dialog button", "Save the result file")
    result = json.loads(shop.downloaded("throws-Ada-L.result"))
    same((result["lesson"], result["version"], result["nickname"], result["points"], result["of"]),
         ("throws", "3", "Ada L.", 1, 7))
    same([task["outcome"] for task in result["tasks"]][:2], ["right", "skipped"])
    true(all("at" not in event for event in result["events"]), "times stay here")
    shop.click("dialog button", "Save my progress")
    lines = shop.downloaded("throws.progress").decode().splitlines()
    same(json.loads(lines[0])["do"], "begin")
    shop.script("window.confirm = () => true")
    shop.click("dialog button", "Start again")
    shop.ready()
    until(lambda: shop.text("#status .where") == "1/4 · 0 of 7 points", "a fresh lesson")
    same(shop.log(), [])


@check("the whole lesson can be done by keyboard alone")
def keyboard(shop):
    opened(shop)

    def to(words):
        """Goes on with Tab until something with these words has the focus."""
        for _ in range(40):
            if words in shop.script(
                    "const e = document.activeElement; return e === document.body ? '' : (e.getAttribute('aria-label') || '') + ' ' +"
                    "(e.labels && e.labels[0] ? e.labels[0].innerText : '') + ' ' + (e.innerText || '') + ' ' +"
                    "(document.getElementById(e.getAttribute('aria-labelledby')) || {innerText: ''}).innerText"):
                return
            shop.press(TAB)
        raise AssertionError(f"Tab does not lead to {words!r}")

    to("Next")
    shop.press(ENTER)
    to("Program")
    shop.press(RUN)
    shop.shows("Ada", ".step:not([hidden]) .output")
    shop.press("\ue00c")
    to("How many children")
    shop.press("4", ENTER)
    shop.shows("Correct", "#task-rows .verdict")
    shop.press(ENTER)
    shop.press("Dee", ENTER)
    shop.shows("Noted", "#task-guess .verdict")
    shop.press(ENTER)
    same(shop.focus, "H2 Keep the high ones")
    to("Your answer")
    shop.press("\ue009a\ue000", "high = throws then keep height > 10", "\ue00c", TAB)
    same(shop.focus, "BUTTON Check")
    shop.press(ENTER)
    shop.shows("Correct", "#task-high .verdict")
    shop.press(ENTER)
    shop.press("\ue015")
    to("Answer")
    shop.press(ENTER)
    until(lambda: shop.text("#task-why .verdict"), "a verdict")
    true(shop.all("#task-why .verdict.right"), shop.text("#task-why"))
    shop.press(ENTER)
    to("What is the mean")
    shop.press("15,67", ENTER)
    shop.shows("Correct", "#task-mean-height .verdict")
    shop.press(ENTER)
    shop.press("The mean hides the spread.")
    to("Answer")
    shop.press(ENTER)
    shop.shows("Noted", "#task-words .verdict")
    shop.press(ENTER)
    true(shop.all("dialog[open]"), "after the last task the menu opens")
    same(shop.text("#status .where"), "4/4 · 7 of 7 points")


@check("axe finds nothing in a lesson, in light and dark, on a wide screen and a narrow one")
def accessible(shop):
    for looks in ({}, {"dark": True}, {"width": 360, "height": 740}):
        shop.close()
        opened(shop, **looks)
        shop.is_accessible(looks)
        shop.keep(f"lesson start {looks}")
        step(shop, 3)
        shop.click("#task-high button", "Hint 1 of 2")
        editor(shop, "#task-high", "high = throws then keep hight > 10")
        shop.click("#task-high button.first", "Check")
        shop.shows("no column", "#task-high .verdict")
        shop.tick("#task-why input", 1)
        shop.click("#task-why button.first")
        shop.shows("Correct", "#task-why .verdict")
        shop.is_accessible(looks)
        shop.keep(f"lesson {looks}")
        if looks.get("width"):
            same(shop.script("return document.documentElement.scrollWidth"), 360, "no scrolling sideways")


@check("on paper all steps are there, and no buttons")
def paper(shop):
    opened(shop)
    shop.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    true(all(section.is_displayed() for section in shop.all("section.step")), "every step")
    true(not any(button.is_displayed() for button in shop.all(".task button, #status button")), "no buttons")
    shop.keep("lesson on paper")
    shop.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
