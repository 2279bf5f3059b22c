"""Adjustments from the row to the figure: which cells a difference is part of, what follows it, what is told of it, and what is refused.
Opening rows in the store; and given figures, which never roll up."""

import workspace as cli

TALLY_INI = cli.TALLY_INI.replace("periods = year", "periods = year, half, quarter, month")

AREA = """\
[area]
title = 项目

[register projects]
title = 项目台账
files = ../registers/projects.csv
covers = 2017..

[field projects.begun]
title = 立项日
type = date

[field projects.ended]
title = 结题日
type = date
optional = yes

[field projects.level]
title = 级别
type = code
codes = national:国家级 | provincial:省级 | municipal:市级
group.upper = 省级以上: national | provincial

[field projects.kind]
title = 类别
type = code
codes = a:甲 | b:乙

[field projects.amount]
title = 经费
type = decimal
scale = 2
unit = 万元

[field projects.county]
title = 区划代码
type = region

[indicator begun]
title = 立项数
unit = 项
from = projects
time = flow
by = level, kind, level*kind

[indicator funds]
title = 经费
unit = 万元
from = projects
time = flow
measure = sum
of = amount

[indicator so_far]
title = 累计立项数
unit = 项
of = begun
time = cumulative

[indicator running]
title = 在研项目
unit = 项
from = projects
time = stock
ended = ended
by = level

[indicator counties]
title = 涉及类别
unit = 个
from = projects
time = flow
measure = distinct
of = kind

[indicator mean]
title = 项均经费
unit = 万元
from = projects
time = flow
measure = mean
of = amount

[indicator plan]
title = 计划数
unit = 项
from = given
time = flow

[indicator double]
title = 两倍
unit = 项
decimals = 1
formula = begun * 2

[opening]
files = ../statements/opening.csv

[given]
files = ../statements/given.csv

[adjustments]
files = ../statements/adjustments.csv
"""

PROJECTS = """\
立项日,结题日,级别,类别,经费,区划代码
2017-03-01,2018-02-01,省级,甲,10.00,410902
2017-11-05,,市级,乙,20.50,410922
2018-01-10,,国家级,甲,5.25,410902
2018-10-10,2018-12-20,市级,甲,7.00,410922
2018-11-30,,省级,乙,1.00,410900
"""

HEAD = "indicator,region,period,breakdown,delta,reason,by,date\n"
OPENING = "indicator,region,period,breakdown,value\nprojects.running,410902,2016,level=national,4\n"
GIVEN = "ref,indicator,region,period,breakdown,value,unit,edition,date,source\nG1,projects.plan,410902,2018,,9,,,,synthetic\n"


class Office(cli.Test):
	def setUp(self):
		super().setUp()
		self.w.write("tally.ini", TALLY_INI)
		self.w.write("areas/projects.ini", AREA)
		self.w.write("registers/projects.csv", PROJECTS)
		self.w.write("statements/opening.csv", OPENING)
		self.w.write("statements/given.csv", GIVEN)
		self.adjust()

	def adjust(self, *rows):
		"""Each row as text up to the delta; reason and by are filled in."""
		self.w.write("statements/adjustments.csv", HEAD + "".join(
			row if row.endswith("\n") else "projects.%s,漏报补录,统计科,2019-01-15\n" % row for row in rows))

	def run_all(self):
		return self.ends(0, self.w.tally("run", "projects"))

	def cells(self, indicator):
		"""{(region, period, breakdown): value, entries, exits} as computed, zeros left out."""
		rows = self.w.query("select region, period, breakdown, value_exact, entries, exits, basis from observation where indicator = ? and run is not null",
			"projects." + indicator)
		self.basis = {tuple(row[:3]): row[6] for row in rows}
		return {tuple(row[:3]): (float(row[3]), row[4] or 0, row[5] or 0) for row in rows if (row[3], row[4] or 0, row[5] or 0) != ("0", 0, 0)}

	def differences(self, indicator, *rows):
		"""What the rows change: {place: value, entries, exits}."""
		self.adjust()
		self.run_all()
		before = self.cells(indicator)
		self.adjust(*rows)
		self.run_all()
		after, none = self.cells(indicator), (0, 0, 0)
		changed = {place: tuple(round(a - b, 6) for a, b in zip(after.get(place, none), before.get(place, none)))
			for place in set(before) | set(after)}
		return {place: change for place, change in changed.items() if any(change)}


