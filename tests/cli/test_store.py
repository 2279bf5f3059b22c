"""The store through time: older ones are brought to the tables of today by the next run, newer ones are left alone."""

import re
import sqlite3

from workspace import SOURCE, Test, main

KEPT = SOURCE / "tests/core/store/kept"


def schema(path):
	"""Every table, index and view as text, without comments and blanks."""
	with sqlite3.connect("file:%s?mode=ro" % path, uri=True) as db:
		rows = db.execute("select name, sql from sqlite_master where sql is not null").fetchall()
		rows.append(("version", "%d %d" % (*db.execute("pragma user_version").fetchone(),
			*db.execute("pragma application_id").fetchone())))
	db.close()
	return {name: re.sub(r'[\s"]+', "", re.sub(r"--.*", "", sql)) for name, sql in rows}


class Versions(Test):
	def restore(self, version):
		with sqlite3.connect(self.w.store) as db:
			db.executescript((KEPT / ("%d.sql" % version)).read_text(encoding="utf-8"))
		db.close()

	def changed(self):
		"""The workspace as the last run of the kept stores saw it."""
		self.w.change("registers/contracts.csv", "A-005,市级,2018-10-01,,410922", "A-005,省级,2018-10-01,,410902")
		self.w.change("statements/people-given.csv", ",21000,", ",22000,")

	def test_every_version_is_kept(self):
		self.w.tally("run")
		last = self.w.query("pragma user_version")[0][0]
		self.assertEqual(["%d.sql" % n for n in range(1, last)], sorted(path.name for path in KEPT.iterdir()))

	def test_migration(self):
		self.changed()
		self.w.tally("run")
		fresh, figures = schema(self.w.store), self.w.figures()
		for path in KEPT.iterdir():
			self.w.store.unlink()
			self.restore(int(path.stem))
			history = self.w.query("select * from cell_history")
			ended = self.ends(0, self.w.tally("run"), "0 new, 0 changed, 0 gone")
			self.assertNotIn("1 changed", ended.out)
			self.assertEqual(fresh, schema(self.w.store))
			self.assertEqual(figures, self.w.figures())
			self.assertEqual(history, self.w.query("select * from cell_history"))
			self.assertEqual([], self.w.query("pragma foreign_key_check"))
			self.assertEqual([("ok",)], self.w.query("pragma integrity_check"))

	def test_history_stays(self):
		"""What version 2 kept is read again after the migration, in the columns of today."""
		self.restore(2)
		kept = self.w.query("select code, first_run, last_run from region_history order by 1")
		self.changed()
		self.w.change("regions.csv", "410902,东区,county,410900,unit,,,,", "410902,东区,county,410900,unit,,2018-12-31,410922,")
		self.ends(0, self.w.tally("run"), "0 new, 0 changed, 0 gone")
		self.assertEqual([code for code, _, _ in kept], [code for code, in self.w.query("select code from region_history where first_run = 1 order by 1")])
		self.assertEqual([("410902", None, 1, 2), ("410902", "410922", 3, None)], self.w.query("select r.code, s.code, r.first_run, r.last_run from "
			"region_history r left join region s on s.id = r.successor where r.code = '410902' order by r.first_run"))
		for run, parts in ((1, ["1", "2"]), (2, ["2", "1"]), (3, ["2", "1"])):
			ended = self.ends(0, self.w.tally("summary", "--indicator", "contracts", "--by", "level", "--columns", "value", "--format", "csv", "--as-of", run))
			self.assertEqual(["value", "3", *parts], ended.out.split())
		self.ends(0, self.w.tally("check", "--store"))

	def test_successors(self):
		self.w.change("regions.csv", "410902,东区,county,410900,unit,,,,", "410902,东区,county,410900,unit,,2018-06-30,410922,")
		self.w.tally("run")
		rows = "select r.code, s.code from region r join region s on s.id = r.successor"
		self.assertEqual([("410902", "410922")], self.w.query(rows))
		self.w.change("regions.csv", ",2018-06-30,410922,", ",,,")
		self.w.tally("run")
		self.assertEqual([], self.w.query(rows))

	def test_reader_of_an_older_one(self):
		self.restore(1)
		before = self.w.store.read_bytes()
		self.ends(3, self.w.tally("summary"), "", "%s: was written by an older tally: version '1' of the store, this one reads 3: "
			"'tally run' brings it there\n" % self.w.store)
		self.assertEqual(before, self.w.store.read_bytes())
		self.ends(0, self.w.tally("run", "--dry"))
		self.assertEqual(before, self.w.store.read_bytes())
		self.ends(0, self.w.tally("backup", self.w.folder / "old.db"))

	def test_newer_is_not_written(self):
		self.w.tally("run")
		with sqlite3.connect(self.w.store) as db:
			db.execute("pragma user_version = 4")
		db.close()
		before, names = (self.w.store.read_bytes(), self.w.store.stat().st_mtime_ns), self.w.names()
		for words in (("run",), ("run", "--dry"), ("summary",), ("backup", "copy.db")):
			self.ends(3, self.w.tally(*words), "", "version '4' of the store, this one knows 3: use the newer tally\n")
			self.assertEqual(before, (self.w.store.read_bytes(), self.w.store.stat().st_mtime_ns))
			self.assertEqual(names, self.w.names())


if __name__ == "__main__":
	main()
