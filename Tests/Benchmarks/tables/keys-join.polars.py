import polars as pl

d = pl.read_csv("keys.csv")
print(d.head(1))
names = pl.read_csv("names.csv")
e = d.join(names, on="k100k")
print(e.head(1), len(e))
