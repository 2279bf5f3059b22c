"""Regions that pass to a successor within the year: sums of months are what the records of those days say, and what a workspace
that computes the longer periods themselves says. All data is synthetic."""

import csv
import io
import json
import random
import sqlite3

import workspace
from workspace import Test, main

# 410903 passes to 410904 in the middle of June, both to the new 410905 at the end of August; 410926 with its towns to 410902 at the end of
# March; 410906 comes in May and takes nobody in; 410907 ends in October and nobody takes it in.
REGIONS = """\
code,name,level,parent,kind,first_day,last_day,successor
410000,样例省,province,,,,,
410900,样例市,prefecture,410000,,,,
410902,东区,county,410900,,,,
410903,南区,county,410900,,,2018-06-15,410904
410904,北区,county,410900,,,2018-08-31,410905
410905,新区,county,410900,,2018-09-01,,
410906,高新区,county,410900,,2018-05-10,,
410907,老区,county,410900,,,2018-10-20,
410926,西县,county,410900,,,2018-03-31,410902
410926001,甲乡,town,410926,,,2018-03-31,410902
410926002,乙乡,town,410926,,,2018-03-31,410902
"""

AREA = """\
[area]
title = 样例

[register grants]
title = 奖励台账
files = ../registers/grants.csv
covers = 2017..

[field grants.no]
type = text
key = yes

[field grants.day]
type = date

[field grants.region]
type = region

[field grants.amount]
type = integer
unit = 元

[indicator grants]
title = 奖励数
unit = 项
from = grants
time = flow

[indicator amount]
title = 奖励额
unit = 元
from = grants
measure = sum
of = amount
time = flow

[indicator mean]
title = 平均奖励额
unit = 元
decimals = 4
from = grants
measure = mean
of = amount
time = flow

[indicator least]
title = 最小奖励额
unit = 元
from = grants
measure = min
of = amount
time = flow

[indicator large]
title = 大额占比
unit = %
decimals = 2
from = grants
measure = share
share = amount >= 50
time = flow
"""

# Who counts a record in a period that ends on a day, and whether that is the region asked for or lies below it.
TRUTH = """
with recursive counted(no, day, amount, code) as (
	select no, day, amount, region from grants
	union all
	select c.no, c.day, c.amount, r.successor from counted c join regions r on r.code = c.code where r.successor <> '' and :last > r.last_day),
up(no, day, amount, code) as (
	select c.no, c.day, c.amount, c.code from counted c join regions r on r.code = c.code where r.successor = '' or :last <= r.last_day
	union all
	select u.no, u.day, u.amount, r.parent from up u join regions r on r.code = u.code where r.parent <> '')
select count(*), coalesce(sum(amount), 0) from up where code = :code and day between :first and :last"""

DAYS = {"01": 31, "02": 28, "03": 31, "04": 30, "05": 31, "06": 30, "07": 31, "08": 31, "09": 30, "10": 31, "11": 30, "12": 31}


def table(text):
	return list(csv.DictReader(io.StringIO(text)))


