"""`tally plugins`: which areas there are, where they come from, and what one declares."""

import json
import os
import pathlib
import shutil

import workspace as cli

IP_INI = "[area]\nplugin = ip\n[register patents]\nfiles = ../registers/patents.csv\ncovers = 2017..\n"
PATENTS = "申请号,专利类型,申请日,授权日,失效日,区划代码\n201710000001.2,发明,2017-03-02,2018-05-08,,410902\n"


class Plugins(cli.Test):
	def setUp(self):
		super().setUp()
		self.built = pathlib.Path(cli.TALLY).parent / "plugins"

	def use(self, name, source, folder="own"):
		"""A plugin in a folder of the workspace, which the configuration names."""
		path = self.w.folder / folder / (name + ".so")
		path.parent.mkdir(exist_ok=True)
		path.write_bytes(source if isinstance(source, bytes) else source.read_bytes())
		os.chmod(path.parent, 0o755)
		os.chmod(path, 0o755)
		if "[plugins]" not in self.w.read("tally.ini"):
			self.w.write("tally.ini", cli.TALLY_INI + "[plugins]\npath = %s\n" % folder)
		self.w.write("areas/%s.ini" % name, "[area]\nplugin = %s\n" % name)
		return path

	def failed(self, name, *texts):
		"""Its own area only: the others run, the listing says why, status 1."""
		self.ends(1, self.w.tally("run"), ["%s: failed; it has no figures yet\n" % name, "market 技术市场: 5 records read"], ["%s failed: " % name, *texts])
		listed = self.ends(0, self.w.tally("plugins", "--format", "json"))
		rows = {row["area"]: row for row in json.loads(listed.out)}
		self.assertTrue(rows[name]["enabled"].startswith("failed: "), rows[name])
		self.assertEqual("yes", rows["market"]["enabled"])
		for text in texts:
			self.assertIn(text, rows[name]["enabled"])
		self.ends(1, self.w.tally("plugins", name), "", texts)

	def test_list(self):
		self.w.write("areas/ip.ini", IP_INI)
		self.w.change("areas/people.ini", "enabled = yes", "enabled = no")
		lines = self.ends(0, self.w.tally("plugins"), None, "").out.splitlines()
		self.assertEqual("area title declared by version ABI enabled".split(), lines[0].split())
		self.assertEqual(["ip", "知识产权", str(self.built / "ip.so"), "1.0", "1.1", "yes"], lines[2].split())
		self.assertEqual(["market", "技术市场", str(self.w.folder / "areas/market.ini"), "1.2", "yes"], lines[3].split())
		self.assertIn("no: enabled = no in %s/areas/people.ini" % self.w.folder, lines[4])

	def test_formats(self):
		ended = self.ends(0, self.w.tally("plugins", "--format", "json"))
		self.assertEqual([["area", "title", "origin", "version", "abi", "enabled"]] * 2, [list(row) for row in json.loads(ended.out)])
		self.ends(0, self.w.tally("plugins", "--format", "csv"), "area,title,origin,version,abi,enabled\nmarket,技术市场,")
		self.ends(0, self.w.tally("plugins", "--format", "md"), "| market | 技术市场 |")

	def test_needs_no_store_or_register(self):
		(self.w.folder / "registers/contracts.csv").unlink()
		self.ends(0, self.w.tally("plugins"), "market", "")
		self.assertFalse(self.w.store.exists())

	def test_one(self):
		self.ends(0, self.w.tally("plugins", "market"), [
			"market  技术市场  1.2  %s/areas/market.ini\n" % self.w.folder, "register contracts  合同台账\n",
			"contract_no            text     合同编号, key\n", "级别: provincial 省级 | municipal 市级\n", "联系人, optional, private\n",
			"rule small_amount (warning): 金额不超过一千万: amount <= 1000\n",
			"indicator market.contracts  技术合同 (项): number of records in 合同台账",
			"indicator market.in_force  有效合同 (项): ", "ended by 终止日期"], "")

	def test_one_of_c(self):
		"""A plugin shows what it declares, with the same words."""
		self.w.write("areas/ip.ini", IP_INI)
		self.ends(0, self.w.tally("plugins", "ip"), ["register patents  专利台账\n", "checked by cn-patent", "indicator ip.grants  专利授权量 (件): ",
			"indicator ip.inventions_per_10k"], "")

	def test_switched_off_is_shown(self):
		self.w.change("areas/market.ini", "enabled = yes", "enabled = no")
		self.ends(0, self.w.tally("plugins", "market"), "register contracts", "")

	def test_usage(self):
		self.ends(2, self.w.tally("plugins", "markt"), "", "no area 'markt'; did you mean 'market'?")
		self.ends(2, self.w.tally("plugins", "zzz"), "", "no area 'zzz'; `tally plugins` lists them")
		self.ends(2, self.w.tally("plugins", "market", "people"), "", "plugins takes one AREA, not also 'people'")

	def test_plugin_runs(self):
		self.w.write("areas/ip.ini", IP_INI)
		self.w.write("registers/patents.csv", PATENTS)
		self.ends(0, self.w.tally("run", "ip"), "ip 知识产权: 1 records read, 1 accepted")
		self.assertEqual("1", self.w.value("ip.grants"))

	def test_two_in_a_row(self):
		"""Each has a process of its own: the second is not taken for the first."""
		for name in ("ip", "talent"):
			self.w.write("areas/%s.ini" % name, "[area]\nplugin = %s\n" % name)
		rows = json.loads(self.ends(0, self.w.tally("plugins", "--format", "json")).out)
		self.assertEqual(["知识产权", "人才引育"], [row["title"] for row in rows if row["area"] in ("ip", "talent")])

	def test_missing(self):
		self.w.write("areas/ipp.ini", "[area]\nplugin = ipp\n")
		self.failed("ipp", "plugin 'ipp' not found; looked for ipp.so beside the program, in its plugin folder and in [plugins] path")

	def test_declares_another_area(self):
		self.w.write("areas/patents.ini", "[area]\nplugin = ip\n")
		self.failed("patents", "ip.so declares the area 'ip'; name its file areas/ip.ini")

	def test_no_bare_name(self):
		self.w.write("areas/ip.ini", "[area]\nplugin = ../ip\n")
		self.failed("ip", "plugin = ../ip: a bare name is wanted; name its folder by [plugins] path in tally.ini")

	def test_declared_twice(self):
		self.w.write("areas/ip.ini", IP_INI.replace("[register", "title = 再来\n[register"))
		self.ends(2, self.w.tally("run"), "", "areas/ip.ini:3: 'title' in [area] is declared by ip; here stand files, codings and switches only")

	def test_unknown_register(self):
		self.w.write("areas/ip.ini", IP_INI.replace("patents]", "patent]"))
		self.ends(2, self.w.tally("run"), "", ["areas/ip.ini:3: register 'patent' is not declared by ", "did you mean 'patents'?"])

	def test_no_plugin_at_all(self):
		self.use("broken", b"this is text, no shared object\n")
		self.failed("broken", "broken.so: ")
		self.use("broken", b"")
		self.failed("broken", "broken.so: ")
		self.use("broken", (self.built / "ip.so").read_bytes()[:200])
		self.failed("broken", "broken.so: ")

	def test_cut_in_half(self):
		whole = (self.built / "ip.so").read_bytes()
		self.use("ip", whole[:len(whole) // 2])
		self.failed("ip", "ip.so: ")

	def test_no_note(self):
		"""A shared object of another kind is told before anything of it runs."""
		other = pathlib.Path("/lib/x86_64-linux-gnu/libc.so.6")
		if not other.exists():
			self.skipTest("no libc.so.6 at its usual place")
		self.use("ip", other)
		self.failed("ip", "ip.so: ")

	def test_anyone_may_write(self):
		path = self.use("ip", self.built / "ip.so")
		self.ends(0, self.w.tally("plugins"), str(path))
		os.chmod(path, 0o757)
		self.failed("ip", str(path))
		os.chmod(path, 0o755)
		os.chmod(path.parent, 0o777)
		self.failed("ip", str(path.parent))
		os.chmod(path.parent, 0o755)
		self.ends(0, self.w.tally("plugins"), str(path))

	def test_failure_keeps_figures(self):
		path = self.use("ip", self.built / "ip.so")
		self.w.write("areas/ip.ini", IP_INI)
		self.w.write("registers/patents.csv", PATENTS)
		self.ends(0, self.w.tally("run"), "ip 知识产权: 1 records read")
		before = self.w.figures()
		shutil.copy(path, path.with_suffix(".kept"))
		path.write_bytes(b"damaged")
		self.ends(1, self.w.tally("run"), "ip: failed; its last figures stay\n", "ip failed: ")
		self.assertEqual(before, self.w.figures())
		shutil.copy(path.with_suffix(".kept"), path)
		self.ends(0, self.w.tally("run"))
		self.assertEqual(before, self.w.figures())


if __name__ == "__main__":
	cli.main()
