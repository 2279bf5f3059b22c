"""The records of a register, as this file alone understands them: read from CSV, typed, and judged by the declaration.

A record is rejected when it cannot be dated, placed, told apart or added; every other fault leaves a null, and the record counts.
What is left stands in a table `records_AREA_REGISTER`: id and one column a field (numbers in units of the scale, days as ISO text,
codes by name, regions by code).
"""

import csv
import datetime
import io
import re

from condition import column, to_sql
from parameters import Reading
from workspace import decode, period_days, split

NULLS = {"", "-", "—", "…"}
SKIPPED = "合计 | 小计 | 总计 | 填表"
WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
WIDE[0x3000] = 0x20
BAD = object()
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}
DATES = [
	r"(\d{4})-(\d{1,2})-(\d{1,2})", r"(\d{4})/(\d{1,2})/(\d{1,2})", r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
	r"(\d{4})年(\d{1,2})月(\d{1,2})日", r"(\d{4})(\d\d)(\d\d)",
	r"(\d{4})-(\d{1,2})", r"(\d{4})/(\d{1,2})", r"(\d{4})年(\d{1,2})月", r"(\d{4})(\d\d)", r"(\d{4})年?",
]
PRECISIONS = {"day": 3, "month": 2, "year": 1}


def to_number(text, scale):
	found = re.fullmatch(r"([+-]?)(\d*|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?", text)
	if not found or not (found[2] or found[3]):
		return BAD
	whole, behind = found[2].replace(",", ""), found[3] or ""
	if behind[scale:].strip("0"):
		return BAD
	units = int((whole or "0") + behind[:scale].ljust(scale, "0"))
	units = -units if found[1] == "-" else units
	return units if -(2**63) <= units < 2**63 else BAD


def to_day(text, precision):
	if re.fullmatch(r"\d{5}", text):
		return (datetime.date(1899, 12, 30) + datetime.timedelta(int(text))).isoformat() if int(text) > 60 else BAD
	for form in DATES:
		found = re.fullmatch(form, text)
		if not found:
			continue
		parts = [int(part) for part in found.groups()]
		if len(parts) < PRECISIONS[precision]:
			return BAD
		try:
			return datetime.date(*(parts + [1, 1])[:3]).isoformat()
		except ValueError:
			return BAD
	return BAD


def to_period(text):
	try:
		return "%s %s" % period_days(text)
	except ValueError:
		return BAD


def scientific(text):
	return re.fullmatch(r"[+-]?\d+(\.\d+)?[Ee][+-]?\d+", text) is not None


class Typing:
	def __init__(self, workspace, area, register):
		self.regions = workspace.regions
		self.fields = area.fields[register]
		said = area.registers[register]
		self.nulls = NULLS | set(split(workspace.options.get("nulls"), "|")) | set(split(said.get("nulls"), "|"))

	def value(self, about, text, needed):
		"""The value, None for a null, BAD for a fault. A text that a spreadsheet spoiled is told, and counts where no record hangs on it."""
		kind = about["type"]
		if not text or (kind in ("integer", "decimal", "date", "period") and text in self.nulls):
			return None if about["optional"] else BAD
		if kind == "text":
			return BAD if needed and scientific(text) else text
		if about["list"]:
			return self.codes(about, text)
		if kind == "code":
			return about["spellings"].get(text, BAD)
		if kind == "region":
			return self.regions.named(text) or BAD
		plain = text.translate(WIDE).strip()
		if kind == "date":
			return to_day(plain, about["precision"])
		return to_period(plain) if kind == "period" else to_number(plain, about["scale"])

	@staticmethod
	def codes(about, text):
		"""Each code once, in the order of the declaration, as ;a;b; and what is no code left out."""
		for mark in about["list"][1:]:
			text = text.replace(mark, about["list"][0])
		said = {about["spellings"].get(part.strip()) for part in text.split(about["list"][0])}
		found = [code for code in about["codes"] if code in said]
		return ";%s;" % ";".join(found) if found else BAD


