"""What goes wrong around the program: disks, permissions, signals, other processes, damaged stores."""

import os
import pathlib
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import unittest

import workspace as cli

NOBODY = 65534


def beside(w):
	return sorted(path.name for path in w.folder.glob("office.db*"))


def sound(w):
	"""SQLite's own word on the store."""
	with sqlite3.connect(w.store) as db:
		rows = db.execute("pragma integrity_check").fetchall()
	db.close()
	return rows == [("ok",)]


class Faults(cli.Test):
	CHANGE = ("registers/contracts.csv", "2018/1/2,,410902,5,", "2018/1/2,,410902,6.5,")

	def start(self, *words, **more):
		process = subprocess.Popen([cli.TALLY, "-C", str(self.w.folder), *words], env=cli.environment(), stdin=subprocess.DEVNULL,
			stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)
		self.addCleanup(process.stdout.close)
		self.addCleanup(process.stderr.close)
		self.addCleanup(process.wait)
		self.addCleanup(process.kill)
		return process

	def wait_for(self, condition):
		end = time.monotonic() + 30
		while not condition():
			self.assertLess(time.monotonic(), end, "nothing happened for 30 seconds")
			time.sleep(0.002)

	def hold(self):
		"""A run that has the lock and waits for its register: (process, write end). Closing the end lets it go on."""
		path = self.w.folder / "registers/contracts.csv"
		content = path.read_bytes()
		path.unlink()
		os.mkfifo(path)
		end = os.open(path, os.O_RDWR)
		process = self.start("run")
		lock = self.w.store.with_name("office.db.lock")
		self.wait_for(lambda: lock.exists() and lock.read_text(encoding="ascii").endswith("Z\n"))

		def feed():
			os.write(end, content)
			os.close(end)
		return process, feed

	def untouched(self, before, ended, *said):
		"""Status 3, the reason, and not a byte of the store changed."""
		self.ends(3, ended, "", ["tally: ", *said])
		self.assertEqual(before, self.w.store.read_bytes())
		self.assertEqual(["office.db"], beside(self.w))


class Outputs(Faults):
	def test_full(self):
		self.w.tally("run")
		for words in (("summary",), ("summary", "--format", "json"), ("plugins",), ("plugins", "market"), ("check",), ("--help",), ("--version",)):
			with open("/dev/full", "wb") as full:
				self.ends(3, self.w.tally(*words, stdout=full), None, "cannot be written: No space left on device\n")

	def test_report_cannot_be_written(self):
		"""The run is done all the same: the store is the new one, and the status says that something went wrong."""
		with open("/dev/full", "wb") as full:
			self.ends(3, self.w.tally("run", stdout=full), None, "standard output: cannot be written")
		self.assertTrue(sound(self.w))
		self.assertEqual("1012.75", self.w.value("market.amount"))

	def test_reader_that_leaves(self):
		self.w.tally("run")
		for words in (("summary", "--by", "region"), ("plugins", "market"), ("--help",)):
			process = self.start(*words)
			process.stdout.close()
			process.wait()
			self.assertIn(process.returncode, (0, 3))
			self.assertNotIn(b"Sanitizer", process.stderr.read())

	def test_closed(self):
		"""A file that is opened must not come to stand where an output was closed."""
		self.w.tally("run")
		for closed in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
			self.w.write("registers/contracts.csv", cli.CONTRACTS + "A-009,市级,x,,410902,1,\n")
			done = subprocess.run(["sh", "-c", "exec \"$0\" -C \"$1\" run " + closed, cli.TALLY, str(self.w.folder)], env=cli.environment(),
				capture_output=True, check=False)
			self.assertIn(done.returncode, (1, 3), closed)
			self.assertTrue(sound(self.w), closed)
			self.assertEqual("1012.75", self.w.value("market.amount"), closed)


