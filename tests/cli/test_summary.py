"""`tally summary`: every option, and the forms of output that programs read."""

import csv
import io
import json
import unicodedata

import workspace as cli

KEYS = "indicator title unit region region_name period breakdown value base growth change target completion target_next basis".split()


class Summary(cli.Test):
	def setUp(self):
		super().setUp()
		self.ends(0, self.w.tally("run"))

	def rows(self, *words):
		ended = self.ends(0, self.w.tally("summary", "--format", "json", *words))
		return json.loads(ended.out, parse_float=str, parse_int=str)

	def brief(self, *words):
		return [tuple(row[key] for key in ("indicator", "region", "breakdown", "value")) for row in self.rows(*words)]


class Json(Summary):
	def test_keys_in_their_order(self):
		rows = self.rows()
		self.assertEqual(9, len(rows))
		for row in rows:
			self.assertEqual(KEYS, list(row))

	def test_whole_row(self):
		self.assertEqual({"indicator": "market.contracts", "title": "Contracts", "unit": "项", "region": "410900", "region_name": "样例市",
			"period": "2018", "breakdown": "", "value": "3", "base": "2", "growth": "50.0000", "change": "1", "target": "4",
			"completion": "75.0000", "target_next": "5",
			"basis": "register"}, self.rows()[0])

	def test_totals_then_breakdowns_in_declared_order(self):
		self.assertEqual([("market.contracts", ""), ("market.contracts", "level=provincial"), ("market.contracts", "level=municipal"),
			("market.amount", ""), ("market.in_force", ""), ("market.in_force", "level=provincial"), ("market.in_force", "level=municipal"),
			("people.population", ""), ("people.contracts_per_10k", "")], [(row["indicator"], row["breakdown"]) for row in self.rows()])

	def test_values(self):
		"""Counts and sums exact at their scale, a formula rounded once, growth from unrounded values, null where there is none."""
		rows = {(row["indicator"], row["breakdown"]): row for row in self.rows()}
		self.assertEqual(("1012.75", "30.75", "3193.4959"), tuple(rows["market.amount", ""][key] for key in ("value", "base", "growth")))
		self.assertEqual(("1.43", "1.00", "42.8571", "given"),
			tuple(rows["people.contracts_per_10k", ""][key] for key in ("value", "base", "growth", "basis")))
		self.assertEqual((None, None), tuple(rows["market.amount", ""][key] for key in ("target", "target_next")))
		self.assertEqual((None, "6"), tuple(rows["market.in_force", ""][key] for key in ("target", "target_next")))

	def test_nothing(self):
		ended = self.ends(0, self.w.tally("summary", "--format", "json", "--period", "2013"), None, "no figures for this region and period")
		self.assertEqual([], json.loads(ended.out))

	def test_quoting(self):
		title = "合同 \"甲\\乙\"|丙, 丁"
		self.w.change("areas/market.ini", "title_en = Contracts", "title_en = %s" % title)
		self.ends(0, self.w.tally("run"))
		self.assertEqual(title, self.rows()[0]["title"])
		ended = self.w.tally("summary", "--format", "csv")
		self.assertEqual(title, list(csv.reader(io.StringIO(ended.out)))[1][1])
		self.ends(0, self.w.tally("summary", "--format", "md"), "| 合同 \"甲\\\\乙\"\\|丙, 丁 |")


