"""`tally run`: what it reads, writes, says and leaves."""

import os
import unittest

import workspace as cli


class Run(cli.Test):
	def test_report(self):
		self.ends(0, self.w.tally("run"), [
			"market 技术市场: 5 records read, 5 accepted (0 with warnings), 0 rejected; 36 observations, 36 new, 0 changed, 0 gone\n",
			"people 人口: 0 records read", "formulas: 1 indicator", "2 observations, 2 new", "store: %s\n" % self.w.store], "")
		self.assertEqual([], [name for name in self.w.names() if name.startswith("office.db") and name != "office.db"])

	def test_figures(self):
		self.w.tally("run")
		for indicator, period, breakdown, region, value in (
				("market.contracts", "2018", "", "410900", "3"), ("market.contracts", "2017", "", "410900", "2"),
				("market.contracts", "2018", "level=municipal", "410900", "2"), ("market.contracts", "2018", "", "410902", "2"),
				("market.contracts", "2018", "", "410922", "1"), ("market.amount", "2018", "", "410900", "1012.75"),
				("market.in_force", "2018", "", "410900", "4"), ("market.in_force", "2017", "", "410900", "2"),
				("market.contracts", "2018", "", "410000", "120"), ("people.population", "2018", "", "410900", "21000"),
				("people.contracts_per_10k", "2018", "", "410900", "30000/21000")):
			self.assertEqual(value, self.w.value(indicator, period, breakdown, region), (indicator, period, breakdown, region))

	def test_again_changes_nothing(self):
		self.w.tally("run")
		before = self.w.figures()
		self.ends(0, self.w.tally("run"), "36 observations, 0 new, 0 changed, 0 gone")
		self.assertEqual(before, self.w.figures())
		self.assertEqual([(0,)], self.w.query("select count(*) from cell_history"))

	def test_change_is_told_and_kept(self):
		self.w.tally("run")
		self.w.change("registers/contracts.csv", "2018/1/2,,410902,5,", "2018/1/2,,410902,6.5,")
		self.ends(0, self.w.tally("run"), "0 new, 2 changed, 0 gone")
		self.assertEqual("1014.25", self.w.value("market.amount"))
		self.assertEqual([("1012.75", 1, 1), ("1014.25", 2, None)], self.w.query("select value_exact, first_run, last_run "
			"from figure_history where indicator = 'market.amount' and region = '410900' and period = '2018' order by first_run"))

	def test_record_goes(self):
		self.w.tally("run")
		self.w.change("registers/contracts.csv", "A-005,市级,2018-10-01,,410922,\"1,000.00\",戊\n", "")
		self.ends(0, self.w.tally("run"), "gone")
		self.assertEqual("12.75", self.w.value("market.amount"))
		self.assertIsNone(self.w.value("market.contracts", region="410922"))

	def test_order_of_rows_and_columns(self):
		self.w.tally("run")
		before = self.w.figures()
		head, *rows = cli.CONTRACTS.replace("\"1,000.00\"", "1000").splitlines()
		for turned in ([head, *reversed(rows)], [",".join(reversed(line.split(","))) for line in (head, *rows)]):
			self.w.write("registers/contracts.csv", "\r\n".join(turned) + "\r\n", "utf-8-sig")
			self.ends(0, self.w.tally("run"), "36 observations, 0 new, 0 changed, 0 gone")
			self.assertEqual(before, self.w.figures())


