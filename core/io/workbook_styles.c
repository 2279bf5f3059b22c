/* IO: what the styles of a workbook say of its numbers: which are dates, shown as what. Knows number formats (ISO/IEC 29500-1, 18.8.30); nothing of
 * colours and fonts. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "io/workbook_inner.h"

enum { FORMATS_MAX = 65536 };

/* --- codes of formats --- */

/* Which letters a section has. */
struct letters {
	bool year, month, day, hour, second, elapsed, half; /* half: of the day, AM/PM */
	bool minute_next; /* the next m is minutes: behind hours */
	int last_m; /* 1: the last letters were m and no minutes yet */
	bool digits, percent, other;
	unsigned zeros;
};

static const char *behind_quote(const char *at)
{
	const char *end = strchr(at + 1, '"');
	return end ? end + 1 : at + strlen(at);
}

/* "[h]" is time that goes beyond a day; "[Red]", "[$-804]", "[>0]", "[DBNum1]" say how, not what. */
static const char *behind_bracket(struct letters *l, const char *at)
{
	const char *end = strchr(at, ']');
	size_t bytes = end ? (size_t)(end - at) - 1 : 0;
	if (bytes && strspn(at + 1, "hHmMsS") == bytes)
		l->elapsed = true;
	return end ? end + 1 : at + strlen(at);
}

static void take_m(struct letters *l, size_t run)
{
	if (l->minute_next && run <= 2) {
		l->minute_next = false;
		return;
	}
	l->month = true;
	l->last_m = run <= 2;
}

/* m before seconds was minutes after all; a month that stands elsewhere too was not seen, which no format in use has. */
static void take_s(struct letters *l, bool month_before)
{
	if (l->last_m)
		l->month = month_before;
	l->second = true;
}

static const char *take_letter(struct letters *l, const char *at, bool *month_before)
{
	char c = *at | 0x20;
	size_t run = 1;
	while ((at[run] | 0x20) == c)
		run++;
	if (c == 'm') {
		*month_before = l->month;
		take_m(l, run);
		return at + run;
	}
	if (c == 's')
		take_s(l, *month_before);
	l->year |= c == 'y' || c == 'e' || c == 'b' || c == 'g';
	l->day |= c == 'd' || (c == 'a' && run >= 3);
	l->hour |= c == 'h';
	l->minute_next = c == 'h';
	l->last_m = 0;
	return at + run;
}

static bool starts_word(const char *at, const char *word)
{
	return strncasecmp(at, word, strlen(word)) == 0;
}

/* One section up to its `;`. */
static const char *read_section(struct letters *l, const char *at)
{
	bool month_before = false;
	while (*at && *at != ';') {
		if (*at == '"') {
			at = behind_quote(at);
			l->other = true;
		} else if (*at == '[') {
			at = behind_bracket(l, at);
		} else if (*at == '\\' || *at == '_' || *at == '*') {
			l->other = true;
			at += at[1] ? 2 : 1;
		} else if (starts_word(at, "general")) {
			l->digits = l->other = true;
			at += strlen("general");
		} else if (starts_word(at, "am/pm") || starts_word(at, "a/p") || starts_word(at, "上午/下午")) {
			l->half = true;
			at += starts_word(at, "a/p") ? 3 : starts_word(at, "am/pm") ? 5 : strlen("上午/下午");
		} else if ((*at == 'E' || *at == 'e') && (at[1] == '+' || at[1] == '-')) {
			l->digits = l->other = true;
			at += 2;
		} else if (strchr("ymdhsebgYMDHSEBG", *at) || starts_word(at, "aaa")) {
			at = take_letter(l, at, &month_before);
		} else {
			l->digits |= *at == '0' || *at == '#' || *at == '?';
			l->percent |= *at == '%';
			l->zeros += *at == '0';
			l->other |= *at != '0';
			at++;
		}
	}
	return at;
}

static struct format judge(const struct letters *l)
{
	enum format_kind kind = FORMAT_NUMBER;
	bool date = l->year || l->month || l->day, time = l->hour || l->second || l->half;
	if (l->elapsed)
		kind = FORMAT_ELAPSED;
	else if (date && time)
		kind = FORMAT_MOMENT;
	else if (time)
		kind = FORMAT_TIME;
	else if (date)
		kind = l->day || !l->year ? FORMAT_DAY : l->month ? FORMAT_MONTH : FORMAT_YEAR;
	else if (l->percent)
		kind = FORMAT_PERCENT;
	bool padded = kind == FORMAT_NUMBER && !l->other && l->zeros >= 2 && l->zeros <= 15;
	return (struct format){ (unsigned char)kind, (unsigned char)(padded ? l->zeros : 0) };
}

/* The first section that shows something decides. */
struct format format_of_code(const char *code)
{
	for (const char *at = code;;) {
		struct letters l = { 0 };
		at = read_section(&l, at);
		struct format format = judge(&l);
		if (format.kind != FORMAT_NUMBER || l.digits || *at == '\0')
			return format;
		at++;
	}
}

