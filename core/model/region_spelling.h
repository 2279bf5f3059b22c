/* Model: regions as offices write them: by name or alias, with the names above in front ("濮阳市华龙区"), by the head or tail of a name. */
#ifndef MODEL_REGION_SPELLING_H
#define MODEL_REGION_SPELLING_H

#include "base/arena.h"
#include "model/region.h"

enum { REGION_CANDIDATES = 6 };

struct region_label {
	struct text text; /* folded: without blanks, half width, small */
	int region;
};

struct region_spellings {
	const struct region_tree *tree;
	int scope; /* regions within it come first */
	const struct region_label *labels; /* names and aliases, in the order of the tree */
	size_t count;
};

struct region_reading {
	int region; /* REGION_NONE: none, or several */
	bool several; /* the candidates are those it may mean; else those that are near */
	bool by_date; /* a name that passed from code to code: `region` is the latest, see region_on */
	int candidates[REGION_CANDIDATES];
	size_t candidates_count, candidates_more;
};

bool region_spellings_build(
	const struct region_tree *tree, int scope, struct arena *arena, struct region_spellings *spellings) MUST_USE;
/* One region or none; never a guess among several. The candidates lie within the scope. */
void region_read(const struct region_spellings *spellings, struct text cell, struct region_reading *reading);
/* The region of the same name within the scope that is valid on the day; the region itself where there is none. */
int region_on(const struct region_tree *tree, int scope, int region, int32_t day);

#endif
