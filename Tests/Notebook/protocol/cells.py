"""What a cell answers, shows and counts, in the order of the messaging document."""
import json

from support.checks import check, same, true, works


@check("busy, the cell's text, the result and idle, in this order and with one count")
def order(kernel, client):
    cell = client.run("1 + 1")
    same(cell.types, ["busy", "execute_input", "execute_result", "idle"])
    same(cell.all("execute_input"), [{"code": "1 + 1", "execution_count": cell.count}])
    same(cell.all("execute_result")[0]["execution_count"], cell.count)
    same(cell.result["text/plain"], "2")
    same(cell.reply["user_expressions"], {})
    same(cell.reply["payload"], [])


@check("only the last value is the result, those before it are shown")
def last_value(kernel, client):
    cell = client.run("1 + 1\n2 + 2")
    same(cell.shown, ["stream", "execute_result"])
    same((cell.printed, cell.value), ("2\n", "4"))
    cell = client.run("1 + 1\nx = 3")
    same((cell.printed, cell.value), ("", "2"))
    cell = client.run("5\nshow \"after\"")
    same((cell.shown, cell.printed, cell.value), (["stream"], "5\nafter\n", None))
    cell = client.run("dataset(x: [1])\n\"word\"\ndataset(y: [2])")
    same(cell.shown, ["display_data", "stream", "execute_result"])


@check("what has no value has no result")
def no_result(kernel, client):
    for code in ("", "  \n\n ", "# a comment", "x = 1", "define f(x)\n  return x\nend", "if false\n  5\nend",
                 "nothing", ":vars"):
        cell = client.run(code)
        same((cell.status, cell.result), ("ok", None), repr(code))
    for code in ("", "  \n\n ", "# a comment"):
        same(client.run(code).shown, [], repr(code))


@check("a silent cell shows and counts nothing, but works")
def silent(kernel, client):
    count = client.run("quiet_one = 1").count
    for code in ("quiet_one = 2", "1 + 1", "show \"loud\"", "dataset(x: [1])", "histogram([1, 2])", "no_such_name",
                 "show (1 +"):
        cell = client.run(code, silent=True, store_history=True)
        same(cell.types, ["busy", "idle"], code)
        same(cell.count, count, code)
    cell = client.run("quiet_one")
    same((cell.count, cell.value), (count + 1, "2"))


@check("a cell that is not to be kept shows its result and counts nothing")
def not_kept(kernel, client):
    count = client.run("1").count
    cell = client.run("2 + 3", store_history=False)
    same((cell.value, cell.count), ("5", count))
    same(client.run("1").count, count + 1)


@check("flags that are left out have their usual values, and odd ones harm nothing")
def odd_flags(kernel, client):
    count = client.run("1").count
    reply = client.ask("execute_request", {"code": "1 + 1"})
    same((reply["status"], reply["execution_count"]), ("ok", count + 1))
    for flags in ({"silent": None}, {"silent": "yes"}, {"store_history": 5}, {"user_expressions": []},
                  {"user_expressions": "x"}, {"allow_stdin": {}}, {"stop_on_error": []}):
        same(client.run("1 + 1", **flags).status, "ok", flags)
    for code in (None, 5, [], {}, True):
        reply = client.ask("execute_request", {"code": code})
        same(reply["status"], "error", repr(code))
        true(reply["ename"] and reply["evalue"] and isinstance(reply["traceback"], list), reply)
    works(client)


