import numpy as np
import pandas as pd

d = pd.read_csv("muons.csv")
o = d[d.Q1 * d.Q2 < 0]
m2 = (o.E1 + o.E2) ** 2 - (o.px1 + o.px2) ** 2 - (o.py1 + o.py2) ** 2 - (o.pz1 + o.pz2) ** 2
m = np.sqrt(m2.clip(lower=0))
counts = np.histogram(m[m < 120], bins=100, range=(0, 120))[0]
print(counts.sum(), counts[2], counts[75])
