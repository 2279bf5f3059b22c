"""Formulas of a declaration, evaluated here over the figures of the oracle, what was given, and what was published.

A division at the top of sums with whole factors is a fraction and exact; everything else is decimal, each division and product
rounded to 12 digits, half away from zero. Which of the two a store keeps is its own affair here: either value will do, but over a
mean, ratio or share, whose own division rounds first, only the decimal one.
"""

import contextlib
import fractions
import re

from figures import PART_MEASURES
from workspace import period_days, period_text, periods

TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_.]*)(?:\[([^\]]*)\])?|([-+*/()]))")
ONE = 10**12
BASES = ["register", "adjusted", "given", "published"]


class NoValue(Exception):
	pass


def rounded(value):
	"""To 12 digits, half away from zero."""
	whole = (abs(value) * ONE * 2 + 1) // 2
	return fractions.Fraction(-whole if value < 0 else whole, ONE)


def shifted(period, years):
	first, last = period_days(period)
	months = last.month - first.month + 1
	return period_text((first.year + years) * 12 + first.month - 1, months)


def period_at(function, period):
	first, last = period_days(period)
	months = last.month - first.month + 1
	return {
		None: period, "year_end": "%d" % first.year, "last_year_end": "%d" % (first.year - 1), "last_year": shifted(period, -1),
		"prev": period_text(first.year * 12 + first.month - 1 - months, months),
	}[function]


def tokens(text):
	return [match.groups() for match in TOKEN.finditer(text)] + [(None,) * 4]


class Formula:
	"""Evaluates at one place; `operand` gives the value of (name, part, function), `keep` what is kept of a product or quotient."""

	def __init__(self, tokens, operand, keep):
		self.tokens, self.operand, self.keep, self.at = tokens, operand, keep, 0

	def take(self, marks):
		mark = self.tokens[self.at][3]
		if mark is None or mark not in marks:
			return None
		self.at += 1
		return mark

	def sum(self):
		value = self.product()
		while mark := self.take("+-"):
			other = self.product()
			value = value + other if mark == "+" else value - other
		return value

	def product(self):
		value = self.factor()
		while mark := self.take("*/"):
			other = self.factor()
			if mark == "/" and other == 0:
				raise NoValue
			value = self.keep(value / other if mark == "/" else value * other)
		return value

	def factor(self):
		if self.take("-"):
			return -self.factor()
		if self.take("("):
			value = self.sum()
			self.take(")")
			return value
		digits, name, part, _ = self.tokens[self.at]
		self.at += 1
		if digits:
			return fractions.Fraction(digits)
		if self.take("("):
			_, inner, inner_part, _ = self.tokens[self.at]
			self.at += 1
			self.take(")")
			return self.operand(inner, inner_part or "", name)
		return self.operand(name, part or "", None)


class Formulas:
	def __init__(self, oracle):
		self.oracle = oracle
		self.given, self.weakest = {}, 0
		for area in oracle.workspace.areas:
			for kind, value in (("published", "text"), ("given", "value")):
				rows = [row for row in area.tables(kind) if row.get("stat", "value") == "value"]
				for row in sorted(rows, key=lambda row: (row.get("edition") or "", row.get("date") or "", row["ref"])):
					self.said(row, row[value], kind)

	def said(self, row, text, kind):
		if re.fullmatch(r"-?\d+(\.\d+)?", text.replace(",", "")):
			self.given[row["indicator"], row["region"], row["period"], row["breakdown"]] = (fractions.Fraction(text.replace(",", "")), kind)

	def param(self, area, word, region, period):
		"""Valid on the last day of the period, for the region of the cell."""
		parameters = self.oracle.parameters
		found = parameters.value(parameters.meant(area.name, word), region, period_days(period)[1])
		if found is None:
			raise NoValue
		return found

	def value(self, area, name, region, period, part):
		if name.startswith("param."):
			return self.param(area, name, region, period)
		identity = name if "." in name else "%s.%s" % (area.name, name)
		if identity in self.oracle.indicators:
			found = self.oracle.value(identity, region, period, part)
			if found and found[0] is not None:
				self.weaker(self.oracle.basis(identity, region, period, part))
				return found[0]
		found = self.given.get((identity, region, period, part))
		if found is None:
			raise NoValue
		self.weaker(found[1])
		return found[0]

	def weaker(self, basis):
		self.weakest = max(self.weakest, BASES.index(basis))

	def at(self, area, parsed, region, period):
		"""As a fraction, and as a decimal; and the basis."""
		self.weakest = 0
		exact = not any(self.is_quotient(area, name) for _, name, _, _ in parsed if name)

		def value(keep):
			def operand(name, part, function):
				return keep(self.value(area, name, region, period_at(function, period), part))

			return Formula(parsed, operand, keep).sum()

		values = {value(keep) for keep in ((fractions.Fraction, rounded) if exact else (rounded,))}
		return values, BASES[self.weakest]

	def is_quotient(self, area, name):
		about = self.oracle.indicators.get(name if "." in name else "%s.%s" % (area.name, name))
		return about is not None and about.measure in PART_MEASURES

	def periods(self, declared):
		"""All of its grains from the first day that a register covers or a statement names."""
		workspace = self.oracle.workspace
		days = [about.register.first_day for about in self.oracle.indicators.values()] + [period_days(key[2])[0] for key in self.given]
		first = min((day for day in days if day), default=workspace.through)
		return [text for grain in workspace.indicator_grains(declared) for _, text, _, last in periods(grain, first, workspace.through)
			if last <= workspace.through]


