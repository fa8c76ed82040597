"""What is told about words while somebody types: completion, help, whether a cell is whole; and history and comms."""
import uuid

from support.checks import check, same, true, works


def complete(client, code, place=None):
    return client.ask("complete_request", {"code": code, "cursor_pos": len(code) if place is None else place})


@check("completion: matches with what they are, and the stretch they replace")
def completion(kernel, client):
    client.run("penguin_mass = 5\nbirds = dataset(bill_length: [1], body_mass: [2])\ntrack = record(momentum: 3)")
    for code, word, kind in (
            ("histo", "histogram", "function"), ("x = mea", "mean", "function"), ("penguin", "penguin_mass", "instance"),
            ("birds.bill", "bill_length", None), ("birds then keep body", "body_mass", "property"),
            ("birds then kee", "keep", "function"), ("repea", "repeat", "keyword"), ("track.mom", "momentum", None),
            ("histogram(birds.bill_length, bin", "bins: ", "param")):
        reply = complete(client, code)
        same(reply["status"], "ok", code)
        true(word in reply["matches"], f"{code}: {reply['matches'][:20]}")
        start, end = reply["cursor_start"], reply["cursor_end"]
        same(end, len(code), code)
        true(word.startswith(code[start:end]), f"{code}: {code[start:end]!r} is replaced by {word!r}")
        types = reply["metadata"]["_jupyter_types_experimental"]
        same([t["text"] for t in types], reply["matches"])
        true(all({"text", "type", "start", "end"} <= set(t) for t in types), types[:2])
        same({(t["start"], t["end"]) for t in types}, {(start, end)})
        if kind:
            same([t["type"] for t in types if t["text"] == word], [kind], code)


@check("completion counts in code points, also behind letters of two, three and four bytes")
def code_points(kernel, client):
    for before in ("t = \"𝐚𝐚\" + ", "t = \"日本\" + ", "größe = ", "t = \"e\u0301👩‍👩‍👧\" + "):
        code = before + "histo"
        reply = complete(client, code)
        same((reply["cursor_start"], reply["cursor_end"]), (len(before), len(code)), before)
        true("histogram" in reply["matches"], reply["matches"][:5])
        reply = complete(client, code + "\nshow 1", len(code))
        same((reply["cursor_start"], reply["cursor_end"]), (len(before), len(code)), before)


@check("completion of nothing, within a word, and with the cursor anywhere or nowhere")
def odd_completion(kernel, client):
    for code in ("", "a", "\n\n", "histogram", "\"", "x = [", "then ", "d.", ".", "#", "(" * 1000, "𝐚" * 1000, "load \"",
                 "load \"/etc/pass", "load \"../", "\0", "\ud800", "e\u0301", "d[\"", "f(x) = ", "x" * 100_000):
        for place in (0, 1, 3, len(code), -1, 99, 10**9, 10**30, -10**30, 1.5, "x", None, [], True, 1e308):
            reply = client.ask("complete_request", {"code": code, "cursor_pos": place})
            true(reply["status"] in ("ok", "error"), f"{code[:20]!r} {place}")
            if reply["status"] == "ok":
                size = len(code)
                true(0 <= reply["cursor_start"] <= reply["cursor_end"] <= size,
                     f"{code[:20]!r} {place}: {reply['cursor_start']} to {reply['cursor_end']}")
    for content in ({}, {"code": 5, "cursor_pos": 0}, {"cursor_pos": 1}, {"code": "histo"}):
        true(client.ask("complete_request", content)["status"] in ("ok", "error"), content)
    works(client)


@check("completion of files stays in the notebook's folder")
def files(kernel, client):
    kernel.write("data-one.csv", "a\n1\n")
    true(any("data-one.csv" in m for m in complete(client, "load \"data-")["matches"]), "a file beside the notebook")
    for code in ("load \"/etc/", "load \"/etc/pass", "load \"../", "load \"../../etc/pass", "load \"~/"):
        matches = complete(client, code)["matches"]
        true(not any("passwd" in m or "hosts" in m for m in matches), f"{code}: {matches[:10]}")


