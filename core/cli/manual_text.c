/* CLI: the sentences of the manual page. Knows no layout; commands and options themselves stand in the tables of options.c. */
#include "cli/manual.h"

#include "base/error.h"

const struct manual_note manual_notes[] = {
	{ NULL, "-C", N_("The workspace: a folder with a tally.ini, or the file. Default: the current folder.") },
	{ NULL, "--color",
		N_("Colour for the words error and warning in messages. Default: auto, which is a terminal and no NO_COLOR in "
		   "the "
		   "environment.") },
	{ NULL, "--help", N_("Print help on the program, or on the command, and end.") },
	{ NULL, "--version", N_("Print the version and end.") },
	{ NULL, "--format",
		N_("How rows are printed. JSON is an array of objects whose keys are those of the columns; growth, completion "
		   "and "
		   "shares are in percent, with four places, from unrounded values.") },
	{ NULL, "--output",
		N_("Into this file instead of standard output. It is written aside and put in its place when it is whole, so "
		   "that no "
		   "failure leaves half a file. Its ending (.csv, .json, .md, .xlsx) is the format where --format names "
		   "none.") },
	{ NULL, "--excel", N_("With --format csv: a byte order mark, and codes kept as text, for spreadsheets.") },
	{ NULL, "--as-of",
		N_("As the store stood after that run: values, statements, names and accounts as they were. A run is named by "
		   "its "
		   "number, by a release, or by a day such as 2018-12-31: the last run begun on or before it (UTC). Default: "
		   "now.") },
	{ NULL, "--region", N_("Of this region, by code or name. Default: the home of the workspace.") },
	{ NULL, "--threads",
		N_("Threads that may work at once, 1 to 1024. Default: the processors of the machine. Results never depend on "
		   "it.") },
	{ NULL, "--issues",
		N_("Write every issue to this file, as CSV: file, line, column, field, rule, severity, value, message, heading "
		   "of the column. Without "
		   "it "
		   "the first ones are shown; the store keeps the first thousand of each kind, and the exact counts.") },

	{ "run", NULL,
		N_("Read the registers of the areas named, or of all that are enabled; compute their indicators; write the "
		   "store in "
		   "one transaction. Prints a line for each area: records read, accepted, with warnings and rejected; values, "
		   "new "
		   "ones, changed ones and those that are gone. An area that fails costs only itself: the others are written, "
		   "its "
		   "last figures stay.") },

	{ "check", NULL,
		N_("Everything that run does but the writing. With --register, the first ten records of one file as they are "
		   "understood: which column is which field, what each cell holds, what is wrong with it.") },
	{ "check", "--register", N_("Read FILE as this register.") },
	{ "check", "--return",
		N_("A workbook like it for each file that was read, into this folder: faulty cells are coloured and have a "
		   "note, a "
		   "first sheet lists them with links. Mended and put into the folder of the file that was sent, under any "
		   "name, "
		   "it takes its place in the next run. Files in the folder that are no returned workbooks, and those that "
		   "somebody is mending, are left alone; the exit status is then 1.") },
	{ "check", "--store",
		N_("The store that is there instead of the registers: named checks of its file, its keys, its history and its "
		   "figures, each with what must hold and how many faults it found. Nothing is written. The exit status is 1 "
		   "when a "
		   "check of severity error found one.") },
	{ "check", "--format", N_("With --store: how the checks are printed.") },

	{ "plugins", NULL,
		N_("The work areas of the workspace: where each is declared, its version and ABI, whether it is enabled, and "
		   "if not, "
		   "why. With an AREA, its registers with their fields and rules, and its indicators in words.") },

	{ "new", NULL,
		N_("Writes areas/NAME.ini for a file that is there: which columns it has, what they hold, which of them dates, "
		   "places and tells a record, and a first indicator. Everything in it is a guess, said with its reason, and "
		   "what a "
		   "person must look at; the file is checked at once. A file areas/NAME.ini that is there is refused.") },
	{ "new", "--from",
		N_("The sample: CSV in any of the usual encodings, or a workbook, of which the first sheet is taken.") },

	{ "reconcile", NULL,
		N_("Hold every published figure against what is computed, and the targets of one cell against each other: the "
		   "very "
		   "number, inside what the printed digits and words mean, or different, with the distance. A growth that "
		   "differs "
		   "tells which bases it fits. Ties between figures are held with their bounds; accepted differences are "
		   "listed and "
		   "leave the exit status alone. With --format md it is a sheet to print and sign. Ends with 1 when something "
		   "differs.") },
	{ "reconcile", "--region", N_("Only statements about this region.") },
	{ "reconcile", "--period", N_("Only statements about this period.") },

	{ "list", NULL,
		N_("The very names behind a figure, read again from the files of its register: all fields of each record, the "
		   "first and "
		   "the last day on which it is valid, and with --format csv its file and line. Any period may be asked for, "
		   "computed "
		   "or not: one behind the last complete period is as the register says today, so --leaving names the "
		   "certificates "
		   "that lapse next quarter. A distinct figure names each entity once. Private fields are masked. A file that "
		   "is not "
		   "what the last run read is named on standard error.") },
	{ "list", "--at",
		N_("Who is there on the last day of the period; of a flow, what is counted in it. One of --at, --entering and "
		   "--leaving "
		   "is said.") },
	{ "list", "--entering", N_("Who is there on the last day of the period and was not on the day before it began.") },
	{ "list", "--leaving",
		N_("Who was there on the day before the period began and is not on its last day: a record that is valid up to "
		   "31 March "
		   "leaves in the second quarter, as it does in the figures.") },
	{ "list", "--columns",
		N_("These columns in this order: fields of the register by their names, first_day, last_day, file, line.") },
	{ "list", "--breakdown", N_("Of this part, such as level=provincial. Default: the total.") },

	{ "status", NULL,
		N_("Who has delivered what, of the registers that say whom they expect: what is missing and what came late "
		   "first, "
		   "then files whose names are not understood, those with faults, what is not due yet, and what is fine. A "
		   "delivery counts from its first file, whatever was mended later. Ends with 1 when something is missing, "
		   "late or "
		   "not understood.") },
	{ "status", "--period", N_("Only deliveries of this period. Default: all.") },
	{ "status", "--region", N_("Only those of this region and of regions in it. Default: all.") },
	{ "status", "--on", N_("As it stands on this day, such as 2018-11-15. Default: today.") },

	{ "backup", NULL,
		N_("A copy of the store as of its last whole run, also while a run is writing. The copy is checked and made "
		   "safe on "
		   "the disk before FILE gets its name; a FILE that is there is refused.") },

	{ "release", NULL,
		N_("Marks the figures of a period as handed out, as of the last run. Without a NAME it lists what was. From "
		   "then on "
		   "--as-of NAME reads them again; a run that changes a released figure says which, with both values and the "
		   "inputs "
		   "that differ, and ends with 1; and growth is measured against them (the option growth_base of the "
		   "workspace). A "
		   "name is given once: letters, digits, . _ - and Chinese characters, but no bare number and no day.") },
	{ "release", "--period", N_("The period that was handed out.") },
	{ "release", "--area", N_("Of this work area only.") },

	{ "summary", NULL,
		N_("The figures of a period, from the store alone: value, the value of the year before, growth, the target of "
		   "the "
		   "next period, unit and basis; for each indicator the total first, then its breakdowns. A mark * stands "
		   "behind "
		   "figures whose register has rejected records.") },
	{ "summary", "--by",
		N_("region: the region and those in it, side by side. Else only this breakdown: level, kind, level*kind; none "
		   "prints "
		   "totals alone.") },
	{ "summary", "--period",
		N_("Of this period: 2018, 2018H1, 2018Q3, 2018-10, or the months 2018-01..2018-10. Default: the last one.") },
	{ "summary", "--ytd",
		N_("The period, the year up to its end, and the same months of the year before, side by side. Flows are made "
		   "of their "
		   "months, what is counted on a day is that of the last month; what does not add over time says so.") },
	{ "summary", "--rows",
		N_("Instead of rows a table of one measure; its rows go through indicator, breakdown, region or period. What "
		   "is "
		   "neither in the rows nor in the columns stands still, as the other options name it, or gets a label column "
		   "where "
		   "there is more than one of it. Total first, then counties, zones, and the rest where it is not zero.") },
	{ "summary", "--cols", N_("The columns of that table; default: period, or region where the rows are periods.") },
	{ "summary", "--value",
		N_("The measure of that table: the key of any column with figures, such as value, growth or share_parent.") },
	{ "summary", "--periods",
		N_("The periods of that table: 2014..2018, 2018Q1..2018Q4; 2018-01..2018-10 is ten months. Default: the last "
		   "five, "
		   "without those before the first figure.") },
	{ "summary", "--breakdown", N_("The part that table is about, as level=provincial. Default: the total.") },
	{ "summary", "--basis",
		N_("Which values: best (the default) prints one row a cell, with the strongest basis; all prints a row for "
		   "each "
		   "basis; register, given and published print that one only.") },
	{ "summary", "--columns",
		N_("These columns in this order, called as in CSV, or all of them: indicator, title, unit, region, "
		   "region_name, "
		   "period, breakdown, value, base (the year before), growth, change, previous (the period before), "
		   "growth_previous, change_previous, entries, exits, net, share_parent (of the region above), share_total (of "
		   "the "
		   "home region), share_parts (of the total of its breakdown), rank, rank_of, target, completion, distance, "
		   "met, "
		   "target_next, to_date, to_date_base, to_date_growth, to_date_change (the year up to the end of the period), "
		   "basis. A change is in the unit of the figure, in percentage points where that is a percentage. A distance "
		   "is "
		   "what is still missing to the target, below zero what is beyond it.") },

	{ "explain", NULL,
		N_("One figure explained from the store: the value and why there is none, what came and went since the last "
		   "closing, "
		   "the definition, the operands of a formula with their own values, the registers with their files and "
		   "coverage, "
		   "what was published, given and planned about the same cell, and the run since which the value stands.") },
	{ "explain", "--breakdown", N_("Of this part, such as level=provincial. Default: the total.") },
	{ "explain", "--sql", N_("The plan as SQL, too; JSON always has it.") },
	{ "explain", "--records",
		N_("The very records, read again from the register as a run reads it: file and line, key, and the fields that "
		   "the "
		   "plan looks at; private fields are masked. Of a stock also those that came since the last closing, or left. "
		   "What "
		   "they add up to is compared with the store; where it differs, or a file has changed since the run, that is "
		   "said "
		   "and the exit status is 1.") },
	{ "explain", "--format", N_("How it is printed; csv with --records alone: its rows.") },

	{ NULL, "--private",
		N_("Private fields (identity numbers, telephones) as they stand in the register. Without it they are masked, "
		   "and the "
		   "store never has them: a private key is kept as a hash.") },
	{ "history", NULL,
		N_("Every value that a figure has had, the oldest first: the run that gave it, when that was, the change, and "
		   "which "
		   "inputs of the figure differ from those of the run before: its files, the declaration of its register, its "
		   "definition, given and published figures, opening rows, the table of regions, the program; of a formula "
		   "also "
		   "those of its operands. Of a register whose records are kept (keep_rows) also which of them were added, "
		   "edited, "
		   "removed.") },
	{ "history", "--breakdown", N_("Of this part, such as level=provincial. Default: the total.") },

	{ "diff", NULL,
		N_("All figures that differ between two runs, each named by its number, a release or a day. A table begins "
		   "with the "
		   "inputs that differ and a count for each indicator, and shows the first 200 places; CSV and JSON have every "
		   "place, with the keys area, indicator, title, region, region_name, period, breakdown, before, after, change "
		   "and "
		   "unit.") },
	{ "diff", "--region", N_("Only this region, without those in it.") },

	{ "show", NULL,
		N_("One figure over periods of one length, the earliest first: value, entries and exits, growth on the same "
		   "period a "
		   "year before and on the period before, target and completion, how many values the figure has had, and a "
		   "line of "
		   "blocks from the lowest value to the highest.") },
	{ "show", "--periods", N_("These periods: 2014..2018, 2018Q1..2018Q4, 2018-01..2018-12. Default: the last five.") },

	{ "export", NULL,
		N_("Every value of the store, one row a place and basis, for programs: area, indicator, title, unit, region, "
		   "region_name, period, first_day, last_day, breakdown, breakdown_title, value, numerator, denominator, "
		   "entries, "
		   "exits, basis, run. The order is by names and the same content gives the same bytes. Zeros that are not "
		   "stored "
		   "are no rows.") },
	{ "export", "--region", N_("Only this region, without those in it.") },
	{ "export", "--period", N_("Only this period.") },
	{ "export", "--format", N_("csv (the default) or json.") },

	{ "manual", NULL,
		N_("The manual page in the language of messages, as roff: tally manual | man -l - shows it. What is installed "
		   "was "
		   "made this way.") },
};
const size_t manual_notes_count = sizeof(manual_notes) / sizeof(manual_notes[0]);