def needed_fields(area, register):
	"""Fields by which a record is dated, placed, told apart or added."""
	needed = {area.register_date(register)}
	needed |= {field for field, about in area.fields[register].items() if about["key"]}
	for name in area.indicators:
		indicator = area.settled(name)
		if indicator.get("from") != register:
			continue
		needed |= {indicator.get(word) for word in ("when", "until", "ended", "region")}
		if indicator["measure"] != "distinct":
			needed |= {indicator.get("of"), indicator.get("over")}
	return needed - {None}


def head_columns(area, register, headings):
	aliases = area.registers[register]
	places = {}
	for field, about in area.fields[register].items():
		names = [field] + about["headings"] + split(aliases.get("alias." + field), "|")
		found = [place for place, heading in enumerate(headings) if heading.strip() in names]
		places[field] = found[0] if found else None
	return places


def source_files(area, register):
	found = set()
	for pattern in split(area.registers[register].get("files"), "|"):
		found |= {path.resolve() for path in area.folder.parent.glob("areas/" + pattern)} if "*" in pattern else {
			(area.folder / pattern).resolve()}
	return sorted(found)


def read_file(path, said):
	encoding = said.get("encoding")
	raw = path.read_bytes()
	text = raw.decode(encoding).lstrip("\ufeff") if encoding else decode(raw)
	delimiter = said.get("delimiter", "comma")
	reader = csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITERS.get(delimiter, delimiter))
	headings = None
	while reader.line_num < int(said.get("header", 1)):
		headings = next(reader)
	return headings, [row for row in reader if row]


