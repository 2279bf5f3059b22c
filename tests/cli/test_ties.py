"""[tie] and [accept]: relations between figures, and differences that somebody answers for. All data here is synthetic."""

import json

import workspace as cli

HEAD = "ref,indicator,region,period,breakdown,stat,text,unit,qualifier,low,high,edition,date,source,growth"
TARGETS = "ref,indicator,region,period,breakdown,quantity,compare,value,unit,text,qualifier"
LOANS = """\
[area]
title = 样例

[indicator a]
title = 甲
unit = 项
from = given
time = stock

[indicator b]
title = 乙
unit = 项
from = given
time = stock

[indicator money]
title = 金额
unit = 万元
from = given
time = flow

[published]
files = ../statements/loans-published.csv

[targets]
files = ../statements/loans-targets.csv
"""


class Office(cli.Test):
	def setUp(self):
		super().setUp()
		self.w.write("statements/market-published.csv", HEAD + "\n")
		self.w.write("statements/market-targets.csv", TARGETS + "\n")
		self.say()
		self.plan()

	def say(self, *rows):
		"""a=7|以上"""
		lines = [HEAD]
		for number, row in enumerate(rows):
			name, text = row.split("=")
			text, _, qualifier = text.partition("|")
			name, _, period = name.partition("@")
			lines.append("P%d,loans.%s,410900,%s,,value,%s,项,%s,,,2018,2019-02,synthetic," % (number, name, period or "2018", text, qualifier))
		self.w.write("statements/loans-published.csv", "\n".join(lines) + "\n")

	def plan(self, *rows):
		self.w.write("statements/loans-targets.csv", "\n".join([TARGETS, *rows]) + "\n")

	def tie(self, more="", **said):
		text = "".join("%s = %s\n" % (key, value) for key, value in said.items())
		self.w.write("areas/loans.ini", LOANS + "\n[tie t]\n" + text + more)

	def run_ties(self, status=0, *words):
		self.ends(0, self.w.tally("run"))
		ended = self.w.tally("reconcile", "--format", "json", *words)
		self.assertEqual(status, ended.status, ended)
		return {row["finding"]: row for row in json.loads(ended.out, parse_float=str, parse_int=str) if row["stat"] == "tie"}

	def one(self, status=0):
		rows = self.run_ties(status)
		self.assertEqual(1, len(rows), rows)
		return next(iter(rows.values()))


class Ties(Office):
	def test_bounds_travel(self):
		self.say("a=7", "b=5|以上")
		for relation, right, expected in (("=", "12", ("within", None)), ("=", "11", ("different", "1")), (">=", "12", ("exact", None)),
				(">", "12", ("within", None)), ("<", "12", ("different", "0")), ("<=", "12.5", ("within", None))):
			self.tie(left="a + b", relation=relation, right=right, on="published")
			row = self.one(1 if expected[0] == "different" else 0)
			self.assertEqual(expected, (row["verdict"], row["distance"]), (relation, right))
			self.assertEqual("7 + (>= 5) = >= 12", row["printed"])

	def test_tolerance(self):
		self.say("a=7", "b=9")
		for tolerance, expected in (("rounding", "different"), ("1.99", "different"), ("2", "within"), ("exact", "different")):
			self.tie(left="a", right="b", tolerance=tolerance)
			self.assertEqual(expected, self.one(1 if expected == "different" else 0)["verdict"], tolerance)
		self.say("a=7", "b=5|以上")
		for tolerance, expected in (("rounding", "within"), ("exact", "different")):
			self.tie(left="a", right="b", tolerance=tolerance)
			self.assertEqual(expected, self.one(1 if expected == "different" else 0)["verdict"], tolerance)

	def test_targets(self):
		self.say("a=10", "b=3")
		self.plan("T1,loans.a,410900,2019,,net,>=,2,项,2,以上", "T2,loans.b,410900,2019,,level,=,15,项,15,")
		self.tie(left="b", right="last_year(b) + net(b)", on="targets")
		self.assertEqual("exact", self.one()["verdict"])
		self.tie(left="b", right="a + net(a) + last_year(b)", on="targets")
		row = self.one(1)
		self.assertEqual(("different", "2", "15", "= (>= 12) + (>= 2) + 3 = >= 17"),
			(row["verdict"], row["distance"], row["printed"], row["other"]))

	def test_register_and_regions(self):
		self.tie(left="market.contracts[level=provincial] + market.contracts[level=municipal]", right="market.contracts", on="register",
			regions="all", tolerance="exact")
		self.assertEqual({"loans.t.410900.2017": "exact", "loans.t.410900.2018": "exact"},
			{name: row["verdict"] for name, row in self.run_ties().items()})
		self.assertEqual({"loans.t.410902.2017": "exact", "loans.t.410902.2018": "exact"},
			{name: row["verdict"] for name, row in self.run_ties(0, "--region", "东区").items()})
		self.tie(left="market.contracts[level=provincial]", right="market.contracts", on="register", regions="children", message="查台账")
		rows = self.run_ties(1)
		self.assertEqual({("loans.t.410902.2018", "1"), ("loans.t.410922.2017", "1"), ("loans.t.410922.2018", "1")},
			{(name, row["distance"]) for name, row in rows.items() if row["verdict"] == "different"})
		self.assertIn("查台账", rows["loans.t.410922.2018"]["note"])

	def test_moves(self):
		self.tie(left="last_year(market.in_force) + entries(market.in_force) - exits(market.in_force)", right="market.in_force", on="register")
		self.assertEqual({"exact"}, {row["verdict"] for row in self.run_ties().values()})

	def test_severity(self):
		self.say("a=7", "b=9")
		self.tie(left="a", right="b", severity="warning")
		self.assertEqual("different", self.one(0)["verdict"])
		self.tie(left="a", right="b", severity="off")
		self.assertEqual({}, self.run_ties())

	def test_never_silent(self):
		"""A tie of which nothing can be said is told once."""
		self.tie(left="a", right="b")
		row = self.one()
		self.assertEqual(("loans.t.410900.2018", "unsaid"), (row["finding"], row["verdict"]))

	def test_refused(self):
		for said, message in (({"left": "a", "right": "money"}, "the left side is in 项 and the right side in 万元"),
				({"left": "a"}, "a tie needs both sides"), ({"left": "a", "right": "c"}, "no indicator 'loans.c'"),
				({"left": "1", "right": "2"}, "without an indicator"), ({"left": "a[level=x]", "right": "b"}, "'loans.a' has no part 'level=x'"),
				({"left": "a", "right": "b", "tolerance": "little"}, "tolerance: 'little': allowed: rounding, exact"),
				({"left": "a", "right": "b", "relation": "!="}, "relation"), ({"left": "a", "right": "nett(b)"}, "did you mean 'net'?")):
			self.tie(**said)
			self.ends(2, self.w.tally("run"), None, message)
		self.tie(left="a", right="b", more="\n[indicator c]\nformula = net(a)\nunit = 项\n")
		self.ends(2, self.w.tally("run"), None, "net() is for ties")