@check("help on the word at the cursor, wherever in it the cursor stands")
def help_on_word(kernel, client):
    for code, place in (("mean", 4), ("mean", 0), ("mean", 2), ("show mean(x)", 7), ("𝐚 mean", 4), ("mean(", 5)):
        reply = client.ask("inspect_request", {"code": code, "cursor_pos": place, "detail_level": 0})
        if (code, place) == ("mean(", 5) and not reply["found"]:
            continue
        same((reply["status"], reply["found"]), ("ok", True), (code, place))
        same(sorted(reply["data"]), ["text/html", "text/markdown", "text/plain"])
        true("The mean" in reply["data"]["text/plain"], reply["data"]["text/plain"])


@check("help on a variable of the cells before, on a function of one's own, on each level of detail")
def help_on_own(kernel, client):
    client.run("# Twice as much.\ntwice(x) = 2 * x")
    for level in (0, 1, 7, "x", None):
        reply = client.ask("inspect_request", {"code": "twice", "cursor_pos": 3, "detail_level": level})
        same(reply["status"], "ok", level)
        true(not reply["found"] or "twice" in reply["data"]["text/plain"], reply)


@check("help on nothing: found is false and there is no data")
def no_help(kernel, client):
    for code, places in (("no_such_name_at_all", (0, 3, 19, 999, -5, 1.5, "x", None)), ("", (0, 1)), ("  (", (0, 2)),
                         ("\ud800", (0, 1)), ("日本", (1,))):
        for place in places:
            reply = client.ask("inspect_request", {"code": code, "cursor_pos": place, "detail_level": 0})
            same((reply["status"], reply["found"], reply["data"]), ("ok", False, {}), (code, place))
    for content in ({}, {"code": []}):
        true(client.ask("inspect_request", content)["status"] in ("ok", "error"), content)


@check("whether a cell is whole, and how far the next line is moved in")
def wholeness(kernel, client):
    def said(code):
        return client.ask("is_complete_request", {"code": code})
    for code in ("1 + 1", "x = 1", "", "# words", "repeat 3 times\n  show 1\nend", "? mean", ":vars", "help"):
        same(said(code)["status"], "complete", code)
    for code, indent in (("repeat 3 times", "  "), ("repeat 3 times\n  if true", "    "), ("show (1 +", None),
                         ("x = [1,", None), ("if true\n  show 1\nelse", "  ")):
        reply = said(code)
        same(reply["status"], "incomplete", code)
        true(isinstance(reply["indent"], str) and not reply["indent"].strip(), reply)
        if indent is not None:
            same(reply["indent"], indent, code)
    for code in ("show 1 +* 2", "y = ]", "x = 3,5 + )"):
        same(said(code)["status"], "invalid", code)
    for content in ({}, {"code": None}, {"code": "\0"}, {"code": "\ud800"}, {"code": "(" * 100_000}):
        true(client.ask("is_complete_request", content)["status"] in
             ("complete", "incomplete", "invalid", "unknown"), content)


@check("history: the last cells, a range and a search with * and ?")
def history(kernel, client):
    count = client.run("seen_a = 1\nseen_a").count
    client.run("seen_b = 2", store_history=False)
    client.run("seen_c = 3", silent=True)
    client.run("seen_d = nothing_here")
    client.run("seen_é𝐚 = 4")
    client.run("seen_a = 1\nseen_a")

    def told(**how):
        reply = client.ask("history_request", {"output": False, "raw": True, **how})
        same(reply["status"], "ok")
        return reply["history"]
    rows = told(hist_access_type="tail", n=4)
    same([r[2] for r in rows], ["seen_a = 1\nseen_a", "seen_d = nothing_here", "seen_é𝐚 = 4", "seen_a = 1\nseen_a"])
    same([r[1] for r in rows], list(range(count, count + 4)))
    same(told(hist_access_type="tail", n=0), [])
    same([r[2] for r in told(hist_access_type="range", session=0, start=count, stop=count + 2)],
         ["seen_a = 1\nseen_a", "seen_d = nothing_here"], "a range leaves out its end")
    same([r[2] for r in told(hist_access_type="search", pattern="seen_*", n=10)],
         ["seen_a = 1\nseen_a", "seen_d = nothing_here", "seen_é𝐚 = 4", "seen_a = 1\nseen_a"])
    same([r[2] for r in told(hist_access_type="search", pattern="seen_?? = 4", n=10)], ["seen_é𝐚 = 4"])
    same([r[2] for r in told(hist_access_type="search", pattern="seen_a*", n=10, unique=True)], ["seen_a = 1\nseen_a"])
    same([r[2] for r in told(hist_access_type="search", pattern="seen_*", n=2)],
         ["seen_é𝐚 = 4", "seen_a = 1\nseen_a"], "the last ones")
    same(told(hist_access_type="search", pattern="*nothing that was typed*", n=10), [])
    rows = told(hist_access_type="tail", n=1, output=True)
    same(rows[0][2], ["seen_a = 1\nseen_a", "1"])


