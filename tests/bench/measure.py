"""Times of the program on a workspace of generate.py; ends with 1 when an answer takes longer than it may.

usage: measure.py TALLY FOLDER
"""
import resource
import statistics
import subprocess
import sys
import time

tally, folder = sys.argv[1:3]
CALLS = 5
# what, words, milliseconds it may take (None: only told), calls
ANSWERS = (
	("run, all of it", ("run",), None, 1),
	("run, nothing changed", ("run",), None, CALLS),
	("summary of a region and year, 60 figures", ("summary", "--region", "100001", "--period", "2018"), 50, CALLS),
	("summary of one figure in 3,000 regions", ("summary", "--by", "region", "--indicator", "f00"), None, CALLS),
	("pivot of one figure, 3,000 regions by 10 years", ("summary", "--indicator", "f00", "--rows", "region", "--cols", "period", "--periods", "2009..2018"),
		300, CALLS),
	("show, 10 years", ("show", "f00", "--region", "100001", "--periods", "2009..2018"), None, CALLS),
	("export of one figure, 30,000 rows", ("export", "--indicator", "f00"), None, CALLS),
	("export, 1,800,000 rows", ("export",), None, 1),
)


def measured(words):
	"""Milliseconds of the whole process."""
	start = time.perf_counter()
	subprocess.run([tally, "-C", folder, *words], check=True, stdout=subprocess.DEVNULL)
	return (time.perf_counter() - start) * 1000


slow = 0
for what, words, most, calls in ANSWERS:
	took = statistics.median(measured(words) for _ in range(calls))
	late = most is not None and took > most
	slow += late
	print("%-50s %9.1f ms%s" % (what, took, "" if most is None else "  (may take %d)%s" % (most, "  TOO SLOW" if late else "")), flush=True)
print("%-50s %9.1f MB" % ("the most memory of any of them", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))
sys.exit(slow > 0)
