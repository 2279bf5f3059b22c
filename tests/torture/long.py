"""One large register, counted here as well: every figure must agree, a second run must change nothing, memory must stay small.

usage: python3 long.py TALLY [RECORDS [SEED]]. The records are synthetic. Memory may grow by 64 bytes a record (its key) over a floor.
"""

import collections
import pathlib
import random
import resource
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "cli"))
import workspace as cli

LEVELS = (("省级", "provincial"), ("市级", "municipal"))
COUNTIES = ("410902", "410922")
YEARS = (2017, 2018)
FLOOR_BYTES, RECORD_BYTES = 256 << 20, 64


class Failed(Exception):
	pass


def register(path, records, prng):
	"""Writes the register; what the figures must be, by (indicator, region, period, breakdown)."""
	wanted = collections.Counter()
	with open(path, "w", encoding="utf-8", newline="\n") as out:
		out.write(cli.HEADINGS + "\n")
		for n in range(records):
			title, level = LEVELS[prng.randrange(2)]
			county, year, month, day = COUNTIES[prng.randrange(2)], 2014 + prng.randrange(5), 1 + prng.randrange(12), 1 + prng.randrange(28)
			ended = year + prng.randrange(1, 4) if prng.randrange(3) == 0 else None
			cents = prng.randrange(1, 100000)
			out.write("L-%09d,%s,%d-%02d-%02d,%s,%s,%d.%02d,样例\n" % (n, title, year, month, day, "%d-%02d-%02d" % (ended, month, day) if ended else "",
				county, cents // 100, cents % 100))
			for region in (county, "410900"):
				if year in YEARS:
					wanted["market.amount", region, str(year), ""] += cents
				for breakdown in ("", "level=" + level):
					if year in YEARS:
						wanted["market.contracts", region, str(year), breakdown] += 1
					for closing in YEARS:
						if year <= closing and (ended is None or ended > closing):
							wanted["market.in_force", region, str(closing), breakdown] += 1
	return wanted


def compare(w, wanted):
	rows = w.query("select indicator, region, period, breakdown, value_exact from figure where basis = 'register' and indicator like 'market.%'")
	found = {}
	for indicator, region, period, breakdown, value in rows:
		if indicator == "market.amount":
			whole, _, part = value.partition(".")
			value = whole + (part + "00")[:2]
		found[indicator, region, period, breakdown] = int(value)
	if found != dict(wanted):
		different = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
		raise Failed("%d figures differ; the first: %s: %s, not %s" % (len(different), different[0], found.get(different[0]), wanted.get(different[0])))
	return len(found)


def main():
	if len(sys.argv) < 2:
		sys.exit("usage: python3 long.py TALLY [RECORDS [SEED]]")
	cli.TALLY = str(pathlib.Path(sys.argv[1]).resolve())
	records = int(sys.argv[2]) if len(sys.argv) > 2 else 1000000
	seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
	with tempfile.TemporaryDirectory(prefix="tally-long-") as folder:
		w = cli.Workspace(pathlib.Path(folder) / "office")
		wanted = register(w.folder / "registers/contracts.csv", records, random.Random(seed))
		for said in ("%d records read, %d accepted" % (records, records), "0 new, 0 changed, 0 gone"):
			began = time.monotonic()
			done = w.tally("run")
			if done.status != 0 or said not in done.out:
				raise Failed("no '%s' in: %s" % (said, done))
			print("long: %d records, %.2f s" % (records, time.monotonic() - began))
		count = compare(w, wanted)
	most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
	print("long: %d figures agree; %d MiB of memory at most; seed %d" % (count, most >> 20, seed))
	if most > FLOOR_BYTES + records * RECORD_BYTES:
		raise Failed("%d bytes of memory; at most %d" % (most, FLOOR_BYTES + records * RECORD_BYTES))


if __name__ == "__main__":
	try:
		main()
	except Failed as failed:
		sys.exit("long: %s" % failed)
