"""`tally history` and `tally diff`: what figures were in earlier runs, and what had changed."""

import csv
import io
import json

import workspace as cli

MORE = cli.CONTRACTS + "A-006,市级,2018-02-03,,410902,1,\n"


class Runs(cli.Test):
	"""1 as it is, 2 a contract more, 3 the same again, 4 another population, 5 the contract gone, 6 another condition."""

	def setUp(self):
		super().setUp()
		self.run_once()
		self.w.write("registers/contracts.csv", MORE)
		self.run_once()
		self.run_once()
		self.w.change("statements/people-given.csv", "2018,,21000", "2018,,24000")
		self.run_once()
		self.w.write("registers/contracts.csv", cli.CONTRACTS)
		self.run_once()
		self.w.change("areas/market.ini", "time = flow\nby = level", "time = flow\nby = level\nwhere = amount > 6")
		self.run_once()

	def run_once(self):
		self.ends(0, self.w.tally("run"))

	def rows(self, command, *words):
		return json.loads(self.ends(0, self.w.tally(command, *words, "--format", "json"), None, "").out, parse_float=str, parse_int=str)


class History(Runs):
	def brief(self, *words):
		return [(row["run"], row["value"], row["change"], row["cause"]) for row in self.rows("history", *words)]

	def test_of_a_register(self):
		self.assertEqual([("1", "3", None, ""), ("2", "4", "1", "file registers/contracts.csv changed: 1 added (A-006)"),
			("5", "3", "-1", "file registers/contracts.csv changed: 1 removed (A-006)"),
			("6", "2", "-1", "the definition of market.contracts changed")], self.brief("contracts"))

	def test_of_a_formula(self):
		"""The causes are those of its operands."""
		self.assertEqual([("1", "1.43", ""), ("2", "1.90", "file registers/contracts.csv changed: 1 added (A-006)"),
			("4", "1.67", "given figures of people.population changed"), ("5", "1.25", "file registers/contracts.csv changed: 1 removed (A-006)"),
			("6", "0.83", "the definition of market.contracts changed")],
			[(run, value, cause) for run, value, _, cause in self.brief("contracts_per_10k")])

	def test_that_never_changed(self):
		self.assertEqual([("1", "2", None, "")], self.brief("contracts", "--period", "2017", "--breakdown", "")[:1])
		self.assertEqual([("1", "1000.00", None, "")], self.brief("amount", "--region", "西县"))

	def test_from_nothing(self):
		"""0 is not stored, but it was the value."""
		self.assertEqual([("1", "1"), ("2", "2"), ("5", "1")],
			[row[:2] for row in self.brief("contracts", "--region", "东区", "--breakdown", "level=municipal")])
		self.w.write("registers/contracts.csv", MORE.replace("A-001,省级,2017", "A-001,省级,2018"))
		self.run_once()
		self.assertEqual([("1", "1"), ("7", "0")], [row[:2] for row in self.brief("contracts", "--region", "东区", "--period", "2017")])
		self.w.write("registers/contracts.csv", MORE + "A-007,市级,2017-02-03,,410902,10,\n")
		self.run_once()
		self.assertEqual([("1", "0", None), ("8", "1", "1")],
			[row[:3] for row in self.brief("contracts", "--region", "东区", "--period", "2017", "--breakdown", "level=municipal")])

	def test_lines(self):
		out = self.ends(0, self.w.tally("history", "contracts")).out
		self.assertTrue(out.startswith("Contracts, 样例市 (410900), 2018 [market.contracts]\n\n"), out)
		self.assertIn("file registers/contracts.csv changed", out)

	def test_another_version_of_the_declaration(self):
		self.w.change("areas/market.ini", "where = amount <= 1000", "where = amount <= 900\nseverity = error")
		self.ends(1, self.w.tally("run"))
		self.assertEqual("the declaration of register market.contracts changed: 1 removed (A-005)", self.brief("amount")[-1][3])

	def test_which_records(self):
		"""Up to five of each by name; blanks in a file are no edit, and neither is another order of the rows."""
		rows = cli.CONTRACTS.splitlines()
		more = ["C-%d,市级,2018-03-01,,410902,8," % n for n in range(7)]
		self.w.write("registers/contracts.csv", "\n".join([rows[0]] + more + [row.replace("10.50", "11.50") for row in rows[:1:-1]]) + "\n")
		self.run_once()
		self.assertEqual("file registers/contracts.csv changed: 7 added (C-0, C-1, C-2, C-3, C-4, ...), 1 removed (A-001)", self.brief("contracts")[-1][3])
		self.w.write("registers/contracts.csv", cli.CONTRACTS.replace("7.75", "17.75"))
		self.run_once()
		self.assertEqual("file registers/contracts.csv changed: 1 added (A-001), 1 edited (A-004), 7 removed (C-0, C-1, C-2, C-3, C-4, ...)",
			self.brief("contracts")[-1][3])

	def test_keep_rows(self):
		"""Beyond the limit nothing is kept, and nothing is told that is not known."""
		self.w.change("areas/market.ini", "covers = 2017..", "covers = 2017..\nkeep_rows = 5")
		self.run_once()
		self.assertEqual([(5,)], self.w.query("select count(*) from record where last_run is null"))
		self.w.write("registers/contracts.csv", MORE)
		self.run_once()
		self.assertEqual([(0,)], self.w.query("select count(*) from record"))
		self.assertEqual("file registers/contracts.csv changed", self.brief("amount")[-1][3])
		self.w.write("registers/contracts.csv", cli.CONTRACTS)
		self.run_once()
		self.assertEqual("file registers/contracts.csv changed", self.brief("amount")[-1][3])
		self.w.change("areas/market.ini", "keep_rows = 5", "keep_rows = 0")
		self.run_once()
		self.assertEqual([(0,)], self.w.query("select count(*) from record"))

	def test_private_key(self):
		self.w.change("areas/market.ini", "type = text\nkey = yes", "type = text\nkey = yes\nprivate = yes")
		self.w.write("registers/contracts.csv", MORE)
		self.run_once()
		self.assertEqual([], self.w.query("select key from record where last_run is null and key like '%A-%'"))
		self.assertEqual([(6,)], self.w.query("select count(*) from record where last_run is null and key glob '#????????????????'"))

	def test_usage(self):
		self.ends(2, self.w.tally("history"), "", "history takes one indicator")
		self.ends(2, self.w.tally("history", "contract"), "", "did you mean 'contracts'?")
		self.ends(0, self.w.tally("history", "population"), None, "no run has stored a value for this cell")
		self.w.change("tally.ini", "periods = year", "periods = year, month")
		self.run_once()
		self.ends(0, self.w.tally("history", "contracts", "--period", "2018-01..2018-02"), None,
			"2018-01..2018-02 is stored as no value of its own; it is the sum of these, each with a history: 2018-01 2018-02\n")
		self.ends(0, self.w.tally("history", "in_force", "--period", "2018-01..2018-03"), None, "no run has stored a value for this cell")


