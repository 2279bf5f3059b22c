"""`tally show`: one figure over periods."""

import csv
import io
import json

import workspace as cli


class Show(cli.Test):
	def setUp(self):
		super().setUp()
		self.w.change("tally.ini", "periods = year", "periods = year, month")
		self.w.tally("run")

	def rows(self, *words):
		return json.loads(self.ends(0, self.w.tally("show", *words, "--format", "json")).out, parse_float=str, parse_int=str)

	def brief(self, keys, *words):
		return [tuple(row[key] for key in keys.split()) for row in self.rows(*words)]


class Rows(Show):
	def test_years(self):
		self.assertEqual([("2017", "2", None, "1", "register"), ("2018", "3", "50.0000", "1", "register")],
			self.brief("period value growth values basis", "contracts", "--periods", "2017..2018"))

	def test_last_five_by_default(self):
		self.assertEqual(["2014", "2015", "2016", "2017", "2018"], [row["period"] for row in self.rows("contracts")])
		self.assertEqual(["2018-08", "2018-09", "2018-10", "2018-11", "2018-12"], [row["period"] for row in self.rows("contracts", "--grain", "month")])

	def test_months(self):
		"""Growth on the year before and on the period before are different things."""
		rows = self.rows("contracts", "--periods", "2018-09..2018-11")
		self.assertEqual([("2018-09", "1", "0", None), ("2018-10", "1", "1", "0.0000"), ("2018-11", "0", "1", "-100.0000")],
			[tuple(row[key] for key in ("period", "value", "previous", "growth_previous")) for row in rows])
		self.assertEqual([("0", None), ("0", None), ("1", "-100.0000")], [(row["base"], row["growth"]) for row in rows])

	def test_every_fact_is_that_of_the_summary(self):
		for row in self.rows("contracts"):
			ended = self.w.tally("summary", "--indicator", "contracts", "--by", "none", "--period", row["period"], "--columns", "all", "--format", "json")
			beside = json.loads(ended.out, parse_float=str, parse_int=str)
			for key in row.keys() & beside[0].keys() if beside else ():
				self.assertEqual(beside[0][key], row[key], (row["period"], key))

	def test_place(self):
		self.assertEqual([("410902", "level=municipal", "0"), ("410902", "level=municipal", "1")],
			self.brief("region breakdown value", "contracts", "--region", "东区", "--breakdown", "level=municipal", "--periods", "2017..2018"))

	def test_stock(self):
		self.assertEqual([("2", "2", "0"), ("4", "3", "1")], self.brief("value entries exits", "in_force", "--periods", "2017..2018"))

	def test_target(self):
		self.assertEqual([("4", "75.0000", "no"), ("5", None, None)], self.brief("target completion met", "contracts", "--periods", "2018..2019"))

	def test_given_and_formula(self):
		self.assertEqual([("20000", None, "given"), ("21000", None, "given")],
			self.brief("value values basis", "people.population", "--periods", "2017..2018"))
		self.assertEqual([(None, None, None), ("1.00", "1", "given"), ("1.43", "1", "given")],
			self.brief("value values basis", "contracts_per_10k", "--periods", "2016..2018"))


class Revised(Show):
	def test_values_and_as_of(self):
		"""A 0 that is not stored was a value, too; a run that changes nothing adds none."""
		before = self.w.tally("show", "contracts", "--region", "东区").out
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,市级,2018-02-03,,410902,1,\n")
		self.w.tally("run")
		self.w.tally("run")
		self.assertEqual([("1", "1"), ("3", "2")], self.brief("value values", "contracts", "--region", "东区", "--periods", "2017..2018"))
		self.assertEqual([("1", "2")], self.brief("value values", "contracts", "--region", "东区", "--periods", "2018-02"))
		self.assertEqual(before, self.w.tally("show", "contracts", "--region", "东区", "--as-of", "1").out)


class Forms(Show):
	def test_lines(self):
		out = self.ends(0, self.w.tally("show", "contracts", "--periods", "2015..2018"), None, "").out
		self.assertTrue(out.startswith("Contracts, 样例市 (410900), unit: 项 [market.contracts]\n\n"), out)
		self.assertTrue(out.endswith("\n··▁█  2015..2018\n"), out)
		self.assertNotIn("period before", out)
		self.assertIn("not covered", out)

	def test_blocks(self):
		"""From the lowest to the highest; equal values stand in the middle."""
		amounts = (100, 200, 300, 400, 500, 600, 700, 800, 150, 149, 800, 100)
		rows = ["X-%d,市级,2018-%02d-01,,410902,%d," % (month, month, amount) for month, amount in enumerate(amounts, 1)]
		self.w.write("registers/contracts.csv", "\n".join([cli.HEADINGS] + rows) + "\n")
		self.w.tally("run")
		self.assertIn("\n▁▂▃▄▅▆▇█▂▁█▁  2018-01..2018-12\n", self.w.tally("show", "amount", "--periods", "2018-01..2018-12").out)
		self.assertIn("\n▄▄  2016-01..2016-02\n".replace("2016", "2017"), self.w.tally("show", "amount", "--periods", "2017-01..2017-02").out)

	def test_csv_and_markdown(self):
		rows = list(csv.DictReader(io.StringIO(self.w.tally("show", "contracts", "--format", "csv").out)))
		self.assertEqual([{key: value or "" for key, value in row.items()} for row in self.rows("contracts")], rows)
		self.ends(0, self.w.tally("show", "contracts", "--format", "md"), ["| period |", "| 2018 | 3 |", "▁█"])

	def test_growth_on_the_period_before_is_shown_for_months(self):
		self.ends(0, self.w.tally("show", "contracts", "--grain", "month"), "growth on period before")

	def test_nothing(self):
		ended = self.ends(0, self.w.tally("show", "contracts", "--periods", "2011..2012"), None, "no value in any of these periods")
		self.assertNotIn("2011..2012", ended.out)


class Faults(Show):
	def test_usage(self):
		self.ends(2, self.w.tally("show"), "", "show takes one indicator")
		self.ends(2, self.w.tally("show", "contract"), "", "unknown indicator 'contract'")
		self.ends(2, self.w.tally("show", "contracts", "--breakdown", "level=provincal"), "", "level=provincial")
		self.ends(2, self.w.tally("show", "contracts", "--periods", "2018..2017"), "", "--periods: '2018..2017'")
		self.ends(2, self.w.tally("show", "contracts", "--grain", "quarter"), "", "year, month")


if __name__ == "__main__":
	cli.main()
