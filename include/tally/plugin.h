/* tally/plugin.h - the contract of a work area: everything that a plugin may see.
 *
 * A plugin is one shared object with one exported constant, `tally_area_v1`. It declares registers (tables of records),
 * indicators (statistics over them) and rules (conditions that a record must meet). No function of it runs when it is
 * loaded: the program copies the declaration, checks every text and number of it, and closes the file.
 *
 * All texts are UTF-8 and end with a zero. Names and ids are [a-z][a-z0-9_]*, at most 63 bytes. A member that is left
 * out is zero, and zero always means "the usual". Structs only ever grow at the end, and say their own size. */
#ifndef TALLY_PLUGIN_H
#define TALLY_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#include "batch.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TALLY_ABI_MAJOR 1u
#define TALLY_ABI_MINOR 1u
#define TALLY_ABI (TALLY_ABI_MAJOR << 16 | TALLY_ABI_MINOR)
#define TALLY_MAGIC 0x594c4154u /* "TALY" */

/* Fills a table member together with its number of rows and the size of a row: TALLY_LIST(.fields, my_fields). */
#define TALLY_LIST(member, rows)                                                                                               \
	member = (rows), member##_count = (uint32_t)(sizeof(rows) / sizeof((rows)[0])),                                        \
	member##_size = (uint32_t)sizeof((rows)[0])

enum tally_type {
	TALLY_TEXT = 1, /* UTF-8, trimmed */
	TALLY_CODE = 2, /* one of the declared codes */
	TALLY_INTEGER = 3, /* 64-bit */
	TALLY_DECIMAL = 4, /* 64-bit in units of 10^-scale */
	TALLY_DATE = 5, /* a day, or a bare year or month where `precision` says so */
	TALLY_PERIOD = 6, /* 2018, 2018H1, 2018Q3, 2018-10, 2018-01..2018-10 */
	TALLY_REGION = 7, /* code of the region table, valid on the date of the record */
	TALLY_CODES = 8 /* in a batch only: the column of a code field with `list` (1.1) */
};

enum tally_field_flag {
	TALLY_KEY = 1u << 0, /* part of the key: the same key twice is a fault */
	TALLY_OPTIONAL = 1u << 1, /* may be empty */
	TALLY_PRIVATE = 1u << 2 /* never printed (identity numbers, telephones) */
};

enum tally_precision { TALLY_DAY = 0, TALLY_MONTH = 1, TALLY_YEAR = 2 };

enum tally_measure {
	TALLY_COUNT = 1, /* records */
	TALLY_DISTINCT = 2, /* entities: different values of the field `of` */
	TALLY_SUM = 3, /* sum of the field `of` */
	TALLY_MIN = 4, /* least value of the field `of` (1.1) */
	TALLY_MAX = 5, /* greatest value of the field `of` (1.1) */
	TALLY_MEAN = 6, /* sum of the field `of` over the number of records that have it (1.1) */
	TALLY_RATIO = 7, /* sum of the field `of` over that of the field `over`, of records that have both (1.1) */
	TALLY_SHARE = 8 /* records, or their sum of `of`, that meet the condition `share` over all that are counted (1.1) */
};

enum tally_time {
	TALLY_FLOW = 1, /* counted in the period of `when` */
	TALLY_STOCK = 2, /* counted when valid on the last day of the period */
	TALLY_CUMULATIVE = 3, /* the flow named by `of`, from its first record to the last day of the period */
	TALLY_SNAPSHOT = 4 /* rows of a dated list, counted in the period whose last day is the list's date `when` (1.1) */
};

enum tally_direction { TALLY_UNDIRECTED = 0, TALLY_HIGHER = 1, TALLY_LOWER = 2 };

enum tally_grain {
	TALLY_GRAIN_YEAR = 1u << 0,
	TALLY_GRAIN_HALF = 1u << 1,
	TALLY_GRAIN_QUARTER = 1u << 2,
	TALLY_GRAIN_MONTH = 1u << 3
};

enum tally_severity { TALLY_ERROR = 1, TALLY_WARNING = 2, TALLY_OFF = 3 };

/* A value of a closed list. `alias`: other spellings, "a | b". */
struct tally_code {
	const char *name;
	const char *title;
	const char *title_en;
	const char *alias;
};

/* Codes taken together as one more value of the breakdown ("municipal_up"). `members`: "national | provincial". */
struct tally_group {
	const char *name;
	const char *title;
	const char *title_en;
	const char *members;
};

struct tally_field {
	const char *name;
	const char *title; /* heading of the column in the file */
	const char *title_en;
	const char *alias; /* other headings, "a | b" */
	const char *unit; /* unit of a number: 万元, 人 */
	const char *check; /* named check: "cn-uscc", "cn-patent" */
	const struct tally_code *codes;
	const struct tally_group *groups;
	uint32_t codes_count;
	uint32_t codes_size;
	uint32_t groups_count;
	uint32_t groups_size;
	uint32_t type; /* enum tally_type */
	uint32_t flags; /* enum tally_field_flag */
	uint32_t scale; /* decimals of a DECIMAL, 0 to 9 */
	uint32_t precision; /* enum tally_precision, of a DATE */
	const char *list; /* 1.1: of a CODE whose cells may hold several codes: the characters that stand between them, ";" */
};

struct tally_register {
	const char *name;
	const char *title;
	const char *title_en;
	const char *date; /* field that dates the record; default: the first required date */
	const char *scope; /* code of the region the register is complete for; default: the workspace's home */
	const char *note;
	const struct tally_field *fields;
	uint32_t fields_count;
	uint32_t fields_size;
};

