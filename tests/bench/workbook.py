"""How fast a register goes in: 200,000 rows of 10 columns, the same as CSV and as a workbook; processor and wall time of `tally run`, median of three.
Synthetic throughout. usage: workbook.py TALLY"""
import datetime
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "cli"), str(TESTS / "excel")]
import odd  # noqa: E402
import workspace  # noqa: E402

ROWS, CALLS = 200000, 3
HEAD = "合同编号,级别,签订日期,终止日期,区划代码,金额,联系人,备注,数量,单价".split(",")
FIRST_DAY = datetime.date(1899, 12, 30)


def records():
	"""Texts, and numbers; a date is a number of days."""
	draw = random.Random(1)
	for number in range(ROWS):
		signed = 42750 + draw.randrange(700)
		yield ("A-%07d" % number, draw.choice(["省级", "市级"]), signed, signed + draw.randrange(400), draw.choice([410902, 410922]),
			draw.randrange(100000) / 100, "联系人%d" % draw.randrange(5000), "备注文字%d" % draw.randrange(100), draw.randrange(100), draw.random())


def written(folder):
	"""Texts are shared, as a spreadsheet writes them."""
	shared, body = {}, []
	def cell(column, row, value):
		if not isinstance(value, str):
			return '<c r="%s%d"%s><v>%r</v></c>' % (odd.letters(column), row, ' s="1"' if column in (2, 3) else "", value)
		return '<c r="%s%d" t="s"><v>%d</v></c>' % (odd.letters(column), row, shared.setdefault(value, len(shared)))
	with open(folder / "registers/contracts.csv", "w", encoding="utf-8") as text:
		for row, record in enumerate([HEAD, *records()], 1):
			body.append('<row r="%d">%s</row>' % (row, "".join(cell(c, row, value) for c, value in enumerate(record))))
			text.write(",".join((FIRST_DAY + datetime.timedelta(value)).isoformat() if c in (2, 3) and row > 1 else str(value)
				for c, value in enumerate(record)) + "\n")
	odd.Book([("台账", "<sheetData>%s</sheetData>" % "".join(body))], "".join("<si><t>%s</t></si>" % text for text in shared),
		'<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>').save(folder / "registers/contracts.xlsx")


def measured(tally, folder):
	before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
	subprocess.run([tally, "-C", str(folder), "run"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
	after = resource.getrusage(resource.RUSAGE_CHILDREN)
	return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - start


with tempfile.TemporaryDirectory(prefix="tally-bench-") as name:
	office = workspace.Workspace(pathlib.Path(name))
	written(office.folder)
	for kind in ("csv", "xlsx"):
		if kind == "xlsx":
			office.change("areas/market.ini", "contracts.csv", "contracts.xlsx")
		times = sorted(measured(sys.argv[1], office.folder) for _ in range(CALLS))
		print("%-50s %9.1f ms, %.1f ms of the processor" % ("run, %d rows of %d columns, %s" % (ROWS, len(HEAD), kind),
			statistics.median(wall for _, wall in times) * 1000, statistics.median(cpu for cpu, _ in times) * 1000), flush=True)
