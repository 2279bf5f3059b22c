"""Synthetic register of patents: applications and grants as published, inventions in force that give the published ratio."""

import datetime

from sample import Prng, date, iso, patent_number, spread, table

KINDS = {"发明": 1, "实用新型": 2, "外观设计": 3}

# Kind, years in which it was applied for, year of the grant (None: not granted by the end of 2018), how many.
# In force: 627 inventions at the end of 2016; + 68 - 35 = 660 in 2017; + 74 - 44 = 690 in 2018.
LOTS = [
	("发明", (2001, 2002), 2005, 9), ("发明", (2004, 2007), 2009, 62), ("发明", (2008, 2009), 2012, 151),
	("发明", (2010, 2012), 2014, 206),
	("发明", (2012, 2013), 2016, 218), ("发明", (2014, 2015), 2017, 68), ("发明", (2015, 2016), 2018, 74),
	("发明", (2017, 2017), None, 472), ("发明", (2018, 2018), None, 601),
	("实用新型", (2016, 2016), 2017, 560), ("实用新型", (2017, 2017), 2017, 334), ("实用新型", (2017, 2017), 2018, 700),
	("实用新型", (2018, 2018), 2018, 439), ("实用新型", (2017, 2017), None, 97), ("实用新型", (2018, 2018), None, 960),
	("外观设计", (2016, 2016), 2017, 70), ("外观设计", (2017, 2017), 2017, 92), ("外观设计", (2017, 2017), 2018, 60),
	("外观设计", (2018, 2018), 2018, 121), ("外观设计", (2017, 2017), None, 14), ("外观设计", (2018, 2018), None, 65),
]
# Which inventions lapse: year of the grant, year of the lapse, how many. Those of 2016 were never among the 627.
LAPSES = [(2009, 2016, 19), (2009, 2017, 14), (2012, 2017, 21), (2012, 2018, 24), (2014, 2018, 20)]


def lot_days(prng, kind, applied, granted):
	"""Days of application and grant: an invention waits two years and more, the others four months and more."""
	if granted is None:
		return prng.day(date(applied[0], 1, 1), date(applied[1], 12, 31)), None
	same = granted == applied[1]
	day = prng.day(date(applied[0], 1, 1), date(applied[1], 7 if same else 12, 31))
	least = day + datetime.timedelta(400 if kind == "发明" else 120)
	return day, prng.day(max(least, date(granted, 1, 1)), date(granted, 12, 31))


def number(kind, day, serials):
	short = day < date(2003, 10, 1)
	serial = serials[day.year, kind] = serials.get((day.year, kind), 99000 if short else 9000000) + 1
	return patent_number(day.year, KINDS[kind], serial, short)


def lapse(rows, prng):
	for granted, lapsed, count in LAPSES:
		for row in [r for r in rows if r[0] == "发明" and r[2] and r[2].year == granted and not r[3]][:count]:
			row[3] = prng.day(date(lapsed, 1, 1), date(lapsed, 12, 31))
	for row in [r for r in rows if r[0] == "外观设计" and r[2] and r[2].year == 2017][:12]:
		row[3] = prng.day(date(2018, 1, 1), date(2018, 12, 31))


def patents(_firms):
	prng, rows, serials = Prng("patents"), [], {}
	for kind, applied, granted, count in LOTS:
		for county in spread("%s %d %s" % (kind, applied[0], granted), count):
			rows.append([kind, *lot_days(prng, kind, applied, granted), None, county])
	lapse(rows, prng)
	out = [[number(kind, day, serials), kind, iso(day), iso(granted), iso(lapsed), county]
		for kind, day, granted, lapsed, county in sorted(rows, key=lambda r: r[1])]
	return table("濮阳市专利台账", ["申请号", "专利类型", "申请日", "授权日", "失效日", "区划代码"], out)
