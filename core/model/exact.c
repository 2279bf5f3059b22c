/* Model: 256-bit arithmetic by the school method. Knows numbers only. What fits in 128 bits is divided in one step; all else
 * is slow, and runs once for a printed growth or share, never for a record. */
#include "model/exact.h"

#include <string.h>

enum { PARTS = 4, BITS = 256 };

/* a * b in twice the room. */
static void multiply(struct exact a, struct exact b, uint64_t product[2 * PARTS])
{
	for (int i = 0; i < 2 * PARTS; i++)
		product[i] = 0;
	for (int i = 0; i < PARTS; i++) {
		uint64_t carry = 0;
		for (int j = 0; j < PARTS; j++) {
			uwide sum = (uwide)a.part[i] * b.part[j] + product[i + j] + carry;
			product[i + j] = (uint64_t)sum;
			carry = (uint64_t)(sum >> 64);
		}
		product[i + PARTS] = carry;
	}
}

static int compare(const uint64_t *a, const uint64_t *b, int parts)
{
	for (int i = parts - 1; i >= 0; i--) {
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	}
	return 0;
}

struct exact exact_of(uwide a)
{
	return (struct exact){ { (uint64_t)a, (uint64_t)(a >> 64) } };
}

bool exact_narrow(struct exact a, uwide *narrow)
{
	*narrow = (uwide)a.part[1] << 64 | a.part[0];
	return !a.part[2] && !a.part[3];
}

struct exact exact_product(uwide a, uwide b)
{
	struct exact product;
	uint64_t whole[2 * PARTS];
	multiply(exact_of(a), exact_of(b), whole);
	memcpy(product.part, whole, sizeof product.part);
	return product;
}

bool exact_multiply(struct exact a, struct exact b, struct exact *product)
{
	static const uint64_t none[PARTS] = { 0 };
	uint64_t whole[2 * PARTS];
	multiply(a, b, whole);
	memcpy(product->part, whole, sizeof product->part);
	return compare(whole + PARTS, none, PARTS) == 0;
}

int exact_compare_products(struct exact a, struct exact b, struct exact c, struct exact d)
{
	uint64_t left[2 * PARTS], right[2 * PARTS];
	multiply(a, b, left);
	multiply(c, d, right);
	return compare(left, right, 2 * PARTS);
}

bool exact_add(struct exact a, struct exact b, struct exact *sum)
{
	uint64_t carry = 0;
	for (int i = 0; i < PARTS; i++) {
		uwide one = (uwide)a.part[i] + b.part[i] + carry;
		sum->part[i] = (uint64_t)one;
		carry = (uint64_t)(one >> 64);
	}
	return carry == 0;
}

int exact_compare(struct exact a, struct exact b)
{
	return compare(a.part, b.part, PARTS);
}

struct exact exact_subtract(struct exact a, struct exact b)
{
	uint64_t borrow = 0;
	for (int i = 0; i < PARTS; i++) {
		uwide take = (uwide)b.part[i] + borrow;
		borrow = a.part[i] < take;
		a.part[i] = (uint64_t)(a.part[i] - take);
	}
	return a;
}

bool exact_scale(struct exact a, uint64_t factor, struct exact *scaled)
{
	uint64_t carry = 0;
	for (int i = 0; i < PARTS; i++) {
		uwide product = (uwide)a.part[i] * factor + carry;
		scaled->part[i] = (uint64_t)product;
		carry = (uint64_t)(product >> 64);
	}
	return carry == 0;
}

static bool top_bit(struct exact a)
{
	return a.part[PARTS - 1] >> 63 != 0;
}

static struct exact doubled_plus(struct exact a, uint64_t bit)
{
	for (int i = 0; i < PARTS; i++) {
		uint64_t out = a.part[i] >> 63;
		a.part[i] = a.part[i] << 1 | bit;
		bit = out;
	}
	return a;
}

static struct exact split_long(struct exact num, struct exact den, struct exact *rest)
{
	struct exact quotient = { { 0 } };
	*rest = quotient;
	for (int i = BITS - 1; i >= 0; i--) {
		/* A rest whose top bit falls out is above den in any case; the subtraction is right modulo 2^256. */
		bool over = top_bit(*rest);
		*rest = doubled_plus(*rest, num.part[i / 64] >> (i % 64) & 1);
		bool fits = over || exact_compare(*rest, den) >= 0;
		if (fits)
			*rest = exact_subtract(*rest, den);
		quotient = doubled_plus(quotient, fits);
	}
	return quotient;
}

struct exact exact_split(struct exact num, struct exact den, struct exact *rest)
{
	uwide short_num, short_den;
	if (!exact_narrow(num, &short_num) || !exact_narrow(den, &short_den))
		return split_long(num, den, rest);
	*rest = exact_of(short_num % short_den);
	return exact_of(short_num / short_den);
}

struct exact exact_common(struct exact a, struct exact b)
{
	static const struct exact zero = { { 0 } };
	while (exact_compare(b, zero) != 0) {
		struct exact rest;
		exact_split(a, b, &rest);
		a = b;
		b = rest;
	}
	return a;
}

bool exact_divide(struct exact num, struct exact den, int64_t *quotient)
{
	struct exact rest, whole = exact_split(num, den, &rest);
	uwide narrow;
	/* rest >= den / 2, said without doubling. */
	bool up = exact_compare(rest, exact_subtract(den, rest)) >= 0;
	if (!exact_narrow(whole, &narrow) || narrow > INT64_MAX || (up && narrow == INT64_MAX))
		return false;
	*quotient = (int64_t)narrow + up;
	return true;
}
