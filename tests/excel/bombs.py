"""Files that are made to exhaust whoever opens them: each a function that writes one and the words that its refusal holds. Synthetic throughout.
usage: bombs.py NAME PATH"""
import pathlib
import struct
import sys
import zipfile
import zlib

import odd

MIB = 1 << 20
ROW = '<row r="2"><c r="A2"><v>1</v></c></row>'


def head(inside):
	return '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>%s</sheetData>' % inside


def deflated(pieces):
	"""Size, sum and deflated bytes of what the pieces hold together."""
	packer = zlib.compressobj(9, zlib.DEFLATED, -15)
	size, crc, out = 0, 0, []
	for piece in pieces:
		size += len(piece)
		crc = zlib.crc32(piece, crc)
		out.append(packer.compress(piece))
	out.append(packer.flush())
	return size, crc, b"".join(out)


def local(name, size, crc, packed):
	return struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0x21, crc, packed, size, len(name), 0) + name


def central(name, size, crc, packed, offset):
	return struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0x21, crc, packed, size, len(name), 0, 0, 0, 0, 0,
		offset) + name


def end(count, bytes_of_directory, offset):
	return struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, bytes_of_directory, offset, 0)


def by_hand(path, parts, claims=None):
	"""Parts are (name, size, crc, deflated bytes); `claims` is the size that the directory says instead."""
	out, directory = b"", b""
	for name, size, crc, packed in parts:
		offset = len(out)
		out += local(name.encode(), claims or size, crc, len(packed)) + packed
		directory += central(name.encode(), claims or size, crc, len(packed), offset)
	path.write_bytes(out + directory + end(len(parts), len(directory), len(out)))


def ordinary(sheet):
	return [(name, *deflated([text.encode()])) for name, text in odd.Book([("S", head(ROW))]).parts().items()
		if not (sheet and name == "xl/worksheets/sheet1.xml")]


def big_sheet(mib):
	text = odd.Book([("S", head("@"))]).parts()["xl/worksheets/sheet1.xml"].split("@")
	return deflated([text[0].encode(), *([b" " * MIB] * mib), text[1].encode()])


def ratio(path):
	by_hand(path, ordinary(True) + [("xl/worksheets/sheet1.xml", *big_sheet(64))])


def ratio_of_many(path):
	packed = deflated([b" " * (15 * MIB)])
	by_hand(path, ordinary(False) + [("xl/media/%d" % i, *packed) for i in range(300)])


def lying_size(path):
	size, crc, packed = big_sheet(64)
	parts = ordinary(True) + [("xl/worksheets/sheet1.xml", 2000, crc, packed)]
	by_hand(path, parts)


def many_parts(path):
	by_hand(path, ordinary(False) + [("x%d" % i, *deflated([b""])) for i in range(5000)])


def claimed_parts(path):
	"""A directory of 64 bits that claims four thousand million entries."""
	offset = 4
	record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1 << 32, 1 << 32, 46 << 32, offset)
	locator = struct.pack("<IIQI", 0x07064B50, 0, offset, 1)
	path.write_bytes(b"PK\3\4" + record + locator + end(0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF))


def quoted_overlap(path):
	"""Each part quotes the header of the next one and goes on with its bytes."""
	size, crc, packed = deflated([b" " * (2 * MIB)])
	body, contents, directory = packed, b" " * size, []
	names = [name.encode() for name in odd.Book([("S", head(ROW))]).parts()] + [b"xl/media/%d" % i for i in range(120)]
	heads = []
	for name in reversed(names):
		heads.append((name, len(contents), zlib.crc32(contents), len(body)))
		header = local(name, len(contents), zlib.crc32(contents), len(body))
		whole = header + body
		quoted = bytes([0]) + struct.pack("<HH", len(header), len(header) ^ 0xFFFF) + header
		contents, body = header + contents, quoted + body
	offset, out = 0, whole
	for name, part, crc, packed_bytes in reversed(heads):
		directory.append(central(name, part, crc, packed_bytes, offset))
		offset += len(local(name, 0, 0, 0)) + 5
	path.write_bytes(out + b"".join(directory) + end(len(directory), sum(map(len, directory)), len(out)))


def same_bytes(path):
	"""All parts lie in one place."""
	size, crc, packed = deflated([b" " * MIB])
	names = [name.encode() for name in odd.Book([("S", head(ROW))]).parts()] + [b"xl/media/%d" % i for i in range(60)]
	out = local(names[0], size, crc, len(packed)) + packed
	directory = b"".join(central(name, size, crc, len(packed), 0) for name in names)
	path.write_bytes(out + directory + end(len(names), len(directory), len(out)))


