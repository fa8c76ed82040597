"""Questions that a cell asks the person, on stdin."""
from support.checks import check, same, true, works

ASKING = "name = ask(\"Name? \")\nshow \"got \" + name"


@check("a question arrives with its words, and the answer is used, whatever its letters")
def answers(kernel, client):
    for word in ("Ada", "Zoë 𝐚 日本", "", "\" + x + \"", "{name}", "a\nb", "\x00", "x" * 100_000, " "):
        header = client.start(ASKING, allow_stdin=True)
        question = client.question()
        same(question.parent, header, "parent")
        same(question.content, {"prompt": "Name? ", "password": False})
        client.answer(question, word)
        cell = client.finish(header)
        same((cell.status, cell.printed), ("ok", f"got {word}\n"))


@check("what was printed before a question is there before it")
def printed_before(kernel, client):
    header = client.start("show \"first\"\n5\n" + ASKING, allow_stdin=True)
    question = client.question()
    stream = client.wait("iopub", lambda m: m.type == "stream", 5)
    same(stream.content["text"], "first\n5\n")
    client.answer(question, "Ada")
    same(client.finish(header).status, "ok")


@check("several questions in one cell, a question in a loop and in an expression")
def several(kernel, client):
    header = client.start("t = \"\"\nfor i from 1 to 20\n  t = t + ask(\"{i}? \")\nend\nt", allow_stdin=True)
    for place in range(1, 21):
        question = client.question()
        same(question.content["prompt"], f"{place}? ")
        client.answer(question, chr(96 + place))
    same(client.finish(header).value, "abcdefghijklmnopqrst")
    header = client.start("number(ask(\"a\")) + number(ask(\"b\"))", allow_stdin=True)
    client.answer(client.question(), "40")
    client.answer(client.question(), "2")
    same(client.finish(header).value, "42")


@check("where nobody can answer the cell ends at once with a plain sentence, and no question is sent")
def nobody(kernel, client):
    cell = client.run(ASKING, allow_stdin=False)
    same((cell.status, cell.error), ("error", "nobody-to-ask"))
    client.pump(0.1)
    same(client.inbox["stdin"], [])
    works(client)


@check("an answer that nobody asked for is not taken for the next question's")
def stale(kernel, client):
    for _ in range(3):
        client.send("stdin", "input_reply", {"status": "ok", "value": "STALE"})
    same(client.ask("kernel_info_request")["status"], "ok")
    header = client.start(ASKING, allow_stdin=True)
    client.answer(client.question(), "fresh")
    same(client.finish(header).printed, "got fresh\n")


@check("odd answers: none, numbers, lists, wrong signatures, other kinds of message")
def odd(kernel, client):
    for content in ({}, {"value": 5}, {"value": None}, {"value": ["a"]}, {"value": "half \ud800"}):
        header = client.start(ASKING, allow_stdin=True)
        question = client.question()
        client.send("stdin", "input_reply", content, key=b"wrong")
        client.send("stdin", "no_such_reply", content)
        client.send_frames("stdin", [b"", b"x"])
        client.send("stdin", "input_reply", content, parent=question.header)
        true(client.finish(header).status in ("ok", "error"), content)
    works(client)


@check("the one who sent the cell is asked, not another who listens")
def right_one(kernel, client):
    other = kernel.client()
    header = client.start(ASKING, allow_stdin=True)
    question = client.question()
    other.pump(0.1)
    same(other.inbox["stdin"], [])
    client.answer(question, "Ada")
    same(client.finish(header).printed, "got Ada\n")
    other.close()


@check("a silent cell may ask, and one whose asker has gone can be stopped")
def gone(kernel, client):
    header = client.start(ASKING, allow_stdin=True, silent=True)
    client.answer(client.question(), "Ada")
    same(client.finish(header).types, ["busy", "idle"])
    other = kernel.client()
    header = other.start(ASKING, allow_stdin=True)
    other.question()
    other.close()
    client.send("control", "interrupt_request")
    client.published(header)
    works(client)
