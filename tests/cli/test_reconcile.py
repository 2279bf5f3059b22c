"""`tally reconcile`: verdicts on conf/puyang recomputed with fractions from the tables alone, and small cases of every verdict."""

import csv
import json
import pathlib
import re
import shutil
from fractions import Fraction

import workspace as cli

PUYANG = cli.SOURCE / "conf" / "puyang"
TEN = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
WORDS = {"三分之一": Fraction(1, 3), "三分之二": Fraction(2, 3), "二分之一": Fraction(1, 2)}


def shift(unit):
	"""Power of ten of a unit: 万元 4, 亿元 8; % is -2 of a plain share."""
	return -2 if unit == "%" else TEN.get(unit[:1], 0) if len(unit) > 1 or unit in TEN else 0


def bounds(row, unit):
	"""(exact value or None, low, high) of a plainly printed number in the indicator's unit; None for wordings that this oracle leaves alone."""
	text = row["text"]
	if text in WORDS:
		return WORDS[text] * 100, None, None
	found = re.fullmatch(r"(-?\d+(?:\.(\d+))?)(%?)", text)
	if not found or row["qualifier"] not in ("", "仅", "只有"):
		return None
	printed = "%" if found.group(3) else row["unit"] or unit
	factor = Fraction(10) ** (shift(printed) - shift(unit))
	value, last = Fraction(found.group(1)), Fraction(1, 10 ** len(found.group(2) or ""))
	if not found.group(2) and printed in ("家", "件", "人", "项", "个"):
		return value * factor, None, None
	return value * factor, (value - last / 2) * factor, (value + last / 2) * factor


def verdict(number, printed):
	value, low, high = printed
	if number == value:
		return "exact"
	return "within" if low is not None and low <= number < high else "different"


