"""tally check --return: faults go back in workbooks like the files that were sent, and come in again mended."""

import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "excel"))
import odd  # noqa: E402
import workspace as cli  # noqa: E402
import xlsx  # noqa: E402

FAULTY = cli.HEADINGS + """
A-001,省级,2017-03-12,,410902,10.50,甲
A-002,市里,2017年11月5日,2018-06-30,410922,20.25,乙
A-003,省级,昨天,,410902,5,丙

A-004,市级,20180930,,410902,7.75,丁
A-005,市级,2018-10-01,,410922,"一千",戊
"""

MENDED = {"B3": "市级", "C4": "2018/1/2", "F7": "1,000.00"}

ERROR, WARNING = "FFFF9C9C", "FFFFE699"


class Returned(xlsx.Book):
	"""What only such a workbook has: fills, comments, links, properties."""

	def __init__(self, path):
		super().__init__(path)
		self.path = path
		root = self.part("xl/styles.xml")
		fills = []
		for fill in root.find(xlsx.MAIN + "fills"):
			color = fill.find(".//" + xlsx.MAIN + "fgColor")
			fills.append(None if color is None else color.get("rgb"))
		self.xf_fills = [fills[int(xf.get("fillId"))] for xf in root.find(xlsx.MAIN + "cellXfs")]

	def fills(self, name):
		"""Address and colour of the cells that are filled."""
		found = {}
		for cell in self.roots[name].iter(xlsx.MAIN + "c"):
			fill = self.xf_fills[int(cell.get("s", 0))]
			if fill:
				found[cell.get("r")] = fill
		return found

	def comments(self):
		"""Of all sheets; only one has any."""
		found = {}
		for part in self.parts:
			if re.fullmatch(r"xl/comments\d*\.xml", part):
				for one in self.part(part).iter(xlsx.MAIN + "comment"):
					found[one.get("ref")] = "".join(t.text or "" for t in one.iter(xlsx.MAIN + "t"))
		return found

	def links(self):
		return [(one.get("ref"), one.get("location"), one.get("display"))
			for one in self.roots[self.names[0]].iter(xlsx.MAIN + "hyperlink")]

	def properties(self):
		return {one.get("name"): one[0].text for one in self.part("docProps/custom.xml")}

	def mend(self, name, changes, path):
		"""Types into cells, as text; everything else of the file stays."""
		root = self.roots[name]
		for cell in root.iter(xlsx.MAIN + "c"):
			text = changes.get(cell.get("r"))
			if text is None:
				continue
			for child in list(cell):
				cell.remove(child)
			cell.set("t", "inlineStr")
			tree.SubElement(tree.SubElement(cell, xlsx.MAIN + "is"), xlsx.MAIN + "t").text = text
		links = {one.get("Id"): one.get("Target") for one in self.part("xl/_rels/workbook.xml.rels")}
		ids = {one.get("name"): one.get(xlsx.LINK) for one in self.part("xl/workbook.xml").iter(xlsx.MAIN + "sheet")}
		parts = dict(self.parts)
		parts["xl/" + links[ids[name]]] = tree.tostring(root, encoding="utf-8", xml_declaration=True)
		with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
			for part, data in parts.items():
				out.writestr(part, data)


class Test(cli.Test):
	def setUp(self):
		super().setUp()
		self.ends(0, self.w.tally("run"))
		self.clean = self.w.figures()
		self.w.write("registers/contracts.csv", FAULTY)
		self.out = self.w.folder / "out"

	def check(self, *words, status=1, **more):
		return self.ends(status, self.w.tally("check", *words, "--return", self.out, **more))

	def back(self, name="contracts"):
		return Returned(self.out / (name + ".xlsx"))


