"""Every file of bombs.py is refused with a sentence, within two seconds of the processor and 256 MiB. usage: test_bombs.py ROWS_TOLD [sanitized]"""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import bombs  # noqa: E402

ROWS_TOLD, SANITIZED = sys.argv[1], len(sys.argv) > 2
SECONDS = 8 if SANITIZED else 2  # the sanitizers multiply what each step costs
MIB = 256


class Bombs(unittest.TestCase):
	def refused(self, path, words):
		with open(path.parent / "err", "w+b") as err:
			env = {**os.environ, "ASAN_OPTIONS": "quarantine_size_mb=1"}
			child = subprocess.Popen([ROWS_TOLD, str(path)], stdout=subprocess.DEVNULL, stderr=err, env=env)
			_, status, used = os.wait4(child.pid, 0)
			child.returncode = os.waitstatus_to_exitcode(status)
			err.seek(0)
			told = err.read().decode()
		self.assertEqual(1, child.returncode, told)
		self.assertIn(words, told)
		self.assertLess(used.ru_utime + used.ru_stime, SECONDS)
		self.assertLess(used.ru_maxrss, MIB << 10)
		if os.environ.get("TOLD"):
			print("%-26s %5.2f s %4d MiB" % (path.name, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10))

	def test_all(self):
		for name, (_, words) in bombs.BOMBS.items():
			with self.subTest(name), tempfile.TemporaryDirectory(prefix="tally-test-") as folder:
				path = pathlib.Path(folder) / (name + ".xlsx")
				# in a process of its own: what a process used before it became another one counts as used by that
				subprocess.run([sys.executable, bombs.__file__, name, str(path)], check=True)
				self.refused(path, words)


if __name__ == "__main__":
	unittest.main(argv=sys.argv[:1])
