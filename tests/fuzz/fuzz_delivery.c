/* Fuzz target of model/delivery_name.c and delivery_period.c: whatever a file is called, its name ends a reading, a region is one that is there, a period is of
 * the grain, and what is a period is read so again when it is printed. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/delivery.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);

static const struct region_row regions[] = {
	{ .code = { "410900", 6 }, .name = { "\xe6\xbf\xae\xe9\x98\xb3\xe5\xb8\x82", 9 }, .level = { "city", 4 }, .line = 2 },
	{ .code = { "410902", 6 },
		.name = { "\xe5\x8d\x8e\xe9\xbe\x99\xe5\x8c\xba", 9 },
		.level = { "county", 6 },
		.parent = { "410900", 6 },
		.alias = { "n | North", 9 },
		.line = 3 },
	{ .code = { "410928", 6 },
		.name = { "\xe6\xbf\xae\xe9\x98\xb3\xe5\x8e\xbf", 9 },
		.level = { "county", 6 },
		.parent = { "410900", 6 },
		.line = 4 },
};

static const char *const patterns[] = { "{region}_{period}*", "{region}{period}", "*{region}*{period}*", "{period}/{region}*" };

static void must(bool held, const char *what)
{
	if (held)
		return;
	fprintf(stderr, "fuzz_delivery: %s\n", what);
	abort();
}

static void check_period(struct text text)
{
	char out[PERIOD_TEXT_BYTES];
	period when = PERIOD_NONE, again = PERIOD_NONE;
	size_t length = delivery_period(text, &when);
	if (length == 0)
		return;
	must(length <= text.len && when > 0, "a period lies within the text");
	period_print(when, out);
	must(delivery_period(text_of(out), &again) == strlen(out) && again == when, "what is printed is read again");
}

static void check_name(struct text name, unsigned choice, struct arena *arena)
{
	static const int members[] = { 1, 2 };
	struct faults faults;
	struct region_tree tree = { 0 };
	struct tally_error error = { 0 };
	struct expectation expects = { .grain = (enum grain)(choice % GRAIN_COUNT),
		.members = members,
		.members_count = 2,
		.source = patterns[choice / 8 % 4] };
	struct delivery_reading read;
	char folded[DELIVERY_NAME_BYTES];
	enum grain grain;
	faults_init(&faults, arena);
	must(region_tree_build(regions, 3, "regions.csv", arena, &faults, &tree, &error), "the regions are there");
	must(region_spellings_build(&tree, 0, arena, &expects.spellings), "the spellings are there");
	delivery_read(&expects, name, folded, &read);
	if (read.fault != DELIVERY_FINE)
		return;
	must(read.region >= 0 && (size_t)read.region < tree.count, "a region of the tree");
	must(period_grain(read.when, &grain) && grain == expects.grain, "a period of the grain");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count)
{
	enum { NAME_MOST = 96 }; /* longer ones take longer, not another way */
	struct arena arena = { 0 };
	if (count < 1)
		return 0;
	struct text name = { (const char *)bytes + 1, count - 1 > NAME_MOST ? NAME_MOST : count - 1 };
	check_period(name);
	check_name(name, bytes[0], &arena);
	arena_done(&arena);
	return 0;
}