class Areas(cli.Test):
	def test_named(self):
		self.w.tally("run")
		self.w.change("registers/contracts.csv", "A-001,省级", "A-001,市级")
		self.w.change("statements/people-given.csv", "21000", "42000")
		self.ends(0, self.w.tally("run", "people"), ["market 技术市场: not asked for\n", "people 人口: 0 records read"])
		self.assertEqual("1", self.w.value("market.contracts", "2017", "level=provincial"))
		self.assertEqual("30000/42000", self.w.value("people.contracts_per_10k"))

	def test_formulas_reach_everywhere(self):
		self.w.tally("run")
		self.w.change("registers/contracts.csv", "A-003,省级,2018/1/2", "A-003,省级,2017/1/2")
		self.ends(0, self.w.tally("run", "market"), ["people 人口: not asked for\n", "formulas: 1 indicator"])
		self.assertEqual("20000/21000", self.w.value("people.contracts_per_10k"))

	def test_unknown(self):
		for asked, hint in (("markt", "did you mean 'market'?"), ("zzz", "allowed: market, people")):
			self.ends(2, self.w.tally("run", asked), "", "tally: no area '%s'; %s\n" % (asked, hint))
		self.assertFalse(self.w.store.exists())

	def test_off_cannot_be_named(self):
		self.w.change("areas/market.ini", "enabled = yes", "enabled = no")
		self.ends(2, self.w.tally("run", "market"), "", ["area 'market' is switched off; set enabled = yes in ", "areas/market.ini"])

	def test_off_and_on(self):
		"""An area switched off hides its figures; they come back as they were, without its register."""
		self.w.tally("run")
		before = self.w.figures()
		self.w.change("areas/market.ini", "enabled = yes", "enabled = no")
		self.ends(0, self.w.tally("run"), "market 技术市场: switched off; its figures stay in the store, hidden\n")
		self.assertEqual([], [row for row in self.w.figures() if row[0].startswith("market.")])
		self.assertIsNone(self.w.value("people.contracts_per_10k"))
		self.ends(0, self.w.tally("summary", "--indicator", "people.contracts_per_10k"), "area")
		self.ends(2, self.w.tally("summary", "--area", "market"), "", "area 'market' is switched off")
		self.w.change("areas/market.ini", "enabled = no", "enabled = yes")
		self.ends(0, self.w.tally("run"), "36 observations, 0 new, 0 changed, 0 gone")
		self.assertEqual(before, self.w.figures())

	def test_dropped_file(self):
		self.w.tally("run")
		before = self.w.figures()
		text = self.w.read("areas/people.ini")
		(self.w.folder / "areas/people.ini").unlink()
		self.ends(0, self.w.tally("run"))
		self.assertEqual([], [row for row in self.w.figures() if row[0].startswith("people.")])
		self.w.write("areas/people.ini", text)
		self.ends(0, self.w.tally("run"))
		self.assertEqual(before, self.w.figures())

	def test_added_file(self):
		self.w.tally("run")
		self.w.write("areas/extra.ini", "[area]\ntitle = 增补\n[indicator visits]\ntitle = 来访\nunit = 人\nfrom = given\ntime = flow\n"
			"[given]\nfiles = ../statements/extra.csv\n")
		self.w.write("statements/extra.csv", "ref,indicator,region,period,breakdown,value,unit\nX1,extra.visits,410900,2018,,7,人\n")
		self.ends(0, self.w.tally("run"), "extra 增补: 0 records read")
		self.assertEqual("7", self.w.value("extra.visits"))

	def test_failed_area_costs_only_itself(self):
		"""Its last figures stay and are seen; formulas over them stay too."""
		self.w.tally("run")
		before = self.w.figures()
		(self.w.folder / "registers/contracts.csv").unlink()
		self.ends(1, self.w.tally("run"), ["market 技术市场: failed; its last figures stay\n", "people 人口: 0 records read"],
			["market failed: no file matches '%s/registers/contracts.csv'" % self.w.folder, "register 'contracts'", "areas/market.ini"])
		self.assertEqual(before, self.w.figures())
		self.ends(0, self.w.tally("summary", "--area", "market"), "1012.75")

	def test_failed_area_that_never_ran(self):
		"""It has no last figures that could stay."""
		contracts = self.w.read("registers/contracts.csv")
		(self.w.folder / "registers/contracts.csv").unlink()
		for _ in range(2):
			self.ends(1, self.w.tally("run"), "market 技术市场: failed; it has no figures yet\n", "market failed: no file matches")
		self.w.write("registers/contracts.csv", contracts)
		self.ends(0, self.w.tally("run"))
		(self.w.folder / "registers/contracts.csv").unlink()
		self.ends(1, self.w.tally("run"), "market 技术市场: failed; its last figures stay\n", "market failed: no file matches")

	def test_area_that_cannot_be_declared(self):
		"""The declaration itself cannot be read: figures of it and of formulas over it stay."""
		inputs = "files = ../registers/contracts.csv\ncovers = 2017..\n"
		text = self.w.read("areas/market.ini")
		self.w.write("defined/market.ini", text.split("[published]")[0].replace(inputs, "").replace("enabled = yes\n", ""))
		self.w.write("areas/market.ini", "[area]\ndefine = ../defined/market.ini\n[register contracts]\n%s[published]%s" %
			(inputs, text.split("[published]")[1]))
		self.ends(0, self.w.tally("run"), "36 observations")
		before = self.w.figures()
		os.rename(self.w.folder / "defined", self.w.folder / "moved")
		self.ends(1, self.w.tally("run"), "market: failed; its last figures stay\n",
			["market failed: ", "defined/market.ini: cannot be read", "people.contracts_per_10k was not computed"])
		self.assertEqual(before, self.w.figures())
		os.rename(self.w.folder / "moved", self.w.folder / "defined")
		self.ends(0, self.w.tally("run"), "36 observations, 0 new, 0 changed, 0 gone")
		self.assertEqual(before, self.w.figures())

	def test_dropped_indicator(self):
		self.w.tally("run")
		text = self.w.read("areas/market.ini")
		self.w.write("areas/market.ini", text.split("[indicator in_force]")[0] + "[published]\nfiles = ../statements/market-published.csv\n")
		self.ends(0, self.w.tally("run"))
		self.assertIsNone(self.w.value("market.in_force"))
		self.assertEqual("3", self.w.value("market.contracts"))