class Csv(Summary):
	def test_plain(self):
		ended = self.ends(0, self.w.tally("summary", "--format", "csv"), None, "")
		self.assertNotIn("\r", ended.out)
		lines = list(csv.reader(io.StringIO(ended.out)))
		self.assertEqual(KEYS, lines[0])
		self.assertEqual("market.contracts,Contracts,项,410900,样例市,2018,,3,2,50.0000,1,4,75.0000,5,register".split(","), lines[1])
		self.assertEqual(10, len(lines))
		json_rows = [["" if value is None else value for value in row.values()] for row in self.rows()]
		self.assertEqual(json_rows, lines[1:])

	def test_excel(self):
		"""A mark at the beginning, and codes that a spreadsheet keeps as text."""
		ended = self.ends(0, self.w.tally("summary", "--format", "csv", "--excel"))
		self.assertTrue(ended.raw.startswith(b"\xef\xbb\xbfindicator,title,"))
		lines = list(csv.reader(io.StringIO(ended.out[1:])))
		self.assertEqual(('="410900"', '="2018"', "3"), (lines[1][3], lines[1][5], lines[1][7]))


	def test_excel_is_csv(self):
		"""Never passed over in silence."""
		self.assertEqual(self.w.tally("summary", "--format", "csv", "--excel").raw, self.ends(0, self.w.tally("summary", "--excel"), None, "").raw)
		for format in ("table", "json", "md"):
			self.ends(2, self.w.tally("summary", "--excel", "--format", format), "", "--excel is a form of csv and goes with no " + format)


