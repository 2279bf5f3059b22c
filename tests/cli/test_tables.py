"""[table NAME]: printed wide tables that become statements by INI alone, and tie with what is computed. The tables have the forms of
those that offices hand out (months by county, stacked groups, years by measure); every figure in them is synthetic."""

import csv
import io
import random

import sheets
import workspace

REGIONS = """\
code,name,level,parent,kind,first_day,last_day,successor,alias,source
410000,样例省,province,,unit,,,,,synthetic
410900,样例市,prefecture,410000,unit,,,,,synthetic
410902,武陵区,county,410900,unit,,,,,synthetic
410922,澧县,county,410900,unit,,,,,synthetic
410923,石门县,county,410900,unit,,,,,synthetic
410971,常德经开区,county,410900,zone,,,,开发区,synthetic
"""
COUNTIES = {"410902": "武陵区", "410922": "澧 县", "410923": "石门县", "410971": "常 德经开区"}
KINDS = {"invention": "发明", "utility": "实用新型", "design": "外观设计"}

IP_INI = """\
[area]
title = 知识产权

[register patents]
title = 专利台账
date = applied
files = ../registers/patents.csv
covers = 2017..

[field patents.application_no]
title = 申请号
type = text
key = yes
[field patents.kind]
title = 专利类型
type = code
codes = invention:发明 | utility:实用新型 | design:外观设计
[field patents.applicant]
title = 申请人类型
type = code
codes = firm:企业 | university:大专院校 | person:个人
[field patents.applied]
title = 申请日
type = date
[field patents.county]
title = 县区
type = region

[indicator applications]
title = 专利申请量
unit = 件
from = patents
time = flow
by = kind, applicant, kind*applicant
[indicator firms_share]
title = 企业申请占比
unit = %
decimals = 1
formula = applications[applicant=firm] / applications * 100
"""

MONTHLY = """
[table monthly]
title = 专利申请情况
files = ../tables/2018-*.csv
filename.period = ^([0-9]+-[0-9]+)
header = 3..4
rows = region
blank = zero
ignore = 序号
label = 地区
"""


def growth(now, before):
	return "-" if not before else "%.1f" % (100 * (now - before) / before)


