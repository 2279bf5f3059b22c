"""Registers and tables that are workbooks: the figures of the CSV, issues by sheet and cell, what is said of a sheet as a whole."""
import csv
import datetime
import io
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "excel"))
import odd  # noqa: E402
import workspace  # noqa: E402

HEAD = ["合同编号", "级别", "签订日期", "终止日期", "区划代码", "金额", "联系人"]
STYLES = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="17"/><xf numFmtId="10"/></cellXfs>'
DAY, MONTH, PERCENT = ('<c r="@" s="%d"><v>%%s</v></c>' % i for i in (1, 2, 3))


def serial(text):
	return (datetime.date.fromisoformat(text) - datetime.date(1899, 12, 30)).days


def typed(cell):
	"""As a spreadsheet takes what is typed into it."""
	try:
		return (DAY % serial(cell),)
	except ValueError:
		pass
	try:
		return float(cell) if "." in cell else int(cell)
	except ValueError:
		return cell or None


def table(text):
	return [[typed(cell) for cell in row] for row in csv.reader(io.StringIO(text))]


class Workbooks(workspace.Test):
	def register(self, rows, said="", **book):
		"""The register as a workbook of these rows, under the heads."""
		self.book([("台账", odd.rows([HEAD] + rows) + said)], **book)

	def book(self, sheets, options="", **book):
		(self.w.folder / "registers/contracts.csv").unlink(missing_ok=True)
		odd.Book(sheets, styles=STYLES, **book).save(self.w.folder / "registers/名单.xlsx")
		self.w.change("areas/market.ini", "files = ../registers/contracts.csv", "files = ../registers/*.xlsx\n" + options)

	def test_the_figures_of_the_csv(self):
		self.ends(0, self.w.tally("run"))
		figures = self.w.figures()
		self.book([("台账", odd.rows(table(workspace.CONTRACTS)))])
		self.ends(0, self.w.tally("run"), " 0 new, 0 changed, 0 gone")
		self.assertEqual(figures, self.w.figures())
		self.assertEqual([("registers/名单.xlsx!台账", "xlsx", 5, 5)], self.w.query("select path, encoding, read, accepted from source"))

	def test_a_total_that_nobody_calculated(self):
		"""It is passed over as every total is, but that it was not compared is said."""
		day, formula = (DAY % serial("2018-03-01"),), ('<c r="@"><f>SUM(F2:F2)</f></c>',)
		self.register([["A1", "省级", day, None, 410902, 3, None], ["合计", None, None, None, None, formula, None]])
		self.ends(0, self.w.tally("run"), ["1 records read, 1 accepted"],
			"registers/名单.xlsx!台账!F3: warning, of a row that was passed over: 金额 a total that was passed over cannot be compared")

	def test_issues_by_sheet_and_cell(self):
		error, formula, digits, yes = ('<c r="@" t="e"><v>#N/A</v></c>',), ('<c r="@"><f>B1</f></c>',), (
			'<c r="@"><v>4.3072319800101E+17</v></c>',), ('<c r="@" t="b"><v>1</v></c>',)
		day = (DAY % serial("2018-03-01"),)
		self.register([["A1", "省级", day, None, 410902, error, None], ["A2", "省级", formula, None, 410902, 1, None],
			[digits, "省级", day, None, 410902, 1, None], ["A4", "省级", day, error, 410902, 1, None], ["A5", "省级", day, None, 410902, yes, None],
			["A6", "省级", day, None, 410902, day, None], [None], ["A8", "省级", day, None, 410902, 1, formula]])
		ended = self.ends(1, self.w.tally("run", "--issues", self.w.folder / "issues.csv"), "7 records read, 1 accepted (1 with warnings), 6 rejected")
		for told in ("registers/名单.xlsx!台账!F2: error, the record does not count: 金额 '#N/A' is an error of the spreadsheet",
				"registers/名单.xlsx!台账!C3: error, the record does not count: 签订日期 is a formula that was never calculated",
				"registers/名单.xlsx!台账!A4: error, the record does not count: 合同编号 '430723198001010000' has more than 15 digits in a cell of numbers",
				"registers/名单.xlsx!台账!G9: warning, the record counts: 联系人 is a formula",
				"registers/名单.xlsx!台账!F6: error, the record does not count: 金额 'TRUE' is no number", "registers/名单.xlsx!台账!F7: error, the record does not count: 金额 '2018-03-01' is formatted as a date"):
			self.assertIn(told, ended.err)
		with open(self.w.folder / "issues.csv", encoding="utf-8-sig", newline="") as file:
			rows = [(row["file"], row["line"], row["column"], row["rule"]) for row in csv.DictReader(file)]
		self.assertEqual([("registers/名单.xlsx!台账", line, column, rule) for line, column, rule in (("2", "6", "error"), ("3", "3", "formula"),
			("4", "1", "digits"), ("5", "4", "error"), ("6", "6", "number"), ("7", "6", "number"), ("9", "7", "formula"))], sorted(rows))
		self.assertEqual([(4, "contract_no", "digits")], self.w.query("select i.line, i.field, i.rule from issue i join source s on s.id = i.source "
			"where s.path = 'registers/名单.xlsx!台账' and rule = 'digits'"))
		self.ends(0, self.w.tally("explain", "market.contracts", "--records"), "registers/名单.xlsx!台账:9")

	def test_days(self):
		"""By their format, by the type of the field, with a time of day, counted from 1904."""
		for properties, less in (("", 0), ('<workbookPr date1904="1"/>', 1462)):
			days = [(DAY % (serial("2018-03-01") - less),), serial("2018-03-02") - less, "%d.75" % (serial("2018-03-03") - less),
				(MONTH % (serial("2018-03-04") - less),), "2018年3月5日", 20180306]
			days[2] = ('<c r="@"><v>%s</v></c>' % days[2],)
			self.setUp()
			self.register([["A%d" % i, "省级", day, None, 410902, 1, None] for i, day in enumerate(days)], properties=properties)
			ended = self.ends(0, self.w.tally("check", self.w.folder / "registers/名单.xlsx", "--register", "market.contracts"))
			self.assertRegex(ended.out, r"(?m)^A +合同编号")  # a column of a sheet has a letter, as in its issues
			for day in range(1, 7):
				self.assertIn("2018-03-%02d" % day, ended.out)

	def test_percent(self):
		day = (DAY % serial("2018-03-01"),)
		self.register([["A1", "省级", day, None, 410902, (PERCENT % "0.25",), None]])
		self.ends(1, self.w.tally("run"), err="'25%' has a unit of another kind")
		self.w.change("areas/market.ini", "scale = 2\nunit = 万元", "scale = 2")
		self.w.change("areas/market.ini", "unit = 万元\n", "")
		self.ends(0, self.w.tally("run"))
		self.assertEqual("0.25", self.w.value("market.amount"))

	def test_what_a_sheet_hides_is_said(self):
		rows = odd.rows(table(workspace.CONTRACTS)).replace('<row r="3">', '<row r="3" hidden="1">').replace(
			'</row><row r="3"', '<c r="J2"><v>1</v></c></row><row r="3"')
		self.book([("台账", '<cols><col min="6" max="6" hidden="1"/></cols>' + rows)])
		self.ends(0, self.w.tally("run"), "5 records read, 5 accepted", ["名单.xlsx!台账: warning: '3' these rows are hidden and were read",
			"名单.xlsx!台账: warning: 'F' these columns are hidden and were read", "名单.xlsx!台账!J2: warning: stands to the right of the headings"])

	def test_sheets(self):
		rows = table(workspace.CONTRACTS)
		sheets = [("说明", odd.rows([["样本"]]), "hidden"), ("一月", odd.rows(rows[:3])), ("二月", odd.rows(rows[:1] + rows[3:])),
			("空", "<sheetData/>")]
		self.book(sheets)
		self.ends(0, self.w.tally("run"), "2 records read", "名单.xlsx!一月: warning: '二月' these sheets of the workbook were not read")
		for said, read in (("二月", 3), ("1", 2), ("2 | 一月", 5), ("*", 5)):
			self.w.change("areas/market.ini", "files = ../registers/*.xlsx\n", "files = ../registers/*.xlsx\nsheet = %s\n" % said)
			self.ends(0, self.w.tally("run"), "%d records read" % read, "")
			self.w.change("areas/market.ini", "sheet = %s\n" % said, "")
		self.w.change("areas/market.ini", "files = ../registers/*.xlsx\n", "files = ../registers/*.xlsx\nsheet = *\n")
		self.ends(0, self.w.tally("run"))
		self.assertEqual(["registers/名单.xlsx!一月", "registers/名单.xlsx!二月"], [row[0] for row in self.w.query("select path from source order by 1")])
		sheets[0] = sheets[0][:2]
		odd.Book(sheets, styles=STYLES).save(self.w.folder / "registers/名单.xlsx")
		self.ends(1, self.w.tally("run"), err="名单.xlsx!说明:1: no column for the field '合同编号'")

	def test_a_name_of_a_sheet_as_a_value(self):
		rows = [[row[i] for i in (0, 1, 2, 3, 5, 6)] for row in table(workspace.CONTRACTS)]
		self.book([("410902", odd.rows(rows[:3])), ("410922", odd.rows(rows[:1] + rows[3:]))],
			"sheet = *\nfilename.county = !([0-9]+)$\n")
		self.ends(0, self.w.tally("run"), "5 records read, 5 accepted")
		self.assertEqual("2", self.w.value("market.contracts", "2017", region="410902"))

	def test_heads_of_several_rows(self):
		rows = table(workspace.CONTRACTS)
		merged = '<mergeCells><mergeCell ref="A1:G1"/><mergeCell ref="C2:D2"/></mergeCells>'
		stacked = [["样本"], ["合同编号", "级别", "日期", None, "区划代码", "金额", "联系人"], [None, None, "签订日期", "终止日期"]] + rows[1:]
		self.book([("台账", odd.rows(stacked) + merged)], "header = 2..3\n")
		self.ends(0, self.w.tally("run"), "5 records read, 5 accepted", "")
		self.assertEqual("5", self.w.query("select sum(read) || '' from source")[0][0])

	def test_columns_are_called_by_their_letters(self):
		self.book([("台账", odd.rows([HEAD + ["金额"], ["A1", "省级", "2018-03-01", None, 410902, 1, None, 2]]))])
		self.ends(1, self.w.tally("run"), err="名单.xlsx!台账:1: columns F and H are both the field '金额'; rename one")

	def test_what_lies_beside_open_workbooks(self):
		self.book([("台账", odd.rows(table(workspace.CONTRACTS)))])
		self.w.write("registers/~$名单.xlsx", b"\x05owner" + bytes(160))
		self.ends(0, self.w.tally("run"), "5 records read", "")

	def test_tables_of_the_workspace(self):
		rows = [[cell or None for cell in row] for row in csv.reader(io.StringIO(workspace.REGIONS))]
		odd.Book([("区划", odd.rows(rows))]).save(self.w.folder / "regions.xlsx")
		self.w.change("tally.ini", "regions.csv", "regions.xlsx")
		self.ends(0, self.w.tally("run"))
		rows[1][0] = ('<c r="@" t="e"><v>#REF!</v></c>',)
		odd.Book([("区划", odd.rows(rows))]).save(self.w.folder / "regions.xlsx")
		self.ends(2, self.w.tally("run"), err="regions.xlsx!区划:2: code: '#REF!' is an error of the spreadsheet")

	def test_a_day_before_the_month_is_no_guess(self):
		self.register([["A1", "省级", "31/12/2018", None, 410902, 1, None], ["A2", "省级", "5.6.2018", None, 410902, 1, None],
			["A3", "省级", "2018/13/40", None, 410902, 1, None]])
		self.ends(1, self.w.tally("run"), "3 rejected", ["C2: error, the record does not count: 签订日期 '31/12/2018' has its year behind",
			"'5.6.2018' has its year behind", "'2018/13/40' is no date"])

	def test_other_files_are_named(self):
		self.book([("台账", odd.rows(table(workspace.CONTRACTS)))])
		self.w.write("registers/名单.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600))
		self.ends(1, self.w.tally("run"), err="名单.xlsx: is an old workbook (.xls, .et); open it in Excel or WPS and save it as .xlsx")


if __name__ == "__main__":
	workspace.main()
