"""Recomputes the published figures from the registers as written, in plain Python, without the generator or the program."""

import csv
import datetime
import fractions
import io
import re

COUNTIES = {"410902", "410922", "410923", "410926", "410927", "410928", "410971", "410972", "4109X1"}
NAMES = {"华龙区": "410902", "清丰县": "410922", "南乐县": "410923", "范县": "410926", "台前县": "410927", "濮阳县": "410928",
	"河南濮阳工业园区": "410971", "濮阳经济技术开发区": "410972", "濮阳市城乡一体化示范区": "4109X1"}
# Indicator, value of 2017, value of 2018; None where no figure is fixed.
EXPECTED = {
	"innovation_leaders": (29, 39), "high_tech": (50, 56), "high_tech entries": (None, 9), "high_tech exits": (None, 3),
	"high_tech_new": (None, 9), "high_tech_new 410926": (None, 3), "tech_smes": (None, 85),
	"little_giants provincial": (13, 16), "little_giants municipal": (21, 39), "energy_saving provincial": (27, 31),
	"energy_saving municipal": (37, 43),
	"energy_saving_new provincial": (None, 4), "energy_saving_new municipal": (None, 6),
	"energy_saving_new provincial 410923": (None, 2), "energy_saving_new municipal 410923": (None, 4),
	"engineering_centers national": (0, 0), "engineering_centers provincial": (30, 33),
	"engineering_centers municipal": (102, 114),
	"key_laboratories provincial": (0, 0), "key_laboratories municipal": (52, 59), "academician_stations": (4, 5),
	"academician_stations entries 410971": (None, 1), "agri_parks national": (None, 1), "agri_parks municipal": (27, 37),
	"incubators national": (None, 1), "incubators provincial": (None, 5), "maker_spaces provincial": (None, 3),
	"maker_spaces municipal": (None, 11), "star_creations national": (None, 2), "star_creations provincial": (None, 7),
	"high_level": (None, 9), "zhongyuan_leaders": (None, 1), "flexible": (None, 66),
	"tech_loans": (250000, 305000), "tech_loan_firms": (None, 5), "tech_loans_total": (250000, 555000),
	"pledge_loans": (870000, 1290000), "pledge_loan_firms": (None, 15), "pledge_loans_total": (4110000, 5400000),
	"applications": (1769, 2186), "grants": (1124, 1394),
}
# Figures of the five areas in the published report; each stands in one statement table or in docs/puyang-figures.md.
RANGES = ((1, 16), (45, 49), (63, 72), (92, 94), (97, 101), (103, 103), (112, 118), (120, 140), (142, 164), (186, 186))
FIGURES = [n for first, last in RANGES for n in range(first, last + 1)]


def read(root, name):
	raw = (root / "conf/puyang/registers" / name).read_bytes()
	try:
		text = raw.decode("utf-8-sig")
	except UnicodeDecodeError:
		text = raw.decode("gb18030")
	lines = list(csv.reader(io.StringIO(text, newline="")))
	assert "合成样例" in lines[0][0] and "synthetic sample" in lines[0][0], name
	rows = [dict(zip(lines[1], line)) for line in lines[2:]]
	total = [row for row in rows if row[lines[1][0]] == "合计"]
	return [row for row in rows if row[lines[1][0]] != "合计"], total


def day(text):
	digits = re.findall(r"\d+", text)
	return datetime.date(*map(int, digits)) if digits else None


def cents(text):
	return int(text.replace(",", "").replace(".", ""))


def plus_years(start, years):
	try:
		return start.replace(year=start.year + years)
	except ValueError:
		return start.replace(year=start.year + years, day=28)


def year_end(year):
	return datetime.date(year, 12, 31)


def valid(start, end, year):
	return start <= year_end(year) and (end is None or end > year_end(year))


# --- each record by itself ---

def credit_code_ok(code):
	alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	values = [alphabet.find(c) for c in code]
	if len(code) != 18 or min(values) < 0 or not code[2:8].isdigit() or code[2:6] != "4109":
		return False
	inner = sum(int(c, 36) * w for c, w in zip(code[8:16], (3, 7, 9, 10, 5, 8, 4, 2))) % 11
	outer = sum(v * 3 ** i for i, v in enumerate(values[:17])) % 31
	return code[16] == {0: "0", 1: "X"}.get(inner, str(11 - inner)) and values[17] == (31 - outer) % 31


def patent_ok(number, kind, applied):
	body, last = number.split(".")
	total = sum(int(d) * w for d, w in zip(body, (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)))
	short = applied < datetime.date(2003, 10, 1)
	year = "%02d" % (applied.year % 100) if short else str(applied.year)
	place = {"发明": "1", "实用新型": "2", "外观设计": "3"}[kind]
	return len(body) == (8 if short else 12) and body.startswith(year + place) and last == "0123456789X"[total % 11]


