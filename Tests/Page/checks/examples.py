"""The example lessons, each done in its page from the first step to the last, with the teacher's own answers."""
import glob
import os
import re

from support.checks import Wrong, check, true, until
from support.shop import HERE

FOLDER = os.path.join(os.path.dirname(os.path.dirname(HERE)), "Examples", "lessons")


def answers(path):
    """What the file gives as right: code by exercise, numbers and words by question, options by their places."""
    found, task = {}, None
    fence, code = None, []
    with open(path, encoding="utf-8") as file:
        for line in file.read().splitlines():
            if fence is not None:
                if line.startswith("```"):
                    if fence == "solution" and task:
                        found[task] = "\n".join(code)
                    fence, code = None, []
                else:
                    code.append(line)
                continue
            if line.startswith("```"):
                fence = line.split()[-1] if line.startswith("```linnet") else ""
                continue
            directive = re.match(r"<!-- @(\w+) ([\w-]+)(.*)-->", line)
            if directive and directive[1] in ("exercise", "number", "choice", "choices", "text", "predict"):
                task = directive[2]
                options, place = [], 0
                found.setdefault(task, None)
                answer = re.search(r'answer=(\S+)', directive[3]) or re.search(r'accept="([^"|]*)', directive[3])
                if answer:
                    found[task] = answer[1].split("|")[0]
            option = re.match(r"- \[([ xX])\] ", line)
            if option and task:
                place += 1
                if option[1] != " ":
                    options.append(place)
                    found[task] = list(options)
    return found


def settle(shop):
    until(lambda: shop.state == "ready", "an end of the work", 120)


def do(shop, path):
    name = os.path.basename(path).split(".")[0]
    shop.open(shop.page(f"{name}.html", "lesson", "publish", path))
    right = answers(path)
    steps = len(shop.all("section.step"))
    for number in range(steps):
        for box in shop.all("section.step:not([hidden]) .cell[data-cell], section.step:not([hidden]) [data-task]"):
            if not box.is_displayed():
                continue
            task = box.get_attribute("data-task")
            if task is None:
                shop.script("arguments[0].querySelector('button.run').click()", box)
                settle(shop)
                if shop.script("return arguments[0].querySelector('.mistake') !== null", box):
                    raise Wrong(f"{name}: {box.text}")
                continue
            answer, kind = right.get(task), box.get_attribute("data-kind")
            if answer is None and kind not in ("text", "predict"):
                raise Wrong(f"{name}: the file has no answer to {task}")
            if isinstance(answer, list):
                for place in answer:
                    shop.script("arguments[0].querySelector(`[value='${arguments[1]}']`).click()", box, place)
            elif kind == "predict" and box.get_attribute("innerHTML").find("type=\"radio\"") > 0:
                shop.script("arguments[0].querySelector('input').click()", box)
            else:
                shop.script(
                    "const f = arguments[0].querySelector('.answer input, textarea'); f.value = arguments[1];"
                    "f.dispatchEvent(new Event('input'))", box, answer or "because")
            shop.script("arguments[0].querySelector('.bar button.first').click()", box)
            settle(shop)
            until(lambda: shop.script("return arguments[0].querySelector('.verdict').className", box) != "verdict",
                  f"a verdict on {task}")
            if not shop.script("return arguments[0].querySelector('.verdict.right, .verdict.noted') !== null", box):
                raise Wrong(f"{name}, {task}: {answer!r}: {box.text}")
        if number + 1 < steps:
            shop.click("#status button.first")
    shop.has_no_problems()
    shop.keep(f"example {name}")


def mark(path):
    name = os.path.basename(path).split(".")[0]

    @check(f"the example {name} can be done in its page")
    def example(shop):
        do(shop, path)


for one in sorted(glob.glob(os.path.join(FOLDER, "*.lesson"))):
    mark(one)


@check("there are examples")
def there(_):
    true(glob.glob(os.path.join(FOLDER, "*.lesson")), f"lessons in {FOLDER}")
