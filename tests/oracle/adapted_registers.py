"""One register, written plainly and as others might write it: with the INI that says how, both give the same figures.

	python3 adapted_registers.py TALLY [--rounds N] [--seed S] [--round K] [--keep FOLDER]

Every round draws records and a manner of writing: encoding, delimiter, lines above the headings, decimal commas and groups, units of
columns and cells, parts of cells, maps, names of files, rows between totals, merged cells. The declaration is the same for both.
"""

import argparse
import collections
import datetime
import decimal
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

TALLY_INI = "[workspace]\ntitle = 样例局\nhome = 410900\nperiods = year, quarter\nthrough = 2018\nlang = en\nstore = office.db\n"
REGIONS = """\
code,name,level,parent,kind,alias
410000,样例省,province,,unit,
410900,样例市,prefecture,410000,unit,
410902,东城区,county,410900,unit,
410922,西关县,county,410900,unit,
410926,西关区,county,410900,unit,老西关
410971,样例经济开发区,county,410900,zone,经开区
"""
DECLARED = """\
[area]
title = 贷款

[register loans]
title = 贷款台账

[field loans.no]
title = 合同编号
type = text
key = yes

[field loans.day]
title = 放款日期
type = date

[field loans.level]
title = 级别
type = code
codes = national:国家级 | provincial:省级 | municipal:市级

[field loans.amount]
title = 金额
type = decimal
scale = 2
unit = 万元

[field loans.heads]
title = 人数
type = integer
unit = 人
optional = yes

[field loans.bank]
title = 银行
type = text
optional = yes

[field loans.county]
title = 县区
type = region

[field loans.note]
title = 备注
type = text
optional = yes

[indicator loans]
title = 贷款
unit = 项
from = loans
time = flow
by = level

[indicator amount]
title = 金额
unit = 万元
from = loans
measure = sum
of = amount
time = flow
by = level

[indicator heads]
title = 人数
unit = 人
from = loans
measure = sum
of = heads
time = flow

[indicator banks]
title = 银行
unit = 家
from = loans
measure = distinct
of = bank
time = flow
"""
FIELDS = ["no", "day", "level", "amount", "heads", "bank", "county", "note"]
TITLES = dict(zip(FIELDS, ["合同编号", "放款日期", "级别", "金额", "人数", "银行", "县区", "备注"]))
LEVELS = {"national": "国家级", "provincial": "省级", "municipal": "市级"}
NAMES = {"410900": "样例市", "410902": "东城区", "410922": "西关县", "410926": "西关区", "410971": "样例经济开发区"}
SPELLINGS = {
	"410900": ["样例省样例市", "样 例 市", "４１０９００"], "410902": ["样例市东城区", "东城", "东　城　区", "样例东城区"],
	"410922": ["样例省 样例市 西关县", "西关 县"], "410926": ["老西关", "样例市老西关"], "410971": ["经开区", "样例市经开区", "经济开发区"],
}


def plain_number(units, scale=2):
	return str(decimal.Decimal(units).scaleb(-scale)) if scale else str(units)


class Records:
	"""Records with values as they are meant; a few that no reading makes good."""

	def __init__(self, draw):
		days = [datetime.date(2017, 1, 1) + datetime.timedelta(days=draw.randrange(730)) for _ in range(draw.choice([1, 3, 40]))]
		self.rows = [{
			"no": "HT-%04d" % n, "day": draw.choice(days), "level": draw.choice(sorted(LEVELS)),
			"amount": draw.choice([draw.randrange(100), draw.randrange(10 ** 6), draw.randrange(10 ** 9), -draw.randrange(10 ** 5)]),
			"heads": draw.choice([None, draw.randrange(10), draw.randrange(10 ** 7)]), "bank": draw.choice(["甲银行", "乙行", "Bank, C", ""]),
			"county": draw.choice(sorted(NAMES)), "note": "", "bad": draw.random() < 0.03,
		} for n in range(draw.choice([1, 20, 300, 1500]))]