class Others(Faults):
	"""Other processes at the same store."""

	def test_two_runs(self):
		self.w.tally("run")
		before = self.w.store.read_bytes()
		process, feed = self.hold()
		second = self.ends(3, self.w.tally("run"), "")
		self.assertRegex(second.err, r"\Atally: store '%s' is being written by process %d since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ: wait for it, or stop it\n\Z" %
			(re.escape(str(self.w.store)), process.pid))
		self.assertEqual(before, self.w.store.read_bytes())
		self.ends(0, self.w.tally("summary"), "1012.75")
		feed()
		self.assertEqual(0, process.wait(30), process.stderr.read())
		self.assertEqual(["office.db"], beside(self.w))

	def test_dry_run_beside_a_run(self):
		self.w.tally("run")
		process, feed = self.hold()
		self.ends(0, self.w.tally("run", "--dry", "people"), "dry run; ")
		feed()
		self.assertEqual(0, process.wait(30))

	def test_lock_of_a_dead_process(self):
		self.w.store.with_name("office.db.lock").write_text("1 2018-12-31T08:00:00Z\n", encoding="ascii")
		self.w.store.with_name("office.db.new").write_text("left by a run that was killed", encoding="ascii")
		self.ends(0, self.w.tally("run"), "36 observations", "")
		self.assertEqual(["office.db"], beside(self.w))

	def test_reader_holds_the_store(self):
		"""It sees the old run to the end of its look; the next one sees the new run."""
		self.w.tally("run")
		before = self.w.figures()
		reader = sqlite3.connect("file:%s?mode=ro" % self.w.store, uri=True, isolation_level=None)
		self.addCleanup(reader.close)
		reader.execute("begin")
		sql = "select indicator, region, period, breakdown, value_exact, basis from figure order by 1, 2, 3, 4"
		self.assertEqual(before, reader.execute(sql).fetchall())
		self.w.change(*self.CHANGE)
		ended = self.w.tally("run")
		self.ends(0, ended)
		self.assertEqual("1014.25", self.w.value("market.amount"))
		self.assertEqual(before, reader.execute(sql).fetchall())
		reader.execute("commit")
		self.ends(0, self.w.tally("run"))
		self.assertEqual("1014.25", self.w.value("market.amount"))
		reader.close()
		self.ends(0, self.w.tally("run"))
		self.assertEqual(["office.db"], beside(self.w))

	def test_reader_of_a_log_does_not_wait(self):
		"""A reader that came while the store has a log: the run goes on beside it."""
		self.w.tally("run")
		with sqlite3.connect(self.w.store) as db:
			db.execute("pragma journal_mode = wal")
		reader = sqlite3.connect(self.w.store, isolation_level=None)
		self.addCleanup(reader.close)
		reader.execute("begin")
		self.assertEqual([(1,)], reader.execute("select count(*) from run").fetchall())
		self.w.change(*self.CHANGE)
		self.ends(0, self.w.tally("run"), "0 new, 2 changed, 0 gone")
		self.assertEqual([(1,)], reader.execute("select count(*) from run").fetchall())
		self.assertEqual("1014.25", self.w.value("market.amount"))
		self.ends(0, self.w.tally("summary"), "1014.25")
		db.close()

	def test_never_half_a_run(self):
		"""Readers that look all the time while runs change nearly every figure see one run or the other."""
		other = cli.CONTRACTS.replace("410902", "410999").replace("410922", "410902").replace("410999", "410922").replace("10.50", "11.50")
		known = []
		for text in (other, cli.CONTRACTS):
			self.w.write("registers/contracts.csv", text)
			self.ends(0, self.w.tally("run"))
			known.append(self.w.figures())
		self.assertNotEqual(known[0], known[1])
		seen, wrong, over = [0, 0], [], threading.Event()

		def look():
			while not over.is_set():
				try:
					figures = self.w.figures()
				except sqlite3.OperationalError as problem:
					wrong.append(problem)
					continue
				if figures in known:
					seen[known.index(figures)] += 1
				else:
					wrong.append(figures)
		reader = threading.Thread(target=look)
		reader.start()
		try:
			for n in range(12):
				self.w.write("registers/contracts.csv", (other, cli.CONTRACTS)[n % 2])
				self.ends(0, self.w.tally("run"))
		finally:
			over.set()
			reader.join()
		self.assertEqual([], wrong[:1])
		self.assertTrue(all(seen), seen)


