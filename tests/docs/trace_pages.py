"""What the pages of these commands show is what the program prints; moments aside.

usage: trace_pages.py TALLY SOURCE_FOLDER

`conf/puyang` is the workspace as it is after one run; `office` a copy with the last certificate gone before run 2 and another population before run 4;
`monthly` a copy that computes months as well.
"""
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

tally, source = sys.argv[1], pathlib.Path(sys.argv[2])


def call(workspace, words):
	done = subprocess.run([tally, "-C", str(workspace), *words], stdout=subprocess.PIPE, check=False)
	return re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "MOMENT", done.stdout.decode())


def copy(folder, name, periods="periods = year"):
	workspace = folder / name
	shutil.copytree(source / "conf/puyang", workspace, ignore=shutil.ignore_patterns("*.db*"))
	settings = workspace / "tally.ini"
	settings.write_text(settings.read_text("utf-8").replace("periods = year\n", periods + "\n"), "utf-8")
	call(workspace, ["run"])
	return workspace


def revise(workspace):
	register = workspace / "registers/enterprise-certificates.csv"
	register.write_text("".join(register.read_text("utf-8").splitlines(True)[:-1]), "utf-8")
	call(workspace, ["run"])
	call(workspace, ["run"])
	given = workspace / "statements/ip-given.csv"
	text = given.read_text("utf-8")
	assert text.count("2018,,3644300") == 1
	given.write_text(text.replace("2018,,3644300", "2018,,3650000"), "utf-8")
	call(workspace, ["run"])


def shown(page):
	"""Commands and what stands below them; a line `...` leaves out what is above it."""
	for block in re.findall(r"^```\n(.*?)^```$", page, re.S | re.M):
		for command, text in re.findall(r"^\$ tally -C (.*)\n((?:(?!\$ tally).*\n)*)", block, re.M):
			yield shlex.split(command), re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "MOMENT", text)


faults = count = 0
with tempfile.TemporaryDirectory() as place:
	folder = pathlib.Path(place)
	workspaces = {"conf/puyang": copy(folder, "puyang"), "office": copy(folder, "office")}
	revise(workspaces["office"])
	workspaces["monthly"] = copy(folder, "monthly", "periods = year, month")
	for name in ("explain", "history", "diff", "summary", "show"):
		for words, text in shown((source / "docs/commands" / (name + ".md")).read_text("utf-8")):
			printed = call(workspaces[words[0]], words[1:])
			wanted = text.split("...\n", 1)[1].strip() if text.startswith("...\n") else text.strip()
			count += 1
			if not (printed.strip().endswith(wanted) if text.startswith("...\n") else printed.strip() == wanted):
				print(f"{name}.md: {' '.join(words)} prints\n{printed}--- but the page shows\n{text}")
				faults += 1
if count < 6:
	print(f"only {count} examples were found")
sys.exit(faults > 0 or count < 6)