class Cells(Office):
	def test_a_flow_lies_in_its_period_and_the_coarser_ones(self):
		"""In October and all that holds it, in the county and the city; finer and other cells stay as they are."""
		changed = self.differences("begun", "begun,410922,2018-10,,3")
		self.assertEqual({(region, period, ""): (3, 0, 0) for region in ("410922", "410900")
			for period in ("2018-10", "2018Q4", "2018H2", "2018")}, changed)
		self.assertEqual({"adjusted"}, {self.basis[place] for place in changed})
		self.assertEqual("register", self.basis["410902", "2018", ""])

	def test_finer_cells_are_untouched(self):
		changed = self.differences("funds", "funds,410902,2018H2,,-0.55")
		self.assertEqual({("410902", "2018H2", ""): (-0.55, 0, 0), ("410902", "2018", ""): (-0.55, 0, 0), ("410900", "2018H2", ""): (-0.55, 0, 0),
			("410900", "2018", ""): (-0.55, 0, 0)}, changed)

	def test_a_year_to_date_holds_what_was_added_to_its_quarters(self):
		self.adjust("begun,410922,2018Q1,kind=b,5", "begun,410902,2018H1,,7", "begun,410902,2018H2,,9")
		self.run_all()
		after = self.to_date()
		self.adjust()
		self.run_all()
		before = self.to_date()
		self.assertEqual([0, 0, 5, 5, 5, 12, 12, 12, 12, 12, 12, 21], [a - b for a, b in zip(after, before)])

	def to_date(self):
		rows = [self.w.tally("summary", "--indicator", "projects.begun", "--by", "none", "--period", "2018-01..2018-%02d" % month, "--columns", "value",
			"--format", "csv").out.split()[1] for month in range(1, 13)]
		return [int(row) for row in rows]

	def test_a_part_is_part_of_the_total_and_of_its_groups(self):
		changed = self.differences("begun", "begun,410902,2018,level=provincial,2")
		self.assertEqual({"", "level=provincial", "level=upper"}, {place[2] for place in changed})
		changed = self.differences("begun", 'begun,410902,2018,"level=municipal,kind=b",2')
		self.assertEqual({"", "level=municipal", "kind=b", "level=municipal,kind=b"}, {place[2] for place in changed})

	def test_the_region_itself_is_its_rest(self):
		"""As a record that is coded to the city: the parts still add up to it."""
		changed = self.differences("begun", "begun,410900,2018-10,,1")
		self.assertEqual({"410900", "410900.rest"}, {place[0] for place in changed})

	def test_a_cumulative_carries_it_from_then_on(self):
		changed = self.differences("so_far", "begun,410902,2017Q4,,5")
		self.assertEqual({(5, 0, 0)}, set(changed.values()))
		self.assertEqual({"2017", "2018", "2017H2", "2018H1", "2018H2", "2017Q4", "2018Q1", "2018Q2", "2018Q3", "2018Q4", "2017-12"}
			| {"2018-%02d" % month for month in range(1, 13)}, {place[1] for place in changed})

	def test_a_stock_is_corrected_on_that_day_alone(self):
		"""What is added enters there and is gone at the next closing of each grain."""
		changed = self.differences("running", "running,410902,2018Q1,level=national,2")
		there = {period: changed["410900", period, "level=upper"] for region, period, part in changed if (region, part) == ("410900", "level=upper")}
		self.assertEqual({"2018-03": (2, 2, 0), "2018-04": (0, 0, 2), "2018Q1": (2, 2, 0), "2018Q2": (0, 0, 2)}, there)
		changed = self.differences("running", "running,410902,2018,,-2")
		self.assertEqual({period: (-2, 0, 2) for period in ("2018", "2018H2", "2018Q4", "2018-12")},
			{place[1]: change for place, change in changed.items() if place[0] == "410902"})

	def test_opening_plus_entries_less_exits_is_closing(self):
		self.adjust("running,410902,2018Q1,level=national,2", "running,410922,2017,,-1", "running,410922,2018-05,level=municipal,-3")
		self.run_all()
		cells = self.cells("running")
		for region in ("410900", "410902", "410922"):
			for part in ("", "level=national", "level=municipal", "level=upper"):
				for months in (["%d-%02d" % (year, month) for year in (2017, 2018) for month in range(1, 13)],
						["%dQ%d" % (year, quarter) for year in (2017, 2018) for quarter in range(1, 5)], ["2017", "2018"]):
					for before, now in zip(months, months[1:]):
						value, entries, exits = cells.get((region, now, part), (0, 0, 0))
						self.assertEqual(value, cells.get((region, before, part), (0, 0, 0))[0] + entries - exits, (region, now, part))

	def test_without_adjustments_and_deltas_is_with_adjustments(self):
		"""For flows the deltas alone make the difference, cell by cell; and they stand in the store."""
		rows = ["begun,410922,2018-10,,3", "begun,410902,2018,level=provincial,-1", "begun,410922,2018Q4,level=upper", "begun,410900,2017,kind=a,7"]
		rows[2] = "begun,410922,2018Q4,level=municipal,2"
		changed = self.differences("begun", *rows)
		deltas = {tuple(row[:3]): (row[3], 0, 0) for row in self.w.query("select r.code, p.text, d.text, a.delta from adjusted a join region r on "
			"r.id = a.region join period p on p.id = a.period join breakdown d on d.id = a.breakdown join indicator i on i.id = a.indicator where "
			"i.name = 'projects.begun'")}
		self.assertEqual(deltas, changed)

	def test_an_adjusted_zero_is_there(self):
		"""Three and minus three: the cell says 0, and that it was adjusted."""
		self.adjust("begun,410902,2017,,-1")
		self.run_all()
		self.assertEqual([("0", "adjusted")], self.w.query("select value_exact, basis from figure where indicator = 'projects.begun' and region = '410902' "
			"and period = '2017' and breakdown = ''"))

	def test_sums_of_deltas_are_exact(self):
		"""A value may fit where what was added to it does not; on the way to a sum that fits nothing is lost."""
		huge = "60000000000000000"
		self.w.write("registers/projects.csv", PROJECTS.replace("10.00", "-90000000000000000.00"))
		self.adjust("funds,410902,2017,,%s" % huge, "funds,410902,2017,,%s.25" % huge, "funds,410902,2017,,-%s" % huge)
		self.run_all()
		self.assertEqual({(6000000000000000025,)}, set(self.w.query("select delta from adjusted")))
		self.adjust("funds,410902,2017,,%s" % huge, "funds,410902,2017,,%s.25" % huge)
		self.ends(1, self.w.tally("run", "projects"), None, "adjustments.csv:2: with this row the adjustments of projects.funds for ")
		self.assertEqual({(6000000000000000025,)}, set(self.w.query("select delta from adjusted")))

	def test_a_region_that_ended_and_its_successor(self):
		self.w.write("regions.csv", "code,name,level,parent,kind,first_day,last_day,successor\n410000,样例省,province,,,,,\n410900,样例市,prefecture,410000,,,,\n"
			"410902,东区,county,410900,,,2018-06-30,410903\n410903,新区,county,410900,,2018-07-01,,\n410922,西县,county,410900,,,,\n")
		self.w.write("registers/projects.csv", PROJECTS)
		changed = self.differences("begun", "begun,410902,2018-03,,3")
		self.assertEqual({("410902", "2018-03"), ("410902", "2018Q1"), ("410902", "2018H1"), ("410903", "2018"), ("410900", "2018-03"),
			("410900", "2018Q1"), ("410900", "2018H1"), ("410900", "2018")}, {place[:2] for place in changed})

	def test_a_region_that_was_not_there(self):
		"""Before its first day, or after its last one without a successor, nobody would have it and the parts would not add up."""
		self.w.write("regions.csv", "code,name,level,parent,kind,first_day,last_day,successor\n410000,样例省,province,,,,,\n410900,样例市,prefecture,410000,,,,\n"
			"410902,东区,county,410900,,,,\n410903,新区,county,410900,,2018-07-01,,\n410922,西县,county,410900,,,2017-06-30,\n")
		self.adjust("begun,410903,2017,,1", "running,410903,2018Q2,,1", "begun,410922,2018,,1", "begun,410903,2018,,1", "begun,410922,2017,,1")
		self.ends(2, self.w.tally("check", "projects"), "", ["adjustments.csv:2: begins after the period", "adjustments.csv:3: begins after the period",
			"adjustments.csv:4: ended before the period and has no successor"])

	def test_lists_without_a_key(self):
		"""They have no entries and exits, and so none is told of an adjustment either."""
		self.w.change("areas/projects.ini", "time = stock\nended = ended\nby = level", "time = snapshot\nwhen = ended\nby = level")
		self.w.change("areas/projects.ini", "[opening]\nfiles = ../statements/opening.csv\n", "")
		self.w.write("registers/projects.csv", PROJECTS.replace("2018-02-01", "2018-11-30").replace("2018-12-20", "2018-11-30"))
		changed = self.differences("running", "running,410902,2018-11,,3", "running,410922,2018-11,,-1")
		self.assertEqual({("410902", "2018-11", ""): (3, 0, 0), ("410922", "2018-11", ""): (-1, 0, 0), ("410900", "2018-11", ""): (2, 0, 0)}, changed)


