import polars

d = polars.read_json("events.json")
print(d.height, round(d["pt"].sum()), d["charge"].sum())
