"""What a workspace declares, read from its INI files and its table of regions by this file alone.

Part of the second oracle (oracle.py): nothing here uses the program, its headers or its tables of words.
"""

import csv
import datetime
import functools
import io
import pathlib
import re

OPEN = datetime.date.max
NEVER = datetime.date.min
GRAINS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def decode(raw):
	try:
		return raw.decode("utf-8-sig")
	except UnicodeDecodeError:
		return raw.decode("gb18030")


def split(text, mark):
	return [part.strip() for part in (text or "").split(mark) if part.strip()]


def read_ini(path):
	"""A list of (section, subject, line by line key and value), in the order of the file."""
	sections = []
	for line in decode(path.read_bytes()).splitlines():
		line = line.strip()
		if not line or line[0] in ";#":
			continue
		if line[0] == "[":
			name, _, subject = line[1 : line.index("]")].partition(" ")
			sections.append((name, subject.strip(), {}))
		else:
			key, _, value = line.partition("=")
			sections[-1][2][key.strip()] = value.strip()
	return sections


def read_table(path):
	return list(csv.DictReader(io.StringIO(decode(path.read_bytes()), newline="")))


# --- periods: text, first and last day ---


def month_end(year, month):
	return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(1)


def period_text(first_month, months):
	year, month = divmod(first_month, 12)
	return {
		12: "%d" % year,
		6: "%dH%d" % (year, month // 6 + 1),
		3: "%dQ%d" % (year, month // 3 + 1),
		1: "%d-%02d" % (year, month + 1),
	}.get(months) or "%d-01..%d-%02d" % (year, year, months)


@functools.lru_cache(None)
def period_days(text):
	"""First and last day of 2018, 2018H1, 2018Q3, 2018-10 or 2018-01..2018-10."""
	if ".." in text:
		first, last = text.split("..")
		return period_days(first)[0], period_days(last)[1]
	found = re.fullmatch(r"(\d{4})(?:([HQ])(\d)|-(\d\d))?", text)
	if not found:
		raise ValueError("no period: %r" % text)
	year, letter, part, month = found.groups()
	months = 1 if month else {"H": 6, "Q": 3, None: 12}[letter]
	first = int(month or 1) - 1 if month else (int(part or 1) - 1) * months
	return datetime.date(int(year), first + 1, 1), month_end(int(year), first + months)


def periods(grain, first_day, last_day):
	"""(number, text, first day, last day) of the grain's periods that touch the days."""
	if grain == "to date":
		for year in range(first_day.year, last_day.year + 1):
			for month in range(2, 12):
				yield year * 12 + month, period_text(year * 12, month), datetime.date(year, 1, 1), month_end(year, month)
		return
	months = GRAINS[grain]
	number = (first_day.year * 12 + first_day.month - 1) // months
	while True:
		at = number * months
		first = datetime.date(at // 12, at % 12 + 1, 1)
		if first > last_day:
			return
		yield number, period_text(at, months), first, month_end(at // 12, at % 12 + months)
		number += 1


# --- regions ---


class Regions:
	"""The tree of regions, with a `rest` below every region that has children."""

	def __init__(self, rows):
		self.rows = {}
		for row in rows:
			self.rows[row["code"]] = {
				"name": row.get("name") or "",
				"alias": split(row.get("alias"), "|"),
				"parent": row.get("parent") or None,
				"kind": row.get("kind") or "unit",
				"first": datetime.date.fromisoformat(row["first_day"]) if row.get("first_day") else NEVER,
				"last": datetime.date.fromisoformat(row["last_day"]) if row.get("last_day") else OPEN,
				"successor": row.get("successor") or None,
			}
		self.declared = list(self.rows)
		for code in sorted({row["parent"] for row in self.rows.values() if row["parent"]}):
			above = self.rows[code]
			self.rows[code + ".rest"] = {
				"name": None, "alias": [], "parent": code, "kind": "rest", "first": above["first"], "last": above["last"],
				"successor": None,
			}

	def named(self, text):
		if text in self.rows:
			return text
		found = [code for code in self.declared if text == self.rows[code]["name"] or text in self.rows[code]["alias"]]
		return found[0] if len(found) == 1 else None

	def children(self, code):
		return [c for c, row in self.rows.items() if row["parent"] == code]

	def exists(self, code, day):
		return self.rows[code]["first"] <= day <= self.rows[code]["last"]

	def chain(self, code):
		"""The region and all above it."""
		while code:
			yield code
			code = self.rows[code]["parent"]

	def within(self, code, above):
		return above in self.chain(code)

	def subtree(self, above):
		return [code for code in self.rows if self.within(code, above)]

	def counted(self, code, day, scope):
		"""The regions whose value on that closing day includes a record that was coded to `code`."""
		while day > self.rows[code]["last"] and self.rows[code]["successor"]:
			code = self.rows[code]["successor"]
		if code + ".rest" in self.rows:
			code += ".rest"
		if not self.within(code, scope):
			return []
		found = []
		for at in self.chain(code):
			found.append(at)
			if at == scope or self.rows[at]["kind"] == "overlay":
				break
		return found


# --- registers and indicators ---


def read_field(entries):
	codes, groups, spellings = {}, {}, {}
	for part in split(entries.get("codes"), "|"):
		name, _, title = part.partition(":")
		codes[name.strip()] = title.strip()
	for name, title in codes.items():
		for spelling in [name, title, entries.get("code_en." + name)] + split(entries.get("code_alias." + name), "|"):
			if spelling:
				spellings.setdefault(spelling, name)
	for key, value in entries.items():
		if key.startswith("group."):
			members = value.partition(":")[2] if ":" in value else value
			groups[key[6:]] = [spellings[member] for member in split(members, "|")]
	return {
		"type": entries["type"], "scale": int(entries.get("scale", 0)), "precision": entries.get("precision", "day"),
		"optional": entries.get("optional") == "yes", "codes": codes, "groups": groups, "spellings": spellings,
		"headings": [entries.get("title"), entries.get("title_en")] + split(entries.get("alias"), "|"),
		"key": entries.get("key") == "yes", "unit": entries.get("unit") or "",
		"list": entries.get("list") or "",
	}


class Area:
	"""One work area as its INI file declares it."""

	def __init__(self, path):
		self.name = path.stem
		self.folder = path.parent
		self.registers, self.fields, self.indicators, self.rules, self.files, self.options = {}, {}, {}, {}, {}, {}
		self.parameters = {}
		for section, subject, entries in read_ini(path):
			if section == "area":
				self.options.update(entries)
			elif section == "field":
				register, _, field = subject.partition(".")
				self.fields.setdefault(register, {}).setdefault(field, {}).update(entries)
			elif section in ("register", "indicator", "rule", "parameter"):
				getattr(self, section + "s").setdefault(subject, {}).update(entries)
			else:
				self.files[section] = split(entries.get("files"), "|")
		self.fields = {r: {f: read_field(e) for f, e in fields.items()} for r, fields in self.fields.items()}
		for name, entries in self.registers.items():
			for key in split(entries.get("key"), ","):
				self.fields[name][key]["key"] = True

	@property
	def enabled(self):
		return self.options.get("enabled", "yes") == "yes"

	def register_date(self, register):
		declared = self.registers[register].get("date")
		required = [f for f, about in self.fields[register].items() if about["type"] == "date" and not about["optional"]]
		return declared or (required[0] if required else None)

	def listed(self, register):
		"""The field that dates the lists of a register that is read as such."""
		dates = {about["when"] for about in map(self.settled, self.indicators) if about.get("from") == register and about["time"] == "snapshot"}
		return dates.pop() if dates else None

	def region_field(self, indicator):
		fields = self.fields[indicator["from"]]
		return indicator.get("region") or next((f for f, about in fields.items() if about["type"] == "region"), None)

	def settled(self, name):
		"""The indicator with its defaults; a cumulative takes everything but its time from its flow."""
		indicator = dict(self.indicators[name])
		if indicator.get("time") == "cumulative":
			indicator = dict(self.settled(indicator["of"]), time="cumulative")
		if indicator.get("from", "given") == "given":
			return indicator
		indicator.setdefault("measure", "count")
		indicator.setdefault("when", self.register_date(indicator["from"]))
		indicator["region"] = self.region_field(indicator)
		return indicator

	def tables(self, kind):
		return [row for name in self.files.get(kind, []) for row in read_table(self.folder / name)]


class Workspace:
	def __init__(self, folder):
		self.folder = pathlib.Path(folder)
		self.options = {}
		for section, _, entries in read_ini(self.folder / "tally.ini"):
			if section == "workspace":
				self.options.update(entries)
		self.regions = Regions(read_table(self.folder / self.options.get("regions", "regions.csv")))
		self.home = self.options["home"]
		self.grains = split(self.options.get("periods", "year"), ",")
		self.through = period_days(self.options["through"])[1]
		self.store = self.folder / self.options.get("store", "tally.db")
		self.areas = [area for area in map(Area, sorted((self.folder / "areas").glob("*.ini"))) if area.enabled]

	def indicator_grains(self, indicator):
		named = split(indicator.get("periods"), ",")
		return [grain for grain in self.grains if not named or grain in named]