class Table(Summary):
	def test_content(self):
		ended = self.ends(0, self.w.tally("summary"), ["Technology market\n", "50.00 %", "1012.75", "3193.50 %", "\n人口\n"], "")
		line = [line for line in ended.out.splitlines() if line.startswith("Contracts")][0]
		self.assertEqual("Contracts 3 2 50.00 % 1 4 75.00 % 5 项 register".split(), line.split())

	def test_aligned_by_display_width(self):
		def width(text):
			return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
		ended = self.w.tally("summary", "--by", "region")
		lines = [line for line in ended.out.splitlines() if line.rstrip().endswith(("register", "given"))]
		self.assertEqual(22, len(lines) - 1)
		starts = {width(line[:line.rindex("register" if line.endswith("register") else "given")]) for line in lines}
		self.assertEqual(1, len(starts), ended)
		for line in ended.out.splitlines():
			self.assertEqual(line.rstrip(), line)

	def test_markdown(self):
		lines = self.ends(0, self.w.tally("summary", "--format", "md")).out.splitlines()
		self.assertEqual("| indicator | value | year before | growth | change | target | completion | next target | unit | basis |", lines[0])
		self.assertEqual("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |", lines[1])
		self.assertEqual("| Contracts | 3 | 2 | 50.00 % | 1 | 4 | 75.00 % | 5 | 项 | register |", lines[2])
		self.assertEqual("| \u3000省级 | 1 | 1 | 0.00 % | 0 |  |  |  | 项 | register |", lines[3])

	def test_reasons(self):
		self.ends(0, self.w.tally("summary", "--period", "2019"), "not covered")
		self.ends(0, self.w.tally("summary", "--by", "region"), "base is zero")
		self.ends(0, self.w.tally("summary", "--region", "410000"), ["120", "no base", "published"])

	def test_rejects_are_marked(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,市级,2018-02-30,,410902,1,\n")
		self.ends(1, self.w.tally("run"))
		self.ends(0, self.w.tally("summary"), ["Contracts *", "* 合同台账 (market.contracts): 1 of 6 records were rejected and are not counted\n"])
		self.assertEqual("Contracts", self.rows()[0]["title"])


class Options(Summary):
	def test_area_and_indicator(self):
		self.assertEqual({"people.population", "people.contracts_per_10k"}, {row[0] for row in self.brief("--area", "people")})
		self.assertEqual({"market.amount"}, {row[0] for row in self.brief("--indicator", "market.amount")})
		self.assertEqual({"market.amount"}, {row[0] for row in self.brief("--indicator", "amount")})
		self.assertEqual({"market.amount"}, {row[0] for row in self.brief("--indicator", "amount", "--area", "market")})

	def test_region(self):
		east = [("market.amount", "410902", "", "12.75")]
		self.assertEqual(east, self.brief("--indicator", "amount", "--region", "410902"))
		self.assertEqual(east, self.brief("--indicator", "amount", "--region", "东区"))

	def test_by_region(self):
		self.assertEqual([("market.amount", "410900", "", "1012.75"), ("market.amount", "410902", "", "12.75"), ("market.amount", "410922", "", "1000.00")],
			self.brief("--indicator", "amount", "--by", "region"))

	def test_zero_of_a_declared_code(self):
		"""Inside the coverage a code without records is 0; what is not covered is null."""
		rows = self.brief("--indicator", "contracts", "--by", "region")
		self.assertIn(("market.contracts", "410922", "level=provincial", "0"), rows)
		self.assertEqual([None], [row["value"] for row in self.rows("--indicator", "market.contracts", "--period", "2016", "--by", "none")])

	def test_by(self):
		level = ["", "level=provincial", "level=municipal"]
		self.assertEqual(level, [row[2] for row in self.brief("--indicator", "contracts", "--by", "level")])
		self.assertEqual([""], [row[2] for row in self.brief("--indicator", "contracts", "--by", "none")])
		self.assertEqual(level, [row[2] for row in self.brief("--indicator", "contracts")])

	def test_period(self):
		rows = self.rows("--period", "2017", "--indicator", "contracts", "--by", "none")
		self.assertEqual([("2017", "2", None, "4")], [(row["period"], row["value"], row["base"], row["target_next"]) for row in rows])

	def test_basis(self):
		def bases(*words):
			return [(row["value"], row["basis"]) for row in self.rows("--indicator", "contracts", "--by", "none", *words)]
		self.assertEqual([("3", "register")], bases())
		self.assertEqual([("3", "register")], bases("--basis", "best"))
		self.assertEqual([("3", "register"), ("3", "published")], bases("--basis", "all"))
		self.assertEqual([("3", "published")], bases("--basis", "published"))
		self.assertEqual([(None, None)], bases("--basis", "given"))

	def test_basis_all_shows_a_difference(self):
		self.w.change("statements/market-published.csv", "P1,market.contracts,410900,2018,,value,3,", "P1,market.contracts,410900,2018,,value,7,")
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("3", "register"), ("7", "published")],
			[(row["value"], row["basis"]) for row in self.rows("--indicator", "contracts", "--by", "none", "--basis", "all")])

	def test_grains(self):
		self.w.change("tally.ini", "periods = year", "periods = year, half, quarter, month")
		self.ends(0, self.w.tally("run"))
		for period, value in (("2018H1", "1"), ("2018Q3", "1"), ("2018-10", "1"), ("2018-11", "0"), ("2018Q4", "1")):
			self.assertEqual([value], [row[3] for row in self.brief("--indicator", "contracts", "--by", "none", "--period", period)], period)

	def test_columns(self):
		"""Chosen and ordered; the same in every format; `all` has every key once."""
		ended = self.ends(0, self.w.tally("summary", "--columns", "region,value,met,change", "--indicator", "contracts", "--by", "none", "--format", "csv"))
		self.assertEqual("region,value,met,change\n410900,3,no,1\n", ended.out)
		ended = self.ends(0, self.w.tally("summary", "--columns=title,distance", "--indicator", "contracts", "--by", "none"))
		self.assertEqual("indicator  still missing\n------------------------\nTechnology market\nContracts              1\n", ended.out)
		row = self.rows("--columns", "all", "--indicator", "in_force", "--by", "none")[0]
		self.assertEqual(("3", "1", "2"), (row["entries"], row["exits"], row["net"]))
		self.assertEqual(set(KEYS), set(KEYS) & set(row))

	def test_standing(self):
		"""Share of the region above and of home, of the total; rank where a direction is declared."""
		self.w.change("areas/market.ini", "title = 合同金额", "title = 合同金额\ndirection = higher")
		self.ends(0, self.w.tally("run"))
		rows = self.rows("--by", "region", "--indicator", "amount", "--columns", "region,share_parent,share_total,rank,rank_of")
		self.assertEqual([["410900", None, "100.0000", "1", "1"], ["410902", "1.2589", "1.2589", "2", "2"], ["410922", "98.7411", "98.7411", "1", "2"]],
			[list(row.values()) for row in rows[:3]])
		self.ends(0, self.w.tally("summary", "--by", "region", "--columns", "region,rank"), ["410922           1/2\n", "no direction\n"])
		self.assertEqual(["33.3333"], [row["share_parts"] for row in self.rows("--indicator", "contracts", "--columns", "breakdown,share_parts")
			if row["breakdown"] == "level=provincial"])

	def test_what_is_a_quotient_has_no_share(self):
		"""Also where its unit does not say so; a sum and a multiple do."""
		self.w.change("areas/market.ini", "[indicator in_force]", "[indicator each]\ntitle = 项均金额\nunit = 万元\nformula = amount / contracts\n"
			"[indicator twice]\ntitle = 两倍\nunit = 万元\nformula = 2 * amount / 1\n[indicator in_force]")
		self.ends(0, self.w.tally("run"))
		share = ("--region", "410902", "--columns", "share_parent")
		self.assertIn("does not add", self.w.tally("summary", "--indicator", "market.each", *share).out)
		self.assertEqual([{"share_parent": "1.2589"}], self.rows("--indicator", "market.twice", *share))

	def test_unknown(self):
		for words, said in ((("--region", "410901"), "unknown region '410901'; did you mean '410900'?"),
				(("--region", "东区县"), "unknown region '东区县'; did you mean '东区'?"),
				(("--period", "2018Q9"), "period: '2018Q9': write 2018, 2018H1, 2018Q3, 2018-10 or 2018-01..2018-10"),
				(("--indicator", "contract"), "unknown indicator 'contract'; did you mean 'contracts'?"),
				(("--indicator", "market.contract"), "unknown indicator 'market.contract'; did you mean 'market.contracts'?"),
				(("--indicator", "contracts", "--area", "people"), "unknown indicator 'contracts'; allowed: population, contracts_per_10k"),
				(("--area", "peopel"), "unknown area 'peopel'; did you mean 'people'?"),
				(("--by", "levl"), "unknown breakdown 'levl'; did you mean 'level'?"),
				(("--by", "kind"), "unknown breakdown 'kind'; allowed: level, region, none"),
				(("--columns", "valu"), "--columns: unknown column: 'valu'; did you mean 'value'?"),
				(("--basis", "bset"), "--basis: 'bset' is not allowed; one of best|all|register|given|published"),
				(("--format", "xml"), "--format: 'xml' is not allowed; one of table|csv|json|md|xlsx"),
				(("extra",), "summary takes no words, only options: 'extra'")):
			self.ends(2, self.w.tally("summary", *words), "", "tally: %s\n" % said)

	def test_short_name_of_two_areas(self):
		self.w.write("areas/other.ini", "[area]\ntitle = 另\n[indicator amount]\ntitle = 数\nunit = 元\nfrom = given\ntime = flow\n")
		self.ends(0, self.w.tally("run"))
		self.ends(2, self.w.tally("summary", "--indicator", "amount"), "", "indicator 'amount' is in 2 areas: write area.amount\n")


