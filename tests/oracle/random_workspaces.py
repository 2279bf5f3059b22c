"""Random workspaces through `tally run`, each store compared with the oracle and with what must hold of any figures.

	python3 random_workspaces.py TALLY [--rounds N] [--seed S] [--round K] [--keep FOLDER]

Round K of seed S is always the same workspace; a round that fails is kept and named.
"""

import argparse
import csv
import fractions
import multiprocessing
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

import formulas  # noqa: E402
import oracle  # noqa: E402
import properties  # noqa: E402
import random_adjustments  # noqa: E402
from random_office import Office  # noqa: E402
from random_rows import Files, Rows  # noqa: E402
from workspace import period_days, period_text  # noqa: E402

ALL = "SELECT indicator, region, period, breakdown, value_exact, entries, exits, basis FROM observation ORDER BY 1, 2, 3, 4, 8"
COUNTS = "SELECT register, sum(read), sum(accepted), sum(rejected) FROM source GROUP BY register ORDER BY register"


class Round:
	def __init__(self, tally, seed, number, folder):
		self.tally, self.folder = tally, folder
		self.random = random.Random("%s.%d" % (seed, number))
		self.office = Office(self.random)
		self.rows, self.size, self.asked, self.formulas_asked = {}, 0, 0, 0
		for area in self.office.areas:
			for register in area.registers:
				entities = ["样例企业%d" % n for n in range(1, self.random.choice([3, 6, 12, 25]))] + ["O'Neil"]
				self.rows[area.name, register.name] = Rows(register, entities).rows
			area.adjusted = random_adjustments.Adjustments(area, self.all_rows(area)).rows

	def all_rows(self, area):
		return [row for register in area.registers for row in self.rows[area.name, register.name]]

	def write(self, folder, pieces):
		folder.mkdir()
		(folder / "areas").mkdir()
		(folder / "tally.ini").write_text(self.office.ini(), "utf-8")
		self.write_table(folder / "regions.csv", self.office.table())
		for area in self.office.areas:
			for register in area.registers:
				rows = list(self.rows[area.name, register.name])
				if pieces > 1:
					self.random.shuffle(rows)
				Files(register, self.random).write(folder, rows, pieces)
			self.write_table(folder / (area.name + "-opening.csv"), [["indicator", "region", "period", "breakdown", "value"]] + area.openings)
			self.write_table(folder / (area.name + "-given.csv"), [["ref", "indicator", "region", "period", "breakdown", "value"]] + area.given)
			self.write_table(folder / (area.name + "-adjustments.csv"), [random_adjustments.HEAD] + area.adjusted)
			for name, values in area.parameters.rows.items():
				self.write_table(folder / ("%s-%s.csv" % (area.name, name)), values)
			(folder / "areas" / (area.name + ".ini")).write_text(area.ini(), "utf-8")

	@staticmethod
	def write_table(path, rows):
		with path.open("w", encoding="utf-8", newline="") as file:
			csv.writer(file).writerows(rows)

	def run(self, folder):
		done = subprocess.run([self.tally, "-C", str(folder), "run", "--threads", str(self.random.choice([1, 2, 5]))],
			capture_output=True, timeout=120, check=False)
		if done.returncode not in (0, 1) or b" failed: " in done.stderr or not (folder / "office.db").exists():
			return ["tally run: status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace"))]
		return []

	def whole(self, folder):
		"""No check of the store finds anything."""
		done = subprocess.run([self.tally, "-C", str(folder), "check", "--store", "--format", "csv"], capture_output=True, timeout=120, check=False)
		rows = csv.DictReader(done.stdout.decode("utf-8").splitlines())
		return ["check --store: %(name)s: %(count)s: %(details)s" % row for row in rows if row["count"] != "0"]

	def again(self, folder):
		"""The same inputs give no new values."""
		faults = self.run(folder)
		store = oracle.open_store(folder / "office.db")
		last = store.execute("SELECT id, added, changed, removed FROM run ORDER BY id DESC LIMIT 1").fetchone()
		store.close()
		return faults if faults or last[1:] == (0, 0, 0) else ["run %d of the same inputs: %d added, %d changed, %d removed" % last]

	def settle(self, folder):
		"""Runs the first folder. Adjustments that the coverage does not hold must be refused; they are taken out, and it is run anew."""
		faults = self.run(folder)
		if not faults or "lies outside what register" not in faults[0]:
			return faults
		found = oracle.Oracle(folder)
		for area in self.office.areas:
			kept = [row for row in area.adjusted if row[2] in found.indicators[row[0]].covered_periods]
			refused = "%s failed: " % area.name in faults[0]
			if refused != (len(kept) < len(area.adjusted)):
				return faults + ["%s: %d adjustments outside the coverage" % (area.name, len(area.adjusted) - len(kept))]
			area.adjusted = kept
		shutil.rmtree(folder)
		self.write(folder, 1)
		return self.run(folder)

	def to_date(self, folder, found):
		"""A year to date, of the home with its parts and of all regions, as `tally summary` answers it."""
		grains, faults = set(self.office.grains), []
		months = self.random.randint(2, 11) if "month" in grains else 9
		if not grains & {"month", "quarter"}:
			return []
		period = period_text(self.random.choice([2016, 2017, 2018]) * 12, months)
		if ".." not in period or period_days(period)[1] > found.workspace.through:
			return []
		wanted = {about.id: about.year_to_date(period) for about in found.indicators.values() if grains <= set(about.grains)}
		formulas_wanted = formulas.to_date(found, period)
		for words in (["--by", "region"], []):
			done = subprocess.run([self.tally, "-C", str(folder), "summary", "--period", period, "--format", "csv", "--columns",
				"indicator,region,breakdown,value,basis", *words], capture_output=True, timeout=120, check=False)
			for row in csv.DictReader(done.stdout.decode("utf-8").splitlines()):
				if row["indicator"] in found.formulas:
					faults += self.formula_to_date(period, row, formulas_wanted)
				values = wanted.get(row["indicator"])
				if values is None or not found.workspace.regions.exists(row["region"], period_days(period)[1]):
					continue
				value, basis = values.get((row["region"], row["breakdown"]), (0, "register"))
				scale = found.indicators[row["indicator"]].scale
				if (fractions.Fraction(row["value"]) if row["value"] else None, row["basis"]) != (fractions.Fraction(value, 10**scale), basis):
					faults.append("to date: %s %s: should be %s %s" % (period, row, fractions.Fraction(value, 10**scale), basis))
				self.asked += 1
		return faults

	def formula_to_date(self, period, row, wanted):
		"""Rounded to the two digits of the random formulas, half away from zero."""
		values, basis = wanted.get((row["indicator"], row["region"]), (None, None))
		if values is None:
			return []
		self.formulas_asked += row["value"] != ""
		allowed = {None if value is None else fractions.Fraction(int(abs(value) * 100 + fractions.Fraction(1, 2)), 100) * (-1 if value < 0 else 1) for value in values}
		answered = fractions.Fraction(row["value"]) if row["value"] else None
		if answered in allowed and (answered is None or row["basis"] == basis):
			return []
		return ["to date: %s %s: should be %s %s" % (period, row, " or ".join(map(str, allowed)), basis)]

	def faults(self):
		"""Whatever is wrong, as sentences; the store of the same rows in another order and in several files must be the same."""
		first, second = self.folder / "one", self.folder / "two"
		self.write(first, 1)
		faults = self.settle(first)
		if faults:
			return faults
		found, faults = oracle.check(first)
		store = oracle.open_store(first / "office.db")
		faults += properties.faults(found, oracle.stored(store)) + self.to_date(first, found)
		self.size = len(found.cells)
		self.write(second, self.random.randint(2, 4))
		faults += self.run(second)
		if faults:
			return faults
		other = oracle.open_store(second / "office.db")
		faults += self.again(second) + self.whole(first) + self.whole(second)
		for query in (ALL, COUNTS):
			one, two = (connection.execute(query).fetchall() for connection in (store, other))
			if one != two:
				faults.append("rows in another order: %s" % (sorted(set(one) ^ set(two))[:6],))
		store.close()
		other.close()
		return faults