class Told(Office):
	def test_rows_are_kept_with_their_line(self):
		self.adjust("begun,410922,2018-10,level=municipal,3", "funds,410902,2018,,-0.55")
		self.run_all()
		self.assertEqual([("projects.begun", "410922", "西县", "2018-10", "level=municipal", 3.0, "3", "项", "漏报补录", "统计科", "2019-01-15",
			"statements/adjustments.csv", 2), ("projects.funds", "410902", "东区", "2018", "", -0.55, "-0.55", "万元", "漏报补录", "统计科", "2019-01-15",
			"statements/adjustments.csv", 3)], [row[:1] + row[2:] for row in self.w.query("select * from adjustment_stated order by line")])

	def test_formulas_over_them_are_adjusted(self):
		self.adjust("begun,410922,2018-10,,3")
		self.run_all()
		rows = self.w.query("select region, value_exact, basis from figure where indicator = 'projects.double' and period = '2018' order by 1")
		self.assertEqual([("410900", "12", "adjusted"), ("410902", "2", "register"), ("410922", "8", "adjusted")], rows)

	def test_the_store_is_whole(self):
		"""A total that alone was adjusted has no parts that make it."""
		self.adjust("begun,410902,2018-10,,3", "begun,410922,2018-10,kind=a,-1", "running,410902,2018-10,,2")
		self.run_all()
		self.ends(0, self.w.tally("check", "--store"), None, "")

	def test_the_same_again_and_what_was_taken_back(self):
		self.run_all()
		self.adjust("begun,410922,2018-10,,3")
		self.run_all()
		self.ends(0, self.w.tally("run", "projects"), "0 new, 0 changed, 0 gone")
		self.assertEqual([(2, None)], self.w.query("select first_run, last_run from adjustment_history"))
		self.adjust()
		self.run_all()
		self.assertEqual([(2, 3)], self.w.query("select first_run, last_run from adjustment_history"))
		self.assertEqual([], self.w.query("select * from adjusted"))
		self.assertEqual({(2, 3)}, set(self.w.query("select first_run, last_run from adjusted_history")))
		self.ends(0, self.w.tally("history", "projects.begun", "--region", "410922", "--period", "2018"), "adjustments of projects.begun")
		now = self.ends(0, self.w.tally("summary", "--indicator", "projects.begun", "--region", "410922", "--format", "csv", "--as-of", "2"))
		self.assertIn(",4,", now.out)

	def test_openings_are_kept(self):
		self.run_all()
		self.assertEqual([("projects.running", "410902", "2016", "level=national", 4.0, "4", "statements/opening.csv", 2)], self.w.query(
			"select indicator, region, period, breakdown, value, value_exact, file, line from opening_stated"))
		self.assertEqual("5", self.w.value("projects.running", "2018", "level=national"))

	def test_given_figures_never_roll_up(self):
		"""A county's stands for the county; the city has none of its own."""
		self.run_all()
		self.assertEqual([("410902", "9", "given")], self.w.query("select region, value_exact, basis from figure where indicator = 'projects.plan'"))


