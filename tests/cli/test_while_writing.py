"""Others read the store while runs write it: nobody ever waits for a lock or fails, and everybody sees a whole run."""

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
			done = subprocess.run(["sqlite3", "-readonly", "-bail", str(self.w.store), QUERY], check=True,
				capture_output=True, text=True)
			return done.stdout.strip().split("|")
		self.loop(read)

	def test_connections(self):
		def read():
			db = sqlite3.connect("file:%s?mode=ro" % self.w.store, uri=True, timeout=0)
			try:
				return db.execute(QUERY).fetchone()
			finally:
				db.close()
		self.loop(read)

	def test_a_long_look(self):
		"""Runs go on at once beside a reader in a transaction; it keeps what it saw, and a new one sees the last run."""
		reader = sqlite3.connect("file:%s?mode=ro" % self.w.store, uri=True, isolation_level=None)
		reader.execute("begin")
		seen = reader.execute(QUERY).fetchone()
		for n in range(2, 5):
			self.records(n)
			self.run_once()
			self.assertEqual(seen, reader.execute(QUERY).fetchone())
			self.assertEqual([(n, str(n))], self.w.query(QUERY))
		reader.close()
		self.assertFalse([name for name in self.w.names() if name.startswith("office.db-")])

	def test_behind_a_link_and_with_its_permissions(self):
		"""The store keeps its permissions, and a symbolic link to it stays one."""
		real = self.w.store.with_name("real.db")
		self.w.store.rename(real)
		self.w.store.symlink_to("real.db")
		real.chmod(0o640)
		self.records(2)
		self.run_once()
		self.assertTrue(self.w.store.is_symlink())
		self.assertEqual(0o640, real.stat().st_mode & 0o777)
		self.assertEqual([(2, "2")], self.w.query(QUERY))

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
