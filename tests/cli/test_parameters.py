"""Parameters from the table to the figure: by date, by region, by unit; in conditions, rules and formulas; and what is refused."""

import json

import workspace as cli

AREA = """\
[area]
title = 奖补

[parameter floor]
title = 奖补起点
unit = 元
files = ../tables/floor.csv

[parameter term]
title = 年限
scale = 1
files = ../tables/term.csv

[register grants]
title = 奖补台账
files = ../registers/grants.csv
covers = 2017..2018

[field grants.paid]
title = 拨付日
type = date

[field grants.founded]
title = 成立日
type = date
optional = yes

[field grants.amount]
title = 金额
type = decimal
scale = 2
unit = 万元
optional = yes

[field grants.county]
title = 区划代码
type = region
optional = yes

[rule young]
register = grants
where = founded is null or years(founded, paid) <= param.term
title = 成立年限

[indicator grants]
title = 达到起点的奖补
from = grants
time = flow
where = amount >= param.floor
"""

FLOOR = """\
value,from,to,where,source
50000,2017,2017,,通知一
80000,2018-01,2018-06,,通知二
100000,2018-07-01,,,通知三
20000,2018,,410922,西县办法
"""

TERM = "value,from,to,where\n2.5,,,\n"

GRANTS = """\
拨付日,成立日,金额,区划代码
2017-02-01,,4.99,410902
2017-02-01,2014-01-31,5.00,410902
2017-12-31,2015-01-01,5.01,410922
2018-06-30,,8.00,410902
2018-07-01,,8.00,410902
2018-07-01,,10.00,410902
2018-07-01,,2.00,410922
2018-07-01,,1.99,410922
2018-07-01,,9.00,410900
2018-07-01,,,410902
"""


class Office(cli.Test):
	def setUp(self):
		super().setUp()
		self.office()

	def office(self, area=AREA, floor=FLOOR, term=TERM, grants=GRANTS):
		self.w.write("areas/grants.ini", area)
		self.w.write("tables/floor.csv", floor)
		self.w.write("tables/term.csv", term)
		self.w.write("registers/grants.csv", grants)

	def run_all(self):
		return self.ends(0, self.w.tally("run", "grants"))

	def refused(self, *said):
		return self.ends(2, self.w.tally("check", "grants"), "", list(said))


class InConditions(Office):
	def test_by_date_and_region(self):
		"""8.00万元 is 80000元: enough until June, not from July; the western county has a floor of its own from 2018 on."""
		self.run_all()
		found = {(region, period): self.w.value("grants.grants", period, region=region)
			for region in ("410900", "410902", "410922") for period in ("2017", "2018")}
		self.assertEqual({("410900", "2017"): "2", ("410902", "2017"): "1", ("410922", "2017"): "1", ("410900", "2018"): "3",
			("410902", "2018"): "2", ("410922", "2018"): "1"}, found)

	def test_in_a_rule(self):
		"""Two and a half years: three are too many, two are not."""
		ended = self.ends(0, self.w.tally("check", "grants", "--issues", self.w.folder / "issues.csv"))
		self.assertIn("grants", ended.out)
		self.assertEqual(1, self.w.read("issues.csv").count("young"))

	def test_nothing_valid_is_nothing_met(self):
		self.office(floor="value,from,to,where\n0,2018-07-01,2018-07-01,410902\n")
		self.run_all()
		self.assertIsNone(self.w.value("grants.grants", "2017"))
		self.assertEqual("2", self.w.value("grants.grants", "2018"))


BUDGET = """
[parameter quota]
title = 人均额度
unit = 元
scale = 2
files = ../tables/quota.csv

[indicator paid]
title = 奖补金额
unit = 万元
decimals = 2
from = grants
measure = sum
of = amount
time = flow

[indicator over]
title = 超出额度
unit = 万元
decimals = 4
formula = paid - param.quota * 3 / 10000

[indicator share]
title = 占额度
unit = %
decimals = 2
formula = paid / param.quota * 100
"""


class InFormulas(Office):
	def setUp(self):
		super().setUp()
		self.office(area=AREA + BUDGET)
		self.w.write("tables/quota.csv", "value,from,to,where\n0.5,2017,2018-06-30,\n20000.25,2018-12-31,,410900\n40000,2018-12-31,,410902\n")

	def test_on_the_last_day_for_the_region_of_the_cell(self):
		"""2018: 26.00 in the eastern county, 3.99 in the western, 9.00 of the city itself; 3 × 20000.25 元 is 6.000075万元."""
		self.run_all()
		self.assertEqual(["38.99", "26", "3.99"], [self.w.value("grants.paid", region=region) for region in ("410900", "410902", "410922")])
		self.assertEqual("32.989925", self.w.value("grants.over"))
		self.assertEqual("14", self.w.value("grants.over", region="410902"))
		self.assertEqual("-2.010075", self.w.value("grants.over", region="410922"))

	def test_none_valid_is_no_value_and_says_why(self):
		self.w.write("tables/quota.csv", "value,from,to,where\n1,2018,,410922\n")
		self.run_all()
		self.assertIsNone(self.w.value("grants.over"))
		self.ends(0, self.w.tally("summary", "--indicator", "grants.over", "--period", "2018"), "no valid parameter")

	def test_what_makes_no_sense(self):
		for said, why in (("paid - param.quota", "bring them to one unit"), ("prev(param.quota)", "is a parameter: it has no parts"),
				("paid / param.quota[kind=a]", "is a parameter: it has no parts"), ("paid / param.quotas", "did you mean 'param.quota'?")):
			self.office(area=AREA + BUDGET.replace("paid / param.quota * 100", said))
			self.refused("grants.ini", why)


