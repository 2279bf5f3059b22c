"""`tally explain`: what a figure is and where it comes from."""

import csv
import io
import json

import workspace as cli


class Explain(cli.Test):
	def setUp(self):
		super().setUp()
		self.ends(0, self.w.tally("run"))

	def explain(self, *words):
		return self.ends(0, self.w.tally("explain", *words), None, "").out

	def facts(self, *words):
		return json.loads(self.explain("--format", "json", *words), parse_float=str, parse_int=str)


class Words(Explain):
	def test_of_a_register(self):
		out = self.explain("in_force")
		self.assertTrue(out.startswith("有效合同, 样例市 (410900), 2018 [market.in_force]\n"), out)
		for line in ("  figure         4 项 (register)\n", "  movement       2 at the closing before, 3 in, 1 out, now 4\n",
				"  from register  合同台账 (market.contracts)\n", "    coverage     2017-01-01 to 2018-12-31, complete for 样例市\n",
				"registers/contracts.csv (UTF-8): 5 records read, 5 counted, 0 with warnings, 0 rejected; issues: 0; fingerprint ",
				"it has had no other value\n"):
			self.assertIn(line, out)
		self.assertNotIn("SELECT", out)
		self.assertIn("SELECT", self.explain("in_force", "--sql"))

	def test_of_a_formula(self):
		out = self.explain("contracts_per_10k")
		for line in ("figure           1.43 项/万人 (given)\n", "before rounding  30000 / 21000\n",
				"in titles        Contracts ÷ year end of (常住人口) × 10000\n", "numerator        Contracts 2018: 3 项 (register)\n",
				"denominator      常住人口 2018: 21000 人 (given)\n", "合同台账 (market.contracts)"):
			self.assertIn(line, out)

	def test_sql_of_a_formula(self):
		"""The plans of what it is computed from; what was given has none."""
		self.assertNotIn("SELECT", self.explain("contracts_per_10k"))
		out = self.explain("contracts_per_10k", "--sql")
		self.assertEqual(1, out.count("as SQL"), out)
		numerator, plan, denominator = (out.index(word) for word in ("numerator", "SELECT", "denominator"))
		self.assertTrue(numerator < plan < denominator, out)

	def test_statements(self):
		out = self.explain("contracts")
		self.assertIn("published      figure 3 项 (statements/market-published.csv:2 P1, 2018, 2019-02, synthetic)\n", out)
		self.assertIn("published      growth 50% (", out)
		self.assertIn("target         level 4 项 (statements/market-targets.csv:2 T1)\n", out)
		self.assertIn("target         net increase 2 项 (", self.explain("in_force", "--period", "2019"))

	def test_reasons(self):
		self.assertIn("no value: not covered", self.explain("contracts", "--period", "2016"))
		self.assertIn("120 项 (published)", self.explain("contracts", "--region", "410000"))

	def test_chinese(self):
		out = self.ends(0, self.w.tally("explain", "contracts_per_10k", env=cli.environment(LANG="zh_CN.UTF-8", LANGUAGE="zh_CN"))).out
		self.w.change("tally.ini", "lang = en", "lang = zh_CN")
		self.ends(0, self.w.tally("run"))
		out = self.explain("contracts_per_10k")
		for text in ("万人合同数　样例市（410900）　2018", "分子", "分母", "口径", "来源台账", "1.43项/万人（给定）"):
			self.assertIn(text, out)


class Json(Explain):
	def test_register(self):
		facts = self.facts("contracts", "--breakdown", "level=provincial", "--region", "东区")
		self.assertEqual(("market.contracts", "410902", "2018", "level=provincial", "1", "register"),
			tuple(facts[key] for key in ("indicator", "region", "period", "breakdown", "value", "basis")))
		source = facts["registers"][0]["sources"][0]
		self.assertEqual(("registers/contracts.csv", "5", "5"), (source["path"], source["read"], source["accepted"]))
		self.assertEqual(32, len(source["fingerprint"]))
		self.assertEqual([("1", None, "1")], [(v["first_run"], v["last_run"], v["value"]) for v in facts["values"]])

	def test_formula(self):
		facts = self.facts("contracts_per_10k")
		self.assertEqual(("1.43", "30000", "21000"), (facts["value"], facts["numerator"], facts["denominator"]))
		self.assertEqual([("numerator", "market.contracts", "3"), ("denominator", "people.population", "21000")],
			[(o["role"], o["indicator"], o["value"]) for o in facts["operands"]])

	def test_several_values(self):
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,市级,2018-02-03,,410902,1,\n")
		self.ends(0, self.w.tally("run"))
		self.assertEqual([("1", "1", "3"), ("2", None, "4")],
			[(v["first_run"], v["last_run"], v["value"]) for v in self.facts("contracts")["values"]])
		self.assertIn("it has had 2 values", self.explain("contracts"))


