-- From version 1 of the store to version 2. It runs in the writing transaction of the next run, once, and then views.sql is made anew; so views, `word` and
-- `power` need no line here. Whatever else is added to schema.sql was added here as well:
--   a table, an index: the same CREATE, word for word (a test compares the two stores);
--   a column: ALTER TABLE t ADD COLUMN, with a DEFAULT where it is NOT NULL, and the very same words, DEFAULT included, as the last column in schema.sql;
--   anything else: CREATE TABLE t_new .., INSERT INTO t_new SELECT .., DROP TABLE t, ALTER TABLE t_new RENAME TO t, and t's indexes again.
-- A table whose rows are to be read as of a run is also named in store/history.c, which makes its T_history.
-- Rows that a version-1 store has not are written by the run that follows: nothing needs to be guessed.

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

-- Days of the lists that a register holds, where it is read as dated lists: a snapshot is known on these days and on no other.
CREATE TABLE listing(
	register INTEGER NOT NULL REFERENCES register,
	day INTEGER NOT NULL, -- days since 1970-01-01
	PRIMARY KEY(register, day)
) STRICT, WITHOUT ROWID;

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

ALTER TABLE part ADD COLUMN several INTEGER NOT NULL DEFAULT 0;

ALTER TABLE workspace ADD COLUMN growth_base INTEGER NOT NULL DEFAULT 0;

-- Records of registers that are kept (keep_rows): the runs in which each stood with that digest; last_run is null while it stands.
CREATE TABLE record(
	register INTEGER NOT NULL REFERENCES register,
	key TEXT NOT NULL,             -- a private one is a hash
	digest INTEGER NOT NULL,
	first_run INTEGER NOT NULL,
	last_run INTEGER,
	PRIMARY KEY(register, key, first_run)
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

PRAGMA user_version = 2;

-- The flow of a cumulative, by its name.
ALTER TABLE indicator ADD COLUMN flow TEXT NOT NULL DEFAULT '';

-- Periods with which a new series begins.
ALTER TABLE indicator ADD COLUMN breaks TEXT NOT NULL DEFAULT '';

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

-- Its years to date are cells of their own, not the sum of months.
ALTER TABLE indicator ADD COLUMN to_date INTEGER NOT NULL DEFAULT 0;
