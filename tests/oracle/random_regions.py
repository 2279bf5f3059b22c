"""A random table of regions: a city with counties, zones, overlays, townships, of which some end and pass to others. Synthetic."""

import datetime

CITY, OTHER = "410900", "410500"
CHANGES = ["2015-12-31", "2016-02-29", "2016-06-30", "2016-12-31", "2017-03-31", "2017-08-15", "2017-12-30", "2017-12-31", "2018-01-10"]


def day_after(text):
	return (datetime.date.fromisoformat(text) + datetime.timedelta(1)).isoformat()


class Regions:
	def __init__(self, random):
		self.random, self.regions = random, {}
		self.region("410000", "")
		self.region(CITY, "410000")
		self.region(OTHER, "410000")
		self.region("410501", OTHER)
		counties = [self.region("41090%d" % n, CITY, "unit") for n in range(1, self.random.randint(2, 5) + 1)]
		zones = [self.region("41097%d" % n, CITY, "zone") for n in range(1, self.random.randint(0, 2) + 1)]
		for n in range(self.random.randint(0, 2)):
			self.region("4109G%d" % n, CITY, "overlay")
		if self.chance(0.4):
			for n in range(self.random.randint(1, 3)):
				self.region(counties[0] + "00%d" % n, counties[0])
		for code in self.random.sample(counties, self.random.randint(0, min(2, len(counties) - 1))):
			self.end(code, [c for c in counties + zones if c != code])

	def chance(self, share):
		return self.random.random() < share

	def region(self, code, parent, kind="", first="", last="", successor=""):
		name = "样区" + code
		self.regions[code] = {"code": code, "name": name, "level": "county", "parent": parent, "kind": kind,
			"first_day": first, "last_day": last, "successor": successor}
		return code

	def end(self, code, others):
		"""A region ends; a new one, or one that is there already, or nobody takes over."""
		region = self.regions[code]
		region["last_day"] = last = self.random.choice(CHANGES)
		below = [c for c, r in self.regions.items() if r["parent"] == code]
		way = self.random.random()
		standing = [c for c in others if not self.regions[c]["last_day"]]
		if way < 0.1 and not below:
			return
		if way < 0.4 and standing:
			region["successor"] = self.random.choice(standing)
		else:
			region["successor"] = self.region(code + "N", CITY, "unit", day_after(last))
			if self.chance(0.25) and last < "2017-01-01":
				later = self.region(code + "M", CITY, "unit", "2017-07-01")
				self.regions[code + "N"].update(last_day="2017-06-30", successor=later)
			elif self.chance(0.3):
				self.region(code + "N01", code + "N", "", day_after(last))
		for child in below:
			self.regions[child].update(last_day=last, successor=region["successor"])

	def table(self):
		columns = ["code", "name", "level", "parent", "kind", "first_day", "last_day", "successor"]
		return [columns] + [[region[c] for c in columns] for region in self.regions.values()]

	def exists(self, code, day):
		region = self.regions[code]
		return (region["first_day"] or "0000") <= day <= (region["last_day"] or "9999")

	def within(self, code, above):
		while code and code != above:
			code = self.regions[code]["parent"]
		return code == above
