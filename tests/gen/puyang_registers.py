"""Synthetic registers of enterprise, platform, talent and finance: how many records of what, for the published totals."""

import datetime

from sample import COUNTIES, Prng, chinese, date, iso, money, slashed, split, spread, table


def years_on(day, years):
	return day.replace(year=day.year + years) if (day.month, day.day) != (2, 29) else date(day.year + years, 2, 28)


class Certificates:
	"""Numbers and rows of the high-tech certificates."""

	def __init__(self, firms):
		self.firms, self.rows, self.serials = firms, [], {}

	def add(self, firm, kind, issued, revoked=None):
		serial = self.serials[issued.year] = self.serials.get(issued.year, 900000) + 1
		number = "GR%d41%06d" % (issued.year, serial)
		self.rows.append([number, *firm, kind, iso(issued), iso(revoked)])

	def cohort(self, year, counties, last=(11, 14)):
		"""First certificates of a year, in counties as listed: firms and days of issue."""
		prng = Prng("first %d" % year)
		days = sorted(prng.day(date(year, 7, 2), date(year, *last)) for _ in counties)
		made = [(self.firms.pick("high-tech", county), day) for county, day in zip(counties, days)]
		for firm, day in made:
			self.add(firm, "首次认定", day)
		return made

	def renew(self, made):
		"""New certificates around the end of the old ones: some before it, some a few weeks after, all in that year."""
		prng = Prng("renewal %d" % made[0][1].year)
		for i, (firm, day) in enumerate(made):
			shift = prng.between(5, 30) * (1 if i % 3 == 0 else -1)
			self.add(firm, "重新认定", years_on(day, 3) + datetime.timedelta(shift))


def certificates(firms):
	c = Certificates(firms)
	lost = c.cohort(2014, spread("2014", 8))
	c.renew(lost[:5])
	expiring = c.cohort(2015, spread("2015", 17))
	c.renew(expiring[:15])
	c.cohort(2016, spread("2016", 16))
	c.cohort(2017, spread("2017", 12), (12, 1))
	c.cohort(2018, ["410926", "410902", "410928", "410926", "410922", "410902", "410971", "410926", "410972"], (11, 29))
	revoked = next(row for row in c.rows if row[0].startswith("GR2016") and row[3] == "410928")
	revoked[6] = "2018-06-15"
	head = ["证书编号", "统一社会信用代码", "企业名称", "区划代码", "认定类型", "发证日期", "取消资格日期"]
	return table("濮阳市高新技术企业证书台账", head, sorted(c.rows))


# Category, its letters in the number, level, year of recognition, counties, how many of them are withdrawn and when.
TITLES = [
	("创新龙头企业", "CL", "省级", 2017, spread("CL1", 3), 0, None),
	("创新龙头企业", "CL", "市级", 2017, spread("CL2", 26), 1, date(2018, 9, 14)),
	("创新龙头企业", "CL", "市级", 2018, spread("CL3", 11), 0, None),
	("科技小巨人(培育)企业", "XJ", "省级", 2016, spread("XJ1", 9), 0, None),
	("科技小巨人(培育)企业", "XJ", "省级", 2017, spread("XJ2", 4), 0, None),
	("科技小巨人(培育)企业", "XJ", "省级", 2018, spread("XJ3", 3), 0, None),
	("科技小巨人(培育)企业", "XJ", "市级", 2016, spread("XJ4", 13), 1, date(2017, 11, 20)),
	("科技小巨人(培育)企业", "XJ", "市级", 2017, spread("XJ5", 9), 1, date(2018, 10, 26)),
	("科技小巨人(培育)企业", "XJ", "市级", 2018, spread("XJ6", 19), 0, None),
	("节能减排科技创新示范企业", "JN", "省级", 2015, spread("JN1", 14), 0, None),
	("节能减排科技创新示范企业", "JN", "省级", 2016, spread("JN2", 8), 0, None),
	("节能减排科技创新示范企业", "JN", "省级", 2017, spread("JN3", 5), 0, None),
	("节能减排科技创新示范企业", "JN", "省级", 2018, ["410923", "410902", "410923", "410922"], 0, None),
	("节能减排科技创新示范企业", "JN", "市级", 2015, spread("JN4", 17), 0, None),
	("节能减排科技创新示范企业", "JN", "市级", 2016, spread("JN5", 13), 0, None),
	("节能减排科技创新示范企业", "JN", "市级", 2017, spread("JN6", 7), 0, None),
	("节能减排科技创新示范企业", "JN", "市级", 2018, ["410923", "410926", "410923", "410923", "410928", "410923"], 0, None),
]


