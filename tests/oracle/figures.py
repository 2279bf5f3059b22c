"""The figures of one indicator, by SQL written here from the words of its declaration and section 5 of the design.

`cells` gives {(indicator, region, period, breakdown): (value, entries, exits)} in units of the scale; entries and exits are None but
for a stock of what adds, and a snapshot where there is a list of the period before. Every cell with anything in it is there; a cell that is missing is zero inside the coverage, or has no value.
"""

import datetime
import fractions
import functools

import adjustments
from condition import column, has_any, quote, to_sql
from workspace import period_days, periods, split

FOREVER = "'9999-99-99'"
ZERO_MEASURES = ("count", "distinct", "sum")
PART_MEASURES = ("mean", "ratio", "share")
UNITS = {"": ("ratio", 0), "%": ("ratio", -2), "‰": ("ratio", -3), "倍": ("ratio", 0), "元": ("money", 0), "万元": ("money", 4),
	"亿元": ("money", 8), "人": ("person", 0), "万人": ("person", 4)}


def unit_of(text):
	"""Dimension and power of ten."""
	if "/" not in text:
		return UNITS.get(text, (text, 0))
	above, below = map(unit_of, text.split("/"))
	return ("ratio" if above[0] == below[0] else above[0] + "/" + below[0]), above[1] - below[1]


def scale_of(indicator, fields):
	"""The value is the quotient, or the number that is kept, times 10^-scale."""
	measure, own = indicator["measure"], unit_of(indicator.get("unit") or "")
	if measure in ("count", "distinct"):
		return 0
	if measure == "share":
		return own[1]
	of = fields[indicator["of"]]
	if measure != "ratio":
		return of["scale"]
	over, shift = fields[indicator["over"]], -own[1] if own[0] == "ratio" else 0
	if of["unit"] and over["unit"]:
		dimension, power = unit_of("%s/%s" % (of["unit"], over["unit"]))
		shift = power - own[1] if dimension == own[0] else 0
	return of["scale"] - over["scale"] - shift


def end_of(indicator):
	"""SQL for the first day on which a record is valid no more: the earliest of what is said."""
	when, ends = column(indicator["when"]), []
	if indicator.get("until"):
		ends.append("date(%s, '+1 day')" % column(indicator["until"]))
	if indicator.get("ended"):
		ends.append(column(indicator["ended"]))
	if indicator.get("lasts"):
		number, unit = int(indicator["lasts"][:-1]), indicator["lasts"][-1]
		if unit == "d":
			ends.append("date(%s, '+%d days')" % (when, number))
		else:
			months = number * (12 if unit == "y" else 1)
			moved = "date(%s, '+%d months')" % (when, months)
			month_end = "date(%s, 'start of month', '+%d months', '-1 day')" % (when, months + 1)
			ends.append("min(%s, %s)" % (moved, month_end))
	return "min(%s)" % ", ".join(["coalesce(%s, %s)" % (end, FOREVER) for end in ends] + [FOREVER]) if ends else FOREVER


def parts_of(indicator, fields):
	"""(SQL of the text, SQL of the records that belong to it) of the total, each breakdown and each group."""
	yield "''", "1"
	for item in split(indicator.get("by"), ","):
		names = split(item, "*")
		listed = [name for name in names if fields[name]["list"]]
		cases = [(code, has_any(listed[0], [code])) for code in fields[listed[0]]["codes"]] if listed else [("", "1")]
		cases += [("", column(listed[0]) + " IS NULL")] if listed else []
		for code, has in cases:
			texts = [quote("%s=%s" % (name, code)) if name in listed else "'%s=' || coalesce(%s, '')" % (name, column(name)) for name in names]
			yield " || ',' || ".join(texts), has
		if len(names) > 1:
			continue
		for group, members in fields[names[0]]["groups"].items():
			among = "%s IN (%s)" % (column(names[0]), ", ".join(map(quote, members)))
			yield quote("%s=%s" % (names[0], group)), has_any(names[0], members) if listed else among


