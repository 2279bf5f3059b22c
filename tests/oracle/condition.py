"""Conditions of a declaration as SQL over the accepted rows, written from the grammar in core/model/condition.h.

A comparison with an empty field is false and `not` of it is true: every test ends as 0 or 1, never null.
"""

import fractions
import re

from parameters import POWERS
from workspace import period_days

TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(<=|>=|!=|[=<>(),])|([^\s=<>!(),']+))")


def tokens(text):
	at, found = 0, []
	while text[at:].strip():
		match = TOKEN.match(text, at)
		if not match:
			raise ValueError("condition %r: %r" % (text, text[at:]))
		quoted, mark, word = match.groups()
		found.append(("quoted", quoted[1:-1].replace("''", "'").strip()) if quoted else ("mark", mark) if mark else ("word", word))
		at = match.end()
	return found + [("end", "")]


def quote(text):
	return "'" + text.replace("'", "''") + "'"


def column(name):
	return '"%s"' % name


def sure(test):
	return "coalesce(%s, 0)" % test


def has_any(name, codes):
	"""Whether the cell, ;a;b;, has one of the codes."""
	return "(%s)" % " OR ".join("instr(%s, %s) > 0" % (column(name), quote(";%s;" % code)) for code in codes)


class Condition:
	def __init__(self, text, fields, regions, reading):
		self.tokens, self.at = tokens(text), 0
		self.fields, self.regions, self.reading = fields, regions, reading

	def sql(self):
		result = self.either()
		if self.tokens[self.at][0] != "end":
			raise ValueError("condition: %r left over" % (self.tokens[self.at],))
		return result

	def take(self, *words):
		kind, text = self.tokens[self.at]
		if kind == "quoted" or text not in words:
			return None
		self.at += 1
		return text

	def need(self, *words):
		found = self.take(*words)
		if found is None:
			raise ValueError("condition: %r where one of %r should be" % (self.tokens[self.at], words))
		return found

	def either(self):
		parts = [self.both()]
		while self.take("or"):
			parts.append(self.both())
		return "(" + " OR ".join(parts) + ")"

	def both(self):
		parts = [self.opposite()]
		while self.take("and"):
			parts.append(self.opposite())
		return "(" + " AND ".join(parts) + ")"

	def opposite(self):
		if self.take("not"):
			return "(NOT " + self.plain() + ")"
		return self.plain()

	def plain(self):
		if self.take("("):
			inner = self.either()
			self.need(")")
			return inner
		return self.test()

	def test(self):
		name = self.word()
		if name == "years" and self.tokens[self.at] == ("mark", "("):
			return self.years()
		if self.take("is"):
			negative = self.take("not")
			self.need("null")
			return "(%s IS %sNULL)" % (column(name), "NOT " if negative else "")
		negative = self.take("not")
		if self.take("in"):
			values = self.values(name)
			while self.take(","):
				values += self.values(name)
			return sure(("NOT " if negative else "") + self.any_of(name, values))
		return self.compare(name, self.need("=", "!=", "<", "<=", ">", ">="))

	def any_of(self, name, values):
		if self.fields[name]["list"]:
			return has_any(name, [value.strip("'") for value in values])
		return "%s IN (%s)" % (column(name), ", ".join(values))

	def word(self):
		text = self.tokens[self.at][1]
		self.at += 1
		return text

	def compare(self, name, op):
		kind, text = self.tokens[self.at]
		if kind == "word" and text.startswith("param."):
			about = self.fields[name]
			return self.against_param(column(name), about["scale"], POWERS.get(about["unit"], 0), op)
		if kind == "word" and text in self.fields:
			self.at += 1
			return self.against(name, op, text)
		values = self.values(name)
		if op in ("=", "!="):
			return sure(("NOT " if op == "!=" else "") + self.any_of(name, values))
		return sure("%s %s %s" % (column(name), op, values[0]))

	def against(self, name, op, other):
		left, right = self.fields[name]["scale"], self.fields[other]["scale"]
		most = max(left, right)
		times = (" * %d" % 10 ** (most - left), " * %d" % 10 ** (most - right)) if left != right else ("", "")
		return sure("%s%s %s %s%s" % (column(name), times[0], op, column(other), times[1]))

	def against_param(self, number, scale, power, op):
		"""The function `sign` is parameters.py's; without a valid value it is null."""
		parts, reading = self.word().split(".")[1:], self.reading
		area, name = parts if len(parts) == 2 else (reading.area, parts[0])
		region = "coalesce(%s, %s)" % (column(reading.region), quote(reading.scope)) if reading.region else quote(reading.scope)
		return sure("sign(%s, %d, %d, %s, %s, %s, %s) %s 0" % (number, scale, power, quote(area), quote(name), column(reading.date), region, op))

	def values(self, name):
		"""The values that one operand stands for, in the form of the column."""
		kind, text = self.tokens[self.at]
		self.at += 1
		about = self.fields[name]
		if about["type"] == "code":
			codes = about["groups"].get(text) or [about["spellings"][text]]
			return [quote(code) for code in codes]
		if about["type"] == "region":
			return [quote(code) for code in self.regions.subtree(text)]
		if about["type"] in ("integer", "decimal"):
			return [str(int(fractions.Fraction(text.replace(",", "")) * 10 ** about["scale"]))]
		if about["type"] == "date":
			return [quote(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)]
		if about["type"] == "period":
			return [quote("%s %s" % period_days(text))]
		return [quote(text)]

	def years(self):
		"""Whole years: the most that can be added to the first day without passing the second; 29 February + n years is 28 February."""
		self.need("(")
		first = self.word()
		self.need(",")
		last = self.word()
		self.need(")")
		op = self.need("=", "!=", "<", "<=", ">", ">=")
		counted = "years(%s, %s)" % (column(first), column(last))
		if self.tokens[self.at][1].startswith("param."):
			return self.against_param(counted, 0, 0, op)
		return sure("%s %s %s" % (counted, op, self.word()))


def to_sql(text, fields, regions, reading):
	return Condition(text, fields, regions, reading).sql()
