"""Kills `tally run` and looks at the store: wholly the old run or wholly the new one.

usage: python3 kills.py TALLY [COUNT [SEED]]. First at the calls that change a file, one after the other (kill_at.c; every one
of them from 100 kills on, else one of twelve), then at random moments: a third of those at any, a third while the store is
being written, a third around the commit. A seed gives the same moments, not the same places: machines differ.
"""

import os
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


def seen(w, name):
	try:
		about = w.store.with_name(name).stat()
		return about.st_size, about.st_mtime_ns
	except FileNotFoundError:
		return None


def written(w, before):
	"""0: nothing of this run is in the folder yet; 1: a log, a journal or a new store is there; 2: something stands in one of them or in the store."""
	files = [seen(w, name) for name in ("office.db-wal", "office.db-journal", "office.db.new")]
	if seen(w, "office.db") != before or any(file and file[0] for file in files):
		return 2
	return 1 if any(files) else 0


def kill(w, prng, seconds, kind):
	"""Starts a run and kills it at any moment (kind 0), while it writes (1) or commits (2); whether it had ended before."""
	before = seen(w, "office.db")
	process = subprocess.Popen([cli.TALLY, "-C", str(w.folder), "run"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
		env=cli.environment())
	while written(w, before) < kind and process.poll() is None:
		pass
	time.sleep(prng.random() * seconds * (1.1, 0.8)[kind] if kind < 2 else prng.random() ** 3 * 0.02)
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


def preload(folder):
	"""The library that kills at the n-th call, None where there is no compiler."""
	compiler = shutil.which(os.environ.get("CC", "cc"))
	made = folder / "kill_at.so"
	if not compiler:
		return None
	source = pathlib.Path(__file__).with_name("kill_at.c")
	subprocess.run([compiler, "-D_GNU_SOURCE", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
	return made


def at_each_call(w, library, before, wanted, halves, step):
	"""From the same old state each time: old up to some call, new from there on. How many calls there are."""
	files = {path.name: path.read_bytes() for path in w.folder.glob("office.db*")}
	changed = False
	for n in range(1, 10000, step):
		for path in w.folder.glob("office.db*"):
			path.unlink()
		for name, content in files.items():
			w.write(name, content)
		env = cli.environment(LD_PRELOAD=str(library), KILL_AT=str(n), KILL_HALF="1" if halves else None)
		env["ASAN_OPTIONS"] = env.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"
		done = w.tally("run", env=env)
		if done.status not in (0, -signal.SIGKILL):
			raise Failed("call %d: %s" % (n, done))
		if w.store.exists():
			found = look(w, wanted, "call %d%s" % (n, " halfway" if halves else ""))
		else:
			found = before
		if changed and found == before or done.status == 0 and found == before:
			raise Failed("call %d: the old run is back" % n)
		changed = found != before
		again = w.tally("run")
		if again.status != 0 or look(w, wanted, "the run after call %d" % n) == before:
			raise Failed("the run after call %d: %s" % (n, again))
		left = sorted(path.name for path in w.folder.glob("office.db*"))
		if left != ["office.db"]:
			raise Failed("the run after call %d left %s" % (n, left))
		if done.status == 0:
			return n
	raise Failed("there is no end of calls")


def all_calls(folder, step):
	library = preload(folder)
	if not library:
		return "no compiler: no kills at calls"
	w = cli.Workspace(folder / "calls")
	w.tally("run")
	old = w.figures()
	w.change("registers/contracts.csv", "410902,10.50", "410922,11.50")
	kept = w.store.read_bytes()
	w.tally("run")
	wanted = {"old": old, "new": w.figures()}
	told = []
	for halves in (False, True):
		w.store.write_bytes(kept)
		told.append(at_each_call(w, library, "old", wanted, halves, step))
		w.store.unlink()
		told.append(at_each_call(w, library, "none", wanted, halves, step))
	return "killed at one of every %d calls: about %d of a later run, %d of a first" % (step, told[0], told[1])


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
		print(all_calls(pathlib.Path(folder), 1 if count >= 100 else 12))
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