class Accepted(Office):
	def accept(self, *rows):
		self.say("a=7", "b=9")
		self.w.write("statements/accept.csv", "\n".join(["finding,reason,by,until", *rows]) + "\n")
		self.tie(left="a", right="b", more="\n[accept]\nfiles = ../statements/accept.csv\n")

	def test_accepted(self):
		for until, expected in (("", "accepted"), ("2018", "accepted"), ("2018-12-31", "accepted"), ("2018-12-30", "different"), ("2017", "different"),
				("2019-06", "accepted")):
			self.accept("loans.t.410900.2018,两份报告口径不同,统计科," + until)
			row = self.one(1 if expected == "different" else 0)
			self.assertEqual(expected, row["verdict"], until)
			self.assertEqual("2", row["distance"])
			self.assertIn("两份报告口径不同", row["note"])

	def test_of_nothing(self):
		self.accept("loans.t.410900.2018,x,y,", "loans.P9,x,y,", "loans.P0,x,y,")
		self.ends(0, self.w.tally("run"))
		ended = self.ends(0, self.w.tally("reconcile"), None, "statements/accept.csv:3: no finding 'loans.P9'")
		self.assertIn("statements/accept.csv:4: finding 'loans.P0' does not differ", ended.err)
		self.assertNotIn("no finding", self.w.tally("reconcile", "--area", "loans").err)

	def test_refused(self):
		for row, message in (("f,,y,", "reason, by"), (",x,y,", "no finding"), ("f,x,y,soon", "until: 'soon'"), ("f,x,y,\nf,x,y,", "accepted in statements/accept.csv:2")):
			self.accept(*row.split("\n"))
			self.ends(2, self.w.tally("run"), None, message)


PLACE = """\
[area]
title = 专利

[indicator applications]
title = 专利申请量
unit = 件
from = given
time = flow

[table year]
title = 专利申请表
files = ../statements/year.csv
period = 2018
label = 地区
column.now = 今年 > applications
column.before = 去年 > applications; period=2017
column.growth = 增长 > applications; growth
"""


class AnotherPlace(cli.Test):
	"""A printed table of counties, taken in by INI alone: its growth and its total are checked though no register stands behind them."""

	def test_table(self):
		self.w.write("areas/patents.ini", PLACE)
		self.w.write("statements/year.csv", "地区,今年,去年,增长\n合计,120,100,20%\n东区,70,50,42%\n西县,49,50,-2%\n")
		self.ends(0, self.w.tally("run"))
		ended = self.ends(1, self.w.tally("reconcile", "--area", "patents", "--format", "json"))
		rows = {row["finding"]: row for row in json.loads(ended.out)}
		verdicts = {name: row["verdict"] for name, row in rows.items() if row["verdict"] != "unsaid"}
		self.assertEqual({"patents.year.2018.total.growth.growth": "exact", "patents.year.2018.410902.growth.growth": "different",
			"patents.year.2018.410922.growth.growth": "exact", "patents.applications.regions_published.410900.2017": "exact",
			"patents.applications.regions_published.410900.2018": "different"}, verdicts)
		self.assertEqual("70 after 50; the printed growth fits no base: 49 gives 42.86 %, 50 gives 40 %, or a value of 71",
			rows["patents.year.2018.410902.growth.growth"]["note"])
		total = rows["patents.applications.regions_published.410900.2018"]
		self.assertEqual(("70 + 49 = 119", "= 120", 1), (total["printed"], total["other"], total["distance"]))


if __name__ == "__main__":
	cli.main()
