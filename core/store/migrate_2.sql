-- From version 2 of the store to version 3. It runs in the writing transaction of the next run, once, and then views.sql is made anew; so views, `word` and
-- `power` need no line here. Whatever else is added to schema.sql is added here as well, until version 3 is released:
--   a table, an index: the same CREATE, word for word (a test compares the two stores);
--   a column: ALTER TABLE t ADD COLUMN, with a DEFAULT where it is NOT NULL, and the very same words, DEFAULT included, as the last column in schema.sql;
--   anything else: CREATE TABLE t_new .., INSERT INTO t_new SELECT .., DROP TABLE t, ALTER TABLE t_new RENAME TO t, and t's indexes again.
-- A table whose rows are to be read as of a run is also named in store/history.c, which makes its T_history; the columns of a T_history that is there follow
-- those of T by themselves, and its rows of before have the default in a new one.
-- Rows that a version-2 store has not are written by the run that follows: nothing needs to be guessed.
PRAGMA user_version = 3;

ALTER TABLE region ADD COLUMN successor INTEGER REFERENCES region;
ALTER TABLE indicator ADD COLUMN anew INTEGER NOT NULL DEFAULT 0;

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

ALTER TABLE indicator ADD COLUMN reads TEXT NOT NULL DEFAULT '';
ALTER TABLE indicator ADD COLUMN reads_when INTEGER NOT NULL DEFAULT 0;
