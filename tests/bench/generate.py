"""A large synthetic workspace: 3,000 regions, 10 years, 60 indicators, 1.8 million figures and their sums. The same arguments give the same bytes.

usage: generate.py FOLDER [REGIONS] [YEARS] [INDICATORS]
"""
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
regions, years, indicators = (int(word) for word in (sys.argv[2:] + ["3000", "10", "60"][len(sys.argv) - 2:]))
HOME, LAST = "100000", 2018
seed = 20180101


def drawn(most):
	"""The next number of a plain generator, 0 .. most - 1."""
	global seed
	seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
	return (seed >> 33) % most


def write(name, lines):
	path = folder / name
	path.parent.mkdir(parents=True, exist_ok=True)
	path.write_text("\n".join(lines) + "\n", encoding="utf-8")


write("tally.ini", ["[workspace]", "title = Synthetic office", f"home = {HOME}", "periods = year", f"through = {LAST}", "regions = regions.csv",
	"store = bench.db", "lang = en"])
codes = ["%06d" % (100001 + i) for i in range(regions - 1)]  # all below the home, so that a pivot has every one
write("regions.csv", ["code,name,level,parent,kind,first_day,last_day,successor,source", f"{HOME},Home,prefecture,,unit,,,,synthetic"]
	+ [f"{code},County {code},county,{HOME},unit,,,,synthetic" for code in codes])
fields = ["f%02d" % i for i in range(indicators)]
area = ["[area]", "title = Synthetic", "version = 1.0", "enabled = yes", "", "[register returns]", "title = Returns", "files = ../registers/returns.csv",
	f"covers = {LAST - years + 1}..", "keep_rows = 0", "", "[field returns.day]", "title = day", "type = date", "", "[field returns.county]", "title = county",
	"type = region"]
for field in fields:
	area += ["", f"[field returns.{field}]", f"title = {field}", "type = integer", "", f"[indicator {field}]", f"title = Figure {field}", "unit = 1",
		"from = returns", "measure = sum", f"of = {field}", "time = flow"]
write("areas/synthetic.ini", area)
rows = ["day,county," + ",".join(fields)]
for year in range(LAST - years + 1, LAST + 1):
	for code in codes:
		rows.append(f"{year}-06-30,{code}," + ",".join(str(1 + drawn(100000)) for _ in fields))
write("registers/returns.csv", rows)
