-- What the store is looked at with: words, powers of ten, views. It holds nothing that a run wrote, so every migration drops all of it and makes it anew
-- from this file: a change here needs no line in a migration. (A table that is added here is also named in store/migrate.c.)

-- Words for the numbers above.
CREATE TABLE word(topic TEXT NOT NULL, id INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY(topic, id)) STRICT, WITHOUT ROWID;
INSERT INTO word VALUES
	('basis', 0, 'register'), ('basis', 1, 'adjusted'), ('basis', 2, 'given'), ('basis', 3, 'published'),
	('kind', 0, 'published'), ('kind', 1, 'given'), ('kind', 2, 'target'), ('kind', 3, 'opening'), ('kind', 4, 'adjustment'),
	('stat', 0, 'value'), ('stat', 1, 'growth'), ('stat', 2, 'change'), ('stat', 3, 'share_parent'), ('stat', 4, 'share_total'),
	('stat', 5, 'rank'), ('stat', 6, 'rank_last'), ('stat', 7, 'entries'), ('stat', 8, 'exits'), ('stat', 9, 'net'), ('stat', 10, 'completion'),
	('quantity', 0, ''), ('quantity', 1, 'level'), ('quantity', 2, 'net'), ('quantity', 3, 'entries'),
	('input', 0, 'core'), ('input', 1, 'workspace'), ('input', 2, 'regions'), ('input', 3, 'register'), ('input', 4, 'source'),
	('input', 5, 'indicator'), ('input', 6, 'given'), ('input', 7, 'published'), ('input', 8, 'opening'), ('input', 9, 'kept'),
	('input', 10, 'adjustment'), ('input', 11, 'parameter'),
	('delivery', 0, 'missing'), ('delivery', 1, 'read'), ('delivery', 2, 'older'), ('delivery', 3, 'not understood'),
	('compare', 0, ''), ('compare', 1, '='), ('compare', 2, '>='), ('compare', 3, '>'), ('compare', 4, '<='), ('compare', 5, '<');

CREATE TABLE power(scale INTEGER PRIMARY KEY, one INTEGER NOT NULL, zeros TEXT NOT NULL) STRICT;
INSERT INTO power WITH RECURSIVE p(scale, one, zeros) AS (SELECT 0, 1, '' UNION ALL SELECT scale + 1, one * 10, zeros || '0' FROM p WHERE scale < 18)
SELECT * FROM p;

-- Inner views, without names. A figure is kind, scale, a, b as in statement. First the cells of the indicators that are not hidden: region by region,
-- so that asking for one of them reads one range of keys.
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

-- What was given and published about indicators that are not hidden. `nth` 1: the last word of its kind on that place; `best` 1: of both kinds, given first.
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

-- The same with names; `covered`: the register of the indicator covers the place, so that its value there is computed, and 0 where no cell is (a count,
-- distinct or sum; the others have no value without records).
CREATE VIEW said_named AS
SELECT i.name AS indicator, i.title, r.code AS region, r.name AS region_name, p.text AS period, d.text AS breakdown,
	CASE v.kind WHEN 1 THEN CAST(v.a AS REAL) / one WHEN 2 THEN CAST(v.a AS REAL) / v.b * iif(v.scale < 0, one, 1.0 / one) ELSE v.a + v.b * 1e-12 END AS value,
	CASE WHEN v.kind = 1 AND v.scale = 0 THEN CAST(v.a AS TEXT)
		WHEN v.kind = 1 THEN rtrim(rtrim(printf('%s%s.%0*d', iif(v.a < 0, '-', ''), ltrim(v.a / one, '-'), v.scale, abs(v.a % one)), '0'), '.')
		WHEN v.kind = 2 THEN iif(v.a = 0, '0', iif((v.a < 0) = (v.b < 0), '', '-') || ltrim(v.a, '-') || iif(v.scale < 0, zeros, '')
			|| '/' || ltrim(v.b, '-') || iif(v.scale > 0, zeros, ''))
		ELSE rtrim(rtrim(printf('%s%s.%012d', iif(v.a < 0 OR v.b < 0, '-', ''), ltrim(v.a, '-'), abs(v.b)), '0'), '.') END AS value_exact,
	i.unit, w.text AS basis, area.name AS area, v.nth, v.best, v.computed,
	i.measure BETWEEN 1 AND 3 AND (p.grain & i.grains OR (i.to_date = 1 AND p.id / 16 % 12 = 0 AND p.id % 16 BETWEEN 1 AND 10)) AND (v.breakdown = 0 OR v.breakdown IN (SELECT breakdown FROM part WHERE part.indicator = v.indicator))
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

-- The views for people. One row a place: its best value.
CREATE VIEW figure AS
SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, entries, exits, basis, area FROM computed
UNION ALL
SELECT indicator, title, region, region_name, period, breakdown, iif(covered, 0.0, value), iif(covered, '0', value_exact), unit, NULL, NULL,
	iif(covered, 'register', basis), area FROM said_named WHERE best = 1 AND NOT computed;

-- One row a place and basis.
CREATE VIEW observation AS
SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, entries, exits, basis, area, run FROM computed
UNION ALL
SELECT indicator, title, region, region_name, period, breakdown, value, value_exact, unit, NULL, NULL, basis, area, NULL FROM said_named WHERE nth = 1;

-- Every computed value that stood, with the first and the last run of it; last_run is null while it stands.
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

-- What was published, given, planned, in words.
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

-- What the office added to figures, with the reason; and what lies before the coverage.
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

-- The values of parameters; region is empty where a value holds everywhere, days are null where it is open.
CREATE VIEW parameter_stated AS
SELECT s.name || '.' || v.name AS parameter, v.title, CAST(v.value AS REAL) / one AS value,
	iif(v.scale = 0, CAST(v.value AS TEXT), rtrim(rtrim(printf('%s%s.%0*d', iif(v.value < 0, '-', ''), ltrim(v.value / one, '-'), v.scale,
		abs(v.value % one)), '0'), '.')) AS value_exact, v.unit, iif(v.first_day > -719162, date(v.first_day * 86400, 'unixepoch'), NULL) AS first_day,
	iif(v.last_day < 2932896, date(v.last_day * 86400, 'unixepoch'), NULL) AS last_day, coalesce(r.code, '') AS region, v.source, v.file, v.line
FROM parameter v JOIN area s ON s.id = v.area LEFT JOIN region r ON r.id = v.region JOIN power ON power.scale = v.scale;

-- Who delivered what: by the day in the name of the file, else the day on which it was last changed, on the clock of whoever asks.
CREATE VIEW delivered AS
SELECT a.name || '.' || g.name AS register, g.title, r.code AS region, r.name AS region_name, p.text AS period, w.text AS state, d.expected,
	date(d.due * 86400, 'unixepoch') AS due, coalesce(date(d.dated * 86400, 'unixepoch'), date(d.mtime_ns / 1000000000, 'unixepoch', 'localtime')) AS day,
	d.records, d.errors, d.warnings, nullif(d.file, '') AS file, d.note
FROM delivery d JOIN register g ON g.id = d.register JOIN area a ON a.id = g.area JOIN word w ON w.topic = 'delivery' AND w.id = d.state
	LEFT JOIN region r ON r.id = d.region LEFT JOIN period p ON p.id = d.period
WHERE g.live AND a.enabled;