class Signals(Faults):
	def stopped(self, number):
		process, feed = self.hold()
		process.send_signal(number)
		status = process.wait(30)
		self.assertNotEqual(0, status)
		try:
			feed()
		except OSError:
			pass
		(self.w.folder / "registers/contracts.csv").unlink()
		self.w.write("registers/contracts.csv", cli.CONTRACTS)

	def test_leaves_the_old_store(self):
		self.w.tally("run")
		before = self.w.store.read_bytes()
		for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL):
			self.stopped(number)
			self.assertEqual(before, self.w.store.read_bytes(), number)
			self.ends(0, self.w.tally("summary"), "1012.75")
		self.ends(0, self.w.tally("run"), "0 new, 0 changed, 0 gone")
		self.assertEqual(["office.db"], beside(self.w))

	def test_first_run(self):
		for number in (signal.SIGINT, signal.SIGKILL):
			self.stopped(number)
			self.assertFalse(self.w.store.exists())
		self.ends(0, self.w.tally("run"), "36 new")
		self.assertEqual(["office.db"], beside(self.w))


class Disks(Faults):
	def limited(self, limit, ignore):
		"""A run whose files may not grow beyond the limit."""
		def prepare():
			signal.signal(signal.SIGXFSZ, signal.SIG_IGN if ignore else signal.SIG_DFL)
			resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
		return self.w.tally("run", preexec_fn=prepare)

	def test_first_run_cannot_grow(self):
		for limit in (0, 10, 100, 5000, 20000, 100000):
			self.ends(3, self.limited(limit, limit % 3 == 0), "", "tally: %s" % self.w.store)
			self.assertEqual([], beside(self.w), limit)
		self.ends(0, self.w.tally("run"), "36 new")

	def test_later_run_cannot_grow(self):
		self.w.tally("run")
		before = self.w.figures()
		self.w.change(*self.CHANGE)
		for limit in (0, 10, 100, 5000, 20000, 60000):
			self.ends(3, self.limited(limit, limit % 3 == 0), "", "tally: %s" % self.w.store)
			self.assertTrue(sound(self.w), limit)
			self.assertEqual(before, self.w.figures(), limit)
		self.ends(0, self.w.tally("run"), "0 new, 2 changed, 0 gone")
		self.assertEqual(["office.db"], beside(self.w))

	def small_disk(self, kilobytes):
		disk = self.w.folder / "disk"
		disk.mkdir()
		done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%dk" % kilobytes, "none", str(disk)], capture_output=True, check=False)
		if done.returncode != 0:
			self.skipTest("no disk may be mounted here")
		self.addCleanup(subprocess.run, ["umount", "-l", str(disk)], check=False)
		self.w.change("tally.ini", "store = office.db", "store = disk/office.db")
		self.w.store = disk / "office.db"
		return disk

	@unittest.skipUnless(os.geteuid() == 0 and shutil.which("mount"), "needs root to mount a small disk")
	def test_full_at_the_first_run(self):
		disk = self.small_disk(100)
		self.ends(3, self.w.tally("run"), "", ["tally: %s" % self.w.store, "the disk is full: make room and run again\n"])
		self.assertEqual([], sorted(os.listdir(disk)))

	@unittest.skipUnless(os.geteuid() == 0 and shutil.which("mount"), "needs root to mount a small disk")
	def test_full_at_a_later_run(self):
		disk = self.small_disk(2000)
		self.ends(0, self.w.tally("run"))
		before = self.w.figures()
		self.w.change(*self.CHANGE)
		with open(disk / "filler", "wb", buffering=0) as filler:
			try:
				while filler.write(b"x" * 4096) == 4096:
					pass
			except OSError:
				pass
		for room in (0, 4096, 8192, 16384, 65536):
			os.truncate(disk / "filler", (disk / "filler").stat().st_size // 4096 * 4096 - room)
			ended = self.ends(3, self.w.tally("run"), "", "tally: %s" % self.w.store)
			self.assertRegex(ended.err, "the disk is full: make room and run again\n|cannot write the lock: No space left on device\n")
			self.assertEqual(before, self.w.figures(), room)
			self.ends(0, self.w.tally("summary"), "1012.75")
		(disk / "filler").unlink()
		self.ends(0, self.w.tally("run"), "0 new, 2 changed, 0 gone")
		self.assertEqual(["office.db"], sorted(os.listdir(disk)))

	def test_few_descriptors(self):
		for limit in range(4, 12):
			ended = self.w.tally("run", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit)))
			self.assertIn(ended.status, (0, 1, 3, 127), ended)
			self.assertNotIn("Sanitizer", ended.err)
			if self.w.store.exists():
				self.assertTrue(sound(self.w))


