/* IO: blocks of a part, read ahead in a ring. Knows one reader and one thread; must not know what the bytes are. */
#include "io/ahead.h"

#include <pthread.h>
#include <string.h>

struct block {
	size_t count;
	bool good;
	unsigned char bytes[AHEAD_BLOCK_BYTES];
};

struct ahead {
	struct part *part;
	pthread_t thread;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	size_t first, filled; /* blocks[first ...] are there to be taken */
	bool stopping;
	struct tally_error error; /* of the block that is not good, the last one */
	struct block blocks[AHEAD_BLOCKS];
};

/* The next block to be filled; NULL when nobody wants it any more. */
static struct block *empty_block(struct ahead *a)
{
	pthread_mutex_lock(&a->mutex);
	while (a->filled == AHEAD_BLOCKS && !a->stopping)
		pthread_cond_wait(&a->changed, &a->mutex);
	struct block *block = a->stopping ? NULL : &a->blocks[(a->first + a->filled) % AHEAD_BLOCKS];
	pthread_mutex_unlock(&a->mutex);
	return block;
}

static void *fill_blocks(void *user)
{
	struct ahead *a = user;
	bool more = true;
	struct block *block;
	while (more && (block = empty_block(a))) {
		block->good = part_read(a->part, block->bytes, sizeof(block->bytes), &block->count, &a->error);
		more = block->good && block->count;
		pthread_mutex_lock(&a->mutex);
		a->filled++;
		pthread_cond_signal(&a->changed);
		pthread_mutex_unlock(&a->mutex);
	}
	return NULL;
}

struct ahead *ahead_start(struct part *part)
{
	struct ahead *a = memory_alloc(1, sizeof(*a));
	if (!a)
		return NULL;
	a->part = part;
	if (pthread_mutex_init(&a->mutex, NULL) == 0) {
		if (pthread_cond_init(&a->changed, NULL) == 0) {
			if (pthread_create(&a->thread, NULL, fill_blocks, a) == 0)
				return a;
			pthread_cond_destroy(&a->changed);
		}
		pthread_mutex_destroy(&a->mutex);
	}
	memory_free(a);
	return NULL;
}

/* The last block stays: whoever asks again is told the same. */
bool ahead_read(struct ahead *a, void *to, size_t *count, struct tally_error *error)
{
	pthread_mutex_lock(&a->mutex);
	while (a->filled == 0)
		pthread_cond_wait(&a->changed, &a->mutex);
	const struct block *block = &a->blocks[a->first];
	pthread_mutex_unlock(&a->mutex);
	*count = block->count;
	if (!block->good)
		return error_set(error, a->error.code, "%s", a->error.what);
	if (block->count == 0)
		return true;
	memcpy(to, block->bytes, block->count);
	pthread_mutex_lock(&a->mutex);
	a->first = (a->first + 1) % AHEAD_BLOCKS;
	a->filled--;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->mutex);
	return true;
}

void ahead_stop(struct ahead *a)
{
	if (!a)
		return;
	pthread_mutex_lock(&a->mutex);
	a->stopping = true;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->mutex);
	pthread_join(a->thread, NULL);
	pthread_cond_destroy(&a->changed);
	pthread_mutex_destroy(&a->mutex);
	memory_free(a);
}
