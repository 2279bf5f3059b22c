"""Runs a copy of conf/puyang and asserts its table of figures three times: from the store, from the summary, and recomputed from the
registers by the oracle, from declarations written a second time (puyang/*.ini).

	python3 test_puyang.py TALLY
"""

import contextlib
import fractions
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

import oracle  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "conf" / "puyang"
DECLARED = HERE / "puyang"
AREAS = ["enterprise", "finance", "ip", "platform", "talent"]
HOME, FAN, NANLE, INDUSTRY_PARK, PROVINCE, NATION = "410900", "410926", "410923", "410971", "410000", "000000"
F = fractions.Fraction

# Indicator, breakdown, value of 2017, value of 2018; None where no figure is fixed.
TABLE = [
	("enterprise.innovation_leaders", "", 29, 39),
	("enterprise.high_tech", "", 50, 56),
	("enterprise.high_tech_new", "", None, 9),
	("enterprise.little_giants", "level=provincial", 13, 16),
	("enterprise.little_giants", "level=municipal", 21, 39),
	("enterprise.energy_saving", "level=provincial", 27, 31),
	("enterprise.energy_saving", "level=municipal", 37, 43),
	("enterprise.tech_smes", "", None, 85),
	("platform.engineering_centers", "level=national", 0, 0),
	("platform.engineering_centers", "level=provincial", 30, 33),
	("platform.engineering_centers", "level=municipal", 102, 114),
	("platform.key_laboratories", "level=provincial", 0, 0),
	("platform.key_laboratories", "level=municipal", 52, 59),
	("platform.academician_stations", "", 4, 5),
	("platform.agri_parks", "level=national", None, 1),
	("platform.agri_parks", "level=municipal", 27, 37),
	("platform.incubators", "level=national", None, 1),
	("platform.incubators", "level=provincial", None, 5),
	("platform.maker_spaces", "level=provincial", None, 3),
	("platform.maker_spaces", "level=municipal", None, 11),
	("platform.star_creations", "level=national", None, 2),
	("platform.star_creations", "level=provincial", None, 7),
	("talent.high_level", "", None, 9),
	("talent.flexible", "", None, 66),
	("finance.tech_loans", "", 2500, 3050),
	("finance.tech_loan_firms", "", None, 5),
	("finance.tech_loans_total", "", 2500, 5550),
	("finance.pledge_loans", "", 8700, 12900),
	("finance.pledge_loan_firms", "", None, 15),
	("finance.pledge_loans_total", "", 41100, 54000),
	("ip.applications", "", 1769, 2186),
	("ip.grants", "", 1124, 1394),
]
# Indicator, breakdown, region, entries and exits in 2018.
MOVES = [
	("enterprise.high_tech", "", HOME, 9, 3),
	("enterprise.high_tech", "", FAN, 3, None),
	("enterprise.energy_saving", "level=provincial", NANLE, 2, 0),
	("enterprise.energy_saving", "level=municipal", NANLE, 4, 0),
	("enterprise.energy_saving", "level=provincial", HOME, 4, 0),
	("enterprise.energy_saving", "level=municipal", HOME, 6, 0),
	("platform.academician_stations", "", INDUSTRY_PARK, 1, 0),
	("platform.academician_stations", "", HOME, 1, 0),
]
# What belongs to one county in 2018.
COUNTIES = [
	("enterprise.high_tech_new", "", FAN, 3),
	("enterprise.energy_saving_new", "level=provincial", NANLE, 2),
	("enterprise.energy_saving_new", "level=municipal", NANLE, 4),
	("enterprise.energy_saving_new", "level=provincial", HOME, 4),
	("enterprise.energy_saving_new", "level=municipal", HOME, 6),
	("platform.academician_stations", "", INDUSTRY_PARK, 1),
]


def rounded(value, places):
	"""Half away from zero."""
	one = 10**places
	units = (abs(value) * one * 2 + 1) // 2
	return F(-units if value < 0 else units, one)