class Dry(cli.Test):
	def test_leaves_nothing(self):
		before = self.w.names()
		self.ends(0, self.w.tally("run", "--dry"), ["36 observations, 36 new", "dry run; %s was left as it is\n" % self.w.store], "")
		self.assertEqual(before, self.w.names())

	def test_leaves_the_store(self):
		self.w.tally("run")
		bytes_before, names_before = self.w.store.read_bytes(), self.w.names()
		self.w.change("registers/contracts.csv", "2018/1/2,,410902,5,", "2018/1/2,,410902,6.5,")
		self.ends(0, self.w.tally("run", "--dry"), ["0 new, 2 changed, 0 gone", "market.amount", "1012.75", "1014.25", "dry run; "])
		self.assertEqual(bytes_before, self.w.store.read_bytes())
		self.assertEqual(names_before, self.w.names())
		self.ends(0, self.w.tally("run"), "0 new, 2 changed, 0 gone")


class Issues(cli.Test):
	BAD = cli.CONTRACTS + ("A-006,国家级,2018-02-30,,410999,x,己\nA-001,市级,2017-03-12,,410902,10.50,甲\nA-003,省级,2018/1/2,,410902,5,丙\n"
		"A-007,市级,2018-03-01,2018-01-01,410902,5000,庚\nA-008,市级,2018-03-01,410902,1\n,市级,2018-03-01,,410902,1,\n"
		"1.23E+10,市级,2018-03-01,,410902,1.234,\n合计,,,,,1043.50,\n")

	def test_told(self):
		self.w.write("registers/contracts.csv", self.BAD)
		here = "registers/contracts.csv:"
		self.ends(1, self.w.tally("run"), "12 records read, 6 accepted (2 with warnings), 6 rejected", [
			"market: 6 records were rejected and count nowhere:\n",
			here + "11: error, the record does not count: has fewer fields than the headings",
			here + "12:1: error, the record does not count: 合同编号 is empty; fill it in\n",
			here + "13:1: error, the record does not count: 合同编号 '1.23E+10' a spreadsheet made a number of this code",
			here + "7:3: error, the record does not count: 签订日期 '2018-02-30' is no date; allowed: 2018-12-05, 2018/12/5, 2018年12月5日, 20181205\n",
			here + "7:5: error, the record does not count: 区划代码 '410999' is no code or name",
			here + "7:6: error, the record does not count: 金额 'x' is no number",
			here + "13:6: error, the record does not count: 金额 '1.234' has more digits",
			here + "2:1: error, the record does not count: 合同编号 'A-001' this key stands more than once with different fields",
			here + "8:1: error, the record does not count: 合同编号 'A-001' this key stands more than once with different fields",
			"market: 2 records have warnings and count:\n",
			here + "7:2: warning, the record does not count: 级别 '国家级' is none of the codes of this field; allowed: 省级, 市级\n",
			here + "14:6: warning, of a row that was passed over: 金额 '1043.50' a total that was passed over does not agree",
			here + "10: warning, the record counts: does not meet the rule: 金额不超过一千万 (样例规定)\n",
			here + "10:4: warning, the record counts: 终止日期 '2018-01-01' lies before",
			here + "9:1: warning, the record counts: 合同编号 'A-003' the same record stands above"])
		self.assertEqual("3", self.w.value("market.contracts", period="2018", breakdown="level=municipal"))

	def test_file(self):
		self.w.write("registers/contracts.csv", self.BAD)
		listed = self.w.folder / "issues.csv"
		self.ends(1, self.w.tally("run", "--issues", listed))
		lines = listed.read_text(encoding="utf-8").splitlines()
		self.assertEqual("file,line,column,field,rule,severity,value,message,heading", lines[0])
		self.assertEqual(14, len(lines) - 1)
		for start in ('"registers/contracts.csv",7,3,signed,date,error,"2018-02-30",', '"registers/contracts.csv",10,0,,small_amount,warning,"",',
				'"registers/contracts.csv",8,1,contract_no,key,error,"A-001",'):
			self.assertTrue(any(line.startswith(start) for line in lines), (start, lines))

	def test_file_of_a_good_run(self):
		listed = self.w.folder / "issues.csv"
		self.ends(0, self.w.tally("run", "--issues", listed))
		self.assertEqual("file,line,column,field,rule,severity,value,message,heading\n", listed.read_text(encoding="utf-8"))

	def test_more_than_are_shown(self):
		rows = "".join("B-%03d,市级,2018-13-01,,410902,1,\n" % n for n in range(50))
		self.w.write("registers/contracts.csv", cli.CONTRACTS + rows)
		listed = self.w.folder / "issues.csv"
		self.ends(1, self.w.tally("run", "--issues", listed), "55 records read, 5 accepted (0 with warnings), 50 rejected",
			["market: 50 records were rejected", "  and 30 more; --issues FILE writes them all\n"])
		self.assertEqual(51, len(listed.read_text(encoding="utf-8").splitlines()))
		self.assertEqual([(50,)], self.w.query("select count(*) from issue"))

	def test_store_keeps_a_thousand(self):
		rows = "".join("B-%04d,市级,2018-13-01,,410902,1,\n" % n for n in range(1200))
		self.w.write("registers/contracts.csv", cli.CONTRACTS + rows)
		self.ends(1, self.w.tally("run"), "1205 records read, 5 accepted (0 with warnings), 1200 rejected")
		self.assertEqual([(1000,)], self.w.query("select count(*) from issue"))
		self.assertEqual([("signed", "date", 1200)], self.w.query("select field, rule, count from issue_count"))
		self.assertEqual([(1205, 5, 1200)], self.w.query("select read, accepted, rejected from source"))

	def test_private_values_are_masked(self):
		self.w.change("areas/market.ini", "type = text\noptional = yes\nprivate = yes", "type = text\noptional = yes\nprivate = yes\ncheck = cn-uscc")
		listed = self.w.folder / "issues.csv"
		ended = self.ends(0, self.w.tally("run", "--issues", listed), None, "联系人 '***' ")
		for text in (ended.out, ended.err, listed.read_text(encoding="utf-8"), str(self.w.query("select * from issue"))):
			self.assertNotIn("甲", text)

	def test_a_register_is_not_written_over(self):
		path = self.w.write("precious.csv", "a,b\n1,2\n")
		ended = self.w.tally("run", "--issues", path)
		self.assertEqual(2, ended.status, ended)
		self.assertIn("is no list of issues", ended.err)
		with open(path) as kept:
			self.assertEqual("a,b\n1,2\n", kept.read())

	def test_cannot_be_written(self):
		"""The list is whole before the store is touched."""
		for path in ("/nonexistent/issues.csv", "/dev/full"):
			self.ends(3, self.w.tally("run", "--issues", path), "", "tally: %s: cannot write the list of issues: " % path)
			self.assertFalse(self.w.store.exists())

	def test_severity_from_the_workspace(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-007,市级,2018-03-01,,410902,5000,庚\n")
		self.ends(0, self.w.tally("run"), "6 accepted (1 with warnings), 0 rejected", "market: 1 record has warnings and counts:\n")
		self.w.change("areas/market.ini", "version = 1.2\n", "version = 1.2\nseverity.small_amount = error\n")
		self.ends(1, self.w.tally("run"), "5 accepted (0 with warnings), 1 rejected", "market: 1 record was rejected and counts nowhere:\n")
		self.w.change("areas/market.ini", "severity.small_amount = error", "severity.small_amount = off")
		self.ends(0, self.w.tally("run"), "6 accepted (0 with warnings), 0 rejected", "")


class Registers(cli.Test):
	def failed(self, *texts, stay=False):
		self.ends(1, self.w.tally("run"), "market 技术市场: failed; it" + ("s last figures stay" if stay else " has no figures yet") + "\n", ["market failed: ", *texts])

	def test_empty_file(self):
		for content in (b"", b"\xef\xbb\xbf"):
			self.w.write("registers/contracts.csv", content)
			self.failed("%s/registers/contracts.csv: is empty; line 1 should hold the headings" % self.w.folder)

	def test_header_only(self):
		self.w.write("registers/contracts.csv", cli.HEADINGS + "\n")
		self.ends(1, self.w.tally("run"), "market 技术市场: 0 records read, 0 accepted (0 with warnings), 0 rejected; 0 observations",
			"market: warnings:\n  registers/contracts.csv: warning: the file has headings and no record\n")
		self.ends(0, self.w.tally("summary", "--indicator", "market.contracts", "--format", "csv"), ",2018,,0,0,")

	def test_header_line_behind_the_end(self):
		self.w.change("areas/market.ini", "covers = 2017..", "covers = 2017..\nheader = 9")
		self.failed("contracts.csv: ends before line 9, where the headings should be")

	def test_unknown_column(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS.replace("联系人", "备注"))
		self.ends(0, self.w.tally("run"), "5 accepted (0 with warnings), 0 rejected", [
			"market: warnings:\n", "registers/contracts.csv:1:7: warning: '备注' this column is no field of the register and was passed over\n",
			"registers/contracts.csv:1: warning: 联系人 the file has no column for this field"])

	def test_missing_column(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS.replace("级别", "等次"))
		self.failed("contracts.csv:1: no column for the field '级别' (level); headings found: 合同编号, 等次, ", "alias.level")
		self.w.change("areas/market.ini", "covers = 2017..", "covers = 2017..\nalias.level = 等次")
		self.ends(0, self.w.tally("run"), "36 observations")

	def test_column_twice(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS.replace("级别,", "级别,level,").replace("级,2", "级,,2"))
		self.failed("contracts.csv:1: columns 2 and 3 are both the field '级别'; rename one")

	def test_folder_in_place_of_a_file(self):
		(self.w.folder / "registers/contracts.csv").unlink()
		(self.w.folder / "registers/contracts.csv").mkdir()
		self.failed("registers/contracts.csv: cannot read: Is a directory")

	def test_encodings(self):
		self.w.tally("run")
		before = self.w.figures()
		for encoding, change in (("gb18030", ""), ("gbk", ""), ("utf-8-sig", ""), ("gb18030", "encoding = GB18030\n")):
			self.w.write("registers/contracts.csv", cli.CONTRACTS.replace("\n", "\r\n"), encoding)
			self.w.write("areas/market.ini", cli.MARKET_INI.replace("covers = 2017..\n", "covers = 2017..\n" + change))
			self.ends(0, self.w.tally("run"), "36 observations, 0 new, 0 changed, 0 gone", "")
			self.assertEqual(before, self.w.figures())

	def test_open_quote_is_bounded(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,\"市级,2018-03-01,,410902,1,\nA-007,市级,2018-03-01,,410902,1,\n")
		self.ends(1, self.w.tally("run"), "7 records read, 6 accepted (0 with warnings), 1 rejected",
			"registers/contracts.csv:7:2: error, the record does not count: has a quote that is never closed")
		self.assertEqual("4", self.w.value("market.contracts"))

	def test_several_files(self):
		head, *rows = cli.CONTRACTS.splitlines(keepends=True)
		self.w.write("registers/contracts.csv", head + "".join(rows[:2]))
		self.w.write("registers/more-b.csv", head + "".join(rows[3:]))
		self.w.write("registers/more-a.csv", head + rows[2], "gb18030")
		self.w.change("areas/market.ini", "files = ../registers/contracts.csv", "files = ../registers/contracts.csv | ../registers/more-*.csv")
		self.ends(0, self.w.tally("run"), "5 records read, 5 accepted", "")
		self.assertEqual("1012.75", self.w.value("market.amount"))
		self.assertEqual([("registers/contracts.csv", "UTF-8", 2), ("registers/more-a.csv", "GB18030", 1), ("registers/more-b.csv", "UTF-8", 2)],
			self.w.query("select path, encoding, read from source order by path"))

	def test_statement_table_gone(self):
		self.w.tally("run")
		(self.w.folder / "statements/market-targets.csv").unlink()
		self.failed("%s/statements/market-targets.csv: cannot open: " % self.w.folder, stay=True)


class Workspaces(cli.Test):
	def test_where(self):
		ini = self.w.folder / "tally.ini"
		for words, folder in ((("-C", self.w.folder, "run"), None), (("run", "-C", self.w.folder), None), (("-C", ini, "run"), None),
				(("run",), self.w.folder), (("-C", ".", "run"), self.w.folder), (("-C", "office", "run"), self.w.folder.parent),
				(("-C", "tally.ini", "run"), self.w.folder), (("-C", "../tally.ini", "run"), self.w.folder / "areas")):
			self.w.store.unlink(missing_ok=True)
			self.ends(0, cli.call(*words, cwd=folder), "36 observations, 36 new", "")
			self.assertTrue(self.w.store.exists(), words)

	def test_none(self):
		empty = self.w.folder / "statements"
		for words, folder, said in ((("-C", "/nonexistent", "run"), None, "/nonexistent: no workspace there"),
				(("run",), empty, "tally.ini: no workspace there"), (("-C", empty, "run"), None, "statements/tally.ini: no workspace there")):
			self.ends(2, cli.call(*words, cwd=folder), "", ["tally: ", said, "name a folder with a tally.ini by -C"])

	def test_copied_elsewhere(self):
		self.w.tally("run")
		moved = self.w.folder.with_name("另一处 with spaces")
		os.rename(self.w.folder, moved)
		self.ends(0, cli.call("-C", moved, "run"), "36 observations, 0 new, 0 changed, 0 gone", "")

	def test_timing(self):
		ended = self.ends(0, self.w.tally("run", "--timing"), None, ["time: ", "declarations", "market", "people", "formulas", "commit"])
		self.assertNotIn("time: ", ended.out)
		self.assertNotIn("time: ", self.w.tally("run").err)


class Configuration(cli.Test):
	"""Faults of the configuration: all told with file and line, status 2, nothing read or written."""

	def refused(self, *texts):
		ended = self.ends(2, self.w.tally("run"), "", texts)
		self.assertIn("in the configuration; nothing was read or written\n", ended.err)
		self.assertFalse(self.w.store.exists())
		return ended

	def test_one_fault(self):
		market, people = "areas/market.ini", "areas/people.ini"
		for name, old, new, line, said in (
				(market, "enabled = yes", "enabeld = yes", 5, "unknown option 'enabeld' in [area]; did you mean 'enabled'?"),
				(market, "enabled = yes", "enabled = maybe", 5, "enabled: 'maybe' is not allowed; allowed: yes, no"),
				(market, "covers = 2017..", "headr = 1", 10, "unknown option 'headr' in [register contracts]; did you mean 'header'?"),
				(market, "covers = 2017..", "header = 0", 10, "header: '0' is not allowed; the line of the headings, 1 to 1000"),
				(market, "[rule small_amount]", "[ruel small_amount]", 47, "unknown section [ruel small_amount]; did you mean 'rule'?"),
				(market, "[rule small_amount]", "[rule]", 47, "section [rule] needs a name: [rule NAME]"),
				(market, "[targets]", "[targets all]", 80, "section [targets all] takes no name; write [targets]"),
				(market, "title_en = Technology market", "title = 再来", 3, "key stands twice in [area]: 'title': first on line 2"),
				(market, "[targets]", "[indicator amount]", 80, "section stands twice: '[indicator amount]': first on line 61"),
				(market, "type = decimal", "type = decmal", 37, "type: 'decmal' is not allowed; did you mean 'decimal'?"),
				(market, "type = decimal\n", "", 35, "no type is said; allowed: text, code, integer, decimal, date, period, region"),
				(market, "where = amount <= 1000", "where = amont <= 1000", 49, "unknown field: 'amont'"),
				(market, "of = amount", "of = amout", 66, "'amout'"),
				(market, "by = level\n\n[indicator amount]", "by = levle\n\n[indicator amount]", 59, "'levle'"),
				(people, "market.contracts /", "market.contract /", 15, "no indicator 'market.contract'; did you mean 'market.contracts'?"),
				(people, "[indicator population]", "[workspace]", 5, "section [workspace] belongs into tally.ini"),
				("tally.ini", "lang = en", "lnag = en", 8, "unknown option 'lnag' in [workspace]; did you mean 'lang'?"),
				("tally.ini", "lang = en", "lang = en\n[area]\ntitle = x\nversion = 1", 9, "section [area] belongs into areas/NAME.ini"),
				("tally.ini", "periods = year", "periods = yaer", 4, "periods: 'yaer' is not allowed; did you mean 'year'?")):
			with self.subTest(said=said):
				text = self.w.read(name)
				self.w.change(name, old, new)
				ended = self.refused("%s/%s:%d: " % (self.w.folder, name, line), said)
				self.assertEqual(1, ended.err.count(said), ended)
				self.w.write(name, text)

	def test_home_and_through(self):
		for old, new, line, said in (("home = 410900\n", "", 1, "[workspace] has no home; write home = CODE"),
				("home = 410900", "home = 410901", 3, "home: '410901' is no code of regions.csv"),
				("through = 2018\n", "", 1, "[workspace] has no through; write through = 2018"),
				("through = 2018", "through = 20188", 5, "through: '20188' is no period; allowed: 2018, 2018H1, 2018Q3, 2018-10")):
			with self.subTest(said=said):
				self.w.write("tally.ini", cli.TALLY_INI.replace(old, new))
				self.refused("%s/tally.ini:%d: %s" % (self.w.folder, line, said))

	def test_all_at_once(self):
		self.w.change("areas/market.ini", "enabled = yes", "enabeld = yes")
		self.w.change("areas/market.ini", "type = decimal", "type = decmal")
		self.w.change("areas/people.ini", "time = stock", "time = stok")
		self.w.write("statements/people-given.csv", cli.GIVEN.replace("410900,2018", "410901,2018"))
		self.refused("market.ini:5: unknown option 'enabeld'", "market.ini:37: type: 'decmal'", "people.ini:9: time: 'stok'",
			"tally: 3 faults in the configuration")

	def test_statements(self):
		rows = (("market.contract,410900,2018,,value,3,项", "no such indicator: 'market.contract'; did you mean 'market.contracts'?"),
			("people.population,410900,2018,,value,3,人", "'people.population' is no indicator of area 'market'"),
			("market.contracts,410901,2018,,value,3,项", "no such region: '410901'"),
			("market.contracts,410900,2018x,,value,3,项", "no period: '2018x'; allowed: 2018, 2018H1"),
			("market.contracts,410900,2018,level=x,value,3,项", "no such breakdown: 'level=x'; allowed: level=provincial, level=municipal"),
			("market.contracts,410900,2018,,valu,3,项", "no such stat: 'valu'; did you mean 'value'?"),
			("market.contracts,410900,2018,,value,abc,项", "not a number"),
			("market.contracts,410900,2018,,value,3,万元", "the unit beside it is '万元', the indicator's '项'"))
		text = cli.PUBLISHED + "".join("Q%d,%s,,,,,,,\n" % (n, row) for n, (row, _) in enumerate(rows))
		self.w.write("statements/market-published.csv", text)
		ended = self.refused("tally: %d faults in the configuration" % len(rows))
		for n, (_, said) in enumerate(rows):
			self.assertRegex(ended.err, r"(?m)^%s/statements/market-published\.csv:%d: .*" % (self.w.folder, n + 4))
			self.assertIn(said, ended.err)

	def test_defined_elsewhere(self):
		self.w.write("defined/x.ini", "[area]\ntitel = x\n[indicater a]\n")
		self.w.write("areas/x.ini", "[area]\ndefine = ../defined/x.ini\ntitle = y\n")
		self.refused("defined/x.ini:2: unknown option 'titel' in [area]; did you mean 'title'?",
			"defined/x.ini:3: unknown section [indicater a]; did you mean 'indicator'?", "areas/x.ini:3: 'title' in [area] is declared by ../defined/x.ini")

	def test_name_of_the_file(self):
		self.w.write("areas/Market 2.ini", "[area]\n")
		self.refused("areas/Market 2.ini: the name of the file is the name of the area, and 'Market 2' is none; allowed: ")

	def test_saved_by_notepad(self):
		"""GBK with CRLF, or UTF-8 with a mark: the same workspace."""
		for encoding in ("gbk", "utf-8-sig"):
			for name in ("tally.ini", "areas/market.ini", "areas/people.ini"):
				self.w.write(name, cli.FILES[name].replace("\n", "\r\n"), encoding)
			self.ends(0, self.w.tally("run"), "market 技术市场: 5 records read", "")
			self.assertEqual([("样例局",)], self.w.query("select title from workspace"))

	def test_utf16(self):
		self.w.write("areas/market.ini", cli.MARKET_INI, "utf-16")
		self.ends(2, self.w.tally("run"), "", "tally: %s/areas/market.ini: is UTF-16: save the file as UTF-8\n" % self.w.folder)

	def test_no_areas(self):
		for path in (self.w.folder / "areas").iterdir():
			path.unlink()
		(self.w.folder / "areas").rmdir()
		self.ends(2, self.w.tally("run"), "", "areas: cannot list the work areas; each is a file NAME.ini in this folder")

	def test_regions(self):
		self.w.write("regions.csv", cli.REGIONS.replace("410922,西县,county,410900", "410922,西县,county,410901"))
		self.refused("regions.csv:5: ", "410901")
		self.w.write("regions.csv", cli.REGIONS.replace("code,name,level,parent", "code,name,lvl,parent"))
		self.refused("regions.csv:1: ", "level")


if __name__ == "__main__":
	cli.main()