struct tally_indicator {
	const char *id;
	const char *title;
	const char *title_en;
	const char *unit;
	const char *note; /* definition in words, with its source */
	const char *from; /* register, or "given" */
	const char *of; /* field that is summed, told apart, averaged ...; flow of a cumulative */
	const char *when; /* date field (flow, snapshot: or a period); default: the date of the register */
	const char *until; /* date field: last day on which a record is valid */
	const char *ended; /* date field: first day on which it is not */
	const char *lasts; /* how long it is valid from `when`: "3y", "6m", "90d" */
	const char *where; /* condition: "kind = invention and level in national, provincial" */
	const char *by; /* breakdowns: "level, kind, level*kind" */
	const char *region; /* region field it counts by; default: the first */
	const char *formula; /* "inventions / year_end(population) * 10000" */
	uint32_t decimals; /* digits printed */
	uint32_t measure; /* enum tally_measure */
	uint32_t time; /* enum tally_time */
	uint32_t direction; /* enum tally_direction: which end is rank 1 */
	uint32_t periods; /* enum tally_grain or-ed; 0: as the workspace says */
	uint32_t reserved;
	const char *over; /* 1.1: field of a ratio's denominator */
	const char *share; /* 1.1: condition of a share */
	const char *breaks; /* 1.1: first periods of a series that is not comparable with what lies before: "2018, 2020Q3" */
};

/* A condition that every record must meet. A comparison with an empty field is false, so say `x is null or x >= y`. */
struct tally_rule {
	const char *name;
	const char *on; /* register */
	const char *where;
	const char *title;
	const char *title_en;
	const char *source; /* law, standard or notice the rule comes from */
	uint32_t severity; /* enum tally_severity; default TALLY_WARNING */
	uint32_t reserved;
};

/* A number that conditions and formulas read as `param.name`: which value it has on a day and in a region is said by the tables of the
 * workspace, never by the declaration (1.1). */
struct tally_parameter {
	const char *name;
	const char *title;
	const char *title_en;
	const char *unit;
	const char *note; /* what it is, with its source */
	uint32_t scale; /* decimals, 0 to 9 */
	uint32_t reserved;
};

/* What a tie holds between its sides, from which figures and where (1.1). */
enum tally_relation { TALLY_EQ = 1, TALLY_GE = 2, TALLY_GT = 3, TALLY_LE = 4, TALLY_LT = 5 };
enum tally_on { TALLY_ON_BEST = 0, TALLY_ON_REGISTER = 1, TALLY_ON_PUBLISHED = 2, TALLY_ON_TARGETS = 3, TALLY_ON_GIVEN = 4 };
enum tally_regions { TALLY_HOME = 0, TALLY_CHILDREN = 1, TALLY_REGIONS = 2 };

/* A relation between figures that `tally reconcile` checks (1.1). Both sides are formulas, in which net(x), entries(x) and exits(x) may stand too. */
struct tally_tie {
	const char *name;
	const char *title;
	const char *title_en;
	const char *left;
	const char *right;
	const char *tolerance; /* "rounding", "exact", or a number in the unit of the left side; default: rounding */
	const char *message; /* what to do when it does not hold */
	uint32_t relation; /* enum tally_relation; default TALLY_EQ */
	uint32_t on; /* enum tally_on: the figures that its operands are */
	uint32_t regions; /* enum tally_regions: home, each region below it, or both and all below */
	uint32_t periods; /* enum tally_grain or-ed; 0: years */
	uint32_t severity; /* enum tally_severity; default TALLY_ERROR; a warning leaves the exit status alone */
	uint32_t reserved;
};

struct tally_area {
	uint32_t magic; /* the first three are filled by TALLY_AREA_HEAD */
	uint32_t abi;
	uint64_t size;
	const char *name;
	const char *title;
	const char *title_en;
	const char *version;
	const struct tally_register *registers;
	const struct tally_indicator *indicators;
	const struct tally_rule *rules;
	uint32_t registers_count;
	uint32_t registers_size;
	uint32_t indicators_count;
	uint32_t indicators_size;
	uint32_t rules_count;
	uint32_t rules_size;
	const struct tally_parameter *parameters; /* 1.1 */
	uint32_t parameters_count;
	uint32_t parameters_size;
	const struct tally_tie *ties; /* 1.1 */
	uint32_t ties_count;
	uint32_t ties_size;
};

#define TALLY_AREA_HEAD .magic = TALLY_MAGIC, .abi = TALLY_ABI, .size = sizeof(struct tally_area)

/* The ELF note that is read before the file is opened as a plugin, so that a foreign or wrong one never runs. */
#define TALLY_NOTE_NAME "tally"
#define TALLY_NOTE_TYPE 1u

struct tally_note {
	uint32_t name_bytes;
	uint32_t body_bytes;
	uint32_t type;
	char name[8];
	uint32_t magic;
	uint32_t abi;
};

/* Written before the definition of `tally_area_v1`: exports it, and puts the note beside it. */
#define TALLY_EXPORT                                                                                                           \
	__attribute__((section(".note.tally"), used, aligned(4))) static const struct tally_note tally_note_v1 = {             \
		sizeof TALLY_NOTE_NAME, 8, TALLY_NOTE_TYPE, TALLY_NOTE_NAME, TALLY_MAGIC, TALLY_ABI                            \
	};                                                                                                                     \
	__attribute__((visibility("default")))

#define TALLY_AREA_SYMBOL "tally_area_v1"

extern const struct tally_area tally_area_v1;

#ifdef __cplusplus
}
#endif

#endif
