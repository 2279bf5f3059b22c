"""`tally check`: everything but the writing; and the first rows of a file as they are understood."""

import workspace as cli


class Check(cli.Test):
	def test_good(self):
		before = self.w.names()
		self.ends(0, self.w.tally("check"), ["market 技术市场: 5 records read, 5 accepted (0 with warnings), 0 rejected\n", "people 人口: ",
			"checked; nothing was written\n"], "")
		self.assertEqual(before, self.w.names())

	def test_named_area(self):
		self.ends(0, self.w.tally("check", "people"), ["market 技术市场: not asked for\n", "people 人口: 0 records read"], "")

	def test_rejected(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,市级,2018-02-30,,410902,1,\n")
		self.ends(1, self.w.tally("check"), ["6 records read, 5 accepted (0 with warnings), 1 rejected", "checked; nothing was written\n"],
			["registers/contracts.csv:7:3: error, the record does not count: 签订日期 '2018-02-30' is no date"])
		self.assertFalse(self.w.store.exists())

	def test_failed_area(self):
		(self.w.folder / "registers/contracts.csv").unlink()
		self.ends(1, self.w.tally("check"), "market 技术市场: failed", "market failed: no file matches ")

	def test_configuration(self):
		self.w.change("areas/market.ini", "type = decimal", "type = decmal")
		self.ends(2, self.w.tally("check"), "", "areas/market.ini:37: type: 'decmal' is not allowed; did you mean 'decimal'?")

	def test_issues_file(self):
		listed = self.w.folder / "issues.csv"
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,市级,2018-02-30,,410902,1,\n")
		self.ends(1, self.w.tally("check", "--issues", listed))
		self.assertIn(',7,3,signed,date,error,"2018-02-30",', listed.read_text(encoding="utf-8"))

	def test_leaves_a_held_store_alone(self):
		"""It takes no lock and needs no store."""
		self.w.tally("run")
		before = self.w.store.read_bytes()
		self.w.store.with_name("office.db.lock").write_text("1 2018-12-31T08:00:00Z\n", encoding="ascii")
		self.ends(0, self.w.tally("check"), "checked; nothing was written\n", "")
		self.assertEqual(before, self.w.store.read_bytes())


class File(cli.Test):
	def look(self, name="registers/contracts.csv", register="market.contracts", status=0):
		return self.ends(status, self.w.tally("check", self.w.folder / name, "--register", register))

	def test_columns(self):
		lines = self.look().out.splitlines()
		self.assertEqual(["column", "heading", "field", "type", "title"], lines[0].split())
		self.assertEqual([["1", "合同编号", "contract_no", "text", "合同编号"], ["2", "级别", "level", "code", "级别"]],
			[line.split() for line in lines[2:4]])
		self.assertEqual(["6", "金额", "amount", "decimal", "金额"], lines[7].split())

	def test_rows_as_understood(self):
		lines = self.look().out.splitlines()
		self.assertEqual("line state contract_no level signed ended county amount contact".split(), lines[10].split())
		self.assertEqual("3 good A-002 市级 2017-11-05 2018-06-30 西县 20.25 ***".split(), lines[13].split())
		self.assertEqual("4 good A-003 省级 2018-01-02 东区 5.00 ***".split(), lines[14].split())
		self.assertEqual("6 good A-005 市级 2018-10-01 西县 1000.00 ***".split(), lines[16].split())

	def test_private_is_masked(self):
		text = str(self.look())
		for hidden in "甲乙丙丁戊":
			self.assertNotIn(hidden, text)

	def test_ten_rows(self):
		rows = "".join("B-%03d,市级,2018-12-01,,410902,1,\n" % n for n in range(1, 31))
		self.w.write("registers/contracts.csv", cli.HEADINGS + "\n" + rows + "C-1,市级,x,,410902,1,\n")
		ended = self.look()
		self.assertIn("B-010", ended.out)
		self.assertNotIn("B-011", ended.out)
		self.assertNotIn("is no date", ended.out)

	def test_faults(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,国家级,2018-02-30,,410902,x,己\nA-007,市级,2018-03-01,410902,1\n")
		ended = self.look()
		self.ends(0, ended, ["registers/contracts.csv:7:2: warning, the record does not count: 级别 '国家级' is none of the codes of this field; allowed: 省级, 市级\n",
			"registers/contracts.csv:7:3: error, the record does not count: 签订日期 '2018-02-30' is no date", "registers/contracts.csv:7:6: error, the record does not count: 金额 'x' is no number",
			"registers/contracts.csv:8: error, the record does not count: has fewer fields than the headings"])
		rejected = [line.split()[:2] for line in ended.out.splitlines() if "rejected" in line]
		self.assertEqual([["7", "rejected"], ["8", "rejected"]], rejected)

	def test_surplus_column(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS.replace("联系人", "备注"))
		self.ends(0, self.look(), ["(passed over)", "contracts.csv:1:7: warning: '备注' this column is no field of the register"])

	def test_another_file(self):
		"""Any file, wherever it lies; one that is not listed in the area."""
		self.w.write("inbox/新.csv", cli.CONTRACTS, "gb18030")
		self.assertIn("A-005", self.look("inbox/新.csv").out)
		self.assertFalse(self.w.store.exists())

	def test_no_records(self):
		self.w.write("registers/contracts.csv", cli.HEADINGS + "\n")
		self.ends(0, self.look(), ["合同编号", "no records\n"])

	def test_cannot_be_read(self):
		missing = self.w.folder / "nothing.csv"
		self.ends(3, self.w.tally("check", missing, "--register", "market.contracts"), "", "tally: %s: cannot open: " % missing)
		self.w.write("registers/contracts.csv", "")
		self.ends(3, self.look(status=3), "", "contracts.csv: is empty; line 1 should hold the headings")
		self.w.write("registers/contracts.csv", cli.CONTRACTS.replace("级别", "等次"))
		self.ends(3, self.look(status=3), "", "no column for the field '级别' (level)")

	def test_usage(self):
		file = self.w.folder / "registers/contracts.csv"
		self.ends(2, self.w.tally("check", file, "--register", "market.contract"), "", "no register 'market.contract'; did you mean 'market.contracts'?")
		self.ends(2, self.w.tally("check", file, "--register", "zzz"), "", "no register 'zzz'; allowed: market.contracts")
		self.ends(2, self.w.tally("check", "--register", "market.contracts"), "", "--register goes with one FILE: tally check FILE --register ")
		self.ends(2, self.w.tally("check", file, file, "--register", "market.contracts"), "", "--register goes with one FILE")
		self.ends(2, self.w.tally("check", "contracts.csv"), "", "'contracts.csv' is a file; name its register: tally check contracts.csv --register ")
		self.ends(2, self.w.tally("check", "markte"), "", "no area 'markte'; did you mean 'market'?")


if __name__ == "__main__":
	cli.main()