class Listed(Summary):
	"""What is not there in a period, or has not what was asked for, is not listed."""

	def test_ended_regions(self):
		self.w.change("regions.csv", "410922,西县,county,410900,unit,,,,", "410922,西县,county,410900,unit,,2018-06-30,410902,")
		self.ends(1, self.w.tally("run"))
		listed = {row[1] for row in self.brief("--by", "region")}
		self.assertEqual({"410900", "410902"}, listed)
		self.assertEqual({"410900", "410902", "410922"}, {row[1] for row in self.brief("--by", "region", "--period", "2017")})

	def test_by_leaves_out_what_has_no_such_breakdown(self):
		self.assertEqual({"market.contracts", "market.in_force"}, {row[0] for row in self.brief("--by", "level")})

	def test_grain_that_is_not_computed(self):
		for words in (("--period", "2018Q3"), ("--period", "2018Q3", "--indicator", "amount")):
			self.ends(2, self.w.tally("summary", *words), "", "tally: period '2018Q3': this workspace does not compute it; it computes: year\n")

	def test_unknown_region(self):
		self.ends(2, self.w.tally("summary", "--region", "东"), "", "unknown region '东'; with this in their name: 410902 东区\n")
		self.ends(2, self.w.tally("summary", "--region", "大城"), "", "unknown region '大城'; allowed: 样例市, 东区, 西县, 样例省\n")

	def test_other_files(self):
		for name in ("areas/market.ini", "regions.csv"):
			self.ends(2, cli.call("-C", self.w.folder / name, "summary"), "", "%s: is no tally.ini: it has no section [workspace]" % name)


