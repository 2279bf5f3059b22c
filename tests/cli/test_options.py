"""Usage: options, help, version, and what is said when they are wrong."""

import workspace as cli

COMMANDS = {"run": ("--issues", "--dry", "--threads", "--timing"), "check": ("--register", "--store", "--private", "--format", "--output", "--excel", "--issues", "--return", "--threads", "--timing"), "plugins": ("--format", "--output",),
	"summary": ("--area", "--indicator", "--region", "--by", "--period", "--ytd", "--rows", "--cols", "--value", "--periods", "--grain", "--breakdown", "--basis", "--columns", "--as-of", "--format", "--output", "--excel")}
COMMON = ("-C", "--color", "--help", "--version")


class Help(cli.Test):
	def test_program(self):
		ended = self.ends(0, cli.call("--help"), ["usage: tally COMMAND", "exit status: 0 ", *COMMANDS, *COMMON], "")
		for line in ended.out.splitlines():
			self.assertLessEqual(len(line), 130, line)

	def test_commands(self):
		for name, options in COMMANDS.items():
			for words in ((name, "--help"), ("--help", name)):
				ended = self.ends(0, cli.call(*words), ["usage: tally %s " % name, *options, *COMMON], "")
				listed = {line.split()[0] for line in ended.out.splitlines() if line.startswith("  -")}
				self.assertEqual({*options, *COMMON}, listed)

	def test_needs_no_workspace(self):
		self.ends(0, cli.call("run", "--help", cwd="/"), "usage: tally run", "")

	def test_nothing_said(self):
		self.ends(2, cli.call(cwd="/"), "", "usage: tally COMMAND")

	def test_version(self):
		for words in (("--version",), ("run", "--version"), ("--version", "summary")):
			ended = self.ends(0, cli.call(*words, cwd="/"), None, "")
			self.assertRegex(ended.out, r"\Atally \d+\.\d+\.\d+\n\Z")


class Usage(cli.Test):
	def test_refused(self):
		for words, said in ((("runn",), "no command 'runn'; did you mean 'run'?"), (("sumary",), "no command 'sumary'; did you mean 'summary'?"),
				(("frobnicate",), "no command 'frobnicate'; allowed: run, check, plugins"),
				(("run", "--dyr"), "no option '--dyr' of run; did you mean '--dry'?"),
				(("run", "--format", "csv"), "no option '--format' of run; allowed: -C, "),
				(("summary", "--formt", "csv"), "no option '--formt' of summary; did you mean '--format'?"),
				(("--foo",), "no option '--foo' of tally; allowed: -C, --color, --help, --version"),
				(("summary", "--format"), "--format needs a value: FORMAT"), (("run", "-C"), "-C needs a value: DIR"),
				(("summary", "--excel=yes"), "--excel takes no value"), (("run", "--dry=1"), "--dry takes no value"),
				(("run", "--color", "red"), "--color: 'red' is not allowed; one of auto|always|never"),
				(("summary", "--format=xml"), "--format: 'xml' is not allowed; one of table|csv|json|md|xlsx")):
			with self.subTest(words=words):
				ended = self.ends(2, cli.call(*words, cwd=self.w.folder), "", "tally: %s" % said)
				self.assertEqual(1, ended.err.count("\n"), ended)
		self.assertFalse(self.w.store.exists())

	def test_value_behind_an_equals_sign(self):
		self.w.tally("run")
		one = self.w.tally("summary", "--format=csv", "--region=410902")
		self.assertEqual(self.ends(0, self.w.tally("summary", "--region", "410902", "--format", "csv")).out, one.out)

	def test_options_before_and_behind(self):
		self.ends(0, cli.call("run", "people", "--dry", "-C", self.w.folder), "market 技术市场: not asked for")

	def test_threads(self):
		for number in ("1", "2", "64"):
			self.ends(0, self.w.tally("run", "--threads", number), "36 observations")
		for number in ("0", "-1", "two", "99999", "1.5", ""):
			self.ends(2, self.w.tally("run", "--threads", number), "", "--threads: '%s' is not allowed; a number from 1 to 1024" % number)

	def test_double_dash(self):
		self.ends(2, self.w.tally("run", "--", "--dry"), "", "no area '--dry'")

	def test_empty_words(self):
		self.ends(2, cli.call("", cwd=self.w.folder), "", "no command ''")
		self.ends(2, self.w.tally("run", ""), "", "no area ''")
		self.ends(2, self.w.tally("summary", "--format="), "", "--format: '' is not allowed")
		self.ends(2, cli.call("-C", "", "run"), "", "no workspace there")

	def test_bytes_that_are_no_text(self):
		for word in (b"\xff\xfe", b"run\xe4", "运行".encode("gb18030")):
			done = cli.subprocess.run([cli.TALLY.encode(), b"-C", bytes(self.w.folder), b"run", word], env=cli.environment(), capture_output=True, check=False)
			self.assertEqual(2, done.returncode, done)

	def test_long_words(self):
		self.w.tally("run")
		for words in (("run", "x" * 100000), ("--" + "y" * 100000,), ("summary", "--region", "区" * 5000), ("-C", "z" * 5000, "run")):
			ended = self.ends(2, cli.call(*words, cwd=self.w.folder), "", "tally: ")
			self.assertLess(len(ended.err), 2000)


class Colour(cli.Test):
	def test_none_in_a_pipe(self):
		for env in ({}, {"NO_COLOR": "1"}, {"TERM": "xterm-256color"}):
			ended = self.w.tally("run", env=cli.environment(**env))
			self.assertNotIn("\033", ended.out + ended.err)
		self.assertNotIn("\033", self.w.tally("summary", "--color", "never").out)

	def test_always(self):
		ended = self.w.tally("run", "nosuch", "--color", "always")
		self.assertIn("\033[31mtally\033[0m: ", ended.err)
		self.assertNotIn("\033", self.w.tally("run", "nosuch", "--color", "never").err)


if __name__ == "__main__":
	cli.main()
