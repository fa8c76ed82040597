"""The playground."""
from support.checks import check, holds, same, true, until
from support.shop import DOWN, ENTER, ESCAPE, TAB, UP

LOOP = ["while true", ENTER, "y = 1", ENTER, "end", ENTER]


def opened(shop, **looks):
    shop.open(shop.playground(), **looks)
    shop.one("#cell textarea").click()
    return shop


def typed(shop, *keys):
    """Types a line, and waits until it has been answered."""
    count = len(shop.all(".entry"))
    shop.press(*keys)
    until(lambda: len(shop.all(".entry")) > count and shop.state == "ready", f"an answer to {keys}")
    return shop.all(".entry .output")[-1].text


@check("a line is answered, and the next one knows its variables")
def lines(shop):
    opened(shop)
    same(typed(shop, "2 + 3", ENTER), "5")
    same(typed(shop, "x = 4", ENTER), "")
    same(typed(shop, "x * 2", ENTER), "8")
    same(typed(shop, 'show "a <b>&amp;"', ENTER), "a <b>&amp;")
    shop.has_no_problems()


@check("the page can be written in before the engine is there")
def early(shop):
    shop.open(shop.playground())
    shop.driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": 4})
    shop.driver.get("file://" + shop.playground())
    same(shop.state, "starting")
    shop.one("#cell textarea").send_keys("1 + 1", ENTER)
    shop.shows("2", ".entry .output")


@check("a block goes on until it is whole, with its indentation")
def blocks(shop):
    opened(shop)
    shop.press("if 2 > 1", ENTER, 'show "yes"', ENTER, "end")
    same(shop.one("#cell textarea").get_attribute("value"), 'if 2 > 1\n  show "yes"\nend')
    same(typed(shop, ENTER), "yes")


@check("what was wrong is marked, explained and comes back to be put right")
def mistakes(shop):
    opened(shop)
    said = typed(shop, "x = ptt + 1", ENTER)
    holds(said, "ptt has no value yet")
    same(shop.text(".entry .mistake mark"), "ptt")
    same(shop.one("#cell textarea").get_attribute("value"), "x = ptt + 1")
    shop.click(".mistake summary")
    shop.shows("unknown-name", ".mistake details pre")


@check("words are completed from the keyboard, and Escape with Tab leaves the editor")
def completion(shop):
    opened(shop)
    typed(shop, "birds = load \"penguins.csv\"", ENTER)
    shop.press("birds then keep bill_", TAB)
    until(lambda: len(shop.all(".completions li")) == 2, "two ways to go on")
    field = shop.one("#cell textarea")
    same(field.get_attribute("aria-activedescendant"), shop.all(".completions li")[0].get_attribute("id"))
    shop.press(DOWN, ENTER)
    same(field.get_attribute("value"), "birds then keep bill_depth_mm")
    shop.press(ESCAPE, TAB)
    same(shop.focus, "BUTTON Run")


@check("pictures and tables have words for those who cannot see them")
def pictures(shop):
    opened(shop)
    typed(shop, "d = dataset(x: [1, 2, 3], y: [4, 5, 6])", ENTER)
    typed(shop, "d", ENTER)
    true(shop.all(".output .table th[scope=col]"), "headings of columns")
    typed(shop, "d then scatter x, y", ENTER)
    words = shop.one(".output img").get_attribute("alt")
    holds(words, "3 points of y against x")
    shop.hears("A picture. 3 points")
    true(shop.script("return document.querySelector('.output img').naturalWidth") > 100, "the picture is drawn")


@check("a loop without an end is stopped, the page stays awake, and the variables come back")
def runaway(shop):
    opened(shop)
    typed(shop, "a = 41", ENTER)
    shop.press(*LOOP)
    until(lambda: shop.state == "working", "work")
    same(shop.script("return 6 * 7"), 42, "the page itself")
    shop.click("button.run", "Stop")
    shop.shows("Stopped.")
    shop.ready()
    same(typed(shop, "a + 1", ENTER), "42")


