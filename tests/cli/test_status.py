"""`tally status`: who has delivered what, when, with how many faults; which file counts; what is missing. All data here is synthetic."""

import csv
import io
import json
import os

import workspace

REGIONS = """\
code,name,level,parent,kind,first_day,last_day,successor,alias,source
410000,样例省,province,,unit,,,,,synthetic
410900,样例市,prefecture,410000,unit,,,,,synthetic
410902,东区,county,410900,unit,,,,市区,synthetic
410922,西县,county,410900,unit,,,,,synthetic
410923,南县,county,410900,unit,2018-09-01,,,,synthetic
410971,开发区,county,410900,zone,,,,,synthetic
410990,新城,county,410900,overlay,,,,,synthetic
"""

GRANTS = """\
[area]
title = 补助

[register grants]
title = 补助台账
files = ../grants/*.csv
expect = county, month
due = 10
source = {region}_{period}*

[field grants.no]
title = 编号
type = text
key = yes

[field grants.paid]
title = 发放日期
type = date

[field grants.county]
title = 区划代码
type = region

[field grants.amount]
title = 金额
type = integer
unit = 元

[rule small]
register = grants
where = amount <= 100
title = 不超过一百元

[indicator grants]
title = 补助笔数
unit = 笔
from = grants
time = flow

[indicator paid]
title = 补助金额
unit = 元
from = grants
measure = sum
of = amount
time = flow

[indicator held]
title = 在册补助
unit = 笔
from = grants
time = stock

[indicator mean]
title = 笔均补助
unit = 元/笔
formula = paid / grants
"""

HEAD = "编号,发放日期,区划代码,金额\n"


class Delivering(workspace.Test):
	"""Four counties, one of them new in September; what they delivered of August to October."""

	def setUp(self):
		super().setUp()
		self.w.change("tally.ini", "periods = year\n", "periods = year, quarter, month\n")
		self.w.change("tally.ini", "through = 2018\n", "through = 2018-10\n")
		self.w.write("regions.csv", REGIONS)
		self.w.write("areas/grants.ini", GRANTS)
		for name in ("东区_201808_20180905", "东区_201809_20180905", "东区_201810_20181109", "西县_2018年9月_20181012",
				"410922_2018-10_20181108", "样例市开发区_2018.09_20181001", "南县_201809_20181010"):
			self.deliver(name)

	def deliver(self, name, rows=None, folder="grants"):
		"""A file with a record of its own, unless others are said; the name begins with the region, then the period."""
		region, when = name.split("_")[:2]
		code = {"东区": "410902", "西县": "410922", "样例市开发区": "410971", "开发区": "410971", "南县": "410923"}.get(region, region)
		month = when.replace("年", "").replace("月", "").replace("-", "").replace(".", "")
		day = "%s-%02d-03" % (month[:4], int(month[4:] or 1))
		text = HEAD + (rows if rows is not None else "%s-1,%s,%s,50\n" % (name, day, code))
		return self.w.write("%s/%s.csv" % (folder, name), text)

	def rows(self, *words):
		"""Of `tally status`."""
		ended = self.w.tally("status", "--format", "csv", *words)
		self.assertIn(ended.status, (0, 1), ended)
		return list(csv.DictReader(io.StringIO(ended.out)))

	def pairs(self, status, *words):
		return sorted((r["region"], r["period"]) for r in self.rows("--on", "2018-12-01", *words) if r["status"] == status)


