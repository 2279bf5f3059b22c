"""A workbook with inline strings, just enough to be read: what a test puts where a CSV could stand."""

import io
import xml.sax.saxutils
import zipfile

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def letters(column):
	text = ""
	while column:
		column, rest = divmod(column - 1, 26)
		text = chr(65 + rest) + text
	return text


def cell(value, row, column):
	place = "%s%d" % (letters(column), row)
	if value is None or value == "":
		return ""
	if isinstance(value, (int, float)):
		return '<c r="%s"><v>%s</v></c>' % (place, value)
	if value == "=":
		return '<c r="%s"><f>1+1</f></c>' % place
	return '<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (place, xml.sax.saxutils.escape(value))


def workbook(sheets):
	"""The bytes of a workbook; `sheets` is {name: rows}. "=" is a formula that was never calculated."""
	parts = {"[Content_Types].xml": HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
		'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
		'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
		'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
		"_rels/.rels": HEAD + '<Relationships %s><Relationship Id="r1" Type="%s/officeDocument" Target="xl/workbook.xml"/>'
		"</Relationships>" % (RELATIONS, OFFICE)}
	names, links = "", ""
	for at, (name, rows) in enumerate(sheets.items(), 1):
		names += '<sheet name="%s" sheetId="%d" r:id="r%d"/>' % (name, at, at)
		links += '<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (at, OFFICE, at)
		lines = "".join('<row r="%d">%s</row>' % (r, "".join(cell(v, r, c) for c, v in enumerate(row, 1)))
			for r, row in enumerate(rows, 1))
		parts["xl/worksheets/sheet%d.xml" % at] = HEAD + "<worksheet %s><sheetData>%s</sheetData></worksheet>" % (MAIN, lines)
	parts["xl/workbook.xml"] = HEAD + '<workbook %s xmlns:r="%s"><sheets>%s</sheets></workbook>' % (MAIN, OFFICE, names)
	parts["xl/_rels/workbook.xml.rels"] = HEAD + "<Relationships %s>%s</Relationships>" % (RELATIONS, links)
	out = io.BytesIO()
	with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
		for name, text in parts.items():
			book.writestr(name, text)
	return out.getvalue()
