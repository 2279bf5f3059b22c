/* Room model: brings a formula into the form N / D, both sums of operands times whole constants, where it has one. Such a ratio is
 * stored as its two parts and never rounded. A sum of quotients has no such form here: there the division is not at the top. */
#include "model/formula_linear.h"

#include <string.h>

/* A sum: one coefficient an operand and the constant last, all in units of 10^-scale. */
struct linear {
	int64_t *terms;
	int scale;
};

struct ratio {
	struct linear num, den;
	bool known; /* false: no such form, or its coefficients do not fit */
	bool divided; /* a '/' stands in it; else den is 1 */
};

struct linear_work {
	const struct formula *formula;
	struct ratio *ratios; /* one a node */
	size_t width; /* coefficients of a sum */
};

static bool is_constant(const struct linear_work *work, const struct linear *sum)
{
	for (size_t i = 0; i + 1 < work->width; i++) {
		if (sum->terms[i] != 0)
			return false;
	}
	return true;
}

static bool is_zero(const struct linear_work *work, const struct linear *sum)
{
	return is_constant(work, sum) && sum->terms[work->width - 1] == 0;
}

static bool scale_terms(const struct linear_work *work, const struct linear *sum, int64_t factor, struct linear *out)
{
	for (size_t i = 0; i < work->width; i++) {
		if (__builtin_mul_overflow(sum->terms[i], factor, &out->terms[i]))
			return false;
	}
	return true;
}

/* Brings both to the finer scale of the two; false when that does not fit. */
static bool align(const struct linear_work *work, struct linear *a, struct linear *b)
{
	struct linear *coarse = a->scale < b->scale ? a : b;
	int finer = a->scale < b->scale ? b->scale : a->scale;

	if (finer - coarse->scale > 18 || !scale_terms(work, coarse, decimal_power(finer - coarse->scale), coarse))
		return false;
	coarse->scale = finer;
	return true;
}

static bool multiply(const struct linear_work *work, const struct linear *a, const struct linear *b, struct linear *out)
{
	const struct linear *constant = is_constant(work, a) ? a : b;

	if (!is_constant(work, constant))
		return false;
	out->scale = a->scale + b->scale;
	return scale_terms(work, constant == a ? b : a, constant->terms[work->width - 1], out);
}

static bool times(const struct linear_work *work, const struct ratio *a, const struct ratio *b, struct ratio *out)
{
	out->divided = a->divided || b->divided;
	return multiply(work, &a->num, &b->num, &out->num) && multiply(work, &a->den, &b->den, &out->den);
}

/* A divisor that is itself a quotient must keep its own fault where it divides by 0, so it is not turned round. */
static bool divide(const struct linear_work *work, const struct ratio *a, const struct ratio *b, struct ratio *out)
{
	out->divided = true;
	return is_constant(work, &b->den) && multiply(work, &a->num, &b->den, &out->num) &&
		multiply(work, &a->den, &b->num, &out->den);
}

/* a + sign * b. Works on copies, since bringing them to one scale must not change the parts. */
static bool add(const struct linear_work *work, const struct ratio *a, const struct ratio *b, int64_t sign, struct ratio *out)
{
	size_t bytes = work->width * sizeof(int64_t);
	int64_t right_terms[FORMULA_OPERANDS + 1];
	struct linear right = { right_terms, b->num.scale };

	if (a->divided || b->divided)
		return false;
	out->num.scale = a->num.scale;
	memcpy(out->num.terms, a->num.terms, bytes);
	memcpy(right.terms, b->num.terms, bytes);
	if (!align(work, &out->num, &right) || !scale_terms(work, &right, sign, &right))
		return false;
	for (size_t i = 0; i < work->width; i++) {
		if (__builtin_add_overflow(out->num.terms[i], right.terms[i], &out->num.terms[i]))
			return false;
	}
	return true;
}

static bool combine(const struct linear_work *work, const struct formula_node *node, struct ratio *out)
{
	const struct ratio *left = &work->ratios[node->left], *right = &work->ratios[node->right];

	out->den.terms[work->width - 1] = 1;
	switch (node->op) {
	case FORMULA_CONST:
		out->num.terms[work->width - 1] = node->constant;
		out->num.scale = node->scale;
		return true;
	case FORMULA_OPERAND:
		out->num.terms[node->operand] = 1;
		return true;
	case FORMULA_NEG:
		out->divided = left->divided;
		out->num.scale = left->num.scale;
		out->den.scale = left->den.scale;
		return left->known && scale_terms(work, &left->num, -1, &out->num) &&
			scale_terms(work, &left->den, 1, &out->den);
	case FORMULA_ADD:
	case FORMULA_SUB:
		return left->known && right->known && add(work, left, right, node->op == FORMULA_ADD ? 1 : -1, out);
	case FORMULA_MUL:
		return left->known && right->known && times(work, left, right, out);
	case FORMULA_DIV:
		return left->known && right->known && divide(work, left, right, out);
	}
	return false;
}

static bool divides_by_zero(const struct linear_work *work, const struct formula_node *node)
{
	const struct ratio *divisor = &work->ratios[node->right];

	return node->op == FORMULA_DIV && divisor->known && is_zero(work, &divisor->num);
}

static bool combine_nodes(const struct linear_work *work, struct arena *arena, struct tally_error *error)
{
	for (uint32_t i = 0; i < work->formula->count; i++) {
		const struct formula_node *node = &work->formula->nodes[i];
		struct ratio *ratio = &work->ratios[i];

		ratio->num.terms = arena_array(arena, work->width * 2, sizeof(int64_t));
		if (!ratio->num.terms)
			return error_memory(error);
		ratio->den.terms = ratio->num.terms + work->width;
		if (divides_by_zero(work, node))
			return error_set(error, ERROR_CONFIG, _("column %d: '/': the divisor is always 0"), node->column);
		ratio->known = combine(work, node, ratio);
	}
	return true;
}

bool formula_linear(struct formula *formula, struct arena *arena, struct tally_error *error)
{
	struct arena scratch = { 0 };
	struct linear_work work = { .formula = formula, .width = formula->operands_count + 1 };
	const struct ratio *whole;
	int64_t *parts = arena_array(arena, work.width * 2, sizeof(*parts));
	struct linear num = { parts, 0 }, den = { parts + work.width, 0 };
	bool done;

	work.ratios = arena_array(&scratch, formula->count, sizeof(*work.ratios));
	done = parts && work.ratios ? combine_nodes(&work, &scratch, error) : error_memory(error);
	whole = done ? &work.ratios[formula->count - 1] : NULL;
	if (whole && whole->known) {
		num.scale = whole->num.scale;
		den.scale = whole->den.scale;
		memcpy(num.terms, whole->num.terms, work.width * sizeof(*parts));
		memcpy(den.terms, whole->den.terms, work.width * sizeof(*parts));
		if (!whole->divided || align(&work, &num, &den)) {
			formula->num = num.terms;
			formula->den = whole->divided ? den.terms : NULL;
		}
	}
	arena_done(&scratch);
	return done;
}
