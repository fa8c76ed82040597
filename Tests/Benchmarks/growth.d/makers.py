"""Files of n rows (or columns, or files) of every format that `load` knows."""
import gzip
import json
import os
import random
import sqlite3
import struct
import zipfile


def text(path, head, line, n, tail="", encoding="utf-8"):
    with open(path, "w", encoding=encoding, newline="") as file:
        file.write(head)
        file.writelines(line(i) for i in range(1, n + 1))
        file.write(tail)


def numbers(path, n):
    draw = random.Random(1).random
    text(path, "a,b\n", lambda i: f"{draw():.6f},{draw():.6f}\n", n)


def packed(path, n):
    draw = random.Random(1).random
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.write("a,b\n")
        file.writelines(f"{draw():.6f},{draw():.6f}\n" for _ in range(n))


def simple(head, line, **more):
    return lambda path, n: text(path, head, line, n, **more)


def wide(rows):
    def make(path, n):
        text(path, ",".join(f"x{i}" for i in range(1, n + 1)) + "\n",
             lambda i: ",".join(str(i + j % 100) for j in range(n)) + "\n", rows)
    return make


def columns_500(path, n):
    text(path, ",".join(f"c{i}" for i in range(500)) + "\n",
         lambda i: ",".join(str(i * j % 100) for j in range(500)) + "\n", n)


def repeated(path, n):
    text(path, ",".join(["x"] * n) + "\n", lambda i: ",".join(["1"] * n) + "\n", 2)


def long_cell(path, n):
    text(path, "a,b\n", lambda i: f"{'x' * n},1\n", 1)


def one_line(path, n):
    text(path, "", lambda i: "x", n)


def runs(row):
    def make(path, n):
        folder = os.path.join(os.path.dirname(path), "runs")
        os.makedirs(folder, exist_ok=True)
        for name in os.listdir(folder):
            os.remove(os.path.join(folder, name))
        for k in range(n):
            text(os.path.join(folder, f"run-{k}.csv"), "a,w\n", lambda i: row(k, i), 50)
    return make


def used(path, n):
    folder = os.path.join(os.path.dirname(path), "used")
    os.makedirs(folder, exist_ok=True)
    for k in range(n):
        text(os.path.join(folder, f"part{k}.linnet"), "", lambda i: f"f{k}(x) = x + {k}\n", 1)
    text(os.path.join(folder, "all.linnet"), "", lambda i: f"use \"part{i - 1}.linnet\"\n", n)


def document(build):
    def make(path, n):
        with open(path, "w", encoding="utf-8") as file:
            json.dump(build(n), file)
    return make


def deep(path, n):
    text(path, "", lambda i: "[", n, "1" + "]" * n)


def cut(path, n):
    text(path, "[", lambda i: f'{{"a": {i}}},', n)


# MARK: SQLite and Excel


def birds(path, n):
    if os.path.exists(path):
        os.remove(path)
    with sqlite3.connect(path) as file:
        file.execute("create table birds (name text, mass real, day date)")
        file.executemany("insert into birds values (?, ?, ?)", (
            (f"bird {i}", i * 1.5, f"2020-01-{i % 28 + 1:02}") for i in range(n)))
    file.close()


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0"?>'


