/* Area: from INI sections to the structs of the contract. Knows the table of words; what the words mean together is the catalog's. */
#include "area/declare.h"

#include <string.h>

/* Without memory a declaration is not complete: remembered with the faults, which nobody passes over. */
static bool no_memory(struct faults *faults)
{
	faults->memory = true;
	return false;
}

bool declare_first(const struct ini_file *ini, const struct ini_entry *entry)
{
	return entry == ini->entries || entry[-1].section != entry->section;
}

enum section declare_section(
	const struct ini_file *ini, const struct ini_entry *entry, const char **subject, struct faults *faults)
{
	const char *names[SECTION_COUNT];
	size_t count = 0;
	for (int s = 0; s < SECTION_COUNT; s++) {
		const char *name = section_forms[s].name;
		if (!name)
			continue;
		names[count++] = name;
		size_t length = strlen(name);
		const char *behind = entry->section + length;
		if (strncmp(entry->section, name, length) != 0 || (*behind != '\0' && *behind != ' '))
			continue;
		*subject = *behind ? behind + 1 : "";
		if (section_forms[s].subject != (*behind != '\0')) {
			if (!declare_first(ini, entry))
				return SECTION_COUNT;
			fault_add(faults, entry->file, entry->section_line,
				section_forms[s].subject ? _("section [%s] needs a name: [%s NAME]")
							 : _("section [%s] takes no name; write [%s]"),
				entry->section, name);
			return SECTION_COUNT;
		}
		return (enum section)s;
	}
	if (declare_first(ini, entry))
		fault_add(faults, entry->file, entry->section_line, _("unknown section [%s]%s"), entry->section,
			fault_hint(faults, (struct text){ entry->section, strcspn(entry->section, " ") }, names, count));
	return SECTION_COUNT;
}

const char *declare_member(const struct word *word, const struct ini_entry *entry)
{
	size_t length = strlen(word->name);
	return word->name[length - 1] == '.' ? entry->key + length : NULL;
}

static bool set_number(
	const struct word *word, const struct ini_entry *entry, uint32_t *at, const char *file, struct faults *faults)
{
	int64_t value;
	if (!text_to_int64(text_of(entry->value), &value) || value < word->low || value > word->high) {
		fault_add(faults, file, entry->line, _("%s: '%s' is not allowed; a whole number from %u to %u"), entry->key,
			entry->value, word->low, word->high);
		return false;
	}
	*at = (uint32_t)value;
	return true;
}

static bool set_choice(const struct word *word, const struct ini_entry *entry, struct text part, uint32_t *at, const char *file,
	struct faults *faults)
{
	const struct choice *choice = choice_find(word->choices, part);
	if (!choice) {
		size_t count;
		const char *const *names = choice_names(word->choices, faults->arena, &count);
		fault_add(faults, file, entry->line, _("%s: '%.*s' is not allowed%s"), entry->key, (int)part.len, part.at,
			names ? fault_hint(faults, count > 2 ? part : TEXT(""), names, count)
			      : ""); /* 'on' is as near to 'no' as to 'yes' */
		return false;
	}
	*at = word->kind == WORD_CHOICES ? *at | choice->value : choice->value;
	return true;
}

static bool set_flag(
	const struct word *word, const struct ini_entry *entry, uint32_t *at, const char *file, struct faults *faults)
{
	bool yes = strcmp(entry->value, "yes") == 0;
	if (!yes && strcmp(entry->value, "no") != 0) {
		fault_add(faults, file, entry->line, _("%s: '%s' is not allowed; yes or no"), entry->key, entry->value);
		return false;
	}
	*at = yes ? *at | word->low : *at & ~word->low;
	return true;
}

