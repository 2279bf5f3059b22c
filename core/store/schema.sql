-- The tables of the store: numbers and ids; views.sql gives them names and plain decimals. What is changed here is changed in migrate_N.sql too,
-- N being user_version - 1: see the head of that file.
PRAGMA application_id = 0x54414c59;
PRAGMA user_version = 3;

CREATE TABLE run(
	id INTEGER PRIMARY KEY,
	started TEXT NOT NULL,
	added INTEGER NOT NULL DEFAULT 0,
	changed INTEGER NOT NULL DEFAULT 0,
	removed INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE workspace(
	id INTEGER PRIMARY KEY CHECK (id = 1),
	title TEXT NOT NULL,
	lang TEXT NOT NULL,
	home INTEGER NOT NULL REFERENCES region,
	grains INTEGER NOT NULL,   -- bits: 1 year, 2 half, 4 quarter, 8 month
	through INTEGER NOT NULL,  -- a period
	rounding INTEGER NOT NULL, -- 0 half away from zero, 1 half even
	growth_base INTEGER NOT NULL DEFAULT 0 -- 0 the released value where there is one, 1 the value of today
) STRICT;

CREATE TABLE region(
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	level TEXT NOT NULL,
	kind INTEGER NOT NULL,     -- 0 unit, 1 zone, 2 overlay, 3 rest
	parent INTEGER REFERENCES region,
	place INTEGER,             -- in preorder: its descendants have place + 1 .. last; null when no longer in the table of regions
	last INTEGER,
	depth INTEGER NOT NULL,
	first_day INTEGER NOT NULL, -- days since 1970-01-01
	last_day INTEGER NOT NULL,
	successor INTEGER REFERENCES region -- that counts it after its last day
) STRICT;

-- Lists of regions that are ranked against each other, as the workspace declares them today; the siblings of one level need no list.
CREATE TABLE rank_set(
	place INTEGER PRIMARY KEY, -- as declared
	name TEXT NOT NULL UNIQUE,
	title TEXT NOT NULL
) STRICT;

CREATE TABLE rank_member(
	rank_set INTEGER NOT NULL REFERENCES rank_set,
	place INTEGER NOT NULL,
	region INTEGER NOT NULL REFERENCES region,
	PRIMARY KEY(rank_set, place)
) STRICT, WITHOUT ROWID;

-- Filled when a period is first used. id = first month * 16 + months - 1, a month being year * 12 + month - 1.
CREATE TABLE period(
	id INTEGER PRIMARY KEY,
	text TEXT NOT NULL,
	grain INTEGER NOT NULL,    -- bit as in workspace.grains; 0 for a year to date
	first_day TEXT NOT NULL,
	last_day TEXT NOT NULL,
	first INTEGER NOT NULL,    -- the same in days since 1970-01-01
	last INTEGER NOT NULL
) STRICT;

CREATE TABLE breakdown(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO breakdown VALUES(0, '');

CREATE TABLE area(
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	version TEXT NOT NULL,
	place INTEGER NOT NULL,
	enabled INTEGER NOT NULL
) STRICT;

CREATE TABLE register(
	id INTEGER PRIMARY KEY,
	area INTEGER NOT NULL REFERENCES area,
	name TEXT NOT NULL,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	scope INTEGER NOT NULL REFERENCES region,
	covers_first INTEGER NOT NULL, -- days; covers_first > covers_last: nothing
	covers_last INTEGER NOT NULL,
	live INTEGER NOT NULL,         -- 0: no longer declared
	seen INTEGER NOT NULL,         -- the last run that declared it
	UNIQUE(area, name)
) STRICT;

-- Days of the lists that a register holds, where it is read as dated lists: a snapshot is known on these days and on no other.
CREATE TABLE listing(
	register INTEGER NOT NULL REFERENCES register,
	day INTEGER NOT NULL, -- days since 1970-01-01
	PRIMARY KEY(register, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE source(
	id INTEGER PRIMARY KEY,
	register INTEGER NOT NULL REFERENCES register,
	path TEXT NOT NULL,
	size INTEGER NOT NULL,
	mtime_ns INTEGER NOT NULL,
	inode INTEGER NOT NULL,
	fingerprint TEXT NOT NULL,
	encoding TEXT NOT NULL,
	read INTEGER NOT NULL,
	accepted INTEGER NOT NULL,
	warned INTEGER NOT NULL,       -- of the accepted
	rejected INTEGER NOT NULL,
	skipped INTEGER NOT NULL
) STRICT;
CREATE INDEX source_register ON source(register);

-- The first ones of each kind; the exact numbers stand in issue_count.
CREATE TABLE issue(
	source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	line INTEGER NOT NULL,
	field_no INTEGER NOT NULL,
	field TEXT NOT NULL,
	rule TEXT NOT NULL,
	severity INTEGER NOT NULL,     -- 1 error: the record is rejected, 2 warning
	value TEXT NOT NULL,
	message TEXT NOT NULL
) STRICT;
CREATE INDEX issue_source ON issue(source);

CREATE TABLE issue_count(
	source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	field TEXT NOT NULL,
	rule TEXT NOT NULL,
	severity INTEGER NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY(source, field, rule, severity)
) STRICT, WITHOUT ROWID;

-- Indicators with the same time rule, region field and breakdowns share a cube: one row of cell a place.
CREATE TABLE cube(
	id INTEGER PRIMARY KEY,
	area INTEGER NOT NULL REFERENCES area,
	register INTEGER REFERENCES register,
	signature TEXT NOT NULL
) STRICT;

CREATE TABLE indicator(
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	area INTEGER NOT NULL REFERENCES area,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	unit TEXT NOT NULL,
	note TEXT NOT NULL,
	formula TEXT NOT NULL,
	definition TEXT NOT NULL,
	sql TEXT NOT NULL,
	register INTEGER REFERENCES register,
	kind INTEGER NOT NULL,         -- 1 number, 2 parts (a / b), 3 decimal
	decimals INTEGER NOT NULL,     -- digits printed
	scale INTEGER NOT NULL,        -- a number is m * 10^-scale, parts are a / b * 10^-scale; negative in a percentage
	measure INTEGER NOT NULL,      -- 1 count, 2 distinct, 3 sum, 4 min, 5 max, 6 mean, 7 ratio, 8 share, 0 formulas and given
	time INTEGER NOT NULL,         -- 1 flow, 2 stock, 3 cumulative, 4 snapshot, 0 formulas
	direction INTEGER NOT NULL,    -- 1 higher is better, 2 lower
	grains INTEGER NOT NULL,
	cube INTEGER REFERENCES cube,
	slot INTEGER NOT NULL,
	width INTEGER NOT NULL,
	place INTEGER NOT NULL,
	live INTEGER NOT NULL,
	seen INTEGER NOT NULL,
	flow TEXT NOT NULL DEFAULT '',
	breaks TEXT NOT NULL DEFAULT '',
	to_date INTEGER NOT NULL DEFAULT 0,
	anew INTEGER NOT NULL DEFAULT 0,
	reads TEXT NOT NULL DEFAULT '', -- parameters: area.name, area.name
	reads_when INTEGER NOT NULL DEFAULT 0 -- 1: they are read on the very day that puts a record into its period
) STRICT;

CREATE TABLE part(
	indicator INTEGER NOT NULL REFERENCES indicator,
	place INTEGER NOT NULL,
	breakdown INTEGER NOT NULL REFERENCES breakdown,
	dimension TEXT NOT NULL,
	title TEXT NOT NULL,
	shown INTEGER NOT NULL,
	grouped INTEGER NOT NULL,      -- 1: codes taken together, never added with its members
	several INTEGER NOT NULL DEFAULT 0, -- 1: by a field with several codes a record: its parts never add up to the total
	PRIMARY KEY(indicator, place)
) STRICT, WITHOUT ROWID;

-- Columns m[slot] .. m[slot + width - 1] of the cube belong to the indicator in these runs; to_run is null while they do.
CREATE TABLE measure(
	cube INTEGER NOT NULL REFERENCES cube,
	slot INTEGER NOT NULL,
	from_run INTEGER NOT NULL,
	to_run INTEGER,
	width INTEGER NOT NULL,
	indicator INTEGER NOT NULL REFERENCES indicator,
	kind INTEGER NOT NULL,
	scale INTEGER NOT NULL,
	PRIMARY KEY(cube, slot, from_run)
) STRICT, WITHOUT ROWID;
CREATE INDEX measure_indicator ON measure(indicator);

-- key = cube << 53 | region << 36 | period << 16 | breakdown; run: since when the row stands.
CREATE TABLE cell(
	key INTEGER PRIMARY KEY,
	run INTEGER NOT NULL,
	m0 INTEGER, m1 INTEGER, m2 INTEGER, m3 INTEGER, m4 INTEGER, m5 INTEGER, m6 INTEGER, m7 INTEGER
) STRICT;

CREATE TABLE cell_history(
	key INTEGER NOT NULL,
	first_run INTEGER NOT NULL,
	last_run INTEGER NOT NULL,
	m0 INTEGER, m1 INTEGER, m2 INTEGER, m3 INTEGER, m4 INTEGER, m5 INTEGER, m6 INTEGER, m7 INTEGER,
	PRIMARY KEY(key, first_run)
) STRICT, WITHOUT ROWID;

-- value, low, high: kind 0 none, 1 number (a units of 10^-scale), 2 parts (a / b * 10^-scale), 3 decimal (a + b * 10^-12).
CREATE TABLE statement(
	file TEXT NOT NULL,
	ref TEXT NOT NULL,
	stat INTEGER NOT NULL,
	line INTEGER NOT NULL,
	area INTEGER NOT NULL REFERENCES area,
	kind INTEGER NOT NULL,
	quantity INTEGER NOT NULL,
	compare INTEGER NOT NULL,
	indicator INTEGER NOT NULL REFERENCES indicator,
	region INTEGER NOT NULL REFERENCES region,
	period INTEGER NOT NULL REFERENCES period,
	breakdown INTEGER NOT NULL REFERENCES breakdown,
	text TEXT NOT NULL,
	unit TEXT NOT NULL,
	qualifier TEXT NOT NULL,
	edition TEXT NOT NULL,
	date TEXT NOT NULL,
	source TEXT NOT NULL,
	value_kind INTEGER NOT NULL, value_a INTEGER NOT NULL, value_b INTEGER NOT NULL, value_scale INTEGER NOT NULL,
	low_kind INTEGER NOT NULL, low_a INTEGER NOT NULL, low_b INTEGER NOT NULL, low_scale INTEGER NOT NULL,
	high_kind INTEGER NOT NULL, high_a INTEGER NOT NULL, high_b INTEGER NOT NULL, high_scale INTEGER NOT NULL,
	exact INTEGER NOT NULL, low_open INTEGER NOT NULL, high_open INTEGER NOT NULL,
	run INTEGER NOT NULL, -- that put it
	PRIMARY KEY(file, ref, stat)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_cell ON statement(indicator, region, period, breakdown, kind, stat);

-- What the runs worked from, so that two of them can be compared: the digest of each input and the runs in which it was so; last_run is null while it is.
CREATE TABLE input(
	kind INTEGER NOT NULL,
	owner TEXT NOT NULL,           -- an area or a register, or empty
	name TEXT NOT NULL,
	digest TEXT NOT NULL,
	first_run INTEGER NOT NULL,
	last_run INTEGER,
	PRIMARY KEY(kind, owner, name, first_run)
) STRICT, WITHOUT ROWID;

-- What was handed out: the figures of a period as of a run. Not part of any run.
CREATE TABLE release(
	name TEXT PRIMARY KEY,
	run INTEGER NOT NULL REFERENCES run,
	period INTEGER NOT NULL REFERENCES period,
	area INTEGER REFERENCES area, -- null: all
	made TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Records of registers that are kept (keep_rows): the runs in which each stood with that digest; last_run is null while it stands.
CREATE TABLE record(
	register INTEGER NOT NULL REFERENCES register,
	key TEXT NOT NULL,             -- a private one is a hash
	digest INTEGER NOT NULL,
	first_run INTEGER NOT NULL,
	last_run INTEGER,
	PRIMARY KEY(register, key, first_run)
) STRICT, WITHOUT ROWID;

-- Relations between figures that must hold; both sides are formulas, names without an area are those of the tie's own.
CREATE TABLE tie(
	area INTEGER NOT NULL REFERENCES area,
	name TEXT NOT NULL,
	place INTEGER NOT NULL,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	left_side TEXT NOT NULL,
	relation INTEGER NOT NULL,     -- 1 =, 2 >=, 3 >, 4 <=, 5 <
	right_side TEXT NOT NULL,
	basis INTEGER NOT NULL,        -- of its operands: 0 best, 1 register, 2 published, 3 targets, 4 given
	tolerance TEXT NOT NULL,       -- rounding, exact, or a number
	regions INTEGER NOT NULL,      -- 0 home, 1 those right below it, 2 home and all below
	grains INTEGER NOT NULL,
	severity INTEGER NOT NULL,     -- 1 error, 2 warning, 3 off
	message TEXT NOT NULL,
	PRIMARY KEY(area, name)
) STRICT, WITHOUT ROWID;

-- Findings of a reconciliation that somebody answers for.
CREATE TABLE acceptance(
	area INTEGER NOT NULL REFERENCES area,
	finding TEXT NOT NULL,
	reason TEXT NOT NULL,
	who TEXT NOT NULL,
	until INTEGER,                 -- the last day on which it holds, in days since 1970-01-01; null: no end
	file TEXT NOT NULL,
	line INTEGER NOT NULL,
	PRIMARY KEY(area, finding)
) STRICT, WITHOUT ROWID;

-- Values of parameters as the workspace says them today, by day and region.
CREATE TABLE parameter(
	area INTEGER NOT NULL REFERENCES area,
	name TEXT NOT NULL,
	region INTEGER NOT NULL,       -- 0: everywhere
	first_day INTEGER NOT NULL,    -- days since 1970-01-01, both inclusive
	last_day INTEGER NOT NULL,
	value INTEGER NOT NULL,        -- units of 10^-scale
	scale INTEGER NOT NULL,
	unit TEXT NOT NULL,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	source TEXT NOT NULL,
	file TEXT NOT NULL,
	line INTEGER NOT NULL,
	PRIMARY KEY(area, name, region, first_day)
) STRICT, WITHOUT ROWID;

-- Opening values: what lies before the coverage of a stock or cumulative.
CREATE TABLE opening(
	file TEXT NOT NULL,
	line INTEGER NOT NULL,
	indicator INTEGER NOT NULL REFERENCES indicator,
	region INTEGER NOT NULL REFERENCES region,
	period INTEGER NOT NULL REFERENCES period,
	breakdown INTEGER NOT NULL REFERENCES breakdown,
	value INTEGER NOT NULL,        -- in units of the indicator's scale
	PRIMARY KEY(file, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX opening_indicator ON opening(indicator);

-- Adjustments as the office gave them.
CREATE TABLE adjustment(
	file TEXT NOT NULL,
	line INTEGER NOT NULL,
	indicator INTEGER NOT NULL REFERENCES indicator,
	region INTEGER NOT NULL REFERENCES region,
	period INTEGER NOT NULL REFERENCES period,
	breakdown INTEGER NOT NULL REFERENCES breakdown,
	delta INTEGER NOT NULL,        -- in units of the indicator's scale
	reason TEXT NOT NULL,
	given_by TEXT NOT NULL,
	date TEXT NOT NULL,
	PRIMARY KEY(file, line)
) STRICT, WITHOUT ROWID;

-- What is in the value of a cell by adjustments: the total of their deltas; and of which rows.
CREATE TABLE adjusted(
	indicator INTEGER NOT NULL REFERENCES indicator,
	region INTEGER NOT NULL REFERENCES region,
	period INTEGER NOT NULL REFERENCES period,
	breakdown INTEGER NOT NULL REFERENCES breakdown,
	delta INTEGER NOT NULL,
	PRIMARY KEY(indicator, region, period, breakdown)
) STRICT, WITHOUT ROWID;

CREATE TABLE adjusted_by(
	indicator INTEGER NOT NULL REFERENCES indicator,
	region INTEGER NOT NULL REFERENCES region,
	period INTEGER NOT NULL REFERENCES period,
	breakdown INTEGER NOT NULL REFERENCES breakdown,
	file TEXT NOT NULL,
	line INTEGER NOT NULL,
	PRIMARY KEY(indicator, region, period, breakdown, file, line)
) STRICT, WITHOUT ROWID;

-- Deliveries of the registers that expect some: a row is a region, a period and a file, or a missing file.
CREATE TABLE delivery(
	register INTEGER NOT NULL REFERENCES register,
	region INTEGER NOT NULL,       -- 0: the name of the file tells none
	period INTEGER NOT NULL,       -- likewise
	file TEXT NOT NULL,            -- empty where nothing was delivered
	state INTEGER NOT NULL,        -- 0 missing, 1 read, 2 not read: a newer file counts, 3 not read: its name is not understood
	expected INTEGER NOT NULL,     -- 1: the register expects something for the region and the period
	due INTEGER,                   -- last day on which it is in time, days since 1970-01-01; null: none is said
	dated INTEGER,                 -- day in the name of the file; null: none
	mtime_ns INTEGER,              -- of the file
	records INTEGER NOT NULL,      -- accepted
	errors INTEGER NOT NULL,       -- issues of the file
	warnings INTEGER NOT NULL,
	note TEXT NOT NULL,            -- why it is not read
	PRIMARY KEY(register, region, period, file)
) STRICT, WITHOUT ROWID;
