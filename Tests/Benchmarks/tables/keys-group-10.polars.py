import polars as pl

d = pl.read_csv("keys.csv")
print(d.head(1))
e = d.group_by("k10").agg(pl.len(), pl.col("x").mean())
print(e.head(1), len(e))
