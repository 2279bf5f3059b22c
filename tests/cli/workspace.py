"""Small workspaces in temporary folders, and the program run on them. All data here is synthetic.

Two work areas without any C: `market` (contracts: counts, sums, a stock) and `people` (a given population and a formula
over both areas). Each test file is started as `python3 test_x.py TALLY`.
"""

import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TALLY = "tally"

TALLY_INI = """\
[workspace]
title = 样例局
home = 410900
periods = year
through = 2018
regions = regions.csv
store = office.db
lang = en
"""

REGIONS = """\
code,name,level,parent,kind,first_day,last_day,successor,source
410000,样例省,province,,unit,,,,synthetic
410900,样例市,prefecture,410000,unit,,,,synthetic
410902,东区,county,410900,unit,,,,synthetic
410922,西县,county,410900,unit,,,,synthetic
"""

MARKET_INI = """\
[area]
title = 技术市场
title_en = Technology market
version = 1.2
enabled = yes

[register contracts]
title = 合同台账
files = ../registers/contracts.csv
covers = 2017..

[field contracts.contract_no]
title = 合同编号
type = text
key = yes

[field contracts.level]
title = 级别
type = code
codes = provincial:省级 | municipal:市级

[field contracts.signed]
title = 签订日期
type = date

[field contracts.ended]
title = 终止日期
type = date
optional = yes

[field contracts.county]
title = 区划代码
type = region

[field contracts.amount]
title = 金额
type = decimal
scale = 2
unit = 万元

[field contracts.contact]
title = 联系人
type = text
optional = yes
private = yes

[rule small_amount]
register = contracts
where = amount <= 1000
title = 金额不超过一千万
source = 样例规定

[indicator contracts]
title = 技术合同
title_en = Contracts
unit = 项
from = contracts
time = flow
by = level

[indicator amount]
title = 合同金额
unit = 万元
from = contracts
measure = sum
of = amount
time = flow

[indicator in_force]
title = 有效合同
unit = 项
from = contracts
time = stock
ended = ended
by = level

[published]
files = ../statements/market-published.csv

[targets]
files = ../statements/market-targets.csv
"""

PEOPLE_INI = """\
[area]
title = 人口
enabled = yes

[indicator population]
title = 常住人口
unit = 人
from = given
time = stock

[indicator contracts_per_10k]
title = 万人合同数
unit = 项/万人
decimals = 2
formula = market.contracts / year_end(population) * 10000

[given]
files = ../statements/people-given.csv
"""

HEADINGS = "合同编号,级别,签订日期,终止日期,区划代码,金额,联系人"

CONTRACTS = HEADINGS + """
A-001,省级,2017-03-12,,410902,10.50,甲
A-002,市级,2017年11月5日,2018-06-30,410922,20.25,乙
A-003,省级,2018/1/2,,410902,5,丙
A-004,市级,20180930,,410902,7.75,丁
A-005,市级,2018-10-01,,410922,"1,000.00",戊
"""

PUBLISHED = """\
ref,indicator,region,period,breakdown,stat,text,unit,qualifier,low,high,edition,date,source,growth
P1,market.contracts,410900,2018,,value,3,项,,,,2018,2019-02,synthetic,50%
P2,market.contracts,410000,2018,,value,120,项,,,,2018,2019-02,synthetic,
"""

TARGETS = """\
ref,indicator,region,period,breakdown,quantity,compare,value,unit,text,qualifier
T1,market.contracts,410900,2018,,level,=,4,项,4,
T2,market.contracts,410900,2019,,level,>=,5,项,5,以上
T3,market.in_force,410900,2019,,net,=,2,项,2,
"""

GIVEN = """\
ref,indicator,region,period,breakdown,value,unit,edition,date,source
G1,people.population,410900,2017,,20000,人,2017,2018-02,synthetic
G2,people.population,410900,2018,,21000,人,2018,2019-02,synthetic
"""

