"""What must hold of any figures, whatever they are: looked for in the store, not in the oracle."""

import fractions
import itertools

from workspace import GRAINS, period_days, period_text, split


def amount(units, scale):
	return fractions.Fraction(units) / fractions.Fraction(10) ** scale


class Places:
	def __init__(self, oracle, found):
		self.oracle, self.found, self.regions = oracle, found, oracle.workspace.regions

	def value(self, about, region, period, part):
		"""What the store says; zero where it is silent inside the coverage, None elsewhere."""
		if not about.speaks_of(region, period, part):
			return None
		return self.found.get((about.id, region, period, part), about.zero_of(period))

	def counted(self, about, region, period, part):
		"""The value without what adjustments added, which may be said of a total and of no part."""
		found = self.value(about, region, period, part)
		if found is None or found[0] is None:
			return None
		return found[0] - amount(self.oracle.adjusted.get((about.id, region, period, part), 0), about.scale)

	def children(self, about, region, last):
		"""The regions whose values are added into this one; None where records may count in one that is not there on that day."""
		rows = self.regions.rows
		below = [c for c in self.regions.children(region) if rows[c]["kind"] != "overlay"]
		if any(rows[c]["last"] < last and not rows[c]["successor"] for c in below):
			return None
		other_date = about.indicator["when"] != about.area.register_date(about.register.name)
		if other_date and any(rows[c]["first"] > last for c in below):
			return None
		return [c for c in below if self.regions.exists(c, last)]


def holds(measure, value, below):
	"""What the value of a region has to do with those of the regions that are added into it; a None is no value."""
	there = [child for child in below if child is not None]
	if measure == "distinct":
		return max(below) <= value <= sum(below)
	if measure in ("count", "sum"):
		return value == sum(below)
	if measure in ("min", "max"):
		return value == ((min if measure == "min" else max)(there) if there else None)
	if measure == "mean":
		return min(there) <= value <= max(there) if there and value is not None else bool(there) == (value is not None)
	return True


def parents(places, about, region, period, part):
	"""An additive value is the sum of the children's, a least one the least of theirs; entities are at most as many as all of the
	children's, and at least as many as in any child."""
	children = places.children(about, region, period_days(period)[1])
	if not children:
		return
	value = places.value(about, region, period, part)[0]
	below = [(places.value(about, child, period, part) or about.zero)[0] for child in children]
	if not holds(about.measure, value, below):
		yield "%s %s %s %s: %s is %s, its children have %s" % (about.id, region, period, part, about.measure, value, below)


def parts(places, about, region, period):
	"""A total is the sum of its disjoint parts, the least one the least of theirs. Of a field with several codes no part is more than the total."""
	total = places.counted(about, region, period, "")
	for item in split(about.indicator.get("by"), ","):
		names = split(item, "*")
		codes = [list(about.fields[name]["codes"]) + [""] for name in names]
		texts = [",".join("%s=%s" % pair for pair in zip(names, said)) for said in itertools.product(*codes)]
		below = [places.counted(about, region, period, text) for text in texts]
		if not any(about.fields[name]["list"] for name in names):
			good = holds(about.measure, total, below)
		else:
			opened = any(row["indicator"] == about.id for row in about.area.tables("opening"))  # each code by a row of its own
			good = about.measure not in ("count", "distinct") or opened or max(below) <= total
		if not good:
			yield "%s %s %s: %s is %s, by %s it is %s" % (about.id, region, period, about.measure, total, item, below)


def shorter(period, months):
	first = period_days(period)[0]
	whole = period_days(period)[1].month - first.month + 1
	start = first.year * 12 + first.month - 1
	return [period_text(month, months) for month in range(start, start + whole, months)]


def sums(places, about, region, part):
	"""What adds over time: a year is the sum of its quarters, a quarter of its months. Of the home, which has no successor."""
	for longer, short in itertools.combinations([grain for grain in ("year", "half", "quarter", "month") if grain in about.grains], 2):
		for period in about.covered_grain(longer):
			value = places.counted(about, region, period, part)
			below = [places.counted(about, region, text, part) for text in shorter(period, GRAINS[short])]
			if value != sum(below):
				yield "%s %s %s %s: %s, its %ss have %s" % (about.id, region, period, part, value, short, below)


def closings(places, about, region, grain, part):
	"""Opening + entries - exits = closing, from each covered closing to the next."""
	before = None
	for text in about.covered_grain(grain):
		now = places.value(about, region, text, part)
		if before and now and now[1] is not None and before[0] + now[1] - now[2] != now[0]:
			yield "%s %s %s %s: %s + %s - %s is not %s" % (about.id, region, text, part, before[0], now[1], now[2], now[0])
		before = now


def faults(oracle, found):
	places, told = Places(oracle, found), []
	for about in oracle.indicators.values():
		mine = [place[1:] for place in found if place[0] == about.id]
		for region, period, part in mine:
			if about.speaks_of(region, period, part):
				told += parents(places, about, region, period, part)
				told += parts(places, about, region, period) if part == "" else []
		if about.time == "flow" and about.measure in ("count", "sum") and not about.by_period and about.register.scope == places.oracle.workspace.home:
			for part in sorted({part for region, _, part in mine if region == about.register.scope}):
				told += sums(places, about, about.register.scope, part)
		if about.moves and about.register.first_day:
			for region, part in sorted({(region, part) for region, _, part in mine}):
				for grain in about.grains:
					told += closings(places, about, region, grain, part)
	return told
