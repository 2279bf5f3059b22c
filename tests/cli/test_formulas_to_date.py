"""Years to date of formulas: what `tally summary` answers against fractions over the very rows."""

import csv
import datetime
import fractions
import io
import json
import random

from workspace import Test, main

AREA = """\
[area]
title = 台账

[register r]
title = 台账
files = ../registers/r.csv
covers = 2017..

[field r.day]
title = 日期
type = date

[field r.place]
title = 区划代码
type = region

[field r.money]
title = 金额
type = decimal
scale = 2
unit = 万元

[indicator loans]
title = 贷款
unit = 万元
from = r
time = flow
measure = sum
of = money

[indicator firms]
title = 企业
unit = 家
from = r
time = stock

[indicator people]
title = 人口
unit = 人
from = given
time = stock
periods = year

[indicator each]
title = 户均
unit = 万元/家
formula = loans / firms

[indicator twice]
title = 两倍
unit = 万元/家
formula = each * 2

[indicator more]
title = 比上年
unit = 万元
formula = loans - last_year(loans)

[indicator dense]
title = 密度
unit = 家/万人
formula = firms / year_end(people) * 10000

[indicator since]
title = 比上期
unit = 万元
formula = loans - prev(loans)

[indicator staff]
title = 职工
unit = 人
from = given
time = stock

[indicator per_head]
title = 人均
unit = 万元/人
formula = loans / staff

[given]
files = ../statements/r-given.csv
"""

F = fractions.Fraction


class ToDate(Test):
	def setUp(self):
		super().setUp()
		self.w.change("tally.ini", "periods = year", "periods = year, month")
		chance = random.Random(7)
		self.rows = [(datetime.date(chance.choice([2017, 2018]), chance.randint(1, 12), chance.randint(1, 28)),
			chance.choice(["410902", "410922"]), F(chance.randint(1, 99999), 100)) for _ in range(60)]
		text = "日期,区划代码,金额\n" + "".join("%s,%s,%d.%02d\n" % (day, place, money, money * 100 % 100) for day, place, money in self.rows)
		self.w.write("registers/r.csv", text)
		self.w.write("statements/r-given.csv", "ref,indicator,region,period,breakdown,value,unit,edition,date,source\n"
			"N1,r.people,410900,2018,,30000,人,,,\nN2,r.staff,410900,2018-10,,20,人,,,\n")
		self.w.write("areas/r.ini", AREA)
		self.ends(0, self.w.tally("run"))

	def value(self, name, months, region="410900"):
		out = self.ends(0, self.w.tally("summary", "--indicator", "r." + name, "--region", region, "--period", "2018-%02d" % months, "--by", "none",
			"--format", "csv", "--columns", "to_date")).out
		return next(csv.DictReader(io.StringIO(out)))["to_date"]

	def total(self, year, months, region):
		return sum(money for day, place, money in self.rows if day.year == year and day.month <= months and region in ("410900", place))

	def count(self, months, region):
		return sum((day.year, day.month) <= (2018, months) and region in ("410900", place) for day, place, _ in self.rows)

	def test_against_rows(self):
		for months in (2, 6, 11):
			for region in ("410900", "410902", "410922"):
				now, before, firms = self.total(2018, months, region), self.total(2017, months, region), self.count(months, region)
				wanted = {"each": now / firms, "more": now - before, "twice": now / firms * 2}
				if region == "410900":
					wanted["dense"] = F(firms, 30000) * 10000
				for name, value in wanted.items():
					found = self.value(name, months, region)
					digits = len(found.partition(".")[2])
					self.assertLessEqual(abs(F(found) - value) * 2, F(1, 10**digits) + F(1, 10**10), (name, months, region))

	def test_without_a_meaning(self):
		"""The period before a year to date is none; where an operand has no value, its reason is the formula's."""
		self.ends(0, self.w.tally("summary", "--indicator", "r.since", "--period", "2018-01..2018-10"), "does not add")
		self.ends(0, self.w.tally("summary", "--indicator", "r.each", "--period", "2018-03..2018-05"), "does not add")
		self.ends(0, self.w.tally("summary", "--indicator", "r.more", "--period", "2017-01..2017-05"), "not covered")
		self.ends(0, self.w.tally("summary", "--indicator", "r.dense", "--region", "410902", "--period", "2018-01..2018-10"), "missing")
		self.ends(0, self.w.tally("explain", "r.each", "--period", "2018-01..2018-10"), "2018-01..2018-10")
		self.ends(0, self.w.tally("check", "--store"))


	def test_explained(self):
		"""An operand stands with the period in which the formula reads it."""
		operands = json.loads(self.ends(0, self.w.tally("explain", "r.per_head", "--period", "2018-01..2018-10", "--format", "json")).out)["operands"]
		self.assertEqual([("r.loans", "2018-01..2018-10"), ("r.staff", "2018-10")], [(o["indicator"], o["period"]) for o in operands])
		self.assertIn("20", str(operands[1]["value"]))
		operands = json.loads(self.ends(0, self.w.tally("explain", "r.since", "--period", "2018-01..2018-10", "--format", "json")).out)["operands"]
		self.assertIsNone(operands[1]["value"])


if __name__ == "__main__":
	main()
