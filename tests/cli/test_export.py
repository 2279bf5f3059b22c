"""`tally export`: every value of the store as rows, compared with the view `observation`."""

import csv
import fractions
import io
import json
import shutil

import workspace as cli

KEYS = ("area indicator title unit region region_name period first_day last_day breakdown breakdown_title value numerator denominator entries exits "
	"basis run").split()


def number(text):
	"""A figure as the view writes it, 69/36, or as a decimal; nothing is None."""
	return fractions.Fraction(text) if text not in (None, "") else None


class Export(cli.Test):
	def setUp(self):
		super().setUp()
		self.w.write("statements/market-published.csv", cli.PUBLISHED
			+ "P3,market.contracts,410900,2018,,value,4,项,,,,2019,2020-02,synthetic,\nP4,market.amount,410900,2018,,value,1012.75,万元,,,,2018,2019-02,synthetic,\n")
		self.w.tally("run")

	def text(self, *words, **more):
		return self.ends(0, self.w.tally("export", *words, **more), None, "").out

	def rows(self, *words):
		return list(csv.DictReader(io.StringIO(self.text(*words))))

	def places(self, *words):
		return [(row["indicator"], row["region"], row["period"], row["breakdown"], row["basis"]) for row in self.rows(*words)]


class Content(Export):
	def test_is_the_view(self):
		rows = self.rows()
		self.assertEqual(KEYS, list(rows[0]))
		mine = [(r["area"], r["indicator"], r["title"], r["unit"], r["region"], r["region_name"], r["period"], r["breakdown"], r["basis"],
			number(r["entries"]), number(r["exits"])) for r in rows]
		view = self.w.query("select area, indicator, title, unit, region, region_name, period, breakdown, basis, entries, exits, value_exact from observation")
		self.assertEqual(sorted(row[:9] for row in mine), sorted(row[:9] for row in view))
		exact = {(r[1], r[4], r[6], r[7], r[8]): (number(r[11]), number(r[9]), number(r[10])) for r in view}
		for r in rows:
			parts = number(r["numerator"]) / number(r["denominator"]) if r["denominator"] else number(r["value"])
			have = (parts, number(r["entries"]), number(r["exits"]))
			self.assertEqual(exact[(r["indicator"], r["region"], r["period"], r["breakdown"], r["basis"])], have, r)
			self.assertLess(abs(parts - number(r["value"])), fractions.Fraction(1, 10**12))
		self.assertTrue(any(r["denominator"] for r in rows) and any(r["exits"] == "1" for r in rows))

	def test_a_row_a_basis(self):
		"""Computed, then published in its last edition."""
		rows = self.rows("--indicator", "contracts", "--region", "410900", "--period", "2018")
		self.assertEqual([("", "register", "3"), ("", "published", "4"), ("level=municipal", "register", "2"), ("level=provincial", "register", "1")],
			[(row["breakdown"], row["basis"], row["value"]) for row in rows])
		self.assertEqual(["", "", "市级", "省级"], [row["breakdown_title"] for row in rows])
		self.assertEqual({("2018-01-01", "2018-12-31")}, {(row["first_day"], row["last_day"]) for row in rows})

	def test_order(self):
		places = self.places()
		basis = ["register", "adjusted", "given", "published"].index
		self.assertEqual(sorted(places, key=lambda p: p[:4] + (basis(p[4]),)), places)

	def test_filters(self):
		self.assertEqual({"people"}, {row["area"] for row in self.rows("--area", "people")})
		self.assertEqual({"410922"}, {row["region"] for row in self.rows("--region", "西县")})
		self.assertEqual({"2017"}, {row["period"] for row in self.rows("--period", "2017")})
		self.assertEqual([], self.rows("--period", "2011"))
		whole = self.places()
		for words, wanted in ((("--region", "410902"), lambda p: p[1] == "410902"), (("--period", "2018"), lambda p: p[2] == "2018")):
			self.assertEqual([place for place in whole if wanted(place)], self.places(*words))

	def test_json(self):
		rows = json.loads(self.text("--format", "json"), parse_float=str, parse_int=str)
		self.assertEqual(self.rows(), [{key: value or "" for key, value in row.items()} for row in rows])
		self.assertEqual([], json.loads(self.text("--format", "json", "--period", "2011")))

	def test_area_off(self):
		self.w.change("areas/people.ini", "enabled = yes", "enabled = no")
		self.w.tally("run")
		self.assertEqual({"market"}, {row["area"] for row in self.rows()})


class Runs(Export):
	def test_since_when(self):
		"""A figure stands since the run that gave it, though its neighbour in the store changed later."""
		before = self.text()
		self.w.change("registers/contracts.csv", "7.75", "9.75")
		self.w.tally("run")
		runs = {(row["indicator"], row["breakdown"]): row["run"] for row in self.rows("--region", "410902", "--period", "2018")}
		self.assertEqual("2", runs[("market.amount", "")])
		self.assertEqual({"1"}, {run for (name, _), run in runs.items() if name == "market.contracts"})
		self.assertEqual(before, self.text("--as-of", "1"))
		self.assertNotEqual(before, self.text())


class Same(Export):
	def test_places_of_time_and_language(self):
		whole = self.text()
		for env in ({"LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, {"LC_ALL": "de_DE.UTF-8"}, {"TZ": "Asia/Shanghai"}, {"TZ": "America/Adak"}):
			self.assertEqual(whole, self.text(env=cli.environment(**env)), env)

	def test_threads_and_order_of_files(self):
		"""Two registers in two files each, read in either order, give the same rows though ids of the store differ."""
		whole = self.text()
		lines = cli.CONTRACTS.splitlines()
		for folder, first in (("a", True), ("b", False)):
			other = cli.Workspace(self.w.folder.parent / folder)
			shutil.copy(self.w.folder / "statements/market-published.csv", other.folder / "statements")
			other.write("registers/contracts-1.csv", "\n".join([lines[0]] + (lines[1:3] if first else lines[:2:-1])) + "\n")
			other.write("registers/contracts-2.csv", "\n".join([lines[0]] + (lines[3:] if first else lines[2:0:-1])) + "\n")
			other.change("areas/market.ini", "files = ../registers/contracts.csv", "files = ../registers/contracts-*.csv")
			if not first:
				rows = cli.REGIONS.splitlines()
				other.write("regions.csv", "\n".join(rows[:3] + rows[:2:-1]) + "\n")
			other.tally("run", "--threads", "1" if first else "4")
			self.assertEqual(whole, self.ends(0, other.tally("export"), None, "").out, folder)


class Faults(Export):
	def test_usage(self):
		self.ends(2, self.w.tally("export", "--format", "md"), "", "an export is csv, json or xlsx")
		self.ends(2, self.w.tally("export", "contracts"), "", "export takes no words")
		self.ends(2, self.w.tally("export", "--indicator", "contract"), "", "unknown indicator 'contract'")
		self.ends(2, self.w.tally("export", "--region", "nowhere"), "", "unknown region 'nowhere'")

	def test_without_store(self):
		self.w.store.unlink()
		self.ends(3, self.w.tally("export"), "", "tally run")


if __name__ == "__main__":
	cli.main()
