"""Makes the synthetic sample registers of conf/puyang/registers.

The lists of the bureau are not public. What this writes is a synthetic sample: firms, persons, certificates and
contracts that do not exist, each record valid by itself, whose totals are the published figures of 2017 and
2018. The same bytes come out everywhere.

	python3 tests/gen/puyang.py            writes the registers
	python3 tests/gen/puyang.py --check    recomputes every figure from the files; 1 on a mismatch
"""

import pathlib
import sys

sys.dont_write_bytecode = True

import puyang_check  # noqa: E402
import puyang_patents  # noqa: E402
import puyang_registers as made  # noqa: E402
from sample import Firms  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
REGISTERS = ROOT / "conf" / "puyang" / "registers"
FILES = {
	"enterprise-certificates.csv": made.certificates,
	"enterprise-titles.csv": made.titles,
	"enterprise-tech-smes.csv": made.tech_smes,
	"platform-platforms.csv": made.platforms,
	"talent-talents.csv": made.talents,
	"talent-visits.csv": made.visits,
	"finance-tech-loans.csv": made.tech_loans,
	"finance-pledges.csv": made.pledges,
	"ip-patents.csv": puyang_patents.patents,
}


def main(arguments):
	if arguments not in ([], ["--check"]):
		print("usage: puyang.py [--check]", file=sys.stderr)
		return 2
	firms = Firms()
	contents = {name: make(firms) for name, make in FILES.items()}
	if not arguments:
		REGISTERS.mkdir(parents=True, exist_ok=True)
		for name, content in contents.items():
			(REGISTERS / name).write_bytes(content)
		return 0
	changed = [name for name, content in contents.items() if (REGISTERS / name).read_bytes() != content]
	faults = [name + ": is not what the generator writes" for name in changed]
	faults += puyang_check.check(ROOT)
	for fault in faults:
		print(fault, file=sys.stderr)
	print("%d faults" % len(faults))
	return 1 if faults else 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
