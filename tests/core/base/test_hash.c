/* Tests of base/hash.c. That packing loses nothing is shown by unpacking; that hashes are good, by counting bits. */
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random.h"

static const char letters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static bool same(struct identity a, struct identity b)
{
	return a.high == b.high && a.low == b.low;
}

static size_t unpack(uint64_t packed, char out[13])
{
	size_t count = 0;

	for (uint64_t rest = packed; rest > 0; rest /= 37)
		count++;
	for (size_t i = count; i > 0; i--, packed /= 37)
		out[i - 1] = letters[packed % 37 - 1];
	return count;
}

static size_t random_text(uint64_t *seed, char out[24])
{
	size_t length = random_below(seed, 25);

	for (size_t i = 0; i < length; i++)
		out[i] = letters[random_below(seed, random_below(seed, 2) ? 36 : 2)];
	return length;
}

static void test_packing_can_be_undone(void **state)
{
	uint64_t seed = 24;

	(void)state;
	for (int i = 0; i < 50000; i++) {
		char text[24], again[26];
		size_t length = random_text(&seed, text), back;
		struct identity identity = identity_of((struct text){ text, length });

		assert_int_equal(identity.high >> 63, 0);
		if (length == 0)
			continue;
		back = unpack(identity.high, again);
		back += unpack(identity.low, again + back);
		assert_int_equal(back, length);
		assert_memory_equal(again, text, length);
	}
}

static void test_packed_or_hashed(void **state)
{
	static const struct {
		const char *text;
		bool hashed;
	} rows[] = {
		{ "", false },
		{ "0", false },
		{ "91410900MA3X1A2B3C", false },
		{ "999999999999999999999999", false },
		{ "a", true },
		{ "9999999999999999999999999", true },
		{ "ZZZZZZZZZZZZZZZZZZZZZZZZ", false },
		{ "12-34", true },
		{ "濮阳", true },
		{ "ABCDEFGHIJKLm", true },
		{ " 1", true },
		{ "ABCDEFGHIJKLMNOPQRSTUVW ", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct identity identity = identity_of(text_of(rows[i].text));

		assert_int_equal(identity.high >> 63, rows[i].hashed);
		assert_true(identity.high != 0 || identity.low != 0);
		assert_true(same(identity, identity_of(text_of(rows[i].text))));
	}
	assert_true(same(identity_of((struct text){ 0 }), identity_of(TEXT(""))));
	assert_int_equal(identity_of((struct text){ "a\0b", 3 }).high >> 63, 1);
}

static int by_value(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct identity));
}

/* Every text of up to three letters, runs of zeros, hashed texts and joins of two: no two identities are the same. */
static void test_no_two_alike(void **state)
{
	enum { PAIRS = 36 * 36, HASHED = 50000, COUNT = 36 + PAIRS + PAIRS * 36 + PAIRS + HASHED + 22 };
	struct identity *all = calloc(COUNT, sizeof *all);
	size_t count = 0;

	(void)state;
	assert_non_null(all);
	for (size_t i = 0; i < 36 + PAIRS + PAIRS * 36; i++) {
		char text[3] = { letters[i % 36], letters[i / 36 % 36], letters[i / PAIRS % 36] };

		if (i < 36)
			all[count++] = identity_of((struct text){ text, 1 });
		if (i < PAIRS) {
			all[count++] = identity_of((struct text){ text, 2 });
			all[count++] =
				identity_join(identity_of((struct text){ text, 1 }), identity_of((struct text){ text + 1, 1 }));
		}
		if (i < PAIRS * 36)
			all[count++] = identity_of((struct text){ text, 3 });
	}
	for (size_t i = 4; i <= 24; i++)
		all[count++] = identity_of((struct text){ "000000000000000000000000", i });
	for (uint32_t i = 0; i < HASHED; i++)
		all[count++] = identity_of((struct text){ (const char *)&i, 4 });
	assert_true(count <= COUNT);
	qsort(all, count, sizeof *all, by_value);
	for (size_t i = 1; i < count; i++)
		assert_false(same(all[i - 1], all[i]));
	free(all);
}

