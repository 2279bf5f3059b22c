"""Random records of a random register, in canonical form, and the files that say the same records in many spellings."""

import csv
import datetime
import io

from random_office import CODES, TITLES
from random_regions import CITY

EDGES = ["2012-02-29", "2016-02-29", "2015-12-31", "2016-01-01", "2016-12-31", "2017-01-01", "2017-06-30", "2017-12-31", "2018-03-31"]

LISTS = ["2016-12-31", "2017-12-31", "2018-12-31", "2017-06-30", "2018-06-30", "2017-09-30", "2018-11-15", "2018-10-31"]


def full_width(text):
	return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


class Rows:
	"""`rows`: dicts of field -> ("kind", value) or None; `short` rows have a cell too few or too many."""

	def __init__(self, register, entities):
		self.register, self.office, self.random = register, register.office, register.random
		self.entities = entities
		self.rows = [self.record(n) for n in range(self.random.choice([0, 4, 15, 30, 40, 60, 70]))]
		for row in self.random.sample(self.rows, len(self.rows) // 6):
			self.spoil(row)
		for row in self.random.sample(self.rows, len(self.rows) // 8):
			copy = dict(row)
			if self.office.chance(0.5):
				field = self.random.choice(list(self.register.fields))
				copy[field] = self.cell(field, self.register.fields[field], 0, copy["opened"])
			self.rows.append(copy)

	def day(self):
		if self.office.chance(0.25):
			return self.random.choice(EDGES)
		first = datetime.date(2012, 6, 1) if self.office.chance(0.15) else datetime.date(2015, 1, 1)
		return (first + datetime.timedelta(self.random.randint(0, 1600))).isoformat()

	def record(self, number):
		opened = ("date", self.day())
		if self.register.fields["opened"].get("precision") == "year" and self.office.chance(0.6):
			opened = ("raw", opened[1][:4])
		row = {}
		for name, entries in self.register.fields.items():
			if entries.get("optional") and self.office.chance(0.25):
				row[name] = None
			else:
				row[name] = opened if name == "opened" else self.cell(name, entries, number, opened)
		return row

	def cell(self, name, entries, number, opened):
		kind = entries["type"]
		if name == "no":
			return ("text", "R%d" % (number % 9 if "listed" in self.register.fields else number))
		if name == "listed":
			return ("date", LISTS[number // 9 % len(LISTS)] if self.office.chance(0.95) else self.day())
		if name == "batch":
			return ("number", number % 7, 0)
		if self.register.lists(name):
			codes = CODES[: self.register.code_count(name)]
			return ("codes", tuple(code for code in codes if self.office.chance(0.4)) or (codes[0],), self.register.fields[name]["list"])
		if kind == "code":
			return ("code", self.random.choice(CODES[: self.register.code_count(name)]))
		if kind == "date":
			if name == "approved" or self.office.chance(0.1):
				return ("date", self.day())
			start = datetime.date.fromisoformat(opened[1]) if opened and opened[0] == "date" else datetime.date(2016, 1, 1)
			return ("date", (start + datetime.timedelta(self.random.choice([0, 1, 30, 200, 365, 366, 730, 800, 1461, 3000]))).isoformat())
		if kind == "region":
			return ("region", self.place(opened[1] if opened and opened[0] == "date" else "2017-01-01"))
		if kind == "text":
			return ("text", self.random.choice(self.entities) if name == "firm" else self.random.choice(["说明", "a, b", 'say "so"', "两\n行"]))
		if kind == "period":
			return ("raw", self.random.choice(["2016", "2017Q1", "2017-05", "2018H1"]))
		scale = int(entries.get("scale") or 0)
		if name == "edge":
			return ("number", self.random.choice([-2**63, -2**63, 1 - 2**63, -1, 0, 2**53 + 1, 2**63 - 2, 2**63 - 1]), 0)
		if name == "group_id":
			return ("number", self.random.randint(1, 5), 0)
		return ("number", self.random.randint(-2000, 200000 if scale else 2000), scale)

	def place(self, day):
		"""Mostly a region in the scope that exists on the day; now and then another one."""
		scope = self.register.scope or CITY
		inside = [c for c in self.office.regions if self.office.within(c, scope)]
		valid = [c for c in inside if self.office.exists(c, day)]
		if self.office.chance(0.08) or not valid:
			return self.random.choice(list(self.office.regions))
		return scope if self.office.chance(0.08) and scope in valid else self.random.choice(valid)

	def spoil(self, row):
		name = self.random.choice(list(self.register.fields))
		kind = self.register.fields[name]["type"]
		bad = {
			"date": ["2018-02-30", "2017", "不详", "2018-13-01", "99"], "code": ["zeta", "甲类?"], "region": ["410999", "无此地"],
			"decimal": ["1.23456", "abc", "1,23", "1e5"], "integer": ["1.5", "十", "12a"], "period": ["2018Q5", "x"], "text": ["1.2E+15"],
		}[kind]
		if name == self.register.fill_down:
			return
		way = self.random.random()
		row[name] = None if way < 0.3 else ("raw", self.random.choice(bad))
		if way > 0.9:
			row["short"] = self.random.choice([-1, 1])


class Files:
	"""Writes rows as files; `random` chooses spellings, so that two writings say the same."""

	def __init__(self, register, random):
		self.register, self.random = register, random

	def spell(self, cell):
		choose = self.random.choice
		if cell is None:
			return ""
		kind, value = cell[:2]
		if kind == "date":
			year, month, day = (int(part) for part in value.split("-"))
			serial = (datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days
			return choose([value, value, "%d/%d/%d" % (year, month, day), "%d年%d月%d日" % (year, month, day), value.replace("-", ""),
				"%d.%d.%d" % (year, month, day), str(serial), full_width(value)])
		if kind == "number":
			units, scale = value, cell[2]
			whole = choose(["%d", "{:,}"])
			digits = whole % (abs(units) // 10**scale) if "%" in whole else whole.format(abs(units) // 10**scale)
			text = ("-" if units < 0 else "") + digits + (".%0*d" % (scale, abs(units) % 10**scale) if scale else "")
			return choose([text, text, full_width(text), text + ("0" if scale else "")])
		if kind == "codes":
			parts = [choose([code, TITLES[CODES.index(code)]]) for code in value]
			parts += [choose(parts)] * choose([0, 0, 1]) + [""] * choose([0, 0, 1])
			self.random.shuffle(parts)
			return choose([" ", ""]).join(part for pair in zip(parts, [choose(cell[2]) for _ in parts[1:]] + [""]) for part in pair)
		if kind == "code":
			return choose([value, TITLES[CODES.index(value)]])
		if kind == "region":
			return choose([value, value, "样区" + value])
		return value

	def null(self, name):
		kind = self.register.fields[name]["type"]
		return self.random.choice(["", "", "-", "—", "无"]) if kind in ("date", "integer", "decimal", "period") else ""

	def heading(self, name):
		return self.random.choice([name, self.register.fields[name]["title"]])

	def content(self, rows):
		fields = list(self.register.fields)
		self.random.shuffle(fields)
		if fields[0] == "remark":
			fields.reverse()
		lines = [["随机样例 synthetic"] for _ in range(self.register.header - 1)] + [[self.heading(name) for name in fields]]
		above = None
		for row in rows:
			cells = [self.null(name) if row[name] is None else self.spell(row[name]) for name in fields]
			if self.register.fill_down and "short" not in row:
				place = fields.index(self.register.fill_down)
				cells[place] = "" if row[self.register.fill_down] == above and self.random.random() < 0.7 else cells[place]
				above = row[self.register.fill_down]
			elif "short" in row:
				above = None  # a damaged row lends nothing to the next one
			if "short" in row:
				cells = cells[:-1] if row["short"] < 0 else cells + ["x"]
			lines.append(cells)
			if self.random.random() < 0.03:
				lines.append(["合计"] + [""] * (len(fields) - 1))
		return self.encode(lines)

	def encode(self, lines):
		delimiter = {"": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}[self.register.delimiter]
		out = io.StringIO()
		csv.writer(out, delimiter=delimiter, lineterminator=self.random.choice(["\n", "\r\n"])).writerows(lines)
		if self.register.encoding:
			return out.getvalue().encode("gb18030")
		return (b"\xef\xbb\xbf" if self.random.random() < 0.2 else b"") + out.getvalue().encode("utf-8")

	def write(self, folder, rows, pieces):
		"""In so many files; the patterns of the register name some of them twice."""
		area, name = self.register.area.name, self.register.name
		for piece in range(pieces):
			part = rows[piece * len(rows) // pieces : (piece + 1) * len(rows) // pieces]
			(folder / ("%s-%s-%d.csv" % (area, name, piece))).write_bytes(self.content(part))
		first = "../%s-%s-0.csv" % (area, name)
		self.register.files = first if pieces == 1 else "../%s-%s-*.csv | %s" % (area, name, first)
