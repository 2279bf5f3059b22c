/* A made-up office for tests of the store and of the view: a nation, its city 'C' with two counties, a zone and the rest, and areas of patents and people. */
#ifndef TESTS_STORE_SAMPLE_H
#define TESTS_STORE_SAMPLE_H

#include "store/write.h"

/* Codes of the regions, in the order of the tree. */
enum { R_NATION, R_CITY, R_EAST, R_WEST, R_ZONE, R_CITY_REST, R_NATION_REST, R_COUNT, R_ENDED = 4 };
/* Breakdowns: "kind=", "kind=design", "kind=invention". */
enum { B_TOTAL, B_UNKNOWN, B_DESIGN, B_INVENTION, B_COUNT };

struct sample {
	struct arena arena;
	struct tally_error error;
	struct region_tree tree;
	char folder[64];
	char path[96];
	uint32_t *regions; /* ids, by row */
	uint32_t breakdowns[B_COUNT];
	uint32_t patents; /* register */
	uint32_t cube; /* of ip.grants (slot 0), ip.in_force (1..3) and ip.money (4) */
	uint32_t formula_cube;
	struct store_writer *writer;
};

extern const char *const sample_codes[R_COUNT];

/* A folder of its own and the tree; fails the test when anything goes wrong. */
void sample_open(struct sample *sample);
/* Before the run: one more county, C9, which ended on 2018-06-30 and stands in row R_ENDED, with the zone and the rests behind it. */
void sample_add_ended(struct sample *sample);
void sample_close(struct sample *sample); /* removes the folder */
/* Begins a run and declares everything: ip.grants (flow, count), ip.in_force (stock, count), ip.money (flow, sum, scale 2), ip.per_10k (parts), ip.population (given) of
 * the register ip.patents, complete for the city in 2017 and 2018; staff.people (given) of the area staff. */
void sample_begin(struct sample *sample, bool dry);
void sample_commit(struct sample *sample);
int64_t sample_key(const struct sample *sample, uint32_t cube, int region, const char *when, int breakdown);
period sample_period(const char *text);
/* A value of the published kind about ip.grants of the city in 2018; change what is to differ. */
struct statement sample_statement(const char *ref, int64_t value);
/* Whether the store with this tail to its name is there. */
bool sample_there(const struct sample *sample, const char *tail);

#endif
