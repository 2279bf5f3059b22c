"""`tally backup`: the copy, what it refuses, and a copy made while runs go on."""

import os
import sqlite3
import threading

import workspace as cli


def content(path):
	db = sqlite3.connect("file:%s?mode=ro&immutable=1" % path, uri=True)
	try:
		return list(db.iterdump())
	finally:
		db.close()


class Backup(cli.Test):
	def setUp(self):
		super().setUp()
		self.ends(0, self.w.tally("run"))
		self.copy = os.path.join(str(self.w.folder), "copy.db")

	def test_same_content_and_nothing_left(self):
		ended = self.ends(0, self.w.tally("backup", self.copy))
		self.assertIn("run 1", ended.out)
		self.assertEqual(content(self.w.store), content(self.copy))
		self.assertEqual([], [name for name in os.listdir(self.w.folder) if ".new" in name or "-journal" in name or "-wal" in name])

	def test_copy_is_a_store(self):
		self.ends(0, self.w.tally("backup", self.copy))
		before = self.ends(0, self.w.tally("summary", "--format", "csv")).out
		os.replace(self.copy, self.w.store)
		self.assertEqual(before, self.ends(0, self.w.tally("summary", "--format", "csv")).out)

	def test_what_is_there_is_refused(self):
		with open(self.copy, "w") as file:
			file.write("mine")
		self.ends(3, self.w.tally("backup", self.copy), "", "is already there")
		with open(self.copy) as file:
			self.assertEqual("mine", file.read())
		self.ends(3, self.w.tally("backup", self.w.store), "", "is already there")

	def test_no_store_no_folder_no_word(self):
		self.ends(3, self.w.tally("backup", self.w.folder / "nowhere/copy.db"), "", "nowhere")
		self.ends(2, self.w.tally("backup"), "", "backup takes one FILE")
		self.ends(2, self.w.tally("backup", "a", "b"), "", "backup takes one FILE")
		os.unlink(self.w.store)
		self.ends(3, self.w.tally("backup", self.copy), "", "is not there")
		self.assertFalse(os.path.exists(self.copy))

	def test_damaged_store(self):
		with open(self.w.store, "r+b") as file:
			file.seek(8192)
			file.write(b"\xff" * 65536)
		ended = self.w.tally("backup", self.copy)
		self.assertEqual(3, ended.status)
		self.assertFalse(os.path.exists(self.copy))
		self.assertFalse(os.path.exists(self.copy + ".new"))

	def test_while_runs_go_on(self):
		"""Every copy holds one whole run: the number of runs it says, and its sums agree with themselves."""
		stop = threading.Event()

		def runs():
			while not stop.is_set():
				with open(self.w.folder / "registers/contracts.csv", "a") as file:
					file.write("\n")
				self.w.tally("run")

		writer = threading.Thread(target=runs)
		writer.start()
		try:
			for i in range(8):
				path = "%s.%d" % (self.copy, i)
				self.ends(0, self.w.tally("backup", path))
				db = sqlite3.connect("file:%s?mode=ro&immutable=1" % path, uri=True)
				self.assertEqual("ok", db.execute("pragma integrity_check").fetchone()[0])
				last = db.execute("select max(id) from run").fetchone()[0]
				self.assertEqual(last, db.execute("select max(seen) from indicator").fetchone()[0])
				db.close()
		finally:
			stop.set()
			writer.join()


if __name__ == "__main__":
	cli.main()
