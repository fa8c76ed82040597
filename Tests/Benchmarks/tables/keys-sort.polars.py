import polars as pl

d = pl.read_csv("keys.csv")
print(d.head(1))
e = d.sort("x")
print(e.head(1))