class Explained(Office):
	"""Which values held, and no others; where the day of the record is not that of the period, every one that may have."""

	def told(self, *words):
		ended = self.ends(0, self.w.tally("explain", *words, "--format", "json"))
		return [(row["name"], row["value"], row["region"], row["first_day"], row["last_day"], row["line"]) for row in json.loads(ended.out)["parameters"]]

	def test_of_a_condition(self):
		self.run_all()
		west, early, late = ("floor", 20000, "410922", "2018-01-01", None, 5), ("floor", 80000, None, "2018-01-01", "2018-06-30", 3), \
			("floor", 100000, None, "2018-07-01", None, 4)
		self.assertEqual([early, late, west], self.told("grants"))
		self.assertEqual([early, late], self.told("grants", "--region", "410902"))
		self.assertEqual([west], self.told("grants", "--region", "410922"))
		self.assertEqual([("floor", 50000, None, "2017-01-01", "2017-12-31", 2)], self.told("grants", "--period", "2017"))
		self.ends(0, self.w.tally("explain", "grants", "--region", "410922"),
			"parameter      奖补起点 (param.grants.floor): 20000 元, 2018-01-01 to ..., 西县 (西县办法; tables/floor.csv:5)\n")

	def test_of_another_day_of_the_record(self):
		"""Placed by the day of founding, and held against the floor of the day of payment."""
		self.office(area=AREA.replace("time = flow\n", "time = flow\nwhen = founded\n").replace("[register grants]", "[register grants]\ndate = paid"))
		self.run_all()
		self.assertEqual([2, 3, 4, 5], [row[5] for row in self.told("grants", "--period", "2017")])

	def test_of_a_formula(self):
		self.office(area=AREA + BUDGET)
		self.w.write("tables/quota.csv", "value,from,to,where\n0.5,2017,2018-06-30,\n20000.25,2018-12-31,,410900\n40000,2018-12-31,,410902\n")
		self.run_all()
		self.assertEqual([("quota", 20000.25, "410900", "2018-12-31", None, 3)], self.told("over"))
		self.assertEqual([("quota", 40000.00, "410902", "2018-12-31", None, 4)], self.told("over", "--region", "410902"))
		self.assertEqual([("quota", 0.5, None, "2017-01-01", "2018-06-30", 2)], self.told("over", "--period", "2017"))
		ended = self.ends(0, self.w.tally("explain", "over"), "in titles        奖补金额 - 人均额度 × 3 ÷ 10000\n")
		self.assertNotIn("not in the store", ended.out)

	def test_breaks(self):
		self.w.change("areas/grants.ini", "where = amount >= param.floor", "breaks = 2018, 2020Q3")
		self.run_all()
		ended = self.ends(0, self.w.tally("explain", "grants"), "breaks         a new series begins with 2018, 2020Q3\n")
		ended = self.ends(0, self.w.tally("explain", "grants", "--format", "json"))
		self.assertEqual(["2018", "2020Q3"], json.loads(ended.out)["breaks"])


class Refused(Office):
	def condition(self, said):
		self.office(area=AREA.replace("amount >= param.floor", said))

	def test_conditions(self):
		for said, why in (("amount >= param.flor", "unknown parameter: 'param.flor'; did you mean 'param.floor'?"),
				("amount >= param.market.floor", "unknown parameter: 'param.market.floor'"),
				("paid >= param.floor", "'paid' holds dates, and a parameter is a number"),
				("amount >= param.term", "they cannot be compared"), ("amount in param.floor, 5", "compare with each by itself"),
				("param.floor <= amount", "write the field on the left"), ("years(founded, paid) > param.floor", "years() counts years")):
			self.condition(said)
			self.refused("areas/grants.ini", why)

	def test_tables(self):
		for rows, why in (("5,2018,,\n6,2018-03,2018-04,", "floor.csv:3: parameter floor: two values on 2018-03-01 (everywhere): here and in "),
				("5,2018,,410902\n6,,2018-01-01,410902", "two values on 2018-01-01 (410902)"), ("5,2018,2017,", "lies before the day"),
				("5.5,2018,,", "more digits"), ("x,2018,,", "no number"), ("5,18,,", "from: '18': no day"), ("5,2018,,410901", "no such region"),
				("5,2018,,410900.rest", "no such region")):
			self.office(floor="value,from,to,where\n" + rows + "\n")
			self.refused("floor.csv:", why)

	def test_a_table_that_is_not_there_and_a_parameter_without_one(self):
		self.office(area=AREA.replace("floor.csv", "none.csv"))
		self.refused("areas/grants.ini:", "none.csv")
		self.office(area=AREA.replace("files = ../tables/floor.csv\n", ""))
		self.refused("parameter 'param.floor' has no values", "[parameter floor] of areas/grants.ini")

	def test_what_follows_is_no_overlap(self):
		"""The same day in two regions, and the day behind the last."""
		self.office(floor="value,from,to,where\n5,2018,2018,\n6,2019,,\n7,2018,,410900\n8,2018,,410902\n")
		self.run_all()


if __name__ == "__main__":
	cli.main()
