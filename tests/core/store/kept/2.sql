-- A store of version 2, left by two runs over the workspace of tests/cli/workspace.py. Synthetic.
PRAGMA application_id = 0x54414c59;
PRAGMA user_version = 2;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE run(
	id INTEGER PRIMARY KEY,
	started TEXT NOT NULL,
	added INTEGER NOT NULL DEFAULT 0,
	changed INTEGER NOT NULL DEFAULT 0,
	removed INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO run VALUES(1,'2019-03-01T08:00:00Z',38,0,0);
INSERT INTO run VALUES(2,'2019-03-08T08:00:00Z',0,12,3);
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
INSERT INTO workspace VALUES(1,'样例局','en',3,1,387467,0,0);
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
	last_day INTEGER NOT NULL
) STRICT;
INSERT INTO region VALUES(1,'410000','样例省','province',0,NULL,0,5,0,-719162,2932896);
INSERT INTO region VALUES(2,'410000.rest','未分县区','',3,1,5,5,1,-719162,2932896);
INSERT INTO region VALUES(3,'410900','样例市','prefecture',0,1,1,4,1,-719162,2932896);
INSERT INTO region VALUES(4,'410900.rest','未分县区','',3,3,4,4,2,-719162,2932896);
INSERT INTO region VALUES(5,'410902','东区','county',0,3,2,2,2,-719162,2932896);
INSERT INTO region VALUES(6,'410922','西县','county',0,3,3,3,2,-719162,2932896);
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
CREATE TABLE period(
	id INTEGER PRIMARY KEY,
	text TEXT NOT NULL,
	grain INTEGER NOT NULL,    -- bit as in workspace.grains; 0 for a year to date
	first_day TEXT NOT NULL,
	last_day TEXT NOT NULL,
	first INTEGER NOT NULL,    -- the same in days since 1970-01-01
	last INTEGER NOT NULL
) STRICT;
INSERT INTO period VALUES(387275,'2017',1,'2017-01-01','2017-12-31',17167,17531);
INSERT INTO period VALUES(387467,'2018',1,'2018-01-01','2018-12-31',17532,17896);
INSERT INTO period VALUES(387659,'2019',1,'2019-01-01','2019-12-31',17897,18261);
CREATE TABLE breakdown(id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT;
INSERT INTO breakdown VALUES(0,'');
INSERT INTO breakdown VALUES(1,'level=');
INSERT INTO breakdown VALUES(2,'level=municipal');
INSERT INTO breakdown VALUES(3,'level=provincial');
CREATE TABLE area(
	id INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE,
	title TEXT NOT NULL,
	title_en TEXT NOT NULL,
	version TEXT NOT NULL,
	place INTEGER NOT NULL,
	enabled INTEGER NOT NULL
) STRICT;
INSERT INTO area VALUES(1,'market','技术市场','Technology market','1.2',0,1);
INSERT INTO area VALUES(2,'people','人口','','',1,1);
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
INSERT INTO register VALUES(1,1,'contracts','合同台账','',3,17167,17896,1,2);
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
INSERT INTO source VALUES(1,1,'registers/contracts.csv',298,1795750649939848242,10978440,'b9fd3c25cabe0b0d87f6c9214151f858','UTF-8',5,5,0,0,0);
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
CREATE TABLE issue_count(
	source INTEGER NOT NULL REFERENCES source ON DELETE CASCADE,
	field TEXT NOT NULL,
	rule TEXT NOT NULL,
	severity INTEGER NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY(source, field, rule, severity)
) STRICT, WITHOUT ROWID;
CREATE TABLE cube(
	id INTEGER PRIMARY KEY,
	area INTEGER NOT NULL REFERENCES area,
	register INTEGER REFERENCES register,
	signature TEXT NOT NULL
) STRICT;
INSERT INTO cube VALUES(1,1,1,'market.contracts flow when=signed until= ended= lasts=0m0d region=county by=level grains=1');
INSERT INTO cube VALUES(2,1,1,'market.contracts flow when=signed until= ended= lasts=0m0d region=county by= grains=1');
INSERT INTO cube VALUES(3,1,1,'market.contracts stock when=signed until= ended=ended lasts=0m0d region=county by=level grains=1');
INSERT INTO cube VALUES(4,2,NULL,'formula people.contracts_per_10k');
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
	to_date INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO indicator VALUES(1,'market.contracts',1,'技术合同','Contracts','项','','','number of records in 合同台账, in the period of 签订日期',replace('WITH part(row, breakdown) AS (\n  SELECT row, '''' FROM "market_contracts"\n  UNION ALL SELECT r.row, ''level='' || coalesce(r."level", '''') FROM "market_contracts" r), there AS (\n  SELECT DISTINCT c.at AS region, p.id AS period, p.grain, p.number, q.breakdown, r.row AS identity, 1 AS weight\n  FROM "market_contracts" r JOIN part q ON q.row = r.row JOIN period p ON r."signed" BETWEEN p.first_day AND p.last_day\n  JOIN counted c ON c.period = p.id AND c.region = r."county"\n  WHERE 1)\nSELECT region, period, breakdown, sum(value) AS value, sum(entries) AS entries, sum(exits) AS exits FROM (\n  SELECT t.region, t.period, t.breakdown, t.weight AS value, 0 AS entries, 0 AS exits FROM there t\n) GROUP BY region, period, breakdown','\n',char(10)),1,1,0,0,1,1,0,1,1,0,1,0,1,2,'','',0);
INSERT INTO indicator VALUES(2,'market.amount',1,'合同金额','','万元','','','sum of 金额 in 合同台账, in the period of 签订日期',replace('WITH part(row, breakdown) AS (\n  SELECT row, '''' FROM "market_contracts"), there AS (\n  SELECT DISTINCT c.at AS region, p.id AS period, p.grain, p.number, q.breakdown, r.row AS identity, r."amount" AS weight\n  FROM "market_contracts" r JOIN part q ON q.row = r.row JOIN period p ON r."signed" BETWEEN p.first_day AND p.last_day\n  JOIN counted c ON c.period = p.id AND c.region = r."county"\n  WHERE 1 AND r."amount" IS NOT NULL)\nSELECT region, period, breakdown, sum(value) AS value, sum(entries) AS entries, sum(exits) AS exits FROM (\n  SELECT t.region, t.period, t.breakdown, t.weight AS value, 0 AS entries, 0 AS exits FROM there t\n) GROUP BY region, period, breakdown','\n',char(10)),1,1,2,2,3,1,0,1,2,0,1,1,1,2,'','',0);
INSERT INTO indicator VALUES(3,'market.in_force',1,'有效合同','','项','','','number of records in 合同台账, valid on the last day of the period; from 签订日期, ended by 终止日期',replace('WITH part(row, breakdown) AS (\n  SELECT row, '''' FROM "market_contracts"\n  UNION ALL SELECT r.row, ''level='' || coalesce(r."level", '''') FROM "market_contracts" r), there AS (\n  SELECT DISTINCT c.at AS region, p.id AS period, p.grain, p.number, q.breakdown, r.row AS identity, 1 AS weight\n  FROM "market_contracts" r JOIN part q ON q.row = r.row JOIN period p ON r."signed" <= p.last_day AND (r."ended" IS NULL OR p.last_day < r."ended")\n  JOIN counted c ON c.period = p.id AND c.region = r."county"\n  WHERE 1)\nSELECT region, period, breakdown, sum(value) AS value, sum(entries) AS entries, sum(exits) AS exits FROM (\n  SELECT t.region, t.period, t.breakdown, t.weight AS value, 0 AS entries, 0 AS exits FROM there t\n  UNION ALL SELECT t.region, t.period, t.breakdown, 0, t.weight, 0 FROM there t WHERE 1 AND NOT EXISTS (SELECT 1 FROM there b WHERE b.region = t.region\n    AND b.breakdown = t.breakdown AND b.grain = t.grain AND b.identity = t.identity AND b.number = t.number - 1)\n  UNION ALL SELECT t.region, p.id, t.breakdown, 0, 0, t.weight FROM there t JOIN period p ON p.grain = t.grain AND p.number = t.number + 1\n    WHERE NOT EXISTS (SELECT 1 FROM there b WHERE b.region = t.region AND b.breakdown = t.breakdown AND b.grain = t.grain\n    AND b.identity = t.identity AND b.number = t.number + 1)\n) GROUP BY region, period, breakdown','\n',char(10)),1,1,0,0,1,2,0,1,3,0,3,2,1,2,'','',0);
INSERT INTO indicator VALUES(4,'people.population',2,'常住人口','','人','','','as given','',NULL,1,0,0,0,2,0,1,NULL,0,0,3,1,2,'','',0);
INSERT INTO indicator VALUES(5,'people.contracts_per_10k',2,'万人合同数','','项/万人','','market.contracts / year_end(population) * 10000','computed: market.contracts / year_end(population) * 10000','',NULL,2,2,0,0,0,0,1,4,0,3,4,1,2,'','',0);
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
INSERT INTO part VALUES(1,0,3,'level','省级',1,0,0);
INSERT INTO part VALUES(1,1,2,'level','市级',1,0,0);
INSERT INTO part VALUES(1,2,1,'level','unknown',0,0,0);
INSERT INTO part VALUES(3,0,3,'level','省级',1,0,0);
INSERT INTO part VALUES(3,1,2,'level','市级',1,0,0);
INSERT INTO part VALUES(3,2,1,'level','unknown',0,0,0);
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
INSERT INTO measure VALUES(1,0,1,NULL,1,1,1,0);
INSERT INTO measure VALUES(2,0,1,NULL,1,2,1,2);
INSERT INTO measure VALUES(3,0,1,NULL,3,3,1,0);
INSERT INTO measure VALUES(4,0,1,NULL,3,5,2,0);
CREATE TABLE cell(
	key INTEGER PRIMARY KEY,
	run INTEGER NOT NULL,
	m0 INTEGER, m1 INTEGER, m2 INTEGER, m3 INTEGER, m4 INTEGER, m5 INTEGER, m6 INTEGER, m7 INTEGER
) STRICT;
INSERT INTO cell VALUES(9007430793625600,1,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007430793625602,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007430793625603,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007430806208512,1,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007430806208514,2,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007430806208515,2,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007568232579072,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007568232579075,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007568245161984,2,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007568245161986,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007568245161987,2,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007636952055808,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(9007636952055810,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(18014630048366592,1,3075,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(18014630060949504,1,101275,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(18014767487320064,1,1050,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(18014767499902976,2,101275,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(18014836206796800,1,2025,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021829303107584,1,2,2,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021829303107586,1,1,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021829303107587,1,1,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021829315690496,1,4,3,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021829315690498,2,1,1,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021829315690499,2,3,2,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021966742061056,1,1,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021966742061059,1,1,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021966754643968,2,4,3,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021966754643970,1,1,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27021966754643971,2,3,2,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27022035461537792,1,1,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27022035461537794,1,1,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27022035474120704,2,0,0,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(27022035474120706,2,0,0,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(36028891131478016,1,NULL,NULL,259,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(36029028557848576,1,20000,20000,2,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(36029028570431488,2,30000,22000,2,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(36029165996802048,1,NULL,NULL,256,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(36029166009384960,1,NULL,NULL,256,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(36029234716278784,1,NULL,NULL,256,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell VALUES(36029234728861696,1,NULL,NULL,256,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE cell_history(
	key INTEGER NOT NULL,
	first_run INTEGER NOT NULL,
	last_run INTEGER NOT NULL,
	m0 INTEGER, m1 INTEGER, m2 INTEGER, m3 INTEGER, m4 INTEGER, m5 INTEGER, m6 INTEGER, m7 INTEGER,
	PRIMARY KEY(key, first_run)
) STRICT, WITHOUT ROWID;
INSERT INTO cell_history VALUES(9007430806208514,1,1,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(9007430806208515,1,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(9007568245161984,1,1,2,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(9007568245161987,1,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(9007636964638720,1,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(9007636964638722,1,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(18014767499902976,1,1,1275,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(18014836219379712,1,1,100000,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(27021829315690498,1,1,2,2,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(27021829315690499,1,1,2,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(27021966754643968,1,1,3,2,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(27021966754643971,1,1,2,1,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(27022035474120704,1,1,1,1,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(27022035474120706,1,1,1,1,1,NULL,NULL,NULL,NULL,NULL);
INSERT INTO cell_history VALUES(36029028570431488,1,1,30000,21000,2,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO statement VALUES('statements/market-published.csv','P1',0,2,1,0,0,0,1,3,387467,0,'3','项','','2018','2019-02','synthetic',1,3,0,0,1,3,0,0,1,3,0,0,1,0,0,2);
INSERT INTO statement VALUES('statements/market-published.csv','P1',1,2,1,0,0,0,1,3,387467,0,'50%','%','','2018','2019-02','synthetic',1,50,0,0,1,495,0,1,1,505,0,1,0,0,1,2);
INSERT INTO statement VALUES('statements/market-published.csv','P2',0,3,1,0,0,0,1,1,387467,0,'120','项','','2018','2019-02','synthetic',1,120,0,0,1,120,0,0,1,120,0,0,1,0,0,2);
INSERT INTO statement VALUES('statements/market-targets.csv','T1',0,2,1,2,1,1,1,3,387467,0,'4','项','','','','',1,4,0,0,1,4,0,0,1,4,0,0,1,0,0,2);
INSERT INTO statement VALUES('statements/market-targets.csv','T2',0,3,1,2,1,2,1,3,387659,0,'5','项','以上','','','',1,5,0,0,1,5,0,0,0,0,0,0,0,0,0,2);
INSERT INTO statement VALUES('statements/market-targets.csv','T3',0,4,1,2,2,1,3,3,387659,0,'2','项','','','','',1,2,0,0,1,2,0,0,1,2,0,0,1,0,0,2);
INSERT INTO statement VALUES('statements/people-given.csv','G1',0,2,2,1,0,0,4,3,387275,0,'20000','人','','2017','2018-02','synthetic',1,20000,0,0,1,20000,0,0,1,20000,0,0,1,0,0,2);
INSERT INTO statement VALUES('statements/people-given.csv','G2',0,3,2,1,0,0,4,3,387467,0,'22000','人','','2018','2019-02','synthetic',1,22000,0,0,1,22000,0,0,1,22000,0,0,1,0,0,2);
CREATE TABLE input(
	kind INTEGER NOT NULL,
	owner TEXT NOT NULL,           -- an area or a register, or empty
	name TEXT NOT NULL,
	digest TEXT NOT NULL,
	first_run INTEGER NOT NULL,
	last_run INTEGER,
	PRIMARY KEY(kind, owner, name, first_run)
) STRICT, WITHOUT ROWID;
INSERT INTO input VALUES(0,'','tally','0.1.0',1,NULL);
INSERT INTO input VALUES(1,'','tally.ini','b365c53b11b034194c0bbd1867da4c31',1,NULL);
INSERT INTO input VALUES(2,'','regions','02661ef4fc59922776baee220c949e40',1,NULL);
INSERT INTO input VALUES(3,'market','market.contracts','f125fe66822c73845b529760f18283f0',1,NULL);
INSERT INTO input VALUES(4,'market.contracts','registers/contracts.csv','fbf74ab6645a6a7ead65b7417063dee8',1,1);
INSERT INTO input VALUES(4,'market.contracts','registers/contracts.csv','b9fd3c25cabe0b0d87f6c9214151f858',2,NULL);
INSERT INTO input VALUES(5,'market','market.amount','0c382afd4935eb5a15bcfe8062e776bc',1,NULL);
INSERT INTO input VALUES(5,'market','market.contracts','f10825f7c90f9dfca95f42554d142d19',1,NULL);
INSERT INTO input VALUES(5,'market','market.in_force','2ccb518923aee47811e22f08aa0c2ae8',1,NULL);
INSERT INTO input VALUES(5,'people','people.contracts_per_10k','b59efa832a80ab30f7f9e623baf32ffe',1,NULL);
INSERT INTO input VALUES(5,'people','people.population','af6d780a66609ecd94f5f36bf9ea1465',1,NULL);
INSERT INTO input VALUES(6,'people','people.population','0121ce50b77801514e8dbf969fec2420',1,1);
INSERT INTO input VALUES(6,'people','people.population','78b3d1c181361c124c35e2e9f0af7e50',2,NULL);
INSERT INTO input VALUES(7,'market','market.contracts','3b6f0e21ed6cad9cb5091abe8bd0492e',1,NULL);
INSERT INTO input VALUES(9,'market','market.contracts','kept',1,NULL);
CREATE TABLE release(
	name TEXT PRIMARY KEY,
	run INTEGER NOT NULL REFERENCES run,
	period INTEGER NOT NULL REFERENCES period,
	area INTEGER REFERENCES area, -- null: all
	made TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE record(
	register INTEGER NOT NULL REFERENCES register,
	key TEXT NOT NULL,             -- a private one is a hash
	digest INTEGER NOT NULL,
	first_run INTEGER NOT NULL,
	last_run INTEGER,
	PRIMARY KEY(register, key, first_run)
) STRICT, WITHOUT ROWID;
INSERT INTO record VALUES(1,'A-001',1328024715392958389,1,NULL);
INSERT INTO record VALUES(1,'A-002',7734530685478859458,1,NULL);
INSERT INTO record VALUES(1,'A-003',-1691072354670760863,1,NULL);
INSERT INTO record VALUES(1,'A-004',-4812598117542036994,1,NULL);
INSERT INTO record VALUES(1,'A-005',6710669318602219823,1,1);
INSERT INTO record VALUES(1,'A-005',-6694227493650143779,2,NULL);
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
CREATE TABLE workspace_history(id INTEGER, title TEXT NOT NULL, lang TEXT NOT NULL, home INTEGER NOT NULL, grains INTEGER NOT NULL, through INTEGER NOT NULL, rounding INTEGER NOT NULL, growth_base INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO workspace_history VALUES(1,'样例局','en',3,1,387467,0,0,1,NULL);
CREATE TABLE region_history(id INTEGER, code TEXT NOT NULL, name TEXT NOT NULL, level TEXT NOT NULL, kind INTEGER NOT NULL, parent INTEGER, place INTEGER, last INTEGER, depth INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO region_history VALUES(1,'410000','样例省','province',0,NULL,0,5,0,-719162,2932896,1,NULL);
INSERT INTO region_history VALUES(2,'410000.rest','未分县区','',3,1,5,5,1,-719162,2932896,1,NULL);
INSERT INTO region_history VALUES(3,'410900','样例市','prefecture',0,1,1,4,1,-719162,2932896,1,NULL);
INSERT INTO region_history VALUES(4,'410900.rest','未分县区','',3,3,4,4,2,-719162,2932896,1,NULL);
INSERT INTO region_history VALUES(5,'410902','东区','county',0,3,2,2,2,-719162,2932896,1,NULL);
INSERT INTO region_history VALUES(6,'410922','西县','county',0,3,3,3,2,-719162,2932896,1,NULL);
CREATE TABLE area_history(id INTEGER, name TEXT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, version TEXT NOT NULL, place INTEGER NOT NULL, enabled INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO area_history VALUES(1,'market','技术市场','Technology market','1.2',0,1,1,NULL);
INSERT INTO area_history VALUES(2,'people','人口','','',1,1,1,NULL);
CREATE TABLE register_history(id INTEGER, area INTEGER NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, scope INTEGER NOT NULL, covers_first INTEGER NOT NULL, covers_last INTEGER NOT NULL, live INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO register_history VALUES(1,1,'contracts','合同台账','',3,17167,17896,1,1,NULL);
CREATE TABLE listing_history(register INTEGER NOT NULL, day INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE source_history(id INTEGER, register INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, fingerprint TEXT NOT NULL, encoding TEXT NOT NULL, read INTEGER NOT NULL, accepted INTEGER NOT NULL, warned INTEGER NOT NULL, rejected INTEGER NOT NULL, skipped INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO source_history VALUES(1,1,'registers/contracts.csv',298,'fbf74ab6645a6a7ead65b7417063dee8','UTF-8',5,5,0,0,0,1,1);
INSERT INTO source_history VALUES(1,1,'registers/contracts.csv',298,'b9fd3c25cabe0b0d87f6c9214151f858','UTF-8',5,5,0,0,0,2,NULL);
CREATE TABLE issue_count_history(source INTEGER NOT NULL, field TEXT NOT NULL, rule TEXT NOT NULL, severity INTEGER NOT NULL, count INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE indicator_history(id INTEGER, name TEXT NOT NULL, area INTEGER NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, unit TEXT NOT NULL, note TEXT NOT NULL, formula TEXT NOT NULL, definition TEXT NOT NULL, sql TEXT NOT NULL, register INTEGER, kind INTEGER NOT NULL, decimals INTEGER NOT NULL, scale INTEGER NOT NULL, measure INTEGER NOT NULL, time INTEGER NOT NULL, direction INTEGER NOT NULL, grains INTEGER NOT NULL, cube INTEGER, slot INTEGER NOT NULL, width INTEGER NOT NULL, place INTEGER NOT NULL, live INTEGER NOT NULL, flow TEXT NOT NULL, breaks TEXT NOT NULL, to_date INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO indicator_history VALUES(1,'market.contracts',1,'技术合同','Contracts','项','','','number of records in 合同台账, in the period of 签订日期',replace('WITH part(row, breakdown) AS (\n  SELECT row, '''' FROM "market_contracts"\n  UNION ALL SELECT r.row, ''level='' || coalesce(r."level", '''') FROM "market_contracts" r), there AS (\n  SELECT DISTINCT c.at AS region, p.id AS period, p.grain, p.number, q.breakdown, r.row AS identity, 1 AS weight\n  FROM "market_contracts" r JOIN part q ON q.row = r.row JOIN period p ON r."signed" BETWEEN p.first_day AND p.last_day\n  JOIN counted c ON c.period = p.id AND c.region = r."county"\n  WHERE 1)\nSELECT region, period, breakdown, sum(value) AS value, sum(entries) AS entries, sum(exits) AS exits FROM (\n  SELECT t.region, t.period, t.breakdown, t.weight AS value, 0 AS entries, 0 AS exits FROM there t\n) GROUP BY region, period, breakdown','\n',char(10)),1,1,0,0,1,1,0,1,1,0,1,0,1,'','',0,1,NULL);
INSERT INTO indicator_history VALUES(2,'market.amount',1,'合同金额','','万元','','','sum of 金额 in 合同台账, in the period of 签订日期',replace('WITH part(row, breakdown) AS (\n  SELECT row, '''' FROM "market_contracts"), there AS (\n  SELECT DISTINCT c.at AS region, p.id AS period, p.grain, p.number, q.breakdown, r.row AS identity, r."amount" AS weight\n  FROM "market_contracts" r JOIN part q ON q.row = r.row JOIN period p ON r."signed" BETWEEN p.first_day AND p.last_day\n  JOIN counted c ON c.period = p.id AND c.region = r."county"\n  WHERE 1 AND r."amount" IS NOT NULL)\nSELECT region, period, breakdown, sum(value) AS value, sum(entries) AS entries, sum(exits) AS exits FROM (\n  SELECT t.region, t.period, t.breakdown, t.weight AS value, 0 AS entries, 0 AS exits FROM there t\n) GROUP BY region, period, breakdown','\n',char(10)),1,1,2,2,3,1,0,1,2,0,1,1,1,'','',0,1,NULL);
INSERT INTO indicator_history VALUES(3,'market.in_force',1,'有效合同','','项','','','number of records in 合同台账, valid on the last day of the period; from 签订日期, ended by 终止日期',replace('WITH part(row, breakdown) AS (\n  SELECT row, '''' FROM "market_contracts"\n  UNION ALL SELECT r.row, ''level='' || coalesce(r."level", '''') FROM "market_contracts" r), there AS (\n  SELECT DISTINCT c.at AS region, p.id AS period, p.grain, p.number, q.breakdown, r.row AS identity, 1 AS weight\n  FROM "market_contracts" r JOIN part q ON q.row = r.row JOIN period p ON r."signed" <= p.last_day AND (r."ended" IS NULL OR p.last_day < r."ended")\n  JOIN counted c ON c.period = p.id AND c.region = r."county"\n  WHERE 1)\nSELECT region, period, breakdown, sum(value) AS value, sum(entries) AS entries, sum(exits) AS exits FROM (\n  SELECT t.region, t.period, t.breakdown, t.weight AS value, 0 AS entries, 0 AS exits FROM there t\n  UNION ALL SELECT t.region, t.period, t.breakdown, 0, t.weight, 0 FROM there t WHERE 1 AND NOT EXISTS (SELECT 1 FROM there b WHERE b.region = t.region\n    AND b.breakdown = t.breakdown AND b.grain = t.grain AND b.identity = t.identity AND b.number = t.number - 1)\n  UNION ALL SELECT t.region, p.id, t.breakdown, 0, 0, t.weight FROM there t JOIN period p ON p.grain = t.grain AND p.number = t.number + 1\n    WHERE NOT EXISTS (SELECT 1 FROM there b WHERE b.region = t.region AND b.breakdown = t.breakdown AND b.grain = t.grain\n    AND b.identity = t.identity AND b.number = t.number + 1)\n) GROUP BY region, period, breakdown','\n',char(10)),1,1,0,0,1,2,0,1,3,0,3,2,1,'','',0,1,NULL);
INSERT INTO indicator_history VALUES(4,'people.population',2,'常住人口','','人','','','as given','',NULL,1,0,0,0,2,0,1,NULL,0,0,3,1,'','',0,1,NULL);
INSERT INTO indicator_history VALUES(5,'people.contracts_per_10k',2,'万人合同数','','项/万人','','market.contracts / year_end(population) * 10000','computed: market.contracts / year_end(population) * 10000','',NULL,2,2,0,0,0,0,1,4,0,3,4,1,'','',0,1,NULL);
CREATE TABLE part_history(indicator INTEGER NOT NULL, place INTEGER NOT NULL, breakdown INTEGER NOT NULL, dimension TEXT NOT NULL, title TEXT NOT NULL, shown INTEGER NOT NULL, grouped INTEGER NOT NULL, several INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO part_history VALUES(1,0,3,'level','省级',1,0,0,1,NULL);
INSERT INTO part_history VALUES(1,1,2,'level','市级',1,0,0,1,NULL);
INSERT INTO part_history VALUES(1,2,1,'level','unknown',0,0,0,1,NULL);
INSERT INTO part_history VALUES(3,0,3,'level','省级',1,0,0,1,NULL);
INSERT INTO part_history VALUES(3,1,2,'level','市级',1,0,0,1,NULL);
INSERT INTO part_history VALUES(3,2,1,'level','unknown',0,0,0,1,NULL);
CREATE TABLE rank_set_history(place INTEGER, name TEXT NOT NULL, title TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE rank_member_history(rank_set INTEGER NOT NULL, place INTEGER NOT NULL, region INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE tie_history(area INTEGER NOT NULL, name TEXT NOT NULL, place INTEGER NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, left_side TEXT NOT NULL, relation INTEGER NOT NULL, right_side TEXT NOT NULL, basis INTEGER NOT NULL, tolerance TEXT NOT NULL, regions INTEGER NOT NULL, grains INTEGER NOT NULL, severity INTEGER NOT NULL, message TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE acceptance_history(area INTEGER NOT NULL, finding TEXT NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL, until INTEGER, file TEXT NOT NULL, line INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE statement_history(file TEXT NOT NULL, ref TEXT NOT NULL, stat INTEGER NOT NULL, line INTEGER NOT NULL, area INTEGER NOT NULL, kind INTEGER NOT NULL, quantity INTEGER NOT NULL, compare INTEGER NOT NULL, indicator INTEGER NOT NULL, region INTEGER NOT NULL, period INTEGER NOT NULL, breakdown INTEGER NOT NULL, text TEXT NOT NULL, unit TEXT NOT NULL, qualifier TEXT NOT NULL, edition TEXT NOT NULL, date TEXT NOT NULL, source TEXT NOT NULL, value_kind INTEGER NOT NULL, value_a INTEGER NOT NULL, value_b INTEGER NOT NULL, value_scale INTEGER NOT NULL, low_kind INTEGER NOT NULL, low_a INTEGER NOT NULL, low_b INTEGER NOT NULL, low_scale INTEGER NOT NULL, high_kind INTEGER NOT NULL, high_a INTEGER NOT NULL, high_b INTEGER NOT NULL, high_scale INTEGER NOT NULL, exact INTEGER NOT NULL, low_open INTEGER NOT NULL, high_open INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
INSERT INTO statement_history VALUES('statements/market-published.csv','P1',0,2,1,0,0,0,1,3,387467,0,'3','项','','2018','2019-02','synthetic',1,3,0,0,1,3,0,0,1,3,0,0,1,0,0,1,NULL);
INSERT INTO statement_history VALUES('statements/market-published.csv','P1',1,2,1,0,0,0,1,3,387467,0,'50%','%','','2018','2019-02','synthetic',1,50,0,0,1,495,0,1,1,505,0,1,0,0,1,1,NULL);
INSERT INTO statement_history VALUES('statements/market-published.csv','P2',0,3,1,0,0,0,1,1,387467,0,'120','项','','2018','2019-02','synthetic',1,120,0,0,1,120,0,0,1,120,0,0,1,0,0,1,NULL);
INSERT INTO statement_history VALUES('statements/market-targets.csv','T1',0,2,1,2,1,1,1,3,387467,0,'4','项','','','','',1,4,0,0,1,4,0,0,1,4,0,0,1,0,0,1,NULL);
INSERT INTO statement_history VALUES('statements/market-targets.csv','T2',0,3,1,2,1,2,1,3,387659,0,'5','项','以上','','','',1,5,0,0,1,5,0,0,0,0,0,0,0,0,0,1,NULL);
INSERT INTO statement_history VALUES('statements/market-targets.csv','T3',0,4,1,2,2,1,3,3,387659,0,'2','项','','','','',1,2,0,0,1,2,0,0,1,2,0,0,1,0,0,1,NULL);
INSERT INTO statement_history VALUES('statements/people-given.csv','G1',0,2,2,1,0,0,4,3,387275,0,'20000','人','','2017','2018-02','synthetic',1,20000,0,0,1,20000,0,0,1,20000,0,0,1,0,0,1,NULL);
INSERT INTO statement_history VALUES('statements/people-given.csv','G2',0,3,2,1,0,0,4,3,387467,0,'21000','人','','2018','2019-02','synthetic',1,21000,0,0,1,21000,0,0,1,21000,0,0,1,0,0,1,1);
INSERT INTO statement_history VALUES('statements/people-given.csv','G2',0,3,2,1,0,0,4,3,387467,0,'22000','人','','2018','2019-02','synthetic',1,22000,0,0,1,22000,0,0,1,22000,0,0,1,0,0,2,NULL);
CREATE TABLE parameter_history(area INTEGER NOT NULL, name TEXT NOT NULL, region INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, value INTEGER NOT NULL, scale INTEGER NOT NULL, unit TEXT NOT NULL, title TEXT NOT NULL, title_en TEXT NOT NULL, source TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE opening_history(file TEXT NOT NULL, line INTEGER NOT NULL, indicator INTEGER NOT NULL, region INTEGER NOT NULL, period INTEGER NOT NULL, breakdown INTEGER NOT NULL, value INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE adjustment_history(file TEXT NOT NULL, line INTEGER NOT NULL, indicator INTEGER NOT NULL, region INTEGER NOT NULL, period INTEGER NOT NULL, breakdown INTEGER NOT NULL, delta INTEGER NOT NULL, reason TEXT NOT NULL, given_by TEXT NOT NULL, date TEXT NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE adjusted_history(indicator INTEGER NOT NULL, region INTEGER NOT NULL, period INTEGER NOT NULL, breakdown INTEGER NOT NULL, delta INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE adjusted_by_history(indicator INTEGER NOT NULL, region INTEGER NOT NULL, period INTEGER NOT NULL, breakdown INTEGER NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, first_run INTEGER NOT NULL, last_run INTEGER) STRICT;
CREATE TABLE word(topic TEXT NOT NULL, id INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY(topic, id)) STRICT, WITHOUT ROWID;
INSERT INTO word VALUES('basis',0,'register');
INSERT INTO word VALUES('basis',1,'adjusted');
INSERT INTO word VALUES('basis',2,'given');
INSERT INTO word VALUES('basis',3,'published');
INSERT INTO word VALUES('compare',0,'');
INSERT INTO word VALUES('compare',1,'=');
INSERT INTO word VALUES('compare',2,'>=');
INSERT INTO word VALUES('compare',3,'>');
INSERT INTO word VALUES('compare',4,'<=');
INSERT INTO word VALUES('compare',5,'<');
INSERT INTO word VALUES('input',0,'core');
INSERT INTO word VALUES('input',1,'workspace');
INSERT INTO word VALUES('input',2,'regions');
INSERT INTO word VALUES('input',3,'register');
INSERT INTO word VALUES('input',4,'source');
INSERT INTO word VALUES('input',5,'indicator');
INSERT INTO word VALUES('input',6,'given');
INSERT INTO word VALUES('input',7,'published');
INSERT INTO word VALUES('input',8,'opening');
INSERT INTO word VALUES('input',9,'kept');
INSERT INTO word VALUES('input',10,'adjustment');
INSERT INTO word VALUES('input',11,'parameter');
INSERT INTO word VALUES('kind',0,'published');
INSERT INTO word VALUES('kind',1,'given');
INSERT INTO word VALUES('kind',2,'target');
INSERT INTO word VALUES('kind',3,'opening');
INSERT INTO word VALUES('kind',4,'adjustment');
INSERT INTO word VALUES('quantity',0,'');
INSERT INTO word VALUES('quantity',1,'level');
INSERT INTO word VALUES('quantity',2,'net');
INSERT INTO word VALUES('quantity',3,'entries');
INSERT INTO word VALUES('stat',0,'value');
INSERT INTO word VALUES('stat',1,'growth');
INSERT INTO word VALUES('stat',2,'change');
INSERT INTO word VALUES('stat',3,'share_parent');
INSERT INTO word VALUES('stat',4,'share_total');
INSERT INTO word VALUES('stat',5,'rank');
INSERT INTO word VALUES('stat',6,'rank_last');
INSERT INTO word VALUES('stat',7,'entries');
INSERT INTO word VALUES('stat',8,'exits');
INSERT INTO word VALUES('stat',9,'net');
CREATE TABLE power(scale INTEGER PRIMARY KEY, one INTEGER NOT NULL, zeros TEXT NOT NULL) STRICT;
INSERT INTO power VALUES(0,1,'');
INSERT INTO power VALUES(1,10,'0');
INSERT INTO power VALUES(2,100,'00');
INSERT INTO power VALUES(3,1000,'000');
INSERT INTO power VALUES(4,10000,'0000');
INSERT INTO power VALUES(5,100000,'00000');
INSERT INTO power VALUES(6,1000000,'000000');
INSERT INTO power VALUES(7,10000000,'0000000');
INSERT INTO power VALUES(8,100000000,'00000000');
INSERT INTO power VALUES(9,1000000000,'000000000');
INSERT INTO power VALUES(10,10000000000,'0000000000');
INSERT INTO power VALUES(11,100000000000,'00000000000');
INSERT INTO power VALUES(12,1000000000000,'000000000000');
INSERT INTO power VALUES(13,10000000000000,'0000000000000');
INSERT INTO power VALUES(14,100000000000000,'00000000000000');
INSERT INTO power VALUES(15,1000000000000000,'000000000000000');
INSERT INTO power VALUES(16,10000000000000000,'0000000000000000');
INSERT INTO power VALUES(17,100000000000000000,'00000000000000000');
INSERT INTO power VALUES(18,1000000000000000000,'000000000000000000');
CREATE INDEX source_register ON source(register);
CREATE INDEX issue_source ON issue(source);
CREATE INDEX measure_indicator ON measure(indicator);
CREATE INDEX statement_cell ON statement(indicator, region, period, breakdown, kind, stat);
CREATE INDEX opening_indicator ON opening(indicator);
CREATE INDEX workspace_history_key ON workspace_history(id);
CREATE INDEX region_history_key ON region_history(id);
CREATE INDEX area_history_key ON area_history(id);
CREATE INDEX register_history_key ON register_history(id);
CREATE INDEX listing_history_key ON listing_history(register, day);
CREATE INDEX source_history_key ON source_history(id);
CREATE INDEX issue_count_history_key ON issue_count_history(source, field, rule, severity);
CREATE INDEX indicator_history_key ON indicator_history(id);
CREATE INDEX part_history_key ON part_history(indicator, place);
CREATE INDEX rank_set_history_key ON rank_set_history(place);
CREATE INDEX rank_member_history_key ON rank_member_history(rank_set, place);
CREATE INDEX tie_history_key ON tie_history(area, name);
CREATE INDEX acceptance_history_key ON acceptance_history(area, finding);
CREATE INDEX statement_history_key ON statement_history(file, ref, stat);
CREATE INDEX statement_history_place ON statement_history(indicator, region, period, breakdown);
CREATE INDEX parameter_history_key ON parameter_history(area, name, region, first_day);
CREATE INDEX opening_history_key ON opening_history(file, line);
CREATE INDEX opening_history_place ON opening_history(indicator);
CREATE INDEX adjustment_history_key ON adjustment_history(file, line);
CREATE INDEX adjusted_history_key ON adjusted_history(indicator, region, period, breakdown);
CREATE INDEX adjusted_by_history_key ON adjusted_by_history(indicator, region, period, breakdown, file, line);
CREATE VIEW cell_now AS
SELECT i.id AS indicator, r.id AS region, c.key >> 16 & 1048575 AS period, c.key & 65535 AS breakdown, c.run, i.kind, i.scale, i.width,
	CASE i.slot WHEN 0 THEN m0 WHEN 1 THEN m1 WHEN 2 THEN m2 WHEN 3 THEN m3 WHEN 4 THEN m4 WHEN 5 THEN m5 WHEN 6 THEN m6 WHEN 7 THEN m7 END AS x,
	CASE i.slot WHEN 0 THEN m1 WHEN 1 THEN m2 WHEN 2 THEN m3 WHEN 3 THEN m4 WHEN 4 THEN m5 WHEN 5 THEN m6 WHEN 6 THEN m7 END AS y,
	CASE i.slot WHEN 0 THEN m2 WHEN 1 THEN m3 WHEN 2 THEN m4 WHEN 3 THEN m5 WHEN 4 THEN m6 WHEN 5 THEN m7 END AS z
FROM indicator i JOIN area ON area.id = i.area JOIN region r
	JOIN cell c ON c.key BETWEEN ((i.cube << 53) | (r.id << 36)) AND ((i.cube << 53) | (r.id << 36)) + 68719476735
WHERE i.live AND area.enabled;
CREATE VIEW computed AS
SELECT i.name AS indicator, i.title, r.code AS region, r.name AS region_name, p.text AS period, d.text AS breakdown,
	CASE v.kind WHEN 1 THEN CAST(v.x AS REAL) / one WHEN 2 THEN CAST(v.x AS REAL) / v.y * iif(v.scale < 0, one, 1.0 / one) ELSE v.x + v.y * 1e-12 END AS value,
	CASE WHEN v.kind = 1 AND v.scale = 0 THEN CAST(v.x AS TEXT)
		WHEN v.kind = 1 THEN rtrim(rtrim(printf('%s%s.%0*d', iif(v.x < 0, '-', ''), ltrim(v.x / one, '-'), v.scale, abs(v.x % one)), '0'), '.')
		WHEN v.kind = 2 THEN iif(v.x = 0, '0', iif((v.x < 0) = (v.y < 0), '', '-') || ltrim(v.x, '-') || iif(v.scale < 0, zeros, '')
			|| '/' || ltrim(v.y, '-') || iif(v.scale > 0, zeros, ''))
		ELSE rtrim(rtrim(printf('%s%s.%012d', iif(v.x < 0 OR v.y < 0, '-', ''), ltrim(v.x, '-'), abs(v.y)), '0'), '.') END AS value_exact,
	i.unit, iif(v.kind = 1 AND v.width = 3, iif(v.scale = 0, v.y, CAST(v.y AS REAL) / one), NULL) AS entries,
	iif(v.kind = 1 AND v.width = 3, iif(v.scale = 0, v.z, CAST(v.z AS REAL) / one), NULL) AS exits,
	iif(i.measure = 0, w.text, iif(EXISTS (SELECT 1 FROM adjusted a WHERE a.indicator = v.indicator AND a.region = v.region AND a.period = v.period
		AND a.breakdown = v.breakdown), 'adjusted', 'register')) AS basis, area.name AS area, v.run
FROM cell_now v JOIN indicator i ON i.id = v.indicator JOIN area ON area.id = i.area JOIN region r ON r.id = v.region JOIN period p ON p.id = v.period
	JOIN breakdown d ON d.id = v.breakdown JOIN power ON power.scale = abs(v.scale)
	JOIN word w ON w.topic = 'basis' AND w.id = iif(i.measure > 0, 0, v.z & 255)
WHERE v.x IS NOT NULL AND (v.kind <> 2 OR v.y <> 0);
CREATE VIEW said AS
SELECT s.indicator, s.region, s.period, s.breakdown, s.value_kind AS kind, s.value_scale AS scale, s.value_a AS a, s.value_b AS b, 3 - s.kind AS basis,
	row_number() OVER (PARTITION BY s.indicator, s.region, s.period, s.breakdown, s.kind
		ORDER BY s.edition DESC, s.date DESC, s.ref DESC, s.file DESC) AS nth,
	row_number() OVER (PARTITION BY s.indicator, s.region, s.period, s.breakdown
		ORDER BY s.kind DESC, s.edition DESC, s.date DESC, s.ref DESC, s.file DESC) AS best,
	EXISTS (SELECT 1 FROM cell_now c WHERE c.indicator = s.indicator AND c.region = s.region AND c.period = s.period AND c.breakdown = s.breakdown
		AND c.x IS NOT NULL AND (c.kind <> 2 OR c.y <> 0)) AS computed
FROM statement s JOIN indicator i ON i.id = s.indicator JOIN area ON area.id = i.area
WHERE i.live AND area.enabled AND s.kind IN (0, 1) AND s.stat = 0 AND s.value_kind > 0;
CREATE VIEW said_named AS
SELECT i.name AS indicator, i.title, r.code AS region, r.name AS region_name, p.text AS period, d.text AS breakdown,
	CASE v.kind WHEN 1 THEN CAST(v.a AS REAL) / one WHEN 2 THEN CAST(v.a AS REAL) / v.b * iif(v.scale < 0, one, 1.0 / one) ELSE v.a + v.b * 1e-12 END AS value,
	CASE WHEN v.kind = 1 AND v.scale = 0 THEN CAST(v.a AS TEXT)
		WHEN v.kind = 1 THEN rtrim(rtrim(printf('%s%s.%0*d', iif(v.a < 0, '-', ''), ltrim(v.a / one, '-'), v.scale, abs(v.a % one)), '0'), '.')
		WHEN v.kind = 2 THEN iif(v.a = 0, '0', iif((v.a < 0) = (v.b < 0), '', '-') || ltrim(v.a, '-') || iif(v.scale < 0, zeros, '')
			|| '/' || ltrim(v.b, '-') || iif(v.scale > 0, zeros, ''))
		ELSE rtrim(rtrim(printf('%s%s.%012d', iif(v.a < 0 OR v.b < 0, '-', ''), ltrim(v.a, '-'), abs(v.b)), '0'), '.') END AS value_exact,
	i.unit, w.text AS basis, area.name AS area, v.nth, v.best, v.computed,
	i.measure BETWEEN 1 AND 3 AND (p.grain & i.grains OR (i.to_date AND p.id / 16 % 12 = 0 AND p.id % 16 BETWEEN 1 AND 10)) AND (v.breakdown = 0 OR v.breakdown IN (SELECT breakdown FROM part WHERE part.indicator = v.indicator))
		AND EXISTS (SELECT 1 FROM register g JOIN region scope ON scope.id = g.scope
			WHERE g.id = i.register AND r.place BETWEEN scope.place AND scope.last AND r.first_day <= p.last AND r.last_day >= p.last
			AND (i.time <> 4 OR EXISTS (SELECT 1 FROM listing l WHERE l.register = g.id AND l.day = p.last))
			AND p.last <= g.covers_last AND iif(i.time = 1, p.first, p.last) >= g.covers_first) AS covered
FROM said v JOIN indicator i ON i.id = v.indicator JOIN area ON area.id = i.area JOIN region r ON r.id = v.region JOIN period p ON p.id = v.period
	JOIN breakdown d ON d.id = v.breakdown JOIN power ON power.scale = abs(v.scale)
	JOIN word w ON w.topic = 'basis' AND w.id = v.basis;
CREATE VIEW cell_then AS
SELECT m.indicator, c.key >> 36 & 131071 AS region, c.key >> 16 & 1048575 AS period, c.key & 65535 AS breakdown, m.kind, m.scale,
	CASE m.slot WHEN 0 THEN m0 WHEN 1 THEN m1 WHEN 2 THEN m2 WHEN 3 THEN m3 WHEN 4 THEN m4 WHEN 5 THEN m5 WHEN 6 THEN m6 WHEN 7 THEN m7 END AS a,
	CASE m.slot WHEN 0 THEN m1 WHEN 1 THEN m2 WHEN 2 THEN m3 WHEN 3 THEN m4 WHEN 4 THEN m5 WHEN 5 THEN m6 WHEN 6 THEN m7 END AS b,
	c.first_run, c.last_run
FROM measure m JOIN cell_history c ON c.key BETWEEN m.cube << 53 AND (m.cube << 53) + 9007199254740991
	AND c.last_run >= m.from_run AND (m.to_run IS NULL OR c.first_run <= m.to_run);
CREATE VIEW figure AS
SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, entries, exits, basis, area FROM computed
UNION ALL
SELECT indicator, title, region, region_name, period, breakdown, iif(covered, 0.0, value), iif(covered, '0', value_exact), unit, NULL, NULL,
	iif(covered, 'register', basis), area FROM said_named WHERE best = 1 AND NOT computed;
CREATE VIEW observation AS
SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, entries, exits, basis, area, run FROM computed
UNION ALL
SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, NULL, NULL, basis, area, NULL FROM said_named WHERE nth = 1;
CREATE VIEW figure_history AS
SELECT i.name AS indicator, i.title, r.code AS region, r.name AS region_name, p.text AS period, d.text AS breakdown,
	CASE v.kind WHEN 1 THEN CAST(v.a AS REAL) / one WHEN 2 THEN CAST(v.a AS REAL) / v.b * iif(v.scale < 0, one, 1.0 / one) ELSE v.a + v.b * 1e-12 END AS value,
	CASE WHEN v.kind = 1 AND v.scale = 0 THEN CAST(v.a AS TEXT)
		WHEN v.kind = 1 THEN rtrim(rtrim(printf('%s%s.%0*d', iif(v.a < 0, '-', ''), ltrim(v.a / one, '-'), v.scale, abs(v.a % one)), '0'), '.')
		WHEN v.kind = 2 THEN iif(v.a = 0, '0', iif((v.a < 0) = (v.b < 0), '', '-') || ltrim(v.a, '-') || iif(v.scale < 0, zeros, '')
			|| '/' || ltrim(v.b, '-') || iif(v.scale > 0, zeros, ''))
		ELSE rtrim(rtrim(printf('%s%s.%012d', iif(v.a < 0 OR v.b < 0, '-', ''), ltrim(v.a, '-'), abs(v.b)), '0'), '.') END AS value_exact,
	i.unit, v.first_run, v.last_run
FROM cell_then v JOIN indicator i ON i.id = v.indicator JOIN area ON area.id = i.area JOIN region r ON r.id = v.region JOIN period p ON p.id = v.period
	JOIN breakdown d ON d.id = v.breakdown JOIN power ON power.scale = abs(v.scale)
WHERE v.a IS NOT NULL AND (v.kind <> 2 OR v.b <> 0)
UNION ALL
SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, run, NULL FROM computed;
CREATE VIEW stated AS
SELECT k.text AS kind, i.name AS indicator, i.title, r.code AS region, r.name AS region_name, p.text AS period, d.text AS breakdown,
	t.text AS stat, q.text AS quantity, o.text AS compare, s.text, s.unit, s.qualifier,
	iif(s.value_kind = 1, CAST(s.value_a AS REAL) / pv.one, CAST(s.value_a AS REAL) / s.value_b) AS value,
	CASE s.low_kind WHEN 1 THEN CAST(s.low_a AS REAL) / pl.one WHEN 2 THEN CAST(s.low_a AS REAL) / s.low_b END AS low,
	CASE s.high_kind WHEN 1 THEN CAST(s.high_a AS REAL) / ph.one WHEN 2 THEN CAST(s.high_a AS REAL) / s.high_b END AS high,
	s.edition, s.date, s.source, s.file, s.line, s.ref
FROM statement s JOIN indicator i ON i.id = s.indicator JOIN region r ON r.id = s.region JOIN period p ON p.id = s.period
	JOIN breakdown d ON d.id = s.breakdown JOIN word k ON k.topic = 'kind' AND k.id = s.kind JOIN word t ON t.topic = 'stat' AND t.id = s.stat
	JOIN word q ON q.topic = 'quantity' AND q.id = s.quantity JOIN word o ON o.topic = 'compare' AND o.id = s.compare
	JOIN power pv ON pv.scale = s.value_scale JOIN power pl ON pl.scale = s.low_scale JOIN power ph ON ph.scale = s.high_scale;
CREATE VIEW adjustment_stated AS
SELECT i.name AS indicator, i.title, r.code AS region, r.name AS region_name, p.text AS period, d.text AS breakdown,
	CAST(a.delta AS REAL) / one AS delta,
	iif(i.scale = 0, CAST(a.delta AS TEXT), rtrim(rtrim(printf('%s%s.%0*d', iif(a.delta < 0, '-', ''), ltrim(a.delta / one, '-'), i.scale,
		abs(a.delta % one)), '0'), '.')) AS delta_exact, i.unit, a.reason, a.given_by, a.date, a.file, a.line
FROM adjustment a JOIN indicator i ON i.id = a.indicator JOIN region r ON r.id = a.region JOIN period p ON p.id = a.period
	JOIN breakdown d ON d.id = a.breakdown JOIN power ON power.scale = i.scale;
CREATE VIEW opening_stated AS
SELECT i.name AS indicator, i.title, r.code AS region, r.name AS region_name, p.text AS period, d.text AS breakdown,
	CAST(o.value AS REAL) / one AS value,
	iif(i.scale = 0, CAST(o.value AS TEXT), rtrim(rtrim(printf('%s%s.%0*d', iif(o.value < 0, '-', ''), ltrim(o.value / one, '-'), i.scale,
		abs(o.value % one)), '0'), '.')) AS value_exact, i.unit, o.file, o.line
FROM opening o JOIN indicator i ON i.id = o.indicator JOIN region r ON r.id = o.region JOIN period p ON p.id = o.period
	JOIN breakdown d ON d.id = o.breakdown JOIN power ON power.scale = i.scale;
CREATE VIEW parameter_stated AS
SELECT s.name || '.' || v.name AS parameter, v.title, CAST(v.value AS REAL) / one AS value,
	iif(v.scale = 0, CAST(v.value AS TEXT), rtrim(rtrim(printf('%s%s.%0*d', iif(v.value < 0, '-', ''), ltrim(v.value / one, '-'), v.scale,
		abs(v.value % one)), '0'), '.')) AS value_exact, v.unit, iif(v.first_day > -719162, date(v.first_day * 86400, 'unixepoch'), NULL) AS first_day,
	iif(v.last_day < 2932896, date(v.last_day * 86400, 'unixepoch'), NULL) AS last_day, coalesce(r.code, '') AS region, v.source, v.file, v.line
FROM parameter v JOIN area s ON s.id = v.area LEFT JOIN region r ON r.id = v.region JOIN power ON power.scale = v.scale;
COMMIT;
