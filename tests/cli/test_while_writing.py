"""Others read the store while runs write it: `sqlite3` that waits for a lock never fails, and always sees a whole run."""

import shutil
import sqlite3
import subprocess
import threading
import unittest

import workspace
from workspace import Test, main

RUNS = 6
QUERY = "select (select max(id) from run), value_exact from figure where indicator = 'market.contracts' and region = '410900' and period = '2018' " \
	"and breakdown = ''"


class WhileWriting(Test):
	def setUp(self):
		super().setUp()
		self.records(1)
		self.run_once()

	def records(self, count):
		"""Run n counts n records."""
		self.w.write("registers/contracts.csv", workspace.HEADINGS + "\n" +
			"".join("A-%03d,省级,2018-01-02,,410902,1,样例\n" % n for n in range(count)))

	def run_once(self):
		ended = self.w.tally("run")
		self.assertEqual(0, ended.status, ended)

	def loop(self, read):
		"""Reads again and again while runs go on; whatever was read, and whatever went wrong."""
		read_rows, wrong, done = [], [], threading.Event()

		def repeat():
			while not done.is_set():
				try:
					read_rows.append(read())
				except (subprocess.CalledProcessError, sqlite3.Error) as error:
					wrong.append(str(getattr(error, "stderr", None) or error))

		thread = threading.Thread(target=repeat)
		thread.start()
		try:
			for n in range(2, RUNS + 1):
				self.records(n)
				self.run_once()
		finally:
			done.set()
			thread.join()
		self.assertEqual([], wrong)
		self.assertGreater(len(read_rows), RUNS)
		for run, value in read_rows:
			self.assertEqual(str(run), str(value))

	@unittest.skipUnless(shutil.which("sqlite3"), "no sqlite3")
	def test_sqlite3(self):
		def read():
			done = subprocess.run(["sqlite3", "-readonly", "-bail", "-cmd", ".timeout 5000", str(self.w.store), QUERY], check=True,
				capture_output=True, text=True)
			return done.stdout.strip().split("|")
		self.loop(read)

	def test_connection(self):
		with sqlite3.connect("file:%s?mode=ro" % self.w.store, uri=True, timeout=5, check_same_thread=False) as db:
			self.loop(lambda: db.execute(QUERY).fetchone())
		db.close()

	def test_a_reader_that_came_during_a_run(self):
		"""A store that a reader keeps in write-ahead mode takes further runs at once; the reader keeps what it saw."""
		with sqlite3.connect(self.w.store) as db:
			db.execute("pragma journal_mode = wal")
		reader = sqlite3.connect("file:%s?mode=ro" % self.w.store, uri=True, isolation_level=None)
		reader.execute("begin")
		seen = reader.execute(QUERY).fetchone()
		for n in range(2, 6):
			self.records(n)
			self.run_once()
			self.assertEqual(seen, reader.execute(QUERY).fetchone())
		reader.execute("commit")
		self.assertEqual((5, "5"), reader.execute(QUERY).fetchone())
		reader.close()
		db.close()
		self.records(6)
		self.run_once()
		self.assertEqual([(6, "6")], self.w.query(QUERY))
		self.assertFalse([name for name in self.w.names() if name.startswith("office.db-")])


if __name__ == "__main__":
	main()