@check("a client's own expressions: a bundle or a mistake each, and nothing is changed by them")
def expressions(kernel, client):
    client.run("kept = 41")
    reply = client.run("", user_expressions={
        "a": "kept + 1", "b": "no_such_name", "c": "kept = 7\nkept", "d": 5, "e": "show (", "f": "dataset(x: [1])",
        "g": "show \"hidden\"", "h": "", "é": "\"é\""}).reply
    said = reply["user_expressions"]
    same(said["a"]["data"]["text/plain"], "42")
    same((said["b"]["status"], said["b"]["ename"]), ("error", "unknown-name"))
    same(said["c"]["data"]["text/plain"], "7")
    same({name: said[name]["status"] for name in "defgh"},
         {"d": "error", "e": "error", "f": "ok", "g": "ok", "h": "ok"})
    true("text/html" in said["f"]["data"], said["f"])
    same(said["é"]["data"]["text/plain"], "é")
    cell = client.run("kept", user_expressions={"a": "show \"hidden\""})
    same((cell.shown, cell.value), (["execute_result"], "41"))
    cell = client.run("no_such_name", user_expressions={"a": "1"})
    same(cell.reply["user_expressions"], {}, "after a mistake")


@check("a mistake: the same words in reply and on iopub, with line, caret and code; the count goes on")
def mistake(kernel, client):
    count = client.run("1").count
    cell = client.run("x = 1\nshow no_such_name + x")
    same((cell.status, cell.count, cell.types[-2:]), ("error", count + 1, ["error", "idle"]))
    error = cell.all("error")[0]
    for part in ("ename", "evalue", "traceback"):
        same(cell.reply[part], error[part], part)
    same(error["ename"], "unknown-name")
    true("no_such_name" in error["evalue"] and "\x1b" not in error["evalue"], error["evalue"])
    from support.checks import plain
    lines = [plain(line) for line in error["traceback"]]
    same(lines[0], "Line 2:  show no_such_name + x")
    same(lines[1].index("^"), lines[0].index("no_such_name"), "place of the caret")
    same(lines[1].strip(), "^" * len("no_such_name"))
    true(error["evalue"] in "\n".join(lines), lines)
    true("(explain unknown-name)" in lines[-1], lines)
    works(client)


@check("the caret stands under the words also behind wide letters and tabs")
def caret(kernel, client):
    from support.checks import plain
    import unicodedata
    for code in ("show \"日本\" + oops", "show \"𝐚𝐚\" + oops", "show \"e\u0301\" + oops"):
        lines = [plain(line) for line in client.run(code).reply["traceback"]]

        def width(text):
            return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
                       for c in text)
        same(lines[1].index("^"), width(lines[0][:lines[0].index("oops")]), code)


@check("up to three reading mistakes are told at once, and nothing of the cell has run")
def reading_mistakes(kernel, client):
    client.run("before = 1")
    cell = client.run("before = 2\nshow 1 +* 2\nz = 3,5 + )\ny = ]\nshow (2 + \nfor\nw = [")
    from support.checks import plain
    text = plain("\n".join(cell.reply["traceback"]))
    same((cell.status, cell.shown), ("error", ["error"]))
    true(2 <= text.count("(explain ") <= 3, text)
    same(client.run("before").value, "1", "a variable after it")


@check("what was shown before a mistake comes before it, and nothing is the result")
def shown_before(kernel, client):
    cell = client.run("1 + 1\nshow \"before\"\ndataset(x: [1])\n5\nfail \"then\"\nshow \"never\"")
    same(cell.shown, ["stream", "display_data", "stream", "error"])
    same((cell.printed, cell.error, cell.result), ("2\nbefore\n5\n", "your-own", None))


@check("a mistake in a function of an earlier cell names that cell")
def earlier_cell(kernel, client):
    from support.checks import plain
    count = client.run("define broken(x)\n  return x + no_such_name\nend").count
    text = plain("\n".join(client.run("\n\nbroken(1)").reply["traceback"]))
    true(f"cell {count}" in text, text)
    true("return x + no_such_name" in text, text)


@check("notes and accounts of rows are quiet displays beside the result, never a stream")
def notes(kernel, client):
    cell = client.run("mean([1, missing, 3])")
    same((cell.shown, cell.value), (["display_data", "execute_result"], "2"))
    data = cell.displays[0]
    true("left-out-gaps" in data["text/plain"] and "opacity" in data["text/html"], data)
    cell = client.run("rows_here = dataset(m: [1, 2, 3])\nrows_here then keep m > 1")
    same(cell.shown, ["display_data", "execute_result"])
    same(cell.displays[0]["text/plain"], "kept 2 of 3 rows")
    true("text/html" in cell.result, cell.result)
    same(cell.all("stream"), [], "streams")


