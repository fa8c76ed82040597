#!/usr/bin/env python3
"""Make the spreadsheets of this folder, and cells.json: what openpyxl reads in each of their cells.

usage: make-spreadsheets.py        (pip install openpyxl xlsxwriter)

A date is {"date": milliseconds since 1970, "time": whether it has a X
"""
import datetime as dt
import json
import os
import random

import openpyxl
import xlsxwriter

os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "spreadsheets"))
random.seed(20240229)
MOMENT = dt.datetime(2026, 11, 22)


def school():
    book = openpyxl.Workbook()
    pupils = book.active
    pupils.title = "Pupils"
    pupils.append(["name", "born", "height (cm)", "swims", "arrives", "mark"])
    pupils.append(["Ada", dt.date(2010, 12, 10), 152.5, True, dt.time(7, 45), 1])
    pupils.append(["Zoë & <Co>", dt.date(2011, 2, 28), None, False, dt.time(8, 0), "#N/A"])
    pupils.append(["two\nlines", dt.date(2010, 7, 1), 149, None, None, "#DIV/0!"])
    notes = book.create_sheet("Notes")
    notes.append(["what", "who"])
    notes.append(["hidden", "me"])
    notes.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save("school.xlsx")
    marks = book.create_sheet("Marks")
    marks.append(["pupil", "mark"])
    for pupil in range(1, 6):
        marks.append([pupil, pupil / 2])
    book.save("two-sheets.xlsx")


def report():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"] = "Results of the class"
    sheet.merge_cells("B2:E2")
    sheet["B3"] = "Teacher:"
    sheet["C3"] = "Ms X"
    for place, text in [("B5", "group"), ("C5", "Detector"), ("C6", "x [cm]"), ("D6", "y"), ("E5", "n")]:
        sheet[place] = text
    sheet.merge_cells("B5:B6")
    sheet.merge_cells("C5:D5")
    for row, cells in enumerate([["a", 1, 2, 3], [None, 1.5, 2, 3], ["b", 1, 2, 3]]):
        for column, cell in enumerate(cells):
            sheet.cell(7 + row, 2 + column, cell)
    sheet.merge_cells("B7:B8")
    sheet["B11"] = "Source: made up"
    book.save("report.xlsx")


def columns(count):
    """Columns of all kinds with gaps, as (name, format, cells)."""
    def some(make):
        return [None if random.random() < 0.15 else make() for _ in range(count)]

    start = dt.datetime(1900, 3, 1)
    return [
        ("whole", None, some(lambda: random.randint(-10**12, 10**12))),
        ("decimal", "0.00", some(lambda: random.gauss(0, 1) * 10 ** random.randint(-30, 30))),
        ("truth", None, some(lambda: random.random() < 0.5)),
        ("word", None, some(lambda: random.choice(["ä", "b & c", "<d>", "'e'", "line\nbreak", " f "]))),
        ("day", "dd/mm/yyyy", some(lambda: start + dt.timedelta(days=random.randint(0, 60000)))),
        ("moment", 'yyyy-mm-dd hh:mm:ss', some(
            lambda: start + dt.timedelta(seconds=random.randint(0, 5 * 10**9)))),
        ("clock", "hh:mm:ss", some(lambda: dt.time(random.randint(0, 23), random.randint(0, 59),
                                                   random.randint(0, 59)))),
    ]


def kinds_openpyxl(name, count):
    book = openpyxl.Workbook()
    sheet = book.active
    for place, (title, form, cells) in enumerate(columns(count), 1):
        sheet.cell(1, place, title)
        for row, value in enumerate(cells, 2):
            cell = sheet.cell(row, place, value)
            if form:
                cell.number_format = form
    book.save(name)


def kinds_xlsxwriter(name, count, options):
    book = xlsxwriter.Workbook(name, options)
    sheet = book.add_worksheet("Kinds")
    made = columns(count)
    forms = [book.add_format({"num_format": form}) if form else None for _, form, _ in made]
    for row in range(count + 1):
        for place, (title, _, cells) in enumerate(made):
            value = cells[row - 1]
            if row == 0:
                sheet.write(row, place, title)
            elif isinstance(value, (dt.datetime, dt.time)):
                sheet.write_datetime(row, place, value, forms[place])
            elif value is not None:
                sheet.write(row, place, value, forms[place])
    book.close()


def cell(value):
    if isinstance(value, dt.datetime):
        passed = value - dt.datetime(1970, 1, 1)
        return {"date": round(passed / dt.timedelta(milliseconds=1))}
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, float):
        return {"number": repr(value)}
    if isinstance(value, str) and value.startswith("#"):
        return None
    return value


school()
report()
kinds_openpyxl("kinds.xlsx", 60)
kinds_xlsxwriter("kinds-shared.xlsx", 60, {})
kinds_xlsxwriter("kinds-inline.xlsx", 60, {"constant_memory": True})
kinds_xlsxwriter("kinds-1904.xlsx", 60, {"date_1904": True})

found = {}
for name in sorted(os.listdir(".")):
    if not name.startswith("kinds") and name != "school.xlsx":
        continue
    sheet = openpyxl.load_workbook(name, data_only=True).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    found[name] = {title: [cell(row[place]) for row in rows[1:]] for place, title in enumerate(rows[0])}
with open("cells.json", "w", encoding="utf-8") as out:
    json.dump(found, out, ensure_ascii=False, indent=0)
    out.write("\n")
