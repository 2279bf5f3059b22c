"""Kills `tally run` at random moments and looks at the store: wholly the old run or wholly the new one.

usage: python3 kills.py TALLY [COUNT [SEED]]. A third of the kills come at any moment, a third while the store is being
written, a third around the commit. A seed gives the same moments, not the same places in the program: machines differ.
"""

import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import workspace as cli

ROWS = 2000
COUNTIES = ["4109%02d" % n for n in range(2, 12)]


def make(folder):
	"""An office with months and ten counties, so that a run writes thousands of cells."""
	w = cli.Workspace(folder)
	w.change("tally.ini", "periods = year", "periods = year, month")
	w.write("regions.csv", cli.REGIONS.split("410902")[0] +
		"".join("%s,县%s,county,410900,unit,,,,synthetic\n" % (code, code[-2:]) for code in COUNTIES))
	return w


def register(seed):
	"""A register of synthetic contracts; two seeds differ in nearly every cell."""
	prng = random.Random(seed)
	lines = [cli.HEADINGS]
	for n in range(ROWS):
		lines.append("K-%05d,%s,%d-%02d-%02d,,%s,%d.%02d,样例" % (n, prng.choice(("省级", "市级")), prng.randint(2016, 2018),
			prng.randint(1, 12), prng.randint(1, 28), prng.choice(COUNTIES), prng.randint(1, 900), prng.randint(0, 99)))
	return ("\n".join(lines) + "\n").encode("utf-8")


class Failed(Exception):
	pass


def look(w, wanted, what):
	"""The store is sound and shows one of the wanted states; which one. The program looks first, at what the kill left."""
	shown = w.tally("summary")
	if shown.status != 0:
		raise Failed("%s: summary: %s" % (what, shown))
	with sqlite3.connect(w.store) as db:
		sound = db.execute("pragma integrity_check").fetchall()
		left = db.execute("pragma foreign_key_check").fetchall()
	db.close()
	if sound != [("ok",)] or left:
		raise Failed("%s: the store is damaged: %s %s" % (what, sound, left))
	figures = w.figures()
	for name, state in wanted.items():
		if figures == state:
			return name
	raise Failed("%s: the store holds neither run: %d figures" % (what, len(figures)))


def written(w):
	"""0: nothing of this run is in the folder yet; 1: a log or a new store is there; 2: it has content, so the commit goes on."""
	size = -1
	for name in ("office.db-wal", "office.db.new"):
		try:
			size = max(size, w.store.with_name(name).stat().st_size)
		except FileNotFoundError:
			pass
	return 0 if size < 0 else 1 if size == 0 else 2


def kill(w, prng, seconds, kind):
	"""Starts a run and kills it at any moment (kind 0), while it writes (1) or commits (2); whether it had ended before."""
	process = subprocess.Popen([cli.TALLY, "-C", str(w.folder), "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
		env=cli.environment())
	while process.poll() is None and written(w) < kind:
		time.sleep(0.0002)
	time.sleep(prng.random() * (seconds * (1.1, 0.8)[kind] if kind < 2 else 0.02))
	process.send_signal(signal.SIGKILL)
	return process.wait() == 0


def states(w, registers):
	"""What a run over each of the registers gives when nobody disturbs it, and how long one takes."""
	wanted, began = {}, time.monotonic()
	for name, text in registers.items():
		w.write("registers/contracts.csv", text)
		done = w.tally("run")
		if done.status != 0:
			raise Failed("the undisturbed run: %s" % done)
		wanted[name] = w.figures()
	return wanted, (time.monotonic() - began) / len(registers)


def first_runs(folder, registers, wanted, seconds, prng, count):
	"""Kills of runs that make the store: there is none, or a whole one."""
	made = 0
	for n in range(count):
		shutil.rmtree(folder, ignore_errors=True)
		w = make(folder)
		w.write("registers/contracts.csv", registers["one"])
		ended = kill(w, prng, seconds, n % 3)
		if w.store.exists():
			made += 1
			look(w, {"one": wanted["one"]}, "first run %d" % n)
		elif ended:
			raise Failed("first run %d ended without a store" % n)
		again = w.tally("run")
		if again.status != 0 or w.figures() != wanted["one"]:
			raise Failed("the run after first run %d: %s" % (n, again))
		if sorted(path.name for path in w.folder.glob("office.db*")) != ["office.db"]:
			raise Failed("the run after first run %d left something beside the store" % n)
	return made


def later_runs(w, registers, wanted, seconds, prng, count):
	counts = {"old": 0, "new": 0, "ended": 0}
	stands = "two"
	for n in range(count):
		asked = "one" if stands == "two" else "two"
		w.write("registers/contracts.csv", registers[asked])
		ended = kill(w, prng, seconds, n % 3)
		found = look(w, wanted, "kill %d" % n)
		if ended and found != asked:
			raise Failed("kill %d: the run had ended and the store shows the one before" % n)
		counts["ended" if ended else "new" if found == asked else "old"] += 1
		stands = found
	w.write("registers/contracts.csv", registers["one"])
	done = w.tally("run")
	if done.status != 0 or w.figures() != wanted["one"]:
		raise Failed("the run after all kills: %s" % done)
	return counts


def main():
	if len(sys.argv) < 2:
		sys.exit("usage: python3 kills.py TALLY [COUNT [SEED]]")
	cli.TALLY = str(pathlib.Path(sys.argv[1]).resolve())
	count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
	seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
	prng = random.Random(seed)
	registers = {"one": register(1), "two": register(2)}
	with tempfile.TemporaryDirectory(prefix="tally-kills-") as folder:
		w = make(pathlib.Path(folder) / "office")
		wanted, seconds = states(w, registers)
		if wanted["one"] == wanted["two"]:
			raise Failed("both registers give the same figures")
		counts = later_runs(w, registers, wanted, seconds, prng, count - count // 5)
		made = first_runs(pathlib.Path(folder) / "first", registers, wanted, seconds, prng, count // 5)
	print("%d kills, seed %d: old run %d, new run %d, ended before %d; first runs %d, with a store %d; %d figures each, %.2f s a run" %
		(count, seed, counts["old"], counts["new"], counts["ended"], count // 5, made, len(wanted["one"]), seconds))


if __name__ == "__main__":
	try:
		main()
	except Failed as failed:
		sys.exit("kills: %s" % failed)
