"""Damages what `tally` reads and takes away what it needs: it must end with a status of its own, and never hurt a good store.

usage: python3 faults.py TALLY [COUNT [SEED]]. Best on a build with the sanitizers on, where any of their reports is a failure.
"""

import collections
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import workspace as cli

INPUTS = ("tally.ini", "regions.csv", "areas/market.ini", "areas/people.ini", "registers/contracts.csv", "statements/market-published.csv",
	"statements/market-targets.csv", "statements/people-given.csv")


class Failed(Exception):
	pass


def damaged(content, prng):
	"""A few bytes changed, cut out, doubled or cut off."""
	content = bytearray(content)
	for _ in range(prng.choice((1, 1, 1, 2, 5, 20))):
		at, length = prng.randrange(len(content) + 1), prng.choice((1, 1, 2, 8, 100))
		how = prng.randrange(6)
		if how == 0 and content:
			content[at % len(content)] ^= 1 << prng.randrange(8)
		elif how == 1:
			content[at:at + length] = prng.randbytes(length)
		elif how == 2:
			del content[at:at + length]
		elif how == 3:
			content[at:at] = content[at:at + length]
		elif how == 4:
			content[at:at] = prng.choice((b'"', b",", b"\n", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf", b"[", b"]", b"=", b"|", b"../", b"9" * 30, b"-", "。".encode()))
		elif len(content) > 1:
			del content[at:]
	return bytes(content)


def judge(ended, allowed, what):
	if ended.status not in allowed or "Sanitizer" in ended.err or "runtime error" in ended.err:
		raise Failed("%s: %s" % (what, ended))
	return ended.status


def call(w, words, allowed, what, **more):
	try:
		return judge(w.tally(*words, **more), allowed, what)
	except UnicodeDecodeError as bad:
		raise Failed("%s: what it says is no UTF-8: %s" % (what, bad))


def inputs(w, prng, count, tell):
	"""Any input may be damaged: every command ends with 0 to 3, and a run that wrote nothing left the store as it was."""
	for n in range(count):
		name = prng.choice(INPUTS + ("registers/contracts.csv",) * 4)
		whole = (w.folder / name).read_bytes()
		w.write(name, damaged(whole, prng))
		before = w.store.read_bytes()
		status = call(w, ("run",), (0, 1, 2, 3), "input %d, %s" % (n, name))
		if status > 1 and w.store.read_bytes() != before:
			raise Failed("input %d, %s: status %d, and the store has changed" % (n, name, status))
		for words in (("check",), ("plugins",), ("check", w.folder / "registers/contracts.csv", "--register", "market.contracts")):
			call(w, words, (0, 1, 2, 3), "input %d, %s: %s" % (n, name, words[0]))
		tell["inputs, status %d" % status] += 1
		w.write(name, whole)
		call(w, ("run",), (0,), "the run after input %d, %s" % (n, name))


def stores(w, prng, count, tell):
	"""A damaged store is told or does no harm; nothing ends by a signal."""
	whole = w.store.read_bytes()
	for n in range(count):
		w.store.write_bytes(damaged(whole, prng))
		for words in (("summary",), ("summary", "--by", "region", "--basis", "all"), ("run", "--dry"), ("run",), ("summary",)):
			tell["stores, %s %d" % (words[0], call(w, words, (0, 1, 2, 3), "store %d: %s" % (n, words)))] += 1
		for path in w.folder.glob("office.db*"):
			path.unlink()
	w.store.write_bytes(whole)


def limit(kind, value):
	def prepare():
		signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
		resource.setrlimit(kind, (value, value))
	return prepare


def whole(w, states, what):
	with sqlite3.connect(w.store) as db:
		said = db.execute("pragma integrity_check").fetchall()
	db.close()
	if said != [("ok",)]:
		raise Failed("%s: the store is damaged: %s" % (what, said))
	if w.figures() not in states:
		raise Failed("%s: the store holds neither run" % what)


def limits(w, tell):
	"""Files that may not grow, at every size that matters, and few descriptors: the old run or the new one."""
	other = cli.CONTRACTS.replace("10.50", "11.50").replace("410922", "410902")
	states = []
	for text in (other, cli.CONTRACTS):
		w.write("registers/contracts.csv", text)
		call(w, ("run",), (0,), "undisturbed")
		states.append(w.figures())
	size = w.store.stat().st_size
	steps = [(resource.RLIMIT_FSIZE, value) for value in sorted({0, 1, 40, 512, *range(4096, size + 65536, 8192)})]
	steps += [(resource.RLIMIT_NOFILE, value) for value in range(4, 24)]
	for n, (kind, value) in enumerate(steps):
		w.write("registers/contracts.csv", (other, cli.CONTRACTS)[n % 2])
		what, before = "limit %d of %d" % (value, kind), w.figures()
		status = call(w, ("run",), (0, 1, 3, 127), what, preexec_fn=limit(kind, value))
		whole(w, [before] if status == 3 else states, what)
		tell["limits, status %d" % status] += 1
	for n, (kind, value) in enumerate(steps):
		for path in w.folder.glob("office.db*"):
			path.unlink()
		what = "first run, limit %d of %d" % (value, kind)
		status = call(w, ("run",), (0, 1, 3, 127), what, preexec_fn=limit(kind, value))
		if w.store.exists():
			with sqlite3.connect(w.store) as db:
				if db.execute("pragma integrity_check").fetchall() != [("ok",)]:
					raise Failed("%s: the store is damaged" % what)
			db.close()
		elif status in (0, 1):
			raise Failed("%s: status %d without a store" % (what, status))
		tell["first runs, status %d" % status] += 1


def main():
	if len(sys.argv) < 2:
		sys.exit("usage: python3 faults.py TALLY [COUNT [SEED]]")
	cli.TALLY = str(pathlib.Path(sys.argv[1]).resolve())
	count = int(sys.argv[2]) if len(sys.argv) > 2 else 300
	seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
	prng, tell = random.Random(seed), collections.Counter()
	with tempfile.TemporaryDirectory(prefix="tally-faults-") as folder:
		w = cli.Workspace(pathlib.Path(folder) / "office")
		call(w, ("run",), (0,), "undisturbed")
		try:
			inputs(w, prng, count, tell)
			stores(w, prng, count // 2, tell)
			limits(w, tell)
		except Failed:
			kept = tempfile.mkdtemp(prefix="tally-faults-kept-")
			shutil.copytree(w.folder, kept, dirs_exist_ok=True)
			print("faults: seed %d; the workspace as it was is in %s" % (seed, kept), file=sys.stderr)
			raise
	print("faults: %d, seed %d" % (count, seed))
	for what, times in sorted(tell.items()):
		print("  %-24s %d" % (what, times))


if __name__ == "__main__":
	try:
		main()
	except Failed as failed:
		sys.exit("faults: %s" % failed)
