import polars as pl

c = pl.col
m2 = (
    (c("E1") + c("E2")) ** 2 - (c("px1") + c("px2")) ** 2
    - (c("py1") + c("py2")) ** 2 - (c("pz1") + c("pz2")) ** 2)
rows = (
    pl.scan_csv("muons.csv").filter(c("Q1") * c("Q2") < 0)
    .select(m=m2.clip(lower_bound=0).sqrt()).filter(c("m") < 120)
    .select(b=(c("m") / 1.2).floor().cast(pl.Int32)).group_by("b").len()
    .collect(engine="streaming"))
counts = dict(rows.iter_rows())
print(sum(counts.values()), counts.get(2, 0), counts.get(75, 0))
