"""`tally check --store`: every named check has a store that trips just that one."""

import csv
import io
import sqlite3

from workspace import Test, main

FIRST = "(select min(key) from cell)"
CITY = "(select c.key from cell c join indicator i on i.cube = c.key >> 53 join region r on r.id = c.key >> 36 & 131071 join period p on p.id = " \
	"c.key >> 16 & 1048575 where i.name = '%s' and r.code = '%s' and p.text = '%s' and c.key & 65535 = 0)"
PART = CITY.replace("c.key & 65535 = 0", "c.key & 65535 = (select id from breakdown where text = 'level=municipal')")
COLUMN = "(select 'm' || slot from indicator where name = '%s')"

# What is done to a good store, and the check that must find it; {x} is the column of market.x.
SPOILS = {
	"references": "update statement set area = 99; update statement_history set area = 99",
	"workspace": "update workspace_history set last_run = 9; delete from workspace_history; delete from workspace",
	"runs": "update run set started = '2018-01-0' || (9 - id)",
	"region-order": "update region set depth = 7 where code = '410902'",
	"period-texts": "update period set text = '2O18' where text = '2018'",
	"breakdowns": "insert into breakdown values (99, 'level=lost')",
	"measure-columns": "insert into measure select cube, slot, 2, 2, width, indicator, kind, scale from measure where slot = 0 limit 1",
	"indicator-columns": "update measure set indicator = (select id from indicator where name = 'market.amount') where indicator = "
		"(select id from indicator where name = 'people.contracts_per_10k')",
	"cell-cubes": "insert into cell(key, run) values ((99 << 53) | (1 << 36) | (select id << 16 from period limit 1), 1)",
	"cell-regions": "insert into cell(key, run) select (select max(cube) << 53 from measure) | (9999 << 36) | (select id << 16 from period limit 1), 1",
	"cell-periods": "insert into cell(key, run) select (select max(cube) << 53 from measure) | (1 << 36) | (5 << 16), 1",
	"cell-parts": "insert into cell(key, run) select (select max(cube) << 53 from measure) | (1 << 36) | (select id << 16 from period limit 1) | 999, 1",
	"cell-runs": "update cell set run = 99 where key = " + FIRST,
	"cell-columns": "update cell set m7 = 1 where key = " + FIRST,
	"history-spans": "insert into cell_history(key, first_run, last_run) values (" + FIRST + ", 0, -1)",
	"history-order": "insert into cell_history(key, first_run, last_run) values (" + FIRST + ", 0, 1)",
	"history-rows": "update region_history set last_run = 1 where code = '410902'",
	"inputs": "insert into input select kind, owner, name, 'x', 2, null from input limit 1",
	"accounts": "update source set accepted = accepted - 1",
	"deliveries": "insert into delivery select id, 1, 1, 'lost.csv', 1, 1, null, null, 0, 0, 0, 0, '' from register limit 1",
	"issues": "insert into issue select id, 1, 1, 'level', 'code', 2, '', '' from source",
	"rejects": "update source set rejected = 1, accepted = accepted - 1",
	"statement-bounds": "update statement set low_kind = 1, low_a = value_a + 1, low_scale = value_scale where ref = 'P1'",
	"movements": "update cell set {in_force+1} = 5 where key = " + CITY % ("market.in_force", "410900", "2018"),
	"region-sums": "update cell set {amount} = {amount} - 1 where key = " + CITY % ("market.amount", "410900", "2018"),
	"formulas": "update cell set {per_10k} = {per_10k} + 1 where key = " + CITY % ("people.contracts_per_10k", "410900", "2018"),
	"part-sums": "update cell set {contracts} = {contracts} + 1 where key in (" + PART % ("market.contracts", "410900", "2018") + ", "
		+ PART % ("market.contracts", "410902", "2018") + ")",
}


