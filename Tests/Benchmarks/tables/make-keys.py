#!/usr/bin/env python3
"""Write a table of N rows with keys of 10 and 100 000 kinds, and a name for each: make-keys.py N FOLDER."""
import os
import random
import sys

count, folder = int(sys.argv[1]), sys.argv[2]
random.seed(2026)
with open(os.path.join(folder, "keys.csv"), "w") as file:
    file.write("k10,k100k,x\n")
    for _ in range(count):
        file.write(
            f"{random.randrange(10)},{random.randrange(100_000)},{random.gauss(0, 1):.6f}\n")
with open(os.path.join(folder, "names.csv"), "w") as file:
    file.write("k100k,v\n")
    for key in range(100_000):
        file.write(f"{key},{random.gauss(0, 1):.4f}\n")
