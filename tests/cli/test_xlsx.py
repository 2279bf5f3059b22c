"""--format xlsx and --output: the parts of a workbook against the CSV of the same question."""

import csv
import io
import resource

import workspace as cli
import xlsx


def limited():
	resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))


class Workbooks(cli.Test):
	def setUp(self):
		super().setUp()
		self.ends(0, self.w.tally("run"))

	def book(self, *words, status=0):
		path = self.w.folder / "out.xlsx"
		self.ends(status, self.w.tally(*words, "--output", path), "")
		return xlsx.Book(path)

	def csv(self, *words, status=0):
		return list(csv.reader(io.StringIO(self.ends(status, self.w.tally(*words, "--format", "csv")).out)))

	def below(self, rows, heading):
		"""The rows of the table, without headings and the lines of groups."""
		first = next(i for i, row in enumerate(rows) if row[0] and row[0].text == heading)
		width = len([cell for cell in rows[first] if cell])
		for row in rows[first + 1:]:
			if not row[0]:
				return
			if any(cell and cell.text is not None for cell in row[1:width]):
				yield row[:width]

	def same(self, shown, plain, place):
		"""A number as programs have it, a reason where they have nothing, a text as it is."""
		if shown.kind == "n":
			self.assertEqual(float(plain), float(shown.text), place)
			self.assertLessEqual(len(shown.text.lstrip("-0.").replace(".", "")), 16, place)
		elif plain:
			self.assertEqual(plain, shown.text.strip(), place)
		self.assertFalse(shown.formula, place)


class Summary(Workbooks):
	COLUMNS = "title,value,base,growth,change,target,completion,unit"

	def test_numbers_are_those_of_csv(self):
		words = ("summary", "--columns", self.COLUMNS)
		plain = self.csv(*words)[1:]
		shown = list(self.below(self.book(*words).rows(), "indicator"))
		self.assertEqual(len(plain), len(shown))
		for row, cells in zip(plain, shown):
			for key, text, cell in zip(self.COLUMNS.split(","), row, cells):
				if key == "title" and cell.indent:
					continue # of a part, which CSV names in a column of its own
				self.same(cell, text, (row, key))
				if key in ("value", "growth") and text:
					self.assertEqual("n", cell.kind, (row, key))

	def test_formats_read_as_the_table_does(self):
		rows = {cells[0].text: cells for cells in self.below(self.book("summary", "--columns", self.COLUMNS).rows(), "indicator")}
		self.assertEqual(["#,##0", "#,##0", '#,##0.00" %"', "#,##0", "#,##0", '#,##0.00" %"'],
			[cell.format for cell in rows["Contracts"][1:7]])
		self.assertEqual(("n", "1012.75", "#,##0.00"), (rows["合同金额"][1].kind, rows["合同金额"][1].text, rows["合同金额"][1].format))
		self.assertEqual([True, False], [rows[name][0].bold for name in ("Contracts", "合同金额")])
		self.assertEqual([0, 1], [rows[name][0].indent for name in ("Contracts", "市级")])

	def test_page(self):
		book = self.book("summary")
		self.assertEqual(["figures"], book.names)
		texts = book.texts()
		self.assertEqual("Figures of 样例市, year 2018", texts[0][0])
		self.assertEqual("样例局; figures as of run 1", texts[1][0])
		self.assertEqual("basis: computed, else given, else published", texts[2][0])
		head = next(i for i, row in enumerate(texts) if row[0] == "indicator")
		root = book.roots["figures"]
		pane = next(root.iter(xlsx.MAIN + "pane"))
		self.assertEqual(("frozen", str(head + 1)), (pane.get("state"), pane.get("ySplit")))
		setup = next(root.iter(xlsx.MAIN + "pageSetup"))
		self.assertEqual(("9", "landscape", "0"), tuple(setup.get(key) for key in ("paperSize", "orientation", "fitToHeight")))
		self.assertIn("&amp;P", book.parts["xl/worksheets/sheet1.xml"].decode())
		self.assertIn("$%d:$%d" % (head + 1, head + 1), book.parts["xl/workbook.xml"].decode())

	def test_nothing_is_lost_without_rows(self):
		path = self.w.folder / "out.xlsx"
		self.ends(0, self.w.tally("summary", "--period", "2013", "--output", path), "", "no figures for this region and period")
		self.assertEqual("indicator", xlsx.Book(path).texts()[4][0])


