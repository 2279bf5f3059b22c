/* Runs a fuzz target without libFuzzer: every file of the corpus folder, then changed copies of them for some seconds. The changes come from a fixed seed, so a
 * finding returns with the next run. usage: TARGET CORPUS_FOLDER [SECONDS] */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SEEDS_MAX = 1024, INPUT_MAX = 1 << 16 };

struct seed {
	uint8_t *bytes;
	size_t size;
};

static uint64_t next_random(uint64_t *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return *state >> 33;
}

static int load(const char *folder, const char *name, struct seed *seed)
{
	char path[4096];
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "rb");
	if (!file)
		return 0;
	seed->bytes = malloc(INPUT_MAX);
	seed->size = seed->bytes ? fread(seed->bytes, 1, INPUT_MAX, file) : 0;
	fclose(file);
	return seed->bytes != NULL;
}

static size_t load_all(const char *folder, struct seed *seeds)
{
	struct dirent **names;
	size_t count = 0;
	int found = scandir(folder, &names, NULL, alphasort);
	for (int i = 0; i < found; i++) {
		if (names[i]->d_name[0] != '.' && count < SEEDS_MAX)
			count += (size_t)load(folder, names[i]->d_name, &seeds[count]);
		free(names[i]);
	}
	if (found >= 0)
		free(names);
	return count;
}

/* One to eight changes: a byte set, a run cut out, a run doubled, a piece of another seed put in. */
static size_t mutate(uint8_t *out, const struct seed *seeds, size_t count, uint64_t *state)
{
	const struct seed *from = &seeds[next_random(state) % count], *other = &seeds[next_random(state) % count];
	size_t size = from->size;
	memcpy(out, from->bytes, size);
	for (uint64_t changes = next_random(state) % 8 + 1; changes && size; changes--) {
		size_t at = next_random(state) % size, run = next_random(state) % (size - at) % 64 + 1;
		switch (next_random(state) % 4) {
		case 0:
			out[at] = (uint8_t)next_random(state);
			break;
		case 1:
			memmove(out + at, out + at + run, size - at - run);
			size -= run;
			break;
		case 2:
			if (size + run <= INPUT_MAX) {
				memmove(out + at + run, out + at, size - at);
				size += run;
			}
			break;
		default:
			if (other->size) {
				size_t piece = next_random(state) % other->size,
				       length = other->size - piece < size - at ? other->size - piece : size - at;
				memcpy(out + at, other->bytes + piece, length);
			}
		}
	}
	return size;
}

int main(int argc, char **argv)
{
	static struct seed seeds[SEEDS_MAX];
	uint64_t state = 20181231, runs = 0;
	uint8_t *input = malloc(INPUT_MAX + 1);
	if (argc < 2 || !input)
		return 2;
	size_t count = load_all(argv[1], seeds);
	if (count == 0) {
		fprintf(stderr, "%s: no seeds in %s\n", argv[0], argv[1]);
		return 2;
	}
	for (size_t i = 0; i < count; i++)
		LLVMFuzzerTestOneInput(seeds[i].bytes, seeds[i].size);
	for (time_t end = time(NULL) + (argc > 2 ? atoi(argv[2]) : 1); time(NULL) < end; runs++) {
		size_t size = mutate(input, seeds, count, &state);
		uint8_t *exact = malloc(size ? size : 1); /* so that a read past the end is seen */
		if (!exact)
			return 2;
		memcpy(exact, input, size);
		LLVMFuzzerTestOneInput(exact, size);
		free(exact);
	}
	printf("%s: %zu seeds and %llu changed inputs\n", argv[0], count, (unsigned long long)runs);
	for (size_t i = 0; i < count; i++)
		free(seeds[i].bytes);
	free(input);
	return 0;
}
