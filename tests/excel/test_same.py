"""Workbooks of all families give the cells that the CSV of the same content gives; odd forms are read as they are meant; what is damaged or is no workbook is
named. usage: test_same.py ROWS_TOLD WRITE_SAMPLE"""
import csv
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import odd  # noqa: E402

ROWS_TOLD, WRITE_SAMPLE = sys.argv[1:3]
SAMPLE = HERE / "sample.csv"

STYLES = """<numFmts count="12">
<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd;@"/><numFmt numFmtId="165" formatCode="[$-804]yyyy&quot;年&quot;m&quot;月&quot;;@"/>
<numFmt numFmtId="166" formatCode="000000"/><numFmt numFmtId="167" formatCode="[Red]#,##0.00&quot;元 ymd&quot;;[Blue]-0"/>
<numFmt numFmtId="168" formatCode="yyyy/m/d h:mm"/><numFmt numFmtId="169" formatCode="yyyy&quot;年&quot;"/>
<numFmt numFmtId="170" formatCode="m/d"/><numFmt numFmtId="171" formatCode="[h]:mm:ss"/><numFmt numFmtId="172" formatCode="mm:ss.0"/>
<numFmt numFmtId="173" formatCode="0.0%%"/><numFmt numFmtId="174" formatCode="\\d0_)"/><numFmt numFmtId="175" formatCode="General"/>
</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>%s<xf numFmtId="14"/><xf numFmtId="31"/>
<xf numFmtId="17"/><xf numFmtId="20"/><xf numFmtId="9"/><xf numFmtId="49"/></cellXfs>""" % "".join(
	'<xf numFmtId="%d"/>' % i for i in range(164, 176))
STYLE = {name: i + 1 for i, name in enumerate(["iso", "year month", "zeros", "money", "moment", "year", "month day", "elapsed",
	"minutes", "percent", "escaped", "general", "built-in date", "built-in cjk", "built-in month", "built-in time",
	"built-in percent", "text"])}

