import pyarrow.parquet as pq

columns = ["E1", "px1", "py1", "pz1", "Q1", "E2", "px2", "py2", "pz2", "Q2"]
d = pq.read_table("muons.parquet", columns=columns)
print(d.slice(0, 1))
