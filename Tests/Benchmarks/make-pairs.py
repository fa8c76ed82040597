#!/usr/bin/env python3
"""Write a CSV of N made-up muon pairs, always the same for the same N: make-pairs.py N FILE."""
import math
import random
import sys

count, path = int(sys.argv[1]), sys.argv[2]
random.seed(2026)
with open(path, "w") as file:
    file.write("E1,px1,py1,pz1,Q1,E2,px2,py2,pz2,Q2\n")
    for _ in range(count):
        cells = []
        for charge in (1, random.choice((1, -1, -1, -1))):
            pt = 3 + random.expovariate(1 / 15)
            eta, phi = random.uniform(-2.4, 2.4), random.uniform(-math.pi, math.pi)
            x, y, z = pt * math.cos(phi), pt * math.sin(phi), pt * math.sinh(eta)
            energy = math.sqrt(x * x + y * y + z * z + 0.1057**2)
            cells += ["%.6g" % energy, "%.6g" % x, "%.6g" % y, "%.6g" % z, str(charge)]
        file.write(",".join(cells) + "\n")