class Permissions(Faults):
	"""As a user who is not root: root may write everywhere."""

	def setUp(self):
		super().setUp()
		os.chmod(self.temporary, 0o755)
		if os.geteuid() == 0:
			for path in (self.w.folder, *self.w.folder.rglob("*")):
				os.chown(path, NOBODY, NOBODY)
			if self.ask("--version").status != 0:
				self.skipTest("the program cannot be started by another user here")

	@staticmethod
	def become():
		if os.geteuid() == 0:
			os.setgroups([])
			os.setgid(NOBODY)
			os.setuid(NOBODY)

	def ask(self, *words):
		try:
			return self.w.tally(*words, preexec_fn=self.become)
		except (PermissionError, subprocess.SubprocessError) as refused:
			self.skipTest("the program cannot be started by another user here: %s" % refused)

	def close(self, path, mode):
		os.chmod(path, mode)
		self.addCleanup(os.chmod, path, 0o755)

	def test_folder_of_the_store(self):
		self.close(self.w.folder, 0o555)
		self.ends(3, self.ask("run"), "", "tally: store '%s': folder '%s' cannot be written: Permission denied: change its permissions, or name another store\n" %
			(self.w.store, self.w.folder))
		self.ends(0, self.ask("run", "--dry"), "36 new")
		self.ends(0, self.ask("check"), "checked; nothing was written\n")

	def test_store_in_a_closed_folder_is_read(self):
		self.ends(0, self.ask("run"))
		self.close(self.w.folder, 0o555)
		self.ends(0, self.ask("summary"), "1012.75", "")
		self.ends(3, self.ask("run"), "", "cannot be written: Permission denied")

	def test_store_with_a_log_in_a_closed_folder_is_read(self):
		self.ends(0, self.ask("run"))
		with sqlite3.connect(self.w.store) as db:
			db.execute("pragma journal_mode = wal")
		db.close()
		self.assertEqual(["office.db"], beside(self.w))
		self.close(self.w.folder, 0o555)
		self.ends(0, self.ask("summary"), "1012.75", "")

	def test_store_itself(self):
		self.ends(0, self.ask("run"))
		before = self.w.store.read_bytes()
		os.chmod(self.w.store, 0o444)
		self.untouched(before, self.ask("run"), "office.db: ", "cannot be written: change their permissions")
		self.ends(0, self.ask("summary"), "1012.75")
		os.chmod(self.w.store, 0o000)
		self.ends(3, self.ask("summary"), "", "tally: %s: " % self.w.store)

	def test_register(self):
		os.chmod(self.w.folder / "registers/contracts.csv", 0o000)
		self.ends(1, self.ask("run"), "market 技术市场: failed", ["market failed: ", "contracts.csv: cannot open: Permission denied"])

	def test_configuration(self):
		os.chmod(self.w.folder / "areas/market.ini", 0o000)
		ended = self.ask("run")
		self.assertIn(ended.status, (2, 3), ended)
		self.assertIn("areas/market.ini: ", ended.err)
		self.assertIn("Permission denied", ended.err)