class Refused(Office):
	def test_rows(self):
		for row, why in (("so_far,410902,2018,,1", "a cumulative follows its flow"), ("counties,410902,2018,,1", "only a count or a sum adds up"),
				("mean,410902,2018,,1", "only a count or a sum adds up"), ("double,410902,2018,,1", "a formula is computed from indicators"),
				("plan,410902,2018,,1", "corrected where it was given"), ("begun,410902,2018,,0.5", "more digits than the indicator keeps: '0.5'"),
				("begun,410902,2018,,0", "changes nothing: '0'"), ("begun,410902,2018,,", "no number at the scale of the indicator: ''"),
				("begun,410903,2018,,1", "no such region: '410903'"), ("begun,410000,2018,,1", "lies outside the region for which the register is declared"),
				("begun,410902,2018-01..2018-05,,1", "a period that is not computed: '2018-01..2018-05'"), ("begun,410902,2019,,1", "lies behind the last period"),
				("begun,410902,2016,,1", "lies outside what the register covers: '2016'"), ("begun,410902,2018,level=upper,1", "is a group; adjust one of its codes"),
				("begun,410902,2018,level=x,1", "no such breakdown"), ("begin,410902,2018,,1", "did you mean 'projects.begun'?")):
			self.adjust("begun,410902,2018,,1", row)
			self.ends(2, self.w.tally("check", "projects"), "", "statements/adjustments.csv:3: ")
			self.ends(2, self.w.tally("check", "projects"), "", why)

	def test_reason_and_name_are_required(self):
		self.adjust("projects.begun,410902,2018,,1,,统计科,2019-01-15\n", "projects.begun,410902,2018,,1,补录,,\n", "projects.begun,410902,2018,,1,补录,科,明天\n")
		self.ends(2, self.w.tally("check", "projects"), "", ["adjustments.csv:2: no reason", "adjustments.csv:3: no 'by'", "adjustments.csv:4: no day: '明天'"])

	def test_years_alone_have_no_quarters(self):
		self.w.change("tally.ini", "year, half, quarter, month", "year")
		self.adjust("begun,410902,2018Q1,,1")
		self.ends(2, self.w.tally("check", "projects"), "", "a period that is not computed: '2018Q1'")

	def test_outside_a_coverage_that_the_records_make(self):
		"""Without `covers` it begins with the year of the first record: the area fails, and says where."""
		self.w.change("areas/projects.ini", "covers = 2017..\n", "")
		self.adjust("begun,410902,2016,,1")
		self.ends(1, self.w.tally("run", "projects"), None, "statements/adjustments.csv:2: 2016 lies outside what register 'projects' covers")


if __name__ == "__main__":
	cli.main()
