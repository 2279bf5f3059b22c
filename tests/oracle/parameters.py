"""Values of parameters, by day and region, from their tables; and a number of a record held against one of them, exactly."""

import collections
import datetime
import fractions

from workspace import period_days, read_table, split

# How a condition is read: its area, the columns of the record's date and region, the scope of the register.
Reading = collections.namedtuple("Reading", "area date region scope")

POWERS = {"万元": 4, "亿元": 8, "万人": 4}


class Parameter:
	def __init__(self, area, entries):
		self.scale, self.power = int(entries.get("scale") or 0), POWERS.get(entries.get("unit"), 0)
		self.rows = []
		for name in split(entries.get("files"), "|"):
			for row in read_table(area.folder / name):
				first = self.day(row["from"], 0) if row["from"] else datetime.date.min
				last = self.day(row["to"], 1) if row["to"] else datetime.date.max
				self.rows.append((row["where"], first, last, fractions.Fraction(row["value"].replace(",", ""))))

	@staticmethod
	def day(text, end):
		return datetime.date.fromisoformat(text) if len(text) == 10 else period_days(text)[end]


class Parameters:
	def __init__(self, workspace):
		self.regions = workspace.regions
		self.all = {(area.name, name): Parameter(area, entries) for area in workspace.areas for name, entries in area.parameters.items()}

	def meant(self, area, word):
		"""(area, name) of param.name or param.area.name."""
		parts = word.split(".")[1:]
		return (area, parts[0]) if len(parts) == 1 else tuple(parts)

	def value(self, key, region, day):
		"""Of the nearest region that has one on the day; None where nobody has."""
		rows = self.all[key].rows
		for where in list(self.regions.chain(region)) + [""]:
			found = [value for at, first, last, value in rows if at == where and first <= day <= last]
			if found:
				return found[0]
		return None

	def sign(self, number, scale, power, area, name, day, region):
		"""-1, 0, 1: how the number of a record, in units of its scale and unit, stands to the parameter."""
		if number is None or day is None:
			return None
		value = self.value((area, name), region, datetime.date.fromisoformat(day[-10:]))
		if value is None:
			return None
		left = fractions.Fraction(number) / 10**scale * 10**power
		right = value * 10 ** self.all[area, name].power
		return (left > right) - (left < right)