class Office:
	"""A copy of the workspace somewhere else."""

	def __init__(self, tally, folder):
		self.tally, self.folder = tally, folder / "office"
		shutil.copytree(SOURCE, self.folder, ignore=shutil.ignore_patterns("*.db*"))

	def call(self, *arguments):
		done = subprocess.run([self.tally, "-C", str(self.folder), *arguments], capture_output=True, timeout=120, check=False)
		if done.returncode != 0:
			raise AssertionError("tally %s: status %d: %s" % (" ".join(arguments), done.returncode, done.stderr.decode()))
		return done.stdout.decode()

	def query(self, sql, *values):
		with contextlib.closing(oracle.open_store(self.folder / "puyang.db")) as store:
			return store.execute(sql, values).fetchall()

	def summary(self, *arguments):
		"""{(indicator, region, breakdown): row}; numbers exact."""
		rows = json.loads(self.call("summary", "--format", "json", *arguments), parse_float=F, parse_int=F)
		found = {(row["indicator"], row["region"], row["breakdown"]): row for row in rows}
		assert len(found) == len(rows), "a cell stands twice"
		return found


class Puyang(unittest.TestCase):
	@classmethod
	def setUpClass(cls):
		cls.place = tempfile.TemporaryDirectory()
		cls.office = Office(TALLY, pathlib.Path(cls.place.name))
		cls.said = cls.office.call("run")
		cls.oracle, cls.faults = oracle.check(cls.office.folder, DECLARED)

	@classmethod
	def tearDownClass(cls):
		cls.place.cleanup()

	def figure(self, indicator, part, region, year):
		"""What the store holds, or 0 where it says nothing."""
		rows = self.office.query(
			"SELECT value_exact, entries, exits, basis FROM figure WHERE indicator = ? AND breakdown = ? AND region = ? AND period = ?",
			indicator, part, region, str(year))
		self.assertLessEqual(len(rows), 1, (indicator, part, region, year))
		return rows[0] if rows else ("0", 0, 0, "register")

	def test_every_figure_agrees_with_the_oracle(self):
		self.assertEqual(self.faults, [])
		self.assertGreater(len(self.oracle.cells), 900)

	def test_the_oracle_knows_every_indicator(self):
		live = {row[0] for row in self.office.query("SELECT name FROM indicator WHERE live AND register IS NOT NULL")}
		self.assertEqual(live, set(self.oracle.indicators))
		formulas = {row[0] for row in self.office.query("SELECT name FROM indicator WHERE live AND formula <> ''")}
		self.assertEqual(formulas, set(self.oracle.formulas))

	def test_no_record_is_faulty(self):
		self.assertEqual(self.office.query("SELECT sum(rejected), sum(warned) FROM source"), [(0, 0)])
		self.assertEqual([register.rejected for register in self.oracle.registers.values()], [0] * 9)

	def test_table_from_the_store(self):
		for indicator, part, base, value in TABLE:
			for year, wanted in ((2017, base), (2018, value)):
				if wanted is not None:
					with self.subTest(indicator=indicator, part=part, year=year):
						text, _, _, basis = self.figure(indicator, part, HOME, year)
						self.assertEqual((F(text), basis), (wanted, "register"))

	def test_table_from_the_registers(self):
		for indicator, part, base, value in TABLE:
			for year, wanted in ((2017, base), (2018, value)):
				if wanted is not None:
					with self.subTest(indicator=indicator, part=part, year=year):
						self.assertEqual(self.oracle.value(indicator, HOME, str(year), part)[0], wanted)

	def test_table_from_the_summary(self):
		rows = self.office.summary()
		for indicator, part, base, value in TABLE:
			with self.subTest(indicator=indicator, part=part):
				row = rows[indicator, HOME, part]
				self.assertEqual((row["value"], row["basis"], row["period"]), (value, "register", "2018"))
				if base is not None:
					self.assertEqual(row["base"], base)
				self.assertIs(type(row["value"]), F)

	def test_every_row_of_the_summary(self):
		for region in (HOME, FAN, NANLE, INDUSTRY_PARK):
			for (indicator, at, part), row in self.office.summary("--region", region).items():
				if indicator not in self.oracle.indicators or row["basis"] != "register":
					continue
				with self.subTest(indicator=indicator, region=at, part=part):
					now = self.oracle.value(indicator, at, "2018", part)[0]
					base = self.oracle.value(indicator, at, "2017", part)[0]
					growth = rounded((now - base) / abs(base) * 100, 4) if base else None
					self.assertEqual((row["value"], row["base"], row["growth"]), (now, base, growth))

	def test_every_declared_code_appears(self):
		rows = self.office.summary("--by", "level")
		for indicator, about in self.oracle.indicators.items():
			for part in about.parts:
				if not part.endswith("=") and "level" in (part or "level") and any("level=" in other for other in about.parts):
					self.assertIn((indicator, HOME, part), rows)

	def test_zero_is_not_missing(self):
		"""No national engineering centre: 0, told by the register, in both years; and no cell is stored for it."""
		row = self.office.summary("--indicator", "platform.engineering_centers")["platform.engineering_centers", HOME, "level=national"]
		self.assertEqual((row["value"], row["base"], row["growth"], row["basis"]), (0, 0, None, "register"))
		self.assertEqual(self.office.query("SELECT count(*) FROM observation WHERE indicator = 'platform.engineering_centers' "
			"AND breakdown = 'level=national' AND run IS NOT NULL"), [(0,)])

	def test_entries_and_exits(self):
		for indicator, part, region, entries, exits in MOVES:
			with self.subTest(indicator=indicator, part=part, region=region):
				_, came, went, _ = self.figure(indicator, part, region, 2018)
				_, oracle_came, oracle_went = self.oracle.value(indicator, region, "2018", part)
				self.assertEqual((came, oracle_came), (entries, entries))
				if exits is not None:
					self.assertEqual((went, oracle_went), (exits, exits))

	def test_closings_follow_from_openings(self):
		for indicator, part, base, value in TABLE:
			if self.oracle.indicators[indicator].time == "stock":
				_, came, went, _ = self.figure(indicator, part, HOME, 2018)
				self.assertEqual(F(self.figure(indicator, part, HOME, 2017)[0]) + (came or 0) - (went or 0), value)

	def test_counties(self):
		for indicator, part, region, value in COUNTIES:
			with self.subTest(indicator=indicator, part=part, region=region):
				self.assertEqual(F(self.figure(indicator, part, region, 2018)[0]), value)
				self.assertEqual(self.oracle.value(indicator, region, "2018", part)[0], value)
		rows = self.office.summary("--indicator", "enterprise.high_tech_new", "--by", "region")
		self.assertEqual(rows["enterprise.high_tech_new", FAN, ""]["value"] / rows["enterprise.high_tech_new", HOME, ""]["value"], F(1, 3))

	def test_shares_as_published(self):
		"""三分之二 and 二分之一 are Nanle's shares of the new ones, 三分之一 is Fan county's."""
		rows = self.office.query("SELECT indicator, region, breakdown, value, low, high FROM stated "
			"WHERE stat = 'share_parent' AND ref IN ('F097', 'F098', 'F100')")
		self.assertEqual(len(rows), 3)
		for indicator, region, part, value, low, high in rows:
			share = self.oracle.value(indicator, region, "2018", part)[0] / self.oracle.value(indicator, HOME, "2018", part)[0] * 100
			self.assertAlmostEqual(value, float(share), 9)
			self.assertTrue(low == high == value)

	def test_the_province_is_given(self):
		"""The city's register never speaks for the province: 3,339 as given, and nothing computed."""
		for region, value in ((PROVINCE, 3339), (NATION, 181000)):
			text, _, _, basis = self.figure("enterprise.high_tech", "", region, 2018)
			self.assertEqual((F(text), basis), (value, "given"))
			row = self.office.summary("--region", region, "--indicator", "enterprise.high_tech")["enterprise.high_tech", region, ""]
			self.assertEqual((row["value"], row["basis"], row["base"], row["growth"]), (value, "given", None, None))
		computed = self.office.query("SELECT DISTINCT region FROM observation WHERE run IS NOT NULL AND indicator NOT LIKE 'ip.%per%'")
		regions = self.oracle.workspace.regions
		self.assertTrue(all(regions.within(region, HOME) for region, in computed))

	def test_pledge_loans_stay_as_printed(self):
		rows = self.office.query("SELECT ref, text, unit, low, high FROM stated WHERE ref IN ('F071', 'F072') AND stat = 'value' ORDER BY ref")
		self.assertEqual(rows, [("F071", "1.29", "亿元", 12850, 12950), ("F072", "5.4", "亿元", 53500, 54500)])

	def test_inventions_per_10k(self):
		printed = self.office.summary("--area", "ip")["ip.inventions_per_10k", HOME, ""]
		self.assertEqual((printed["value"], printed["base"]), (F("1.89"), F("1.81")))
		exact = {}
		for year, wanted in ((2017, F("1.81")), (2018, F("1.89"))):
			exact[year] = F(self.figure("ip.inventions_per_10k", "", HOME, year)[0])
			self.assertEqual(rounded(exact[year], 2), wanted)
		growth = (exact[2018] - exact[2017]) / exact[2017] * 100
		self.assertEqual(rounded(growth, 2), F("4.42"))
		self.assertEqual(printed["growth"], rounded(growth, 4))
		self.assertEqual(printed["basis"], "given")

	def test_targets_of_next_year(self):
		"""Levels, and net changes as the level that they imply: the stated level where there is one."""
		rows = self.office.summary()
		for indicator, part, level in (("enterprise.high_tech", "", 59), ("enterprise.innovation_leaders", "", 48),
				("enterprise.tech_smes", "", 110), ("platform.engineering_centers", "level=municipal_up", 157),
				("platform.key_laboratories", "level=municipal", 62), ("platform.agri_parks", "level=municipal", 40),
				("platform.academician_stations", "", 6), ("finance.tech_loans", "", 3000)):
			self.assertEqual(rows[indicator, HOME, part]["target_next"], level, indicator)


