"""Measures from the INI to the table: least, greatest, mean, ratio, share; what is exact, what does not fit, and what has no value."""

import csv
import io

import workspace as cli

MOST = 2**63 - 1

AREA = """\
[area]
title = 贷款

[register loans]
title = 贷款台账
files = ../registers/loans.csv
covers = 2017..2018

[field loans.paid]
title = 放款日
type = date

[field loans.repaid]
title = 还清日
type = date
optional = yes

[field loans.kind]
title = 类别
type = code
codes = credit:信用 | pledge:抵押

[field loans.amount]
title = 金额
type = decimal
scale = 2
unit = 万元
optional = yes

[field loans.sales]
title = 销售额
type = integer
unit = 元
optional = yes

[field loans.county]
title = 区划代码
type = region
"""

MEASURES = [
	("least", "measure = min\nof = amount\ntime = flow\nunit = 万元\n"),
	("most", "measure = max\nof = amount\ntime = flow\nunit = 万元\nby = kind\n"),
	("most_open", "measure = max\nof = amount\ntime = stock\nended = repaid\nunit = 万元\n"),
	("mean", "measure = mean\nof = amount\ntime = flow\nunit = 万元\nby = kind\n"),
	("mean_open", "measure = mean\nof = amount\ntime = stock\nended = repaid\nunit = 万元\n"),
	("burden", "measure = ratio\nof = amount\nover = sales\ntime = flow\nunit = %\ndecimals = 1\n"),
	("pledged", "measure = share\nshare = kind = pledge\ntime = flow\nunit = %\ndecimals = 1\n"),
	("pledged_sum", "measure = share\nof = amount\nshare = kind = pledge\ntime = flow\nunit = ‰\n"),
	("sum", "measure = sum\nof = amount\ntime = flow\nunit = 万元\n"),
]

HEADINGS = "放款日,还清日,类别,金额,销售额,区划代码\n"
LOANS = HEADINGS + """\
2017-03-01,2018-05-01,信用,10.00,1000000,410902
2017-06-01,,抵押,20.25,2000000,410902
2018-01-05,,信用,-3.10,0,410902
2018-02-05,,抵押,0.05,,410902
2018-03-05,,抵押,,500000,410902
"""


class Office(cli.Test):
	def loans(self, rows=LOANS, measures=MEASURES):
		lines = [AREA] + ["\n[indicator %s]\ntitle = %s\nfrom = loans\n%s" % (name, name, said) for name, said in measures]
		self.w.write("areas/loans.ini", "".join(lines))
		self.w.write("registers/loans.csv", rows)

	def run_all(self):
		return self.ends(0, self.w.tally("run", "loans"))

	def summary(self, *words):
		"""{indicator, breakdown: what the table shows}"""
		ended = self.ends(0, self.w.tally("summary", "--area", "loans", "--format", "csv", *words))
		rows = csv.DictReader(io.StringIO(ended.out))
		return {row["indicator"].partition(".")[2] + (":" + row["breakdown"] if row["breakdown"] else ""): row["value"] for row in rows}


