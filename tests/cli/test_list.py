"""`tally list`: the very names behind a figure, in periods that are computed and in those to come. All data here is synthetic."""

import csv
import io
import json

import workspace

AREA = """\
[area]
title = 资质

[register holders]
title = 资质台账
files = ../registers/holders.csv
covers = 2017..

[field holders.no]
title = 证书编号
type = text
key = yes

[field holders.firm]
title = 企业
type = text

[field holders.level]
title = 级别
type = code
codes = provincial:省级 | municipal:市级

[field holders.granted]
title = 发证日期
type = date

[field holders.until]
title = 有效期至
type = date
optional = yes

[field holders.county]
title = 区划代码
type = region

[field holders.phone]
title = 电话
type = text
optional = yes
private = yes

[field holders.note]
title = 备注
type = text
optional = yes

[indicator certificates]
title = 有效证书
unit = 件
from = holders
time = stock
when = granted
until = until
by = level

[indicator firms]
title = 持证企业
unit = 家
from = holders
measure = distinct
of = firm
time = stock
when = granted
until = until

[indicator granted]
title = 发证数
unit = 件
from = holders
time = flow
when = granted

[indicator per_firm]
title = 每家证书
unit = 件/家
formula = certificates / firms
"""

HOLDERS = """\
证书编号,企业,级别,发证日期,有效期至,区划代码,电话,备注
c1,甲厂,省级,2017-03-01,2019-02-28,410902,139,
c2,乙厂,市级,2017-05-01,2019-03-31,410902,138,
c3,乙厂,省级,2018-02-01,2020-12-31,410902,138,换证
c4,丙厂,市级,2018-06-01,2018-12-31,410922,137,
c5,丁厂,市级,2019-02-01,,410922,136,新
c6,戊厂,市级,2019-01-10,2019-03-01,410922,135,
"""