MORE = """[indicator mean_amount]
title = 平均金额
unit = 万元
decimals = 4
from = contracts
measure = mean
of = amount
time = flow

[indicator greatest]
title = 最大金额
unit = 万元
from = contracts
measure = max
of = amount
time = flow

[indicator people]
title = 联系人
unit = 人
from = contracts
measure = distinct
of = contact
time = flow

[published]"""


class ToDate(Summary):
	"""--ytd: a year to date is made of its months; what is counted on a day is that of the last one."""

	def setUp(self):
		super().setUp()
		self.w.change("tally.ini", "periods = year", "periods = year, month")
		self.w.change("areas/market.ini", "[published]", MORE)
		self.w.change("areas/market.ini", "measure = distinct\nof = contact", "measure = distinct\nof = contract_no")
		self.ends(0, self.w.tally("run"))

	def to_date(self, *words):
		return {(row["indicator"].split(".")[1], row["breakdown"]): (row["value"], row["to_date"], row["to_date_base"], row["to_date_growth"])
			for row in self.rows("--ytd", *words)}

	def test_values(self):
		rows = self.to_date("--period", "2018-10")
		self.assertEqual(("1", "3", "1", "200.0000"), rows["contracts", ""])
		self.assertEqual(("1", "2", "0", None), rows["contracts", "level=municipal"])
		self.assertEqual(("1000.00", "1012.75", "10.50", "9545.2381"), rows["amount", ""])
		self.assertEqual(("4", "4", "1", "300.0000"), rows["in_force", ""])
		self.assertEqual(("1000.0000", "337.5833", "10.5000", "3115.0794"), rows["mean_amount", ""])
		self.assertEqual(("1000.00", "1000.00", "10.50"), rows["greatest", ""][:3])
		self.assertEqual(("1.43", "0.50", "185.7143"), rows["contracts_per_10k", ""][1:])  # 3 / 21000 after 1 / 20000
		self.assertEqual(rows, self.to_date("--period", "2018-01..2018-10"))
		self.assertEqual(("0", "1", "1", "0.0000"), self.to_date("--period", "2018-08")["contracts", ""])

	def test_whole_year(self):
		"""Twelve months are the year itself, for every measure and region."""
		for region in ("410900", "410902", "410922"):
			year = {(row["indicator"], row["breakdown"]): row["value"] for row in self.rows("--region", region, "--period", "2018")}
			december = {(row["indicator"], row["breakdown"]): row["to_date"] for row in self.rows("--region", region, "--ytd", "--period", "2018-12")}
			self.assertLess(8, len(december))
			for place, value in december.items():
				self.assertEqual(year[place], value, place)

	def test_eleven_months(self):
		"""The range itself can be asked for, and is the sum of the months for every region."""
		for region in ("410900", "410902", "410922"):
			for indicator in ("contracts", "amount"):
				words = ("--indicator", indicator, "--by", "none", "--region", region)
				months = [float(self.rows(*words, "--period", "2018-%02d" % month)[0]["value"]) for month in range(1, 12)]
				self.assertEqual(sum(months), float(self.rows(*words, "--period", "2018-01..2018-11")[0]["value"]))

	def test_reasons(self):
		self.ends(0, self.w.tally("summary", "--period", "2018-03..2018-10", "--indicator", "contracts_per_10k"), "does not add")
		self.ends(0, self.w.tally("summary", "--period", "2016-05..2017-02", "--indicator", "amount"), "not covered")
		self.w.change("regions.csv", "410922,西县,county,410900,unit,,,,", "410922,西县,county,410900,unit,2018-03-01,,,")
		self.w.write("registers/contracts.csv", "\n".join(line for line in cli.CONTRACTS.splitlines() if "A-002" not in line) + "\n")
		self.ends(0, self.w.tally("run"))
		ended = self.ends(0, self.w.tally("summary", "--period", "2018-01..2018-10", "--indicator", "amount", "--by", "region"), ["1012.75", "1000.00"])
		self.assertNotIn("break in series", ended.out)

	def test_needs_months(self):
		self.w.change("tally.ini", "periods = year, month", "periods = year")
		self.ends(0, self.w.tally("run"))
		self.ends(2, self.w.tally("summary", "--ytd", "--period", "2018-10"), "",
			"tally: period '2018-01..2018-10': months are needed to add them up; this workspace computes: year\n")
		self.ends(2, self.w.tally("summary", "--ytd", "--rows", "region"), "", "tally: --ytd has no place beside --rows and --cols: use --value to_date\n")

	def test_table(self):
		ended = self.ends(0, self.w.tally("summary", "--ytd", "--period", "2018-10", "--indicator", "amount"))
		self.assertEqual(["indicator", "value", "growth", "to", "date", "to", "date,", "year", "before", "growth", "to", "date", "unit", "basis"],
			ended.out.splitlines()[0].split())
		self.assertEqual("to date: 2018-01..2018-10", ended.out.splitlines()[-1])


