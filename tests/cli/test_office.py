"""Workbooks opened by other programs: LibreOffice shows what the tables show, and Gnumeric has the same cells. One start of each."""

import csv
import io
import pathlib
import re
import shutil
import subprocess
import unittest

import workspace as cli

# Separators, UTF-8, as shown, every sheet into a file of its own.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
TITLE = "=SUM(A1)"
ASKED = {
	"summary": ("summary",),
	"regions": ("summary", "--indicator", "market.contracts", "--by", "region", "--columns", "region_name,value,growth,rank"),
	"pivot": ("summary", "--indicator", "market.contracts", "--rows", "region", "--cols", "breakdown", "--by", "level"),
	"show": ("show", "market.contracts"),
	"reconcile": ("reconcile",),
	"history": ("history", "market.contracts"),
}


def markdown(text):
	"""Cells of the tables in a text of Markdown, without heads."""
	rows = [[cell.strip().replace("\\|", "|") for cell in line.strip("|").split(" | ")] for line in text.splitlines() if line.startswith("|")]
	return [row for row in rows[2:] if set("".join(row)) - set("-: ")]


def without_thousands(text):
	return re.sub(r"(?<=\d),(?=\d{3})", "", text)


class Office(cli.Test):
	def setUp(self):
		super().setUp()
		self.w.change("areas/market.ini", "title = 合同金额", "title = %s" % TITLE)
		self.ends(0, self.w.tally("run"))
		self.folder = pathlib.Path(self.temporary) / "books"
		self.folder.mkdir()
		for name, words in ASKED.items():
			self.ends(0, self.w.tally(*words, "--output", self.folder / (name + ".xlsx")))

	def read(self, path):
		with open(path, encoding="utf-8", newline="") as file:
			return list(csv.reader(file))

	def as_shown(self, name):
		"""The rows of the workbook below its heads, down to the first blank line, without the lines of groups."""
		(path,) = self.folder.glob(name + "-*.csv")
		rows = self.read(path)
		head = next(i for i, row in enumerate(rows) if sum(map(bool, row)) > 2)
		width = sum(map(bool, rows[head]))
		end = next((i for i, row in enumerate(rows) if i > head and not any(row)), len(rows))
		return [[without_thousands(cell) for cell in row[:width]] for row in rows[head + 1:end] if any(row[1:])]

	@unittest.skipUnless(shutil.which("soffice"), "no LibreOffice")
	def test_libreoffice_shows_the_table(self):
		done = subprocess.run(["soffice", "--headless", "--norestore", "-env:UserInstallation=file://%s/profile" % self.temporary,
			"--convert-to", FILTER, "--outdir", self.folder, *sorted(self.folder.glob("*.xlsx"))],
			stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=250, check=False)
		self.assertEqual(0, done.returncode, done.stdout)
		for name in ("summary", "regions", "pivot", "show", "history"):
			with self.subTest(name=name):
				shown = self.as_shown(name)
				table = markdown(self.w.tally(*ASKED[name], "--format", "md").out)
				self.assertTrue(table)
				self.assertEqual([[cell.lstrip("\u3000") for cell in row] for row in table], [[cell.lstrip() for cell in row] for row in shown])
		self.assertIn(TITLE, [row[0] for row in self.as_shown("summary")])
		plain = list(csv.DictReader(io.StringIO(self.w.tally("reconcile", "--format", "csv").out)))
		self.assertEqual([row["finding"] for row in plain], [row[0] for row in self.as_shown("reconcile")])

	@unittest.skipUnless(shutil.which("ssconvert"), "no Gnumeric")
	def test_gnumeric_has_the_cells(self):
		to = self.folder / "gnumeric.csv"
		done = subprocess.run(["ssconvert", self.folder / "summary.xlsx", to], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
			stderr=subprocess.STDOUT, timeout=120, check=False, env=cli.environment(HOME=self.temporary, LC_ALL="C.UTF-8"))
		self.assertEqual(0, done.returncode, done.stdout)
		text = to.read_text(encoding="utf-8")
		for word in ("Contracts", "1012.75", TITLE):
			self.assertIn(word, text.replace(",012", "012"))


if __name__ == "__main__":
	cli.main()