class Plain:
	"""The register as its declaration wants it."""

	ini = "files = ../loans.csv\n"

	def write(self, folder, rows):
		lines = [",".join(TITLES[field] for field in FIELDS)]
		for row in rows:
			cells = [row["no"], row["day"].isoformat(), row["level"], "x1" if row["bad"] else plain_number(row["amount"]),
				"" if row["heads"] is None else str(row["heads"]), row["bank"], row["county"], row["note"]]
			lines.append(",".join('"%s"' % cell if "," in cell else cell for cell in cells))
		(folder / "loans.csv").write_text("\n".join(lines) + "\n", "utf-8")


class Other:
	"""The same register in a manner of its own."""

	def __init__(self, draw):
		self.draw = draw
		self.encoding = draw.choice(["utf-8", "gb18030", "gbk", "utf-16le", "utf-8-sig"])
		self.delimiter = draw.choice(["comma", "semicolon", "tab", "pipe"])
		self.comma = draw.random() < 0.5
		self.grouping = draw.choice([None, "blank", "apostrophe", "point" if self.comma else "comma"])
		self.unit = draw.choice([None, "元", "百元", "亿元", "千元"])
		self.cell_units = draw.random() < 0.4
		self.level = draw.choice(["plain", "map", "file", "extract"])
		self.by_file = draw.random() < 0.3
		self.county = draw.choice(["code", "names", "map"])
		self.above = draw.choice([0, 0, 2])
		self.totals = draw.choice([None, "below", "above"])
		self.filter = draw.choice([None, "skip", "only"])
		self.merged = draw.random() < 0.3
		self.nothing = draw.choice(["", "-", "N/A"])

	@property
	def ini(self):
		said = ["files = ../lists/*.csv", "delimiter = " + self.delimiter]
		said += ["encoding = " + self.encoding.replace("-sig", "")] if self.encoding != "utf-8-sig" else []
		said += ["decimal = comma"] if self.comma else []
		said += ["grouping = " + self.grouping] if self.grouping else []
		said += ["unit.amount = " + self.unit] if self.unit else []
		said += {"plain": [], "map": ["map.level = A > national | B 类 > 省级 | c > municipal"], "file": ["map.level = @../levels.csv"],
			"extract": ["column.no = 合同", "column.level = 合同", "extract.no = ^(HT-[0-9]*)", "extract.level = （(.*)）$"]}[self.level]
		said += ["filename.day = ^list-([0-9]*)"] if self.by_file else []
		said += ["map.county = 本级 > 410900 | 一区 > 410902 | 二县 > 410922 | 二区 > 410926 | 三区 > 410971"] if self.county == "map" else []
		said += ["header = %d" % (self.above + 1)] if self.above else []
		said += ["skip = 合计", "skip.amount = (empty)"] if self.totals == "above" else []
		said += {None: [], "skip": ["skip.note = 作 废 | 重复"], "only": ["only.note = (empty) | 有效"]}[self.filter]
		said += ["fill_down = county, bank"] if self.merged else []
		said += ["nulls = N/A"] if self.nothing == "N/A" else []
		return "\n".join(said) + "\n"

	# --- cells ---

	def number(self, value, grouped=True):
		"""A decimal in the register's notation."""
		text = format(value, "f")
		sign, text = ("-", text[1:]) if text.startswith("-") else ("", text)
		whole, _, fraction = text.partition(".")
		if self.grouping and grouped and self.draw.random() < 0.8:
			marks = {"blank": ["\u00a0", " ", "\u202f"] if self.encoding.startswith("utf") else [" "], "apostrophe": ["'"], "point": ["."], "comma": [","]}
			mark = self.draw.choice(marks[self.grouping])
			first = len(whole) % 3
			whole = mark.join(([whole[:first]] if first else []) + [whole[i:i + 3] for i in range(first, len(whole), 3)])
		return sign + whole + (("," if self.comma else ".") + fraction if fraction else "")

	def amount(self, units):
		"""Hundredths of 万元 in the unit of the column, or with a unit of its own."""
		powers = {"元": 0, "百元": 2, "千元": 3, "万元": 4, "亿元": 8, "万": 4, "亿": 8, " 元": 0}
		own = self.cell_units and self.draw.random() < 0.5
		unit = self.draw.choice(sorted(powers)) if own else self.unit or "万元"
		value = decimal.Decimal(units).scaleb(2 - powers[unit])
		value = value.quantize(decimal.Decimal(1)) if value == value.to_integral_value() and self.draw.random() < 0.8 else value
		if value == value.to_integral_value():
			value = value.quantize(decimal.Decimal(1)) if self.draw.random() < 0.5 else value.quantize(decimal.Decimal("1.0"))
		return self.number(value) + (unit if own else "")

	def heads(self, count):
		if count is None:
			return self.nothing
		text = self.number(decimal.Decimal(count))
		if self.draw.random() < 0.3:
			text = self.number(decimal.Decimal(count).quantize(decimal.Decimal("1.0")))
		return text + (self.draw.choice(["人", " 人"]) if self.cell_units and self.draw.random() < 0.5 else "")

	def place(self, code):
		if self.county == "map":
			return {"410900": "本 级", "410902": "一区", "410922": "二县", "410926": "二区", "410971": "三区"}[code]
		return code if self.county == "code" else self.draw.choice(SPELLINGS[code] + [NAMES[code]])

	def cells(self, row):
		level = LEVELS[row["level"]]
		if self.level in ("map", "file"):
			level = {"national": "a", "provincial": "Ｂ类", "municipal": "C"}[row["level"]]
		cells = {
			"no": row["no"], "day": self.draw.choice(["%d-%02d-%02d", "%d/%d/%d", "%d年%d月%d日", "%d%02d%02d"]) % row["day"].timetuple()[:3],
			"level": level, "amount": "x1" if row["bad"] else self.amount(row["amount"]), "heads": self.heads(row["heads"]),
			"bank": row["bank"], "county": self.place(row["county"]), "note": self.draw.choice(["", "有效"]) if self.filter == "only" else "",
		}
		if self.level == "extract":
			cells["no"] = "%s（%s）" % (row["no"], cells.pop("level"))
		if self.by_file:
			del cells["day"]
		return cells

	# --- files ---

	def total(self, cells, text):
		return dict.fromkeys(cells, "") | {"no": text}

	def lines(self, rows):
		"""Rows of cells with what stands between them."""
		out, last = [], {}
		for row in rows:
			cells = self.cells(row)
			if self.totals == "above" and self.draw.random() < 0.1:
				out.append(self.total(cells, "企业%d" % len(out)))
			if self.filter and self.draw.random() < 0.1:
				out.append(cells | {"no": "HT-0000" if self.level != "extract" else "HT-0000（市级）",
					"note": self.draw.choice(["作废", "重复"])})
			if self.merged:
				same = {field for field in ("county", "bank") if last.get(field) == row[field] and row[field]}
				cells |= dict.fromkeys(same, "")
				last = row
			out.append(cells)
		if self.totals and rows:
			out.append(self.total(cells, "合计") | {"bank": "", "amount": self.number(decimal.Decimal(
				sum(row["amount"] for row in rows if not row["bad"])).scaleb(self.shift()))})
		return out

	def shift(self):
		return 2 - {None: 4, "元": 0, "百元": 2, "千元": 3, "亿元": 8}[self.unit]

	def quoted(self, cell):
		return '"%s"' % cell if any(c in cell for c in ",;|\t") else cell

	def write(self, folder, rows):
		(folder / "lists").mkdir()
		(folder / "levels.csv").write_text("from,to\nA,national\nb类,省级\nc,municipal\n", "utf-8")
		byte = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}[self.delimiter]
		files = collections.defaultdict(list)
		for row in rows:
			files[row["day"].strftime("list-%Y%m%d.csv") if self.by_file else "list.csv"].append(row)
		for name, some in files.items():
			if self.merged:  # an empty bank would take the one above
				some = sorted((row for row in some), key=lambda row: (not row["bank"] == "", row["county"], row["bank"]))
			lines = self.lines(some)
			fields = list(lines[0])
			self.draw.shuffle(fields)
			fields.sort(key=lambda field: field != "no")  # totals are told by the first cell
			titles = TITLES | ({"no": "合同"} if self.level == "extract" else {})
			text = "样例台账\n" * self.above + byte.join(titles[field] for field in fields) + "\n"
			text += "".join(byte.join(self.quoted(cells[field]) for field in fields) + "\n" for cells in lines)
			(folder / "lists" / name).write_bytes(text.replace("\n", self.draw.choice(["\n", "\r\n"])).encode(self.encoding))