class Breaks(Summary):
	def growth(self, period):
		return [(row["growth"], row["change"], row["growth_previous"]) for row in self.rows("--period", period, "--by", "none", "--indicator", "contracts",
			"--columns", "growth,change,growth_previous")][0]

	def test_growth_across_a_break(self):
		"""A new series begins with 2018: there is nothing to compare it with, and the figures themselves stay."""
		self.w.change("areas/market.ini", "title_en = Contracts", "title_en = Contracts\nbreaks = 2018, 2030")
		self.ends(0, self.w.tally("run"))
		self.assertEqual((None, None, None), self.growth("2018"))
		ended = self.ends(0, self.w.tally("summary", "--indicator", "contracts", "--by", "none"), "break in series")
		self.assertEqual("Contracts (market.contracts): a new series begins with 2018, 2030", ended.out.splitlines()[-1])
		self.assertEqual([("2", "3")], [(row["base"], row["value"]) for row in self.rows("--indicator", "contracts", "--by", "none")])
		self.assertEqual("3193.4959", self.rows("--indicator", "amount")[0]["growth"])

	def test_grains(self):
		"""Growth on the year before crosses a break within the year; on the period before only where it lies there."""
		self.w.change("tally.ini", "periods = year", "periods = year, quarter")
		self.w.change("areas/market.ini", "title_en = Contracts", "title_en = Contracts\nbreaks = 2018Q2")
		self.ends(0, self.w.tally("run"))
		self.assertEqual((None, None, None), self.growth("2018"))
		self.assertEqual(("0.0000", "0", "0.0000"), self.growth("2018Q1"))
		self.assertEqual((None, None, None), self.growth("2018Q2"))
		self.assertEqual(None, self.growth("2018Q4")[0])
		self.assertEqual("0.0000", self.growth("2018Q4")[2])

	def test_refused(self):
		self.w.change("areas/market.ini", "title_en = Contracts", "title_en = Contracts\nbreaks = 2018, 20Q9")
		self.ends(2, self.w.tally("run"), "", "'20Q9' is no period; write 2018, 2018H1, 2018Q3 or 2018-10")


