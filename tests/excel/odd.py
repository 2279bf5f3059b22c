"""Workbooks written by hand, part by part, in the odd forms that programs give them. Synthetic throughout."""
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_DOCUMENT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escape(text):
	return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


class Book:
	"""Sheets are (name, XML of the worksheet's inside, state); `strings` the inside of sst, `styles` of styleSheet."""

	def __init__(self, sheets, strings=None, styles=None, strict=False, properties="", prefix=""):
		self.sheets = [(*sheet, "visible")[:3] for sheet in sheets]
		self.strings, self.styles, self.strict, self.properties, self.prefix = strings, styles, strict, properties, prefix
		self.changed = {}

	def wrap(self, name, inside):
		space = STRICT if self.strict else MAIN
		if self.prefix:
			return '%s<%s:%s xmlns:%s="%s">%s</%s:%s>' % (HEAD, self.prefix, name, self.prefix, space, inside, self.prefix, name)
		return '%s<%s xmlns="%s">%s</%s>' % (HEAD, name, space, inside, name)

	def relations(self, rows):
		base = STRICT_DOCUMENT if self.strict else DOCUMENT
		return '%s<Relationships xmlns="%s">%s</Relationships>' % (HEAD, PACKAGE, "".join(
			'<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (name, base, kind, target) for name, kind, target in rows))

	def parts(self):
		base = STRICT_DOCUMENT if self.strict else DOCUMENT
		p = self.prefix + ":" if self.prefix else ""
		rows = [("rId%d" % (i + 1), "worksheet", "worksheets/sheet%d.xml" % (i + 1)) for i in range(len(self.sheets))]
		parts = {}
		if self.strings is not None:
			rows.append(("rIdS", "sharedStrings", "sharedStrings.xml"))
			parts["xl/sharedStrings.xml"] = self.wrap("sst", self.strings)
		if self.styles is not None:
			rows.append(("rIdF", "styles", "styles.xml"))
			parts["xl/styles.xml"] = self.wrap("styleSheet", self.styles)
		listed = "".join('<%ssheet name="%s" sheetId="%d" %sr:id="rId%d" xmlns:r="%s"/>' % (p, escape(name), i + 1,
			"" if state == "visible" else 'state="%s" ' % state, i + 1, base) for i, (name, _, state) in enumerate(self.sheets))
		parts["[Content_Types].xml"] = HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
		parts["_rels/.rels"] = self.relations([("rId1", "officeDocument", "xl/workbook.xml")])
		parts["xl/workbook.xml"] = self.wrap("workbook", "%s<%ssheets>%s</%ssheets>" % (self.properties, p, listed, p))
		parts["xl/_rels/workbook.xml.rels"] = self.relations(rows)
		for i, (_, inside, _) in enumerate(self.sheets):
			parts["xl/worksheets/sheet%d.xml" % (i + 1)] = self.wrap("worksheet", inside)
		parts.update(self.changed)
		return {name: text for name, text in parts.items() if text is not None}

	def save(self, path, compression=zipfile.ZIP_DEFLATED):
		with zipfile.ZipFile(path, "w", compression) as out:
			for name, text in self.parts().items():
				out.writestr(name, text)
		return path


def letters(column):
	"""Of a column from 0."""
	text = ""
	column += 1
	while column:
		column, rest = divmod(column - 1, 26)
		text = chr(65 + rest) + text
	return text


def rows(table, first=1):
	"""Rows of inline strings and numbers: str, int, float; None leaves a cell out; (xml,) is taken as it stands."""
	out = []
	for r, row in enumerate(table, first):
		cells = []
		for c, value in enumerate(row):
			name = "%s%d" % (letters(c), r)
			if value is None:
				continue
			if isinstance(value, tuple):
				cells.append(value[0].replace("@", name))
			elif isinstance(value, str):
				cells.append('<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (name, escape(value)))
			else:
				cells.append('<c r="%s"><v>%s</v></c>' % (name, value))
		out.append('<row r="%d">%s</row>' % (r, "".join(cells)))
	return "<sheetData>%s</sheetData>" % "".join(out)