/* "name:title | name:title" as rows. */
static bool set_codes(
	const struct ini_entry *entry, struct tally_field *field, const char *file, struct arena *arena, struct faults *faults)
{
	size_t count = 1;
	for (const char *at = entry->value; *at; at++)
		count += *at == '|';
	struct tally_code *codes = arena_array(arena, count, sizeof(*codes));
	if (!codes)
		return no_memory(faults);
	field->codes = codes; /* none of them yet: what set_family sees where they are faulty */
	struct text rest = text_of(entry->value), part;
	uint32_t used = 0;
	while (text_next(&rest, '|', &part)) {
		struct text title = part, name;
		if (!text_next(&title, ':', &name) || !text_is_name(name)) {
			fault_add(faults, file, entry->line, _("codes: '%.*s' is not allowed; write name:title | name:title"),
				(int)part.len, part.at);
			return false;
		}
		codes[used].name = arena_copy(arena, name);
		codes[used].title = arena_copy(arena, text_trim(title));
		if (!codes[used].name || !codes[used].title)
			return no_memory(faults);
		used++;
	}
	field->codes_count = used;
	field->codes_size = sizeof(*codes);
	return true;
}

bool declare_word(const struct word *word, const struct ini_entry *entry, void *into, const char *file, struct arena *arena,
	struct faults *faults)
{
	void *at = (char *)into + word->member;
	uint32_t number = 0;
	struct text rest = text_of(entry->value), part;
	switch (word->kind) {
	case WORD_TEXT:
	case WORD_NAME:
		memcpy(at, &entry->value, sizeof(entry->value));
		return true;
	case WORD_NUMBER:
		return set_number(word, entry, at, file, faults);
	case WORD_CHOICE:
		return set_choice(word, entry, rest, at, file, faults);
	case WORD_CHOICES:
		while (text_next(&rest, ',', &part))
			if (!set_choice(word, entry, part, &number, file, faults))
				return false;
		memcpy(at, &number, sizeof(number));
		return true;
	case WORD_FLAG:
		return set_flag(word, entry, at, file, faults);
	case WORD_ROWS:
		return set_codes(entry, into, file, arena, faults);
	}
	return false;
}

/* Rows of one section while they are collected. */
struct rows {
	void *at;
	uint32_t count;
};

struct declaration {
	const struct ini_file *ini;
	struct arena *arena;
	struct faults *faults;
	struct tally_area *area;
	struct rows registers, indicators, rules, parameters, ties;
	struct rows *fields; /* one a register */
};

static void *named_row(struct declaration *d, struct rows *rows, size_t size, struct text name)
{
	for (uint32_t i = 0; i < rows->count; i++) {
		char *row = (char *)rows->at + i * size;
		const char *known;
		memcpy(&known, row, sizeof(known));
		if (text_is(name, known))
			return row;
	}
	char *copy = arena_copy(d->arena, name);
	if (!copy) {
		no_memory(d->faults);
		return NULL;
	}
	char *row = (char *)rows->at + rows->count++ * size;
	memcpy(row, &copy, sizeof(copy));
	return row;
}

static struct tally_field *field_row(struct declaration *d, const struct ini_entry *entry, const char *subject)
{
	struct text field = text_of(subject), owner;
	bool first = declare_first(d->ini, entry);
	if (!text_next(&field, '.', &owner) || field.len == 0) {
		if (first)
			fault_add(d->faults, entry->file, entry->section_line,
				_("section [field %s]: write [field REGISTER.NAME]"), subject);
		return NULL;
	}
	struct tally_register *registers = d->registers.at;
	for (uint32_t i = 0; i < d->registers.count; i++)
		if (text_is(owner, registers[i].name))
			return named_row(d, &d->fields[i], sizeof(struct tally_field), text_trim(field));
	if (first)
		fault_add(d->faults, entry->file, entry->section_line,
			_("field of an unknown register: '%.*s'; declare [register %.*s]"), (int)owner.len, owner.at,
			(int)owner.len, owner.at);
	return NULL;
}

/* The row that a section's entries go into. */
static void *section_row(struct declaration *d, enum section section, const char *subject, const struct ini_entry *entry)
{
	switch (section) {
	case SECTION_AREA:
		return d->area;
	case SECTION_REGISTER:
		return named_row(d, &d->registers, sizeof(struct tally_register), text_of(subject));
	case SECTION_FIELD:
		return field_row(d, entry, subject);
	case SECTION_INDICATOR:
		return named_row(d, &d->indicators, sizeof(struct tally_indicator), text_of(subject));
	case SECTION_RULE:
		return named_row(d, &d->rules, sizeof(struct tally_rule), text_of(subject));
	case SECTION_PARAMETER:
		return named_row(d, &d->parameters, sizeof(struct tally_parameter), text_of(subject));
	case SECTION_TIE:
		return named_row(d, &d->ties, sizeof(struct tally_tie), text_of(subject));
	default:
		return NULL;
	}
}