@check("the lines of notes, of several accounts and of help stay lines in HTML")
def html_lines(kernel, client):
    cell = client.run("x = 1\nif x = 1\n  show 5\nend")
    data = cell.displays[0]
    true("equals-as-question" in data["text/plain"] and "2" in data["text/plain"], data)
    same(data["text/html"].count("\n"), data["text/plain"].count("\n"), "line ends in " + data["text/html"])
    data = client.run("w = dataset(m: [1, 2, 3]) then keep m > 1 then keep m > 2 then keep m > 0").displays[0]
    same(data["text/plain"].count("\n"), 2)
    same(data["text/html"].count("\n") + data["text/html"].count("<br"), 2, data["text/html"])
    data = client.run("? mean").displays[0]
    ends = sum(data["text/html"].count(end) for end in ("\n", "<br", "<p", "<div", "<pre"))
    true(ends >= 8, data["text/html"])


@check("a step at the start of a cell carries on from the cell before")
def carries_on(kernel, client):
    client.run("dataset(m: [1, 2, 3, 4])")
    cell = client.run("then keep m > 2")
    same(cell.value.split(), ["m", "1", "3", "2", "4"])
    client.run("carried = [3, 1, 2]")
    cell = client.run("then sort")
    true("carried-on" in cell.told, cell.told)
    same(client.run("carried").value, "[1, 2, 3]")
    same(client.run("it[1] + 10").value, "11")
    same(client.run("it * 2").value, "22")


@check("the words of the conversation: variables, help, explanations, forgetting, undoing")
def conversation(kernel, client):
    client.run("talked = 41")
    data = client.run(":vars").displays[0]
    true("talked" in data["text/plain"] and "<table" in data["text/html"], data)
    for code in ("? mean", "?mean", "help mean", "mean?", " ? mean \n"):
        cell = client.run(code)
        true(cell.status == "ok" and "mean" in cell.told and "missing" in cell.told, f"{code}: {cell.told}")
    true("unknown-name" in client.run("explain unknown-name").told, "explain")
    true(client.run("help").told.strip(), "help on its own")
    for code in ("? no_such_word_at_all", "explain no-such-code", ":nonsense", ":", "?", "??", "help help", ": vars",
                 ":forget no_such_name_at_all", "? ] (", "explain ] ("):
        cell = client.run(code)
        true(cell.status in ("ok", "error") and cell.told.strip(), f"{code}: {cell.told}")
    client.run("talked = 42")
    client.run(":undo")
    same(client.run("talked").value, "41", "after undoing")
    client.run(":forget talked")
    same(client.run("talked").error, "unknown-name")
    works(client)


@check("a table is plain text and an HTML table with header cells; a picture has its words three times")
def forms(kernel, client):
    kernel.write("forms.csv", "x,a <b> & 'c'\n1,<script>alert(1)</script>\n2,é\n")
    data = client.run("load \"forms.csv\"").result
    html = data["text/html"]
    true("<th" in html and "scope=" in html and "<script>" not in html and "a <b>" not in html, html)
    true("é" in data["text/plain"], data["text/plain"])
    cell = client.run("plot histogram([1, 2, 2, 3], bins: 3, from: 0, to: 4), title: \"A <b> & C\"")
    data = cell.result or cell.displays[0]
    same(sorted(data), ["image/svg+xml", "text/html", "text/plain"])
    import re
    import xml.etree.ElementTree as tree
    alt = re.search(r'<img alt="([^"]*)"', data["text/html"])
    true(alt and "A &lt;b&gt; &amp; C" in alt[1], data["text/html"][:300])
    root = tree.fromstring(data["image/svg+xml"])
    true(root.get("role") == "img" and (
        root.get("aria-label") or root.find("{http://www.w3.org/2000/svg}title") is not None), "words in the SVG")
    true("█" in data["text/plain"], data["text/plain"])


