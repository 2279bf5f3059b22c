"""Real registers, run as they are through INI alone, against what others say of them and against a second way to the same
numbers: the csv module of Python and plain arithmetic, nothing of the project.

usage: python3 test_real.py TALLY SHARED
SHARED is a folder with data/registers; where there is none the test says so and ends with 77.
"""

import collections
import csv
import decimal
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
TALLY = SHARED = None
SKIPPED = 77

# The official table of Phase II awards of 1995: where the register has another number of them (register, official).
OTHERWISE = {
	"Arizona": (13, 11), "California": (274, 280), "Colorado": (49, 51), "Connecticut": (44, 45), "District of Columbia": (3, 2),
	"Florida": (27, 25), "Georgia": (11, 12), "Massachusetts": (179, 181), "Minnesota": (19, 18), "New Jersey": (45, 46),
	"New Mexico": (22, 23), "Pennsylvania": (49, 50), "Utah": (11, 12), "Vermont": (6, 5),
}
GRAND_TOTAL = 1483995024  # in the last line of the list of 2010
GIVERS = {"Loire-Atlantique": "44", "Maine-et-Loire": "49", "Mayenne": "53", "Sarthe": "72", "Vendée": "85"}


class Office:
	"""One of the workspaces here, in a folder from which its paths lead to the same registers; the store is made on first use."""

	made = {}

	def __new__(cls, name):
		if name not in cls.made:
			cls.made[name] = super().__new__(cls)
			cls.made[name].run(name)
		return cls.made[name]

	def run(self, name):
		self.temporary = tempfile.mkdtemp(prefix="tally-real-")
		project = pathlib.Path(self.temporary) / "project"
		self.folder = project / "tests" / "real" / name
		shutil.copytree(HERE / name, self.folder, ignore=shutil.ignore_patterns("*.db*"))
		os.symlink(SHARED, project.parent / "shared")
		environment = {"LANG": "C", "PATH": os.environ.get("PATH", "")}
		environment.update({key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")})
		self.ended = subprocess.run([TALLY, "-C", self.folder, "run", "--issues", self.folder / "issues.csv"],
			env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)

	def query(self, sql, *values):
		with sqlite3.connect("file:%s?mode=ro" % (self.folder / "tally.db"), uri=True) as db:
			rows = db.execute(sql, values).fetchall()
		db.close()
		return rows

	def figures(self, indicator, breakdown=""):
		"""(region, year): value as a decimal, without zeros."""
		rows = self.query("select region, period, value_exact from figure where indicator = ? and breakdown = ?",
			indicator, breakdown)
		return {(region, period): decimal.Decimal(value) for region, period, value in rows if decimal.Decimal(value)}

	def issues(self, file, rule):
		with open(self.folder / "issues.csv", encoding="utf-8", newline="") as lines:
			return [int(row["line"]) for row in csv.DictReader(lines) if file in row["file"] and row["rule"] == rule]

	def account(self, register):
		return self.query("select read, accepted, rejected, skipped, encoding from source join register on register.id = register"
			" where register.name like '%' || ?", register)[0]


def register(name, encoding="utf-8", delimiter=","):
	with open(SHARED / "data" / "registers" / name, encoding=encoding, errors="surrogateescape", newline="") as lines:
		return list(csv.DictReader(lines, delimiter=delimiter))


def summed(rows, key, value, above):
	"""Sums by region and year, and those of the region above them all."""
	sums = collections.defaultdict(decimal.Decimal)
	for row in rows:
		region, year = key(row)
		amount = value(row)
		for place in {region, above}:
			sums[place, year] += amount
	return {place: amount for place, amount in sums.items() if amount}


class Awards(unittest.TestCase):
	"""The awards of sbir.gov: the state stands inside the address, amounts are written 49722.0, N/A is nothing."""

	maxDiff = None

	@classmethod
	def setUpClass(cls):
		cls.office = Office("sbir")
		cls.rows = [dict(row, state=cls.state(row["comp_address"])) for row in register("us_sbir/awards.csv")]

	@staticmethod
	def state(address):
		parts = [part.strip() for part in address.split(",")]
		return parts[-2].upper() if len(parts) > 2 else None

	def placed(self, phase=None):
		return [row for row in self.rows if row["state"] and (phase is None or row["phase"] == phase)]

	def test_account(self):
		self.assertEqual(1, self.office.ended.returncode, self.office.ended.stderr.decode())
		self.assertEqual((32971, 32970, 1, 0, "UTF-8"), self.office.account("awards"))
		whole = self.office.account("awards_whole")
		self.assertEqual((19727, 13244), (whole[0], whole[3]))  # Phase I is passed over
		cents = [row for row in self.rows if row["phase"] == "Phase II" and decimal.Decimal(row["award_amount"]) % 1]
		self.assertEqual(len(cents) + 1, whole[2])
		self.assertEqual(len(cents), len(self.office.issues("awards.csv", "number")))

	def test_awards_by_state_year_and_phase(self):
		for phase, breakdown in ((None, ""), ("Phase I", "phase=one"), ("Phase II", "phase=two")):
			wanted = summed(self.placed(phase), lambda row: (row["state"], row["award_year"]), lambda row: 1, "US")
			self.assertEqual(wanted, self.office.figures("awards.awards", breakdown))

	def test_dollars(self):
		amount = lambda row: decimal.Decimal(row["award_amount"])
		wanted = summed(self.placed(), lambda row: (row["state"], row["award_year"]), amount, "US")
		self.assertEqual(wanted, self.office.figures("awards.dollars"))
		whole = [row for row in self.placed("Phase II") if amount(row) % 1 == 0]
		wanted = summed(whole, lambda row: (row["state"], row["award_year"]), amount, "US")
		self.assertEqual(wanted, self.office.figures("awards.whole_dollars"))

	def test_companies(self):
		names = collections.defaultdict(set)
		for row in self.placed():
			for region in (row["state"], "US"):
				if row["comp_name"].strip() not in ("", "N/A"):
					names[region, row["award_year"]].add(row["comp_name"].strip())
		self.assertEqual({place: len(all_of) for place, all_of in names.items()}, self.office.figures("awards.companies"))

	def test_against_the_official_table_of_1995(self):
		codes = dict(self.office.query("select name, code from region where level = 'state'"))
		figures = self.office.figures("awards.awards", "phase=two")
		official = register("us_sbir/official_sba_fy1995_by_state.csv")
		self.assertEqual(50, len(official))
		found = {row["state"]: (int(figures.get((codes[row["state"]], "1995"), 0)), int(row["p2_awards"])) for row in official}
		self.assertEqual(OTHERWISE, {state: pair for state, pair in found.items() if pair[0] != pair[1]})
		self.assertEqual(36, sum(ours == theirs for ours, theirs in found.values()))
		for state, (ours, theirs) in found.items():
			self.assertLessEqual(abs(ours - theirs), max(2, theirs / 10), state)


class GrantsOfTheState(unittest.TestCase):
	"""The list of 2010: CP1252, 3 000 for 3000, totals between the rows, the department behind the name."""

	maxDiff = None

	@classmethod
	def setUpClass(cls):
		cls.office = Office("grants")
		rows = register("fr_assoc_subsidies/jaune_2010_national.csv", "cp1252", ";")
		cls.rows = [row for row in rows if row["IMPUTATION"]]
		cls.last = rows[-1]

	@staticmethod
	def number(text):
		return int("".join(text.split()))

	@staticmethod
	def department(row):
		found = re.findall(r" - (\d[\dAB])", row["ASSOCIATION"])
		known = found[-1] if found else "FR"
		return {"00": "FR", "96": "92"}.get(known, known)

	def test_account(self):
		self.assertEqual((20194, 20194, 0, 17485, "cp1252"), self.office.account("grants"))
		self.assertEqual([], self.office.issues("jaune", "total"))  # compared with the sum, and equal to it

	def test_the_grand_total(self):
		self.assertEqual(GRAND_TOTAL, self.number(self.last["Détail des subventions"]))
		self.assertEqual(GRAND_TOTAL, sum(self.number(row["Détail des subventions"]) for row in self.rows))
		self.assertEqual(GRAND_TOTAL, self.office.figures("state.euros")["FR", "2010"])

	def test_departments(self):
		number = lambda row: decimal.Decimal(self.number(row["Détail des subventions"]))
		for indicator, value in (("state.euros", number), ("state.grants", lambda row: 1)):
			sums = summed(self.rows, lambda row: (self.department(row), "2010"), value, "FR")
			corsica = sum(sums.get((code, "2010"), 0) for code in ("20", "2A", "2B"))
			sums["20", "2010"] = corsica
			self.assertEqual(sums, {place: value for place, value in self.office.figures(indicator).items()
				if not place[0].endswith(".rest")})

	def test_associations(self):
		self.assertEqual(len({row["SIREN"] for row in self.rows}), self.office.figures("state.associations")["FR", "2010"])


class GrantsOfDepartments(unittest.TestCase):
	maxDiff = None

	@classmethod
	def setUpClass(cls):
		cls.office = Office("grants")

	def same(self, name, rows, key, amount, above="FR"):
		"""Counts and sums of a register, region by region."""
		for indicator, value in ((name, lambda row: 1), (name + "_euros", lambda row: decimal.Decimal(row[amount] or 0))):
			self.assertEqual(summed(rows, key, value, above),
				{place: value for place, value in self.office.figures(indicator).items() if not place[0].endswith(".rest")})

	def test_loire_atlantique(self):
		rows = register("fr_assoc_subsidies/dept44_loire_atlantique.csv", "utf-8", ";")
		self.assertEqual((18148, 18148, 0, 0, "UTF-8"), self.office.account("loire_atlantique"))
		self.same("departments.loire_atlantique", rows, lambda row: ("44", row["Date de la convention de subvention"]),
			"Montant total de la subvention")

	def test_maine_et_loire(self):
		rows = register("fr_assoc_subsidies/dept49_maine_et_loire.csv", "utf-8", ";")
		good = [row for row in rows if len(row["Code postal"]) == 5]
		self.assertEqual((11843, 11840, 3, 0, "UTF-8"), self.office.account("maine_et_loire"))
		self.assertEqual([2569, 3550, 9990], self.office.issues("dept49", "extract"))  # 4400 lost its zero, and that is told
		self.same("departments.maine_et_loire", good, lambda row: (row["Code postal"][:2], row["Année"]), "Mandaté")


class OneListInTwoEncodings(unittest.TestCase):
	"""The grants of five departments as CP1252 and as UTF-8, the latter broken in 108 lines."""

	maxDiff = None

	@classmethod
	def setUpClass(cls):
		cls.office = Office("grants")
		cls.windows = register("fr_assoc_subsidies/pdl_aggregated_CP1252_crlf.csv", "cp1252", ";")
		path = SHARED / "data" / "registers" / "fr_assoc_subsidies" / "pdl_aggregated_UTF8_lf.csv"
		cls.broken_lines = [number for number, line in enumerate(path.read_bytes().split(b"\n"), 1) if cls.broken(line)]
		unicode_rows = register("fr_assoc_subsidies/pdl_aggregated_UTF8_lf.csv", "utf-8", ";")
		cls.sound = [not any("\udc80" <= c <= "\udcff" for cell in row.values() for c in cell or "") for row in unicode_rows]

	@staticmethod
	def broken(line):
		try:
			line.decode("utf-8")
		except UnicodeDecodeError:
			return True
		return False

	@staticmethod
	def place(row):
		return next(code for name, code in GIVERS.items() if row["nomAttribuant"].endswith(name)), row["dateConvention"][:4]

	def dated(self, rows):
		return [row for row in rows if row["dateConvention"] not in ("", "NA")]

	def same(self, register_name, rows):
		for indicator, value in (("pays_de_la_loire." + register_name, lambda row: 1),
			("pays_de_la_loire." + register_name + "_euros", lambda row: decimal.Decimal(row["montant"] or 0))):
			self.assertEqual(summed(rows, self.place, value, "FR"),
				{place: value for place, value in self.office.figures(indicator).items() if not place[0].endswith(".rest")})

	def test_windows(self):
		self.assertEqual((18719, 18696, 23, 0, "cp1252"), self.office.account("windows"))
		self.same("windows", self.dated(self.windows))

	def test_unicode(self):
		rows = [row for row, sound in zip(self.windows, self.sound) if sound]
		lost = len(rows) - len(self.dated(rows))
		self.assertEqual((18719, len(rows) - lost, 108 + lost, 0, "UTF-8"), self.office.account("unicode"))
		self.same("unicode", self.dated(rows))

	def test_broken_lines_are_listed(self):
		self.assertEqual(108, len(self.broken_lines))
		self.assertEqual(self.broken_lines, self.office.issues("pdl_aggregated_UTF8", "bytes"))


def main():
	global TALLY, SHARED
	if len(sys.argv) < 3:
		sys.exit("usage: python3 %s TALLY SHARED [unittest options]" % sys.argv[0])
	TALLY, SHARED = (pathlib.Path(sys.argv.pop(1)).resolve() for _ in range(2))
	if not (SHARED / "data" / "registers").is_dir():
		print("skipped: no ../shared")
		sys.exit(SKIPPED)
	try:
		unittest.main(module="__main__")
	finally:
		for office in Office.made.values():
			shutil.rmtree(office.temporary, ignore_errors=True)


if __name__ == "__main__":
	main()
