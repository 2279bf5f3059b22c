"""Random offices: registers with their fields, indicators, conditions, formulas, as INI text. Everything is synthetic."""

from random_parameters import WAYS, Parameters, mention
from random_regions import CITY, Regions

CODES = ["alpha", "beta", "gamma", "delta", "epsilon"]
TITLES = ["甲类", "乙类", "丙类", "丁类", "戊类"]


class Office(Regions):
	def __init__(self, random):
		super().__init__(random)
		self.grains = [g for g in ("year", "half", "quarter", "month") if random.random() < 0.45] or ["year"]
		if "month" in self.grains and random.random() < 0.5:
			self.grains.remove("month")
			self.grains = self.grains or ["quarter"]
		self.through = random.choice(["2018", "2018", "2018", "2018Q3", "2018H1", "2018-10", "2017"])
		self.parameters = []  # (area, name, unit)
		self.areas = [Area(self, "area%d" % n) for n in range(1 if random.random() < 0.7 else 2)]

	def ini(self):
		return "[workspace]\ntitle = 随机样例 synthetic\nhome = %s\nperiods = %s\nthrough = %s\nstore = office.db\nnulls = 无\n" % (
			CITY, ", ".join(self.grains), self.through)


class Area:
	"""One area: its registers, indicators, rules, as INI text."""

	def __init__(self, office, name):
		self.office, self.random, self.name = office, office.random, name
		self.parameters = Parameters(office, name)
		self.registers = [Register(self, "list%d" % n) for n in range(self.random.choice([1, 1, 2, 3] if name == "area0" else [1]))]
		self.openings, self.given, self.adjusted, self.formulas = [], [], [], {}
		self.severities = {"dates": self.random.choice(["error", "warning", "off"])} if office.chance(0.2) else {}
		for register in self.registers:
			register.make_indicators()
			register.make_rules()
		if office.chance(0.3):
			self.make_formulas()

	def make_formulas(self):
		"""Over indicators that have all grains of the office, and a population that somebody gave."""
		operands = [name for register in self.registers for name, entries in register.indicators.items()
			if "periods" not in register.indicators.get(entries.get("of"), entries)
			and register.indicators.get(entries.get("of"), entries).get("of") != "edge"]
		plain = [name for name in operands if not self.entries(name).get("unit")]
		if not plain:
			return
		param = mention(self.office, self.name, "")
		for number in range(self.random.randint(1, 3)):
			shape = self.random.choice((["A - P", "A / P * 100", "A * P / 3", "(A + B) / P", "A / (P + 2.5)"] if param else []) + ["A / B * 100", "A + B", "A - last_year(A)", "(A - prev(A)) / B", "A * B / 7", "-A / (B + 1.5)", "A / 3 + B",
				"A / year_end(population) * 10000" if "year" in self.office.grains else "A - B"])
			sums = any(sign in shape for sign in (" + A", " - ", " + B)", "A + B", "3 + B"))
			formula = "".join(self.random.choice(plain if sums else operands) if c in "AB" else param if c == "P" else c for c in shape)
			self.formulas["f%d" % number] = {"decimals": 2, "formula": formula}
		self.formulas["population"] = {"from": "given", "time": "stock"}
		for code in [CITY] + self.random.sample(list(self.office.regions), 2):
			for year in self.random.sample(["2014", "2015", "2016", "2017", "2018"], 3):
				self.given.append(["g%d" % len(self.given), self.name + ".population", code, year, "", str(self.random.randint(1, 99999))])

	def entries(self, name):
		return next(register.indicators[name] for register in self.registers if name in register.indicators)

	def ini(self):
		lines = ["[area]", "title = 随机样例"]
		lines += ["severity.%s = %s" % pair for pair in self.severities.items()]
		lines += self.parameters.lines(section)
		for register in self.registers:
			lines += register.lines()
		for name, entries in self.formulas.items():
			lines += section("indicator " + name, dict(title="指标" + name, **entries))
		if self.given:
			lines += ["[given]", "files = ../%s-given.csv" % self.name]
		if self.adjusted:
			lines += ["[adjustments]", "files = ../%s-adjustments.csv" % self.name]
		if self.openings:
			lines += ["[opening]", "files = ../%s-opening.csv" % self.name]
		return "\n".join(lines) + "\n"


def section(name, entries):
	return ["", "[%s]" % name] + ["%s = %s" % (key, value) for key, value in entries.items() if value not in ("", None)]


