"""Random adjustments: differences for cells that the indicators of an area have, here and there for ones that its registers turn out not to cover. Synthetic."""

import datetime

from random_office import CODES
from random_regions import CITY
from workspace import period_days, periods

HEAD = ["indicator", "region", "period", "breakdown", "delta", "reason", "by", "date"]
FIRST = datetime.date(2015, 1, 1)


class Adjustments:
	def __init__(self, area, rows):
		self.area, self.office, self.random = area, area.office, area.random
		self.rows = [row for register in area.registers for name in register.indicators for row in self.of_indicator(register, name, rows)]

	def of_indicator(self, register, name, rows):
		entries = register.indicators[name]
		if entries["time"] == "cumulative" or entries["measure"] not in ("", "count", "sum") or not self.office.chance(0.4):
			return
		periods_there = self.periods(register, entries, rows)
		for _ in range(self.random.randint(1, 4) if periods_there else 0):
			period = self.random.choice(periods_there)
			places = [code for code in self.office.regions if self.office.within(code, register.scope or CITY) and self.stands(code, period)]
			if not places:
				continue
			row = ["%s.%s" % (self.area.name, name), self.random.choice(places), period, self.part(register, entries)]
			delta = self.delta(register, entries)
			yield row + [delta, "漏报补录", "统计科", self.random.choice(["", "2019-01-15"])]
			if self.office.chance(0.15):  # and taken back by another row
				yield row + [delta[1:] if delta[0] == "-" else "-" + delta, "重复录入", "统计科", ""]

	def periods(self, register, entries, rows):
		"""Of the grains of the indicator, within what the register says that it covers; of lists those that there may be."""
		grains = [grain for grain in self.office.grains if grain in (entries.get("periods") or grain)]
		if "opened" == entries.get("when", "opened") and register.fields["opened"].get("precision") == "year":
			grains = [grain for grain in grains if grain == "year"]
		through = period_days(self.office.through)[1]
		first, last = FIRST, through
		if register.covers:
			begin, dots, end = register.covers.partition("..")
			first, last = period_days(begin)[0], min(through, period_days(end or begin)[1]) if end or not dots else through
		flow, found = entries["time"] == "flow", []
		listed = {row["listed"][1] for row in rows if row.get("listed")} if entries["time"] == "snapshot" else None
		for grain in grains:
			for _, text, begins, ends in periods(grain, first, last):
				if ends <= last and (begins if flow else ends) >= first and (listed is None or ends.isoformat() in listed):
					found.append(text)
		return found

	def stands(self, code, period):
		"""It is there within the period, or somebody else is by then."""
		first, last = period_days(period)
		region = self.office.regions[code]
		return last.isoformat() >= (region["first_day"] or "0000") and (first.isoformat() <= (region["last_day"] or "9999") or region["successor"] != "")

	def part(self, register, entries):
		items = [item.split("*") for item in entries.get("by", "").replace(" ", "").split(",") if item]
		if not items or self.office.chance(0.3):
			return ""
		names = self.random.choice(items)
		return ",".join("%s=%s" % (name, self.random.choice(CODES[: register.code_count(name)] + [""])) for name in names)

	def delta(self, register, entries):
		scale = int(register.fields[entries["of"]].get("scale") or 0) if entries["measure"] == "sum" else 0
		units = self.random.choice([1, 2, 3, -1, -2, self.random.randint(4, 5000), -self.random.randint(4, 5000)])
		return "%s%d" % ("-" if units < 0 else "", abs(units) // 10**scale) + (".%0*d" % (scale, abs(units) % 10**scale) if scale else "")
