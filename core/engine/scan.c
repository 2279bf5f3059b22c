/* Engine: one register. Knows the order in which a record is judged; the parts know how. */
#include "engine/scan.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include "engine/keys.h"

enum { WORDS = TALLY_BATCH_ROWS / 64 };

/* One pass over the files. The second pass, if one is needed, has the findings of the first. */
struct pass {
	const struct scan_options *options;
	struct arena *arena;
	struct scan_result *result;
	struct reader_options reader_options;
	struct reader *reader;
	struct keys keys;
	bool keyed; /* keys are still to be found */
	const struct key_finding *findings;
	size_t findings_count, finding;
	struct listings odd_lists; /* days of lists that were told to be counted nowhere */
	FILE *aside; /* all issues of a first pass, until it is known to be the only one */
};

static void fail_rule(struct pass *p, struct record_batch *batch, uint32_t row, const struct catalog_rule *rule)
{
	const char *said = rule->title[0] ? rule->title : rule->condition->source;
	char message[768];
	if (rule->source[0])
		snprintf(message, sizeof(message), _("does not meet the rule: %s (%s)"), said, rule->source);
	else
		snprintf(message, sizeof(message), _("does not meet the rule: %s"), said);
	reader_issue(p->reader, batch, row, FIELD_NONE, rule->name, rule->severity, message);
}

static void check_rules(struct pass *p, struct record_batch *batch)
{
	const struct catalog_register *declared = &p->options->catalog->registers[p->options->on];
	uint64_t bits[WORDS];
	for (size_t i = 0; i < declared->rules_count; i++) {
		condition_batch(declared->rules[i].condition, &p->options->catalog->workspace->regions, &batch->typed, bits);
		for (uint32_t row = 0; row < batch->typed.rows; row++)
			if (batch->states[row] <= RECORD_WARNED && !(bits[row / 64] >> (row % 64) & 1))
				fail_rule(p, batch, row, &declared->rules[i]);
	}
}

static void check_order(struct pass *p, struct record_batch *batch, int first, int last)
{
	const struct catalog_register *declared = &p->options->catalog->registers[p->options->on];
	const struct tally_column *a = &batch->typed.columns[first], *b = &batch->typed.columns[last];
	for (uint32_t row = 0; row < batch->typed.rows; row++) {
		if (batch->states[row] > RECORD_WARNED || !tally_has(a, row) || !tally_has(b, row))
			continue;
		if (tally_days(b, row) < tally_days(a, row))
			reader_issue(p->reader, batch, row, last, "dates", declared->dates,
				_("lies before the day on which the record begins; it counts on no day"));
	}
}

/* Dates in order: what ends a record of a stock must not lie before what begins it. Each pair of fields once. */
static void check_dates(struct pass *p, struct record_batch *batch)
{
	const struct program *program = &p->result->program;
	if (program->declared->dates == TALLY_OFF)
		return;
	for (size_t c = 0; c < program->cubes_count; c++) {
		const struct plan *plan = program->cubes[c].like;
		bool seen = false;
		for (size_t k = 0; k < c; k++) {
			const struct plan *other = program->cubes[k].like;
			seen |= other->when == plan->when && other->until == plan->until && other->ended == plan->ended;
		}
		if (plan->time != TALLY_STOCK || seen)
			continue;
		if (plan->until != FIELD_NONE)
			check_order(p, batch, plan->when, plan->until);
		if (plan->ended != FIELD_NONE && plan->ended != plan->until)
			check_order(p, batch, plan->when, plan->ended);
	}
}

