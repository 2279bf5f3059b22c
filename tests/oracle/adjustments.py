"""Differences that an office adds to figures, put into every cell that holds their place as docs/decisions/008 says: beside the records, after them."""

import datetime

from workspace import period_days, split

VALUE, ENTRIES, EXITS = 0, 1, 2


def units(text, scale):
	"""A plain number in units of its last digit."""
	digits = text.replace(",", "").lstrip("-")
	whole, _, behind = digits.partition(".")
	amount = int((whole or "0") + behind.ljust(scale, "0"))
	return -amount if text.startswith("-") else amount


def rows_of(figures, name):
	"""The rows that change an indicator: its own, of a cumulative those of its flow."""
	declared = figures.area.indicators[name]
	adjusted = "%s.%s" % (figures.area.name, declared["of"] if declared["time"] == "cumulative" else name)
	return [row for row in figures.area.tables("adjustments") if row["indicator"] == adjusted]


def parts_of_row(figures, text):
	"""The total, the part itself, of a crossing its simple parts, and the groups that hold one of its codes."""
	said = dict(pair.split("=") for pair in split(text, ","))
	parts = {""}
	for item in split(figures.indicator.get("by"), ","):
		names = split(item, "*")
		if not said or not set(names) <= set(said):
			continue
		parts.add(",".join("%s=%s" % (name, said[name]) for name in names))
		if len(names) == 1:
			groups = figures.fields[names[0]]["groups"]
			parts |= {"%s=%s" % (names[0], group) for group, members in groups.items() if said[names[0]] in members}
	return parts


def moments(figures, row, delta, within):
	"""(period, day that says which region has it, which of value, entries and exits, by how much)."""
	first, last = period_days(row["period"])
	comes, goes = (ENTRIES, EXITS) if delta > 0 else (EXITS, ENTRIES)
	for text in within:
		begins, ends = period_days(text)
		if figures.time == "flow":
			holds = begins <= first and last <= ends
		else:
			holds = last <= ends if figures.time == "cumulative" else last == ends
		if holds:
			yield text, ends, VALUE, delta
		if figures.moves and holds:
			yield text, ends, comes, abs(delta)
		elif figures.moves and begins == last + datetime.timedelta(1):
			yield text, last, goes, abs(delta)


def changes(figures, name, within):
	"""((region, period, part), which of value, entries and exits, by how much) of all rows, in some covered periods."""
	for row in rows_of(figures, name):
		delta, parts = units(row["delta"], figures.scale), parts_of_row(figures, row["breakdown"])
		for period, day, which, amount in moments(figures, row, delta, within):
			for region in figures.workspace.regions.counted(row["region"], day, figures.register.scope):
				for part in parts:
					yield (region, period, part), which, amount


def compare(oracle, store):
	"""What the store says of adjusted cells: by how much, and the basis of every figure."""
	rows = store.execute("SELECT i.name, r.code, p.text, d.text, a.delta FROM adjusted a JOIN indicator i ON i.id = a.indicator JOIN region r ON "
		"r.id = a.region JOIN period p ON p.id = a.period JOIN breakdown d ON d.id = a.breakdown").fetchall()
	stored = {tuple(row[:4]): row[4] for row in rows}
	faults = ["adjusted: %s: stored %s, should be %s" % (place, stored.get(place), oracle.adjusted.get(place))
		for place in sorted(set(stored) | set(oracle.adjusted)) if stored.get(place) != oracle.adjusted.get(place)]
	for *place, basis in store.execute("SELECT indicator, region, period, breakdown, basis FROM observation WHERE run IS NOT NULL"):
		wanted = oracle.basis(*place)
		if basis != wanted:
			faults.append("%s: its basis is %s, should be %s" % (tuple(place), basis, wanted))
	return faults