class Successors(Test):
	def setUp(self):
		super().setUp()
		chance = random.Random(3)
		regions = [row for row in table(REGIONS) if row["code"] > "410900"]
		lines = ["no,day,region,amount"]
		for n in range(400):
			day = "2018-%02d-%02d" % (chance.randrange(1, 13), chance.randrange(1, 29))
			standing = [row["code"] for row in regions if (row["first_day"] or "2000") <= day <= (row["last_day"] or "2100")]
			lines.append("G%03d,%s,%s,%d" % (n, day, chance.choice(standing), chance.randrange(1, 100)))
		self.records = "\n".join(lines) + "\n"
		self.months, self.all = self.office("months", "month"), self.office("all", "year, half, quarter, month")
		self.db = sqlite3.connect(":memory:")
		self.addCleanup(self.db.close)
		for name, rows in (("grants", table(self.records)), ("regions", table(REGIONS))):
			self.db.execute("create table %s(%s)" % (name, ", ".join(rows[0])))
			self.db.executemany("insert into %s values(%s)" % (name, ", ".join("?" * len(rows[0]))), [tuple(row.values()) for row in rows])
		self.db.execute("update grants set amount = cast(amount as integer)")

	def office(self, name, periods):
		w = workspace.Workspace(self.w.folder.parent / name)
		for area in ("market", "people"):
			(w.folder / "areas" / (area + ".ini")).unlink()
		w.change("tally.ini", "periods = year", "periods = " + periods)
		w.write("regions.csv", REGIONS)
		w.write("areas/s.ini", AREA)
		w.write("registers/grants.csv", self.records)
		self.ends(0, w.tally("run"))
		return w

	def values(self, office, when):
		"""{region: values by indicator} of the city and the counties that stand at the end of the period."""
		ended = self.ends(0, office.tally("summary", "--rows", "region", "--cols", "indicator", "--period", when, "--format", "json"))
		return {row["region"]: {key[2:]: row[key] for key in row if key.startswith("s.")} for row in json.loads(ended.out)}

	def said(self, when, code):
		"""Number and amount by the records of the very days."""
		first, last = (when.split("..") * 2)[:2]
		return self.db.execute(TRUTH, {"code": code, "first": first + "-01", "last": "%s-%02d" % (last, DAYS[last[5:]])}).fetchone()

	def test_days(self):
		passed = 0
		for month in DAYS:
			when = "2018-01..2018-" + month
			regions = self.values(self.months, when if month != "01" else "2018-01")
			self.assertLessEqual(4, len(regions))
			for code, values in regions.items():
				count, amount = self.said(when, code)
				self.assertEqual((count, amount), (values["grants"], values["amount"]), (when, code))
				own = sum(row["region"] == code and "2018-01" <= row["day"][:7] <= "2018-" + month for row in table(self.records))
				passed += code != "410900" and own < count
		self.assertLess(15, passed)
		for when in ("2018-05..2018-07", "2018-06..2018-09", "2018-08..2018-12"):
			for code, values in self.values(self.months, when).items():
				self.assertEqual(self.said(when, code), (values["grants"], values["amount"]), (when, code))

	def test_longer_periods(self):
		"""What a workspace makes of its months is what another one computes from the records, for every measure."""
		for when in ("2018", "2018H1", "2018H2", "2018Q1", "2018Q2", "2018Q3", "2018Q4"):
			self.assertEqual(self.values(self.all, when), self.values(self.months, when), when)

	def test_ytd(self):
		for code in ("410902", "410905"):
			ended = self.ends(0, self.months.tally("summary", "--ytd", "--region", code, "--period", "2018-09", "--indicator", "grants", "--format", "csv"))
			self.assertEqual(str(self.said("2018-01..2018-09", code)[0]), table(ended.out)[0]["to_date"])
			self.ends(0, self.months.tally("explain", "grants", "--region", code, "--period", "2018-01..2018-09", "--records"), "as in the store")

	def test_one_that_ended(self):
		"""Its figures of the longer period are its successor's."""
		for code in ("410904", "410907"):
			ended = self.ends(0, self.months.tally("explain", "grants", "--region", code, "--period", "2018-01..2018-12"), ["no value: break in series",
				"北区 ended on 2018-08-31; what comes later is counted in 新区 (410905)" if code == "410904" else "老区 ended on 2018-10-20 and has no successor"])
		self.assertNotIn(" ended on ", self.ends(0, self.months.tally("explain", "grants", "--region", "410904", "--period", "2018-08")).out)
		ended = self.ends(0, self.months.tally("summary", "--region", "410904", "--period", "2018-01..2018-08", "--indicator", "grants", "--format", "csv"))
		self.assertEqual("0", str(self.said("2018-01..2018-08", "410904")[0] - int(table(ended.out)[0]["value"])))


if __name__ == "__main__":
	main()
