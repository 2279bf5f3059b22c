"""Random parameters of an area: thresholds by day and region, their tables, and how conditions speak of them. Synthetic."""

import datetime

from random_regions import CITY
from workspace import period_days

KINDS = {"": "", "元": "money", "万元": "money", "人": "person", "年": "years"}
WAYS = ["=", "!=", "<", "<=", ">", ">="]


class Parameters:
	def __init__(self, office, area):
		self.office, self.random, self.area = office, office.random, area
		self.declared = {}
		if office.chance(0.45):
			for n in range(self.random.randint(1, 3)):
				self.declared["p%d" % n] = {"unit": self.random.choice(["", "", "元", "万元", "人", "年"]), "scale": self.random.choice(["", 1, 2, 3])}
		self.rows = {name: self.values(entries) for name, entries in self.declared.items()}
		office.parameters += [(area, name, entries["unit"]) for name, entries in self.declared.items()]

	def values(self, entries):
		"""Rows of value, from, to, where: for each place some spells of time, one behind the other, now and then with a gap."""
		places = [""] * self.office.chance(0.8) + [CITY] * self.office.chance(0.3)
		places += self.random.sample([code for code in self.office.regions if code != CITY], self.random.randint(0, 3))
		rows = []
		for where in places or [CITY]:
			first = self.random.choice(["", "2014", "2015-07", "2016-02-29"])
			for last in self.random.choice([[""], ["2016"], ["2016-06", ""], ["2016-12-30", "2017-08", ""], ["2017-06-30"]]):
				rows.append([self.amount(entries), first, last, where])
				first = self.day_after(last) if last else first
				if self.office.chance(0.2):
					first = (datetime.date.fromisoformat(first) + datetime.timedelta(40)).isoformat() if last else first
		self.random.shuffle(rows)
		return [["value", "from", "to", "where"]] + rows

	@staticmethod
	def day_after(text):
		last = datetime.date.fromisoformat(text) if len(text) == 10 else period_days(text)[1]
		return (last + datetime.timedelta(1)).isoformat()

	def amount(self, entries):
		scale = int(entries["scale"] or 0)
		units = self.random.choice([0, self.random.randint(-40, 120), self.random.randint(0, 9000)])
		whole = "%s%d" % ("-" if units < 0 else "", abs(units) // 10**scale)
		return whole + (".%0*d" % (scale, abs(units) % 10**scale) if scale else "")

	def lines(self, section):
		lines = []
		for name, entries in self.declared.items():
			lines += section("parameter " + name, dict(entries, title="参数" + name, files="../%s-%s.csv" % (self.area, name)))
		return lines


def mention(office, area, unit):
	"""A parameter that a number of the unit can be held against, as the area speaks of it; None where there is none."""
	fitting = [(owner, name) for owner, name, said in office.parameters if KINDS[said] == KINDS.get(unit, unit)]
	if not fitting:
		return None
	owner, name = office.random.choice(fitting)
	return "param." + (name if owner == area and office.chance(0.6) else owner + "." + name)