# (style or "", type, inside of the cell, what is read with the letter of its mark)
CELLS = [
	("", "", "<v>1234.5600000000001</v>", "N1234.56"), ("", "", "<v>0.30000000000000004</v>", "N0.3"),
	("", "", "<v>1E+5</v>", "N100000"), ("", "", "<v>-1.5E-3</v>", "N-0.0015"), ("", "", "<v>0.1</v>", "N0.1"),
	("", "", "<v>1.50</v>", "N1.5"), ("", "", "<v>-0</v>", "N0"), ("", "", "<v>.5</v>", "N0.5"), ("", "", "<v>007</v>", "N7"),
	("", "", "<v>99999.999999999999</v>", "N100000"), ("", "", "<v>999999999999999</v>", "N999999999999999"),
	("", "", "<v>4.3072319800101E+17</v>", "X430723198001010000"), ("", "", "<v>1000000000000000</v>", "X1000000000000000"),
	("", "n", "<v>abc</v>", "Tabc"), ("text", "", "<v>410900</v>", "N410900"), ("zeros", "", "<v>1234</v>", "N001234"),
	("money", "", "<v>1234.5</v>", "N1234.5"), ("escaped", "", "<v>43439</v>", "N43439"), ("general", "", "<v>43439</v>", "N43439"),
	("iso", "", "<v>43439</v>", "D2018-12-05"), ("built-in date", "", "<v>43439</v>", "D2018-12-05"),
	("built-in cjk", "", "<v>43439</v>", "D2018-12-05"), ("month day", "", "<v>43439</v>", "D2018-12-05"),
	("iso", "", "<v>43439.75</v>", "D2018-12-05"), ("iso", "", "<v>43438.999999999996</v>", "D2018-12-05"),
	("year month", "", "<v>43439</v>", "M2018-12"), ("built-in month", "", "<v>43439</v>", "M2018-12"), ("year", "", "<v>43439</v>", "Y2018"),
	("moment", "", "<v>43439.354166666664</v>", "O2018-12-05 08:30:00"), ("built-in time", "", "<v>0.354166666666667</v>", "H08:30:00"),
	("elapsed", "", "<v>1.5</v>", "H36:00:00"), ("minutes", "", "<v>0.5</v>", "H12:00:00"),
	("iso", "", "<v>59</v>", "D1900-02-28"), ("iso", "", "<v>60</v>", "N60"), ("iso", "", "<v>61</v>", "D1900-03-01"),
	("iso", "", "<v>0</v>", "N0"), ("iso", "", "<v>-1</v>", "N-1"), ("iso", "", "<v>2958466</v>", "N2958466"),
	("percent", "", "<v>0.125</v>", "P12.5%"), ("built-in percent", "", "<v>-0.07</v>", "P-7%"), ("percent", "", "<v>0</v>", "P0%"),
	("", "s", "<v>0</v>", "T东京"), ("", "s", "<v>1</v>", "Ta b"), ("", "s", "<v>2</v>", "T一\\n二"),
	("", "inlineStr", "<is><r><t>甲</t></r><r><t>乙</t></r><rPh sb=\"0\" eb=\"1\"><t>か</t></rPh></is>", "T甲乙"),
	("", "str", "<f>A1</f><v>文字</v>", "T文字"), ("", "str", "<f>A1</f><v></v>", "T"), ("", "", "<f>A1</f><v>3.5</v>", "N3.5"),
	("", "", "<f>SUM(A1:A2)</f>", "?"), ("", "", "<f t=\"shared\" si=\"0\"/><v></v>", "?"), ("", "", "<f t=\"shared\" si=\"0\"/><v>2</v>", "N2"),
	("", "b", "<v>1</v>", "BTRUE"), ("", "b", "<v>0</v>", "BFALSE"), ("", "e", "<v>#N/A</v>", "E#N/A"), ("", "e", "<v>#REF!</v>", "E#REF!"),
	("", "d", "<v>2018-12-05</v>", "D2018-12-05"), ("", "d", "<v>2018-12-05T00:00:00</v>", "D2018-12-05"),
	("", "d", "<v>2018-12-05T08:30:00.000</v>", "O2018-12-05 08:30:00"), ("iso", "", "", "T"),
]
STRINGS = ('<si><r><t>东</t></r><r><rPr><b/></rPr><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>'
	'<si><t xml:space="preserve"> a b </t></si><si><t>一_x000A_二</t></si>')


def of_cells(only=CELLS):
	out = ['<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c><c r="B1" t="inlineStr"><is><t>值</t></is></c></row>']
	for i, (style, kind, inside, _) in enumerate(only, 2):
		out.append('<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d"%s%s>%s</c></row>' % (i, i, i, i,
			' s="%d"' % STYLE[style] if style else "", ' t="%s"' % kind if kind else "", inside))
	return "<sheetData>%s</sheetData>" % "".join(out)