class Diff(Runs):
	def brief(self, *words):
		return [(row["indicator"], row["region"], row["period"], row["breakdown"], row["before"], row["after"], row["change"])
			for row in self.rows("diff", *words)]

	def test_places(self):
		self.assertEqual([("market.contracts", "410900", "2018", "", "3", "4", "1"),
			("market.contracts", "410900", "2018", "level=municipal", "2", "3", "1"),
			("market.contracts", "410902", "2018", "", "2", "3", "1"),
			("market.contracts", "410902", "2018", "level=municipal", "1", "2", "1")], self.brief("1", "2", "--indicator", "contracts"))
		self.assertEqual([("people.contracts_per_10k", "410900", "2018", "", "1.90", "1.67", "-0.24")], self.brief("3", "4"))
		self.assertEqual([], self.brief("2", "3"))

	def test_both_ways(self):
		self.assertEqual([row[:4] + (row[5], row[4]) for row in self.brief("1", "2")], [row[:6] for row in self.brief("2", "1")])

	def test_equals_the_two_stores(self):
		"""What a run changed is the difference of what the views say before and after it."""
		def figures():
			return {row[:4]: row[4] for row in self.w.figures() if row[5] in ("register", "given") and row[0] != "people.population"}
		before = figures()
		self.w.write("registers/contracts.csv", MORE + "A-008,省级,2017-09-01,2018-03-01,410922,400,\n")
		self.run_once()
		after = figures()
		keys = {key for key in before.keys() | after.keys() if before.get(key, "0") != after.get(key, "0")}
		found = {row[:4] for row in self.brief("6", "7") if row[4] != row[5]}
		self.assertEqual(keys, found)

	def test_choices(self):
		self.assertEqual({"410902"}, {row[1] for row in self.brief("1", "2", "--region", "东区")})
		self.assertEqual({"people.contracts_per_10k"}, {row[0] for row in self.brief("1", "2", "--area", "people")})

	def test_release(self):
		"""A release stands for the run that was handed out."""
		self.ends(0, self.w.tally("release", "annual", "--period", "2018"))
		self.w.write("registers/contracts.csv", MORE)
		self.w.tally("run")
		self.assertEqual(self.brief("6", "7"), self.brief("annual", "7"))
		self.assertTrue(self.brief("annual", "7"))

	def test_lines(self):
		out = self.ends(0, self.w.tally("diff", "1", "5"), ["against run 5", "given figures of people.population changed",
			"(people.contracts_per_10k): 1 figure differs\n"]).out
		self.assertNotIn("contracts.csv", out)
		self.ends(0, self.w.tally("diff", "2", "3"), ["nothing differs that they worked from", "no figure differs\n"])
		self.ends(0, self.w.tally("diff", "1", "2", "--format", "md"), "| --- |")

	def test_pieces(self):
		"""CSV and JSON come in pieces of 512 rows, with one head and no seam."""
		regions = "".join("4109%02d,区%d,county,410900,unit,,,,synthetic\n" % (n, n) for n in range(30, 99))
		self.w.write("regions.csv", cli.REGIONS + regions)
		self.w.change("tally.ini", "periods = year", "periods = year, half, quarter, month")
		self.run_once()
		rows = "".join("B-%03d,市级,2018-0%d-01,,4109%02d,9,\n" % (n * 10 + m, m, n) for n in range(30, 99) for m in (1, 5, 8))
		self.w.write("registers/contracts.csv", cli.CONTRACTS + rows)
		self.run_once()
		ended = self.ends(0, self.w.tally("diff", "7", "8", "--format", "csv"))
		lines = list(csv.reader(io.StringIO(ended.out)))
		self.assertGreater(len(lines), 1100)
		self.assertEqual(1, sum(line[0] == "area" for line in lines))
		self.assertEqual(len(lines) - 1, len(self.brief("7", "8")))
		self.ends(0, self.w.tally("diff", "7", "8"), "more; --format csv prints them all\n")

	def test_usage(self):
		for words, said in (((), "diff takes two runs"), (("1",), "diff takes two runs"), (("1", "9"), "no run 9: the runs are 1 to 6"),
				(("0", "1"), "no run 0: "), (("x", "1"), "no run 'x'")):
			self.ends(2, self.w.tally("diff", *words), "", said)


