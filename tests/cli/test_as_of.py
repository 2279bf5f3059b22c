"""What was published at a run can be read again as it was: --as-of answers as the store stood after that run."""

import random
import sqlite3

import workspace
from workspace import Test, main

QUESTIONS = (
	("summary", "--format", "csv", "--columns", "all", "--by", "region"),
	("summary", "--format", "csv", "--columns", "all", "--period", "2017", "--basis", "all"),
	("summary", "--format", "table", "--region", "410902"),
	("summary", "--format", "csv", "--area", "people"),
)


class Runs(Test):
	def ask(self, *more):
		"""Answers, or what is said where there is none. The store's own name may stand in it; nothing else differs."""
		return [str(self.w.tally(*question, *more)) for question in QUESTIONS]

	def records(self, chance):
		"""Records of the register, some of them faulty, in a random order."""
		rows = []
		for n in range(chance.randrange(0, 12)):
			rows.append("A-%03d,%s,%d-%02d-%02d,%s,%s,%d.%02d,人" % (n, chance.choice(["省级", "市级", "省级", "部级"]),
				chance.choice([2016, 2017, 2018]), chance.randrange(1, 13), chance.randrange(1, 29),
				chance.choice(["", "2018-06-30"]), chance.choice(["410902", "410922"]), chance.randrange(0, 1200),
				chance.randrange(0, 100)))
		return "\n".join([workspace.HEADINGS] + rows) + "\n"

	def change(self, chance):
		"""One thing that an office does between two runs; the files are always made from the same texts, so that things come back."""
		kind = chance.choice(["records", "records", "given", "published", "targets", "regions", "title", "coverage", "through",
			"off", "gone", "formula", "nothing"])
		ini = {"title": ("title = 技术合同", "title = 合同数"), "coverage": ("covers = 2017..", "covers = 2018.."),
			"gone": ("[indicator amount]\ntitle = 合同金额\nunit = 万元\nfrom = contracts\nmeasure = sum\nof = amount\ntime = flow\n", ""),
			"off": ("enabled = yes", "enabled = no")}
		if kind == "records":
			self.w.write("registers/contracts.csv", self.records(chance))
		elif kind == "given":
			self.w.write("statements/people-given.csv", workspace.GIVEN.replace("21000", str(chance.randrange(1, 99999))))
		elif kind == "published":
			self.w.write("statements/market-published.csv", workspace.PUBLISHED.replace("value,3,", "value,%d," % chance.randrange(9))
				.replace("2018,2019-02", "%d,2019-02" % chance.choice([2018, 2019])))
		elif kind == "targets":
			self.w.write("statements/market-targets.csv", "\n".join(workspace.TARGETS.split("\n")[:chance.randrange(1, 5)]) + "\n")
		elif kind == "regions":
			self.w.write("regions.csv", workspace.REGIONS.replace("东区", chance.choice(["东区", "东城"])) +
				chance.choice(["", "410923,南县,county,410900,unit,,,,synthetic\n"]))
		elif kind == "through":
			self.w.write("tally.ini", workspace.TALLY_INI.replace("through = 2018", chance.choice(["through = 2018", "through = 2019"])))
		elif kind == "formula":
			self.w.write("areas/people.ini", workspace.PEOPLE_INI.replace("* 10000", chance.choice(["* 10000", "* 1000"])))
		elif kind in ini:
			self.w.write("areas/market.ini", workspace.MARKET_INI.replace(*ini[kind]) if chance.random() < 0.6 else workspace.MARKET_INI)

	def sequence(self, seed, runs):
		chance = random.Random(seed)
		said = []
		for n in range(1, runs + 1):
			self.w.tally("run", *chance.choice([(), (), ("people",)]))
			said.append(self.ask())
			self.change(chance)
			if n > 1:  # what this run changed did not touch what was said before
				back = chance.randrange(1, n)
				self.assertEqual(said[back - 1], self.ask("--as-of", str(back)), "seed %d, run %d after %d" % (seed, back, n))
		self.assertEqual(runs, self.w.query("select max(id) from run")[0][0])
		for n in range(1, runs + 1):
			self.assertEqual(said[n - 1], self.ask("--as-of", str(n)), "seed %d, run %d" % (seed, n))
		self.assertGreater(len(set(map(str, said))), 2)
		self.history()
		self.ends(0, self.w.tally("check", "--store"))

	def history(self):
		"""Rows that stand are the rows of the tables; a row ends before it or another one of its place begins."""
		tables = [name for name, in self.w.query("select name from sqlite_master where type = 'table' and name glob '*_history' "
			"and name <> 'cell_history'")]
		self.assertGreater(len(tables), 8)
		for table in tables:
			of = table[:-len("_history")]
			columns = ", ".join(name for name, in self.w.query("select name from pragma_table_info('%s') "
				"where name not in ('first_run', 'last_run')" % table))
			self.assertEqual(sorted(map(str, self.w.query("select %s from %s" % (columns, of)))),
				sorted(map(str, self.w.query("select %s from %s where last_run is null" % (columns, table)))), table)
			self.assertEqual([], self.w.query("select * from %s where last_run < first_run" % table))

	def test_random_sequences(self):
		for seed in range(3):
			with self.subTest(seed=seed):
				self.setUp()
				self.sequence(seed, 8)

	def test_nothing_new_leaves_nothing(self):
		for _ in range(3):
			self.ends(0, self.w.tally("run"))
		for name, in self.w.query("select name from sqlite_master where type = 'table' and name glob '*_history'"):
			self.assertEqual([], self.w.query("select * from %s where last_run is not null or first_run > 1" % name), name)


class Names(Test):
	def setUp(self):
		super().setUp()
		self.w.tally("run")
		self.w.write("statements/people-given.csv", workspace.GIVEN.replace("21000", "42000"))
		self.w.tally("run")
		self.w.tally("run")
		with sqlite3.connect(self.w.store) as db:
			for run, day in ((1, "2018-12-30T23:59:59Z"), (2, "2018-12-31T00:00:00Z"), (3, "2019-01-05T08:00:00Z")):
				db.execute("update run set started = ? where id = ?", (day, run))
		db.close()

	def population(self, *more):
		ended = self.ends(0, self.w.tally("summary", "--indicator", "population", "--format", "csv", "--columns", "value", *more))
		return ended.out.split()[1]

	def test_days(self):
		for day, value in (("2018-12-30", "21000"), ("2018-12-31", "42000"), ("2019-01-04", "42000"), ("2099-01-01", "42000"),
				("2018/12/30", "21000"), ("1", "21000"), ("2", "42000")):
			self.assertEqual(value, self.population("--as-of", day), day)

	def test_no_such_run(self):
		for word, said in (("0", "no run 0: the runs are 1 to 3\n"), ("4", "no run 4: the runs are 1 to 3\n"),
				("2018-12-29", "no run on or before 2018-12-29: name a later day, or a run by its number\n"),
				("bulletin", "no run 'bulletin': name one by its number, a release, or a day such as 2018-12-31"),
				("", "no run '': ")):
			self.ends(2, self.w.tally("summary", "--as-of", word), "", said)

	def test_read_only_store(self):
		before = self.w.store.read_bytes()
		self.w.store.chmod(0o444)
		self.assertEqual("21000", self.population("--as-of", "1"))
		self.assertEqual(before, self.w.store.read_bytes())


if __name__ == "__main__":
	main()