def titles(firms):
	rows, serials = [], {}
	for category, letters, level, year, counties, lost, withdrawn in TITLES:
		day = Prng("%s %s %d" % (letters, level, year)).day(date(year, 4, 2), date(year, 12, 14))
		for place, county in enumerate(counties):
			serial = serials[letters, year] = serials.get((letters, year), 0) + 1
			code, name, county = firms.pick(letters + level, county)
			ended = withdrawn if place < lost else None
			number = "PY%s%d-%03d" % (letters, year, serial)
			rows.append([number, category, level, code, name, county, iso(day), iso(ended)])
	head = ["认定编号", "类别", "级别", "统一社会信用代码", "企业名称", "区划代码", "认定日期", "取消日期"]
	return table("濮阳市企业称号认定台账", head, rows, end="\r\n", bom=True)


def tech_smes(firms):
	rows = []
	for year, count in ((2017, 41), (2018, 85)):
		prng = Prng("sme %d" % year)
		for serial, county in enumerate(spread("sme %d" % year, count), 1):
			code, name, county = firms.pick("sme %d" % year, county)
			day = prng.day(date(year, 10 if year == 2017 else 3, 9), date(year, 12, 21))
			rows.append(["%d410900%08d" % (year, 90000000 + serial), code, name, county, slashed(day)])
	return table("濮阳市科技型中小企业入库台账", ["入库登记编号", "统一代码", "企业名称", "区划代码", "入库日期"], rows)


# Kind, letters, level, year of approval, how many or in which counties, how many of them are withdrawn in 2018.
PLATFORMS = [
	("工程技术研究中心", "GC", "省级", 2014, 17, 0), ("工程技术研究中心", "GC", "省级", 2017, 13, 0), ("工程技术研究中心", "GC", "省级", 2018, 3, 0),
	("工程技术研究中心", "GC", "市级", 2013, 38, 1), ("工程技术研究中心", "GC", "市级", 2015, 41, 0), ("工程技术研究中心", "GC", "市级", 2017, 23, 0),
	("工程技术研究中心", "GC", "市级", 2018, 13, 0),
	("重点实验室", "SY", "市级", 2014, 29, 0), ("重点实验室", "SY", "市级", 2016, 23, 1), ("重点实验室", "SY", "市级", 2018, 8, 0),
	("院士工作站", "YS", "省级", 2015, 3, 0), ("院士工作站", "YS", "省级", 2017, ["410902"], 0),
	("院士工作站", "YS", "省级", 2018, ["410971"], 0),
	("农业科技园区", "NY", "国家级", 2015, ["410928"], 0), ("农业科技园区", "NY", "市级", 2016, 27, 0), ("农业科技园区", "NY", "市级", 2018, 10, 0),
	("科技企业孵化器", "FH", "国家级", 2012, ["410972"], 0), ("科技企业孵化器", "FH", "省级", 2016, 4, 0), ("科技企业孵化器", "FH", "省级", 2018, 1, 0),
	("众创空间", "ZC", "省级", 2016, 2, 0), ("众创空间", "ZC", "省级", 2018, 1, 0),
	("众创空间", "ZC", "市级", 2017, 8, 0), ("众创空间", "ZC", "市级", 2018, 3, 0),
	("星创天地", "XC", "国家级", 2017, ["410922", "410923"], 0), ("星创天地", "XC", "省级", 2017, 5, 0),
	("星创天地", "XC", "省级", 2018, 2, 0),
]


def platforms(firms):
	rows, serials = [], {}
	for kind, letters, level, year, where, lost in PLATFORMS:
		seed = "%s %s %d" % (letters, level, year)
		day = Prng(seed).day(date(year, 5, 3), date(year, 12, 5))
		for place, county in enumerate(spread(seed, where) if isinstance(where, int) else where):
			serial = serials[letters, year] = serials.get((letters, year), 0) + 1
			code, name, county = firms.pick(letters + level, county)
			ended = date(2018, 11, 12) if place < lost else None
			number = "濮样%s〔%d〕%03d号" % (letters, year, serial)
			rows.append([county, number, name + kind, code, kind, level, chinese(day), chinese(ended)])
	return table("濮阳市创新平台台账", ["县区", "批准文号", "平台名称", "依托单位代码", "平台类型", "级别", "批准日期", "撤销日期"], merged(rows))


def merged(rows):
	"""Sorted by county, whose name stands in its first row only, as a merged cell leaves it."""
	out, above = [], None
	for row in sorted(rows):
		out.append([COUNTIES[row[0]][0] if row[0] != above else ""] + row[1:])
		above = row[0]
	return out