class Faults(Test):
	def test_cells_stand_where_they_stood(self):
		self.check()
		book = self.back()
		self.assertEqual(["list of faults", "contracts"], book.names)
		rows = book.texts("contracts")
		self.assertEqual(cli.HEADINGS.split(","), rows[0])
		self.assertEqual("A-002", rows[2][0]) # line 3
		self.assertEqual([None] * 7, rows[4]) # line 5 is blank
		self.assertEqual("A-005,市级,2018-10-01,,410922,一千,戊".split(","), [text or "" for text in rows[6]])
		self.assertEqual({"s"}, {cell.kind for row in book.rows("contracts") for cell in row if cell and cell.text})

	def test_faults_are_coloured_and_explained(self):
		self.check()
		book = self.back()
		fills = {at: fill for at, fill in book.fills("contracts").items() if not at.endswith("1") or len(at) > 2}
		self.assertEqual({"B3": WARNING, "C4": ERROR, "F7": ERROR}, fills)
		comments = book.comments()
		self.assertEqual({"B3", "C4", "F7"}, set(comments))
		self.assertIn("is no date; allowed", comments["C4"])
		self.assertIn("Until this is mended the record does not count.", comments["C4"])
		self.assertIn("The record counts.", comments["B3"])

	def test_the_list_leads_to_the_cells(self):
		self.check()
		book = self.back()
		links = book.links()
		self.assertEqual(["'contracts'!C4", "'contracts'!F7", "'contracts'!B3"], [link[1] for link in links]) # errors first
		text = "\n".join(" ".join(cell or "" for cell in row) for row in book.texts(book.names[0]))
		self.assertIn("5 records read, 3 count (1 of them to be checked), 2 do not count", text)
		for reference, location, _ in links:
			row = book.texts(book.names[0])[xlsx.place(reference)[0]]
			self.assertEqual(location.split("!")[1], row[1])
		self.assertIn("一千", text)

	def test_check_digit(self):
		self.w.change("areas/market.ini", "[field contracts.level]",
			"[field contracts.firm]\ntitle = 企业代码\ntype = text\noptional = yes\ncheck = cn-uscc\n\n[field contracts.level]")
		self.w.write("registers/contracts.csv", cli.HEADINGS + ",企业代码\nA-001,省级,2017-03-12,,410902,10.50,甲,91410927MA0001034X\n")
		self.check(status=0)
		book = self.back()
		self.assertIn("'Y' would be right", book.comments()["H2"])
		self.assertEqual("91410927MA0001034X", book.texts("contracts")[1][7])
		self.assertEqual("@", book.rows("contracts")[1][7].format)

	def test_private_cells_stay_with_their_owner(self):
		self.w.change("areas/market.ini", "title = 联系人", "title = 联系人\ncheck = cn-uscc")
		self.check()
		book = self.back()
		self.assertEqual("甲", book.texts("contracts")[1][6])
		self.assertIn("G2", book.comments())
		said = "".join(book.comments().values()) + repr(book.texts(book.names[0]))
		for name in "甲乙丁":
			self.assertNotIn(name, said)
		self.assertIn("***", said)

	def test_all_issues_are_coloured(self):
		rows = "".join("A-%04d,无此级,2018-01-02,,410902,x,甲\n" % i for i in range(1500))
		self.w.write("registers/contracts.csv", cli.HEADINGS + "\n" + rows)
		self.check()
		book = self.back()
		fills = list(book.fills("contracts").values())
		self.assertEqual((1500, 1500), (fills.count(ERROR), fills.count(WARNING)))
		self.assertEqual(3000, len(book.links()))

	def test_nothing_found(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS)
		self.ends(0, self.check(status=0), "nothing was found")
		book = self.back()
		self.assertIn("Nothing was found", repr(book.texts(book.names[0])))
		self.assertEqual({}, book.comments())

	def test_codes_are_offered(self):
		self.check()
		found = [(one.get("sqref"), one.get("showErrorMessage"), one[0].text)
			for one in self.back().roots["contracts"].iter(xlsx.MAIN + "dataValidation")]
		self.assertEqual([("B2:B507", None, '"省级,市级"')], found)

	def test_one_file(self):
		self.check(self.w.folder / "registers/contracts.csv", "--register", "market.contracts")
		self.assertEqual({"B3", "C4", "F7"}, set(self.back().comments()))


