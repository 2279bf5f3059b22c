"""Fields that hold several codes, from the file to the store and back to the records."""

import json

import workspace as cli

AREA = """[area]
title = 企业
[register firms]
title = 企业名录
files = ../registers/firms.csv
covers = 2017..
[field firms.no]
title = 编号
type = text
key = yes
[field firms.day]
title = 认定日
type = date
[field firms.industry]
title = 产业
type = code
codes = ict:信息技术 | bio:生物医药 | oil:石化
list = ;、
optional = yes
group.new = 新兴产业: ict | bio
[field firms.county]
title = 区划
type = region
[indicator firms]
title = 企业
unit = 家
from = firms
time = flow
by = industry
[indicator ict]
title = 信息技术企业
unit = 家
from = firms
time = flow
where = industry = ict
"""

ROWS = """编号,认定日,产业,区划
A,2018-01-01,ict;bio,410900
B,2018-02-01,信息技术、生物医药;ict,410900
C,2018-03-01,石化,410900
D,2018-04-01,,410900
E,2018-05-01,oil;gas,410900
"""


class Lists(cli.Test):
	def setUp(self):
		super().setUp()
		self.w.write("areas/firms.ini", AREA)
		self.w.write("registers/firms.csv", ROWS)
		self.run_of = self.ends(0, self.w.tally("run"))

	def test_parts_may_exceed_the_total(self):
		parts = {part: self.w.value("firms.firms", "2018", part) for part in ("", "industry=ict", "industry=bio", "industry=oil", "industry=new", "industry=")}
		self.assertEqual({key: str(value) for key, value in parts.items()},
			{"": "5", "industry=ict": "2", "industry=bio": "2", "industry=oil": "2", "industry=new": "2", "industry=": "1"})
		self.assertEqual(str(self.w.value("firms.ict")), "2")

	def test_the_store_says_so(self):
		rows = self.w.query("SELECT DISTINCT several FROM part JOIN indicator ON indicator.id = part.indicator WHERE name = 'firms.firms'")
		self.assertEqual(rows, [(1,)])
		self.assertEqual(self.w.query("SELECT count(*) FROM part JOIN indicator ON indicator.id = part.indicator WHERE several AND name <> 'firms.firms'"), [(0,)])
		self.ends(0, self.w.tally("check", "--store"))

	def test_what_is_no_code_is_told(self):
		issues = self.w.query("SELECT field, severity, message FROM issue JOIN source ON source.id = issue.source WHERE path LIKE '%firms%'")
		self.assertEqual(len(issues), 1)
		self.assertEqual(issues[0][:2], ("industry", 2))
		self.assertIn("'gas' is none of the codes of this field", issues[0][2])

	def test_the_records_of_a_part(self):
		for part, keys in (("industry=new", "AB"), ("industry=oil", "CE"), ("industry=", "D"), ("", "ABCDE")):
			found = json.loads(self.ends(0, self.w.tally("explain", "firms.firms", "--breakdown", part, "--records", "--format", "json")).out)
			self.assertEqual("".join(row["no"] for row in self.rows_of(found)), keys)
		out = self.ends(0, self.w.tally("explain", "firms.firms", "--breakdown", "industry=bio", "--records")).out
		self.assertIn("信息技术;生物医药", out)

	@staticmethod
	def rows_of(found):
		return found["records"] if isinstance(found["records"], list) else found["records"]["rows"]

	def test_order_within_a_cell_means_nothing(self):
		self.w.write("registers/firms.csv", ROWS.replace("ict;bio", "bio; ict;ict"))
		self.assertIn("0", self.ends(0, self.w.tally("run")).out)
		self.assertEqual(self.w.query("SELECT added, changed, removed FROM run ORDER BY id DESC LIMIT 1"), [(0, 0, 0)])


if __name__ == "__main__":
	cli.main()
