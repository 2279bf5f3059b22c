"""Every query of docs/store.md runs on the store of conf/puyang and has an answer where the page does not say that it may have none.

usage: store.py TALLY SOURCE_FOLDER
"""
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

tally, source = sys.argv[1], pathlib.Path(sys.argv[2])
faults = 0
with tempfile.TemporaryDirectory() as folder:
	workspace = pathlib.Path(folder) / "puyang"
	shutil.copytree(source / "conf/puyang", workspace, ignore=shutil.ignore_patterns("*.db*"))
	subprocess.run([tally, "-C", workspace, "run"], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
	store = next(workspace.glob("*.db"))
	db = sqlite3.connect("file:%s?mode=ro" % store, uri=True)
	page = (source / "docs/store.md").read_text("utf-8")
	queries = re.findall(r"([^\n]*)\n\n```sql\n(.*?)```", page, re.S)
	for title, query in queries:
		try:
			rows = db.execute(query).fetchall()
		except sqlite3.Error as error:
			print("docs/store.md: %s %s" % (title, error))
			faults += 1
			continue
		if not rows and "rejected" not in title and "differ" not in title:
			print("docs/store.md: %s no rows" % title)
			faults += 1
	named = set(re.findall(r"`([a-z_]+)`", page))
	for name, kind in db.execute("select name, type from sqlite_master where type in ('table', 'view') and name not glob 'sqlite_*'"):
		inner = kind == "view" and name in ("cell_now", "computed", "said", "said_named", "cell_then")
		if name not in named and not inner:
			print("docs/store.md: %s '%s' is not named" % (kind, name))
			faults += 1
	db.close()
print("%d queries, %d faults" % (len(queries), faults))
sys.exit(faults > 0 or len(queries) < 7)
