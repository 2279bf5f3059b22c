"""Times from the INI to the table: dated lists, bare years, periods."""

import csv
import io

import workspace as cli

LISTS = """\
[area]
title = 名单

[register firms]
title = 规上企业名单
files = ../registers/firms-*.csv

[field firms.code]
title = 企业代码
type = text
key = yes

[field firms.day]
title = 名单日期
type = date

[field firms.sales]
title = 营业收入
type = integer
unit = 万元
optional = yes

[field firms.group]
title = 集团
type = text
optional = yes

[field firms.county]
title = 区划代码
type = region

[indicator firms]
title = 规上企业
unit = 家
from = firms
time = snapshot

[indicator sales]
title = 规上企业收入
unit = 万元
from = firms
measure = sum
of = sales
time = snapshot

[indicator groups]
title = 集团
unit = 家
from = firms
measure = distinct
of = group
time = snapshot

[indicator mean]
title = 平均收入
unit = 万元
from = firms
measure = mean
of = sales
time = snapshot

[indicator least]
title = 最低收入
unit = 万元
from = firms
measure = min
of = sales
time = snapshot

[indicator growth]
title = 户均
unit = 万元/家
formula = sales / firms
"""

HEADINGS = "企业代码,名单日期,营业收入,集团,区划代码\n"
FIRST = HEADINGS + """\
A,2016-12-31,10,g,410902
B,2016-12-31,20,g,410902
C,2016-12-31,5,h,410922
"""
SECOND = HEADINGS + """\
A,2018-12-31,10,g,410902
B,2018-12-31,25,,410922
D,2018-12-31,7,k,410902
E,2018-11-15,7,k,410902
F,2018-11-15,7,k,410902
"""


class Office(cli.Test):
	def declare(self, text=LISTS, periods="year", through="2018"):
		self.w.change("tally.ini", "periods = year", "periods = " + periods)
		self.w.change("tally.ini", "through = 2018", "through = " + through)
		self.w.write("areas/lists.ini", text)

	def lists(self, **more):
		self.declare(**more)
		self.w.write("registers/firms-2016.csv", FIRST)
		self.w.write("registers/firms-2018.csv", SECOND)

	def run_all(self):
		return self.ends(0, self.w.tally("run", "lists"))

	def facts(self, indicator, period, region="410900"):
		ended = self.ends(0, self.w.tally("summary", "--indicator", "lists." + indicator, "--period", period, "--region", region,
			"--columns", "value,entries,exits", "--format", "csv"))
		row = next(csv.DictReader(io.StringIO(ended.out)))
		return row["value"], row["entries"], row["exits"]