class Puyang(cli.Test):
	def setUp(self):
		super().setUp()
		shutil.rmtree(self.w.folder)
		shutil.copytree(PUYANG, self.w.folder, ignore=shutil.ignore_patterns("*.db*"))
		self.w.store = self.w.folder / "puyang.db"
		self.ends(0, self.w.tally("run"))
		self.rows = json.loads(self.ends(1, self.w.tally("reconcile", "--format", "json")).out)

	def figure(self, indicator, region, period, breakdown):
		"""Computed or given; a place without a row inside the coverage is 0."""
		rows = self.w.query("select value_exact from figure where indicator = ? and region = ? and period = ? and breakdown = ? and basis <> 'published'",
			indicator, region, period, breakdown)
		if rows:
			num, _, den = rows[0][0].partition("/")
			return Fraction(num) / Fraction(den or 1)
		registers = self.w.query("select count(*) from indicator where name = ? and register is not null", indicator)
		return Fraction(0) if registers[0][0] else None

	def statements(self):
		for path in sorted((self.w.folder / "statements").glob("*-published.csv")):
			with open(path, encoding="utf-8") as file:
				for row in csv.DictReader(file):
					row["area"] = path.name.split("-")[0]
					yield row

	def unit(self, indicator):
		return self.w.query("select unit from indicator where name = ?", indicator)[0][0]

	def parent(self, region):
		with open(self.w.folder / "regions.csv", encoding="utf-8") as file:
			return next(row["parent"] for row in csv.DictReader(file) if row["code"] == region)

	def expected(self, row):
		"""(finding, verdict) of each statement of the row that this oracle can judge."""
		place = [row["indicator"], row["region"], row["period"], row["breakdown"]]
		finding, now = "%s.%s" % (row["area"], row["ref"]), self.figure(*place)
		if row["stat"] == "value" and now is not None:
			printed = bounds(row, self.unit(row["indicator"]))
			if printed:
				yield finding, verdict(now, printed)
		if row["growth"] and now is not None:
			place[2] = str(int(row["period"]) - 1)
			base = self.figure(*place)
			printed = bounds({"text": row["growth"], "qualifier": "", "unit": "%"}, "%")
			if base and printed:
				yield finding + ".growth", verdict((now - base) / base * 100, printed)
		if row["stat"] == "share_parent" and now is not None:
			place[1] = self.parent(row["region"])
			whole, printed = self.figure(*place), bounds(row, "%")
			if whole and printed:
				yield finding + ".share_parent", verdict(now / whole * 100, printed)

	def test_every_verdict_that_can_be_recomputed(self):
		found = {row["finding"]: row["verdict"] for row in self.rows}
		expected = dict(pair for row in self.statements() for pair in self.expected(row))
		self.assertGreater(len(expected), 50)
		self.assertEqual(expected, {finding: found.get(finding) for finding in expected})

	def test_every_statement_has_a_finding(self):
		refs = set()
		for row in self.statements():
			refs.add("%s.%s" % (row["area"], row["ref"]) + ("" if row["stat"] == "value" else "." + row["stat"]))
			if row["growth"]:
				refs.add("%s.%s.growth" % (row["area"], row["ref"]))
		self.assertEqual(refs, {row["finding"] for row in self.rows if row["stat"] not in ("target", "tie")})

	def test_growth_that_is_another_ones(self):
		row = next(row for row in self.rows if row["finding"] == "finance.F068.growth")
		self.assertIn("该增速是“科技贷款累计”（其累计指标）的增速：5550，上年同期 2500，增长 122.00 %", row["note"])

	def test_targets_are_held_against_something(self):
		"""Of the others F120, F135 and F136 stand in ties, the rest are the only ones of their cells."""
		refs = set()
		for path in (self.w.folder / "statements").glob("*-targets.csv"):
			with open(path, encoding="utf-8") as file:
				refs |= {row["ref"] for row in csv.DictReader(file)}
		named = {ref for row in self.rows if row["stat"] == "target" for ref in row["finding"].split(".")[1:]}
		self.assertEqual({"F120", "F135", "F136", "F125", "F130", "F142", "F147", "F186"}, refs - named)
		self.assertLessEqual({"enterprise.cultivated.410900.2019", "enterprise.little_giants_plan.410900.2019"}, {row["finding"] for row in self.rows})

	def test_the_page_of_verdicts(self):
		"""docs/puyang-figures.md argues as many of each as there are."""
		page = (cli.SOURCE / "docs" / "puyang-figures.md").read_text(encoding="utf-8")
		plain = [row["verdict"] for row in self.rows if row["stat"] != "tie"]
		for heading, verdict_of in (("The very number", "exact"), ("Within what is printed", "within"), ("Cannot be said", "unsaid")):
			self.assertEqual(plain.count(verdict_of), int(re.search(r"\*\*%s \((\d+)" % heading, page).group(1)), heading)
		self.assertEqual(plain.count("different"), int(re.search(r"\*\*Different \(2, in (\d+) findings\)", page).group(1)))
		self.assertEqual(len(self.rows) - len(plain), int(re.search(r"\*\*Ties \((\d+)\)", page).group(1)))
		for row in self.rows:
			if row["verdict"] in ("within", "different") and row["stat"] == "growth":
				self.assertIn(".".join(row["finding"].split(".")[1:]), page)

	def test_what_differs_in_the_source(self):
		different = {row["finding"]: row["distance"] for row in self.rows if row["verdict"] == "different"}
		self.assertEqual({"finance.F068.growth": -99.5, "finance.F140.F127": 50, "finance.F140.F139": 50, "enterprise.cultivated.410900.2019": 1}, different)
		growth = next(row for row in self.rows if row["finding"] == "finance.F068.growth")
		for base in ("1370.79", "1376.97"):
			self.assertIn(base, growth["note"])
		# The ends fit, their neighbours do not.
		for base, fits in (("1370.78", False), ("1370.79", True), ("1376.97", True), ("1376.98", False)):
			grown = (3050 - Fraction(base)) / Fraction(base) * 100
			self.assertEqual(fits, Fraction("121.5") <= grown < Fraction("122.5"))

	def test_sheet(self):
		sheet = self.ends(1, self.w.tally("reconcile", "--format", "md")).out
		for text in ("# 公布数据核对单", "- 单位：濮阳市科技统计（濮阳市）", "- 统计期：2017 至 2019", "需人工处理：3 项", "## 科技金融", "| 核对人 | 备注 |",
				"5550 + 3000 = 8550 万元", "39 + 6 = 不少于 45 家", "| 左式 | 右式 |", "制表：", "日期：______年____月____日"):
			self.assertIn(text, sheet)
		head, counts = [[cell.strip() for cell in line.strip("|").split("|")] for line in sheet.split("\n") if re.match(r"\| (类别|合计) ", line)]
		self.assertEqual(["类别", "一致", "在公布值范围内", "不一致", "已认可", "无法核对", "合计"], head)
		verdicts = [row["verdict"] for row in self.rows]
		self.assertEqual([verdicts.count(word) for word in ("exact", "within", "different", "accepted", "unsaid")] + [len(verdicts)], list(map(int, counts[1:])))
		self.assertEqual(len(self.rows), len(re.findall(r"^\| [a-z]+\.[a-zF]", sheet, re.M)))

	def test_options(self):
		rows = json.loads(self.ends(0, self.w.tally("reconcile", "--area", "talent", "--format", "json")).out)
		self.assertEqual({"talent"}, {row["indicator"].split(".")[0] for row in rows})
		rows = json.loads(self.ends(0, self.w.tally("reconcile", "--region", "410926", "--format", "json")).out)
		self.assertEqual({"410926"}, {row["region"] for row in rows})
		self.ends(2, self.w.tally("reconcile", "--area", "talant"), "", "talent")
		self.ends(2, self.w.tally("reconcile", "word"), "", "word")