/* A list of a day that ends no month is counted in no period: said once for each such day. */
static bool check_lists(struct pass *p, struct record_batch *batch)
{
	int listed = p->result->program.declared->listed;
	if (listed == FIELD_NONE)
		return true;
	const struct tally_column *when = &batch->typed.columns[listed];
	for (uint32_t row = 0; row < batch->typed.rows; row++) {
		if (batch->states[row] > RECORD_WARNED || !tally_has(when, row))
			continue;
		int32_t day = listing_day(when, row);
		if (listing_closes(day) || listings_have(&p->odd_lists, day))
			continue;
		reader_issue(p->reader, batch, row, listed, "list_day", TALLY_WARNING,
			_("is the date of a list, but ends no month, so the list is counted in no period; date it by the last "
			  "day of its period"));
		if (!listings_add(&p->odd_lists, day))
			return false;
	}
	return true;
}

/* Records that the first pass found to repeat or to clash. */
static void apply_findings(struct pass *p, struct record_batch *batch)
{
	const struct catalog_register *declared = &p->options->catalog->registers[p->options->on];
	int field = declared->schema.keys_count ? (int)declared->schema.keys[0] : FIELD_NONE;
	uint64_t end = batch->first + batch->typed.rows;
	for (; p->finding < p->findings_count && p->findings[p->finding].row < end; p->finding++) {
		const struct key_finding *finding = &p->findings[p->finding];
		uint32_t row = (uint32_t)(finding->row - batch->first);
		if (finding->clash) {
			reader_issue(p->reader, batch, row, field, "key", TALLY_ERROR,
				_("this key stands more than once with different fields; none of these records counts until "
				  "one is left"));
		} else {
			reader_issue(p->reader, batch, row, field, "repeated", TALLY_WARNING,
				_("the same record stands above, field by field; it counts once"));
			batch->states[row] = RECORD_REPEATED;
		}
	}
}

static void accepted_bits(const struct record_batch *batch, uint64_t *bits)
{
	memset(bits, 0, WORDS * sizeof(*bits));
	for (uint32_t row = 0; row < batch->typed.rows; row++)
		bits[row / 64] |= (uint64_t)(batch->states[row] <= RECORD_WARNED) << (row % 64);
}

/* Keys of the accepted, and of those that were rejected; a record of damaged form has no cells, and so no key. */
static bool add_keys(struct pass *p, const struct record_batch *batch, const uint64_t *accepted)
{
	const struct schema *schema = &p->result->program.declared->schema;
	uint64_t rejected[WORDS] = { 0 }, any = 0;
	for (uint32_t row = 0; row < batch->typed.rows; row++)
		rejected[row / 64] |= (uint64_t)(batch->states[row] == RECORD_REJECTED) << (row % 64);
	for (size_t i = 0; i < WORDS; i++)
		any |= rejected[i];
	return keys_add(&p->keys, schema, &batch->typed, accepted, batch->first) &&
		(!any || keys_add_void(&p->keys, schema, &batch->typed, rejected, batch->first));
}

/* Sources are read one after the other: those done stand before the one in hand. */
static size_t source_number(const struct pass *p)
{
	size_t count;
	reader_sources(p->reader, &count);
	return count;
}

static bool take_batch(struct pass *p, struct record_batch *batch, struct tally_error *error)
{
	const struct scan_watcher *watcher = p->options->watcher;
	uint64_t accepted[WORDS];
	check_rules(p, batch);
	check_dates(p, batch);
	delivered_check(p->reader, batch, p->options->catalog, p->options->on);
	apply_findings(p, batch);
	if (!check_lists(p, batch))
		return error_memory(error);
	accepted_bits(batch, accepted);
	reader_account(batch);
	if ((p->keyed && !add_keys(p, batch, accepted)) ||
		!delivered_batch(&p->result->delivered, batch, source_number(p), accepted))
		return error_memory(error);
	if (watcher && !watcher->batch(watcher->user, batch, accepted, error))
		return false;
	return program_batch(&p->result->program, &batch->typed, accepted, error);
}

static bool run_pass(struct pass *p, struct tally_error *error)
{
	struct record_batch *batch = NULL;
	p->reader = reader_open(&p->reader_options, p->arena, error);
	if (!p->reader)
		return false;
	do {
		if (!reader_next(p->reader, &batch, error) || (batch && !take_batch(p, batch, error)))
			return false;
	} while (batch);
	return true;
}