class Tables(workspace.Test):
	def setUp(self):
		super().setUp()
		self.w.change("tally.ini", "periods = year\n", "periods = year, month\n")
		self.w.write("regions.csv", REGIONS)
		for name in ("areas/market.ini", "areas/people.ini"):
			(self.w.folder / name).unlink()
		self.w.write("areas/ip.ini", IP_INI)
		self.patents()

	def patents(self):
		"""A register of some hundred patents; the last county has none in 2017."""
		dice = random.Random(20181031)
		self.rows = []
		for number in range(400):
			year = dice.choice((2017, 2018))
			county = dice.choice(list(COUNTIES)[: 3 if year == 2017 else 4])
			self.rows.append((county, dice.choice(list(KINDS)), dice.choice(("firm", "university", "person")), year,
				dice.randint(1, 12)))
		lines = ["%05d,%s,%s,%d-%02d-15,%s" % (n, r[1], r[2], r[3], r[4], r[0]) for n, r in enumerate(self.rows)]
		self.w.write("registers/patents.csv", "申请号,专利类型,申请人类型,申请日,县区\n" + "\n".join(lines) + "\n")

	def count(self, county=None, kind=None, applicant=None, year=2018, first=1, last=12):
		return sum((county in (None, r[0])) and (kind in (None, r[1])) and (applicant in (None, r[2])) and r[3] == year and
			first <= r[4] <= last for r in self.rows)

	def monthly_columns(self):
		text = ""
		for kind, title in {"": "合计", **KINDS}.items():
			part, name = ("[kind=%s]" % kind if kind else ""), kind or "all"
			text += "column.%s_month = %s / 当月 > applications%s; month\n" % (name, title, part)
			text += "column.%s_to_date = %s / 累计 > applications%s; to_date\n" % (name, title, part)
			text += "column.%s_before = %s / 去年同期 > applications%s; to_date; last_year\n" % (name, title, part)
			text += "column.%s_growth = %s / 同比 > applications%s; to_date; growth\n" % (name, title, part)
		return text

	def monthly_table(self, month):
		"""As a county office prints it: blanks for nothing, spaces within names, a growth over nothing as a dash, notes below."""
		groups = {"合计": None, **{title: kind for kind, title in KINDS.items()}}
		lines = ["2018年%d月专利申请情况%s" % (month, "," * 17), "," * 15 + "单位：件,,",
			"序号,地 区," + ",".join(title + ",,," for title in groups), ",," + ",".join(["当月,累计,去年同期,同比（%）"] * len(groups))]
		for at, (code, name) in enumerate([*COUNTIES.items(), (None, "合 计")]):
			cells = []
			for kind in groups.values():
				now, before = (self.count(code, kind, None, year, 1, month) for year in (2018, 2017))
				cells += [self.count(code, kind, None, 2018, month, month) or "", now or "", before or "", growth(now, before)]
			lines.append(",".join(map(str, ["" if code is None else at + 1, name, *cells])))
		lines += ["注：空白为零。" + "," * 17, "填表人：甲,,,,,,2018年%d月5日%s" % (month + 1, "," * 11)]
		return "\n".join(lines) + "\n"

	def monthly(self):
		self.w.change("areas/ip.ini", "[indicator applications]", MONTHLY + self.monthly_columns() + "\n[indicator applications]")
		for month in (9, 10):
			self.w.write("tables/2018-%02d.csv" % month, self.monthly_table(month))

	def test_months_by_county_tie(self):
		self.monthly()
		self.ends(0, self.w.tally("run"), err="")
		ended = self.ends(0, self.w.tally("reconcile"), " 0 different")
		self.assertNotIn("cannot be said", ended.out.splitlines()[-1].replace("0 cannot be said", ""))
		statements = self.w.query("select count(*) from statement")[0][0]
		dashes = sum(not self.count(code, kind, None, 2017, 1, month) for month in (9, 10) for code in [*COUNTIES, None]
			for kind in (None, *KINDS))
		self.assertEqual(2 * 5 * 16 - dashes, statements)

	def test_a_cell_says_where_it_stands(self):
		self.monthly()
		self.ends(0, self.w.tally("run"))
		row = self.w.query("select file, ref, line, text, unit, source from statement where ref = ?",
			"monthly.2018-10.410922.invention_before")
		value = str(self.count("410922", "invention", None, 2017, 1, 10))
		self.assertEqual([("tables/2018-10.csv", "monthly.2018-10.410922.invention_before", 6, value, "件", "专利申请情况 I6")],
			[tuple(r) for r in self.sources(row)])

	def sources(self, rows):
		names = dict(self.w.query("select file, file from statement"))
		return [(names[r[0]], *r[1:]) for r in rows]

	def test_a_wrong_figure_is_found(self):
		self.monthly()
		text = self.monthly_table(10)
		line = next(l for l in text.splitlines() if "石门县" in l)
		cells = line.split(",")
		cells[3] = str(int(cells[3]) + 1)
		self.w.write("tables/2018-10.csv", text.replace(line, ",".join(cells)))
		self.ends(0, self.w.tally("run"))
		ended = self.ends(1, self.w.tally("reconcile"), "ip.monthly.2018-10.410923.all_to_date")
		self.assertEqual(1, sum("different" in l and "ip.monthly" in l for l in ended.out.splitlines()), ended)

	def test_blank_is_zero_or_null(self):
		self.monthly()
		self.w.change("areas/ip.ini", "blank = zero\n", "blank = null\n")
		self.ends(0, self.w.tally("run"))
		self.assertEqual([], self.w.query("select * from statement where text = '空白'"))
		blanks = self.w.query("select count(*) from statement")[0][0]
		self.w.change("areas/ip.ini", "blank = null\n", "blank = zero\n")
		self.ends(0, self.w.tally("run"))
		zeros = self.w.query("select count(*) from statement where text = '空白'")[0][0]
		self.assertGreater(zeros, 0)
		self.assertEqual(blanks + zeros, self.w.query("select count(*) from statement")[0][0])

	def table(self, options, text, file="tables/t.csv", name="t"):
		"""One more table of the area, its file `text`."""
		self.w.write("areas/ip.ini", IP_INI + "\n[table %s]\nfiles = ../%s\n%s" % (name, file, options))
		self.w.write(file, text)

	def stated(self):
		"""Statements as region, period, part, kind of statement, figure, text."""
		return sorted(self.w.query("select region, period, breakdown, stat, indicator, text from stated"))

	def reconciled(self, status=0, differ=0):
		self.ends(0, self.w.tally("run"), err="")
		ended = self.ends(status, self.w.tally("reconcile"))
		rows = [line for line in ended.out.splitlines() if line.startswith("ip.t.")]
		self.assertEqual(differ, sum(" different" in row for row in rows), ended)
		self.assertFalse(any("cannot be said" in row for row in rows), ended)
		return rows

	def test_a_workbook_is_as_good_as_csv(self):
		self.monthly()
		self.ends(0, self.w.tally("run"))
		plain = self.stated()
		self.w.change("areas/ip.ini", "files = ../tables/2018-*.csv", "files = ../tables/2018.xlsx\nsheet = *\nperiod = 2018")
		self.w.change("areas/ip.ini", "filename.period = ^([0-9]+-[0-9]+)", "filename.period = !(.*)$")
		books = {"%d月" % month: list(csv.reader(io.StringIO(self.monthly_table(month)))) for month in (9, 10)}
		self.w.write("tables/2018.xlsx", sheets.workbook(books))
		self.ends(0, self.w.tally("run"))
		self.assertEqual(plain, self.stated())
		self.assertEqual([("tables/2018.xlsx!10月", 6)], self.w.query(
			"select file, line from stated where ref = 'monthly.2018-10.410922.invention_before'"))

	def test_a_formula_never_calculated_is_no_blank(self):
		self.table("blank = zero\nperiod = 2018\ncolumn.n = 件 > applications\n",
			sheets.workbook({"表": [["地区", "件"], ["武陵区", "="], ["澧县", 3]]}), "tables/t.xlsx")
		self.ends(2, self.w.tally("check"), err=["t.xlsx!表:2", "a formula that was never calculated"])

	def test_parts_in_rows(self):
		"""Stacked groups over the same total, each told by a row of its own, with what they are part of before them."""
		lines = ["项目,件数", "合计,%d" % self.count(), "按专利类型分,"]
		lines += ["　%s,%d" % ("其中：发明" if kind == "invention" else title, self.count(kind=kind)) for kind, title in KINDS.items()]
		lines += ["按申请人类型分：,", "1．企业,%d" % self.count(applicant="firm"), "（二）大专院校,%d" % self.count(applicant="university"),
			"# 个 人,%d" % self.count(applicant="person")]
		self.table("rows = breakdown\nperiod = 2018\ncolumn.n = 件数 > applications\n", "\n".join(lines) + "\n")
		self.assertEqual(7, len(self.reconciled()))
		self.assertEqual(["", "applicant=firm", "applicant=person", "applicant=university", "kind=design", "kind=invention", "kind=utility"],
			[row[2] for row in self.stated()])

	def test_a_part_of_several_fields_is_told_by_its_group(self):
		self.w.write("areas/ip.ini", "")
		text = IP_INI.replace("person:个人", "other:其他").replace("design:外观设计", "design:其他")
		options = "rows = breakdown\nperiod = 2018\ncolumn.n = 件数 > applications\n"
		self.w.write("registers/patents.csv", "申请号,专利类型,申请人类型,申请日,县区\n1,design,firm,2018-01-01,410902\n2,utility,other,2018-01-01,410902\n"
			"3,design,other,2018-01-01,410902\n")
		self.table(options, "项目,件数\n其他,2\n")
		self.w.write("areas/ip.ini", text + "\n[table t]\nfiles = ../tables/t.csv\n" + options)
		self.ends(2, self.w.tally("check"), err="label '其他' is a part of 'ip.applications' in several ways")
		self.w.write("tables/t.csv", "项目,件数\n按专利类型分,\n其他,2\n按申请人类型分,\n其他,2\n")
		self.assertEqual(2, len(self.reconciled()))

	def test_regions_and_parts_in_rows(self):
		"""Two columns of labels, the first with merged cells; parts of columns and rows cross."""
		lines = ["县 区,类型,合计,其中：企业"]
		for code, name in COUNTIES.items():
			for at, (kind, title) in enumerate(KINDS.items()):
				lines.append("%s,%s,%d,%d" % (name if at == 0 else "", title, self.count(code, kind), self.count(code, kind, "firm")))
		self.table("rows = region, breakdown\nlabel = 县区 | 类型\nperiod = 2018\ncolumn.n = 合计 > applications\n"
			"column.firms = 其中：企业 > applications[applicant=firm]\n", "\n".join(lines) + "\n")
		self.assertEqual(24, len(self.reconciled()))
		self.assertEqual([("410922.kind=utility",)], self.w.query("select replace(replace(ref, 't.2018.', ''), '.firms', '') from stated "
			"where region = '410922' and breakdown = 'kind=utility,applicant=firm'"))

	def test_years_in_rows(self):
		"""Years by measure, with units in the headings; a formula is held against what is printed."""
		self.w.write("areas/ip.ini", """\
[area]
title = 研发投入
[indicator rd]
title = 研发经费
unit = 万元
from = given
time = flow
[indicator basic]
title = 基础研究
unit = 万元
from = given
time = flow
[indicator applied]
title = 应用研究
unit = 万元
from = given
time = flow
[indicator development]
title = 试验发展
unit = 万元
from = given
time = flow
[indicator gdp]
title = 生产总值
unit = 亿元
from = given
time = flow
[indicator intensity]
title = 投入强度
unit = %
decimals = 2
formula = rd / gdp * 0.01
[tie activities]
left = basic + applied + development
right = rd
on = given
tolerance = rounding
title = 三类活动之和等于总额
[table t]
title = 研发经费历年情况
files = ../tables/t.csv
as = given
rows = period
header = 2..3
column.rd = 研发经费 > rd
column.growth = 比上年增长 > rd; growth; published
column.basic = 按活动类型 / 基础研究 > basic
column.applied = 按活动类型 / 应用研究 > applied
column.development = 按活动类型 / 试验发展 > development
column.gdp = 生产总值 > gdp
column.intensity = 投入强度 > intensity; published
""")
		self.w.write("tables/t.csv", """\
表1 研发经费（合成数据）,,,,,,,
年份,研发经费（亿元）,比上年增长（%）,按活动类型,,,生产总值（亿元）,投入强度（%）
,,,基础研究（亿元）,应用研究（亿元）,试验发展（亿元）,,
2016年,"1,000.0",…,51.0,99.0,850.0,"50,000.0",2.00
2017 年,1100.0,10.0,55.5,104.5,940.1,52380.9,2.10
２０１８,1210.0,10.0,60.5,121.0,1028.5,55000,2.20
注：2018年为快报数。,,,,,,,
""")
		self.ends(0, self.w.tally("run"))
		ended = self.ends(0, self.w.tally("reconcile"), [" 0 different", "三类活动之和等于总额"])
		self.assertEqual("12100000", self.w.value("ip.rd"))
		self.assertEqual([("51.0", "亿元")], self.w.query("select text, unit from stated where ref = 't.2016.basic'"))
		self.w.change("tables/t.csv", "1028.5", "1029.5")
		self.ends(0, self.w.tally("run"))
		self.ends(1, self.w.tally("reconcile"), "三类活动之和等于总额")
		self.assertIn("t.2017.growth", ended.out)

	def test_indicators_in_rows(self):
		"""A monthly report: measures below each other, this month and to date, their own units; groups over one total tie."""
		names = {"firms": "规模以上企业", "large": "大型", "medium": "中型", "small": "小微型", "state": "国有", "private": "民营",
			"loans": "科技贷款"}
		text = "[area]\ntitle = 月报\n" + "".join("[indicator %s]\ntitle = %s\nunit = %s\nfrom = given\ntime = flow\nperiods = year, month\n" %
			(name, title, "万元" if name == "loans" else "家") for name, title in names.items())
		text += """\
[tie sizes]
left = large + medium + small
right = firms
on = published
periods = month
tolerance = 1
[tie owners]
left = state + private
right = firms
on = published
periods = month
tolerance = 1
[table t]
title = 主要指标
files = ../tables/t.csv
rows = indicator
ignore = 计量单位
period = 2018-10
map = 其中：大型企业 > large
column.month = 本月 > month
column.to_date = 本月止累计 > to_date
column.growth = 累计增长% > to_date; growth
"""
		self.w.write("areas/ip.ini", text)
		self.w.write("tables/t.csv", """\
指标,计量单位,本月,本月止累计,累计增长%
规模以上企业,家,11,100,5.2
其中：大型企业,家,1,10,-1
中型,家,4,30,/
小微型,家,6,60,-
按登记类型分：,,,,
国有,家,3,20,0.0
民营,家,9,80,
一、科技贷款,亿元,1.5亿元,3200万元,12.5%
""")
		self.ends(0, self.w.tally("run"))
		ended = self.w.tally("reconcile")
		self.assertRegex(ended.out, "ip.owners.410900.2018-10 .* = 11 .*within")
		self.assertNotIn(" different ", ended.out.replace(" different,", ""))
		self.assertEqual([("15000",), ("3200",)], self.w.query(
			"select value_exact from observation where indicator = 'ip.loans' and basis = 'published' order by period desc"))
		self.assertEqual([("2018-01..2018-10", "growth", "12.5%")], self.w.query(
			"select period, stat, text from stated where ref = 't.2018-10.loans.growth'"))

	def test_shares_with_gaps(self):
		"""Region by kind of applicant, each with number and share; a region without any data is left blank, which is no zero."""
		lines = [",企业,,大专院校,", "地区,件数,占比(%),件数,占比（%）"]
		for code, name in COUNTIES.items():
			if code == "410923":
				lines.append(name + ",,,,")
				continue
			firms, total = self.count(code, None, "firm"), self.count(code)
			lines.append("%s,%d,%.1f,%d," % (name, firms, 100 * firms / total, self.count(code, None, "university")))
		self.table("header = 1..2\nperiod = 2018\nignore = 大专院校 / 占比\ncolumn.firms = 企业 / 件数 > applications[applicant=firm]\n"
			"column.share = 企业 / 占比 > firms_share\ncolumn.schools = 大专院校 / 件数 > applications[applicant=university]\n",
			"\n".join(lines) + "\n")
		self.assertEqual(9, len(self.reconciled()))

	def test_parts_that_overlap(self):
		"""A thing that belongs to several groups: the parts exceed the total, and that they do is the tie."""
		self.w.write("areas/ip.ini", """\
[area]
title = 企业
[register firms]
files = ../registers/firms.csv
[field firms.no]
type = text
key = yes
[field firms.day]
type = date
[field firms.industry]
title = 产业
type = code
codes = ict:信息技术 | bio:生物医药
list = 、
[indicator firms]
title = 企业
unit = 家
from = firms
time = flow
by = industry
[tie overlap]
left = firms[industry=ict] + firms[industry=bio]
relation = >=
right = firms
on = published
[table t]
files = ../tables/t.csv
rows = breakdown
period = 2018
column.n = 家数 > firms
""")
		self.w.write("registers/firms.csv", "no,day,industry\n1,2018-01-01,ict、bio\n2,2018-01-01,ict\n3,2018-02-01,bio\n")
		self.w.write("tables/t.csv", "产业,家数\n总 计,3\n信息技术,2\n生物医药,2\n")
		self.assertEqual(3, len(self.reconciled()))
		self.assertIn("ip.overlap", self.w.tally("reconcile").out)

	def test_given_and_targets(self):
		self.w.write("areas/ip.ini", IP_INI + """\
[indicator population]
title = 常住人口
unit = 人
from = given
time = stock
[table people]
files = ../tables/p.csv
as = given
period = 2018
unit = 万人
column.now = 年末人口 > population
column.before = 上年末 > population; prev
column.growth = 增长% > population; growth; published
[table plan]
files = ../tables/plan.csv
as = targets
period = 2019
column.plan = 2019年计划 > applications
column.more = 新增 > applications; net
""")
		self.w.write("tables/p.csv", "地区,年末人口,上年末,增长%\n武陵区,21.5,20,7.5\n全市,100,98.5,1.5\n")
		self.w.write("tables/plan.csv", "地区,2019年计划,新增\n武陵区,50件以上,\n合计,300,20余\n")
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("215000",), ("200000",)], [(self.w.value("ip.population", p, "", "410902"),) for p in ("2018", "2017")])
		self.assertEqual([("plan.2019.410902.plan", "level", "50件以上"), ("plan.2019.total.more", "net", "20余"), ("plan.2019.total.plan", "level", "300")],
			self.w.query("select ref, quantity, text from stated where kind = 'target' order by 1"))
		self.assertEqual(2, self.w.query("select count(*) from stated where stat = 'growth' and kind = 'published'")[0][0])

	def test_other_places_and_periods(self):
		self.table("rows = period\nperiod = 2018\nheader = 1\ncolumn.west = 澧县 > applications; region=410922\n"
			"column.fixed = 全年 > applications; period=2018; region=石门县\ncolumn.before = #D > applications; last_year\n"
			"column.prev = #5 > applications; prev\n",
			"月份,澧县,全年,去年,上月\n" + "%d月,%d,%d,%d,%d\n" % (10, self.count("410922", first=10, last=10), self.count("410923"),
			self.count(year=2017, first=10, last=10), self.count(first=9, last=9)))
		self.reconciled()
		self.assertEqual([("410900", "2017-10"), ("410900", "2018-09"), ("410922", "2018-10"), ("410923", "2018")],
			[row[:2] for row in self.stated()])

	def test_what_is_wrong_is_told(self):
		good = "period = 2018\ncolumn.n = 件数 > applications\n"
		table = "地区,件数\n武陵区,1\n"
		cases = [
			("period = 2018\n", table, "ip.ini", "has no line column.NAME"),
			(good + "header = 4..2\n", table, "header", "'4..2' is not allowed"),
			(good + "header = 1..99\n", table, "header", "at most 8"),
			(good + "region = 1\n", table, "region", "'1' is no code"),
			("period = 2018年13月\ncolumn.n = 件数 > applications\n", table, "period", "'2018年13月' is no period"),
			("column.n = 件数 > applications\n", table, "t.csv:2", "no period for '件数'"),
			(good + "filename.period = ^x(.*)\n", table, "t.csv", "the name of the file says no period"),
			(good + "filename.period = (\n", table, "filename.period", "filename.period: "),
			(good + "map = 甲\n", table, "map", "'甲' is not allowed"),
			(good + "map = 甲 > 1 | 甲 > 2\n", table, "map", "'甲' is named twice"),
			(good + "map = 武陵区 > nowhere\n", table, "t.csv:2", "'nowhere' is no code of a region"),
			(good + "as = publish\n", table, "as", "did you mean 'published'?"),
			(good + "label = 县\n", table, "t.csv:1", "label: no column '县'; headings found: 地区, 件数"),
			("period = 2018\ncolumn.n = 件数\n", table, "column.n", "no '>'"),
			("period = 2018\ncolumn.N = 件数 > applications\n", table, "column.N", "no name"),
			("period = 2018\ncolumn.n = 件数 > aplications\n", table, "column.n", "did you mean 'applications'?"),
			("period = 2018\ncolumn.n = 件数 > applications[kind=invention\n", table, "column.n", "no ']'"),
			("period = 2018\ncolumn.n = 件数 > applications[kind=x]\n", table, "t.csv:2", ["'kind=x'", "column '件数'"]),
			("period = 2018\ncolumn.n = 件数 > applications; grwth\n", table, "column.n", "did you mean 'growth'?"),
			("period = 2018\ncolumn.n = 件数 > applications; unt=件\n", table, "column.n", "did you mean 'unit'?"),
			("period = 2018\ncolumn.n = 件数 > applications; region=x\n", table, "column.n", "no such region"),
			("period = 2018\ncolumn.n = 件数 > applications; period=x\n", table, "column.n", "no period"),
			("period = 2018\nas = given\ncolumn.n = 件数 > applications; growth\n", table, "column.n", "a given figure is a value"),
			("period = 2018\nas = targets\ncolumn.n = 件数 > applications; growth\n", table, "column.n", "no such quantity"),
			("period = 2018\ncolumn.n = 件数 > applications; level\n", table, "column.n", "no such stat"),
			("period = 2018\ncolumn.n = 数 > applications\n", table, "t.csv:1", "column.n: no column '数'"),
			("period = 2018\ncolumn.n = 件数 > month\n", table, "column.n", "no indicator"),
			(good, "地区,件数,金额\n武陵区,1,2\n", "t.csv:1", "speaks of the column '金额'"),
			(good, "地区,件数,件数\n武陵区,1,2\n", "t.csv:1", "fits several columns: '件数', '件数'"),
			(good, "地区,件数\n武陵,1\n无陵区,2\n", "t.csv:3", ["label '无陵区' is not known", "武陵区"]),
			(good, "地区,件数\n武陵区,一些\n", "t.csv:2", ["'一些'", "column '件数'"]),
			(good, "地区,件数\n武陵区,1\n武 陵区,2\n", "t.csv:3", "the row names the same as line 2: 410902"),
			(good, "地区,件数\n武陵区,1\n,2\n", "t.csv:3", "figures without a label"),
			(good, "地区,件数\n注：,\n武陵区,2\n", "t.csv:3", "figures behind the end of the table"),
			(good + "rows = breakdown\n", "类型,件数\n发明人,1\n", "t.csv:2", "label '发明人' is not known"),
		]
		for options, text, where, said in cases:
			with self.subTest(options=options, text=text):
				self.table(options, text)
				ended = self.w.tally("check")
				self.assertEqual(2, ended.status, ended)
				lines = [line for line in ended.err.splitlines() if all(part in line for part in ([said] if isinstance(said, str) else said))]
				self.assertEqual(1, len(lines), ended)
				self.assertIn(where, lines[0])

	def test_a_table_without_files(self):
		self.table("period = 2018\ncolumn.n = 件数 > applications\n", "x")
		self.w.change("areas/ip.ini", "files = ../tables/t.csv", "files = ../tables/u*.csv")
		self.ends(2, self.w.tally("check"), err="no file matches")
		self.w.change("areas/ip.ini", "files = ../tables/u*.csv\n", "")
		self.ends(2, self.w.tally("check"), err="[table t] has no files")

	def test_rows_that_are_passed_over(self):
		self.table("period = 2018\nskip = 县小计\nignore = *\ncolumn.n = 件数 > applications\n",
			"地区,件数,位次\n武陵区,%d,1\n县小计,7,\n\n石门县,-,\n澧县,,\n" % self.count("410902"))
		self.assertEqual(1, len(self.reconciled()))


if __name__ == "__main__":
	workspace.main()