static struct tally_code *code_row(struct tally_field *field, const char *name)
{
	struct tally_code *codes = (struct tally_code *)(uintptr_t)field->codes; /* made by set_codes in our arena */
	for (uint32_t i = 0; i < field->codes_count; i++)
		if (strcmp(codes[i].name, name) == 0)
			return &codes[i];
	return NULL;
}

/* group.NAME = title: a | b. Groups are kept in the order in which they are first named. */
static void set_group(
	struct declaration *d, struct tally_field *field, const char *name, const struct ini_entry *entry, bool english)
{
	enum { GROUPS_MAX = 256 };
	if (!field->groups) {
		field->groups = arena_array(d->arena, GROUPS_MAX, sizeof(struct tally_group));
		field->groups_size = sizeof(struct tally_group);
	}
	if (!field->groups)
		no_memory(d->faults);
	else if (field->groups_count == GROUPS_MAX)
		fault_add(d->faults, entry->file, entry->line, _("%s: more than %d groups of this field"), entry->key,
			GROUPS_MAX);
	if (!field->groups || field->groups_count == GROUPS_MAX)
		return;
	struct rows rows = { (void *)(uintptr_t)field->groups, field->groups_count };
	struct tally_group *group = named_row(d, &rows, sizeof(*group), text_of(name));
	field->groups_count = rows.count;
	if (!group)
		return;
	if (english) {
		group->title_en = entry->value;
		return;
	}
	struct text members = text_of(entry->value), title = { "", 0 };
	if (memchr(members.at, ':', members.len))
		text_next(&members, ':', &title);
	group->title = arena_copy(d->arena, title);
	group->members = arena_copy(d->arena, text_trim(members));
	if (!group->title || !group->members)
		no_memory(d->faults);
}

static void set_family(struct declaration *d, const struct word *word, const struct ini_entry *entry, struct tally_field *field)
{
	const char *member = declare_member(word, entry);
	if (strncmp(word->name, "group", 5) == 0) {
		set_group(d, field, member, entry, strcmp(word->name, "group_en.") == 0);
		return;
	}
	struct tally_code *code = code_row(field, member);
	bool told = field->codes && !field->codes_count;
	if (!code && !told)
		fault_add(d->faults, entry->file, entry->line, _("%s: no code '%s' of this field; codes = must stand before"),
			entry->key, member);
	else if (code && strcmp(word->name, "code_en.") == 0)
		code->title_en = entry->value;
	else if (code)
		code->alias = entry->value;
}

/* The fields that `key = a, b` of a register names. */
static void set_keys(struct declaration *d, const struct ini_entry *entry, const char *subject)
{
	struct tally_register *registers = d->registers.at;
	struct text rest = text_of(entry->value), part;
	while (text_next(&rest, ',', &part)) {
		struct tally_field *found = NULL;
		for (uint32_t r = 0; r < d->registers.count; r++) {
			struct tally_field *fields = d->fields[r].at;
			for (uint32_t i = 0; strcmp(registers[r].name, subject) == 0 && i < d->fields[r].count; i++)
				if (text_is(part, fields[i].name))
					found = &fields[i];
		}
		if (found)
			found->flags |= TALLY_KEY;
		else
			fault_add(d->faults, entry->file, entry->line, _("key: no field '%.*s' in register '%s'"),
				(int)part.len, part.at, subject);
	}
}

