"""Building blocks of the synthetic sample: numbers, check characters, firms, dates and CSV as offices write it.

Integer arithmetic only and a generator of its own, so that the same bytes come out on every machine and with
every release of Python.
"""

import datetime

COUNTIES = {
	"410902": ("华龙区", 70), "410922": ("清丰县", 45), "410923": ("南乐县", 45), "410926": ("范县", 45), "410927": ("台前县", 30),
	"410928": ("濮阳县", 60), "410971": ("河南濮阳工业园区", 35), "410972": ("濮阳经济技术开发区", 45), "4109X1": ("濮阳市城乡一体化示范区", 25),
}
MASK = (1 << 64) - 1
USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class Prng:
	"""Xorshift of 64 bits with a final multiplication; a seed is a text, so that one register never disturbs another."""

	def __init__(self, seed):
		self.state = 0xCBF29CE484222325
		for byte in seed.encode("utf-8"):
			self.state = ((self.state ^ byte) * 0x100000001B3) & MASK

	def next(self):
		x = self.state or 1
		x ^= x >> 12
		x = (x ^ (x << 25)) & MASK
		x ^= x >> 27
		self.state = x
		return (x * 0x2545F4914F6CDD1D & MASK) >> 11

	def between(self, low, high):
		return low + self.next() % (high - low + 1)

	def shuffled(self, items):
		items = list(items)
		for i in range(len(items) - 1, 0, -1):
			j = self.between(0, i)
			items[i], items[j] = items[j], items[i]
		return items

	def day(self, first, last):
		"""A working day from first to last, both included where they are working days."""
		while True:
			day = first + datetime.timedelta(self.between(0, (last - first).days))
			if day.weekday() < 5:
				return day


def date(year, month, day):
	return datetime.date(year, month, day)


def credit_code(prefix, serial):
	"""GB 32100-2015 around an organisation code of GB 11714. Block MA00 belongs to another city: no firm has it."""
	body = "MA00%04d" % serial
	weights = (3, 7, 9, 10, 5, 8, 4, 2)
	total = sum((int(c) if c.isdigit() else ord(c) - 55) * w for c, w in zip(body, weights))
	code = "91" + prefix + body + "0123456789X"[(11 - total % 11) % 11]
	total = sum(USCC.index(c) * pow(3, i, 31) for i, c in enumerate(code))
	return code + USCC[(31 - total % 31) % 31]


def patent_number(year, kind, serial, short=False):
	"""Kind 1 invention, 2 utility model, 3 design; the short form was used until September 2003."""
	digits = "%02d%d%05d" % (year % 100, kind, serial) if short else "%04d%d%07d" % (year, kind, serial)
	return digits + "." + "0123456789X"[sum(int(d) * (2 + i % 8) for i, d in enumerate(digits)) % 11]


class Firms:
	"""400 firms that do not exist; each keeps its code, name and county in every register."""

	def __init__(self):
		counties = [code for code, (_, count) in COUNTIES.items() for _ in range(count)]
		self.by_county = {code: [] for code in COUNTIES}
		for number, county in enumerate(Prng("firms").shuffled(counties), 1):
			prefix = county if county < "410970" else "410900"
			self.by_county[county].append((credit_code(prefix, number), "样例企业%04d" % number, county))
		self.taken = {}

	def pick(self, purpose, county):
		"""The next firm of the county that has not been picked for this purpose yet."""
		firms = self.by_county[county]
		start = Prng(purpose + county).between(0, len(firms) - 1)
		place = self.taken.get((purpose, county), 0)
		assert place < len(firms), (purpose, county)
		self.taken[purpose, county] = place + 1
		return firms[(start + place) % len(firms)]


def spread(seed, total):
	"""A list of `total` counties in proportion to their firms, by largest remainder, in mixed order."""
	weights = {code: count for code, (_, count) in COUNTIES.items()}
	whole = sum(weights.values())
	parts = {code: total * weight // whole for code, weight in weights.items()}
	rest = sorted(weights, key=lambda code: (-(total * weights[code] % whole), code))
	for code in rest[:total - sum(parts.values())]:
		parts[code] += 1
	return Prng(seed).shuffled(code for code, count in parts.items() for _ in range(count))


def split(seed, total, count, step):
	"""`count` positive multiples of `step` that add up to `total`."""
	prng = Prng(seed)
	shares = [prng.between(40, 160) for _ in range(count)]
	parts = [total * share // sum(shares) // step * step for share in shares]
	parts[0] += total - sum(parts)
	assert min(parts) > 0 and sum(parts) == total
	return parts


def iso(day):
	return day.isoformat() if day else ""


def slashed(day):
	return "%d/%d/%d" % (day.year, day.month, day.day) if day else ""


def chinese(day):
	return "%d年%d月%d日" % (day.year, day.month, day.day) if day else "—"


def money(cents, thousands=False):
	whole = "{:,}".format(cents // 100) if thousands else str(cents // 100)
	return "%s.%02d" % (whole, cents % 100)


def table(title, head, rows, encoding="utf-8", end="\n", bom=False):
	"""The bytes of a register: a line with its title, the headings, the records."""
	lines = [[title + "（合成样例 synthetic sample，并非真实名录）"], head] + rows

	def cell(text):
		return '"%s"' % text.replace('"', '""') if any(c in text for c in ',"\r\n') else text

	text = "".join(",".join(cell(c) for c in line) + end for line in lines)
	return (b"\xef\xbb\xbf" if bom else b"") + text.encode(encoding)