static void test_join(void **state)
{
	struct identity a = identity_of(TEXT("A")), b = identity_of(TEXT("B")), c = identity_of(TEXT("濮阳"));

	(void)state;
	assert_false(same(identity_join(a, b), identity_join(b, a)));
	assert_false(same(identity_join(a, b), identity_of(TEXT("AB"))));
	assert_false(same(identity_join(a, a), a));
	assert_false(same(identity_join(identity_join(a, b), c), identity_join(a, identity_join(b, c))));
	assert_true(same(identity_join(a, c), identity_join(a, c)));
	assert_int_equal(identity_join(a, b).high >> 63, 1);
}

static unsigned bits(uint64_t word)
{
	return (unsigned)__builtin_popcountll(word);
}

/* One bit of the input changes half of the output, wherever it stands; and the two halves of an identity do not agree. */
static void test_every_bit_counts(void **state)
{
	uint64_t seed = 7;
	unsigned long changed = 0, flips = 0, agreed = 0;

	(void)state;
	for (size_t count = 1; count <= 70; count++) {
		unsigned char bytes[70];

		for (size_t i = 0; i < count; i++)
			bytes[i] = (unsigned char)(random_next(&seed) >> 20);
		for (size_t bit = 0; bit < count * 8; bit++) {
			uint64_t before = hash_bytes(bytes, count, 1);
			uint64_t after;
			struct identity identity;

			bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
			after = hash_bytes(bytes, count, 1);
			assert_true(bits(before ^ after) >= 8);
			changed += bits(before ^ after);
			flips++;
			identity = identity_of((struct text){ (const char *)bytes, count });
			agreed += bits(identity.high ^ identity.low);
		}
	}
	assert_in_range(changed * 100 / flips, 3170, 3230);
	assert_in_range(agreed * 100 / flips, 3100, 3300);
}

static void test_length_and_seed_count(void **state)
{
	unsigned char zeros[101] = { 0 };
	uint64_t seen[202];

	(void)state;
	for (size_t i = 0; i < 202; i++) {
		seen[i] = hash_bytes(zeros, i / 2, i % 2);
		for (size_t k = 0; k < i; k++)
			assert_true(seen[k] != seen[i]);
	}
	assert_true(hash_bytes(NULL, 0, 5) == hash_bytes(zeros, 0, 5));
}

/* A word that equals a key inside makes a factor zero: the word beside it must count all the same. */
static void test_key_words(void **state)
{
	static const uint64_t words[] = { 0xbb67ae8584caa73b, 0x9b05688c2b3e6c1f, 0x629a292a367cd507, 0 };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		uint64_t first[5] = { words[i], 1, 3, 4, 5 }, second[5] = { words[i], 2, 3, 4, 5 };
		struct identity a = identity_of((struct text){ (const char *)first, sizeof first });
		struct identity b = identity_of((struct text){ (const char *)second, sizeof second });

		assert_true(hash_bytes(first, sizeof first, 0) != hash_bytes(second, sizeof second, 0));
		assert_true(a.high != b.high && a.low != b.low);
	}
}

static void test_unaligned(void **state)
{
	unsigned char room[80];

	(void)state;
	for (size_t shift = 0; shift < 8; shift++) {
		memset(room, 0xee, sizeof room);
		memcpy(room + shift, "四舍五入 half away from zero, as the standard says so", 50);
		assert_true(hash_bytes(room + shift, 50, 3) ==
			hash_bytes("四舍五入 half away from zero, as the standard says so", 50, 3));
	}
}

static void test_mix(void **state)
{
	uint64_t seen[3000];

	(void)state;
	for (uint64_t i = 0; i < 3000; i++) {
		seen[i] = hash_mix(i < 1500 ? i : i << 52 | i);
		for (size_t k = 0; k < i; k++)
			assert_true(seen[k] != seen[i]);
	}
}

