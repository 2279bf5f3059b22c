/* Store: relations between figures, as the areas declare them, and findings that somebody accepts. Kept as text: whoever evaluates them parses them. */
#ifndef STORE_TIE_H
#define STORE_TIE_H

#include "store/write.h"

struct store_tie {
	const char *area, *name, *title, *title_en, *left, *right, *tolerance, *message;
	enum compare relation;
	enum tally_on on;
	enum tally_regions regions;
	enum tally_severity severity;
	unsigned grains;
};
/* Replaces those of the area. */
bool store_put_ties(struct store_writer *writer, const char *area, const struct store_tie *ties, size_t count,
	struct tally_error *error) MUST_USE;
/* Of all enabled areas, by area, then as declared; in the arena. */
bool store_ties(struct store_reader *reader, struct arena *arena, const struct store_tie **ties, size_t *count,
	struct tally_error *error) MUST_USE;

struct acceptance {
	const char *finding; /* id */
	const char *reason, *by;
	int32_t until; /* last day on which it holds; INT32_MAX: no end */
	const char *file;
	unsigned line;
};
bool store_put_acceptances(struct store_writer *writer, const char *area, const struct acceptance *rows, size_t count,
	struct tally_error *error) MUST_USE;
bool store_acceptances(struct store_reader *reader, struct arena *arena, const struct acceptance **rows, size_t *count,
	struct tally_error *error) MUST_USE;

#endif