class Status(Delivering):
	def test_who_has_delivered(self):
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("410922", "2018-08"), ("410923", "2018-10"), ("410971", "2018-08"), ("410971", "2018-10")],
			self.pairs("missing"))
		self.assertEqual([("410922", "2018-09")], self.pairs("late"))
		self.assertEqual([("410902", "2018-08"), ("410902", "2018-09"), ("410902", "2018-10"), ("410922", "2018-10"),
			("410923", "2018-09"), ("410971", "2018-09")], self.pairs("fine"))
		late = self.rows("--on", "2018-12-01")[4]
		self.assertEqual(("late", "2018-10-10", "2018-10-12", "2", "1", "0", "0", "grants/西县_2018年9月_20181012.csv"),
			tuple(late[k] for k in ("status", "due", "delivered", "days_late", "records", "errors", "warnings", "file")))
		ended = self.ends(1, self.w.tally("status", "--on", "2018-12-01"),
			"7 of 11 expected deliveries are there; not delivered: 4; late: 1\n")
		self.assertLess(ended.out.index("not delivered"), ended.out.index("fine"))

	def test_before_it_is_due(self):
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("410923", "2018-10"), ("410971", "2018-10")],
			sorted((r["region"], r["period"]) for r in self.rows("--on", "2018-11-10") if r["status"] == "awaited"))
		self.ends(0, self.w.tally("status", "--on", "2018-11-10", "--period", "2018-10"), "2 of 4 expected deliveries are there; "
			"not due yet: 2\n")
		self.ends(1, self.w.tally("status", "--on", "2018-11-11", "--period", "2018-10"), "not delivered: 2\n")

	def test_on_a_sheet(self):
		self.ends(0, self.w.tally("run"))
		self.ends(1, self.w.tally("status", "--on", "2018-12-01", "--output", self.w.folder / "status.xlsx"), "")
		self.assertEqual(b"PK", (self.w.folder / "status.xlsx").read_bytes()[:2])
		self.ends(0, self.w.tally("list", "grants.held", "--at", "2018-10", "--output", self.w.folder / "held.xlsx"), "")
		self.assertEqual(b"PK", (self.w.folder / "held.xlsx").read_bytes()[:2])

	def test_one_region_one_register(self):
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("410922", "2018-08")], self.pairs("missing", "--region", "西县"))
		self.assertEqual(4, len(self.pairs("missing", "grants.grants")))
		self.ends(2, self.w.tally("status", "grants.grant"), err="unknown register 'grants.grant'; did you mean 'grants.grants'?")
		self.ends(2, self.w.tally("status", "--on", "soon"), err="--on: 'soon' is no day")
		self.ends(0, self.w.tally("status", "market"), err="no delivery is expected here")

	def test_the_newest_counts(self):
		self.deliver("东区_201810_20181115", "n1,2018-10-05,410902,7\n")
		self.deliver("东区_201810", "n2,2018-10-05,410902,900\n")
		ended = self.ends(0, self.w.tally("run"))
		self.assertIn("grants/东区_201810.csv was not read: grants/东区_201810_20181115.csv is newer and counts", ended.err)
		self.assertIn("grants/东区_201810_20181109.csv was not read", ended.err)
		self.assertEqual("7", self.w.value("grants.paid", "2018-10", region="410902"))
		rows = {r["file"]: r for r in self.rows("--on", "2018-12-01", "--region", "410902", "--period", "2018-10")}
		self.assertEqual("older", rows["grants/东区_201810_20181109.csv"]["status"])
		self.assertIn("20181115.csv is newer", rows["grants/东区_201810_20181109.csv"]["note"])
		# what was mended later came in time, by its first file
		self.assertEqual(("fine", ""), tuple(rows["grants/东区_201810_20181115.csv"][k] for k in ("status", "days_late")))

	def test_equally_new(self):
		self.deliver("东区_2018-10_20181109", "")
		ended = self.ends(1, self.w.tally("run"))
		for text in ("several files for 东区 2018-10", "grants/东区_2018-10_20181109.csv", "grants/东区_201810_20181109.csv"):
			self.assertIn(text, ended.err)

	def test_names_that_are_not_understood(self):
		for name, why in (("北县_201810", "'北县' in its name is no region"), ("东区_2018", "its name says 2018, which is no month"),
				("东区_十月", "has no period where"), ("说明", "is not of the form '{region}_{period}*'")):
			self.w.write("grants/%s.csv" % name, HEAD)
			ended = self.ends(1, self.w.tally("run"), err="grants/%s.csv was not read" % name)
			self.assertIn(why, ended.err)
			os.remove(self.w.folder / ("grants/%s.csv" % name))
		self.w.write("grants/说明.csv", HEAD)
		self.w.tally("run")
		unread = [r for r in self.rows("--on", "2018-12-01") if r["status"] == "not understood"]
		self.assertEqual([("grants/说明.csv", "", "")], [(r["file"], r["region"], r["period"]) for r in unread])
		self.ends(1, self.w.tally("status", "--on", "2018-11-10"), "not understood: 1")

	def test_faults_are_counted(self):
		self.deliver("东区_201810_20181109", "a,2018-10-05,410902,500\nb,2018-10-06,410902,x\nc,2018-10-07,410902,5\n")
		self.ends(1, self.w.tally("run"))
		row = [r for r in self.rows("--on", "2018-11-09") if r["status"] == "faults"]
		self.assertEqual([("2", "1", "1")], [(r["records"], r["errors"], r["warnings"]) for r in row])

	def test_records_of_another_region(self):
		self.deliver("东区_201810_20181109", "a,2018-10-05,410902,5\nb,2018-10-06,410922,5\n")
		ended = self.ends(0, self.w.tally("run"))
		self.assertIn("lies outside the region that the file is delivered for by its name", ended.err)
		self.assertEqual("1", [r["warnings"] for r in self.rows("--on", "2018-11-09") if r["status"] == "faults"][0])
		self.w.change("areas/grants.ini", "title = 补助\n\n", "title = 补助\nseverity.delivery = error\n\n")
		self.ends(1, self.w.tally("run"))
		self.assertEqual(1, len(self.w.query("select * from issue where rule = 'delivery' and severity = 1")))

	def test_nobody_has_delivered(self):
		for path in (self.w.folder / "grants").iterdir():
			path.unlink()
		self.ends(1, self.w.tally("run"))
		self.assertEqual([("410902", "2018-10"), ("410922", "2018-10"), ("410923", "2018-10"), ("410971", "2018-10")],
			self.pairs("missing"))

	def test_by_coverage(self):
		self.w.change("areas/grants.ini", "expect = county, month\n", "expect = 410902, 西县, quarter\ncovers = 2018..2018Q2\n")
		self.w.tally("run")
		self.assertEqual([("410902", "2018Q1"), ("410902", "2018Q2"), ("410922", "2018Q1"), ("410922", "2018Q2")],
			self.pairs("missing"))

	def test_date_of_the_file(self):
		path = self.deliver("410923_201810")
		os.utime(path, (1541865600, 1541865600)) # 2018-11-10 16:00 UTC
		self.ends(0, self.w.tally("run"))
		for zone, day, late in (("UTC", "2018-11-10", ""), ("CST-8", "2018-11-11", "1")):
			ended = self.w.tally("status", "--format", "json", "--on", "2018-12-01", "--region", "410923", "--period", "2018-10",
				env=workspace.environment(TZ=zone))
			row = json.loads(ended.out)[0]
			self.assertEqual((day, late), (row["delivered"], str(row["days_late"] or "")))

	def test_records_tell(self):
		self.w.change("areas/grants.ini", "source = {region}_{period}*\n", "")
		for path in (self.w.folder / "grants").iterdir():
			path.unlink()
		self.w.write("grants/all.csv", HEAD + "a,2018-09-05,410902,5\nb,2018-09-06,410902,5\nc,2018-10-07,410922,5\n"
			"d,2018-10-07,410900,5\n")
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("410902", "2018-10"), ("410922", "2018-09"), ("410923", "2018-09"), ("410923", "2018-10"),
			("410971", "2018-09"), ("410971", "2018-10")], self.pairs("missing"))
		there = {(r["region"], r["period"]): r["records"] for r in self.rows("--on", "2018-12-01") if r["file"]}
		self.assertEqual({("410902", "2018-09"): "2", ("410922", "2018-10"): "1"}, there)

	def test_folders_in_the_pattern(self):
		self.w.change("areas/grants.ini", "files = ../grants/*.csv", "files = ../grants/*/*.csv")
		self.w.change("areas/grants.ini", "{region}_{period}*", "{period}/{region}*")
		self.w.write("grants/2018年10月/东区台账.csv", HEAD + "a,2018-10-05,410902,5\n")
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("410902", "2018-10")], [(r["region"], r["period"]) for r in self.rows() if r["file"]])

	def test_what_is_said_wrongly(self):
		for old, new, err in (
				("county, month", "county", "expect: 'county' is not allowed; who delivers, then year, half, quarter or month"),
				("county, month", "town, month", "expect: 'town' is no level of regions within the scope"),
				("county, month", "410000, month", "region '410000' lies outside the scope of register 'grants'"),
				("{region}_{period}*", "{region}*", "source: '{region}*' needs {period} once"),
				("due = 10", "due = 32", "due"),
				("expect = county, month\n", "", "due: goes with expect")):
			self.w.write("areas/grants.ini", GRANTS.replace(old, new))
			self.ends(2, self.w.tally("run"), err=err)

	def test_as_the_store_was(self):
		self.ends(0, self.w.tally("run"))
		self.deliver("南县_201810")
		self.ends(0, self.w.tally("run"))
		was = self.w.query("select count(*) from delivery_history where state = 0 and last_run = 1")
		self.assertEqual([(1,)], was)