class Pivot(Summary):
	def test_units_of_indicators_side_by_side(self):
		words = ("summary", "--area", "market", "--rows", "region", "--cols", "indicator", "--by", "none")
		heading = self.ends(0, self.w.tally(*words)).out.splitlines()[1]
		self.assertIn("Contracts (项)  合同金额 (万元)  有效合同 (项)", heading)
		self.assertNotIn("(项)", self.w.tally(*words, "--value", "growth").out)

	def test_table(self):
		ended = self.ends(0, self.w.tally("summary", "--indicator", "contracts", "--rows", "region"), None, "")
		self.assertEqual(["Contracts · value · unit: 项", "region  2017  2018", "------------------", "样例市     2     3", "东区       1     2",
			"西县       1     1"], ended.out.splitlines())

	def test_markdown(self):
		ended = self.ends(0, self.w.tally("summary", "--indicator", "contracts", "--rows", "breakdown", "--value", "growth", "--periods", "2018", "--format", "md"))
		self.assertEqual(["Contracts · 样例市 · growth", "", "| breakdown | 2018 |", "| --- | ---: |", "| total | 50.00 % |", "| 省级 | 0.00 % |",
			"| 市级 | 100.00 % |"], ended.out.splitlines())

	def test_csv_and_json(self):
		words = ("summary", "--area", "market", "--rows", "indicator", "--cols", "region")
		ended = self.ends(0, self.w.tally(*words, "--format", "csv"))
		self.assertEqual("breakdown,period,indicator,title,unit,410900,410902,410922", ended.out.splitlines()[0])
		self.assertEqual(",2018,market.amount,合同金额,万元,1012.75,12.75,1000.00", ended.out.splitlines()[2])
		rows = json.loads(self.ends(0, self.w.tally(*words, "--format", "json")).out, parse_float=str, parse_int=str)
		self.assertEqual("12.75", rows[1]["410902"])

	def test_grain(self):
		self.w.change("tally.ini", "periods = year", "periods = year, quarter")
		self.ends(0, self.w.tally("run"))
		ended = self.ends(0, self.w.tally("summary", "--indicator", "contracts", "--rows", "region", "--grain", "quarter", "--format", "csv"))
		self.assertEqual(["2017Q4,2018Q1,2018Q2,2018Q3,2018Q4", "1,1,0,1,1"], [line.split(",", 6)[6] for line in ended.out.splitlines()[:2]])

	def test_refused(self):
		for words, said in ((("--rows", "regio"), "--rows: 'regio' is not allowed; did you mean 'region'?"),
				(("--periods", "2017..2018"), "--periods needs --rows or --cols"),
				(("--rows", "region", "--columns", "value"), "--columns has no place beside --rows and --cols"),
				(("--rows", "region", "--basis", "all"), "--basis all has no place beside --rows and --cols: name one basis")):
			self.ends(2, self.w.tally("summary", *words), "", "tally: %s\n" % said)

	def test_nothing(self):
		self.ends(0, self.w.tally("summary", "--rows", "region", "--periods", "2001..2003"), None, "no figures for this region and period")


class Store(cli.Test):
	def test_not_there(self):
		self.ends(3, self.w.tally("summary"), "", "tally: store '%s' is not there: 'tally run' writes it\n" % self.w.store)

	def test_needs_no_area_or_register(self):
		"""The store alone answers: titles, units and definitions are in it."""
		self.w.tally("run")
		before = self.w.tally("summary").out
		for name in ("areas/market.ini", "areas/people.ini", "registers/contracts.csv", "regions.csv"):
			(self.w.folder / name).unlink()
		self.assertEqual(before, self.ends(0, self.w.tally("summary"), None, "").out)

	def test_leaves_the_store_alone(self):
		self.w.tally("run")
		before, names = self.w.store.read_bytes(), self.w.names()
		self.w.tally("summary", "--by", "region")
		self.assertEqual((before, names), (self.w.store.read_bytes(), self.w.names()))


if __name__ == "__main__":
	cli.main()