class Round:
	def __init__(self, tally, seed, number):
		self.tally, self.draw = tally, random.Random("%s.%d" % (seed, number))
		self.rows = Records(self.draw).rows

	def stored(self, folder, manner):
		"""The figures and the account of the register written in one manner; what went wrong otherwise."""
		(folder / "areas").mkdir(parents=True)
		(folder / "tally.ini").write_text(TALLY_INI, "utf-8")
		(folder / "regions.csv").write_text(REGIONS, "utf-8")
		(folder / "declared.ini").write_text(DECLARED, "utf-8")
		(folder / "areas" / "loans.ini").write_text("[area]\ndefine = ../declared.ini\n\n[register loans]\n" + manner.ini, "utf-8")
		manner.write(folder, self.rows)
		done = subprocess.run([self.tally, "-C", folder, "run", "--issues", folder / "issues.csv"], capture_output=True, timeout=120, check=False)
		if done.returncode not in (0, 1) or b" failed: " in done.stderr:
			raise AssertionError("tally run: status %d: %s" % (done.returncode, done.stderr.decode("utf-8", "replace")))
		with sqlite3.connect("file:%s?mode=ro" % (folder / "office.db"), uri=True) as store:
			figures = store.execute("SELECT indicator, region, period, breakdown, value_exact FROM observation ORDER BY 1, 2, 3, 4").fetchall()
			account = store.execute("SELECT sum(read), sum(accepted), sum(rejected) FROM source").fetchone()
			totals = store.execute("SELECT line, value, message FROM issue WHERE rule = 'total'").fetchall()
		store.close()
		return figures, account, totals

	def fault(self, folder):
		plain, other = Plain(), Other(self.draw)
		if other.merged:  # nothing is filled into a cell that is meant to be empty
			for row in self.rows:
				row["bank"] = row["bank"] or "丙行"
		try:
			one, two = self.stored(folder / "plain", plain), self.stored(folder / "other", other)
		except AssertionError as told:
			return str(told)
		if len(one[0]) == 0 and any(not row["bad"] for row in self.rows):
			return "no figures"
		if one[2] or two[2]:
			return "totals that do not agree: %s" % (one[2] + two[2])
		if one[1] != two[1]:
			return "read, accepted, rejected: %s plainly, %s otherwise" % (one[1], two[1])
		return "" if one[0] == two[0] else "figures: %s" % (sorted(set(one[0]) ^ set(two[0]))[:6],)


def main():
	parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
	parser.add_argument("tally", type=lambda name: pathlib.Path(name).resolve())
	parser.add_argument("--rounds", type=int, default=60)
	parser.add_argument("--seed", default="1")
	parser.add_argument("--round", type=int, help="this one only")
	parser.add_argument("--keep", type=pathlib.Path, help="a folder where all workspaces stay")
	asked = parser.parse_args()
	numbers = range(asked.rounds) if asked.round is None else [asked.round]
	failed = 0
	for number in numbers:
		folder = pathlib.Path(tempfile.mkdtemp(prefix="tally-adapted-%d-" % number, dir=asked.keep))
		fault = Round(asked.tally, asked.seed, number).fault(folder)
		if fault:
			failed += 1
			print("round %d of seed %s in %s: %s" % (number, asked.seed, folder, fault))
		elif not asked.keep:
			shutil.rmtree(folder)
	print("%d rounds of seed %s, %d failed" % (len(numbers), asked.seed, failed))
	sys.exit(failed > 0)


if __name__ == "__main__":
	main()