class Snapshots(Office):
	def test_counted_at_their_lists(self):
		self.lists()
		self.run_all()
		self.assertEqual(("3", "", ""), self.facts("firms", "2016"))
		self.assertEqual(("3", "", ""), self.facts("firms", "2018"))
		self.ends(0, self.w.tally("summary", "--indicator", "lists.firms", "--period", "2017"), "not covered")
		self.assertEqual(("35", "42"), (self.w.value("lists.sales", "2016"), self.w.value("lists.sales", "2018")))
		self.assertEqual(("2", "2"), (self.w.value("lists.groups", "2016"), self.w.value("lists.groups", "2018")))
		self.assertEqual(("35/3", "42/3"), (self.w.value("lists.mean", "2016"), self.w.value("lists.mean", "2018")))
		self.assertEqual(("5", "7"), (self.w.value("lists.least", "2016"), self.w.value("lists.least", "2018")))
		self.assertIsNone(self.w.value("lists.firms", "2017"))

	def test_who_came_and_went(self):
		"""With a list each year: B moved to the west, C left, D came; sales of B changed."""
		self.lists()
		self.w.write("registers/firms-2018.csv", SECOND.replace("2018-12-31", "2017-12-31"))
		self.run_all()
		self.assertEqual(("3", "1", "1"), self.facts("firms", "2017"))
		self.assertEqual(("2", "1", "1"), self.facts("firms", "2017", "410902"))
		self.assertEqual(("1", "1", "1"), self.facts("firms", "2017", "410922"))
		self.assertEqual(("42", "32", "25"), self.facts("sales", "2017"))
		self.assertEqual(("2", "1", "1"), self.facts("groups", "2017"))
		self.assertEqual(("", "", ""), self.facts("firms", "2018"))

	def test_finer_lists(self):
		self.lists(periods="year, half, quarter, month")
		self.w.write("registers/firms-2018b.csv", HEADINGS + "A,2018-11-30,1,g,410902\n")
		self.run_all()
		for period in ("2018", "2018H2", "2018Q4", "2018-12"):
			self.assertEqual("3", self.w.value("lists.firms", period))
		self.assertEqual("1", self.w.value("lists.firms", "2018-11"))
		self.assertEqual(("3", "2", "0"), self.facts("firms", "2018-12"))
		for period in ("2018Q3", "2018H1", "2018-10"):
			self.assertIsNone(self.w.value("lists.firms", period))

	def test_a_region_without_rows_has_none(self):
		self.lists()
		self.w.write("registers/firms-2018.csv", HEADINGS + "A,2018-12-31,1,g,410902\nA,2017-12-31,1,g,410902\n")
		self.run_all()
		self.assertEqual(("0", "0", "0"), self.facts("firms", "2018", "410922"))
		self.assertEqual(("0", "0", "1"), self.facts("firms", "2017", "410922"))

	def test_a_list_that_ends_no_month_is_said_once(self):
		self.lists()
		ended = self.ends(0, self.w.tally("run", "--issues", self.w.folder / "issues.csv", "lists"))
		rows = [row for row in csv.DictReader(io.StringIO(self.w.read("issues.csv"))) if row["rule"] == "list_day"]
		self.assertEqual([("registers/firms-2018.csv", "5", "warning")], [(row["file"], row["line"], row["severity"]) for row in rows], ended)

	def test_the_same_list_twice(self):
		"""The date is part of the key: twice in a list is a repetition, in two lists it is none."""
		self.lists()
		self.w.write("registers/firms-2018.csv", SECOND + "A,2018-12-31,10,g,410902\nD,2018-12-31,8,k,410902\n")
		self.ends(1, self.w.tally("run", "lists"))
		self.assertEqual("2", self.w.value("lists.firms", "2018"))
		self.assertEqual("3", self.w.value("lists.firms", "2016"))

	def test_as_of(self):
		"""The lists too are read as they were."""
		self.lists()
		self.w.write("registers/firms-2018.csv", SECOND.replace("2018-12-31", "2017-12-31"))
		self.run_all()
		self.w.write("registers/firms-2018.csv", SECOND)
		self.run_all()
		self.ends(0, self.w.tally("summary", "--indicator", "lists.firms", "--period", "2017"), "not covered")
		then = self.ends(0, self.w.tally("summary", "--indicator", "lists.firms", "--period", "2017", "--as-of", "1", "--format", "csv"))
		self.assertEqual("3", next(csv.DictReader(io.StringIO(then.out)))["value"])

	def test_the_records(self):
		self.lists()
		self.w.write("registers/firms-2018.csv", SECOND.replace("2018-12-31", "2017-12-31"))
		self.run_all()
		counted = self.ends(0, self.w.tally("explain", "lists.firms", "--period", "2017", "--region", "410900", "--records")).out
		self.assertTrue(all("firms-2018.csv:%d" % line in counted for line in (2, 3, 4)), counted)
		self.assertNotIn("firms-2016.csv:", counted.partition("\nrecord")[2])

	def test_refusals(self):
		for old, new, said in (
			("time = snapshot\n\n[indicator sales]", "time = snapshot\nlasts = 3y\n\n[indicator sales]", "belong to a stock"),
			("type = date\n", "type = date\nprecision = month\n", "a list is true on one day"),
			("[indicator sales]", "[field firms.other]\ntype = date\n[indicator x]\ntitle = x\nfrom = firms\ntime = snapshot\nwhen = other\n"
				"[indicator sales]", "a list has one date"),
		):
			self.setUp()
			self.lists(text=LISTS.replace(old, new, 1))
			self.ends(2, self.w.tally("run", "lists"), err=said)