class Checks(Test):
	def setUp(self):
		super().setUp()
		self.w.change("registers/contracts.csv", "2018/1/2,", "2018/1/2,2018-12-01")
		self.w.tally("run")
		self.w.change("registers/contracts.csv", "A-005,市级,2018-10-01,,410922", "A-005,省级,2018-10-01,,410902")
		self.ends(0, self.w.tally("run"))
		self.good = self.w.store.read_bytes()

	def rows(self, ended):
		return {row["name"]: row for row in csv.DictReader(io.StringIO(ended.out))}

	def check(self):
		return self.w.tally("check", "--store", "--format", "csv")

	def slots(self, sql):
		for name in ("contracts", "amount", "in_force"):
			slot = self.w.query("select slot from indicator where name = ?", "market." + name)[0][0]
			sql = sql.replace("{%s}" % name, "m%d" % slot).replace("{%s+1}" % name, "m%d" % (slot + 1))
		slot = self.w.query("select slot from indicator where name = 'people.contracts_per_10k'")[0][0]
		return sql.replace("{per_10k}", "m%d" % slot)

	def spoil(self, sql):
		sql = self.slots(sql)
		with sqlite3.connect(self.w.store) as db:
			db.executescript(sql)
			self.assertGreater(db.total_changes, 0, sql)
		db.close()

	def test_good(self):
		rows = self.rows(self.ends(0, self.check(), None, ""))
		self.assertGreaterEqual(len(rows), 15)
		self.assertEqual({"0"}, {row["count"] for row in rows.values()}, rows)
		self.assertEqual({"pages", *SPOILS}, set(rows))
		self.assertEqual(self.good, self.w.store.read_bytes())

	def test_each_alone(self):
		for name, sql in SPOILS.items():
			with self.subTest(check=name):
				self.w.store.write_bytes(self.good)
				self.spoil(sql)
				ended = self.check()
				rows = self.rows(ended)
				found = {row["name"]: row["details"] for row in rows.values() if row["count"] != "0"}
				self.assertEqual([name], list(found), (found, ended.err))
				self.assertTrue(found[name])
				self.assertEqual(1 if rows[name]["severity"] == "error" else 0, ended.status)

	def test_sums_on_both_sides(self):
		"""A region above its parts and one below them, a total above its parts and one below them."""
		for name, sql in (("region-sums", "update cell set {amount} = {amount} + 1 where key = " + CITY % ("market.amount", "410900", "2018")),
				("part-sums", "update cell set {contracts} = {contracts} - 1 where key in (" + PART % ("market.contracts", "410900", "2018") + ", "
					+ PART % ("market.contracts", "410902", "2018") + ")")):
			self.w.store.write_bytes(self.good)
			self.spoil(sql)
			rows = self.rows(self.ends(1, self.check()))
			self.assertEqual([name], [row["name"] for row in rows.values() if row["count"] != "0"])

	def test_a_part_that_ended(self):
		"""What it had in a period that it did not outlive is the city's figure and nobody else's."""
		self.w.store.unlink()
		self.w.change("regions.csv", "410902,东区,county,410900,unit,,,,", "410902,东区,county,410900,unit,,2018-10-31,,")
		self.ends(0, self.w.tally("run"))
		self.assertEqual("1012.75", self.w.value("market.amount").rstrip("0"))
		self.assertIsNone(self.w.value("market.amount", region="410902"))
		self.ends(0, self.check())

	def test_a_part_that_ended_below_zero(self):
		"""A sum may be less without it; a count may not, and where all parts stood to the end nothing may."""
		self.w.store.unlink()
		self.w.change("registers/contracts.csv", 'A-005,省级,2018-10-01,,410902,"1', 'A-005,市级,2018-10-01,,410922,"-1')
		self.w.change("regions.csv", "410922,西县,county,410900,unit,,,,", "410922,西县,county,410900,unit,,2018-11-30,,")
		self.ends(0, self.w.tally("run"))
		self.assertLess(float(self.w.value("market.amount")), float(self.w.value("market.amount", region="410902")))
		self.ends(0, self.check())
		self.spoil("update cell set {contracts} = 1 where key = " + CITY % ("market.contracts", "410900", "2018"))
		rows = self.rows(self.ends(1, self.check()))
		self.assertIn("market.contracts 410900 2018", rows["region-sums"]["details"])

	def test_pages(self):
		self.w.store.write_bytes(self.good)
		with sqlite3.connect(self.w.store) as db:  # an index that lacks a row
			db.execute("pragma writable_schema = on")
			root = db.execute("select rootpage from sqlite_master where name = 'source_register'").fetchone()[0]
			size = db.execute("pragma page_size").fetchone()[0]
		db.close()
		page = bytearray(self.good)
		at = (root - 1) * size
		page[at + 3:at + 5] = b"\0\0"  # no cells
		self.w.store.write_bytes(bytes(page))
		ended = self.check()
		self.assertEqual(1, ended.status, ended)
		self.assertEqual(["pages"], [name for name, row in self.rows(ended).items() if row["count"] != "0"], ended)

	def test_table_and_usage(self):
		self.ends(0, self.w.tally("check", "--store"), ["check", "a closing is the one before, plus entries, minus exits"], "")
		self.ends(2, self.w.tally("check", "--store", "market"), "", "check --store looks at the whole store and takes no words: 'market'")
		self.ends(2, self.w.tally("check", "--format", "csv"), "", "--format and --excel go with --store alone")
		self.w.store.unlink()
		self.ends(3, self.w.tally("check", "--store"), "", "'tally run' writes it")


if __name__ == "__main__":
	main()