class Then(cli.Test):
	"""Every run answers by the coverage that it had itself; and both commands as of a run."""

	def setUp(self):
		super().setUp()
		self.w.tally("run")
		self.w.change("registers/contracts.csv", "A-005,市级,2018-10-01,,410922,\"1,000.00\",戊\n", "")
		self.w.tally("run")
		self.w.change("areas/market.ini", "covers = 2017..", "covers = 2017..2017")
		self.w.tally("run")
		self.w.change("areas/market.ini", "covers = 2017..2017", "covers = 2017..")
		self.w.change("areas/market.ini", "title_en = Contracts\n", "title_en = Number of contracts\n")
		self.w.tally("run")

	def values(self, *words):
		ended = self.ends(0, self.w.tally("history", "contracts", "--region", "410922", "--format", "json", *words))
		return [(row["run"], row["value"]) for row in json.loads(ended.out)]

	def test_coverage_of_each_run(self):
		self.assertEqual([(1, 1), (2, 0), (3, None), (4, 0)], self.values())

	def test_differences_by_the_coverage_of_both(self):
		for runs, pair in ((("1", "2"), (1, 0)), (("1", "3"), (1, None)), (("1", "4"), (1, 0))):
			ended = self.ends(0, self.w.tally("diff", *runs, "--indicator", "contracts", "--region", "410922", "--format", "json"))
			self.assertIn(pair, [(row["before"], row["after"]) for row in json.loads(ended.out) if row["period"] == "2018" and row["breakdown"] == ""])

	def test_history_as_of(self):
		self.assertEqual([(1, 1), (2, 0)], self.values("--as-of", "2"))
		self.assertEqual([(1, 1)], self.values("--as-of", "1"))
		self.ends(2, self.w.tally("history", "contracts", "--as-of", "5"), "", "no run 5: the runs are 1 to 4")

	def test_explain_as_of(self):
		now = self.ends(0, self.w.tally("explain", "contracts", "--region", "410922"), ["Number of contracts, ", "figure         0"])
		self.assertNotIn("as of", now.out)
		then = self.ends(0, self.w.tally("explain", "contracts", "--region", "410922", "--as-of", "1"), ["Contracts, ", "figure         1",
			"as of          run 1 (", "everything below as it was then; the files themselves are not kept", "5 records read"])
		self.assertNotIn("Number", then.out)
		self.ends(0, self.w.tally("explain", "contracts", "--region", "410922", "--as-of", "3"), ["no value: not covered", "2017-01-01 to 2017-12-31"])
		said = json.loads(self.w.tally("explain", "contracts", "--region", "410922", "--as-of", "2", "--format", "json").out)
		self.assertEqual((2, 0, 4), (said["as_of"], said["value"], said["registers"][0]["sources"][0]["read"]))
		self.ends(2, self.w.tally("explain", "contracts", "--as-of", "1", "--records"), "", "does not go with --as-of: leave out one of them")



if __name__ == "__main__":
	cli.main()