class Figures:
	def __init__(self, database, workspace, area, register, name):
		self.database, self.workspace, self.area, self.register = database, workspace, area, register
		self.indicator = area.settled(name)
		self.name, self.id = name, "%s.%s" % (area.name, name)
		self.time, self.measure = self.indicator["time"], self.indicator["measure"]
		self.fields = area.fields[self.indicator["from"]]
		self.scale = scale_of(self.indicator, self.fields)
		self.by_period = self.fields[self.indicator["when"]]["type"] == "period"
		self.grains = self.settle_grains()
		self.moves = self.measure in ZERO_MEASURES and (self.time == "stock" or self.time == "snapshot" and self.recognised() is not None)
		self.zero = (0, 0, 0) if self.moves else (0, None, None) if self.measure in ZERO_MEASURES else (None, None, None)

	# --- what is counted, where and when ---

	def settle_grains(self):
		"""A bare year lies in no half, quarter or month."""
		dates = [self.indicator["when"], self.indicator.get("ended")]
		bare = any(self.fields[name]["precision"] == "year" for name in dates if name)
		grains = [grain for grain in self.workspace.indicator_grains(self.indicator) if grain == "year" or not bare]
		adds = self.measure != "distinct" and not self.by_period
		return (["to date"] if self.time == "flow" and "month" in grains and not adds else []) + grains  # not made of its months

	def recognised(self):
		"""SQL of who a row of a list is in the next one: its entity or its key; a sum takes another value for another record."""
		of, keys = self.indicator.get("of"), [column(key) for key in self.register.own_keys if key != self.indicator["when"]]
		if self.measure == "distinct":
			return "'e' || %s" % column(of)
		if not keys:
			return None
		key = " || char(31) || ".join(keys) + (" || char(30) || %s" % column(of) if of else "")
		return "coalesce('k' || %s, 'r' || id)" % key

	def identity(self):
		if self.measure == "distinct":
			return "'e' || %s" % column(self.indicator["of"])
		return (self.recognised() if self.time == "snapshot" else None) or "'r' || id"

	def days(self):
		"""SQL of the first day and the last, or the first one after it."""
		when, period = column(self.indicator["when"]), self.fields[self.indicator["when"]]["type"] == "period"
		first, last = ("substr(%s, 1, 10)" % when, "substr(%s, 12)" % when) if period else (when, when)
		if self.time in ("flow", "snapshot"):
			return first, last
		return first, end_of(self.indicator) if self.time == "stock" else FOREVER

	def weights(self):
		"""SQL of what a record is worth, and of what it is worth below the line."""
		of, over = self.indicator.get("of"), self.indicator.get("over")
		worth = column(of) if of and self.measure != "distinct" else "1"
		if self.measure == "share":
			return "%s * %s" % (worth, self.condition(self.indicator["share"])), worth
		return worth, column(over) if over else "1"

	def condition(self, text):
		return to_sql(text, self.fields, self.workspace.regions, self.register.reading(self.indicator["region"]))

	def make_counted(self):
		of, region = self.indicator.get("of"), self.indicator["region"]
		where = ["%s IS NOT NULL" % column(self.indicator["when"])]
		where += ["%s IS NOT NULL" % column(field) for field in (region, of, self.indicator.get("over")) if field]
		if self.indicator.get("where"):
			where.append(self.condition(self.indicator["where"]))
		weight, base = self.weights()
		start, stop = self.days()
		selects = []
		for text, belongs in parts_of(self.indicator, self.fields):
			selects.append("SELECT %s, %s, %s, %s, %s, %s, %s FROM %s WHERE %s" % (
				text, self.identity(), weight, base, column(region) if region else quote(self.register.scope), start, stop, self.register.table, " AND ".join(where + [belongs])))
		self.database.execute("DELETE FROM counted")
		self.database.execute("INSERT INTO counted(part, identity, weight, base, coded, start, stop) " + " UNION ALL ".join(selects))

	def add_openings(self):
		"""What lies before the coverage is there from the last day of its period on."""
		if self.time in ("flow", "snapshot"):
			return
		for number, row in enumerate(self.area.tables("opening")):
			if row["indicator"] != self.id:
				continue
			whole, _, behind = row["value"].replace(",", "").partition(".")
			value = int(whole + behind.ljust(self.scale, "0"))
			said = dict(pair.split("=") for pair in split(row.get("breakdown"), ","))
			listed = {name for name in said if self.fields[name]["list"]}
			rows = [] if listed else [("", "o%d" % number)]
			for item in split(self.indicator.get("by"), ","):
				names = split(item, "*")
				if {name for name in names if self.fields[name]["list"]} != listed:
					continue  # what has several codes is told for the total and for each code by rows of their own
				rows.append((",".join("%s=%s" % (name, said.get(name, "")) for name in names), "o%d" % number))
				if len(names) == 1 and not listed:
					groups = self.fields[names[0]]["groups"]
					rows += [("%s=%s" % (names[0], g), "o%d" % number) for g, members in groups.items() if said.get(names[0]) in members]
			start = period_days(row["period"])[1].isoformat()
			self.database.executemany("INSERT INTO counted(part, identity, weight, coded, start, stop) VALUES(?, ?, ?, ?, ?, ?)",
				[(part, identity, value, row["region"], start, FOREVER.strip("'")) for part, identity in rows])

	def covered(self, first, last):
		begun = first if self.time == "flow" else last
		if self.time == "snapshot" and last not in self.register.lists:
			return False
		return begun >= self.register.first_day and last <= self.register.last_day

	def make_periods(self, grain):
		"""The covered periods, and for a stock the closing before them."""
		self.database.execute("DELETE FROM period")
		if not self.register.first_day or self.register.first_day > self.register.last_day:
			return
		begin = self.register.first_day.replace(year=max(1, self.register.first_day.year - 1), month=1, day=1)
		rows = [(number, text, first.isoformat(), last.isoformat(), self.covered(first, last))
			for number, text, first, last in periods(grain, begin, self.register.last_day)]
		self.database.executemany("INSERT INTO period VALUES(?, ?, ?, ?, ?)", rows)

	def make_places(self):
		"""Which regions count the records coded to a region in a period."""
		self.database.execute("DELETE FROM place")
		coded = [row[0] for row in self.database.execute("SELECT DISTINCT coded FROM counted")]
		ends = [(row[0], period_days(row[1])[1]) for row in self.database.execute("SELECT number, text FROM period")]
		rows = [(code, number, at) for code in coded for number, last in ends
			for at in self.workspace.regions.counted(code, last, self.register.scope)]
		self.database.executemany("INSERT INTO place VALUES(?, ?, ?)", rows)

	def make_there(self):
		"""Who is there: one row for each identity in a cell."""
		of_time = {"flow": "start >= first AND stop <= last", "snapshot": "stop = last", "stock": "start <= last AND stop > last", "cumulative": "start <= last"}
		self.database.execute("DELETE FROM there")
		self.database.execute(
			"INSERT INTO there SELECT at, number, part, identity, max(weight), max(base) FROM counted JOIN period ON %s "
			"JOIN place USING(coded, number) GROUP BY at, number, part, identity" % of_time[self.time])

	# --- cells ---

	def moved(self, late, other):
		"""Sums of what is there at one closing and not at the other: entries (0, -1), exits told a closing late (1, 1)."""
		return self.database.execute(
			"SELECT a.at, p.text, a.part, sum(a.weight) FROM there a JOIN period p ON p.number = a.number + ? "
			"LEFT JOIN there b ON b.at = a.at AND b.number = a.number + ? AND b.part = a.part AND b.identity = a.identity "
			"WHERE p.covered AND b.at IS NULL GROUP BY a.at, p.number, a.part", (late, other)).fetchall()

	def values(self):
		"""What each covered cell holds; a quotient of nothing is no value."""
		way = self.measure if self.measure in ("min", "max") else "sum"
		rows = self.database.execute(
			"SELECT at, text, part, %s(weight), sum(base) FROM there JOIN period USING(number) WHERE covered GROUP BY at, number, part" % way)
		if self.measure not in PART_MEASURES:
			return [row[:4] for row in rows]
		return [(at, text, part, fractions.Fraction(weight, base)) for at, text, part, weight, base in rows if base]

	def cells_of(self, grain):
		self.make_periods(grain)
		self.make_places()
		self.make_there()
		found = {}
		moves = [(0, self.values())] + ([(1, self.moved(0, -1)), (2, self.moved(1, 1))] if self.moves else [])
		for place, rows in moves:
			for region, text, part, value in rows:
				found.setdefault((self.id, region, text, part), [0, 0, 0])[place] = value
		return found

	def add_adjustments(self, found, within):
		self.adjusted = {}
		for place, which, amount in adjustments.changes(self, self.name, within):
			found.setdefault((self.id,) + place, [0, 0, 0])[which] += amount
			if which == adjustments.VALUE and self.workspace.regions.exists(place[0], period_days(place[1])[1]):
				self.adjusted[(self.id,) + place] = self.adjusted.get((self.id,) + place, 0) + amount

	def cells(self):
		self.make_counted()
		self.add_openings()
		found = {}
		for grain in self.grains:
			found.update(self.cells_of(grain))
		self.add_adjustments(found, self.covered_periods)
		return {key: (values[0],) + (tuple(values[1:]) if self.moves and self.moves_known(key[2]) else (None, None))
			for key, values in found.items() if self.workspace.regions.exists(key[1], period_days(key[2])[1])}

	def year_to_date(self, period):
		"""{(region, part): (value, basis)} of a flow that adds, each record where it counts at the end; None where the register does not speak."""
		first, last = period_days(period)
		if self.time != "flow" or self.measure not in ("count", "sum") or self.by_period or not self.register.first_day or not self.covered(first, last):
			return None
		self.make_counted()
		found = {place: value for place, value in self.cells_of("to date").items() if place[2] == period}
		self.add_adjustments(found, [period])
		return {(place[1], place[3]): (value[0], "adjusted" if place in self.adjusted else "register") for place, value in found.items()}

	def moves_known(self, period):
		"""Who came to a list is known where there is one of the period before."""
		if self.time != "snapshot":
			return True
		return period_days(period)[0] - datetime.timedelta(1) in self.register.lists

	def zero_of(self, period):
		"""What a place without a cell says inside the coverage."""
		return self.zero if not self.moves or self.moves_known(period) else (0, None, None)

	def speaks_of(self, region, period, part):
		"""Whether a stored row may stand at this place at all."""
		rows, last = self.workspace.regions.rows, self.covered_periods.get(period)
		return bool(last) and part in self.parts and region in rows and rows[region]["first"] <= last <= rows[region]["last"] \
			and self.workspace.regions.within(region, self.register.scope)

	@functools.cached_property
	def covered_periods(self):
		"""Text of each covered period and its last day."""
		if not self.register.first_day:
			return {}
		return {text: last for grain in self.grains for _, text, first, last in periods(grain, self.register.first_day, self.register.last_day)
			if self.covered(first, last)}

	@functools.lru_cache(None)
	def covered_grain(self, grain):
		return [text for _, text, _, _ in periods(grain, self.register.first_day, self.register.last_day) if text in self.covered_periods]

	@functools.cached_property
	def parts(self):
		texts = {""}
		for item in split(self.indicator.get("by"), ","):
			names = split(item, "*")
			combined = [""]
			for place, name in enumerate(names):
				codes = list(self.fields[name]["codes"]) + [""]
				combined = ["%s%s%s=%s" % (text, "," if place else "", name, code) for text in combined for code in codes]
			texts |= set(combined)
			if len(names) == 1:
				texts |= {"%s=%s" % (names[0], group) for group in self.fields[names[0]]["groups"]}
		return texts


TABLES = """
CREATE TABLE counted(part TEXT, identity TEXT, weight INTEGER, base INTEGER, coded TEXT, start TEXT, stop TEXT);
CREATE TABLE period(number INTEGER PRIMARY KEY, text TEXT, first TEXT, last TEXT, covered INTEGER);
CREATE TABLE place(coded TEXT, number INTEGER, at TEXT, PRIMARY KEY(coded, number, at)) WITHOUT ROWID;
CREATE TABLE there(at TEXT, number INTEGER, part TEXT, identity TEXT, weight INTEGER, base INTEGER,
	PRIMARY KEY(at, number, part, identity)) WITHOUT ROWID;
"""
