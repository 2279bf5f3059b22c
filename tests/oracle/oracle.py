"""A second, independent oracle: recomputes every figure of a workspace's store from declarations and registers, and compares.

Declarations are read from INI text, registers from CSV, figures come from SQL written here; of the program only its store is looked
at, through the views `observation` and `figure` and the table of sources.

	python3 oracle.py WORKSPACE [DECLARATIONS]     DECLARATIONS: a folder of INI files for areas that a plugin declares
"""

import datetime
import fractions
import functools
import pathlib
import sqlite3
import sys

sys.dont_write_bytecode = True

import adjustments  # noqa: E402
import figures  # noqa: E402
import formulas  # noqa: E402
import records  # noqa: E402
from parameters import Parameters  # noqa: E402
from workspace import Area, Workspace  # noqa: E402


def whole_years(first, last):
	"""The most years that can be added to the first day without passing the second."""
	if first is None or last is None:
		return None
	if last < first:
		return -whole_years(last, first)
	a, b = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
	years = b.year - a.year
	leap = a.month == 2 and a.day == 29
	day = 28 if leap and not (b.year % 4 == 0 and (b.year % 100 or b.year % 400 == 0)) else a.day
	return years - ((b.month, b.day) < (a.month, day))


class Oracle:
	"""The figures of a workspace as they should be. `figures` as figures.cells gives them, with the scale behind."""

	def __init__(self, folder, declarations=None):
		self.workspace = Workspace(folder)
		if declarations:
			self.workspace.areas = [self.declared(area, pathlib.Path(declarations)) for area in self.workspace.areas]
		self.database = sqlite3.connect(":memory:")
		self.database.create_function("years", 2, whole_years, deterministic=True)
		self.parameters = Parameters(self.workspace)
		self.database.create_function("sign", 7, self.parameters.sign, deterministic=True)
		self.database.executescript(figures.TABLES)
		self.registers, self.indicators, self.cells, self.adjusted, self.formulas = {}, {}, {}, {}, {}
		for area in self.workspace.areas:
			self.compute(area)
		self.formulas = formulas.evaluate_all(self)

	@staticmethod
	def declared(area, declarations):
		"""What a plugin declares is taken from an INI file, what the workspace says of files stays."""
		if "plugin" not in area.options:
			return area
		declared = Area(declarations / (area.name + ".ini"))
		for name, entries in declared.registers.items():
			entries.update(area.registers.get(name, {}))
		declared.folder, declared.files = area.folder, area.files
		declared.options.update(area.options)
		return declared

	def compute(self, area):
		for name in area.registers:
			register = records.Register(self.database, self.workspace, area, name)
			self.registers[area.name, name] = register
		for name in area.indicators:
			indicator = area.settled(name)
			if indicator.get("from", "given") == "given":
				continue
			about = figures.Figures(self.database, self.workspace, area, self.registers[area.name, indicator["from"]], name)
			self.indicators[about.id] = about
			self.cells.update(about.cells())
			self.adjusted.update(about.adjusted)

	def value(self, indicator, region, period, part=""):
		"""Value, entries, exits at one place in the indicator's unit; None where the register does not speak."""
		about = self.indicators[indicator]
		if not about.speaks_of(region, period, part):
			return None
		return tuple(amount(n, about.scale) for n in self.cells.get((indicator, region, period, part), about.zero_of(period)))

	def basis(self, indicator, region, period, part):
		"""Of a stored figure; a formula has the weakest of its operands."""
		if indicator in self.formulas:
			return self.formulas[indicator].get((region, period), (None, None))[1]
		return "adjusted" if (indicator, region, period, part) in self.adjusted else "register"


# --- comparison with the store ---


@functools.lru_cache(None)
def number(text):
	return None if text is None else fractions.Fraction(str(text))


@functools.lru_cache(None)
def amount(units, scale):
	return None if units is None else units / fractions.Fraction(10) ** scale


def stored(store, view="observation", where="run IS NOT NULL"):
	"""What the program computed: {place: (value, entries, exits)}."""
	rows = store.execute(
		"SELECT indicator, region, period, breakdown, value_exact, entries, exits FROM %s WHERE %s" % (view, where)).fetchall()
	return {tuple(row[:4]): tuple(map(number, row[4:])) for row in rows}


def compare_cells(oracle, found):
	faults = []
	for place in sorted(set(oracle.cells) | {place for place in found if place[0] in oracle.indicators}):
		about = oracle.indicators[place[0]]
		nothing = about.zero_of(place[2])
		wanted, is_there = oracle.cells.get(place, nothing), place in found
		wanted = tuple(amount(n, about.scale) for n in wanted)
		if is_there and not about.speaks_of(*place[1:]):
			faults.append("%s: stored %s where the register does not speak" % (place, show(found[place])))
		elif is_there and found[place] != wanted:
			faults.append("%s: stored %s, should be %s" % (place, show(found[place]), show(wanted)))
		elif not is_there and wanted != nothing:
			faults.append("%s: not stored, should be %s" % (place, show(wanted)))
	return faults


def show(values):
	return "/".join("" if value is None else str(value) for value in values)


def compare_figures(store, found):
	"""The view `figure` has one row a place: the computed value where there is one."""
	rows = store.execute("SELECT indicator, region, period, breakdown, value_exact, entries, exits FROM figure").fetchall()
	seen = {tuple(row[:4]): tuple(map(number, row[4:])) for row in rows}
	faults = ["figure: %d places stand twice" % (len(rows) - len(seen))] if len(rows) != len(seen) else []
	return faults + ["figure: %s: %s, observation says %s" % (place, show(seen.get(place, ())), show(values))
		for place, values in found.items() if seen.get(place) != values]


def compare_accounts(oracle, store):
	faults = []
	rows = store.execute(
		"SELECT area.name, register.name, sum(read), sum(accepted), sum(rejected) FROM source JOIN register ON register.id = source.register "
		"JOIN area ON area.id = register.area GROUP BY 1, 2").fetchall()
	accounts = {tuple(row[:2]): tuple(row[2:]) for row in rows}
	for name, register in oracle.registers.items():
		wanted = (register.read, register.read - register.rejected, register.rejected)
		if accounts.get(name, (0, 0, 0)) != wanted:
			faults.append("%s.%s: records read, accepted, rejected %s, should be %s" % (name + (accounts.get(name), wanted)))
	return faults


def compare(oracle, store):
	found = stored(store)
	known = set(oracle.indicators) | set(oracle.formulas)
	faults = ["%s: stored, but not declared" % (place,) for place in found if place[0] not in known]
	faults += compare_cells(oracle, found)
	faults += formulas.compare(oracle, found) + adjustments.compare(oracle, store)
	return faults + compare_figures(store, found) + compare_accounts(oracle, store)


def open_store(path):
	return sqlite3.connect("file:%s?mode=ro" % path, uri=True)


def check(folder, declarations=None):
	"""The oracle, and the faults of the store of the workspace as sentences."""
	oracle = Oracle(folder, declarations)
	store = open_store(oracle.workspace.store)
	try:
		return oracle, compare(oracle, store)
	finally:
		store.close()


def main(arguments):
	if not 1 <= len(arguments) <= 2:
		print("usage: oracle.py WORKSPACE [DECLARATIONS]", file=sys.stderr)
		return 2
	oracle, faults = check(*arguments)
	for fault in faults:
		print(fault, file=sys.stderr)
	print("%d figures of %d indicators, %d faults" % (len(oracle.cells), len(oracle.indicators) + len(oracle.formulas), len(faults)))
	return 1 if faults else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