/* What the reader knows of its sources outlives it. */
static bool keep_sources(struct pass *p)
{
	size_t count;
	const struct source_account *sources = reader_sources(p->reader, &count);
	struct source_account *copy = arena_array(p->arena, count + 1, sizeof(*copy));
	if (!copy)
		return false;
	for (size_t i = 0; i < count; i++) {
		struct issues *issues = &copy[i].issues;
		copy[i] = sources[i];
		issues->kinds = arena_array(p->arena, issues->kinds_count + 1, sizeof(*issues->kinds));
		issues->kept = arena_array(p->arena, issues->kept_count + 1, sizeof(*issues->kept));
		if (!issues->kinds || !issues->kept)
			return false;
		if (issues->kinds_count)
			memcpy(issues->kinds, sources[i].issues.kinds, issues->kinds_count * sizeof(*issues->kinds));
		if (issues->kept_count)
			memcpy(issues->kept, sources[i].issues.kept, issues->kept_count * sizeof(*issues->kept));
	}
	p->result->sources = copy;
	p->result->sources_count = count;
	p->result->aside = reader_aside(p->reader, &p->result->aside_count);
	return true;
}

static void copy_aside(struct pass *p)
{
	char block[65536];
	size_t n;
	rewind(p->aside);
	while ((n = fread(block, 1, sizeof(block), p->aside)) > 0)
		fwrite(block, 1, n, p->options->all_issues);
}

static bool read_again(struct pass *p, size_t count, struct tally_error *error)
{
	const struct scan_watcher *watcher = p->options->watcher;
	bool pipe = reader_is_pipe(p->reader);
	reader_close(p->reader);
	p->reader = NULL;
	p->keyed = false;
	p->reader_options.all_issues = p->options->all_issues;
	program_reset(&p->result->program);
	delivered_restart(&p->result->delivered);
	listings_done(&p->odd_lists);
	if (watcher)
		watcher->restart(watcher->user);
	if (pipe)
		return error_set(error, ERROR_INPUT,
			_("register '%s' has %zu records with equal keys and comes from a pipe, which cannot be read again; "
			  "give it as a file"),
			p->result->program.declared->schema.name, count);
	return run_pass(p, error);
}

static int32_t first_of(const struct span *covers, int32_t day)
{
	return covers->first <= covers->last && covers->first < day ? covers->first : day;
}

static void settle_span(struct pass *p)
{
	const struct program *program = &p->result->program;
	const struct catalog_register *declared = program->declared;
	struct span *covers = &p->result->covers;
	*covers = (struct span){ 1, 0 };
	if (declared->covers_said)
		*covers = (struct span){ declared->covers_first, declared->covers_last };
	else if (program->first_record <= program->last_record)
		*covers = (struct span){ date_from(date_split(program->first_record).year, 1, 1), program->last_day };
	if (!declared->covers_said &&
		program->lists.count) /* whatever else dates the records, a list is there from its own day on */
		*covers = (struct span){ first_of(covers, date_from(date_split(program->lists.days[0]).year, 1, 1)),
			program->last_day };
	if (covers->last > program->last_day)
		covers->last = program->last_day;
}

static void drop_cells(struct scan_result *result)
{
	for (size_t c = 0; result->cells && c < result->program.cubes_count; c++)
		cells_done(&result->cells[c]);
}

static bool build_cells(struct pass *p, struct tally_error *error)
{
	struct program *program = &p->result->program;
	p->result->cells = arena_array(p->arena, program->cubes_count + 1, sizeof(*p->result->cells));
	if (!p->result->cells)
		return error_memory(error);
	for (size_t c = 0; c < program->cubes_count; c++) {
		if (!cells_build(program, &program->cubes[c], &p->result->covers, &p->options->additions, p->arena,
			    &p->result->cells[c], error))
			return false;
		table_done(&program->cubes[c].groups);
	}
	return true;
}