/* Stores keep these: a change here asks for a new version of the store. */
static void test_values_never_change(void **state)
{
	struct fingerprint fingerprint;
	struct identity value;

	(void)state;
	assert_true(same(identity_of(TEXT("A1")), (struct identity){ 11 * 37 + 2, 0 }));
	assert_true(same(identity_of(TEXT("0000000000001")), (struct identity){ UINT64_C(182859777940000980), 2 }));
	assert_true(hash_bytes("tally", 5, 0) == UINT64_C(0x3b748951ff8c735c));
	value = identity_of(TEXT("濮阳市"));
	assert_true(value.high == UINT64_C(0xfef21cab0fc818eb) && value.low == UINT64_C(0x874a6cd3dd13fc71));
	fingerprint_init(&fingerprint);
	fingerprint_feed(&fingerprint, "the quick brown fox jumps over the lazy dog", 43);
	value = fingerprint_value(&fingerprint);
	assert_true(value.high == UINT64_C(0xb3edebb65ec9211b) && value.low == UINT64_C(0x1982d306a05e3cde));
}

static struct identity fingerprint_of(const unsigned char *bytes, size_t count)
{
	struct fingerprint fingerprint;

	fingerprint_init(&fingerprint);
	fingerprint_feed(&fingerprint, bytes, count);
	return fingerprint_value(&fingerprint);
}

static void test_fingerprint_cuts(void **state)
{
	unsigned char bytes[1000];
	uint64_t seed = 9;

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)random_next(&seed);
	for (int round = 0; round < 3000; round++) {
		size_t count = random_below(&seed, sizeof bytes + 1), most = random_below(&seed, 100) + 1, at = 0;
		struct fingerprint fingerprint;

		fingerprint_init(&fingerprint);
		while (at < count) {
			size_t cut = random_below(&seed, most + 1);

			cut = cut < count - at ? cut : count - at;
			fingerprint_feed(&fingerprint, bytes + at, cut);
			at += cut;
		}
		assert_true(fingerprint.bytes == count);
		assert_true(same(fingerprint_value(&fingerprint), fingerprint_of(bytes, count)));
		assert_true(same(fingerprint_value(&fingerprint), fingerprint_value(&fingerprint)));
	}
}

static void test_fingerprint_sees_changes(void **state)
{
	unsigned char bytes[200] = { 0 };
	struct identity whole = fingerprint_of(bytes, sizeof bytes);

	(void)state;
	for (size_t bit = 0; bit < sizeof bytes * 8; bit++) {
		bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
		assert_false(same(fingerprint_of(bytes, sizeof bytes), whole));
		/* The same change once more, in the next word of the same lane. */
		if (bit / 8 + 32 < sizeof bytes) {
			bytes[bit / 8 + 32] ^= (unsigned char)(1u << bit % 8);
			assert_false(same(fingerprint_of(bytes, sizeof bytes), whole));
			bytes[bit / 8 + 32] = 0;
		}
		bytes[bit / 8] = 0;
	}
	for (size_t count = 0; count < sizeof bytes; count++)
		assert_false(same(fingerprint_of(bytes, count), fingerprint_of(bytes, count + 1)));
}

/* Blocks, and words inside a block, that change places. */
static void test_fingerprint_sees_order(void **state)
{
	unsigned char bytes[128], other[128];

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (unsigned char)(i / 8);
	for (size_t i = 0; i < 16; i++) {
		for (size_t k = 0; k < i; k++) {
			memcpy(other, bytes, sizeof other);
			memcpy(other + 8 * i, bytes + 8 * k, 8);
			memcpy(other + 8 * k, bytes + 8 * i, 8);
			assert_false(same(fingerprint_of(bytes, sizeof bytes), fingerprint_of(other, sizeof other)));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_packing_can_be_undone),
		cmocka_unit_test(test_packed_or_hashed),
		cmocka_unit_test(test_no_two_alike),
		cmocka_unit_test(test_join),
		cmocka_unit_test(test_every_bit_counts),
		cmocka_unit_test(test_length_and_seed_count),
		cmocka_unit_test(test_key_words),
		cmocka_unit_test(test_unaligned),
		cmocka_unit_test(test_mix),
		cmocka_unit_test(test_values_never_change),
		cmocka_unit_test(test_fingerprint_cuts),
		cmocka_unit_test(test_fingerprint_sees_changes),
		cmocka_unit_test(test_fingerprint_sees_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
