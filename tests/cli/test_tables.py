"""[table NAME]: printed wide tables that become statements by INI alone, and tie with what is computed. The tables have the forms of
those that offices hand out (months by county, stacked groups, years by measure); every figure in them is synthetic."""

import random

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


if __name__ == "__main__":
	workspace.main()