def one_round(task):
	"""(number, folder where it is kept, figures and what else was counted, faults)."""
	tally, seed, number, keep = task
	folder = pathlib.Path(tempfile.mkdtemp(prefix="tally-oracle-", dir=keep))
	this = Round(tally, seed, number, folder)
	faults = this.faults()
	if not faults and not keep:
		shutil.rmtree(folder)
	adjusted = sum(len(area.adjusted) for area in this.office.areas)
	return number, folder, (this.size, this.asked, adjusted, len(this.office.parameters), this.formulas_asked), faults


def main():
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
	parser.add_argument("tally")
	parser.add_argument("--rounds", type=int, default=60)
	parser.add_argument("--seed", default="1")
	parser.add_argument("--round", type=int, help="this one only")
	parser.add_argument("--keep", type=pathlib.Path, help="a folder where all workspaces stay")
	parser.add_argument("--jobs", type=int, default=2)
	asked = parser.parse_args()
	print("seed %s" % asked.seed, flush=True)
	numbers = range(asked.rounds) if asked.round is None else [asked.round]
	failed, counts, empty = 0, [0, 0, 0, 0, 0], 0
	with multiprocessing.Pool(asked.jobs) as pool:
		for number, folder, sizes, faults in pool.imap(one_round, [(asked.tally, asked.seed, n, asked.keep) for n in numbers]):
			counts, empty, failed = [a + b for a, b in zip(counts, sizes)], empty + (sizes[0] == 0), failed + bool(faults)
			if faults:
				print("round %d of seed %s, kept in %s: %d faults" % (number, asked.seed, folder, len(faults)))
				print("".join("  %s\n" % (fault,) for fault in faults[:12]), end="", flush=True)
	print("%d workspaces, %d figures, %d years to date, %d adjustments, %d parameters, %d formulas to date; %d workspaces without figures, %d failed" % (
		len(numbers), *counts, empty, failed))
	if len(numbers) >= 60 and not all(counts):
		print("nothing of one kind: nothing was tested of it")
		return 1
	return 1 if failed else 0


if __name__ == "__main__":
	sys.exit(main())
