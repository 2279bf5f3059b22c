"""tally new area NAME --from FILE: what is proposed for a file, and that it works as it stands. All data here is synthetic."""

import csv
import io

import sheets
import workspace

FIRMS = """\
样例市高新技术企业名单,,,,,,,,
序号,统一社会信用代码,企业名称,县区,级别,发证日期,有效期止,投入（万元）,联系电话
1,91410902MA00001030,甲公司,东区,省级,2017-03-05,2020-03-04,10.50,13800000000
2,91350100M000100Y43,乙公司,西 县,省级,2018年3月5日,2021-03-04,1000,13800000001
3,91110108551385082Q,丙公司,样例市东区,国家级,2018/12/1,2021-11-30,-,13800000002
合计,,,,,,,1010.50,
填表人：丁,,,,,,,,
注：以上不含已撤销的企业,,,,,,,,
"""


class New(workspace.Test):
	def propose(self, text, name="firms", file="in/list.csv", encoding="utf-8"):
		self.w.write(file, text, encoding)
		return self.w.tally("new", "area", name, "--from", self.w.folder / file)

	def works(self, count, name="firms", period="2018"):
		"""Checks and runs without a fault, and every record is counted."""
		checked = self.ends(0, self.w.tally("check", name), "%d records read, %d accepted (0 with warnings), 0 rejected" % (count, count))
		self.assertNotIn("error:", checked.err, checked)
		self.ends(0, self.w.tally("run", name))
		return self.w.value("%s.records" % name, period)

	def options(self, section, name="firms"):
		text = self.w.read("areas/%s.ini" % name)
		self.assertIn("[%s]" % section, text)
		lines = text.split("[%s]\n" % section)[1].split("\n\n")[0].split("\n[")[0].splitlines()
		return dict(line.split(" = ", 1) for line in lines if " = " in line and not line.startswith(";"))

	def test_a_list_of_firms(self):
		ended = self.ends(0, self.propose(FIRMS.replace("\n", "\r\n"), encoding="gb18030"),
			["headings in row 2, 3 records", "firms.ini; read it through", "3 accepted (0 with warnings), 0 rejected"])
		self.assertEqual({"title": "样例市高新技术企业名单", "files": "../in/list.csv", "header": "2", "date": "issued",
			"skip": "合计 | 小计 | 总计 | 填表 | 注："}, self.options("register records"))
		self.assertEqual({"title": "统一社会信用代码", "type": "text", "check": "cn-uscc", "key": "yes"},
			self.options("field records.credit_code"))
		self.assertEqual({"title": "级别", "type": "code", "codes": "provincial:省级 | national:国家级"},
			self.options("field records.level"))
		self.assertEqual({"title": "投入", "alias": "投入（万元）", "type": "decimal", "scale": "2", "unit": "万元",
			"optional": "yes"}, self.options("field records.field_8"))
		self.assertEqual({"title": "联系电话", "type": "text", "private": "yes"}, self.options("field records.phone"))
		self.assertEqual({"title": "县区", "type": "region"}, self.options("field records.region"))
		self.assertEqual("level", self.options("indicator records")["by"])
		self.assertEqual("家", self.options("indicator records")["unit"])
		self.assertEqual("2", self.works(3))
		self.assertEqual("1", self.w.value("firms.records", "2018", "level=national"))
		self.assertEqual("1", self.w.value("firms.records", "2018", "", "410902"))
		self.assertNotIn("序号", self.w.read("areas/firms.ini"))
		self.assertIn("(passed over)", ended.out)

	def test_what_is_suggested_works_too(self):
		self.ends(0, self.propose(FIRMS))
		text = self.w.read("areas/firms.ini")
		head, rest = text.split("; [indicator", 1)
		self.w.write("areas/firms.ini", head + "\n".join(line[2:] if line.startswith("; ") else "" if line == ";" else line
			for line in ("; [indicator" + rest).splitlines()) + "\n")
		self.works(3)
		self.assertEqual("3", self.w.value("firms.valid_by_until"))
		self.assertEqual("1000", self.w.value("firms.field_8"))

	def test_it_is_never_written_over(self):
		self.w.write("areas/firms.ini", "; mine\n")
		self.ends(2, self.propose(FIRMS), "", "firms.ini is there already")
		self.assertEqual("; mine\n", self.w.read("areas/firms.ini"))

	def test_words_that_are_wrong(self):
		for words in (["new"], ["new", "area"], ["new", "area", "firms"], ["new", "area", "firms", "x", "--from", "y"],
			["new", "register", "firms", "--from", "y"]):
			self.ends(2, self.w.tally(*words), "", "tally new area NAME --from FILE")
		self.ends(2, self.w.tally("new", "area", "高企", "--from", "y"), "", "'高企' is no name of an area")
		self.ends(2, self.w.tally("new", "area", "param", "--from", "y"), "", "'param' is no name of an area")
		self.ends(3, self.w.tally("new", "area", "firms", "--from", self.w.folder / "nowhere.csv"), "", "nowhere.csv")
		self.assertNotIn("areas/firms.ini", self.w.names())

	def test_files_without_a_table(self):
		self.ends(3, self.propose("1,2,3\n4,5,6\n"), "", "no row of headings")
		self.ends(3, self.propose("编号,名称\n"), "", "no records below the headings in row 1")
		self.ends(3, self.propose(""), "", "list.csv")
		self.assertNotIn("areas/firms.ini", self.w.names())

	def test_no_date(self):
		self.ends(0, self.propose("编号,名称,县区\nA1,甲,东区\nA2,乙,西县\n"),
			["no column dates a record", "2 accepted"])
		self.assertEqual("2018-12-31", self.options("register records")["constant.listed"])
		self.assertEqual("2", self.works(2))

	def test_no_region_and_no_key(self):
		self.ends(0, self.propose("名称,日期\n甲,2018-01-01\n甲,2018-01-02\n"), ["no column names a region", "no column tells a record"])
		self.assertEqual("2", self.works(2))

	def test_a_key_for_want_of_a_number(self):
		self.ends(0, self.propose("企业名称,日期\n甲,2018-01-01\n乙,2018-01-02\n"), "the key is '企业名称', for want of a number")
		self.assertEqual("yes", self.options("field records.name")["key"])
		self.works(2)

	def test_dates_of_years(self):
		self.w.change("tally.ini", "periods = year\n", "periods = year, month\n")
		self.ends(0, self.propose("编号,年度\nA1,2017\nA2,2018\nA3,2018\n"))
		self.assertEqual({"title": "年度", "type": "date", "precision": "year"}, self.options("field records.year"))
		self.assertEqual("2", self.works(3))

	def test_serial_numbers_are_dates(self):
		self.ends(0, self.propose("编号,发证日期\nA1,43101\nA2,43200\n"))
		self.assertEqual("date", self.options("field records.issued")["type"])
		self.assertEqual("2", self.works(2))

	def test_an_unknown_region_is_told(self):
		self.ends(0, self.propose("编号,县区,日期\nA1,东区,2018-01-01\nA2,北区,2018-01-02\n"),
			["look: region: '北区' is no region of the office"])
		self.assertEqual("text", self.options("field records.region")["type"])
		self.assertIn("; '北区' is no region of the office", self.w.read("areas/firms.ini"))
		self.assertEqual("2", self.works(2))

	def test_merged_cells(self):
		self.ends(0, self.propose("县区,编号,日期\n东区,A1,2018-01-01\n,A2,2018-01-02\n西县,A3,2018-01-03\n"), "look: region: some cells are empty")
		self.assertEqual("region", self.options("register records")["fill_down"])
		self.works(3)
		self.assertEqual("2", self.w.value("firms.records", "2018", "", "410902"))

	def test_an_empty_region_at_the_top(self):
		self.ends(0, self.propose("县区,编号,日期\n,A1,2018-01-01\n东区,A2,2018-01-02\n"), "records without a region are in no figure")
		self.assertEqual("yes", self.options("field records.region")["optional"])
		self.assertEqual("1", self.works(2))

	def test_totals_behind_an_empty_number(self):
		self.ends(0, self.propose("序号,编号,县区,日期\n1,A1,东区,2018-01-01\n2,A2,西县,2018-01-02\n,合 计,2,\n总计,2,,\n合 计：2,,,\n"))
		said = self.options("register records")
		self.assertEqual(("合 计", "合计 | 小计 | 总计 | 填表 | 合 计："), (said["skip.number"], said["skip"]))
		self.assertEqual({"title": "日期", "type": "date"}, self.options("field records.day"))
		self.assertEqual("2", self.works(2))

	def test_codes_that_are_names(self):
		rows = "".join("A%d,%s,2018-01-01\n" % (n, ("c2", "open", "红", "绿")[n % 4]) for n in range(40))
		self.ends(0, self.propose("编号,状态,日期\n" + rows))
		self.assertEqual("c2:c2 | open:open | c3:红 | c4:绿", self.options("field records.status")["codes"])
		self.assertEqual("40", self.works(40))
		self.assertEqual("10", self.w.value("firms.records", "2018", "status=c2"))

	def test_delimiters(self):
		for mark, name in ((";", "semicolon"), ("\t", "tab"), ("|", "pipe")):
			area = "a_" + name
			self.ends(0, self.propose("编号,名称,日期\nA1,\"甲,一\",2018-01-01\nA2,乙,2018-01-02\n".replace("\"甲,一\"", "甲").replace(",", mark), area,
				"in/%s.csv" % name))
			self.assertEqual(name, self.options("register records", area)["delimiter"])
			self.assertEqual("2", self.works(2, area))

	def test_codes(self):
		rows = "".join("A%d,%s,%s,2018-01-%02d\n" % (n, ("省", "省级", "市级")[n % 3], ("红", "绿")[n % 2], n % 28 + 1) for n in range(40))
		self.ends(0, self.propose("编号,级别,颜色,日期\n" + rows), "look: field_3: the codes are numbered")
		self.assertEqual({"title": "级别", "type": "code", "codes": "provincial:省 | municipal:市级",
			"code_alias.provincial": "省级"}, self.options("field records.level"))
		self.assertEqual("c1:红 | c2:绿", self.options("field records.field_3")["codes"])
		self.assertEqual("40", self.works(40))
		self.assertEqual("20", self.w.value("firms.records", "2018", "field_3=c1"))

	def test_numbers_that_are_none(self):
		self.ends(0, self.propose("登记,数,日期\n0012,1.5,2018-01-01\n0013,2,2018-01-02\n"))
		self.assertEqual("text", self.options("field records.field_1")["type"])
		self.assertEqual({"title": "数", "type": "decimal", "scale": "1"}, self.options("field records.field_2"))
		self.works(2)

	def test_a_heading_twice(self):
		"""Two columns of one name cannot be told apart: the row is no row of headings."""
		self.ends(3, self.propose("编号,编号,日期\nA1,B1,2018-01-01\n"), "", "no row of headings")

	def test_two_columns_of_one_kind(self):
		self.ends(0, self.propose("编号,批准日期,认定时间\nA1,2018-01-01,2018-02-01\nA2,2018-01-02,2018-02-02\n"))
		self.assertEqual("approved", self.options("register records")["date"])
		self.assertEqual("认定时间", self.options("field records.field_3")["title"])
		self.works(2)

	def test_a_workbook(self):
		rows = list(csv.reader(io.StringIO(FIRMS)))
		self.ends(0, self.propose(sheets.workbook({"名单": rows, "说明": [["x"]]}), file="in/高企 [2018].xlsx"), "3 accepted")
		self.assertEqual("名单", self.options("register records")["sheet"])
		self.assertEqual("../in/高企 \\[2018].xlsx", self.options("register records")["files"])
		self.assertEqual("2", self.works(3))

	def test_headings_on_two_rows(self):
		"""As merged cells make them: every column is there, and the title is no line of who reports."""
		text = ("样例县补助发放情况表,,,,,,,\n填报单位：样例县科技局,,,,,,,\n序号,县区,企业情况,,补助情况,,,备注\n,,企业名称,统一社会信用代码,类别,发放日期,金额（万元）,\n"
			"1,东区,甲公司,91410902MA00001030,研发,2018-03-05,10.50,\n2,西县,乙公司,91350100M000100Y43,贴息,2018-03-06,2,\n合计,,,,,,12.50,\n")
		self.ends(0, self.propose(text), ["headings in rows 3 to 4, 2 records", "2 accepted (0 with warnings)"])
		register = self.options("register records")
		self.assertEqual(("3..4", "样例县补助发放情况表", "field_6"), (register["header"], register["title"], register["date"]))
		self.assertEqual({"title": "金额", "alias": "金额（万元）", "type": "decimal", "scale": "2", "unit": "万元"},
			self.options("field records.amount"))
		self.assertEqual("yes", self.options("field records.credit_code")["key"])
		self.assertEqual("2", self.works(2))

	def test_two_rows_with_the_same_headings(self):
		"""Below two groups: the whole heading tells the columns."""
		self.ends(0, self.propose("编号,日期,专利,,合同,\n,,本月,累计,本月,累计\nA1,2018-01-01,1,3,5,7\nA2,2018-01-02,2,4,6,8\n"), "rows 1 to 2")
		self.assertEqual("合同/累计", self.options("field records.field_6")["title"])
		self.works(2)

	def test_a_column_without_a_heading(self):
		self.ends(0, self.propose("编号,日期,名称,,级别\nA1,2018-01-01,甲,x,省级\nA2,2018-01-02,乙,,省级\n"), "look: column D is filled and has no heading")

	def test_a_file_elsewhere(self):
		other = self.w.folder.parent / "elsewhere.csv"
		other.write_text("编号,日期\nA1,2018-01-01\nA2,2018-01-01\n", encoding="utf-8")
		self.ends(0, self.w.tally("new", "area", "firms", "--from", other))
		self.assertEqual(str(other.resolve()), self.options("register records")["files"])
		self.works(2)

	def test_the_registers_of_puyang(self):
		"""Each of them is proposed as it stands, and read without a fault."""
		puyang = workspace.SOURCE / "conf/puyang"
		for name in ("tally.ini", "regions.csv", "ranksets.csv"):
			self.w.write(name, (puyang / name).read_bytes())
		for area in self.w.folder.glob("areas/*.ini"):
			area.unlink()
		for register in sorted(puyang.glob("registers/*.csv")):
			name = register.stem.replace("-", "_")
			ended = self.propose(register.read_bytes(), name, "registers/" + register.name)
			with self.subTest(name):
				self.ends(0, ended, ["拒收 0 条", "（其中有警告 0 条）"])
				self.assertEqual("2", self.options("register records", name)["header"])
				told = "请指定合起来能区分记录的字段" in ended.out
				self.assertEqual(not told, "key = yes" in self.w.read("areas/%s.ini" % name))

	def test_in_chinese(self):
		self.w.change("tally.ini", "lang = en", "lang = zh_CN")
		ended = self.ends(0, self.propose("编号,县区,日期\nA1,东区,2018-01-01\nA2,北区,2018-01-02\n"))
		text = self.w.read("areas/firms.ini")
		self.assertIn("不是本单位的地区", text)
		self.assertIn("不是本单位的地区", ended.out)
		comments = [line for line in text.splitlines() if line.startswith("; ") and " = " not in line and "[" not in line]
		self.assertTrue(all(any(ord(c) > 0x4e00 for c in line) for line in comments), comments)


if __name__ == "__main__":
	workspace.main()