class Register:
	def __init__(self, area, name):
		self.area, self.office, self.random, self.name = area, area.office, area.random, name
		chance = self.office.chance
		self.fields = {}
		if chance(0.85):
			self.field("no", "编号", "text", key="yes")
		if chance(0.2):
			self.field("batch", "批次", "integer", key="yes", optional="yes" if chance(0.3) else "")
		self.field("opened", "开始日期", "date", precision="month" if chance(0.1) else "year" if chance(0.2) and "year" in self.office.grains else "")
		if chance(0.45):
			self.field("listed", "名单日期", "date")
		for name_, title in (("closed", "结束日期"), ("last_day", "有效期止"), ("approved", "批准日期")):
			if chance(0.6):
				self.field(name_, title, "date", optional="yes")
		self.code_field("kind", "类别")
		if chance(0.6):
			self.code_field("level", "级别")
		self.field("firm", "单位", "text", optional="yes" if chance(0.5) else "")
		if chance(0.3):
			self.field("group_id", "集团号", "integer", optional="yes")
		if chance(0.7):
			self.field("amount", "金额", "decimal", scale=self.random.randint(0, 4) or "", unit=self.random.choice(["", "元", "万元"]),
				optional="yes" if chance(0.5) else "")
		if chance(0.4):
			self.field("staff", "人数", "integer", unit=self.random.choice(["", "人", "元"]), optional="yes" if chance(0.5) else "")
		if chance(0.4):
			self.field("edge", "极值", "integer", optional="yes" if chance(0.5) else "")
		if chance(0.25):
			self.field("term", "所属期", "period", optional="yes")
		if chance(0.92):
			self.field("county", "区划代码", "region", optional="yes" if chance(0.2) else "")
		if chance(0.4):
			self.field("place", "另一地区", "region", optional="yes")
		if chance(0.3):
			self.field("remark", "备注", "text", optional="yes")
		self.scope = self.random.choice([c for c in self.office.regions if c.startswith("4109") and "G" not in c]) if chance(0.15) else ""
		self.covers = self.random.choice(["", "", "", "2015..", "2016..", "2017..", "2016..2017", "2017", "2016Q3..", "2016-05..2018Q1"])
		self.header = self.random.choice([1, 1, 2, 3])
		self.delimiter = self.random.choice(["", "", "", "semicolon", "tab", "pipe"])
		self.encoding = self.random.choice(["", "", "GB18030"])
		kind = self.fields["kind"]
		self.fill_down = "kind" if chance(0.2) and not kind.get("optional") else ""
		self.indicators, self.rules = {}, {}

	def field(self, name, title, type_, **more):
		self.fields[name] = dict(title=title, type=type_, **more)

	def code_field(self, name, title):
		count = self.random.randint(2, 5)
		entries = {"codes": " | ".join("%s:%s" % pair for pair in zip(CODES[:count], TITLES))}
		if self.office.chance(0.3):
			entries["code_alias." + CODES[0]] = "甲 | A类"
		for n in range(self.random.choice([0, 0, 1, 2])):
			members = self.random.sample(CODES[:count], self.random.randint(1, count))
			if self.office.chance(0.1):
				members.append(members[0])
			entries["group.set%d" % n] = "合集%d: %s" % (n, " | ".join(members))
		if self.office.chance(0.3):
			entries["list"] = self.random.choice([";", ";、", "/"])
		self.field(name, title, "code", optional="yes" if self.office.chance(0.5) else "", **entries)

	def lists(self, name):
		return "list" in self.fields.get(name, {})

	def of_type(self, *types):
		return [name for name, entries in self.fields.items() if entries["type"] in types]

	def code_count(self, name):
		return self.fields[name]["codes"].count("|") + 1

	def groups(self, name):
		return [key[6:] for key in self.fields[name] if key.startswith("group.")]

	# --- indicators ---

	def make_indicators(self):
		for n in range(self.random.randint(2, 6)):
			name = "%s_i%d" % (self.name, n)
			flows = [other for other, entries in self.indicators.items()
				if entries["time"] == "flow" and entries["measure"] not in ("mean", "ratio", "share") and entries.get("when") != "term"]
			if flows and self.office.chance(0.2):
				self.indicators[name] = {"of": self.random.choice(flows), "time": "cumulative"}
			else:
				self.indicators[name] = self.counted()
			self.open(name)

	def counted(self):
		entries = {"from": self.name, "time": self.random.choice(["flow", "stock", "stock"] + ["snapshot"] * (6 if "listed" in self.fields else 0))}
		entries.update(self.measure())
		if self.office.chance(0.4):
			entries["when"] = self.random.choice(self.of_type("date"))
		if entries["time"] == "snapshot":
			entries["when"] = "listed"
		elif entries["time"] == "flow" and "term" in self.fields and self.office.chance(0.6):
			entries["when"] = "term"
		if entries["time"] == "stock":
			for word, name in (("until", "last_day"), ("ended", "closed")):
				if name in self.fields and self.office.chance(0.6):
					entries[word] = name
			if self.office.chance(0.4):
				entries["lasts"] = self.random.choice(["1y", "2y", "3y", "1m", "6m", "12m", "18m", "30d", "90d", "365d", "366d"])
		both, crossed = "level" in self.fields, not (self.lists("kind") and self.lists("level"))
		entries["by"] = self.random.choice(["", "", "kind"] + (["level", "level, kind"] if both else ["kind"])
			+ (["kind, kind*level", "level*kind"] if both and crossed else []))
		if self.office.chance(0.5):
			entries["where"] = self.condition(self.random.randint(0, 3))
		if self.office.chance(0.3) and len(self.of_type("region")) > 1:
			entries["region"] = "place"
		if self.office.chance(0.25):
			entries["periods"] = ", ".join(self.random.sample(["year", "half", "quarter", "month"], 2))
		if self.fields["opened"].get("precision") == "year" and entries.get("when", "opened") == "opened":
			entries["periods"] = "year"
			entries["lasts"] = self.random.choice(["", "1y", "3y", "12m"]) if entries["time"] == "stock" else ""
		return entries

	def measure(self):
		choose = self.random.choice
		measure = choose(["", "count", "distinct", "distinct", "sum", "sum", "min", "max", "mean", "ratio", "share"])
		numbers, entities = self.of_type("integer", "decimal"), [name for name in self.of_type("text", "code", "region", "integer") if not self.lists(name)]
		if measure not in ("min", "max"):
			numbers = [name for name in numbers if name != "edge"]  # at the end of 64 bits, not to be added
		if measure in ("sum", "min", "max", "mean", "ratio") and not numbers:
			return {"measure": ""}
		if measure == "distinct":
			return {"measure": measure, "of": choose(entities + ["firm"] * 6)}
		if measure == "ratio":
			of, over = choose(numbers), choose(numbers)
			return {"measure": measure, "of": of, "over": over, "unit": choose(self.ratio_units(of, over))}
		if measure == "share":
			return {"measure": measure, "of": choose(numbers + [""]) if numbers else "", "unit": choose(["", "%", "‰"]),
				"share": "opened is not null and (%s)" % self.condition(1)}
		return {"measure": measure, "of": choose(numbers)} if measure in ("sum", "min", "max", "mean") else {"measure": measure}

	def ratio_units(self, of, over):
		"""Units that a quotient of the two may have."""
		above, below = (self.fields[name].get("unit") or "" for name in (of, over))
		money = [unit for unit in (above, below) if unit.endswith("元")]
		if above and below and len(money) == 1:
			return ["%s/人" % unit for unit in ("元", "万元", "亿元")] if above == money[0] else ["人/元", "人/万元", "万人/万元"]
		return ["", "%", "‰", "倍"]

	def open(self, name):
		"""An opening value, at the scale of the indicator, for a part that it has."""
		entries = self.indicators[name]
		counted = self.indicators.get(entries["of"], entries) if entries["time"] == "cumulative" else entries
		if entries["time"] in ("flow", "snapshot") or counted.get("measure") not in ("", "count", "sum") or not self.office.chance(0.25):
			return
		scale = int(self.fields[counted["of"]].get("scale") or 0) if counted.get("measure") == "sum" else 0
		units = self.random.randint(-50 if scale else 1, 900)
		value = "%s%d.%0*d" % ("-" if units < 0 else "", abs(units) // 10**scale, scale, abs(units) % 10**scale) if scale else str(units)
		field = counted["by"].split(",")[0] if counted.get("by") in ("kind", "level", "level, kind") else ""
		part = "%s=%s" % (field, self.random.choice(CODES[: self.code_count(field)])) if field and self.office.chance(0.7) else ""
		regions = [c for c in self.office.regions if self.office.within(c, self.scope or CITY) and self.office.exists(c, "2014-12-31")]
		if regions:
			period = self.random.choice(["2012", "2014", "2014Q2"])
			self.area.openings.append(["%s.%s" % (self.area.name, name), self.random.choice(regions), period, part, value])

	# --- conditions ---

	def condition(self, depth):
		if depth == 0:
			return self.test()
		way = self.random.random()
		if way < 0.2:
			return "not (%s)" % self.condition(depth - 1)
		if way < 0.3:
			return "not " + self.test()
		inner = [self.condition(depth - 1) for _ in range(2)]
		joined = self.random.choice([" and ", " or "]).join(inner)
		return "(%s)" % joined if self.office.chance(0.5) else joined

	def test(self):
		name = self.random.choice([f for f in self.fields if f != "remark"])
		kind = self.fields[name]["type"]
		if self.office.chance(0.15):
			return "%s is %snull" % (name, self.random.choice(["", "not "]))
		if kind == "date" and self.office.chance(0.3):
			counted = "years(%s, %s) %s " % (name, self.random.choice(self.of_type("date")), self.sign(True))
			term = mention(self.office, self.area.name, self.random.choice(["", "年"]))
			return counted + (term if term and self.office.chance(0.4) else "%d" % self.random.randint(-2, 3))
		if kind in ("integer", "decimal") and self.office.chance(0.4):
			param = mention(self.office, self.area.name, self.fields[name].get("unit") or "")
			if param:
				return "%s %s %s" % (name, self.random.choice(WAYS), param)
		if self.office.chance(0.2):
			same = [f for f in (self.of_type("integer", "decimal") if kind in ("integer", "decimal") else self.of_type(kind)) if f != name]
			if kind == "code":
				same = [f for f in same if self.code_count(f) == self.code_count(name) and not self.lists(f) and not self.lists(name)]
			if same:
				return "%s %s %s" % (name, self.sign(kind not in ("text", "code", "region")), self.random.choice(same))
		if self.office.chance(0.35):
			values = ", ".join(self.operand(name) for _ in range(self.random.randint(1, 3)))
			return "%s %sin %s" % (name, self.random.choice(["", "not "]), values)
		return "%s %s %s" % (name, self.sign(kind not in ("text", "code", "region")), self.operand(name))

	def sign(self, ordered):
		return self.random.choice(["=", "!=", "<", "<=", ">", ">="] if ordered else ["=", "!="])

	def operand(self, name):
		kind, choose = self.fields[name]["type"], self.random.choice
		if kind == "code":
			count = self.code_count(name)
			return choose(CODES[:count] + TITLES[:1] + self.groups(name))
		if kind == "region":
			return choose(list(self.office.regions))
		if kind == "text":
			return "'%s'" % choose(["样例企业1", "样例企业2", "O''Neil", "R3", "R7"])
		if kind == "period":
			return choose(["2016", "2017Q1", "2017-05", "2018H1"])
		if kind == "date":
			year, month = self.random.randint(2014, 2018), self.random.randint(1, 12)
			text = "%d-%02d-%02d" % (year, month, choose([1, 15, 28]))
			return text[:7] if self.fields[name].get("precision") == "month" and self.office.chance(0.5) else text
		scale = int(self.fields[name].get("scale") or 0)
		units = self.random.randint(-300, 900)
		return "%s%d" % ("-" if units < 0 else "", abs(units) // 10**scale) + (".%0*d" % (scale, abs(units) % 10**scale) if scale else "")

	def make_rules(self):
		for n in range(self.random.choice([0, 0, 1, 2])):
			name = "%s_r%d" % (self.name, n)
			self.rules[name] = {"register": self.name, "where": self.condition(1), "severity": self.random.choice(["", "warning", "error"])}
			if self.office.chance(0.2):
				self.area.severities[name] = self.random.choice(["error", "warning", "off"])

	def lines(self):
		lines = section("register " + self.name, {
			"title": "台账" + self.name, "date": "opened" if self.office.chance(0.3) else "", "files": self.files, "covers": self.covers,
			"scope": self.scope, "header": self.header if self.header > 1 else "", "delimiter": self.delimiter, "fill_down": self.fill_down})
		for name, entries in self.fields.items():
			lines += section("field %s.%s" % (self.name, name), entries)
		for kind, rows in (("indicator", self.indicators), ("rule", self.rules)):
			for name, entries in rows.items():
				lines += section("%s %s" % (kind, name), dict({"title": "指标" + name} if kind == "indicator" else {}, **entries))
		return lines