class Register:
	def __init__(self, database, workspace, area, name):
		self.database, self.workspace, self.area, self.name = database, workspace, area, name
		self.said, self.fields = area.registers[name], area.fields[name]
		self.table = "records_%s_%s" % (area.name, name)
		self.typing = Typing(workspace, area, name)
		self.needed = needed_fields(area, name)
		self.scope = self.said.get("scope") or workspace.home
		self.read = self.rejected = 0
		self.own_keys = [field for field, about in self.fields.items() if about["key"]]
		self.listed = area.listed(name)
		self.keys = self.own_keys + [self.listed] if self.own_keys and self.listed and self.listed not in self.own_keys else self.own_keys
		self.void = set()  # keys of records that were rejected
		self.load()
		self.reject_by_rules()
		self.reject_by_keys()
		self.settle_covers()

	# --- from files ---

	def load(self):
		columns = "".join(", %s %s" % (column(f), "INTEGER" if about["type"] in ("integer", "decimal") else "TEXT")
			for f, about in self.fields.items())
		self.database.execute("CREATE TABLE %s(id INTEGER PRIMARY KEY%s)" % (self.table, columns))
		for path in source_files(self.area, self.name):
			self.load_file(path)

	def load_file(self, path):
		headings, rows = read_file(path, self.said)
		places = head_columns(self.area, self.name, headings)
		skips = split(self.said.get("skip") or SKIPPED, "|")
		carried = {}
		for row in rows:
			if any(row[0].strip().startswith(skip) for skip in skips):
				continue
			self.read += 1
			if len(row) != len(headings):
				self.rejected += 1
				carried.clear()  # what the damaged row said is not known
				continue
			cells = {f: "" if place is None else row[place].strip() for f, place in places.items()}
			for f in split(self.said.get("fill_down"), ","):
				cells[f] = carried[f] = cells[f] or carried.get(f, "")
			self.keep({f: self.typing.value(self.fields[f], cells[f], f in self.needed) for f in cells})

	def keep(self, values):
		self.check_regions(values)
		if any(values[field] is BAD for field in self.needed):
			self.rejected += 1
			key = tuple(values[field] for field in self.keys)
			if None not in key and BAD not in key:
				self.void.add(key)
			return
		values = [None if value is BAD else value for value in values.values()]
		self.database.execute("INSERT INTO %s VALUES(NULL%s)" % (self.table, ", ?" * len(values)), values)

	def check_regions(self, values):
		"""A region must lie in the scope and be valid on the date of the record."""
		dated = self.area.register_date(self.name)
		day = values.get(dated) if dated else None
		for field, about in self.fields.items():
			code = values[field]
			if about["type"] != "region" or code in (None, BAD):
				continue
			valid = self.workspace.regions.within(code, self.scope)
			if valid and day not in (None, BAD):
				valid = self.workspace.regions.exists(code, datetime.date.fromisoformat(day[-10:]))
			if not valid:
				values[field] = BAD

	# --- by what is known of all of them ---

	def drop(self, where):
		if self.keys:
			keys = self.database.execute("SELECT %s FROM %s WHERE %s" % (", ".join(map(column, self.keys)), self.table, where))
			self.void.update(key for key in keys.fetchall() if None not in key)
		self.rejected += self.database.execute("DELETE FROM %s WHERE %s" % (self.table, where)).rowcount

	def reject_by_rules(self):
		for name, rule in self.area.rules.items():
			severity = self.area.options.get("severity." + name) or rule.get("severity", "warning")
			if rule["register"] == self.name and severity == "error":
				self.drop("NOT " + to_sql(rule["where"], self.fields, self.workspace.regions, self.reading()))
		if self.area.options.get("severity.dates") == "error":
			for name in self.area.indicators:
				indicator = self.area.settled(name)
				if indicator.get("from") == self.name and indicator["time"] == "stock":
					for end in filter(None, (indicator.get("until"), indicator.get("ended"))):
						self.drop("%s < %s" % (column(end), column(indicator["when"])))

	def reject_by_keys(self):
		"""The same record twice counts once; the same key with other fields counts nowhere, nor with a record that was rejected."""
		keys = [column(field) for field in self.keys]
		if not keys:
			return
		for void in sorted(self.void, key=str):
			self.rejected += self.database.execute("DELETE FROM %s WHERE %s" % (self.table, " AND ".join(key + " = ?" for key in keys)),
				void).rowcount
		keyed = "FROM %s WHERE %s" % (self.table, " AND ".join(key + " IS NOT NULL" for key in keys))
		key, every = ", ".join(keys), ", ".join(map(column, self.fields))
		clashing = "SELECT %s FROM (SELECT DISTINCT %s %s) GROUP BY %s HAVING count(*) > 1" % (key, every, keyed, key)
		self.drop("(%s) IN (%s)" % (key, clashing))
		first = "SELECT min(id) %s GROUP BY %s" % (keyed, key)
		self.database.execute("DELETE FROM %s WHERE id IN (SELECT id %s) AND id NOT IN (%s)" % (self.table, keyed, first))

	def reading(self, region=None):
		"""How a condition on its records reads parameters: by the first region field unless an indicator names another."""
		region = region or self.area.region_field({"from": self.name})
		return Reading(self.area.name, self.area.register_date(self.name), region, self.scope)

	def list_days(self):
		"""Days of the lists: of a period its last."""
		if not self.listed:
			return set()
		rows = self.database.execute("SELECT DISTINCT substr(%s, -10) FROM %s" % (column(self.listed), self.table))
		return {datetime.date.fromisoformat(day) for day, in rows if day}

	def settle_covers(self):
		"""First and last day for which the register is complete; None where it has no date."""
		self.first_day, self.last_day, self.lists = None, None, self.list_days()
		said, date = self.said.get("covers"), self.area.register_date(self.name)
		if said:
			first, dots, last = said.partition("..")
			self.first_day = period_days(first.strip())[0] if first.strip() else datetime.date.min
			self.last_day = period_days(last.strip())[1] if last.strip() else self.workspace.through if dots else period_days(said)[1]
		elif date and self.fields[date]["type"] == "date":
			first = self.database.execute("SELECT min(%s) FROM %s" % (column(date), self.table)).fetchone()[0]
			if first:
				self.first_day, self.last_day = datetime.date(int(first[:4]), 1, 1), self.workspace.through
		if self.lists and not said:
			day = datetime.date(min(self.lists).year, 1, 1)
			self.first_day, self.last_day = min(day, self.first_day or day), self.workspace.through
		if self.last_day:
			self.last_day = min(self.last_day, self.workspace.through)