@check("odd questions about history are answered, a hard pattern within seconds")
def odd_history(kernel, client):
    client.run("# " + "a" * 10_000)
    for how in ({}, {"hist_access_type": "nonsense"}, {"hist_access_type": 5}, {"hist_access_type": "tail"},
                {"hist_access_type": "tail", "n": -5}, {"hist_access_type": "tail", "n": 1e300},
                {"hist_access_type": "tail", "n": "x"}, {"hist_access_type": "range", "session": -1, "start": -5, "stop": 3},
                {"hist_access_type": "range", "session": "x", "start": None, "stop": []},
                {"hist_access_type": "range", "start": 10**30, "stop": -10**30},
                {"hist_access_type": "search", "pattern": "*a" * 50 + "b", "n": 5},
                {"hist_access_type": "search", "pattern": None}, {"hist_access_type": "search", "pattern": "[", "n": 3},
                {"hist_access_type": "search", "pattern": "**?**?*", "n": 3, "unique": "x"}):
        reply = client.ask("history_request", how)
        true(isinstance(reply["history"], list), how)
        true(all(len(row) == 3 for row in reply["history"]), how)


@check("comms: none are there, an unknown one is closed, messages to none harm nothing")
def comms(kernel, client):
    for content in ({}, {"target_name": "nobody"}, {"target_name": None}):
        same(client.ask("comm_info_request", content), {"status": "ok", "comms": {}})
    name = str(uuid.uuid4())
    header = client.send("shell", "comm_open", {"comm_id": name, "target_name": "nobody", "data": {}})
    closed = [m for m in client.published(header) if m.type == "comm_close"]
    same([m.content["comm_id"] for m in closed], [name])
    for kind in ("comm_open", "comm_msg", "comm_close"):
        for content in ({}, {"comm_id": 5}, {"comm_id": "gone", "data": {}}, {"comm_id": None, "data": []},
                        {"comm_id": "gone", "data": {"method": "update", "state": {}, "buffer_paths": [["x"]]}}):
            client.published(client.send("shell", kind, content))
    works(client)


@check("the kernel says what it is, on shell and on control, a thousand times at once")
def kernel_info(kernel, client):
    info = client.ask("kernel_info_request")
    same((info["status"], info["protocol_version"], info["implementation"]), ("ok", "5.4", "linnet"))
    language = info["language_info"]
    same((language["name"], language["file_extension"]), ("linnet", ".linnet"))
    true(language["version"] and language["mimetype"] and info["banner"], info)
    same(client.ask("kernel_info_request", channel="control"), info)
    headers = [(channel, client.send(channel, "kernel_info_request"))
               for _ in range(1000) for channel in ("shell", "control")]
    for channel, header in headers:
        same(client.reply(header, channel).content, info)
    works(client)


@check("busy before and idle after every request, those that nobody knows too")
def busy_idle(kernel, client):
    for channel, kind in (
            ("shell", "kernel_info_request"), ("shell", "complete_request"), ("shell", "inspect_request"),
            ("shell", "is_complete_request"), ("shell", "history_request"), ("shell", "comm_info_request"),
            ("shell", "no_such_request"), ("shell", "debug_request"), ("control", "kernel_info_request"),
            ("control", "no_such_request"), ("control", "debug_request"), ("control", "create_subshell_request"),
            ("control", "interrupt_request")):
        header = client.send(channel, kind, {"code": "a", "cursor_pos": 1})
        same([m.state for m in client.published(header, 10)], ["busy", "idle"], f"{channel} {kind}")
