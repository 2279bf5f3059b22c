#!/usr/bin/env python3
"""Translations: every message is translated, none is fuzzy, and each keeps the form of its message. Arguments: the .po files.
With --sources first, the messages of the sources are compared as well: none is missing, none is left over."""

import ast
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = ["--from-code=UTF-8", "--language=C", "--keyword=_", "--keyword=N_", "--add-location=file"]


def entries(text):
	"""(flags, where, msgid, [msgstr...]) of each entry but the head."""
	for block in re.split(r"\n\s*\n", text):
		flags, where, parts, current = [], [], {}, None
		for line in block.splitlines():
			if line.startswith("#,"):
				flags += [flag.strip() for flag in line[2:].split(",")]
			elif line.startswith("#:"):
				where.append(line[2:].strip())
			elif line.startswith("#"):
				continue
			else:
				match = re.match(r'(msg\w+(?:\[\d+\])?) (".*")$', line)
				if match:
					current = match.group(1)
				literal = match.group(2) if match else line
				parts[current] = parts.get(current, "") + ast.literal_eval(literal)
		if parts.get("msgid"):
			yield flags, " ".join(where), parts["msgid"], [v for k, v in parts.items() if k.startswith("msgstr")]


def blanks(text):
	return text[: len(text) - len(text.lstrip(" \n"))], text[len(text.rstrip(" \n")):]


def form(message, translation):
	"""What is wrong with the form of a translation, or None."""
	if not translation:
		return "is not translated"
	if translation.rstrip("\n").endswith(("。", ".")) and not message.rstrip("\n").endswith("."):
		return "ends with a full stop"
	if translation.count("“") != translation.count("”") or translation.count("（") != translation.count("）"):
		return "opens and closes different quotes or brackets"
	before, behind = blanks(message)
	if blanks(translation)[0] != before:
		return "does not keep the blanks before it"
	if behind.count("\n") != blanks(translation)[1].count("\n"):
		return "does not keep the newlines behind it"
	for word in re.findall(r"--[a-z]+|\bTALLY_[A-Z]+|\b[a-z]+_[a-z_]+|\b[a-z]+ =", message):
		if word not in translation:
			return "lost '%s'" % word
	return None


def messages(path):
	return {message for _, _, message, _ in entries(path.read_text(encoding="utf-8"))}


def from_sources(folder):
	pot = Path(folder) / "tally.pot"
	subprocess.run(["xgettext", "--files-from=core/po/POTFILES", "--output=%s" % pot, *KEYWORDS], cwd=ROOT, check=True,
		stderr=subprocess.DEVNULL)
	return messages(pot)


def faults(path, wanted):
	known = list(entries(path.read_text(encoding="utf-8")))
	for flags, where, message, translations in known:
		if "fuzzy" in flags:
			yield "%s: %r is fuzzy" % (where, message)
		for translation in translations:
			wrong = form(message, translation)
			if wrong:
				yield "%s: the translation of %r %s" % (where, message, wrong)
	if wanted is not None:
		told = {message for _, _, message, _ in known}
		yield from ("%r is not there; ./dev po brings it in" % message for message in sorted(wanted - told))
		yield from ("%r is in no source; ./dev po takes it out" % message for message in sorted(told - wanted))
	check = subprocess.run(["msgfmt", "--check", "--output-file=/dev/null", str(path)], stderr=subprocess.PIPE, text=True, check=False)
	yield from check.stderr.splitlines()


def main(arguments):
	bad = 0
	wanted = None
	if arguments[:1] == ["--sources"]:
		arguments = arguments[1:]
		with tempfile.TemporaryDirectory() as folder:
			wanted = from_sources(folder)
	for path in map(Path, arguments):
		for fault in faults(path, wanted):
			print("%s: %s" % (path.name, fault))
			bad += 1
	return 1 if bad or not arguments else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