def record_faults(files):
	keys = {"证书编号": r"GR20\d\d41\d{6}", "认定编号": r"PY\w+-\d{3}", "入库登记编号": r"20\d{16}", "批准文号": r"濮样\w+〔\d{4}〕\d{3}号",
		"入选编号": r"RC\d{4}-\d{3}", "协议编号": r"RX\d{4}-\d{3}", "放款合同号": r"KJD\d{4}-\d{3}",
		"质押登记号": r"ZY\d{4}-\d{3}", "申请号": r"\d+\.[\dX]"}
	orders = [("发证日期", "取消资格日期"), ("认定日期", "取消日期"), ("批准日期", "撤销日期"), ("入选日期", "培养期止"), ("协议起", "协议止"),
		("申请日", "授权日"), ("授权日", "失效日")]
	firms = {}
	for name, rows in files.items():
		key = next(k for k in keys if k in rows[0])
		if len({row[key] for row in rows}) != len(rows):
			yield name + ": a key stands twice"
		county = ""
		for row in rows:
			county = row.get("区划代码") or row.get("县区") or county
			code = next((row[k] for k in ("统一社会信用代码", "统一代码", "依托单位代码", "引进单位代码", "出质人代码") if k in row), None)
			firm = row.get("企业名称") or row.get("出质人") or (row.get("平台名称") or "")[:8]
			known = firms.setdefault(code, [firm, NAMES.get(county, county)])
			known[0] = known[0] or firm
			good = re.fullmatch(keys[key], row[key]) and NAMES.get(county, county) in COUNTIES
			if code is not None:
				good = good and credit_code_ok(code) and known[1] == NAMES.get(county, county)
				good = good and firm in ("", known[0])
			for first, last in orders:
				if row.get(first) and day(row.get(last, "")):
					good = good and day(row[first]) <= day(row[last])
			if key == "申请号":
				good = good and patent_ok(row[key], row["专利类型"], day(row["申请日"]))
			if not good:
				yield "%s: %s: not valid by itself" % (name, row[key])


# --- figures ---

def closing(rows, key, start, end, year, lasts=None):
	found = set()
	for row in rows:
		ends = [e for e in (day(row[end]) if end else None, plus_years(day(row[start]), lasts) if lasts else None) if e]
		if valid(day(row[start]), min(ends) if ends else None, year):
			found.add(row[key])
	return found


def flow(rows, when, year):
	return [row for row in rows if day(row[when]) and day(row[when]).year == year]


def enterprise(files, year, put):
	certificates, titles = files["enterprise-certificates.csv"], files["enterprise-titles.csv"]
	now, last = (closing(certificates, "统一社会信用代码", "发证日期", "取消资格日期", y, 3) for y in (year, year - 1))
	put("high_tech", len(now))
	put("high_tech entries", len(now - last))
	put("high_tech exits", len(last - now))
	first = [row for row in flow(certificates, "发证日期", year) if row["认定类型"] == "首次认定"]
	put("high_tech_new", len(first))
	put("high_tech_new 410926", sum(row["区划代码"] == "410926" for row in first))
	put("tech_smes", len(flow(files["enterprise-tech-smes.csv"], "入库日期", year)))
	categories = {"innovation_leaders": "创新龙头企业", "little_giants": "科技小巨人(培育)企业",
		"energy_saving": "节能减排科技创新示范企业"}
	for name, category in categories.items():
		rows = [row for row in titles if row["类别"] == category]
		put(name, len(closing(rows, "认定编号", "认定日期", "取消日期", year)))
		for level, title in (("provincial", "省级"), ("municipal", "市级")):
			part = [row for row in rows if row["级别"] == title]
			new = flow(part, "认定日期", year)
			put(name + " " + level, len(closing(part, "认定编号", "认定日期", "取消日期", year)))
			put(name + "_new " + level, len(new))
			put(name + "_new " + level + " 410923", sum(row["区划代码"] == "410923" for row in new))


def platform(files, year, put):
	names = {"engineering_centers": "工程技术研究中心", "key_laboratories": "重点实验室", "academician_stations": "院士工作站",
		"agri_parks": "农业科技园区", "incubators": "科技企业孵化器", "maker_spaces": "众创空间", "star_creations": "星创天地"}
	county = ""
	for row in files["platform-platforms.csv"]:
		county = row["县区"] = row["县区"] or county
	for name, kind in names.items():
		rows = [row for row in files["platform-platforms.csv"] if row["平台类型"] == kind]
		put(name, len(closing(rows, "批准文号", "批准日期", "撤销日期", year)))
		for level, title in (("national", "国家级"), ("provincial", "省级"), ("municipal", "市级")):
			part = [row for row in rows if row["级别"] == title]
			put(name + " " + level, len(closing(part, "批准文号", "批准日期", "撤销日期", year)))
		here = [row for row in flow(rows, "批准日期", year) if row["县区"] == "河南濮阳工业园区"]
		put(name + " entries 410971", len(here))