class Incomplete(Delivering):
	"""Sums that lack a delivery say so wherever they are shown; a region without its delivery has no 0."""

	def setUp(self):
		super().setUp()
		self.ends(0, self.w.tally("run"))

	def csv(self, *words):
		return list(csv.DictReader(io.StringIO(self.w.tally(*words, "--format", "csv").out)))

	def summary(self, *words):
		rows = self.csv("summary", "--area", "grants", *words)
		return {(r["indicator"].split(".")[1], r["region"]): (r["value"], r["delivered"]) for r in rows}

	def test_summary(self):
		city = self.summary("--period", "2018-10")
		self.assertEqual(("2", "2/4"), city["grants", "410900"])
		self.assertEqual(("50", "2/4"), city["mean", "410900"])
		# what is in force rests on everything that came before, too
		self.assertEqual(("7", "7/11"), city["held", "410900"])
		self.assertEqual(("4", ""), self.summary("--period", "2018-09")["grants", "410900"])
		self.assertEqual(("6", "6/8"), self.summary("--period", "2018-09..2018-10")["grants", "410900"])
		by = self.summary("--period", "2018-10", "--by", "region")
		self.assertEqual(("1", ""), by["grants", "410902"])
		self.assertEqual(("", ""), by["grants", "410971"])
		self.assertEqual(("2", "2/3"), by["held", "410922"])
		ended = self.w.tally("summary", "--area", "grants", "--period", "2018-10", "--by", "region")
		for text in ("incomplete 2/4", "not delivered", "incomplete n/m: of m deliveries that are expected n are there"):
			self.assertIn(text, ended.out)
		self.assertNotIn("incomplete", self.w.tally("summary", "--area", "grants", "--indicator", "grants.grants", "--period", "2018-09").out)

	def test_nothing_delivered_is_no_zero(self):
		self.assertEqual([], self.w.query("select * from figure where region = '410971' and period = '2018-10' and indicator = 'grants.grants'"))
		ended = self.w.tally("explain", "grants.grants", "--region", "410971", "--period", "2018-10")
		self.assertIn("no value: not delivered", ended.out)
		self.assertIn("开发区 2018-10", ended.out)
		# the quarter has its September, and lacks nothing but July, which nobody is asked for, and August
		ended = self.w.tally("explain", "grants.grants", "--region", "410971", "--period", "2018Q3")
		self.assertIn("1 笔 (register), incomplete 1/2", ended.out)

	def test_a_region_that_took_over_another(self):
		self.w.write("regions.csv", self.w.read("regions.csv") + "410924,老县,county,410900,unit,,2018-08-31,410923,,synthetic\n")
		self.ends(0, self.w.tally("run"))
		self.assertIn(("410924", "2018-08"), self.pairs("missing"))
		self.assertEqual(("1", "1/3"), self.summary("--period", "2018-10", "--by", "region")["held", "410923"])
		self.assertEqual(("7", "7/12"), self.summary("--period", "2018-10")["held", "410900"])
		self.assertEqual(("1", ""), self.summary("--period", "2018-09", "--by", "region")["grants", "410923"])
		ended = self.w.tally("explain", "grants.held", "--region", "410923", "--period", "2018-10")
		self.assertIn("老县 2018-08", ended.out)

	def test_pivot_and_show(self):
		ended = self.w.tally("summary", "--indicator", "grants.grants", "--rows", "region", "--cols", "period", "--periods",
			"2018-08..2018-10")
		self.assertRegex(ended.out, "样例市 +1 \\(1/3\\) +4 +2 \\(2/4\\)")
		self.assertRegex(ended.out, "开发区 +not delivered +1 +not delivered")
		self.assertIn("(n/m): incomplete", ended.out)
		shown = self.csv("show", "grants.grants", "--periods", "2018-08..2018-10")
		self.assertEqual(["1/3", "", "2/4"], [r["delivered"] for r in shown])
		self.assertIn("incomplete 2/4", self.w.tally("show", "grants.grants", "--periods", "2018-08..2018-10").out)

	def test_export_and_explain(self):
		rows = {(r["indicator"], r["region"], r["period"]): r["delivered"] for r in self.csv("export", "--area", "grants")}
		self.assertEqual("2/4", rows["grants.grants", "410900", "2018-10"])
		self.assertEqual("2/4", rows["grants.mean", "410900", "2018-10"])
		self.assertEqual("", rows["grants.grants", "410900", "2018-09"])
		ended = self.w.tally("explain", "grants.mean", "--period", "2018-10")
		self.assertIn("50 元/笔 (register), incomplete 2/4", ended.out)
		ended = self.w.tally("explain", "grants.grants", "--period", "2018-10")
		self.assertIn("2 笔 (register), incomplete 2/4", ended.out)
		self.assertIn("南县 2018-10, 开发区 2018-10", ended.out)
		made = json.loads(self.w.tally("explain", "grants.grants", "--period", "2018-10", "--format", "json").out)
		self.assertEqual((2, 4), (made["delivered"], made["expected"]))

	def test_reconcile(self):
		self.w.write("areas/grants.ini", self.w.read("areas/grants.ini") + "\n[published]\nfiles = ../p.csv\n"
			"[tie few]\ntitle = 少\nleft = grants\nrelation = <=\nright = 3\n")
		self.w.write("p.csv", "ref,indicator,region,period,breakdown,stat,text\nP1,grants.grants,410900,2018-10,,value,4\n")
		self.w.tally("run")
		notes = {r["finding"]: r["note"] for r in self.csv("reconcile", "--area", "grants")}
		self.assertEqual("incomplete 2/4", notes["grants.P1"])
		self.assertTrue(notes["grants.few.410900.2018-10"].startswith("incomplete 2/4; "), notes)

	def test_where_nothing_is_expected(self):
		self.assertNotIn("incomplete", self.w.tally("summary", "--area", "market").out)
		self.assertEqual({""}, {r["delivered"] for r in self.csv("export", "--area", "market")})

	def test_as_of(self):
		for name in ("南县_201810", "开发区_201810", "开发区_201808", "西县_201808"):
			self.deliver(name)
		self.ends(0, self.w.tally("run"))
		self.assertEqual(("4", ""), self.summary("--period", "2018-10")["grants", "410900"])
		self.assertEqual(("2", "2/4"), self.summary("--period", "2018-10", "--as-of", "1")["grants", "410900"])


workspace.main()
