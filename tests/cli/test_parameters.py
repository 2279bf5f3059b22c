"""Parameters from the table to the figure: by date, by region, by unit; in conditions, rules and formulas; and what is refused."""

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


if __name__ == "__main__":
	cli.main()