def talent(files, year, put):
	talents = files["talent-talents.csv"]
	people = {row["证件号散列"] for row in talents
		if day(row["入选日期"]) <= year_end(year) and (not row["培养期止"] or day(row["培养期止"]) >= year_end(year))}
	put("high_level", len(people))
	put("zhongyuan_leaders", sum(row["人才计划"].startswith("中原千人") for row in flow(talents, "入选日期", year)))
	put("flexible", len(flow(files["talent-visits.csv"], "协议起", year)))


def finance(files, year, put):
	for name, file, code, amount, opening in (("tech_loan", "finance-tech-loans.csv", "统一社会信用代码", "贷款金额（万元）", 0),
		("pledge_loan", "finance-pledges.csv", "出质人代码", "质押贷款金额（万元）", 3240000)):
		rows = flow(files[file], "放款日期", year)
		put(name + "s", sum(cents(row[amount]) for row in rows))
		put(name + "_firms", len({row[code] for row in rows}))
		put(name + "s_total", opening + sum(cents(row[amount]) for row in files[file] if day(row["放款日期"]).year <= year))


def ip(files, year, put):
	put("applications", len(flow(files["ip-patents.csv"], "申请日", year)))
	put("grants", len(flow(files["ip-patents.csv"], "授权日", year)))


def ratio(root, files, year):
	inventions = [row for row in files["ip-patents.csv"] if row["专利类型"] == "发明" and row["授权日"]]
	count = len(closing(inventions, "申请号", "授权日", "失效日", year))
	with open(root / "conf/puyang/statements/ip-given.csv", encoding="utf-8", newline="") as file:
		rows = [row for row in csv.DictReader(file) if row["indicator"] == "ip.population"]
	people = next(int(row["value"]) for row in rows if row["period"] == str(year))
	return fractions.Fraction(count * 10000, people)


def rounded(value, digits):
	"""Half away from zero, as a whole number of 10^-digits."""
	scaled = value * 10 ** digits
	return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


def figure_faults(root, files):
	for place, year in ((0, 2017), (1, 2018)):
		found = {}
		for area in (enterprise, platform, talent, finance, ip):
			area(files, year, found.__setitem__)
		for name, values in EXPECTED.items():
			if values[place] is not None and found.get(name) != values[place]:
				yield "%s %d: %s, wanted %d" % (name, year, found.get(name), values[place])
	before, now = (ratio(root, files, year) for year in (2017, 2018))
	if (rounded(before, 2), rounded(now, 2), rounded((now / before - 1) * 100, 2)) != (181, 189, 442):
		yield "inventions_per_10k: %s, %s, growth %s" % (float(before), float(now), float(now / before - 1))


# --- statements ---

def statement_faults(root):
	declared, places = set(), {}
	for area in ("enterprise", "platform", "talent", "finance", "ip"):
		source = (root / "plugins" / area / (area + ".c")).read_text(encoding="utf-8")
		declared |= {area + "." + name for name in re.findall(r'(?:\.id = |PLATFORMS\()"(\w+)"', source)}
	for path in sorted((root / "conf/puyang/statements").glob("*.csv")):
		with open(path, encoding="utf-8", newline="") as file:
			for row in csv.DictReader(file):
				places.setdefault(row.get("ref"), []).append(path.name)
				if row["indicator"] not in declared:
					yield "%s: %s: no such indicator" % (path.name, row["indicator"])
				if None in row or None in row.values():
					yield "%s: %s: wrong number of columns" % (path.name, row.get("ref"))
	page = (root / "docs/puyang-figures.md").read_text(encoding="utf-8")
	listed = page.split("## Rows without a place")[1].split("\n## ")[0]
	for ref in re.findall(r"^\| (F\d{3}) ", listed, re.M):
		places.setdefault(ref, []).append("docs/puyang-figures.md")
	wanted = {"F%03d" % number for number in FIGURES}
	for ref in sorted(wanted | {ref for ref in places if ref and ref.startswith("F")}):
		if ref not in wanted or len(places.get(ref, [])) != 1:
			yield "%s: stands in %s" % (ref, ", ".join(places.get(ref, [])) or "no place")


def check(root):
	files, faults = {}, []
	for path in sorted((root / "conf/puyang/registers").glob("*.csv")):
		files[path.name], totals = read(root, path.name)
		for total in totals:
			for heading in (h for h in total if "金额" in h):
				if cents(total[heading]) != sum(cents(row[heading]) for row in files[path.name]):
					faults.append(path.name + ": the total row is not the sum")
	faults += record_faults(files)
	faults += figure_faults(root, files)
	return faults + list(statement_faults(root))