class RoundTrip(Test):
	def test_mended_beside_the_file(self):
		self.check()
		self.back().mend("contracts", MENDED, self.w.folder / "registers/contracts (1).xlsx")
		self.ends(0, self.w.tally("run"), err="registers/contracts.csv: registers/contracts (1).xlsx takes its place")
		self.assertEqual(self.clean, self.w.figures())
		self.assertEqual([("registers/contracts (1).xlsx!contracts",)], self.w.query("select path from source"))
		self.ends(0, self.w.tally("explain", "market.contracts", "--records"), "registers/contracts (1).xlsx!contracts")

	def test_unmended_changes_nothing(self):
		first = self.w.tally("run").out
		figures = self.w.figures()
		self.check()
		shutil.copy(self.out / "contracts.xlsx", self.w.folder / "registers")
		again = self.w.tally("run")
		self.assertEqual(figures, self.w.figures())
		self.assertEqual(first.splitlines()[0].split(";")[0], again.out.splitlines()[0].split(";")[0])

	def test_in_the_place_of_the_file(self):
		self.check()
		self.back().mend("contracts", MENDED, self.w.folder / "registers/contracts.csv")
		self.ends(0, self.w.tally("run"))
		self.assertEqual(self.clean, self.w.figures())

	def test_second_round(self):
		self.check()
		half = {"C4": MENDED["C4"]}
		self.back().mend("contracts", half, self.w.folder / "registers/first.xlsx")
		self.check()
		book = self.back()
		self.assertEqual({"B3", "F7"}, set(book.comments()))
		self.assertEqual("2", book.properties()["tally.round"])
		self.assertEqual("registers/contracts.csv", book.properties()["tally.source"])
		book.mend("contracts", {at: MENDED[at] for at in ("B3", "F7")}, self.w.folder / "registers/a second.xlsx")
		self.ends(0, self.w.tally("run"), err=["registers/contracts.csv: registers/a second.xlsx takes its place",
			"registers/first.xlsx: registers/a second.xlsx takes its place"])
		self.assertEqual(self.clean, self.w.figures())

	def test_two_that_are_equally_new(self):
		self.check()
		for name in ("a", "b"):
			shutil.copy(self.out / "contracts.xlsx", self.w.folder / "registers" / (name + ".xlsx"))
		self.ends(1, self.w.tally("check"), err="registers/a.xlsx and registers/b.xlsx are both returned workbooks of registers/contracts.csv")

	def test_the_file_has_changed_since(self):
		self.check()
		self.back().mend("contracts", MENDED, self.w.folder / "registers/mended.xlsx")
		self.w.write("registers/contracts.csv", FAULTY + "A-006,市级,2018-10-02,,410922,1,己\n")
		self.ends(0, self.w.tally("run"), err="was changed after this workbook had been returned")
		self.assertEqual(self.clean, self.w.figures())

	def test_a_workbook_of_several_sheets(self):
		self.check()
		self.back().mend("contracts", {}, self.w.folder / "registers/sent.xlsx")
		self.w.change("areas/market.ini", "contracts.csv", "sent.xlsx")
		(self.w.folder / "registers/contracts.csv").unlink()
		self.check()
		book = self.back() # named by what was sent first
		self.assertEqual(["list of faults", "contracts"], book.names)
		self.assertEqual({"B3", "C4", "F7"}, set(book.comments()))

	@cli.unittest.skipUnless(shutil.which("soffice"), "skipped: no LibreOffice")
	def test_through_libreoffice(self):
		self.check()
		self.back().mend("contracts", MENDED, self.w.folder / "saved.xlsx")
		folder = self.w.folder / "registers"
		subprocess.run(["soffice", "-env:UserInstallation=file://%s/profile" % self.temporary, "--headless", "--convert-to", "xlsx",
			"--outdir", folder, self.w.folder / "saved.xlsx"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
			timeout=100)
		self.ends(0, self.w.tally("run"), err="registers/contracts.csv: registers/saved.xlsx takes its place")
		self.assertEqual(self.clean, self.w.figures())

	@cli.unittest.skipUnless(shutil.which("ssconvert"), "skipped: no Gnumeric")
	def test_through_gnumeric(self):
		self.check()
		self.back().mend("contracts", MENDED, self.w.folder / "saved.xlsx")
		subprocess.run(["ssconvert", self.w.folder / "saved.xlsx", self.w.folder / "registers/saved.xlsx"], check=True,
			stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=100)
		self.ends(0, self.w.tally("run"), err="registers/contracts.csv: registers/saved.xlsx takes its place")
		self.assertEqual(self.clean, self.w.figures())


STYLES = ('<numFmts count="1"><numFmt numFmtId="164" formatCode="000000"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
	'<xf numFmtId="17"/><xf numFmtId="10"/><xf numFmtId="22"/><xf numFmtId="164"/></cellXfs>')


def styled(style, value):
	return ('<c r="@" s="%d"><v>%s</v></c>' % (style, value),)


ERROR_CELL, FORMULA = ('<c r="@" t="e"><v>#N/A</v></c>',), ('<c r="@"><f>B1</f></c>',)
DIGITS, YES = ('<c r="@"><v>4.3072319800101E+17</v></c>',), ('<c r="@" t="b"><v>1</v></c>',)
HEAD = [["样本"], ["合同编号", "级别", "日期", None, "区划代码", "金额", "联系人"], [None, None, "签订日期", "终止日期"]]
MERGED = '<mergeCells><mergeCell ref="A1:G1"/><mergeCell ref="C2:D2"/><mergeCell ref="A2:A3"/></mergeCells>'


class NothingChanged(Test):
	"""What goes back and comes in again as it is gives the same figures and the same issues at the same cells."""

	def issues(self):
		path = self.w.folder / "issues.csv"
		self.w.tally("run", "--issues", path)
		with open(path, encoding="utf-8", newline="") as file:
			rows = [[row[key] for key in ("line", "column", "field", "rule", "severity", "heading")] for row in csv.DictReader(file)]
		for row in rows:
			row[3] = row[3].replace("formula", "error") # what was never calculated comes back as #N/A
		return sorted(rows), self.w.figures(), self.w.query("select read, accepted, warned, rejected from source")

	def same(self, name):
		before = self.issues()
		self.w.tally("check", "--return", self.out)
		shutil.copy(self.out / (pathlib.Path(name).stem + ".xlsx"), self.w.folder / "registers" / name)
		self.assertEqual(before, self.issues())
		return before[0]

	def book(self, rows, options="header = 2..3\n", **more):
		(self.w.folder / "registers/contracts.csv").unlink()
		sheets = [("台账", odd.rows(HEAD + rows) + MERGED), ("填表说明", odd.rows([["照填"]]))]
		odd.Book(sheets, styles=STYLES, **more).save(self.w.folder / "registers/名单.xlsx")
		self.w.change("areas/market.ini", "files = ../registers/contracts.csv", "files = ../registers/名单.xlsx\n" + options)

	def test_cells_of_all_kinds(self):
		day = styled(1, 43160)
		self.book([["A1", "省级", day, None, 410902, 1.5, "甲"], ["A2", "省级", 43161, styled(4, "43190.75"), 410902, 2, None],
			[DIGITS, "省级", day, None, 410902, 1, None], ["A4", "省级", day, ERROR_CELL, 410902, 0.07, FORMULA], [None],
			["A5", "省级", day, None, 410902, YES, None], ["A6", "省级", day, None, 410902, day, None], ["合计"],
			["A7", "省级", styled(2, 43160), None, 410902, styled(3, "0.125"), None], [styled(5, 17), " 市里", day, None, 410902, ERROR_CELL, None]])
		issues = self.same("名单.xlsx")
		self.assertGreater(len(issues), 8)
		book = self.back("名单")
		self.assertEqual(["list of faults", "台账", "填表说明"], book.names)
		self.assertEqual("000017", book.texts("台账")[12][0])
		self.assertIn("A2:A3", [one.get("ref") for one in book.roots["台账"].iter(xlsx.MAIN + "mergeCell")])

	def test_days_since_1904(self):
		self.book([["A1", "省级", 41699, None, 410902, 1.5, "甲"], ["A2", "省级", styled(1, 41700), None, 410922, 1.5, "甲"]],
			properties='<workbookPr date1904="1"/>')
		self.same("名单.xlsx")
		self.assertIn("2018-03-02", self.w.tally("check", self.w.folder / "registers/名单.xlsx", "--register", "market.contracts").out)

	def test_text_in_odd_forms(self):
		text = '样本,,,,,,\r\n合同编号,级别,日期,,区划代码,金额,联系人\r\n,,签订日期,终止日期,,,\r\n"A ""1""",省级,2018-01-02,,410902,"1,5\n00",甲\r\n' \
			"\r\nA-2,市里,2018/3/4,—,410902,1.50,=SUM(A1)\r\n小计,,,,,3,\r\nA-3, 省级 ,20180304,,410902,1e3,000123\r\n"
		self.w.write("registers/contracts.csv", text, "gb18030")
		self.w.change("areas/market.ini", "contracts.csv", "contracts.csv\nheader = 2..3")
		self.assertGreater(len(self.same("contracts.csv")), 2)
		book = self.back()
		self.assertEqual("1,5\n00", book.texts("contracts")[3][5])
		self.assertEqual("=SUM(A1)", book.texts("contracts")[6][6]) # line 7: one record has two
		self.assertEqual("000123", book.texts("contracts")[8][6])

	def test_what_cannot_be_read_is_no_empty_cell(self):
		self.w.write("registers/contracts.csv", (cli.HEADINGS + "\nA-001,省级,2017-03-12,,410902,10.50,").encode() + b"\xff\n"
			+ 'A-002,市级,"2018-01-01"x,,410902,1,乙\n'.encode())
		self.check()
		book = self.back()
		self.assertEqual("#N/A", book.texts("contracts")[1][6])
		self.assertEqual(["A-002", "市级"] + ["#N/A"] * 5, book.texts("contracts")[2])
		self.assertTrue({"G2", "C3"} <= set(book.comments()), book.comments())
		shutil.copy(self.out / "contracts.xlsx", self.w.folder / "registers")
		self.ends(1, self.w.tally("check"), err="registers/contracts.xlsx!contracts!C3: error")

	def test_two_registers_in_one_workbook(self):
		rows = [line.split(",") for line in FAULTY.replace('"一千"', "一千").splitlines() if line]
		(self.w.folder / "registers/contracts.csv").unlink()
		odd.Book([("一", odd.rows(rows[:3])), ("二", odd.rows(rows[:1] + rows[3:]))]).save(self.w.folder / "registers/a.xlsx")
		self.w.change("areas/market.ini", "files = ../registers/contracts.csv", "files = ../registers/a.xlsx\nsheet = 一")
		ini = self.w.read("areas/market.ini")
		section = re.search(r"\[register contracts\].*?(?=\[(?!register|field))", ini, re.S).group()
		self.w.write("areas/market.ini", ini + section.replace("contracts", "others").replace("sheet = 一", "sheet = 二"))
		ended = self.check()
		self.assertEqual(1, ended.out.count("returned: "), ended)
		book = self.back("a")
		self.assertEqual(["list of faults", "一", "二"], book.names)
		self.assertEqual({"B3": WARNING}, {at: fill for at, fill in book.fills("一").items() if at[1] != "1"})
		self.assertEqual({"C2": ERROR, "F4": WARNING}, {at: fill for at, fill in book.fills("二").items() if at[1] != "1"})
		self.assertEqual({"'二'!C2", "'二'!F4", "'一'!B3"}, {link[1] for link in book.links()})


class Delivered(Test):
	def test_it_is_the_delivery_of_the_file_that_was_sent(self):
		self.w.change("areas/market.ini", "files = ../registers/contracts.csv",
			"files = ../registers/*.csv\nexpect = county, year\nsource = {region}_{period}*")
		(self.w.folder / "registers/contracts.csv").unlink()
		self.w.write("registers/410902_2018.csv", FAULTY)
		self.w.write("registers/410922_2018.csv", cli.HEADINGS + "\nB-001,省级,2018-03-12,,410922,10.50,甲\n")
		self.check()
		os.utime(self.w.folder / "registers/410902_2018.csv", (1546650000, 1546650000))
		self.back("410902_2018").mend("410902_2018", MENDED, self.w.folder / "registers/改好.xlsx")
		self.ends(0, self.w.tally("run"), err="registers/410902_2018.csv: registers/改好.xlsx takes its place")
		status = self.w.tally("status", "--on", "2019-01-15", "--format", "csv")
		self.assertIn("东区,2018,,2019-01-05,,5,0,2,registers/改好.xlsx!410902_2018", status.out)
		self.assertNotIn("410902_2018.csv", status.out)
		self.assertIn("missing,market,contracts,合同台账,410902,东区,2017", status.out)
		self.assertNotIn("410902,东区,2018,,,", status.out)


class Folder(Test):
	def test_a_workbook_that_somebody_is_mending_stays(self):
		self.check()
		path = self.out / "contracts.xlsx"
		book = self.back()
		book.parts["docProps/core.xml"] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2019-01-02T03:04:05Z", book.parts["docProps/core.xml"])
		book.mend("contracts", {"B3": "市级"}, path)
		before = path.read_bytes()
		self.ends(1, self.w.tally("check", "--return", self.out), err="so somebody is mending it")
		self.assertEqual(before, path.read_bytes())

	def test_an_earlier_return_is_replaced_a_foreign_file_is_not(self):
		self.check()
		self.check()
		(self.out / "contracts.xlsx").write_bytes(b"not one of ours")
		self.ends(1, self.w.tally("check", "--return", self.out), err="is there and is no returned workbook")
		self.assertEqual(b"not one of ours", (self.out / "contracts.xlsx").read_bytes())

	def test_open_in_another_program(self):
		self.check()
		(self.out / "~$contracts.xlsx").write_bytes(b"")
		self.ends(1, self.w.tally("check", "--return", self.out), err="is open in another program")

	def test_never_over_the_file_that_was_read(self):
		self.check()
		mended = self.w.folder / "registers/contracts.xlsx"
		shutil.copy(self.out / "contracts.xlsx", mended)
		before = mended.read_bytes()
		self.ends(1, self.w.tally("check", "--return", self.w.folder / "registers"), err="is the file that was read")
		self.assertEqual(before, mended.read_bytes())

	def test_a_file_in_place_of_the_folder(self):
		self.out.write_bytes(b"")
		self.ends(2, self.w.tally("check", "--return", self.out), err="is no folder")
		self.ends(2, self.w.tally("check", "--return", ""), err="the name of a folder is missing")

	def test_folders_are_made(self):
		self.ends(1, self.w.tally("check", "--return", "%s/a/b/" % self.out), "returned: %s/a/b/contracts.xlsx: 2 to be mended" % self.out)

	def test_equal_names(self):
		self.w.write("registers/new/contracts.csv", cli.HEADINGS + "\nB-001,省级,2018-03-12,,410922,10.50,甲\n")
		self.w.change("areas/market.ini", "contracts.csv", "contracts.csv | ../registers/new/*.csv")
		self.check()
		self.assertEqual(["registers-contracts.xlsx", "registers-new-contracts.xlsx"], sorted(path.name for path in self.out.iterdir()))

	def test_nothing_half(self):
		self.check()
		before = (self.out / "contracts.xlsx").read_bytes()

		def limited():
			import resource
			resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))
		self.ends(3, self.w.tally("check", "--return", self.out, preexec_fn=limited))
		self.assertEqual(before, (self.out / "contracts.xlsx").read_bytes())
		self.assertEqual(["contracts.xlsx"], [path.name for path in self.out.iterdir()])


if __name__ == "__main__":
	cli.main()