def person(number):
	return ["样例人员%03d" % number, "%016x" % (Prng("person %d" % number).next() << 11 | number)]


# Person, programme, level, county, selected, last day of support.
TALENTS = [
	(1, "省级创新创业领军人才", "省级", "410902", date(2015, 11, 6), date(2020, 11, 5)),
	(1, "市级创新创业领军人才", "市级", "410902", date(2016, 9, 20), date(2019, 9, 19)),
	(2, "省级创新创业领军人才", "省级", "410928", date(2016, 10, 18), date(2021, 10, 17)),
	(3, "市级创新创业领军人才", "市级", "410923", date(2016, 9, 20), date(2019, 9, 19)),
	(4, "市级创新创业领军人才", "市级", "410972", date(2016, 9, 20), date(2019, 9, 19)),
	(5, "市级创新创业领军人才", "市级", "410922", date(2015, 7, 1), date(2018, 6, 30)),
	(6, "省级创新创业领军人才", "省级", "410971", date(2017, 10, 27), None),
	(7, "中原千人计划科技创业领军人才", "省级", "410972", date(2018, 9, 26), None),
	(8, "市级创新创业领军人才", "市级", "410902", date(2018, 8, 17), date(2021, 8, 16)),
	(9, "市级创新创业领军人才", "市级", "410926", date(2018, 8, 17), date(2021, 8, 16)),
	(10, "市级创新创业领军人才", "市级", "410928", date(2018, 8, 17), date(2021, 8, 16)),
]


def talents(firms):
	rows, hosts = [], {}
	for serial, (number, programme, level, county, selected, last) in enumerate(TALENTS, 1):
		if number not in hosts:
			hosts[number] = firms.pick("talent", county)
		entry = "RC%d-%03d" % (selected.year, serial)
		host = hosts[number][0]
		rows.append([entry, *person(number), programme, level, host, county, iso(selected), iso(last)])
	head = ["入选编号", "人员编号", "证件号散列", "人才计划", "级别", "依托单位代码", "区划代码", "入选日期", "培养期止"]
	return table("濮阳市高层次人才台账", head, rows, bom=True)


def visits(firms):
	rows, number = [], 100
	for year, count in ((2017, 48), (2018, 66)):
		prng = Prng("visits %d" % year)
		for serial, county in enumerate(spread("visits %d" % year, count), 1):
			number += 1
			started = prng.day(date(year, 1, 8), date(year, 12, 20))
			last = years_on(started, prng.between(1, 3)) - datetime.timedelta(1)
			host = firms.pick("visits %d" % year, county)
			agreement = "RX%d-%03d" % (year, serial)
			rows.append([agreement, *person(number), host[0], county, chinese(started), chinese(last)])
	head = ["协议编号", "人员编号", "证件号散列", "引进单位代码", "县区", "协议起", "协议止"]
	return table("濮阳市柔性引进人才台账", head, rows)


def contracts(firms, letters, year, total, count, firms_count):
	"""Contracts in order of their days; the first `firms_count` bring a firm each, the others go to these firms again."""
	seed = "%s %d" % (letters, year)
	prng = Prng(seed)
	holders = [firms.pick(seed, county) for county in spread(seed, firms_count)]
	days = sorted(prng.day(date(year, 2, 1), date(year, 12, 20)) for _ in range(count))
	rows = []
	for serial, (day, amount) in enumerate(zip(days, split(seed, total * 100, count, 50)), 1):
		rows.append(("%s%d-%03d" % (letters, year, serial), holders[(serial - 1) % firms_count], day, amount))
	return rows


def tech_loans(firms):
	made = contracts(firms, "KJD", 2017, 2500, 5, 4) + contracts(firms, "KJD", 2018, 3050, 6, 5)
	rows = [[number, *firm, slashed(day), money(amount)] for number, firm, day, amount in made]
	head = ["放款合同号", "统一社会信用代码", "企业名称", "区划代码", "放款日期", "贷款金额（万元）"]
	return table("濮阳市科技贷放款台账", head, rows, encoding="gb18030", end="\r\n")


def pledges(firms):
	made = contracts(firms, "ZY", 2017, 8700, 13, 11) + contracts(firms, "ZY", 2018, 12900, 18, 15)
	rows = [[number, *firm, iso(day), money(amount, True)] for number, firm, day, amount in made]
	rows.append(["合计", "", "", "", "", money(sum(amount for _, _, _, amount in made), True)])
	head = ["质押登记号", "出质人代码", "出质人", "区划代码", "放款日期", "质押贷款金额（万元）"]
	return table("濮阳市专利权质押贷款台账", head, rows, encoding="gb18030", end="\r\n")
