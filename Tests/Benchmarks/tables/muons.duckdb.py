import duckdb

rows = duckdb.sql("""
    SELECT CAST(floor(m / 1.2) AS INT) AS b, count(*) FROM (
      SELECT sqrt(greatest(
        (E1+E2)*(E1+E2) - (px1+px2)*(px1+px2) - (py1+py2)*(py1+py2) - (pz1+pz2)*(pz1+pz2), 0)) AS m
      FROM read_csv('muons.csv') WHERE Q1 * Q2 < 0)
    WHERE m < 120 GROUP BY 1""").fetchall()
counts = dict(rows)
print(sum(counts.values()), counts.get(2, 0), counts.get(75, 0))