FILES = {
	"tally.ini": TALLY_INI, "regions.csv": REGIONS, "areas/market.ini": MARKET_INI, "areas/people.ini": PEOPLE_INI,
	"registers/contracts.csv": CONTRACTS, "statements/market-published.csv": PUBLISHED,
	"statements/market-targets.csv": TARGETS, "statements/people-given.csv": GIVEN,
}


class Ended:
	"""What a finished call left: status, standard output and standard error as text."""

	def __init__(self, status, out, err):
		self.status, self.raw, self.out, self.err = status, out, out.decode("utf-8"), err.decode("utf-8")

	def __str__(self):
		return "status %d\n--- out\n%s--- err\n%s" % (self.status, self.out, self.err)


def environment(**changes):
	"""Only what the program needs: no language of whoever runs the tests."""
	kept = {name: os.environ[name] for name in os.environ if name == "PATH" or name.endswith("SAN_OPTIONS")}
	kept.setdefault("LANG", "C")
	kept.update({name: value for name, value in changes.items() if value is not None})
	return kept


def call(*words, cwd=None, env=None, **more):
	more.setdefault("stdout", subprocess.PIPE)
	done = subprocess.run([TALLY, *map(str, words)], cwd=cwd, env=env or environment(), stdin=subprocess.DEVNULL,
		stderr=subprocess.PIPE, timeout=120, check=False, **more)
	return Ended(done.returncode, done.stdout or b"", done.stderr)


class Workspace:
	"""A folder with everything in FILES; `tally` runs the program on it."""

	def __init__(self, folder):
		self.folder = pathlib.Path(folder)
		self.store = self.folder / "office.db"
		for name, text in FILES.items():
			self.write(name, text)

	def write(self, name, text, encoding="utf-8"):
		path = self.folder / name
		path.parent.mkdir(parents=True, exist_ok=True)
		path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
		return path

	def read(self, name):
		return (self.folder / name).read_text(encoding="utf-8")

	def change(self, name, old, new):
		text = self.read(name)
		assert text.count(old) == 1, "%d times in %s: %s" % (text.count(old), name, old)
		self.write(name, text.replace(old, new))

	def tally(self, *words, **more):
		return call("-C", self.folder, *words, **more)

	def query(self, sql, *values):
		with sqlite3.connect("file:%s?mode=ro" % self.store, uri=True) as db:
			rows = db.execute(sql, values).fetchall()
		db.close()
		return rows

	def figures(self):
		return self.query("select indicator, region, period, breakdown, value_exact, basis from figure order by 1, 2, 3, 4")

	def value(self, indicator, period="2018", breakdown="", region="410900"):
		rows = self.query("select value_exact from figure where indicator = ? and region = ? and period = ? and breakdown = ?",
			indicator, region, period, breakdown)
		return rows[0][0] if rows else None

	def names(self):
		return sorted(str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file())


class Test(unittest.TestCase):
	"""A test with a workspace of its own in `self.w`."""

	maxDiff = None

	def setUp(self):
		self.temporary = tempfile.mkdtemp(prefix="tally-test-")
		self.addCleanup(shutil.rmtree, self.temporary, ignore_errors=True)
		self.w = Workspace(pathlib.Path(self.temporary) / "office")

	def ends(self, status, ended, out=None, err=None):
		"""The status, and texts that must stand in the outputs: a text or several; "" means: nothing there."""
		self.assertEqual(status, ended.status, ended)
		for want, have in ((out, ended.out), (err, ended.err)):
			if want == "":
				self.assertEqual("", have, ended)
			for text in ([want] if isinstance(want, str) else want or []):
				self.assertIn(text, have, ended)
		return ended


def main():
	"""The first word is the program; the rest goes to unittest."""
	global TALLY
	if len(sys.argv) < 2:
		sys.exit("usage: python3 %s TALLY [unittest options]" % sys.argv[0])
	TALLY = str(pathlib.Path(sys.argv.pop(1)).resolve())
	unittest.main(module="__main__")