class Measures(Office):
	def test_values(self):
		self.loans()
		self.run_all()
		self.assertEqual({"least": "10.00", "most": "20.25", "most:kind=credit": "10.00", "most:kind=pledge": "20.25", "most_open": "20.25",
			"mean": "15.13", "mean:kind=credit": "10.00", "mean:kind=pledge": "20.25", "mean_open": "15.13", "burden": "10.1",
			"pledged": "50.0", "pledged_sum": "669", "sum": "30.25"}, self.summary("--period", "2017"))

	def test_stock(self):
		"""The least and the mean of what is still open: the first loan is repaid, the last one has no amount."""
		self.loans()
		self.run_all()
		now = self.summary("--period", "2018")
		self.assertEqual(("20.25", "5.73"), (now["most_open"], now["mean_open"]))
		self.assertEqual("1720/300", self.w.value("loans.mean_open"))

	def test_no_records_and_nothing_below(self):
		"""In 2018 all sales are 0 or empty; the western county has no loan at all."""
		self.loans()
		self.run_all()
		table = self.ends(0, self.w.tally("summary", "--area", "loans", "--period", "2018")).out
		self.assertIn("division by zero", table)
		for name in ("least", "most", "most_open", "mean", "mean_open", "burden", "pledged", "pledged_sum"):
			self.ends(0, self.w.tally("summary", "--indicator", "loans." + name, "--period", "2018", "--region", "410922"), "no records")
		self.assertEqual([("sum", "0.00")], [(name, value) for name, value in self.summary("--period", "2018", "--region", "410922").items() if value])
		self.assertIsNone(self.w.value("loans.burden"))

	def test_nothing_is_computed_where_it_is_not_covered(self):
		self.loans()
		self.run_all()
		self.ends(0, self.w.tally("summary", "--indicator", "loans.mean", "--period", "2016"), "not covered")

	def test_views_and_table_agree(self):
		"""Parts stand with their power of ten: 3025 / 2 hundredths, 33.3 % as 100 / 3."""
		self.loans()
		self.run_all()
		self.assertEqual("3025/200", self.w.value("loans.mean", "2017"))
		self.assertEqual("30250000/3000000", self.w.value("loans.burden", "2017"))
		self.assertEqual("200/3", self.w.value("loans.pledged", "2018"))
		value, basis = self.w.query("select value, basis from figure where indicator = 'loans.pledged' and region = '410900' and period = '2018'")[0]
		self.assertAlmostEqual(200 / 3, value)
		self.assertEqual("register", basis)
		self.w.write("registers/loans.csv", LOANS.replace("10.00", "12.00"))
		self.run_all()
		self.assertEqual([("3025/200", 1, 1), ("3225/200", 2, None)], self.w.query("select value_exact, first_run, last_run from figure_history "
			"where indicator = 'loans.mean' and region = '410900' and period = '2017' and breakdown = '' order by 2"))

	def test_the_same_again_and_what_a_dry_run_says(self):
		self.loans()
		self.run_all()
		self.ends(0, self.w.tally("run", "loans"), ["0 new, 0 changed, 0 gone"])
		self.w.write("registers/loans.csv", LOANS.replace("10.00", "12.00"))
		self.ends(0, self.w.tally("run", "--dry", "loans"), ["15.125", "16.125"])

	def test_a_published_value_where_nobody_counted(self):
		"""Without records there is no value, so what was published is the best one; a sum is 0."""
		self.loans()
		self.w.write("areas/loans.ini", self.w.read("areas/loans.ini") + "\n[published]\nfiles = ../statements/loans.csv\n")
		self.w.write("statements/loans.csv", "ref,indicator,region,period,breakdown,stat,text,unit\n"
			"P1,loans.mean,410922,2018,,value,7.5,万元\nP2,loans.sum,410922,2018,,value,7.5,万元\n")
		self.run_all()
		self.assertEqual(("7.5", "0.00"), tuple(self.summary("--region", "410922")[name] for name in ("mean", "sum")))
		self.assertEqual([("loans.mean", "7.5", "published"), ("loans.sum", "0", "register")], self.w.query(
			"select indicator, value_exact, basis from figure where region = '410922' and period = '2018' and indicator like 'loans.%' order by 1"))