class Unknown(Exception):
	"""Of a year to date that this oracle does not reckon."""


class FormulasToDate(Formulas):
	"""Each operand to date by its time: a flow from its records, what is counted on a day at the last period that ends on it."""

	def value(self, area, name, region, period, part):
		about = self.oracle.indicators.get(name if "." in name else "%s.%s" % (area.name, name))
		if ".." not in period or about is None:
			return super().value(area, name, region, period, part)
		last = period_days(period)[1]
		if not self.oracle.workspace.regions.exists(region, last):
			raise NoValue
		if about.time == "flow":
			return self.flow(about, region, period, part)
		ending = [text for grain in ("month", "quarter", "half", "year") if grain in about.grains
			for _, text, _, end in periods(grain, last, last) if end == last]
		if not ending:
			raise NoValue
		return super().value(area, name, region, ending[0], part)

	def flow(self, about, region, period, part):
		values = about.year_to_date(period)
		if values is None and about.measure in ("count", "sum") and not about.by_period:
			raise NoValue  # not covered
		if values is None:
			raise Unknown
		if not self.oracle.workspace.regions.within(region, about.register.scope):
			raise NoValue
		value, basis = values.get((region, part), (0, "register"))
		self.weaker(basis)
		return fractions.Fraction(value, 10**about.scale)


def to_date(oracle, period):
	"""{(indicator, region): (values allowed, basis)}; ({None}, None) where there is no number."""
	formulas, found = FormulasToDate(oracle), {}
	for area in oracle.workspace.areas:
		for name, declared in area.indicators.items():
			if "formula" not in declared:
				continue
			for region in oracle.workspace.regions.declared:
				place = "%s.%s" % (area.name, name), region
				try:
					found[place] = formulas.at(area, tokens(declared["formula"]), region, period)
				except NoValue:
					found[place] = {None}, None
				except Unknown:
					continue
				if "prev(" in declared["formula"]:
					found[place] = {None}, None
	return found


def evaluate_all(oracle):
	"""{indicator: {(region, period): (values allowed, basis)}} of the formulas over registers and statements."""
	formulas, found = Formulas(oracle), {}
	for area in oracle.workspace.areas:
		for name, declared in area.indicators.items():
			if "formula" not in declared:
				continue
			values, parsed = found.setdefault("%s.%s" % (area.name, name), {}), tokens(declared["formula"])
			for period in formulas.periods(declared):
				for region in oracle.workspace.regions.declared:
					with contextlib.suppress(NoValue):
						values[region, period] = formulas.at(area, parsed, region, period)
	return found


def compare(oracle, found):
	faults = []
	for indicator, values in oracle.formulas.items():
		stored = {(place[1], place[2]): value[0] for place, value in found.items() if place[0] == indicator}
		for place in sorted(set(values) | set(stored)):
			wanted = values.get(place, ({None}, None))[0]
			if stored.get(place) not in wanted:
				faults.append("%s %s: stored %s, should be %s" % (indicator, place, stored.get(place), " or ".join(map(str, wanted))))
	return faults
