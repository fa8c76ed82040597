import polars as pl

d = pl.read_csv("keys.csv")
print(d.head(1))

