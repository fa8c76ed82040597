#!/usr/bin/env python3
"""Make the tables of this folder from the files as their keepers publish them.

usage: make-data.py FOLDER

FOLDER holds the originals; README.md beside this script says where each is from. Every table is written anew and is the
same, byte for byte, as the one that travels with the lessons. Numbers that are only copied keep their text as it was.
Needs nothing but Python, except for the simulated four-lepton counts: their originals are ROOT files, read by `uproot`.
"""
import csv
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# The luminosity of the public halves of the two years [1/pb], at 7 and 8 TeV.
LUMINOSITY = {"11": 2330.0, "12": 11580.0}

# Name, cross section [pb] with its scale factor, how many events were simulated, the channels taken from the file.
# They are those of the example analysis that the histograms come from (its macro M4Lnormdatall.cc). There ZZ is scaled
# to the data from 180 to 600 GeV, Drell-Yan to the peak of the Z, the Higgs to the data around its peak.
EVERY = ("4mu", "4e", "2mu2e")
SAMPLES = {
    "zz": [
        ("ZZ4mu12", 0.077 * 1.386, 1499064, ("4mu",)),
        ("ZZ4e12", 0.077 * 1.386, 1499093, ("4e",)),
        ("ZZ2mu2e12", 0.18 * 1.386, 1497445, ("2mu2e",)),
        ("ZZ4mu11", 0.067 * 1.386, 1447136, ("4mu",)),
        ("ZZ4e11", 0.067 * 1.386, 1493308, ("4e",)),
        ("ZZ2mu2e11", 0.15 * 1.386, 1479879, ("2mu2e",)),
    ],
    "other": [
        ("DY50TuneZ12", 2955.0 * 1.12, 29426492, EVERY),
        ("DY1012", 10.742 * 1.12, 6462290, EVERY),
        ("DY50TuneZ11", 2475.0 * 1.12, 36408225, EVERY),
        ("DY1011", 9507.0 * 1.12, 39909640, EVERY),
        ("TTBar12", 200.0, 6423106, EVERY),
        ("TTBar11", 177.31 * 0.11, 9771205, EVERY),
    ],
    "higgs": [
        ("HZZ12", 0.0065, 299973, EVERY),
        ("HZZ11", 0.0057, 299683, EVERY),
    ],
}


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def write(name, header, rows):
    path = os.path.join(HERE, name)
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    print(f"{name}: {os.path.getsize(path)} bytes")


def muon_pairs(folder):
    """The columns of the two muons that a mass is made of; all rows."""
    columns = [f"{part}{muon}" for muon in (1, 2) for part in ("pt", "eta", "phi", "Q")]
    write("muon-pairs-2011.csv", columns,
          ([row[name] for name in columns] for row in rows_of(os.path.join(folder, "Zmumu_Run2011A.csv"))))


def four_leptons(folder):
    """The six files under each other: channel, year, and of each lepton its four-vector and its charge."""
    columns = [f"{part}{lepton}" for lepton in (1, 2, 3, 4) for part in ("E", "px", "py", "pz", "Q")]
    rows = []
    for channel in ("4mu", "4e", "2e2mu"):
        for year in ("2011", "2012"):
            for row in rows_of(os.path.join(folder, f"{channel}_{year}.csv")):
                rows.append([channel, year] + [row[name] for name in columns])
    write("four-leptons.csv", ["channel", "year"] + columns, rows)


def four_leptons_expected(folder):
    """What is expected in each bin of 3 GeV from 70 to 181, scaled to the luminosity of the data."""
    import uproot
    table = {}
    for process, samples in SAMPLES.items():
        counts = [0.0] * 37
        for name, cross_section, events, channels in samples:
            weight = LUMINOSITY[name[-2:]] * cross_section / events
            with uproot.open(os.path.join(folder, f"{name}.root")) as file:
                for channel in channels:
                    raw = file[f"demo/mass{channel}_8TeV_low"].values()
                    counts = [sum_ + weight * more for sum_, more in zip(counts, raw)]
        table[process] = counts
    write("four-leptons-expected.csv", ["low", "high"] + list(table),
          ([70 + 3 * i, 73 + 3 * i] + [f"{table[process][i]:.5f}" for process in table] for i in range(37)))


def climate(folder):
    """GISTEMP alone, and of carbon dioxide what was measured, month by month."""
    write("temperature.csv", ["year", "anomaly"],
          ([row["Year"], row["Mean"]] for row in rows_of(os.path.join(folder, "global-temp-annual.csv"))
           if row["Source"] == "GISTEMP"))
    write("carbon-dioxide.csv", ["year", "month", "co2"],
          ([row["Date"][:4], str(int(row["Date"][5:7])), row["CO2"]]
           for row in rows_of(os.path.join(folder, "co2-concentration.csv"))))


def earthquakes(folder):
    """All of magnitude 6 and more since 1965, and one week of all that were recorded."""
    rows = []
    for row in rows_of(os.path.join(folder, "earthquakes-23k.csv")):
        if float(row["Magnitude"]) >= 6:
            day = row["Date"]
            day = day[:10] if day[4] == "-" else f"{day[6:]}-{day[:2]}-{day[3:5]}"
            rows.append([day, f"{float(row['Latitude']):.3f}", f"{float(row['Longitude']):.3f}", row["Magnitude"]])
    write("earthquakes-strong.csv", ["day", "latitude", "longitude", "magnitude"], rows)
    with open(os.path.join(folder, "earthquakes.json"), encoding="utf-8") as file:
        shakes = json.load(file)["features"]
    rows = []
    for shake in shakes:
        about, (longitude, latitude, depth) = shake["properties"], shake["geometry"]["coordinates"]
        if about["type"] == "earthquake" and about["mag"] is not None:
            rows.append([f"{latitude:.3f}", f"{longitude:.3f}", f"{depth:.1f}", about["mag"], about["place"]])
    write("earthquakes-week.csv", ["latitude", "longitude", "depth", "magnitude", "place"], rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for make in (muon_pairs, four_leptons, four_leptons_expected, climate, earthquakes):
        make(sys.argv[1])
