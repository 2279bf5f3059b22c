"""The language of messages and titles; numbers are those of C, whatever the environment says."""

import pathlib
import re
import unittest

import workspace as cli

PO = cli.SOURCE / "core/po/zh_CN.po"


def translated(message):
	"""What the catalogue says for a message, "" when nothing yet."""
	found = re.search(r'(?m)^msgid "%s"\nmsgstr "(.*)"$' % re.escape(message), PO.read_text(encoding="utf-8"))
	return found.group(1) if found else ""


class Language(cli.Test):
	CHINESE = {"LANG": "zh_CN.UTF-8"}

	def say(self, lang):
		self.w.write("tally.ini", cli.TALLY_INI.replace("lang = en\n", "lang = %s\n" % lang if lang else ""))

	def title(self, **env):
		ended = self.ends(0, self.w.tally("summary", "--indicator", "contracts", "--by", "none", "--format", "csv", env=cli.environment(**env)))
		return ended.out.splitlines()[1].split(",")[1]

	def test_environment(self):
		self.say("")
		self.w.tally("run")
		for env, title in (({"LANG": "C"}, "Contracts"), ({"LANG": "POSIX"}, "Contracts"), ({"LANG": "C.UTF-8"}, "Contracts"), ({"LANG": ""}, "Contracts"),
				({"LANG": "en_GB.UTF-8"}, "Contracts"), ({"LANG": "de_DE.UTF-8"}, "Contracts"), (self.CHINESE, "技术合同"), ({"LANG": "zh_CN.GBK"}, "技术合同"),
				({"LANG": "C", "LC_ALL": "zh_CN.UTF-8"}, "技术合同"), ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "Contracts"),
				({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "Contracts"), ({"LANG": "C", "LANGUAGE": "zh_CN:en"}, "技术合同"),
				({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "Contracts")):
			with self.subTest(env=env):
				self.assertEqual(title, self.title(**env))

	def test_workspace_wins(self):
		self.say("zh_CN")
		self.w.tally("run")
		for env in ({"LANG": "C"}, {"LANG": "en_US.UTF-8"}, {"LC_ALL": "C"}, {"LANGUAGE": "en"}):
			self.assertEqual("技术合同", self.title(**env), env)
		self.say("en")
		self.assertEqual("Contracts", self.title(**self.CHINESE, LANGUAGE="zh_CN"))

	@unittest.skipUnless(translated("indicator"), "nothing is translated yet")
	def test_messages(self):
		"""In Chinese although the system has no such locale; the workspace's word counts, even for a wrong option."""
		self.w.tally("run")
		heading = translated("indicator")
		self.assertIn(heading, self.w_summary("zh_CN", LANG="C"))
		self.assertIn(heading, self.w_summary("", **self.CHINESE))
		self.assertNotIn(heading, self.w_summary("en", **self.CHINESE))
		self.assertNotIn(heading, self.w_summary("", LANG="C"))
		self.say("zh_CN")
		ended = self.w.tally("runn", env=cli.environment(LANG="C"))
		self.assertTrue(any("\u4e00" <= c <= "\u9fff" for c in ended.err), ended)

	def w_summary(self, lang, **env):
		self.say(lang)
		return self.ends(0, self.w.tally("summary", env=cli.environment(**env))).out

	def test_same_figures_everywhere(self):
		"""No language, locale or time zone changes a figure or its form."""
		outputs = set()
		for env in ({"LANG": "C"}, {"LANG": "de_DE.UTF-8", "LC_NUMERIC": "de_DE.UTF-8"}, {"LC_ALL": "fr_FR.UTF-8"}, {"TZ": "Asia/Shanghai"}, {"TZ": "America/New_York"}):
			self.w.store.unlink(missing_ok=True)
			self.ends(0, self.w.tally("run", env=cli.environment(**env)))
			outputs.add(self.w.tally("summary", "--format", "json", env=cli.environment(**env)).out + str(self.w.figures()))
		self.assertEqual(1, len(outputs))
		self.assertIn("1012.75", outputs.pop())

	def test_titles_of_every_command(self):
		"""Whatever is told of an indicator or its register names it in the language of messages, where it has such a title."""
		self.w.change("areas/market.ini", "title = 合同台账\n", "title = 合同台账\ntitle_en = Register of contracts\n")
		self.w.change("areas/market.ini", "[indicator amount]\n", "[tie more]\nleft = contracts\nrelation = >=\nright = contracts + contracts\ntitle = 多于\n"
			"title_en = more than\n\n[indicator amount]\n")
		self.w.tally("run")
		self.w.change("registers/contracts.csv", "2018-10-01", "2017-10-01")
		self.w.tally("run")
		english, chinese = ("Contracts", "Register of contracts", "more than"), ("技术合同", "合同台账", "多于")
		for words, told in ((("summary",), (0,)), (("summary", "--by", "level"), (0,)), (("summary", "--rows", "indicator", "--cols", "period"), (0,)),
				(("show", "contracts"), (0,)), (("history", "contracts"), (0,)), (("explain", "contracts"), (0, 1)), (("explain", "contracts_per_10k"), (0, 1)),
				(("explain", "contracts", "--format", "json"), (0, 1)), (("diff", "1", "2"), (0,)), (("reconcile",), (0, 2))):
			self.say("en")
			out = self.w.tally(*words).out
			for at in told:
				self.assertIn(english[at], out, words)
				self.assertNotIn(chinese[at], out.replace("records in 合同台账", ""), words)
			self.say("zh_CN")
			out = self.w.tally(*words).out
			for at in told:
				self.assertIn(chinese[at], out, words)
				self.assertNotIn(english[at], out, words)

	def test_no_word_for_programs_is_translated(self):
		"""Keys and words of CSV and JSON stay the same in every language."""
		self.say("zh_CN")
		self.w.tally("run")
		ended = self.w.tally("summary", "--format", "csv")
		self.assertTrue(ended.out.startswith("indicator,title,unit,region,region_name,period,breakdown,value,base,growth,change,target,completion,target_next,basis\n"))
		self.assertIn(",register\n", ended.out)

	def test_unknown_language_of_the_workspace(self):
		self.say("tlh")
		ended = self.w.tally("run")
		self.assertEqual(2, ended.status, ended)
		self.assertIn("lang: 'tlh' is not allowed; zh_CN or en", ended.err)

	def test_broken_workspace_still_speaks(self):
		self.w.write("tally.ini", b"\xff\xff\xff[workspace\nlang")
		ended = self.w.tally("runn")
		self.assertEqual(2, ended.status, ended)
		self.assertIn("'runn'", ended.err)


if __name__ == "__main__":
	cli.main()