class Again(unittest.TestCase):
	"""Runs that follow, each in a copy of its own."""

	def setUp(self):
		place = tempfile.TemporaryDirectory()
		self.addCleanup(place.cleanup)
		self.office = Office(TALLY, pathlib.Path(place.name))
		self.office.call("run")

	def observations(self):
		return self.office.query(
			"SELECT indicator, region, period, breakdown, value_exact, entries, exits, basis FROM observation ORDER BY 1, 2, 3, 4, 8")

	def test_the_same_inputs_change_nothing(self):
		before = self.observations()
		self.office.call("run")
		self.assertEqual(self.observations(), before)
		runs = self.office.query("SELECT added, changed, removed FROM run ORDER BY id")
		self.assertGreater(runs[0][0], 500)
		self.assertTrue(all(run == (0, 0, 0) for run in runs[1:]), runs)
		self.assertEqual(self.office.query("SELECT count(*) FROM cell_history"), [(0,)])

	def test_declared_in_ini_the_figures_are_the_same(self):
		before = self.observations()
		for name in AREAS:
			shutil.copy(DECLARED / (name + ".ini"), self.office.folder / (name + "-declared.ini"))
			path = self.office.folder / "areas" / (name + ".ini")
			text = path.read_text("utf-8")
			self.assertIn("plugin = %s\n" % name, text)
			path.write_text(text.replace("plugin = %s\n" % name, "define = ../%s-declared.ini\n" % name), "utf-8")
		self.office.call("run")
		self.assertEqual(self.observations(), before)


if __name__ == "__main__":
	if len(sys.argv) < 2:
		sys.exit("usage: test_puyang.py TALLY [unittest options]")
	TALLY = sys.argv.pop(1)
	unittest.main()
