"""How adjustments and opening rows are told of: `tally explain` with the rows in words and as JSON and with the records, the note of `tally summary`."""

import json

import test_adjustments as office
import workspace as cli


class Explain(office.Office):
	def explain(self, *words):
		return self.ends(0, self.w.tally("explain", *words), None, "").out

	def facts(self, *words):
		return json.loads(self.explain("--format", "json", *words), parse_float=str, parse_int=str)


class Words(Explain):
	def test_each_row_and_the_total(self):
		self.adjust("begun,410922,2018-10,level=provincial,3", "begun,410902,2018,,-1", "funds,410902,2018,,7")
		self.run_all()
		out = self.explain("begun")
		self.assertIn("  figure         5 项 (adjusted)\n", out)
		self.assertIn("  adjusted by    +2 项\n", out)
		rows = [line for line in out.splitlines() if line.startswith("  adjustment ")]
		self.assertEqual(["  adjustment     +3 项 on 立项数 西县 2018-10 level=provincial: 漏报补录 (统计科, 2019-01-15; statements/adjustments.csv:2)",
			"  adjustment     -1 项 on 立项数 东区 2018: 漏报补录 (统计科, 2019-01-15; statements/adjustments.csv:3)"], rows)
		self.assertNotIn("adjustment", self.explain("begun", "--period", "2017"))
		self.assertNotIn("adjusted", self.explain("begun", "--region", "410902", "--breakdown", "level=national"))

	def test_a_year_to_date_has_what_lies_within(self):
		"""A difference of a quarter or half is in none of its months, and in every year to date that holds all of it."""
		self.adjust("begun,410902,2018Q1,,5", "begun,410922,2018-02,,2", "begun,410902,2018H1,,1", "begun,410902,2018,,100")
		self.run_all()
		for period, figure, lines in (("2018-01..2018-02", 3, [3]), ("2018-01..2018-05", 8, [2, 3]), ("2018-01..2018-09", 9, [2, 3, 4]), ("2018-01..2018-10", 10, [2, 3, 4]),
				("2018-04..2018-05", 0, []), ("2018", 111, [2, 3, 4, 5])):
			out = self.explain("begun", "--period", period)
			self.assertIn("  figure         %d 项" % figure, out)
			self.assertEqual(lines, [line for line in range(2, 6) if "adjustments.csv:%d)" % line in out], out)
			self.assertEqual("adjusted by" in out, lines != [], out)

	def test_of_a_formula_and_of_a_cumulative(self):
		"""A formula tells of those below it, once; a cumulative of those of its flow."""
		self.adjust("begun,410922,2017-10,,3")
		self.run_all()
		out = self.explain("double", "--period", "2017")
		self.assertEqual((1, 0), (out.count("adjustments.csv:2"), out.count("adjusted by")), out)
		self.assertIn("+3 项 on 立项数 西县 2017-10: ", self.explain("so_far"))

	def test_openings(self):
		self.run_all()
		self.assertIn("  opening        4 项 at the end of 东区 2016 level=national (statements/opening.csv:2)\n", self.explain("running"))
		self.assertIn("opening.csv:2", self.explain("running", "--breakdown", "level=upper", "--region", "410902"))
		for words in (("--breakdown", "level=municipal"), ("--region", "410922"), ("--period", "2015")):
			self.assertNotIn("opening.csv", self.explain("running", *words))
		self.assertNotIn("opening.csv", self.explain("begun"))

	def test_json(self):
		self.adjust("funds,410902,2018H2,,-0.55")
		self.run_all()
		facts = self.facts("funds")
		self.assertEqual(("adjusted", "-0.55"), (facts["basis"], facts["delta"]))
		self.assertEqual([{"indicator": "projects.funds", "region": "410902", "period": "2018H2", "breakdown": "", "delta": "-0.55", "reason": "漏报补录",
			"by": "统计科", "date": "2019-01-15", "file": "statements/adjustments.csv", "line": "2", "first_run": "1"}], facts["adjustments"])
		self.assertEqual(["4"], [row["value"] for row in self.facts("running")["openings"]])


class Records(Explain):
	def test_the_delta_has_no_records(self):
		self.adjust("begun,410922,2018-10,,3", "funds,410902,2018,,-0.55")
		self.run_all()
		out = self.explain("begun", "--records")
		self.assertIn("3 项 come from adjustments and have no records\n", out)
		self.assertIn("3 records: 3 项, as in the store\n", out)
		self.assertIn("1 record: 5.25 万元, as in the store\n", self.explain("funds", "--region", "410902", "--records"))
		records = self.facts("begun", "--records")["records"]
		self.assertEqual(("3", "3", True), (records["total"], records["adjusted"], records["agrees"]))

	def test_moves(self):
		"""Every closing of a stock, what entered and what left: with adjustments of both signs, at this closing and the one before."""
		self.adjust("running,410902,2018Q1,level=national,2", "running,410902,2018Q1,level=national,-1", "running,410922,2017,,-1",
			"running,410922,2018-05,level=municipal,-3")
		self.run_all()
		for period in ("2018", "2018H1", "2018Q1", "2018Q2", "2018-03", "2018-04", "2018-05", "2018-06", "2018-01"):
			for region in ("410900", "410902", "410922"):
				for which in ("counted", "entered", "left"):
					out = self.explain("running", "--records", which, "--period", period, "--region", region)
					self.assertIn("as in the store\n", out, (period, region, which))
		self.assertIn("2 项 come from adjustments", self.explain("running", "--records", "entered", "--period", "2018-03"))
		self.assertIn("1 项 come from adjustments", self.explain("running", "--records", "left", "--period", "2018-03"))


class Summary(Explain):
	def test_the_total_of_deltas(self):
		"""One line an indicator, of its first adjusted row, which is the total where that is adjusted."""
		self.adjust("begun,410922,2018-10,level=provincial,3", "begun,410902,2018-11,,-1", "funds,410902,2017,,7")
		self.run_all()
		for words in (("--period", "2018"), ("--period", "2018-01..2018-11")):
			out = self.ends(0, self.w.tally("summary", "--area", "projects", "--by", "region", *words)).out
			self.assertEqual(["立项数, 样例市: adjustments are +2 项 of it"], [line for line in out.splitlines() if "of it" in line and "累计" not in line], out)
		for words in (("--period", "2017", "--indicator", "projects.begun"), ("--region", "410902", "--period", "2018Q3"), ("--format", "csv")):
			self.assertNotIn("of it", self.ends(0, self.w.tally("summary", "--area", "projects", *words)).out)


if __name__ == "__main__":
	cli.main()
