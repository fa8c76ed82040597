import numpy as np
import pyarrow.parquet as pq

columns = ["E1", "px1", "py1", "pz1", "Q1", "E2", "px2", "py2", "pz2", "Q2"]
table = pq.read_table("muons.parquet", columns=columns)
d = {name: table[name].to_numpy().astype(np.float64) for name in columns}
kept = d["Q1"] * d["Q2"] < 0
m2 = (
    (d["E1"] + d["E2"]) ** 2 - (d["px1"] + d["px2"]) ** 2
    - (d["py1"] + d["py2"]) ** 2 - (d["pz1"] + d["pz2"]) ** 2)
m = np.sqrt(np.maximum(m2, 0))[kept]
counts = np.histogram(m[m < 120], bins=100, range=(0, 120))[0]
print(counts.sum(), counts[2], counts[75])
