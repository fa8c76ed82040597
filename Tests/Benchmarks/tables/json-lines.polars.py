import polars

d = polars.read_ndjson("events.jsonl")
print(d.height, round(d["pt"].sum()), d["charge"].sum())