class Same(unittest.TestCase):
	maxDiff = None

	def setUp(self):
		self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tally-test-"))
		self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
		self.path = self.folder / "名单.xlsx"

	def call(self, path, *words, marked=False):
		env = {key: value for key, value in os.environ.items() if key != "MARKED"}
		env.update({"MARKED": "1"} if marked else {})
		return subprocess.run([ROWS_TOLD, str(path), *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
			env=env, check=False)

	def told(self, path, *words, marked=False):
		done = self.call(path, *words, marked=marked)
		self.assertEqual("", done.stderr)
		return done.stdout.splitlines()

	def cells(self, path, *words):
		"""Without the numbers of lines: a cell of two lines takes two of them in a CSV."""
		return [line.split(" ", 1)[1] for line in self.told(path, *words)]

	def refused(self, words, path=None):
		done = self.call(path or self.path)
		self.assertEqual(1, done.returncode, done.stdout)
		self.assertIn(words, done.stderr)
		self.assertTrue(done.stderr.startswith(str(path or self.path)), done.stderr)

	# --- families ---

	def test_written_by_libxlsxwriter(self):
		subprocess.run([WRITE_SAMPLE, str(SAMPLE), str(self.path)], check=True)
		self.assertEqual(self.cells(SAMPLE, "", "2", "3"), self.cells(self.path, "", "2", "3"))

	def test_written_by_others(self):
		for name in ("libreoffice.xlsx", "gnumeric.xlsx"):
			with self.subTest(name):
				self.assertEqual(self.cells(SAMPLE, "", "2", "3"), self.cells(HERE / name, "", "2", "3"))

	def test_by_hand_in_every_dialect(self):
		with open(SAMPLE, encoding="utf-8", newline="") as file:
			table = [[cell or None for cell in row] for row in csv.reader(file)]
		table = [row or [None] for row in table]
		merged = '<mergeCells><mergeCell ref="A1:H1"/><mergeCell ref="D2:E2"/></mergeCells>'
		plain = odd.rows(table)
		bare = __import__("re").sub(r' r="[A-Z]*[0-9]+"', "", odd.rows([[cell or "" for cell in row] for row in table]))
		for name, book in {
				"transitional": odd.Book([("S", plain + merged)]), "strict": odd.Book([("S", plain + merged)], strict=True),
				"prefixed": odd.Book([("S", plain.replace("<", "<x:").replace("<x:/", "</x:"))], prefix="x"),
				"without addresses": odd.Book([("S", bare + merged)])}.items():
			with self.subTest(name):
				book.save(self.path, zipfile.ZIP_STORED if name == "strict" else zipfile.ZIP_DEFLATED)
				last = ["", "4", "4"] if name == "prefixed" else ["", "2", "3"]
				want = self.cells(SAMPLE, *last)
				self.assertEqual(want, self.cells(self.path, *last))

	# --- cells ---

	def test_cells(self):
		odd.Book([("数据", of_cells())], STRINGS, STYLES).save(self.path)
		told = self.told(self.path, marked=True)[1:]
		got = {}
		for line in told:
			number, _, rest = line.partition(" ")
			got[int(number)] = rest.split("|", 1)[1]
		want = {i: cell[3] for i, cell in enumerate(CELLS, 2)}
		self.assertEqual({i: text.strip() for i, text in want.items()}, {i: text.strip() for i, text in got.items()})

	def test_days_from_1904(self):
		cells = [("iso", "", "<v>0</v>", "D1904-01-01"), ("iso", "", "<v>41977</v>", "D2018-12-05"), ("", "", "<v>41977</v>", "N41977")]
		odd.Book([("S", of_cells(cells))], STRINGS, STYLES, properties='<workbookPr date1904="1"/>').save(self.path)
		self.assertEqual([cell[3] for cell in cells], [line.split("|")[1] for line in self.told(self.path, marked=True)[1:]])

	def test_rows_and_columns(self):
		inside = ('<cols><col min="2" max="2" hidden="1"/><col min="9" max="16384" hidden="1"/></cols><sheetData>'
			'<row><c t="inlineStr"><is><t>甲</t></is></c><c t="inlineStr"><is><t>乙</t></is></c></row><row/>'
			'<row r="4" hidden="1"><c><v>1</v></c><c r="B4"><v>2</v></c></row><row hidden="1"><c><v>1</v></c></row><row hidden="1"/>'
			'<row hidden="true"><c><v>3</v></c><c/><c><v>4</v></c></row></sheetData>')
		odd.Book([("S", inside)]).save(self.path)
		self.assertEqual(["# 甲|乙", "4 1|2", "5 1|", "7 3|", "notes: rows 4-5, 7; columns B; beyond 7,3"], self.told(self.path))

	def test_foreign_elements_are_passed_over(self):
		inside = odd.rows([["甲"], [1]]).replace("</sheetData>", '<mc:AlternateContent xmlns:mc="urn:mc"><row r="3"><c r="A3"><v>9</v></c>'
			'</row></mc:AlternateContent><z:row xmlns:z="urn:z" r="3"><c><v>8</v></c></z:row></sheetData>')
		odd.Book([("S", inside + '<extLst><ext uri="x"><x14:row xmlns:x14="urn:x14"/></ext></extLst>')]).save(self.path)
		self.assertEqual(["# 甲", "2 1"], self.told(self.path))

	def test_heads_of_several_rows(self):
		table = [["台账", None, None, None, None], ["序号", "金额", None, None, "备注"], [None, "省级", None, "市级", None],
			[None, "本月", "累计", "本月", None], [1, 2, 3, 4, "x"]]
		merged = '<mergeCells><mergeCell ref="A1:E1"/><mergeCell ref="B2:D2"/><mergeCell ref="B3:C3"/><mergeCell ref="A2:A4"/></mergeCells>'
		odd.Book([("S", odd.rows(table) + merged)]).save(self.path)
		want = ["# 序号|金额/省级/本月|金额/省级/累计|金额/市级/本月|备注", "5 1|2|3|4|x"]
		self.assertEqual(want, self.told(self.path, "", "2", "4"))
		(self.folder / "a.csv").write_text("\n".join(",".join("" if c is None else str(c) for c in row) for row in table), encoding="utf-8")
		self.assertEqual(want, self.told(self.folder / "a.csv", "", "2", "4"))

	def test_a_range_reaches_beyond_the_labels(self):
		table = [["序号", "金额"], [None, "本月"], [1, 2, 3]]
		odd.Book([("S", odd.rows(table) + '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>')]).save(self.path)
		self.assertEqual(["# 序号|金额/本月|金额", "3 1|2|3"], self.told(self.path, "", "1", "2"))

	# --- sheets ---

	def test_sheets(self):
		odd.Book([("藏", odd.rows([["a"], [0]]), "hidden"), ("一月", odd.rows([["a"], [1]])), ("2", odd.rows([["a"], [2]])),
			("三 月", odd.rows([["a"], [3]]), "veryHidden")]).save(self.path)
		for sheet, value in (("", "1"), ("一月", "1"), ("1", "1"), ("2", "2"), ("藏", "0"), ("三月", "3")):
			self.assertEqual("2 " + value, self.told(self.path, sheet)[1], sheet)
		done = self.call(self.path, "四月")
		self.assertIn("has no sheet '四月'; its sheets are: 藏, 一月, 2, 三 月", done.stderr)
		self.assertIn("has no sheet '3'", self.call(self.path, "3").stderr)

	def test_parts_lie_where_the_relations_say(self):
		book = odd.Book([("S", odd.rows([["a"], [1]]))])
		parts = book.parts()
		book.changed["xl/worksheets/sheet1.xml"] = None
		book.changed["data/Rows.xml"] = parts["xl/worksheets/sheet1.xml"]
		book.changed["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "../DATA/./rows.xml")
		book.save(self.path)
		self.assertEqual("2 1", self.told(self.path)[1])

	# --- large ones ---

	def test_large_sheets(self):
		"""Unpacked beside the reading: all of it, and the damage at its end; a reader that gives up early."""
		table = [["a", "b"]] + [[i, "甲%d" % i] for i in range(100000)]
		book = odd.Book([("S", odd.rows(table))])
		book.save(self.path)
		told = self.told(self.path)
		self.assertEqual(100001, len(told))
		self.assertEqual(["2 0|甲0", "100001 99999|甲99999"], [told[1], told[-1]])
		whole = bytearray(self.path.read_bytes())
		at = whole.rindex(b"PK\1\2") # the directory's entry of the sheet: its sum
		whole[at + 16] ^= 1
		self.path.write_bytes(whole)
		self.refused("the file is damaged or not complete")
		for row in (3, 50000):
			book.changed["xl/worksheets/sheet1.xml"] = book.wrap("worksheet", odd.rows(table)).replace('<row r="%d">' % row, '<row r="1">')
			book.save(self.path)
			self.refused("row 1 stands behind row %d" % (row - 1))

	# --- what is wrong ---

	def test_damaged_files(self):
		whole = odd.Book([("S", odd.rows([["a"]] + [[i] for i in range(3000)]))]).save(self.path).read_bytes()
		for cut in (5, 60, len(whole) // 2, len(whole) - 30, len(whole) - 1):
			self.path.write_bytes(whole[:cut])
			self.refused("the file is damaged or not complete")
		self.path.write_bytes(whole[:400] + bytes(64) + whole[464:])
		self.assertEqual(1, self.call(self.path).returncode)

	def test_every_byte_may_be_wrong(self):
		whole = bytearray(odd.Book([("S", odd.rows([["a"], [1]]))], STRINGS, STYLES).save(self.path).read_bytes())
		for at in range(0, len(whole), 23):
			self.path.write_bytes(bytes(whole[:at]) + bytes([whole[at] ^ 0x55]) + bytes(whole[at + 1:]))
			done = self.call(self.path)
			self.assertIn(done.returncode, (0, 1), done.stderr)
			self.assertEqual(done.returncode == 1, done.stderr != "")

	def change(self, part, old, new, strings=STRINGS):
		book = odd.Book([("S", odd.rows([["a"], [1], [2]]))], strings, STYLES)
		book.changed[part] = book.parts()[part].replace(old, new) if old else new
		book.save(self.path)

	def test_missing_parts(self):
		for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"):
			self.change(part, None, None)
			self.refused("part %s is missing" % part)
		self.change("_rels/.rels", None, None)
		self.refused("is no workbook with sheets")
		self.change("xl/_rels/workbook.xml.rels", None, None)
		self.refused("does not say where this sheet lies")

	def test_wrong_parts(self):
		sheet = "xl/worksheets/sheet1.xml"
		for part, old, new, words in (
				("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "styles.xml", "S: is no sheet of cells"),
				("_rels/.rels", "xl/workbook.xml", "xl/styles.xml", "is no workbook with sheets"),
				(sheet, "</sheetData>", "", "part xl/worksheets/sheet1.xml: line 2: the file is damaged"),
				(sheet, 'r="3"', 'r="2"', "row 2 stands behind row 2"), (sheet, 'r="A2"', 'r="A9"', "S!A2: the sheet is damaged here"),
				(sheet, '<c r="A2">', '<c r="A2"/><c r="A2">', "S!A2: the sheet is damaged here"),
				(sheet, '<c r="A2">', '<c r="A2" t="s">', ""), (sheet, '<c r="A3">', '<c r="A3" t="s">', ""),
				(sheet, "<v>2</v>", "<v>99</v>", "")):
			self.change(part, old, new)
			if words:
				self.refused(words)
		self.change(sheet, '<c r="A3"><v>2</v>', '<c r="A3" t="s"><v>99</v>')
		self.refused("S!A3: the sheet is damaged here")

	def test_a_part_twice(self):
		odd.Book([("S", odd.rows([["a"]]))]).save(self.path)
		with zipfile.ZipFile(self.path, "a") as file:
			file.writestr("XL/workbook.xml", "")
		self.refused("part xl/workbook.xml stands in it twice")

	def test_other_packing(self):
		odd.Book([("S", odd.rows([["a"]]))]).save(self.path, zipfile.ZIP_BZIP2)
		self.refused("is packed in a way that spreadsheets do not use")

	def test_other_files(self):
		compound = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHH", 0x3E, 3, 0xFFFE, 9) + bytes(16) + struct.pack("<I", 0)
		def directory(name):
			return compound.ljust(512, b"\0") + name.encode("utf-16-le").ljust(4096, b"\0")
		for start, words in ((directory("Workbook"), "is an old workbook (.xls, .et)"), (directory("EncryptedPackage"), "is protected by a password"),
				(directory("WordDocument"), "is a Word document"), (b"%PDF-1.7\n", "is a PDF"),
				("\ufeff \n<html><table>".encode(), "is a web page or XML"), (b"<?xml version='1.0'?><Workbook/>", "is a web page or XML")):
			self.path.write_bytes(start)
			self.refused(words)
		with zipfile.ZipFile(self.path, "w") as file:
			file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
		self.refused("is an OpenDocument file (.ods)")
		self.change("_rels/.rels", "workbook.xml", "workbook.bin")
		self.refused("is a binary workbook (.xlsb)")
		with zipfile.ZipFile(self.path, "w") as file:
			file.writestr("a.txt", "a")
		self.refused("is no workbook with sheets")

	def test_text_under_another_name(self):
		self.path.write_text("a,b\n1,2\n", encoding="utf-8")
		self.assertEqual(["# a|b", "2 1|2"], self.told(self.path))


if __name__ == "__main__":
	unittest.main(argv=sys.argv[:1])