/* Numbers that stand for formats nobody writes out; 27 to 58 as a Chinese spreadsheet understands them. */
struct format format_builtin(unsigned number)
{
	static const struct {
		unsigned first, last;
		enum format_kind kind;
	} kinds[] = { { 9, 10, FORMAT_PERCENT }, { 14, 16, FORMAT_DAY }, { 17, 17, FORMAT_MONTH }, { 18, 21, FORMAT_TIME },
		{ 22, 22, FORMAT_MOMENT }, { 27, 27, FORMAT_MONTH }, { 28, 31, FORMAT_DAY }, { 32, 35, FORMAT_TIME },
		{ 36, 36, FORMAT_MONTH }, { 45, 45, FORMAT_TIME }, { 46, 46, FORMAT_ELAPSED }, { 47, 47, FORMAT_TIME },
		{ 50, 50, FORMAT_MONTH }, { 51, 51, FORMAT_DAY }, { 52, 52, FORMAT_MONTH }, { 53, 54, FORMAT_DAY },
		{ 55, 56, FORMAT_TIME }, { 57, 57, FORMAT_MONTH }, { 58, 58, FORMAT_DAY } };
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (number >= kinds[i].first && number <= kinds[i].last)
			return (struct format){ (unsigned char)kinds[i].kind, 0 };
	return (struct format){ FORMAT_NUMBER, 0 };
}

/* --- the part --- */

struct custom {
	unsigned number;
	struct format format;
};

struct reading {
	struct styles *styles;
	struct custom *customs;
	unsigned *numbers; /* of each cell style */
	size_t customs_count, customs_capacity, numbers_count, numbers_capacity;
	bool cells; /* within cellXfs */
	bool memory, many;
};

static unsigned number_of(const char *text)
{
	return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static void add_custom(struct reading *r, const char *const *attributes)
{
	const char *code = xml_attribute(attributes, "formatCode");
	r->many |= r->customs_count == FORMATS_MAX;
	if (!code || r->many)
		return;
	if (memory_grow(&r->customs, &r->customs_capacity, r->customs_count + 1, sizeof(*r->customs)))
		r->customs[r->customs_count++] =
			(struct custom){ number_of(xml_attribute(attributes, "numFmtId")), format_of_code(code) };
	else
		r->memory = true;
}

static void add_style(struct reading *r, const char *const *attributes)
{
	r->many |= r->numbers_count == FORMATS_MAX;
	if (r->many)
		return;
	if (memory_grow(&r->numbers, &r->numbers_capacity, r->numbers_count + 1, sizeof(*r->numbers)))
		r->numbers[r->numbers_count++] = number_of(xml_attribute(attributes, "numFmtId"));
	else
		r->memory = true;
}

static void on_open(void *user, const char *name, const char *const *attributes)
{
	struct reading *r = user;
	if (strcmp(name, "numFmt") == 0)
		add_custom(r, attributes);
	else if (strcmp(name, "cellXfs") == 0)
		r->cells = true;
	else if (r->cells && strcmp(name, "xf") == 0)
		add_style(r, attributes);
}

static void on_close(void *user, const char *name)
{
	struct reading *r = user;
	if (strcmp(name, "cellXfs") == 0)
		r->cells = false;
}

static int compare_customs(const void *a, const void *b)
{
	const struct custom *x = a, *y = b;
	return (x->number > y->number) - (x->number < y->number);
}

/* What the file writes out is stronger than what a number stands for. */
static bool settle(struct reading *r)
{
	struct styles *styles = r->styles;
	if (!memory_grow(&styles->formats, &styles->capacity, r->numbers_count + 1, sizeof(*styles->formats)))
		return false;
	if (r->customs_count)
		qsort(r->customs, r->customs_count, sizeof(*r->customs), compare_customs);
	for (size_t i = 0; i < r->numbers_count; i++) {
		struct custom wanted = { .number = r->numbers[i] };
		const struct custom *found = r->customs_count
			? bsearch(&wanted, r->customs, r->customs_count, sizeof(wanted), compare_customs)
			: NULL;
		styles->formats[i] = found ? found->format : format_builtin(wanted.number);
	}
	styles->count = r->numbers_count;
	return true;
}

bool styles_read(struct workbook *book, struct styles *styles, struct tally_error *error)
{
	static const struct xml_events events = { workbook_spaces, on_open, on_close, NULL };
	struct reading r = { .styles = styles };
	*styles = (struct styles){ 0 };
	if (!book->styles_part)
		return true;
	bool done = xml_part(book->package, book->styles_part, &events, &r, error);
	if (done && r.many)
		done = error_set(error, ERROR_INPUT, _("%s: more than %d formats of cells; it was not read"),
			package_path(book->package), FORMATS_MAX);
	if (done && (r.memory || !settle(&r)))
		done = error_memory(error);
	memory_free(r.customs);
	memory_free(r.numbers);
	return done;
}

void styles_done(struct styles *styles)
{
	memory_free(styles->formats);
	*styles = (struct styles){ 0 };
}
