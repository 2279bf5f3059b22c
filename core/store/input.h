/* Store: what runs worked from. Each input has a digest; two runs differ in the inputs whose digests differ. */
#ifndef STORE_INPUT_H
#define STORE_INPUT_H

#include "store/write.h"

/* The numbers stand in the store: append only. */
enum input_kind {
	INPUT_CORE, /* the version of the program */
	INPUT_WORKSPACE, /* home, periods, rounding */
	INPUT_REGIONS,
	INPUT_REGISTER, /* declaration and settings; name area.register */
	INPUT_SOURCE, /* owner area.register, name the file */
	INPUT_INDICATOR, /* its plan or formula; owner the area */
	INPUT_GIVEN, /* figures about an indicator; owner the area, name the indicator */
	INPUT_PUBLISHED,
	INPUT_OPENING,
	INPUT_KEPT, /* the records of a register are kept; name area.register */
	INPUT_ADJUSTMENT, /* of an indicator, or of the flow of a cumulative; owner the area, name the indicator */
	INPUT_PARAMETER, /* values of the parameters that an indicator reads; owner the area, name the indicator */
	INPUT_KINDS
};

struct store_input {
	const char *name;
	const char *digest;
};
/* All inputs of that kind and owner, each name once, in place of those that stood. */
bool store_put_inputs(struct store_writer *writer, enum input_kind kind, const char *owner, const struct store_input *inputs,
	size_t count, struct tally_error *error) MUST_USE;

enum input_change { INPUT_ADDED, INPUT_CHANGED, INPUT_REMOVED };
struct input_difference {
	enum input_kind kind;
	enum input_change change;
	const char *owner, *name;
	const char *before, *after; /* digests; "" where it was not */
};
/* Inputs of run `after` that are not as they were in run `before`; by kind, owner, name. */
bool store_input_differences(struct store_reader *reader, int64_t before, int64_t after, struct arena *arena,
	const struct input_difference **differences, size_t *count, struct tally_error *error) MUST_USE;

#endif
