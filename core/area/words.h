/* Area: the one table of all options. A row tells how an option is called, what it may say, where it stands in the contract's struct and in the
 * block. Reading INI, adopting a plugin, checking a block, printing a declaration and help are loops over it. */
#ifndef AREA_WORDS_H
#define AREA_WORDS_H

#include <stddef.h>

#include "area/block.h"

enum section {
	SECTION_WORKSPACE,
	SECTION_PLUGINS,
	SECTION_AREA,
	SECTION_REGISTER,
	SECTION_FIELD,
	SECTION_CODE,
	SECTION_GROUP,
	SECTION_INDICATOR,
	SECTION_RULE,
	SECTION_PARAMETER,
	SECTION_TIE,
	SECTION_PUBLISHED,
	SECTION_GIVEN,
	SECTION_TARGETS,
	SECTION_OPENING,
	SECTION_ACCEPT,
	SECTION_ADJUSTMENTS,
	SECTION_TABLE,
	SECTION_COUNT
};

enum word_kind {
	WORD_TEXT,
	WORD_NAME, /* an identifier of the project */
	WORD_NUMBER, /* low to high */
	WORD_CHOICE, /* one of choices */
	WORD_CHOICES, /* several of choices, or-ed; "a, b" */
	WORD_FLAG, /* yes or no: the bit `low` of the member */
	WORD_ROWS /* a list of rows of another section; not an option of its own */
};

enum word_side {
	SIDE_DECLARE, /* part of the declaration: of the contract and of the block */
	SIDE_ADAPT /* said by the workspace only: files, encodings, switches */
};

struct choice {
	const char *name;
	uint32_t value;
};

struct word {
	enum section section;
	const char *name; /* in INI; one that ends with '.' begins a family, "alias.FIELD" */
	enum word_kind kind;
	enum word_side side;
	bool required;
	uint16_t member; /* offset in the contract's struct, or in that of workspace.h for SIDE_ADAPT */
	uint16_t place; /* word in the block's row (SIDE_DECLARE) */
	uint32_t low,
		high; /* NUMBER: range; TEXT: high is the most bytes (0: 65535); FLAG: low is the bit; ROWS: low is the section of the rows, high their most */
	const struct choice *choices; /* ended by a NULL name */
	const char *fallback; /* what holds when it is not said, for help */
	const char *help;
};

/* How a section stands in the contract. */
struct section_form {
	const char *name; /* in INI; NULL: never a section of its own */
	bool subject; /* "[register NAME]" */
	size_t declared_bytes; /* of the contract's row as we know it */
	size_t least_bytes; /* as 1.0 had it */
	int table; /* of the block, or -1 */
};

extern const struct word words[];
extern const size_t words_count;
extern const struct section_form section_forms[SECTION_COUNT];

/* The option `name` of the section (a family member by its prefix); NULL when unknown. */
const struct word *word_find(enum section section, struct text name);
/* Names of the options of a section, for hints; NULL when out of memory. */
const char *const *word_names(enum section section, struct arena *arena, size_t *count);
const struct choice *choice_find(const struct choice *choices, struct text name);
const struct choice *choice_of(const struct choice *choices, uint32_t value);
const char *const *choice_names(const struct choice *choices, struct arena *arena, size_t *count);

#endif
