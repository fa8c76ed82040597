"""Small files of every kind that `load` knows: those of the tests and those made here."""
import gzip
import os
import sqlite3
import zipfile

# Larger files are mostly more of the same, and take the time of many small ones.
LARGEST = 1 << 16
# What else lies in folders of data; everything that is left is worth a try.
NOT_DATA = (".py", ".linnet", ".lesson", ".expected")

TABLE = "name;when;mass [g];ok\nAdélie;2007-11-11;3750,5;true\nGentoo;;5000;false\n\"a;b\";2009-12-01;-;true\n"


def under(folder):
    """The files of a folder that are small enough."""
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            path = os.path.join(base, name)
            if not name.endswith(NOT_DATA) and 0 < os.path.getsize(path) <= LARGEST:
                yield path


def database(path, encoding, page):
    with sqlite3.connect(path) as file:
        file.execute(f"pragma encoding = '{encoding}'")
        file.execute(f"pragma page_size = {page}")
        file.execute("create table birds (id integer primary key, name text, mass real, raw blob, day date)")
        file.executemany(
            "insert into birds (name, mass, raw, day) values (?, ?, ?, ?)",
            [(f"bird {i} é", i * 1.5 if i % 7 else None, bytes([i % 256] * (i % 40)), f"2020-01-{i % 28 + 1:02}")
             for i in range(120)])
        file.execute("insert into birds (name) values (?)", ["long " * 600])
        file.execute("create view heavy as select * from birds where mass > 20")
    file.close()


def workbook(path, packing):
    sheet = (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main"><dimension ref="A1:D3"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>'
        '<c r="C1" t="inlineStr"><is><t>when</t></is></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>'
        '3750.5</v></c><c r="C2" s="1"><v>43831</v></c><c r="D2" t="b"><v>1</v></c></row><row r="3"><c r="A3" t="str">'
        '<v>Gentoo &amp; co</v></c><c r="B3" t="e"><v>#N/A</v></c><c r="C3" s="1"><f>C2+1</f><v>43832</v></c></row>'
        '</sheetData><mergeCells count="1"><mergeCell ref="A3:A4"/></mergeCells></worksheet>')
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content'
        '-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Birds"'
        ' sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/'
        'package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006'
        '/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": '<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main" count="3" uniqueCount="3"><si><t>name</t></si><si><t>mass (g)</t></si><si><r><t>Ad</t></r><r><t>élie</t>'
        '</r></si></sst>',
        "xl/styles.xml": '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/'
        'main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": sheet,
    }
    with zipfile.ZipFile(path, "w", packing) as file:
        for name, text in parts.items():
            file.writestr(zipfile.ZipInfo(name), text, packing)


def made(folder):
    """Writes the kinds and encodings that the tests' own files lack."""
    os.makedirs(folder, exist_ok=True)

    def write(name, data):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)

    for encoding in ("utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        write(f"{encoding}.csv", TABLE.encode(encoding))
    write("tabs.tsv", TABLE.replace(";", "\t").encode())
    write("points.csv", TABLE.replace(",", ".").replace(";", ",").encode())
    write("long.csv", b"x,y,word\n" + b"".join(b"%d,%d.%d,w%d\n" % (i, i, i % 97, i % 13) for i in range(3000)))
    write("rows.json", b'[{"x": 1, "t": "a\\u00e9", "l": [1, 2]}, {"x": null, "t": "b", "l": []}, {"x": -1.5e3}]')
    write("columns.json", b'{"x": [1, 2, 3], "when": ["2020-01-01", null, "2020-01-03"], "r": [{"a": 1}, {}, null]}')
    write("lines.jsonl", b'{"x": 1, "r": {"a": [true, false]}}\n{"x": 2}\n\n{"x": 3, "r": {"a": []}}\n')
    write("packed.csv.gz", gzip.compress(TABLE.encode(), mtime=0))
    write("packed.json.gz", gzip.compress(b'[{"x": 1}, {"x": 2}]' , mtime=0))
    write("stored.csv.gz", gzip.compress(TABLE.encode(), compresslevel=0, mtime=0))
    for encoding, page in (("UTF-8", 512), ("UTF-16le", 1024)):
        database(os.path.join(folder, f"birds-{page}.sqlite"), encoding, page)
    workbook(os.path.join(folder, "stored.xlsx"), zipfile.ZIP_STORED)
    workbook(os.path.join(folder, "deflated.xlsx"), zipfile.ZIP_DEFLATED)
    return under(folder)


def all(root, folder, more=None):
    """Every sample; `folder` takes those that are made, `more` may hold others."""
    paths = list(made(folder))
    for place in ("Tests/Conformance/data", "Tests/Mistakes/data", "Examples/data"):
        paths += under(os.path.join(root, place))
    if more:
        paths += under(more)
    return paths