def workbook(path, rows, texts=()):
    """One sheet; `rows` are the cells' inner XML, row by row."""
    parts = {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{XML}<workbook {MAIN} xmlns:r="{OFFICE}"><sheets><sheet name="Birds" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    if texts:
        parts["xl/sharedStrings.xml"] = f"{XML}<sst {MAIN}>" + "".join(
            f"<si><t>{word}</t></si>" for word in texts) + "</sst>"
    parts["xl/worksheets/sheet1.xml"] = f"{XML}<worksheet {MAIN}><sheetData>" + "".join(
        f'<row r="{i}">{row}</row>' for i, row in enumerate(rows, 1)) + "</sheetData></worksheet>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, part in parts.items():
            file.writestr(name, part)


def letters(place):
    """A, B, …, Z, AA, …: the name of a spreadsheet's column."""
    name = ""
    while place >= 0:
        name = chr(65 + place % 26) + name
        place = place // 26 - 1
    return name


def inline(place, word):
    return f'<c r="{letters(place[0])}{place[1]}" t="inlineStr"><is><t>{word}</t></is></c>'


def excel_numbers(path, n):
    rows = [inline((0, 1), "a") + inline((1, 1), "b")]
    rows += [f'<c r="A{i}"><v>{i}</v></c><c r="B{i}"><v>{i * 0.5}</v></c>' for i in range(2, n + 2)]
    workbook(path, rows)


def excel_texts(path, n):
    rows = [inline((0, 1), "a")]
    rows += [f'<c r="A{i}" t="s"><v>{i - 2}</v></c>' for i in range(2, n + 2)]
    workbook(path, rows, [f"word {i}" for i in range(n)])


def excel_wide(path, n):
    rows = ["".join(inline((j, 1), f"c{j}") for j in range(n))]
    rows += ["".join(f'<c r="{letters(j)}{i}"><v>{j}</v></c>' for j in range(n)) for i in (2, 3)]
    workbook(path, rows)


# MARK: Arrow
#
# A stream needs no library: messages described by FlatBuffers, then the bytes of the columns.


class Flat:
    """Writes FlatBuffers front to back; what a table points to follows it."""

    def __init__(self):
        self.bytes = bytearray(4)

    def align(self, size):
        self.bytes += bytes(-len(self.bytes) % size)

    def point(self, place):
        """Lets the offset at a place point to what is written next."""
        self.align(8)
        struct.pack_into("<I", self.bytes, place, len(self.bytes) - place)

    def table(self, place, fields):
        """Fields are pairs of a format (or `ref`) and a value (or a function that writes it), nil for none."""
        self.align(8)
        described = len(self.bytes)
        offsets, at = [], 4
        for field in fields:
            if field is None:
                offsets.append(0)
                continue
            size = 4 if field[0] == "ref" else struct.calcsize(field[0])
            at += -at % size
            offsets.append(at)
            at += size
        self.bytes += struct.pack(f"<HH{len(fields)}H", 4 + 2 * len(fields), at, *offsets)
        self.align(8)
        start = len(self.bytes)
        if place is not None:
            struct.pack_into("<I", self.bytes, place, start - place)
        self.bytes += struct.pack("<i", start - described) + bytes(at - 4)
        for field, offset in zip(fields, offsets):
            if field is None:
                continue
            if field[0] == "ref":
                field[1](start + offset)
            else:
                struct.pack_into(f"<{field[0]}", self.bytes, start + offset, field[1])

    def string(self, word):
        def write(place):
            self.point(place)
            data = word.encode()
            self.bytes += struct.pack("<I", len(data)) + data + b"\0"
        return write

    def tables(self, items):
        def write(place):
            self.point(place)
            self.bytes += struct.pack("<I", len(items))
            start = len(self.bytes)
            self.bytes += bytes(4 * len(items))
            for i, fields in enumerate(items):
                self.table(start + 4 * i, fields)
        return write

    def structs(self, rows):
        def write(place):
            self.align(8)
            self.bytes += bytes(4)  # so that the numbers of 8 bytes stand on multiples of 8
            struct.pack_into("<I", self.bytes, place, len(self.bytes) - place)
            self.bytes += struct.pack("<I", len(rows))
            for row in rows:
                self.bytes += struct.pack("<qq", *row)
        return write


def message(file, kind, header, body=b""):
    flat = Flat()
    flat.table(0, [("h", 4), ("B", kind), ("ref", lambda place: flat.table(place, header(flat))),
                   ("q", len(body))])
    flat.align(8)
    file.write(struct.pack("<Ii", 0xFFFFFFFF, len(flat.bytes)) + flat.bytes + body)


def arrow(is_text):
    def make(path, n):
        def kind(flat):
            return [] if is_text else [("h", 2)]

        with open(path, "wb") as file:
            message(file, 1, lambda flat: [None, ("ref", flat.tables([[
                ("ref", flat.string("x")), ("B", 1), ("B", 5 if is_text else 3),
                ("ref", lambda place: flat.table(place, kind(flat))), None,
                ("ref", flat.tables([]))]]))])
            for start in range(0, n, 65536):
                count = min(65536, n - start)
                if is_text:
                    words = [f"word {start + i}".encode() for i in range(count)]
                    ends, end = [0], 0
                    for word in words:
                        end += len(word)
                        ends.append(end)
                    pieces = [b"", struct.pack(f"<{count + 1}i", *ends), b"".join(words)]
                else:
                    pieces = [b"", struct.pack(f"<{count}d", *range(start, start + count))]
                body, places = bytearray(), []
                for piece in pieces:
                    places.append((len(body), len(piece)))
                    body += piece + bytes(-len(piece) % 8)
                message(file, 3, lambda flat: [
                    ("q", count), ("ref", flat.structs([(count, 0)])), ("ref", flat.structs(places))],
                    bytes(body))
            file.write(struct.pack("<Ii", 0xFFFFFFFF, 0))
    return make


MAKERS = {
    "numbers.csv": numbers,
    "numbers.csv.gz": packed,
    "wholes.csv": simple("a,b\n", lambda i: f"{i},{i % 100}\n"),
    "texts.csv": simple("w\n", lambda i: f"word {i}\n"),
    "words.csv": simple("w,x\n", lambda i: f"word {i % 50},{i}\n"),
    "dates.csv": simple("t\n", lambda i: f"20{i % 40 + 10}-{i % 12 + 1:02}-{i % 28 + 1:02}\n"),
    "quoted.csv": simple("w,x\n", lambda i: f"\"a \"\"word\"\", {i}\",{i}\n"),
    "unclosed.csv": simple("w,x\n", lambda i: f"\"word {i},{i}\n" if i == 2 else f"word {i},{i}\n"),
    "ugly.csv": simple("a,b\n", lambda i: f"{'?' if i % 50 == 0 else i},{'' if i % 3 else i}\n"),
    "turning.csv": simple("a,b\n", lambda i: f"{i},{i}\n", tail="word,word\n" * 20),
    "semicolons.csv": simple("a;b\n", lambda i: f"{i},5;{i % 100},25\n"),
    "utf16.csv": simple("a,w\n", lambda i: f"{i},é{i}\n", encoding="utf-16"),
    "latin1.csv": simple("a,w\n", lambda i: f"{i},é{i}\n", encoding="latin-1"),
    "comments.csv": simple("", lambda i: f"# remark {i}\n", tail="a,b\n1,2\n3,4\n"),
    "blank.csv": simple("a,b\n", lambda i: f"{i},2\n\n"),
    "spaces.txt": simple("a   b\n", lambda i: f"{i}   {i % 100}\n"),
    "tabs.tsv": simple("a\tb\n", lambda i: f"{i}\t{i % 100}\n"),
    "small.csv": lambda path, n: text(path, "a,b\n", lambda i: f"{i},word\n", 10),
    "wide.csv": wide(2),
    "wide-100.csv": wide(100),
    "columns-500.csv": columns_500,
    "repeated.csv": repeated,
    "long-cell.csv": long_cell,
    "one-line.csv": one_line,
    "runs": runs(lambda k, i: f"{i},word\n"),
    "runs-texts": runs(lambda k, i: f"{i},word {k} {i}\n"),
    "used": used,
    "records.json": document(lambda n: [{"a": i, "b": i / 7, "w": f"word {i % 50}"} for i in range(n)]),
    "lines.jsonl": simple("", lambda i: f'{{"a": {i}, "w": "word {i}"}}\n'),
    "columns.json": document(lambda n: {"a": list(range(n)), "w": [f"word {i}" for i in range(n)]}),
    "nested.json": document(lambda n: [{"l": [i, 2], "r": {"x": i, "y": [{"z": i}]}} for i in range(n)]),
    "wide.json": document(lambda n: [{f"c{i}": i for i in range(n)} for _ in range(2)]),
    "own-names.json": document(lambda n: [{"a": 1, f"c{i}": i} for i in range(n)]),
    "escapes.json": document(lambda n: [{"w": f"a\"b\n\u00e9 {i}"} for i in range(n)]),
    "deep.json": deep,
    "cut.json": cut,
    "birds.sqlite": birds,
    "numbers.xlsx": excel_numbers,
    "texts.xlsx": excel_texts,
    "wide.xlsx": excel_wide,
    "numbers.arrows": arrow(False),
    "texts.arrows": arrow(True),
}