class Records(Explain):
	def rows(self, *words):
		ended = self.ends(0, self.w.tally("explain", *words, "--format", "csv"), None, "")
		return list(csv.reader(io.StringIO(ended.out)))

	def test_flow(self):
		self.assertEqual([["file", "line", "contract_no", "level", "signed", "county"],
			["registers/contracts.csv", "4", "A-003", "provincial", "2018-01-02", "410902"],
			["registers/contracts.csv", "5", "A-004", "municipal", "2018-09-30", "410902"],
			["registers/contracts.csv", "6", "A-005", "municipal", "2018-10-01", "410922"]], self.rows("contracts", "--records"))
		self.assertEqual(["A-004"], [row[2] for row in self.rows("contracts", "--records", "counted", "--region", "东区",
			"--breakdown", "level=municipal")[1:]])

	def test_moves(self):
		self.assertEqual(["A-003", "A-004", "A-005"], [row[2] for row in self.rows("in_force", "--records", "entered")[1:]])
		self.assertEqual(["A-002"], [row[2] for row in self.rows("in_force", "--records=left")[1:]])
		self.ends(2, self.w.tally("explain", "contracts", "--records", "left"), "", "market.contracts has no entries and exits")

	def test_lines(self):
		out = self.explain("amount", "--records")
		self.assertIn("  figure         1012.75 万元 (register)\n", out)
		line = [line for line in out.splitlines() if line.startswith("registers/contracts.csv:6")][0]
		self.assertEqual("registers/contracts.csv:6 A-005 2018-10-01 西县 1000.00".split(), line.split())
		self.assertIn("3 records: 1012.75 万元, as in the store\n", out)

	def test_operand(self):
		self.ends(2, self.w.tally("explain", "contracts_per_10k", "--records"), "",
			"people.contracts_per_10k is a formula; say which operand's records are wanted: --operand market.contracts\n")
		self.assertEqual(4, len(self.rows("contracts_per_10k", "--records", "--operand", "contracts")))
		self.ends(2, self.w.tally("explain", "contracts_per_10k", "--records", "--operand", "amount"), "", "'amount' is no operand of")
		self.ends(2, self.w.tally("explain", "contracts_per_10k", "--records", "--operand", "population"), "", "is given, not counted")
		self.ends(2, self.w.tally("explain", "contracts", "--operand", "x"), "", "--operand goes with --records")

	def test_changed_since(self):
		"""The rows are those of today, and it is said; the exit status says that a person should look."""
		self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-006,市级,2018-02-03,,410902,1,\n")
		ended = self.ends(1, self.w.tally("explain", "contracts", "--records"), [
			"4 records: 4 项, but the store says 3 项", "registers/contracts.csv has changed since the run: these are its records as they are now\n"])
		self.assertIn("A-006", ended.out)
		facts = json.loads(self.ends(1, self.w.tally("explain", "contracts", "--records", "--format", "json")).out)
		self.assertEqual((4, False, ["registers/contracts.csv"], 4),
			(facts["records"]["total"], facts["records"]["agrees"], facts["records"]["changed"], len(facts["records"]["rows"])))
		self.ends(0, self.w.tally("run"))
		self.assertIn("4 records: 4 项, as in the store\n", self.explain("contracts", "--records"))

	def test_private(self):
		self.w.change("areas/market.ini", "[indicator contracts]", "[indicator contacts]\ntitle = 联系人数\nunit = 人\nfrom = contracts\n"
			"measure = distinct\nof = contact\ntime = flow\n\n[indicator contracts]")
		self.ends(0, self.w.tally("run"))
		out = self.explain("contacts", "--records")
		self.assertIn("***", out)
		self.assertNotIn("丙", out)
		self.assertIn("3 records of 3 different 联系人\n", out)
		self.assertEqual({"***"}, {row[-1] for row in self.rows("contacts", "--records")[1:]})

	def test_private_from_the_source_only(self):
		"""--private reads them from the register; the store never has them, nor has an export of every issue."""
		self.w.change("areas/market.ini", "[indicator contracts]", "[indicator contacts]\ntitle = 联系人数\nunit = 人\nfrom = contracts\n"
			"measure = distinct\nof = contact\ntime = flow\n\n[indicator contracts]")
		self.ends(0, self.w.tally("run"))
		names = {line.split(",")[-1] for line in cli.CONTRACTS.splitlines()[1:]} - {""}
		self.assertTrue(names)
		counted = {row[-1] for row in self.rows("contacts", "--records", "--private")[1:]}
		self.assertTrue(counted and counted <= names, counted)
		stored = b"".join(path.read_bytes() for path in self.w.folder.glob("*.db"))
		self.assertTrue(stored)
		for name in names:
			self.assertNotIn(name.encode(), stored)
		self.ends(2, self.w.tally("explain", "contracts", "--private"), "", "--private goes with --records")
		looked = self.ends(0, self.w.tally("check", self.w.folder / "registers/contracts.csv", "--register", "market.contracts", "--private"))
		self.assertNotIn("***", looked.out)
		self.assertTrue(all(name in looked.out for name in names))
		self.ends(2, self.w.tally("check", "--private"), "", "--private goes with FILE")

	def test_above_the_register(self):
		self.ends(0, self.w.tally("explain", "contracts", "--region", "410000", "--records"), "the store holds no such value of its own")

	def test_faults_of_the_declarations(self):
		self.w.change("areas/market.ini", "measure = sum", "measure = sun")
		self.ends(2, self.w.tally("explain", "contracts", "--records"), "", "areas/market.ini")


class Refused(Explain):
	def test_usage(self):
		for words, said in (((), "explain takes one indicator: "), (("a", "b"), "explain takes one indicator: "),
				(("contract",), "unknown indicator 'contract'; did you mean 'contracts'?"),
				(("contracts", "--breakdown", "level=x"), "unknown breakdown 'level=x'"),
				(("amount", "--breakdown", "level=x"), "indicator 'market.amount' has no breakdown: 'level=x'"),
				(("contracts", "--format", "csv"), "--format: 'csv' has no form for an explanation")):
			self.ends(2, self.w.tally("explain", *words), "", "tally: " + said)


if __name__ == "__main__":
	cli.main()