class Exact(Office):
	"""Amounts in hundredths, at the end of 64 bits."""

	@staticmethod
	def amount(units):
		return "%s%d.%02d" % ("-" if units < 0 else "", abs(units) // 100, abs(units) % 100)

	def rows(self, *rows):
		return HEADINGS + "".join("2018-01-01,,信用,%s,,%s\n" % (self.amount(units), county) for units, county in rows)

	def only(self, *names):
		return [(name, said.replace("by = kind\n", "")) for name, said in MEASURES if name in names]

	def test_the_largest_sums(self):
		"""The sum is whole in between though two of its addends are beyond 64 bits."""
		for total in (MOST, -MOST - 1):
			near = total + (1 if total < 0 else -1)
			self.loans(self.rows((near, "410902"), (near, "410922"), (-near, "410902"), (total - near, "410922")), self.only("sum", "mean", "least", "most"))
			self.ends(0, self.w.tally("run", "loans"))
			now = self.summary()
			self.assertEqual((self.amount(total), self.amount(min(near, -near)), self.amount(max(near, -near))), (now["sum"], now["least"], now["most"]))
			self.assertEqual("%d/400" % total, self.w.value("loans.mean"))

	def test_digits_beyond_binary_floating_point(self):
		self.loans(self.rows((2**53 + 1, "410902"), (2**60 + 1, "410922")), self.only("sum", "mean", "most"))
		self.run_all()
		self.assertEqual({"sum": self.amount(2**60 + 2**53 + 2), "mean": "5809643519307939.85", "most": self.amount(2**60 + 1)}, self.summary())
		self.assertEqual(self.amount(2**60 + 2**53 + 2).rstrip("0"), self.w.value("loans.sum"))

	def test_too_much_in_one_county(self):
		self.loans(self.rows((MOST, "410902"), (1, "410902")), self.only("sum"))
		self.fails("loans.sum: the value of 东区 in 2018 does not fit in 64 bits; use a larger unit")

	def test_too_much_in_the_city_only(self):
		self.loans(self.rows((MOST, "410902"), (1, "410922")), self.only("sum"))
		self.fails("loans.sum: the value of 样例市 in 2018 does not fit in 64 bits; use a larger unit")
		self.loans(self.rows((-MOST - 1, "410902"), (-1, "410922")), self.only("sum"))
		self.fails("loans.sum: the value of 样例市 in 2018 does not fit in 64 bits; use a larger unit")

	def test_too_much_for_the_parts(self):
		self.loans(self.rows((MOST, "410902"), (MOST, "410922")), self.only("mean"))
		self.fails("loans.mean: a sum that the value of 样例市 in 2018 is made of does not fit in 64 bits; use a larger unit")

	def test_too_much_in_a_year_only(self):
		self.w.change("tally.ini", "periods = year", "periods = year, half")
		self.loans(self.rows((MOST, "410902")).replace("2018-01-01", "2018-12-31") + self.rows((1, "410902")).partition("\n")[2], self.only("sum"))
		self.fails("loans.sum: the value of 东区 in 2018 does not fit in 64 bits; use a larger unit")

	def fails(self, sentence):
		"""The area fails as a whole, the others are written."""
		self.ends(1, self.w.tally("run"), None, [sentence])
		self.assertEqual([], self.w.query("select * from figure where indicator like 'loans.%'"))
		self.assertEqual("3", self.w.value("market.contracts"))

	def test_a_hundredfold_that_fits_nowhere(self):
		"""The parts are kept without the factor of their unit, which alone would not fit."""
		rows = "".join("2018-01-01,,信用,%s,%d,410902\n" % (self.amount(MOST), sales) for sales in (1,))
		self.loans(HEADINGS + rows, self.only("burden", "pledged_sum"))
		self.run_all()
		self.assertEqual("92233720368547758070000.0", self.summary()["burden"])
		self.assertEqual("0", self.summary()["pledged_sum"])
		self.assertEqual(str(MOST) + "0000/1", self.w.value("loans.burden"))

	def test_extremes_never_overflow(self):
		self.loans(self.rows((MOST, "410902"), (MOST, "410922"), (-MOST - 1, "410922"), (-MOST - 1, "410922")), self.only("least", "most", "most_open"))
		self.run_all()
		self.assertEqual({"least": self.amount(-MOST - 1), "most": self.amount(MOST), "most_open": self.amount(MOST)}, self.summary())

	def test_halves(self):
		"""A mean of -0.125 and 0.125 to two digits, by both rules; the store holds neither."""
		for rounding, shown in (("half-up", "0.13"), ("half-even", "0.12")):
			self.w.write("tally.ini", cli.TALLY_INI + "rounding = %s\n" % rounding)
			for sign, minus in ((1, ""), (-1, "-")):
				self.loans(self.rows((sign * 12, "410902"), (sign * 13, "410902")), self.only("mean"))
				self.run_all()
				self.assertEqual(minus + shown, self.summary()["mean"])
				self.assertEqual("%d/200" % (sign * 25), self.w.value("loans.mean"))


if __name__ == "__main__":
	cli.main()