class Dates(Office):
	def test_bare_years(self):
		text = LISTS[:LISTS.index("[indicator growth]")].replace("type = date\n", "type = date\nprecision = year\n", 1).replace("time = snapshot", "time = flow")
		self.declare(text=text, periods="year, month")
		self.w.write("registers/firms-1.csv", HEADINGS + "A,2018,1,g,410902\nB,2018-05-01,1,g,410902\nC,2017年,1,g,410902\n")
		self.run_all()
		self.assertEqual(("1", "2"), (self.w.value("lists.firms", "2017"), self.w.value("lists.firms", "2018")))
		self.assertEqual([], self.w.query("select * from figure where indicator = 'lists.firms' and length(period) > 4"))
		self.w.write("areas/lists.ini", text.replace("time = flow", "time = flow\nperiods = year, month", 1))
		self.ends(2, self.w.tally("run", "lists"), err="lies in no half, quarter or month")

	def test_years_to_date_of_entities(self):
		"""Who was there in two months counts once; all else is the sum of its months and has no cell of its own."""
		flows = LISTS[:LISTS.index("[indicator mean]")].replace("time = snapshot", "time = flow")
		self.declare(text=flows, periods="year, quarter, month")
		rows = ["A,2018-01-05,1,g,410902", "B,2018-02-05,1,g,410922", "C,2018-10-05,1,h,410902", "D,2018-12-05,1,k,410902"]
		self.w.write("registers/firms-1.csv", HEADINGS + "\n".join(rows) + "\n")
		self.run_all()
		periods = ("2018-01..2018-02", "2018Q1", "2018-01..2018-04", "2018H1", "2018-01..2018-10", "2018-01..2018-11", "2018")
		self.assertEqual(["1", "1", "1", "1", "2", "2", "3"], [self.w.value("lists.groups", period) for period in periods])
		self.assertEqual([("lists.groups",)], self.w.query("select distinct indicator from figure where period like '%..%'"))
		self.assertEqual("1", self.w.value("lists.groups", "2018-01..2018-10", region="410922"))
		self.ends(0, self.w.tally("explain", "lists.groups", "--period", "2018-01..2018-10", "--region", "410900", "--records"), "as in the store")
		self.ends(0, self.w.tally("check", "--store"))

	def test_longer_periods_are_not_made_of_shorter_ones(self):
		"""A record of a half lies in no quarter: what no cell is kept for has no value, rather than one without that record."""
		text = LISTS.replace("type = date\n", "type = period\n", 1).replace("time = snapshot", "time = flow").replace("[register firms]\n", "[register firms]\ndate = day\n")
		self.declare(text=text + "\n[indicator long]\ntitle = 季度数\nfrom = firms\ntime = flow\nperiods = year, quarter\n", periods="year, quarter, month")
		self.w.write("registers/firms-1.csv", HEADINGS + "A,2018Q2,1,g,410902\nB,2018H1,1,g,410902\nC,2018-10,1,g,410902\n")
		self.run_all()
		self.assertEqual(("1", "3"), (self.w.value("lists.long", "2018Q2"), self.w.value("lists.long", "2018")))
		for indicator, period in (("long", "2018-01..2018-09"), ("firms", "2018-02..2018-06"), ("firms", "2018-04..2018-09")):
			self.ends(0, self.w.tally("summary", "--indicator", "lists." + indicator, "--period", period), "does not add")

	def test_periods(self):
		text = LISTS.replace("type = date\n", "type = period\n", 1)
		self.declare(text=text.replace("time = snapshot", "time = flow"), periods="year, half, quarter, month")
		rows = HEADINGS + "A,2018Q1,1,g,410902\nB,2018H1,1,g,410902\nC,2018-10,1,g,410902\nD,2018-01..2018-10,1,g,410902\n"
		self.w.write("registers/firms-1.csv", rows)
		self.w.write("areas/lists.ini", text.replace("time = snapshot", "time = flow").replace("[register firms]\n", "[register firms]\ndate = day\n"))
		self.run_all()
		found = {period: self.w.value("lists.firms", period) for period in ("2018", "2018H1", "2018Q1", "2018-10", "2018-01")}
		self.assertEqual({"2018": "4", "2018H1": "2", "2018Q1": "1", "2018-10": "1", "2018-01": None}, found)
		self.w.write("areas/lists.ini", text.replace("[register firms]\n", "[register firms]\ndate = day\n"))
		self.run_all()
		self.assertEqual("1", self.w.value("lists.firms", "2018-06"))
		self.w.write("areas/lists.ini", text.replace("time = snapshot", "time = stock").replace("[register firms]\n", "[register firms]\ndate = day\n"))
		self.ends(2, self.w.tally("run", "lists"), err="no day on which a record begins")


if __name__ == "__main__":
	cli.main()
