import numpy as np
import pandas as pd
d = pd.read_csv("pairs.csv")
o = d[d.Q1 * d.Q2 < 0].copy()
o["m"] = np.sqrt(np.abs((o.E1 + o.E2) ** 2 - (o.px1 + o.px2) ** 2 - (o.py1 + o.py2) ** 2 - (o.pz1 + o.pz2) ** 2))
h = np.histogram(o.m, bins=100, range=(0, 120))[0]
print(len(o), h[9], h[49])