static void declare_entry(struct declaration *d, const struct ini_entry *entry)
{
	const char *subject;
	struct faults quiet; /* unknown sections and words were told when the workspace was read */
	faults_init(&quiet, d->arena);
	enum section section = declare_section(d->ini, entry, &subject, &quiet);
	void *row = section == SECTION_COUNT ? NULL : section_row(d, section, subject, entry);
	if (!row || !entry->key)
		return;
	const struct word *word = word_find(section, text_of(entry->key));
	if (!word)
		return;
	if (section == SECTION_FIELD && declare_member(word, entry))
		set_family(d, word, entry, row);
	else if (word->kind == WORD_NAME)
		fault_add(d->faults, entry->file, entry->line,
			_("'%s' is said by the heading [%s] or the name of the file; leave it out"), entry->key,
			entry->section);
	else if (word->side == SIDE_DECLARE)
		declare_word(word, entry, row, entry->file, d->arena, d->faults);
}

static bool make_rows(struct declaration *d)
{
	size_t most = d->ini->count + 1;
	d->area = arena_alloc(d->arena, sizeof(*d->area));
	d->registers.at = arena_array(d->arena, most, sizeof(struct tally_register));
	d->indicators.at = arena_array(d->arena, most, sizeof(struct tally_indicator));
	d->rules.at = arena_array(d->arena, most, sizeof(struct tally_rule));
	d->parameters.at = arena_array(d->arena, most, sizeof(struct tally_parameter));
	d->ties.at = arena_array(d->arena, most, sizeof(struct tally_tie));
	d->fields = arena_array(d->arena, most, sizeof(*d->fields));
	return d->area && d->registers.at && d->indicators.at && d->rules.at && d->parameters.at && d->ties.at && d->fields;
}

/* Fields stand with their register whatever the order of the sections: registers are made known first, each with room for the fields it names. */
static bool make_registers(struct declaration *d)
{
	for (size_t i = 0; i < d->ini->count; i++) {
		const char *section = d->ini->entries[i].section;
		if (strncmp(section, "register ", 9) == 0 &&
			!section_row(d, SECTION_REGISTER, section + 9, &d->ini->entries[i]))
			return false;
	}
	const struct tally_register *registers = d->registers.at;
	for (uint32_t r = 0; r < d->registers.count; r++) {
		size_t fields = 1, length = strlen(registers[r].name);
		for (size_t i = 0; i < d->ini->count; i++) {
			const char *section = d->ini->entries[i].section;
			fields += strncmp(section, "field ", 6) == 0 && strncmp(section + 6, registers[r].name, length) == 0;
		}
		d->fields[r].at = arena_array(d->arena, fields, sizeof(struct tally_field));
		if (!d->fields[r].at)
			return false;
	}
	return true;
}

const struct tally_area *declare_area(const struct ini_file *ini, const char *name, struct arena *arena, struct faults *faults)
{
	struct declaration d = { .ini = ini, .arena = arena, .faults = faults };
	if (!make_rows(&d) || !make_registers(&d))
		return NULL;
	*d.area = (struct tally_area){ TALLY_AREA_HEAD, .name = name };
	for (size_t i = 0; i < ini->count; i++)
		declare_entry(&d, &ini->entries[i]);
	for (size_t i = 0; i < ini->count; i++)
		if (ini->entries[i].key && strcmp(ini->entries[i].key, "key") == 0 &&
			strncmp(ini->entries[i].section, "register ", 9) == 0)
			set_keys(&d, &ini->entries[i], ini->entries[i].section + 9);
	struct tally_register *registers = d.registers.at;
	for (uint32_t r = 0; r < d.registers.count; r++) {
		registers[r].fields = d.fields[r].at;
		registers[r].fields_count = d.fields[r].count;
		registers[r].fields_size = sizeof(struct tally_field);
	}
	d.area->registers = registers;
	d.area->registers_count = d.registers.count;
	d.area->registers_size = sizeof(struct tally_register);
	d.area->indicators = d.indicators.at;
	d.area->indicators_count = d.indicators.count;
	d.area->indicators_size = sizeof(struct tally_indicator);
	d.area->rules = d.rules.at;
	d.area->rules_count = d.rules.count;
	d.area->rules_size = sizeof(struct tally_rule);
	d.area->parameters = d.parameters.at;
	d.area->parameters_count = d.parameters.count;
	d.area->parameters_size = sizeof(struct tally_parameter);
	d.area->ties = d.ties.at;
	d.area->ties_count = d.ties.count;
	d.area->ties_size = sizeof(struct tally_tie);
	return faults->memory ? NULL : d.area;
}