static void sum_accounts(struct scan_result *result)
{
	for (size_t i = 0; i < result->sources_count; i++) {
		result->read += result->sources[i].read;
		result->accepted += result->sources[i].accepted;
		result->warned += result->sources[i].warned;
		result->rejected += result->sources[i].rejected;
	}
}

/* Equal keys are looked for beside the building of cells: the two have nothing in common. */
struct search {
	struct keys *keys;
	struct key_finding *findings;
	size_t count;
	bool done;
};

static void *search_keys(void *user)
{
	struct search *search = user;
	search->done = keys_find(search->keys, &search->findings, &search->count);
	return NULL;
}

enum { KEYS_WORTH_A_THREAD = 50000 };

static bool cells_and_keys(struct pass *p, struct search *search, struct tally_error *error)
{
	pthread_t thread;
	bool beside = p->options->threads > 1 && p->keys.count > KEYS_WORTH_A_THREAD &&
		pthread_create(&thread, NULL, search_keys, search) == 0;
	bool done = build_cells(p, error);
	if (beside)
		pthread_join(thread, NULL);
	else if (done)
		search_keys(search);
	return done && (search->done || error_memory(error));
}

/* The first pass finds equal keys. If there are any, what it counted is void and the register is read once more with those rows standing aside; nothing is
 * subtracted. */
static bool count_keyed(struct pass *p, struct search *search, struct tally_error *error)
{
	if (!cells_and_keys(p, search, error))
		return false;
	keys_done(&p->keys);
	if (search->count == 0) {
		if (p->aside)
			copy_aside(p);
		return true;
	}
	drop_cells(p->result);
	p->findings = search->findings;
	p->findings_count = search->count;
	if (!read_again(p, search->count, error))
		return false;
	settle_span(p);
	return build_cells(p, error);
}

static bool read_and_count(struct pass *p, struct tally_error *error)
{
	struct search search = { .keys = &p->keys };
	if (p->keyed && p->options->all_issues && !(p->aside = p->reader_options.all_issues = tmpfile()))
		return error_errno(error, ERROR_STORE, errno, "tmpfile", _("cannot write the list of issues"));
	bool done = run_pass(p, error);
	if (done)
		settle_span(p);
	if (done)
		done = p->keyed ? count_keyed(p, &search, error) : build_cells(p, error);
	keys_done(&p->keys);
	if (p->aside)
		fclose(p->aside);
	memory_free(search.findings);
	return done;
}

/* Asked last: sums of records that turned out to clash are no fault. */
static bool ranges_fit(const struct scan_result *result, struct tally_error *error)
{
	for (size_t c = 0; c < result->program.cubes_count; c++)
		if (!cells_fit(&result->program, &result->cells[c], error))
			return false;
	return true;
}

bool scan_register(
	const struct scan_options *options, struct arena *arena, struct scan_result *result, struct tally_error *error)
{
	struct pass p = { .options = options, .arena = arena, .result = result };
	*result = (struct scan_result){ 0 };
	if (!program_build(options->catalog, options->on, arena, &result->program, error))
		return false;
	delivered_init(&result->delivered, options->catalog, options->on);
	p.keyed = result->program.declared->schema.keys_count > 0;
	p.reader_options = (struct reader_options){ .catalog = options->catalog,
		.on = options->on,
		.needed = result->program.needed,
		.files = options->files,
		.all_issues = options->all_issues,
		.log_issues = options->log_issues };
	bool done = read_and_count(&p, error) && (keep_sources(&p) || error_memory(error));
	reader_close(p.reader);
	listings_done(&p.odd_lists);
	if (done)
		sum_accounts(result);
	return done && ranges_fit(result, error);
}

void scan_done(struct scan_result *result)
{
	drop_cells(result);
	delivered_done(&result->delivered);
	program_done(&result->program);
}
