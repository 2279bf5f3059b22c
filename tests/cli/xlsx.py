"""A workbook as its parts say it: cells by row and column from 0, with type, text and number format. Only the standard library."""

import io
import re
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


class Cell:
	"""kind: "n" a number, "s" a text, "" nothing but a style; format: of the number; bold, indent: as styled."""

	def __init__(self, kind, text, style, formula):
		self.kind, self.text, self.formula = kind, text, formula
		self.format, self.bold, self.indent, self.align = style

	def __repr__(self):
		return "%s:%r:%s" % (self.kind, self.text, self.format)


def place(reference):
	letters, digits = re.fullmatch(r"([A-Z]+)([0-9]+)", reference).groups()
	column = 0
	for letter in letters:
		column = column * 26 + ord(letter) - 64
	return int(digits) - 1, column - 1


def plain(text):
	"""_x000A_ is how a control character is written, _x005F_ the line before one that is none."""
	return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found.group(1), 16)), text)


class Book:
	def __init__(self, path):
		self.file = zipfile.ZipFile(io.BytesIO(path) if isinstance(path, bytes) else path)
		assert self.file.testzip() is None
		self.parts = {name: self.file.read(name) for name in self.file.namelist()}
		for name, part in self.parts.items():
			if name.endswith((".xml", ".rels", ".vml")):
				tree.fromstring(part)
		self.styles = list(self._styles())
		self.strings = self._strings()
		self.names, self.sheets, self.roots = [], {}, {}
		links = {one.get("Id"): one.get("Target") for one in self.part("xl/_rels/workbook.xml.rels")}
		for sheet in self.part("xl/workbook.xml").iter(MAIN + "sheet"):
			name = sheet.get("name")
			self.names.append(name)
			self.roots[name] = self.part("xl/" + links[sheet.get(LINK)])
			self.sheets[name] = dict(self._cells(self.roots[name]))

	def part(self, name):
		return tree.fromstring(self.parts[name])

	def _styles(self):
		root = self.part("xl/styles.xml")
		formats = {one.get("numFmtId"): one.get("formatCode") for one in root.iter(MAIN + "numFmt")}
		formats.update({"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"})
		fonts = [font.find(MAIN + "b") is not None for font in root.find(MAIN + "fonts")]
		for xf in root.find(MAIN + "cellXfs"):
			align = xf.find(MAIN + "alignment")
			align = {} if align is None else align.attrib
			yield formats[xf.get("numFmtId")], fonts[int(xf.get("fontId"))], int(align.get("indent", 0)), align.get("horizontal", "")

	def _strings(self):
		if "xl/sharedStrings.xml" not in self.parts:
			return []
		return ["".join(t.text or "" for t in one.iter(MAIN + "t")) for one in self.part("xl/sharedStrings.xml")]

	def _cells(self, root):
		for cell in root.iter(MAIN + "c"):
			value, kind = cell.find(MAIN + "v"), cell.get("t", "n")
			text = None if value is None else value.text
			if kind == "s":
				text = plain(self.strings[int(text)])
			elif kind == "inlineStr":
				text = plain("".join(t.text or "" for t in cell.iter(MAIN + "t")))
			kind = "" if text is None else "n" if kind == "n" else "s"
			yield place(cell.get("r")), Cell(kind, text, self.styles[int(cell.get("s", 0))], cell.find(MAIN + "f") is not None)

	def rows(self, name=None):
		"""Lists of cells, None where there is none, as far as the longest row."""
		cells = self.sheets[name or self.names[0]]
		most = [max(places) + 1 for places in zip(*cells)] if cells else [0, 0]
		return [[cells.get((row, column)) for column in range(most[1])] for row in range(most[0])]

	def texts(self, name=None):
		return [[cell.text if cell else None for cell in row] for row in self.rows(name)]