class Small(cli.Test):
	"""Counts of market.contracts in 2018: 3, in 2017: 2; the sum 1012.75 after 30.75."""

	def setUp(self):
		super().setUp()
		self.w.write("areas/people.ini", cli.PEOPLE_INI + "\n[published]\nfiles = ../statements/people-published.csv\n")

	def said(self, *rows):
		head = "ref,indicator,region,period,breakdown,stat,text,unit,qualifier,low,high,edition,date,source,growth"
		for area in ("market", "people"):
			self.w.write("statements/%s-published.csv" % area, "\n".join([head, *(row for row in rows if ",%s." % area in row)]) + "\n")
		self.ends(0, self.w.tally("run"))
		ended = self.w.tally("reconcile", "--format", "json", "--period", "2018")
		rows = json.loads(ended.out)
		self.assertEqual(1 if any(row["verdict"] == "different" for row in rows) else 0, ended.status)
		return {row["finding"]: row for row in rows}

	def one(self, stat, text, unit="", qualifier="", indicator="market.contracts", region="410900", breakdown=""):
		return self.said("P1,%s,%s,2018,%s,%s,%s,%s,%s,,,2018,2019-02,synthetic," % (indicator, region, breakdown, stat, text, unit, qualifier))

	def verdict(self, *words, **more):
		return next(iter(self.one(*words, **more).values()))["verdict"]

	def test_counts_are_meant_exactly(self):
		self.assertEqual("exact", self.verdict("value", "3", "项"))
		row = self.one("value", "4", "项")["market.P1"]
		self.assertEqual(("different", -1), (row["verdict"], row["distance"]))

	def test_rounding_and_qualifiers(self):
		amount = {"indicator": "market.amount"}
		for text, unit, qualifier, expected in (("1012.75", "万元", "", "exact"), ("1013", "万元", "", "within"), ("1012", "万元", "", "different"),
				("1012.8", "万元", "", "within"), ("0.1", "亿元", "", "within"), ("1010", "万元", "余", "within"), ("1012", "万元", "超过", "within"),
				("1013", "万元", "以上", "different"), ("1013", "万元", "近", "within"), ("1000", "万元", "不到", "different")):
			self.assertEqual(expected, self.verdict("value", text, unit, qualifier, **amount), (text, qualifier))

	def test_growth_change_and_moves(self):
		self.assertEqual("exact", self.verdict("growth", "50", "%"))
		self.assertEqual("exact", self.verdict("change", "1", "项"))
		self.assertEqual("within", self.verdict("growth", "3193.5", "%", indicator="market.amount"))
		self.assertEqual("exact", self.verdict("entries", "3", "项", indicator="market.in_force"))
		self.assertEqual("exact", self.verdict("exits", "1", "项", indicator="market.in_force"))
		self.assertEqual("different", self.verdict("net", "1", "项", indicator="market.in_force"))

	def test_a_change_of_percentages(self):
		"""33.33 % after 50 %: its unit stands once, and what differs behind the last digit does not differ by 0."""
		self.w.change("areas/market.ini", "[indicator in_force]", "[indicator part]\ntitle = 省级占比\nunit = %\ndecimals = 1\nfrom = contracts\n"
			"measure = share\nshare = level = provincial\ntime = flow\n[indicator in_force]")
		row = self.one("change", "-16.72", indicator="market.part")["market.P1.change"]
		self.assertEqual(("different", "-16.7 pp"), (row["verdict"], row["other"]))
		self.assertAlmostEqual(0.048333, row["distance"], 5)

	def test_share(self):
		self.assertEqual("within", self.verdict("share_parent", "66.7", "%", region="410902"))
		self.assertEqual("exact", self.verdict("share_parent", "三分之二", region="410902"))
		self.assertEqual("different", self.verdict("share_parent", "66", "%", region="410902"))

	def plan(self, *rows):
		head = "ref,indicator,region,period,breakdown,quantity,compare,value,unit,text,qualifier"
		self.w.write("statements/market-targets.csv", "\n".join([head, *rows]) + "\n")

	def test_completion(self):
		"""3 contracts of 4, of 7, and 2 more than the year before of which 1 came."""
		self.assertEqual("exact", self.verdict("completion", "75", "%"))
		row = self.one("completion", "80", "%")["market.P1.completion"]
		self.assertEqual(("different", -4.5, "75.00 %"), (row["verdict"], row["distance"], row["other"]))
		self.plan("T1,market.contracts,410900,2018,,level,=,7,项,7,")
		for text, expected in (("42.8571", "within"), ("42.857142857", "within"), ("43", "within"), ("42.85714286", "within"), ("42.858", "different")):
			self.assertEqual(expected, self.verdict("completion", text, "%"), text)
		self.plan()
		self.assertEqual("unsaid", self.verdict("completion", "75", "%"))

	def test_counted_anew(self):
		"""新增2 on a flow: 2 in all, or with `anew` 2 more than the 2 of the year before."""
		self.plan("T1,market.contracts,410900,2018,,level,=,4,项,4,", "T2,market.contracts,410900,2018,,net,=,2,项,新增2,")
		targets = lambda: {name: (row["verdict"], row["other"]) for name, row in self.said().items() if row["stat"] == "target"}
		self.assertEqual({"market.T1.T2": ("different", "2 项")}, targets())
		self.plan("T2,market.contracts,410900,2018,,net,=,2,项,新增2,")
		self.assertEqual("exact", self.verdict("completion", "150", "%"))
		self.w.change("areas/market.ini", "market-targets.csv", "market-targets.csv\nanew = contracts")
		self.assertEqual("exact", self.verdict("completion", "50", "%"))
		self.plan("T1,market.contracts,410900,2018,,level,=,4,项,4,", "T2,market.contracts,410900,2018,,net,=,2,项,新增2,")
		self.assertEqual({"market.T1.T2": ("exact", "2 + 2 = 4 项")}, targets())
		self.plan("T1,market.contracts,410900,2017,,level,=,4,项,4,", "T2,market.contracts,410900,2017,,net,=,2,项,新增2,")
		rows = self.w.tally("run") and json.loads(self.w.tally("reconcile", "--format", "json", "--period", "2017").out)
		self.assertEqual([("market.T1.T2", "unsaid", None)], [(row["finding"], row["verdict"], row["computed"]) for row in rows if row["stat"] == "target"])

	def test_anew_refused(self):
		self.w.change("areas/market.ini", "market-targets.csv", "market-targets.csv\nanew = contract | in_force")
		ended = self.ends(2, self.w.tally("run"), None, ["anew: no indicator 'contract' of this area", "did you mean 'contracts'?", "'in_force' is no flow"])
		self.assertIn("areas/market.ini:", ended.err)

	def test_nothing_to_hold_it_against(self):
		row = self.one("value", "120", "项", region="410000")["market.P1"]
		self.assertEqual(("unsaid", None), (row["verdict"], row["computed"]))

	def test_growth_that_no_whole_base_gives(self):
		"""3 contracts: 3/1 is 200 %, 3/2 is 50 %; nothing between."""
		row = self.one("growth", "80", "%")["market.P1.growth"]
		self.assertEqual("different", row["verdict"])
		for text in ("3 after 2", "fits no base", "1 gives 200 %", "2 gives 50 %"):
			self.assertIn(text, row["note"])

	def test_bounds_of_the_base(self):
		"""2万人 is [15000, 25000): 21000 after it grows by more than -16 and at most 40 %."""
		self.w.write("statements/people-given.csv", self.w.read("statements/people-given.csv").replace("20000,人", "2,万人"))
		for text, expected in (("5", "exact"), ("40", "within"), ("-15", "within"), ("-15.9", "within"), ("41", "different"), ("-17", "different")):
			row = self.one("growth", text, "%", indicator="people.population")["people.P1.growth"]
			self.assertEqual(expected, row["verdict"], text)
			self.assertEqual(text in ("40", "-15", "-15.9"), "by the bounds of what it is made of: (-16, 40] %" in row["note"], text)
		row = self.one("growth", "60", "%", indicator="people.population")["people.P1.growth"]
		self.assertEqual("21000 after [15000, 25000); the printed growth fits a base of 13085 to 13166, or a value of 23925 to 40124", row["note"])
		self.assertEqual("within", self.verdict("change", "6000", "人", indicator="people.population"))
		self.assertEqual("different", self.verdict("change", "6001", "人", indicator="people.population"))

	def test_bounds_of_a_given_figure(self):
		self.w.write("statements/people-given.csv", self.w.read("statements/people-given.csv").replace("21000,人", "2.1,万人"))
		for text, expected in (("21000", "exact"), ("20500", "within"), ("21499", "within"), ("21500", "different"), ("20499", "different")):
			self.assertEqual(expected, self.verdict("value", text, "人", indicator="people.population"), text)

	def test_bounds_without_a_number(self):
		"""A base that was published as tens of thousands: 20000 to 30000."""
		self.w.write("statements/people-given.csv", "\n".join(line for line in self.w.read("statements/people-given.csv").split("\n") if not line.startswith("G1")))
		base = "P0,people.population,410900,2017,,value,数万,人,,20000,30000,2017,,synthetic,"
		for text, expected in (("5", "within"), ("-29.9", "within"), ("6", "different")):
			rows = self.said(base, "P1,people.population,410900,2018,,growth,%s,%%,,,,2018,,synthetic," % text)
			self.assertEqual((expected, None), (rows["people.P1.growth"]["verdict"], rows["people.P1.growth"]["computed"]), text)
			self.assertIn("[-30, 5] %", rows["people.P1.growth"]["other" if expected == "different" else "note"])

	def test_bounds_of_the_whole(self):
		"""The province has 百余 contracts: 3 of [100, 200) are more than 1.5 and at most 3 %."""
		whole = "P0,market.contracts,410000,2018,,value,100,项,余,,,2018,,synthetic,"
		for text, expected in (("3", "exact"), ("2", "within"), ("1.4", "different"), ("3.2", "different")):
			rows = self.said(whole, "P1,market.contracts,410900,2018,,share_parent,%s,%%,,,,2018,,synthetic," % text)
			self.assertEqual(expected, rows["market.P1.share_parent"]["verdict"], text)

	def test_growth_of_a_neighbour(self):
		"""50 % is that of the contracts; printed beside the amount, it is named as that of another figure of the register."""
		row = self.one("growth", "50", "%", indicator="market.amount")["market.P1.growth"]
		self.assertEqual("different", row["verdict"])
		self.assertIn("it is the growth of Contracts (of the same register): 3 after 2 is 50.00 %", row["note"])
		self.assertNotIn("it is the growth", self.one("growth", "51", "%", indicator="market.amount")["market.P1.growth"]["note"])

	def test_growth_of_the_cumulative(self):
		"""5 after 2 is 150 %; the stock of the same register, which has another growth, is not told."""
		self.w.change("areas/market.ini", "[indicator in_force]", "[indicator so_far]\ntitle = 合同累计\nunit = 项\ntime = cumulative\nof = contracts\n\n[indicator in_force]")
		row = self.one("growth", "150", "%")["market.P1.growth"]
		self.assertIn("it is the growth of 合同累计 (its cumulative): 5 after 2 is 150.00 %", row["note"])
		self.assertIn("it is the growth of Contracts (its flow): 3 after 2 is 50.00 %", self.one("growth", "50", "%", indicator="market.so_far")["market.P1.growth"]["note"])

	def test_growth_of_a_part(self):
		"""Of the three contracts two are municipal, after one: 100 %."""
		row = self.one("growth", "100", "%")["market.P1.growth"]
		self.assertIn("it is the growth of Contracts·市级 (another part of it): 2 after 1 is 100.00 %", row["note"])

	def twice(self, *said, stat="value", indicator="market.amount"):
		"""said: text, unit, qualifier, edition."""
		rows = self.said(*("P%d,%s,410900,2018,,%s,%s,%s,%s,,,%s,2019-02,synthetic," % (number, indicator, stat, *one) for number, one in enumerate(said, 1)))
		return {name: row for name, row in rows.items() if row["stat"] == "published"}

	def test_printed_twice(self):
		row = self.twice(("1012.75", "万元", "", "2018"), ("0.2", "亿元", "", "2019"))["market.P1.P2"]
		self.assertEqual(("different", 487.245, "1012.75 万元", "0.2 亿元", "printed twice: P1, edition 2018 against P2, edition 2019"),
			(row["verdict"], row["distance"], row["printed"], row["other"], row["note"]))
		row = self.twice(("50", "%", "", "2018"), ("48", "%", "", "2018"), stat="growth", indicator="market.contracts")["market.P1.P2.growth"]
		self.assertEqual(1, row["distance"])
		self.assertEqual({"market.P1.P3", "market.P2.P3"}, set(self.twice(("3", "项", "", "2018"), ("3", "项", "", "2018"), ("4", "项", "", "2019"), indicator="market.contracts")))

	def test_printed_twice_in_agreement(self):
		"""Rounded, bounded and of another stat: nothing to tell."""
		self.assertEqual({}, self.twice(("1012.75", "万元", "", "2018"), ("0.1", "亿元", "", "2019"), ("1000", "万元", "以上", "2019")))
		rows = self.said("P1,market.contracts,410900,2018,,value,3,项,,,,2018,,synthetic,50%", "P2,market.contracts,410900,2018,,change,1,项,,,,2018,,synthetic,")
		self.assertEqual({"market.P1", "market.P1.growth", "market.P2.change"}, set(rows))

	def table(self, *figures, indicator="market.contracts", breakdown=""):
		"""Published figures of regions, "410902=2" or "410902=百余|100|200"."""
		rows = []
		for number, figure in enumerate(figures):
			region, text = figure.split("=")
			text, low, high = (text.split("|") + ["", ""])[:3]
			rows.append("P%d,%s,%s,2018,%s,value,%s,,,%s,%s,2018,,synthetic," % (number, indicator, region, breakdown, text, low, high))
		return {name: row for name, row in self.said(*rows).items() if row["stat"] == "tie"}

	def test_regions_together(self):
		tie = "market.contracts.regions_published.410900.2018"
		row = self.table("410900=3", "410902=2", "410922=1")[tie]
		self.assertEqual(("exact", "2 + 1 = 3", "= 3", 3), (row["verdict"], row["printed"], row["other"], row["computed"]))
		row = self.table("410900=3", "410902=2", "410922=2")[tie]
		self.assertEqual(("different", 1), (row["verdict"], row["distance"]))
		self.assertEqual({}, self.table("410900=3", "410902=2"))
		self.assertEqual({}, self.table("410902=2", "410922=2"))
		row = self.table("410900=150", "410902=百余|100|200", "410922=10")[tie]
		self.assertEqual(("within", "[100, 200] + 10 = [110, 210]"), (row["verdict"], row["printed"]))
		self.assertEqual({"market.contracts.regions_published.level=municipal.410900.2018"},
			set(self.table("410900=2", "410902=1", "410922=1", breakdown="level=municipal")))
		self.assertEqual({}, self.table("410900=1.5", "410902=1", "410922=3", indicator="people.contracts_per_10k"))

	def test_one_ref_in_two_files(self):
		"""Both findings have one id: an acceptance of it is told to be of no use."""
		self.w.change("areas/market.ini", "market-published.csv", "market-published.csv | ../statements/more.csv")
		self.w.write("areas/market.ini", self.w.read("areas/market.ini") + "\n[accept]\nfiles = ../statements/accept.csv\n")
		self.w.write("statements/accept.csv", "finding,reason,by,until\nmarket.P1,x,y,\n")
		row = "P1,market.contracts,%s,2018,,value,4,项,,,,2018,,synthetic,"
		self.w.write("statements/more.csv", "ref,indicator,region,period,breakdown,stat,text,unit,qualifier,low,high,edition,date,source,growth\n" + row % 410902 + "\n")
		self.said(row % 410900)
		ended = self.ends(1, self.w.tally("reconcile", "--format", "json"), None, "statements/accept.csv:2: 2 findings are called 'market.P1'")
		self.assertEqual(["different", "different"], [found["verdict"] for found in json.loads(ended.out) if found["finding"] == "market.P1"])

	def test_nothing_published(self):
		self.said()
		self.w.write("statements/market-targets.csv", "ref,indicator,region,period,breakdown,quantity,compare,value,unit,text,qualifier\n")
		self.ends(0, self.w.tally("run"))
		self.ends(0, self.w.tally("reconcile"), None, "nothing was published about these figures: see [published]")
		self.ends(0, self.w.tally("reconcile", "--period", "2017"), None, "nothing was published about these figures in that period or of that region\n")


if __name__ == "__main__":
	cli.main()
