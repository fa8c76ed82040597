"""Sliders and choices: drawn by the front end's widgets, and what depends on them is shown anew where it stands."""
from support.checks import check, same, true, works

VIEW = "application/vnd.jupyter.widget-view+json"


def opened(cell, model):
    """The comm of the first model of a kind that a cell opened, with its state."""
    for message in cell.published:
        if message.type == "comm_open" and message.content["data"]["state"]["_model_name"] == model:
            return message.content["comm_id"], message.content["data"]["state"]
    raise AssertionError(f"no {model} among {[m.type for m in cell.published]}")


def moved(client, comm, state, seconds=30):
    """What is published when a person moves a control."""
    header = client.send("shell", "comm_msg", {
        "comm_id": comm, "data": {"method": "update", "state": state, "buffer_paths": []}})
    return client.published(header, seconds)


def updates(messages):
    """The plain text of each display that was shown anew."""
    return [m.content["data"]["text/plain"] for m in messages if m.type == "update_display_data"]


@check("a slider: three models, a view with words, and a number")
def slider(kernel, client):
    cell = client.run("cut = slider(\"cut\", 0, 100, step: 5)")
    comm, state = opened(cell, "FloatSliderModel")
    same([state[k] for k in ("min", "max", "step", "value", "description")], [0, 100, 5, 50, "cut"])
    layout, _ = opened(cell, "LayoutModel")
    style, _ = opened(cell, "SliderStyleModel")
    same((state["layout"], state["style"]), ("IPY_MODEL_" + layout, "IPY_MODEL_" + style))
    same([d[VIEW]["model_id"] for d in cell.displays], [comm])
    true("cut" in cell.displays[0]["text/plain"] and "50" in cell.displays[0]["text/plain"], cell.displays[0])
    same(sorted(client.ask("comm_info_request", {"target_name": "jupyter.widget"})["comms"]),
         sorted([layout, style, comm]))
    # The same slider in a second cell is the same widget, drawn once more.
    again = client.run("cut = slider(\"cut\", 0, 100, step: 5)")
    same([m.type for m in again.published if m.type == "comm_open"], [])
    same([d[VIEW]["model_id"] for d in again.displays], [comm])


@check("moving a slider runs again what depends on it, in order, and nothing else")
def following(kernel, client):
    first = client.run("runs = 0\ncut = slider(\"cut of mass\", 0, 100)")
    client.run("others = 5\nshow others")
    client.run("few = dataset(x: [10, 60, 80]) then keep x > cut")
    client.run("show \"left: {count(few)}\"")
    client.run("half(x) = x / cut")
    client.run("half(100)")
    client.run("plot histogram(few.x, bins: 2, from: 0, to: 100)")
    comm, _ = opened(first, "FloatSliderModel")
    messages = moved(client, comm, {"value": 70})
    told = updates(messages)
    same(len(told), 4, told)
    true("kept 1 of 3 rows" in told[0], told[0])
    same(told[1], "left: 1")
    true(told[2].startswith("1.42"), told[2])
    picture = [m for m in messages if m.type == "update_display_data"][-1].content["data"]
    true("<img" in picture["text/html"] and "image/svg+xml" in picture, sorted(picture))
    true(any(m.type == "comm_msg" and m.content["data"]["method"] == "echo_update" for m in messages), "no echo")
    same([m.state for m in messages if m.type == "status"], ["busy", "idle"])
    same(client.run("cut + 0").displays[0]["text/plain"], "70")
    # Not moved at all: nothing happens.
    same(updates(moved(client, comm, {"value": 70})), [])


@check("a choice: the words, and what was chosen")
def choosing(kernel, client):
    cell = client.run("who = choice(\"species\", [\"Adelie\", \"Gentoo\", \"Chinstrap\"])\nshow \"only {who}\"")
    comm, state = opened(cell, "DropdownModel")
    same((state["_options_labels"], state["index"]), (["Adelie", "Gentoo", "Chinstrap"], 0))
    same(updates(moved(client, comm, {"index": 2})), ["only Chinstrap"])
    for odd in (7, -1, None, "x", 10**30, 1e308):
        same(updates(moved(client, comm, {"index": odd})), [], odd)
    works(client)


@check("a mistake after moving stands in the display, and the next move mends it")
def mistaken(kernel, client):
    cell = client.run("n = slider(\"n\", 0, 10, start: 5)")
    client.run("x = [1, 2, 3, 4, 5, 6]\nshow x[n]")
    comm, _ = opened(cell, "FloatSliderModel")
    told = updates(moved(client, comm, {"value": 9}))
    true(len(told) == 1 and "past-the-end" in told[0], told)
    same(updates(moved(client, comm, {"value": 2})), ["2"])


@check("a slider whose ends change keeps its place, and tells the front ends")
def changing(kernel, client):
    cell = client.run("most = 10\nn = slider(\"n\", 0, most, start: 5)")
    comm, _ = opened(cell, "FloatSliderModel")
    moved(client, comm, {"value": 8})
    cell = client.run("n = slider(\"n\", 0, 20, start: 5)\nshow n")
    states = [m.content["data"]["state"] for m in cell.published if m.type == "comm_msg"]
    same([(s["max"], s["value"]) for s in states], [(20, 8)])
    true(any(d["text/plain"] == "8" for d in cell.displays), [d["text/plain"] for d in cell.displays])
    # Another start is meant to be seen.
    cell = client.run("n = slider(\"n\", 0, 20, start: 3)\nshow n")
    true(any(d["text/plain"] == "3" for d in cell.displays), [d["text/plain"] for d in cell.displays])


@check("a front end that comes later asks for the state of all widgets")
def states(kernel, client):
    cell = client.run("cut = slider(\"cut\", 0, 1)")
    comm, state = opened(cell, "FloatSliderModel")
    header = client.send("shell", "comm_msg", {"comm_id": comm, "data": {"method": "request_state"}})
    sent = [m.content for m in client.published(header) if m.type == "comm_msg"]
    same([(m["comm_id"], m["data"]["state"]["value"]) for m in sent], [(comm, state["value"])])
    client.send("shell", "comm_open", {"comm_id": "c1", "target_name": "jupyter.widget.control", "data": {}})
    header = client.send("shell", "comm_msg", {"comm_id": "c1", "data": {"method": "request_states"}})
    sent = [m.content["data"] for m in client.published(header) if m.type == "comm_msg"]
    same(len(sent), 1)
    same(sent[0]["states"][comm]["model_name"], "FloatSliderModel")
    works(client)


@check("a runaway cell behind a slider can be stopped")
def stopped(kernel, client):
    cell = client.run("n = slider(\"loops\", 0, 10, start: 0)")
    client.run("k = 0\nwhile n > 0\n  k = k + 1\nend\nshow k")
    comm, _ = opened(cell, "FloatSliderModel")
    header = client.send("shell", "comm_msg", {
        "comm_id": comm, "data": {"method": "update", "state": {"value": 3}, "buffer_paths": []}})
    client.pump(0.5)
    client.send("control", "interrupt_request")
    told = updates(client.published(header))
    true(len(told) == 1 and "interrupted" in told[0], told)
    works(client)