class Stores(Faults):
	"""A file that is no store, or no longer one: named, and never written."""

	def each(self, *said):
		before = self.w.store.read_bytes()
		for words in (("run",), ("run", "--dry"), ("summary",)):
			self.untouched(before, self.w.tally(*words), "%s: " % self.w.store, *said)

	def test_of_another_program(self):
		with sqlite3.connect(self.w.store) as db:
			db.execute("create table figure(x)")
		db.close()
		self.each("is no store of tally: name another file, or move it away\n")

	def test_of_a_newer_version(self):
		self.w.tally("run")
		with sqlite3.connect(self.w.store) as db:
			db.execute("pragma user_version = 99")
		db.close()
		self.each("was written by another tally: version '99' of the store, this one knows ", "use the newer tally\n")

	def test_text(self):
		self.w.write("office.db", "This is a text and was never a database, whatever its name says. " * 20)
		self.each("this is no SQLite file: name another one or move it away\n")

	def test_empty(self):
		self.w.write("office.db", "")
		self.each("is no store of tally: name another file, or move it away\n")

	def test_truncated(self):
		self.w.tally("run")
		whole = self.w.store.read_bytes()
		for size in (len(whole) // 2, 8192, 100):
			self.w.store.write_bytes(whole[:size])
			self.each("the file is damaged: put a copy in its place, or move it away and run again\n")
		self.w.store.write_bytes(whole)
		self.ends(0, self.w.tally("run"), "0 new, 0 changed, 0 gone")

	def test_folder(self):
		self.w.store.mkdir()
		for words in (("run",), ("summary",)):
			self.ends(3, self.w.tally(*words), "", "office.db: is not a regular file: name the file of a store\n")
		self.assertEqual([], os.listdir(self.w.store))

	def test_folder_is_missing(self):
		self.w.change("tally.ini", "store = office.db", "store = out/office.db")
		self.ends(3, self.w.tally("run"), "", "tally: store '%s/out/office.db': folder '%s/out' does not exist: create it, or name another store\n" %
			(self.w.folder, self.w.folder))

	def left_behind(self, journal, sql, tail):
		"""The store as a writer leaves it that is killed in the middle, taken from one that is still there."""
		self.w.tally("run")
		db = sqlite3.connect(self.w.store, isolation_level=None)
		for statement in ("pragma journal_mode = " + journal, "pragma cache_size = 1", *sql):
			db.execute(statement)
		files = {name: (self.w.folder / name).read_bytes() for name in ("office.db", "office.db" + tail)}
		db.close()
		for path in self.w.folder.glob("office.db*"):
			path.unlink()
		for name, content in files.items():
			self.w.write(name, content)

	def test_left_with_a_journal(self):
		"""Half a transaction stands in the file: the first look rolls it back."""
		self.left_behind("delete", ("begin immediate", "update indicator set title = hex(randomblob(9000))", "delete from cell"), "-journal")
		self.assertNotEqual(0, self.w.store.with_name("office.db-journal").stat().st_size)
		self.ends(0, self.w.tally("summary"), ["Contracts", "1012.75"], "")
		self.assertTrue(sound(self.w))
		self.ends(0, self.w.tally("run"), "0 new, 0 changed, 0 gone")

	def test_left_with_a_log(self):
		"""A whole transaction stands in the log alone: it counts."""
		self.left_behind("wal", ("update indicator set title = '从日志来'", "update indicator set title_en = ''"), "-wal")
		self.ends(0, self.w.tally("summary"), "从日志来", "")
		self.ends(0, self.w.tally("run"), "0 new, 0 changed, 0 gone")
		self.assertEqual(["office.db"], beside(self.w))

	def test_names_of_sqlite(self):
		"""A name that SQLite would take for something else is a file like any other."""
		for name in (":memory:", "file:x.db?mode=memory", "a b#%c.db", "库.db"):
			self.w.write("tally.ini", cli.TALLY_INI.replace("store = office.db", "store = " + name))
			self.ends(0, cli.call("run", cwd=self.w.folder), "36 new")
			self.assertTrue((self.w.folder / name).is_file(), name)
			self.ends(0, cli.call("summary", cwd=self.w.folder), "1012.75")

	def test_moved_away(self):
		"""The old one is kept elsewhere; the next run begins a new one."""
		self.w.tally("run")
		os.rename(self.w.store, self.w.folder / "kept.db")
		self.ends(0, self.w.tally("run"), "36 new")


if __name__ == "__main__":
	cli.main()
