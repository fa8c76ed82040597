#!/usr/bin/env python3
"""Repeat the rows of a CSV until there are N: make-muons.py SOURCE.csv N FILE[.csv|.parquet] [PACKING]."""
import sys

source, count, path = sys.argv[1], int(sys.argv[2]), sys.argv[3]
with open(source, "rb") as file:
    head, *lines = file.read().splitlines(keepends=True)
if path.endswith(".csv"):
    body = b"".join(lines)
    with open(path, "wb") as file:
        file.write(head)
        for _ in range(count // len(lines)):
            file.write(body)
        file.write(b"".join(lines[: count % len(lines)]))
else:
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    # Whole numbers and decimals of 32 bits, one row group for each copy, as such files often are.
    frame = pd.read_csv(source)
    table = pa.Table.from_pydict({
        name: column.to_numpy().astype(np.int32 if column.dtype.kind == "i" else np.float32)
        for name, column in frame.items() if column.dtype.kind in "if"})
    with pq.ParquetWriter(path, table.schema, compression=sys.argv[4]) as writer:
        for _ in range(count // len(table)):
            writer.write_table(table)