def deep(path):
	odd.Book([("S", head("<x>" * 100000 + "</x>" * 100000))]).save(path)


def many_strings(path):
	odd.Book([("S", head(ROW))], strings="<si/>" * (4 * MIB + 1)).save(path, zipfile.ZIP_STORED)


def long_strings(path):
	odd.Book([("S", head(ROW))], strings=("<si><t>%s</t></si>" % ("x" * 100000)) * 1400).save(path, zipfile.ZIP_STORED)


def long_relations(path):
	"""Each is kept, and nothing else says how many there may be."""
	book = odd.Book([("S", head(ROW))])
	more = "".join('<Relationship Id="x%d" Type="x" Target="%s"/>' % (i, "y" * 100000) for i in range(180))
	book.changed["_rels/.rels"] = book.parts()["_rels/.rels"].replace("</Rel", more + "</Rel")
	book.save(path, zipfile.ZIP_STORED)


def far_row(path):
	odd.Book([("S", head('<row r="1000000000"><c><v>1</v></c></row>'))]).save(path)


def far_column(path):
	odd.Book([("S", head('<row r="2"><c r="ZZZZ2"><v>1</v></c></row>'))]).save(path)


def giant_cell(path):
	odd.Book([("S", head('<row r="2"><c r="A2" t="inlineStr"><is><t>%s</t></is></c></row>' % ("x" * 9 * MIB)))]).save(path)


def giant_row(path):
	"""A short text that the file holds once, in as many cells as a row has."""
	cells = '<c t="s"><v>0</v></c>' * 16384
	odd.Book([("S", '<sheetData><row>%s</row></sheetData>' % cells)], strings="<si><t>%s</t></si>" % ("x" * 100000)).save(path)


def giant_tag(path):
	odd.Book([("S", head('<row r="%s"/>' % ("1" * 12 * MIB)))]).save(path)


def many_columns(path):
	columns = '<cols>%s</cols>' % ('<col min="1" max="16384" hidden="1"/>' * 200000)
	odd.Book([("S", columns + head('<row r="1000000000"/>'))]).save(path)


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "%s"><!ENTITY c "%s"><!ENTITY d "%s">]>' % ("&a;" * 1000, "&b;" * 1000, "&c;" * 1000)


def laughing(part):
	def write(path):
		book = odd.Book([("S", head(ROW))], strings="<si><t>%s</t></si>" % ("&d;" if "Strings" in part else "x"), styles="")
		text = book.parts()[part]
		book.changed[part] = text.replace(odd.HEAD, odd.HEAD + LAUGHS)
		book.save(path)
	return write


BOMBS = {
	"ratio": (ratio, "part xl/worksheets/sheet1.xml would unpack to 64 MiB"),
	"ratio of many": (ratio_of_many, "would unpack to"),
	"lying size": (lying_size, "the file is damaged"),
	"many parts": (many_parts, "more than 4096 parts"),
	"claimed parts": (claimed_parts, "more than 4096 parts"),
	"quoted overlap": (quoted_overlap, "its parts overlap"),
	"same bytes": (same_bytes, "its parts overlap"),
	"deep": (deep, "more than 100 elements within each other"),
	"many strings": (many_strings, "more than 4194304 different texts"),
	"long strings": (long_strings, "more than 128 MiB of different texts"),
	"long relations": (long_relations, "part _rels/.rels: more than 16 MiB"),
	"far row": (far_row, "claims to have a row 1000000000"),
	"far column": (far_column, "the sheet is damaged here"),
	"giant cell": (giant_cell, "more than 128 KiB of text in one cell"),
	"giant row": (giant_row, "more than 1024 KiB of text in one row"),
	"giant tag": (giant_tag, "a tag of more than 1024 KiB"),
	"many columns": (many_columns, "claims to have a row 1000000000"),
	"entities in a sheet": (laughing("xl/worksheets/sheet1.xml"), "has a DOCTYPE"),
	"entities in strings": (laughing("xl/sharedStrings.xml"), "has a DOCTYPE"),
	"entities in styles": (laughing("xl/styles.xml"), "has a DOCTYPE"),
	"entities in the workbook": (laughing("xl/workbook.xml"), "has a DOCTYPE"),
	"entities in relations": (laughing("_rels/.rels"), "has a DOCTYPE"),
}

if __name__ == "__main__":
	BOMBS[sys.argv[1]][0](pathlib.Path(sys.argv[2]))