const struct manual_piece manual_pieces[] = {
	{ MANUAL_PART, N_("DESCRIPTION"), NULL },
	{ MANUAL_TEXT, NULL,
		N_("An office keeps registers: who was certified, which platform was founded, which loan was paid out. tally "
		   "reads "
		   "them, computes the indicators that each work area declares, writes them into one SQLite store, and prints "
		   "the "
		   "tables that a report is written from. A record that cannot be counted is named with its file, line and "
		   "column.") },
	{ MANUAL_TEXT, NULL,
		N_("A workspace is a folder with a tally.ini and a file areas/NAME.ini for each work area. Results go to "
		   "standard "
		   "output, everything else to standard error.") },
	{ MANUAL_TEXT, NULL, N_("An option takes its value as --by level or as --by=level; -- ends the options.") },
	{ MANUAL_COMMANDS, NULL, NULL },
	{ MANUAL_PART, N_("EXIT STATUS"), NULL },
	{ MANUAL_ENTRY, "0", N_("All is as promised.") },
	{ MANUAL_ENTRY, "1",
		N_("Finished, but something needs a person: records were rejected, an area failed, figures differ.") },
	{ MANUAL_ENTRY, "2", N_("Usage or configuration; nothing was written.") },
	{ MANUAL_ENTRY, "3", N_("Input, output or store; nothing was written.") },
	{ MANUAL_PART, N_("ENVIRONMENT"), NULL },
	{ MANUAL_ENTRY, "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
		N_("Language of messages, the first that is set; where tally.ini says lang, that comes before them. Known are "
		   "English "
		   "and Chinese (zh_CN), whether or not the system has that locale. Numbers and order never depend on it.") },
	{ MANUAL_PART, N_("FILES"), NULL },
	{ MANUAL_ENTRY, "tally.ini", N_("The workspace: home region, periods, tables, store.") },
	{ MANUAL_ENTRY, "areas/NAME.ini", N_("One work area: what declares it, its files and switches.") },
	{ MANUAL_ENTRY, "regions.csv, ranksets.csv", N_("Regions, and sets of them that are ranked together.") },
	{ MANUAL_ENTRY, "tally.db",
		N_("The store, unless tally.ini names another: one SQLite file. Its views figure, observation, figure_history "
		   "and "
		   "stated are for people. While it is written there are tally.db.lock, which tells who writes, and "
		   "tally.db.new.") },
	{ MANUAL_ENTRY, "PREFIX/lib/tally/NAME.so", N_("Plugins.") },
	{ MANUAL_PART, N_("EXAMPLES"), NULL },
	{ MANUAL_EXAMPLE, "tally -C conf/puyang run", NULL },
	{ MANUAL_EXAMPLE, "tally -C conf/puyang run --dry ip", NULL },
	{ MANUAL_EXAMPLE, "tally -C conf/puyang check new.csv --register ip.patents", NULL },
	{ MANUAL_EXAMPLE, "tally -C conf/puyang summary --area platform --by level", NULL },
	{ MANUAL_EXAMPLE, "tally -C conf/puyang summary --indicator ip.grants --by region --format csv --excel > grants.csv",
		NULL },
	{ MANUAL_PART, N_("SEE ALSO"), NULL },
	{ MANUAL_TEXT, NULL,
		N_("sqlite3(1), iconv(1); configuration.md lists every section and option, store.md the tables and views of "
		   "the "
		   "store.") },
};
const size_t manual_pieces_count = sizeof(manual_pieces) / sizeof(manual_pieces[0]);
