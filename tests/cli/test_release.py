"""`tally release`: what was handed out is marked, read again, defended against later runs, and is the base of growth."""

import workspace
from workspace import Test, main


class Releases(Test):
	def setUp(self):
		super().setUp()
		self.ends(0, self.w.tally("run"))

	def release(self, name="bulletin-2018", period="2018", *more):
		self.ends(0, self.w.tally("release", name, "--period", period, *more), "released '%s': the figures of %s as of run " % (name, period), "")

	def change(self, old="A-003,省级,2018/1/2,,410902,5,丙\n", new=""):
		self.w.change("registers/contracts.csv", old, new)

	def said(self, ended):
		return [line for line in ended.err.splitlines() if line.startswith("release ")]

	def test_list(self):
		self.ends(0, self.w.tally("release"), None, "nothing was released yet: tally release NAME --period PERIOD\n")
		self.release()
		self.w.tally("run")
		self.release("公报.2018_a", "2018", "--area", "market")
		rows = [line.split(",")[:4] for line in self.w.tally("release", "--format", "csv").out.splitlines()]
		self.assertEqual([["name", "run", "period", "area"], ["bulletin-2018", "1", "2018", ""], ["公报.2018_a", "2", "2018", "market"]], rows)
		self.assertEqual([(1,), (2,)], self.w.query("select id from run"))

	def test_names(self):
		self.release()
		before = self.w.query("select * from release")
		for name, said in (("bulletin-2018", "is there already, as of run 1: give another name\n"), ("a b", "a name is made of letters"),
				("a/b", "a name is made of letters"), ("", "a name is made of letters"), ("x" * 121, "a name is made of letters"),
				("é", "a name is made of letters"), ("2018", "a number or a day names a run already"),
				("2018-12-31", "a number or a day names a run already")):
			self.ends(2, self.w.tally("release", name, "--period", "2018"), "", said)
		self.ends(2, self.w.tally("release", "x"), "", "which period was handed out? --period 2018")
		self.ends(2, self.w.tally("release", "x", "--period", "2018Q9"), "", "which period")
		self.ends(2, self.w.tally("release", "x", "--period", "2018", "--area", "markt"), "", "no area 'markt' in the store\n")
		self.ends(2, self.w.tally("release", "--period", "2018"), "", "release takes a NAME with --period")
		self.assertEqual(before, self.w.query("select * from release"))
		self.w.store.unlink()
		self.ends(3, self.w.tally("release", "x", "--period", "2018"), "", "'tally run' writes it\n")
		self.assertFalse(self.w.store.exists())

	def test_as_of(self):
		self.release()
		before = self.w.tally("summary").out
		self.change()
		self.w.tally("run")
		self.assertNotEqual(before, self.w.tally("summary").out)
		self.assertEqual(before, self.w.tally("summary", "--as-of", "bulletin-2018").out)

	def test_a_run_that_changes_it(self):
		self.release()
		self.ends(0, self.w.tally("run"), None, "")
		self.change()
		ended = self.ends(1, self.w.tally("run"))
		cause = ": file registers/contracts.csv changed"
		self.assertIn("release 'bulletin-2018': market.contracts, 410900 样例市, 2018: released 3, now 2" + cause, self.said(ended))
		self.assertIn("release 'bulletin-2018': market.contracts, 410900 样例市, 2018, level=provincial: released 1, now 0" + cause, self.said(ended))
		self.assertIn("release 'bulletin-2018': people.contracts_per_10k, 410900 样例市, 2018: released 1.43, now 0.95" + cause, self.said(ended))
		self.assertFalse([line for line in self.said(ended) if "2017" in line or "level=municipal" in line])
		self.ends(0, self.w.tally("run"), None, "")  # told by the run that changed it
		self.change("A-004,市级,20180930,,410902,7.75,丁\n")
		self.assertIn("market.contracts, 410900 样例市, 2018: released 3, now 1", "".join(self.said(self.ends(1, self.w.tally("run")))))
		self.w.write("registers/contracts.csv", workspace.CONTRACTS)
		self.ends(0, self.w.tally("run"), None, "")  # as it was released again

	def test_a_year_to_date(self):
		"""What is not kept as a cell is made of months: a change in one of them changes what was handed out."""
		self.w.change("tally.ini", "periods = year", "periods = year, month")
		self.ends(0, self.w.tally("run"))
		self.release("to-october", "2018-01..2018-10")
		self.release("to-july", "2018-01..2018-07")
		self.change("A-004,市级,20180930,,410902,7.75,丁\n")
		lines = self.said(self.ends(1, self.w.tally("run")))
		self.assertIn("release 'to-october': market.contracts, 410900 样例市, 2018-01..2018-10: released 3, now 2: file registers/contracts.csv changed", lines)
		self.assertIn("release 'to-october': market.amount, 410902 东区, 2018-01..2018-10: released 12.75, now 5.00: file registers/contracts.csv changed", lines)
		self.assertFalse([line for line in lines if "to-july" in line], lines)

	def test_periods_without_figures(self):
		for period, said in (("2020", "2020 has no figures yet: the last period that is complete is 2018"), ("2018Q3", "no indicator is kept by such periods")):
			self.ends(2, self.w.tally("release", "x", "--period", period), "", said)
		self.release("plan", "2019")  # of which targets were stated

	def test_other_periods_and_areas_are_free(self):
		self.release("x2017", "2017")
		self.release("people", "2018", "--area", "people")
		self.change()
		lines = self.said(self.ends(1, self.w.tally("run")))
		self.assertEqual(1, len(lines), lines)
		self.assertIn("release 'people': people.contracts_per_10k", lines[0])

	def test_given_and_published(self):
		self.release()
		self.w.change("statements/people-given.csv", ",21000,", ",42000,")
		self.w.change("statements/market-published.csv", ",120,", ",121,")
		lines = self.said(self.ends(1, self.w.tally("run")))
		self.assertEqual(["release 'bulletin-2018': market.contracts, 410000 样例省, 2018: released 120, now 121: "
			"published figures of market.contracts changed", "release 'bulletin-2018': people.population, 410900 样例市, 2018: released 21000, "
			"now 42000: given figures of people.population changed", "release 'bulletin-2018': people.contracts_per_10k, 410900 样例市, 2018: "
			"released 1.43, now 0.71: given figures of people.population changed; published figures of market.contracts changed"],
			sorted(lines, key=lambda line: ("contracts," not in line, "population," not in line)))

	def test_an_indicator_that_goes(self):
		self.release()
		self.w.change("areas/market.ini", "[indicator amount]\ntitle = 合同金额\nunit = 万元\nfrom = contracts\nmeasure = sum\nof = amount\n"
			"time = flow\n", "")
		lines = self.said(self.ends(1, self.w.tally("run")))
		self.assertIn("market.amount, 410900 样例市, 2018: released 1012.75, now missing: indicator market.amount is gone", "\n".join(lines))

	def test_growth_base(self):
		self.release("2017年公报", "2017")
		growth = ("summary", "--indicator", "contracts", "--by", "none", "--columns", "value,base,growth,base_release", "--format", "csv")
		self.assertEqual("3,2,50.0000,2017年公报", self.w.tally(*growth).out.split()[1])
		self.change("A-001,省级,2017-03-12,,410902,10.50,甲\n")
		self.ends(1, self.w.tally("run"), None, "market.contracts, 410900 样例市, 2017: released 2, now 1")
		self.assertEqual("3,2,50.0000,2017年公报", self.w.tally(*growth).out.split()[1])
		self.assertIn("growth is measured against figures as released in '2017年公报'\n", self.w.tally("summary").out)
		self.w.change("tally.ini", "lang = en", "lang = en\ngrowth_base = current")
		self.w.tally("run")
		self.assertEqual("3,1,200.0000,", self.w.tally(*growth).out.split()[1])
		self.assertNotIn("as released", self.w.tally("summary").out)


if __name__ == "__main__":
	main()
