#!/usr/bin/env python3
"""Write N records as JSON lines and as a JSON list: make-events.py N FOLDER."""
import json
import os
import random
import sys

count, folder = int(sys.argv[1]), sys.argv[2]
random.seed(2026)
cities = [f"city {place}" for place in range(5000)]
with open(os.path.join(folder, "events.jsonl"), "w") as lines, open(os.path.join(folder, "events.json"), "w") as whole:
    whole.write("[")
    for row in range(count):
        text = json.dumps({
            "id": row, "name": random.choice(cities), "pt": round(random.expovariate(1 / 40), 4),
            "eta": round(random.gauss(0, 1.5), 5), "charge": random.choice([-1, 1]), "ok": random.random() < 0.5,
            "when": f"20{random.randint(10, 24)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
            "note": None if row % 3 else f"n{random.randint(0, 10 ** 6)}"}, separators=(",", ":"))
        lines.write(text + "\n")
        whole.write(("," if row else "") + text)
    whole.write("]")