@check("after a stop chance has not changed its mind, and half of a line that failed still counts")
def again(shop):
    opened(shop)
    typed(shop, "lucky = random()", ENTER)
    typed(shop, "kept = 1", ENTER)
    typed(shop, "kept = 2", ENTER)
    typed(shop, ":undo", ENTER)
    shop.press("half = 7; half / 0", ENTER)
    shop.shows("by zero")
    shop.ready()
    # A line that failed stays, to be mended.
    shop.script("""const field = [...document.querySelectorAll("textarea")].pop();
        field.value = ""; field.dispatchEvent(new Event("input", { bubbles: true })); field.focus()""")
    before = typed(shop, "lucky", ENTER)
    shop.press(*LOOP)
    until(lambda: shop.state == "working", "work")
    shop.click("button.run", "Stop")
    shop.shows("Stopped.")
    shop.ready()
    same(typed(shop, "half", ENTER), "7")
    same(typed(shop, "kept", ENTER), "1")
    same(typed(shop, "lucky", ENTER), before)


@check("a loop that prints without an end neither freezes nor fills the page")
def flood(shop):
    opened(shop)
    shop.press("while true", ENTER, 'show "again and again"', ENTER, "end", ENTER)
    until(lambda: "again" in shop.text("#conversation"), "text")
    shop.script("window.before = performance.now()")
    until(lambda: shop.script("return performance.now() - window.before > 1500"), "some time")
    shop.click("button.run", "Stop")
    shop.shows("Stopped.")
    true(shop.script("return document.body.innerText.length") < 2_000_000, "the page is not full")


@check("a program asks, and a slider is moved")
def asking(shop):
    opened(shop)
    shop.press('name = ask("Who? ")', ENTER)
    until(lambda: shop.all(".asked input"), "the question")
    shop.press("Ada", ENTER)
    until(lambda: not shop.all(".asked") and shop.state == "ready", "the answer taken")
    same(typed(shop, "name", ENTER), "Ada")
    holds(typed(shop, 'n = slider("waves", 1, 10, step: 1)\ue008\ue007\ue008show n * 100', ENTER), "00")
    shop.script("const s = document.querySelector('input[type=range]'); s.value = 3;"
                "s.dispatchEvent(new Event('change'))")
    shop.shows("300", ".entry:last-child .output")


@check("files are saved on the device, and loaded again")
def files(shop):
    opened(shop)
    typed(shop, "d = dataset(x: [1, 2])", ENTER)
    holds(typed(shop, 'save d, "two.csv"', ENTER), "two.csv")
    shop.click(".output a.save")
    holds(shop.downloaded("two.csv").decode(), "x")
    holds(typed(shop, 'load "two.csv"', ENTER), "2 rows")


@check("help, the list of variables, undo and earlier lines")
def words(shop):
    opened(shop)
    holds(typed(shop, "? mean", ENTER), "The mean of the items")
    typed(shop, "x = 1", ENTER)
    typed(shop, "x = 2", ENTER)
    holds(typed(shop, ":vars", ENTER), "number")
    holds(typed(shop, ":undo", ENTER), "as they were before")
    same(typed(shop, "x", ENTER), "1")
    shop.press(UP, UP)
    same(shop.one("#cell textarea").get_attribute("value"), ":undo")


@check("every example runs without a mistake")
def examples(shop):
    opened(shop)
    for button in shop.all("#examples button"):
        shop.script("arguments[0].click()", button)
        typed(shop, ENTER)
        same(len(shop.all(".mistake")), 0, button.text)


@check("the page asks no network for anything")
def network(shop):
    opened(shop)
    same(shop.script("return performance.getEntriesByType('resource').filter((e) => !/^(blob|data|file):/.test(e.name))"
                     ".length"), 0)
    refused = shop.driver.execute_async_script(
        "const done = arguments[0]; fetch('https://example.org/').then(() => done('came'), () => done('refused'))")
    same(refused, "refused")


@check("axe finds nothing, in light and dark, on a wide screen and a narrow one")
def accessible(shop):
    for looks in ({}, {"dark": True}, {"width": 360, "height": 740}):
        opened(shop, **looks)
        typed(shop, "x = ptt", ENTER)
        shop.script("const f = document.querySelector('#cell textarea'); f.select()")
        shop.press("\ue017")
        typed(shop, "d = dataset(x: [1, 2, 3], y: [4, 5, 6])", ENTER)
        typed(shop, "d then scatter x, y", ENTER)
        typed(shop, ":vars", ENTER)
        shop.press("d then keep ", "x", TAB)
        shop.is_accessible(looks)
        shop.keep(f"playground {looks}")
        if looks.get("width"):
            same(shop.script("return document.documentElement.scrollWidth"), 360, "no scrolling sideways")