@check("printed text, tables and pictures keep their order")
def mixed_order(kernel, client):
    cell = client.run("show 1\nshow dataset(x: [1])\nshow 2\nplot histogram([1, 2])\nshow 3")
    same(cell.shown, ["stream", "display_data", "stream", "display_data", "stream"])
    cell = client.run("for i from 1 to 20\n  show i\n  show dataset(x: [i])\nend")
    same(cell.shown, ["stream", "display_data"] * 20)


@check("letters of all kinds go round, in the cell, in its output, in its mistakes")
def letters(kernel, client):
    text = "héllo ✓ 𝐚 日本 👩‍👩‍👧 \u202e e\u0301 \u0000 \u0007 \ufeff \x7f"
    cell = client.run(f"show \"{text}\"")
    same((cell.status, cell.printed), ("ok", text + "\n"))
    same(client.run("größe = 5\ngröße").value, "5")
    cell = client.run("fail \"日本 𝐚\"")
    true("日本 𝐚" in cell.reply["evalue"], cell.reply["evalue"])


@check("odd cells: NUL bytes, halves of letters, a line of a megabyte, deep brackets, CRLF, a byte order mark")
def odd_cells(kernel, client):
    for code in ("\0", "1 + 1\0", "show \"\0\"", "\udc00", "\"\ud800\"", "\r\n1 + 1\r\n", "\ufeff1 + 1", "\r", "\x1b[31m",
                 "(" * 100_000, "[" * 5_000 + "]" * 5_000, "-" * 50_000 + "1", "not " * 20_000 + "true",
                 "if true\n" * 5_000, "x = " * 5_000 + "1", "\"" + "{" * 5_000, "1 " + "+ 1" * 50_000,
                 "f(x) = " * 1_000, "a." * 20_000 + "b", "\n" * 100_000, "then " * 1000, "#" * 100_000):
        cell = client.run(code, 60)
        true(cell.status in ("ok", "error"), repr(code[:20]))
    same(client.run("\r\n1 + 1\r\n").value, "2")
    same(client.run("\ufeff1 + 1").value, "2")
    cell = client.run("show \"" + "y" * 1_000_000 + "\"", 60)
    same(len(cell.printed), 1_000_001)
    same(client.run("# " + "z" * 2_000_000 + "\n1", 60).value, "1")
    works(client)


@check("a header that nobody knows comes back whole as the parent's")
def parent(kernel, client):
    header = client.send("shell", "kernel_info_request", {}, subshell_id=None, from_the_future={"é": [1, {"a": 1.50}]},
                         metadata={"deep": json.loads("[" * 100 + "]" * 100)})
    same(client.reply(header).parent, header)
    for message in client.published(header):
        same(message.parent, header, message.type)


@check("each message has an own name, one session, a time with its zone, and one topic on iopub")
def headers(kernel, client):
    import datetime
    seen, sessions = set(), set()
    for _ in range(20):
        header = client.start("show 1\n2")
        messages = [client.reply(header)] + client.published(header)
        for m in messages:
            true(m.header["msg_id"] not in seen, "msg_id used twice")
            seen.add(m.header["msg_id"])
            sessions.add(m.header["session"])
            date = datetime.datetime.fromisoformat(m.header["date"].replace("Z", "+00:00"))
            away = datetime.datetime.now(datetime.timezone.utc) - date
            true(abs(away.total_seconds()) < 60, m.header["date"])
            same(m.header["version"], "5.4")
            if m.channel == "iopub":
                same(m.frames.index(b"<IDS|MSG>"), 1, "topics")
    same(len(sessions), 1, "sessions")
    true(client.session not in sessions, "the kernel took the client's session")


@check("fifty cells sent at once are answered in order")
def pipeline(kernel, client):
    headers = [client.start("1 + 1") for _ in range(50)]
    cells = [client.finish(h) for h in headers]
    counts = [c.count for c in cells]
    same(counts, list(range(counts[0], counts[0] + 50)))
    same({c.value for c in cells}, {"2"})