class List(workspace.Test):
	def setUp(self):
		super().setUp()
		self.w.write("areas/cert.ini", AREA)
		self.w.write("registers/holders.csv", HOLDERS)
		self.ends(0, self.w.tally("run"))

	def names(self, *words, column="no"):
		ended = self.ends(0, self.w.tally("list", *words, "--format", "csv"))
		return [row[column] for row in csv.DictReader(io.StringIO(ended.out))]

	def test_who_is_there(self):
		self.assertEqual(["c1", "c2", "c3", "c4"], self.names("cert.certificates", "--at", "2018"))
		self.assertEqual(["c1", "c2", "c3"], self.names("cert.certificates", "--at", "2018", "--region", "东区"))
		self.assertEqual(["c1", "c3"], self.names("cert.certificates", "--at", "2018", "--breakdown", "level=provincial"))
		self.assertEqual(["c1", "c2"], self.names("cert.certificates", "--at", "2017"))
		self.assertEqual(["c3", "c4"], self.names("cert.granted", "--at", "2018"))
		# periods that are not computed, and those behind the last complete one
		self.assertEqual(["c1", "c2", "c3"], self.names("cert.certificates", "--at", "2018Q1"))
		self.assertEqual(["c2", "c3", "c5"], self.names("cert.certificates", "--at", "2019Q1"))
		self.assertEqual(["c5"], self.names("cert.certificates", "--at", "2021"))

	def test_who_lapses_in_the_next_three_months(self):
		self.assertEqual(["c4", "c1"], self.names("cert.certificates", "--leaving", "2019Q1"))
		self.assertEqual(["2018-12-31", "2019-02-28"], self.names("cert.certificates", "--leaving", "2019-01..2019-03", column="last_day"))
		self.assertEqual(["c1", "c6"], self.names("cert.certificates", "--leaving", "2019-03"))
		self.assertEqual(["c5"], self.names("cert.certificates", "--entering", "2019Q1"))
		self.assertEqual(["c6", "c5"], self.names("cert.certificates", "--entering", "2019-01..2019-02"))
		ended = self.ends(0, self.w.tally("list", "certificates", "--leaving", "2019Q1"), [
			"有效证书, 样例市 (410900), 2019Q1 [cert.certificates]: who leaves", "names: 2",
			"the last complete period is 2018: what lies behind it is as the register says today"], "")
		self.assertIn("证书编号", ended.out)

	def test_entities_are_named_once(self):
		self.assertEqual(["甲厂", "乙厂", "丙厂"], self.names("cert.firms", "--at", "2018", column="firm"))
		self.assertEqual(["2017-05-01"], self.names("cert.firms", "--at", "2018", column="first_day")[1:2])
		# 乙厂 keeps one certificate, so it does not leave
		self.assertEqual(["丙厂", "甲厂"], self.names("cert.firms", "--leaving", "2019", column="firm"))

	def test_as_many_as_the_figure(self):
		for indicator in ("certificates", "firms", "granted"):
			for region in ("410900", "410902", "410922"):
				for year in ("2017", "2018"):
					value = int(self.w.value("cert." + indicator, year, region=region) or 0)
					self.assertEqual(value, len(self.names("cert." + indicator, "--at", year, "--region", region)))
		entries, exits = self.w.query("select entries, exits from figure where indicator = 'cert.certificates' and region = '410900' "
			"and period = '2018' and breakdown = ''")[0]
		self.assertEqual(entries, len(self.names("cert.certificates", "--entering", "2018")))
		self.assertEqual(exits, len(self.names("cert.certificates", "--leaving", "2018")))

	def test_columns(self):
		rows = list(csv.DictReader(io.StringIO(self.w.tally("list", "cert.certificates", "--at", "2018", "--format", "csv").out)))
		self.assertEqual(["no", "firm", "level", "granted", "until", "county", "phone", "note", "first_day", "last_day", "file", "line"],
			list(rows[0]))
		self.assertEqual(("provincial", "410902", "registers/holders.csv", "2"),
			tuple(rows[0][k] for k in ("level", "county", "file", "line")))
		self.assertEqual({"***"}, {row["phone"] for row in rows})
		self.assertNotIn("***", self.names("cert.certificates", "--at", "2018", "--private", column="phone"))
		ended = self.ends(0, self.w.tally("list", "cert.certificates", "--at", "2018", "--columns", "firm,last_day,level"))
		self.assertRegex(ended.out, "企业 +last day +级别\n-+\n甲厂 +2019-02-28 +省级\n")
		self.ends(2, self.w.tally("list", "cert.certificates", "--at", "2018", "--columns", "firms"),
			err="--columns: unknown column 'firms'; did you mean 'firm'?")
		made = json.loads(self.w.tally("list", "cert.certificates", "--at", "2021", "--format", "json").out)
		self.assertEqual([("丁厂", None, 6)], [(row["firm"], row["last_day"], row["line"]) for row in made])

	def test_what_is_no_list(self):
		self.ends(2, self.w.tally("list", "cert.certificates"), err="say one of --at PERIOD, --entering PERIOD, --leaving PERIOD")
		self.ends(2, self.w.tally("list", "cert.certificates", "--at", "2018", "--leaving", "2019"), err="say one of")
		self.ends(2, self.w.tally("list", "cert.certificates", "--at", "soon"), err="period: 'soon'")
		self.ends(2, self.w.tally("list", "cert.granted", "--leaving", "2018"), err="is counted in its period: nothing of it enters or leaves")
		self.ends(2, self.w.tally("list", "cert.per_firm", "--at", "2018"), err="is a formula")
		self.ends(2, self.w.tally("list", "people.population", "--at", "2018"), err="is given, not counted")
		self.ends(2, self.w.tally("list", "cert.certificate", "--at", "2018"), err="did you mean 'cert.certificates'?")

	def test_a_source_that_changed(self):
		self.assertEqual("", self.w.tally("list", "cert.certificates", "--at", "2018").err)
		self.w.write("registers/holders.csv", HOLDERS + "c7,己厂,市级,2018-07-01,,410922,,\n")
		ended = self.ends(0, self.w.tally("list", "cert.certificates", "--at", "2018"), "己厂",
			"registers/holders.csv has changed since the run: these are its records as they are now")
		self.assertIn("names: 5", ended.out)


workspace.main()
