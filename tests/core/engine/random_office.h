/* Offices made by chance, all data synthetic: a region tree with zones, overlays and successors by date, one register and indicators of every kind over it. */
#ifndef TESTS_ENGINE_RANDOM_OFFICE_H
#define TESTS_ENGINE_RANDOM_OFFICE_H

#include "fixture.h"

enum { OFFICE_REGIONS_MAX = 16, OFFICE_CODES = 4 };

/* What has been decided so far, for the parts that refer to it. */
struct random_office {
	uint64_t random;
	int regions; /* x, c, o, then r3 .. */
	int parents[OFFICE_REGIONS_MAX];
	bool followed[OFFICE_REGIONS_MAX]; /* has a successor */
	char scope[8];
	unsigned grains;
	bool placed, second; /* has the region field place, place2 */
	int scale; /* of amount */
	int levels, kinds; /* codes of level and kind */
	bool level_list, kind_list; /* their cells hold several */
	const char *listed; /* the field that dates its lists, or NULL */
	bool years; /* the indicator in hand counts by bare years */
	int param_scale; /* of the parameters p0 and p1; -1: there are none */
	int who; /* records to choose a key from; 0: each has its own */
};

/* Writes tally.ini, regions.csv, areas/a.ini, a1.csv, a2.csv, p0.csv, p1.csv of the office that `seed` stands for: area a, register r, indicators i0, i1, ... */
void random_office(struct fixture *fixture, uint64_t seed);
/* The table of a parameter; and a condition that reads one. */
void random_parameter(struct random_office *office, FILE *out);
void random_parameter_test(struct random_office *office, FILE *out);
/* A condition over the fields of the register, as text into `out`. */
void random_condition(struct random_office *office, int depth, FILE *out);

uint64_t office_below(struct random_office *office, uint64_t limit);
bool office_chance(struct random_office *office, unsigned percent);

#endif
