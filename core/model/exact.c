/* Model: 256-bit arithmetic by the school method. Knows numbers only. Speed does not matter here: it runs once for a printed
 * growth or share, never for a record. */
#include "model/exact.h"

enum { PARTS = 4, BITS = 256 };

struct exact exact_product(uwide a, uwide b)
{
	const uint64_t left[2] = { (uint64_t)a, (uint64_t)(a >> 64) }, right[2] = { (uint64_t)b, (uint64_t)(b >> 64) };
	struct exact product = { { 0 } };
	for (int i = 0; i < 2; i++) {
		uint64_t carry = 0;
		for (int j = 0; j < 2; j++) {
			uwide sum = (uwide)left[i] * right[j] + product.part[i + j] + carry;
			product.part[i + j] = (uint64_t)sum;
			carry = (uint64_t)(sum >> 64);
		}
		product.part[i + 2] = carry;
	}
	return product;
}

int exact_compare(struct exact a, struct exact b)
{
	for (int i = PARTS - 1; i >= 0; i--) {
		if (a.part[i] != b.part[i])
			return a.part[i] < b.part[i] ? -1 : 1;
	}
	return 0;
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

bool exact_divide(struct exact num, struct exact den, int64_t *quotient)
{
	struct exact rest = { { 0 } };
	uint64_t result = 0;
	for (int i = BITS - 1; i >= 0; i--) {
		/* A rest whose top bit falls out is above den in any case; the subtraction is right modulo 2^256. */
		bool over = top_bit(rest);
		rest = doubled_plus(rest, num.part[i / 64] >> (i % 64) & 1);
		bool fits = over || exact_compare(rest, den) >= 0;
		if (fits)
			rest = exact_subtract(rest, den);
		if (result >> 62 != 0)
			return false;
		result = result << 1 | (uint64_t)fits;
	}
	/* rest >= den / 2, said without doubling. */
	bool up = exact_compare(rest, exact_subtract(den, rest)) >= 0;
	if (up && result == INT64_MAX)
		return false;
	*quotient = (int64_t)(result + (uint64_t)up);
	return true;
}