class Others(Workbooks):
	def test_export_is_the_csv(self):
		head, *plain = self.csv("export")
		book = self.book("export")
		self.assertEqual(["figures", "about"], book.names)
		rows = book.rows("figures")
		self.assertEqual(1 + len(plain), len(rows))
		for row, cells in zip(plain, rows[1:]):
			for key, text, cell in zip(head, row, cells):
				self.assertEqual(text, "" if cell.text is None else text if cell.kind == "n" and float(text) == float(cell.text) else cell.text, (row, key))
				if key in ("value", "entries", "run") and text:
					self.assertEqual("n", cell.kind, (row, key))
		self.assertIn("autoFilter", book.parts["xl/worksheets/sheet1.xml"].decode())

	def test_text_that_looks_like_a_formula(self):
		for file, old, new in (("areas/market.ini", "title_en = Contracts", "title_en = =1+1"), ("regions.csv", "东区", "@东区")):
			self.w.change(file, old, new)
		self.ends(0, self.w.tally("run"))
		words = ("summary", "--indicator", "market.contracts", "--by", "region", "--columns", "title,region_name,value")
		cells = {cell.text: cell for cell in self.book(*words).sheets["figures"].values()}
		self.assertEqual([("s", False)] * 2, [(cells[text].kind, cells[text].formula) for text in ("=1+1", "@东区")])
		plain = self.w.tally(*words, "--format", "csv").out
		self.assertIn("\n'=1+1,'@东区,2\n", plain)
		self.assertIn('"title": "=1+1", "region_name": "@东区"', self.w.tally(*words, "--format", "json").out)

	def test_charts(self):
		"""A series, a comparison without the sum of it, and none where there is nothing to compare."""
		for words, direction in ((("show", "market.contracts"), "col"), (("summary", "--indicator", "market.amount", "--by", "region"), "bar"),
				(("summary", "--indicator", "market.contracts", "--rows", "region", "--cols", "period", "--periods", "2017..2018"), "col")):
			chart = self.book(*words).parts["xl/charts/chart1.xml"].decode()
			self.assertIn('<c:barDir val="%s"/>' % direction, chart, words)
			self.assertIn('<c:min val="0"/>', chart, words)
			self.assertNotIn("样例市</c:v>", chart, words)
		self.assertFalse([name for name in self.book("summary").parts if "chart" in name])


class Files(Workbooks):
	def test_same_bytes(self):
		self.book("summary")
		first = (self.w.folder / "out.xlsx").read_bytes()
		again = self.ends(0, self.w.tally("summary", "--output", "again.xlsx", cwd=self.w.folder, env=cli.environment(TZ="Asia/Shanghai")))
		self.assertEqual("", again.out)
		self.assertEqual(first, (self.w.folder / "again.xlsx").read_bytes())

	def test_ending_is_the_format(self):
		for ending, begins in (("csv", b"indicator,"), ("json", b"[\n"), ("md", b"| "), ("xlsx", b"PK"), ("txt", b"indicator ")):
			path = self.w.folder / ("out." + ending)
			self.ends(0, self.w.tally("summary", "--output", path), "", "")
			self.assertEqual(begins, path.read_bytes()[:len(begins)], ending)
		self.ends(2, self.w.tally("summary", "--format", "csv", "--output", self.w.folder / "out.xlsx"), "", "let it end with .csv")
		self.ends(2, self.w.tally("summary", "--output", self.w.folder / "out.PDF"), "", "no such files are written")
		self.assertFalse((self.w.folder / "out.PDF").exists())

	def test_standard_output(self):
		for words in ((), ("--output", "-")):
			with open(self.w.folder / "piped", "wb") as piped:
				self.ends(0, self.w.tally("summary", "--format", "xlsx", *words, stdout=piped))
			self.assertEqual("indicator", xlsx.Book(self.w.folder / "piped").texts()[4][0])

	def test_failure_leaves_what_was_there(self):
		before = set(self.w.names())
		for words in (("summary", "--indicator", "nothing"), ("summary", "--period", "x")):
			self.ends(2, self.w.tally(*words, "--output", self.w.folder / "out.xlsx"))
		self.assertEqual(before, set(self.w.names()))
		kept = self.w.write("out.xlsx", "kept")
		self.ends(3, self.w.tally("summary", "--output", kept, preexec_fn=limited), "", "cannot be written")
		self.ends(3, self.w.tally("summary", "--output", kept, env=cli.environment(TMPDIR="/nowhere")), "", "/nowhere/tally-")
		self.assertEqual(b"kept", kept.read_bytes())
		self.assertEqual(before | {"out.xlsx"}, set(self.w.names()))
		self.ends(3, self.w.tally("summary", "--output", self.w.folder / "nowhere" / "out.csv"), "", "out.csv: cannot be written")


if __name__ == "__main__":
	cli.main()
