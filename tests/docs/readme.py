"""The summary that the READMEs show is the one that the program prints for conf/puyang.

usage: readme.py TALLY SOURCE_FOLDER
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

tally, source = sys.argv[1], pathlib.Path(sys.argv[2])
with tempfile.TemporaryDirectory() as folder:
	workspace = pathlib.Path(folder) / "puyang"
	shutil.copytree(source / "conf/puyang", workspace, ignore=shutil.ignore_patterns("*.db*"))
	subprocess.run([tally, "-C", workspace, "run"], check=True, stdout=subprocess.DEVNULL)
	printed = subprocess.run([tally, "-C", workspace, "summary"], check=True, stdout=subprocess.PIPE).stdout.decode()
faults = 0
for name in ("README.md", "README.zh-CN.md"):
	page = (source / name).read_text("utf-8")
	shown = page.split("<!-- summary -->\n```\n")[1].split("```\n<!-- /summary -->")[0]
	if shown != printed:
		print(f"{name}: the summary shown is not the one printed")
		faults += 1
sys.exit(faults > 0)
