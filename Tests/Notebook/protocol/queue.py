"""What becomes of cells that were sent behind one that fails: "Run all" sends all cells at once."""
import time

from support.checks import check, same, true, works


@check("of twenty cells sent at once the first fails at once, fifty times: none of the others ever runs")
def run_all(kernel, client):
    client.run("ran = 0")
    for turn in range(50):
        headers = [client.start("no_such_name")] + [client.start("ran = ran + 1") for _ in range(19)]
        cells = [client.finish(h) for h in headers]
        same(cells[0].status, "error")
        same({c.status for c in cells[1:]}, {"aborted"}, f"turn {turn}: {[c.status for c in cells]}")
        same({tuple(c.types) for c in cells[1:]}, {("busy", "idle")}, "what aborted cells publish")
    same(client.run("ran").value, "0")


@check("a cell sent as soon as the reply of a failed one is there always runs, two hundred times")
def after_reply(kernel, client):
    client.run("ran = 0")
    for turn in range(200):
        failed = client.start(("no_such_name", "show (1 +", "fail \"x\"")[turn % 3])
        same(client.reply(failed).content["status"], "error")
        header = client.start("ran = ran + 1")
        same(client.finish(header).status, "ok", f"turn {turn}")
        client.published(failed)
    same(client.run("ran").value, "200")


@check("a slow cell that fails takes those with it that came while it ran")
def while_running(kernel, client):
    client.run("ran = 0")
    first = client.start("wait(0.3)\nfail \"late\"")
    time.sleep(0.1)
    others = [client.start("ran = ran + 1") for _ in range(5)]
    same(client.finish(first).status, "error")
    same({client.finish(h).status for h in others}, {"aborted"})
    same(client.run("ran").value, "0")


@check("only cells are dropped: other requests behind a failed cell are answered")
def others_answered(kernel, client):
    headers = [client.start("no_such_name")] + [
        client.send("shell", kind, {"code": "mea", "cursor_pos": 3})
        for kind in ("kernel_info_request", "complete_request", "is_complete_request", "inspect_request",
                     "comm_info_request")]
    same(client.finish(headers[0]).status, "error")
    for header in headers[1:]:
        same(client.reply(header).content["status"] != "aborted", True, header["msg_type"])
        client.published(header)


@check("stop_on_error: false lets the others run")
def goes_on(kernel, client):
    client.run("ran = 0")
    headers = [client.start("no_such_name", stop_on_error=False)] + [client.start("ran = ran + 1") for _ in range(9)]
    same([client.finish(h).status for h in headers], ["error"] + ["ok"] * 9)
    same(client.run("ran").value, "9")


@check("a failed cell of one client does not keep another client's later cells from running")
def two_clients(kernel, client):
    other = kernel.client()
    for _ in range(20):
        failed = client.start("no_such_name")
        client.reply(failed)
        same(other.run("1 + 1").status, "ok")
        client.published(failed)
    other.close()


@check("an interrupt drops the cells behind the one it stops")
def interrupted(kernel, client):
    client.run("ran = 0")
    headers = [client.start("while true\n  x = 1\nend")] + [client.start("ran = ran + 1") for _ in range(9)]
    time.sleep(0.2)
    client.send("control", "interrupt_request")
    cells = [client.finish(h) for h in headers]
    same([c.status for c in cells], ["error"] + ["aborted"] * 9)
    same(client.run("ran").value, "0")
    works(client)
    true(kernel.lives, "it lives")
