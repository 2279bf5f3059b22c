/* Engine: every issue of a source in little room. An issue is 24 bytes; its words are looked up among those that were said before. */
#include "engine/issue_log.h"

#include <string.h>

#include "base/hash.h"

enum { CHUNK_ISSUES = 4096, SLOTS_AT_FIRST = 256 };

struct chunk {
	struct chunk *next;
	size_t count;
	struct logged_issue issues[CHUNK_ISSUES];
};

struct issue_log {
	struct arena *arena;
	struct chunk *first, *last, *settling;
	size_t settled; /* of the chunk `settling` */
	size_t count;
	struct issue_saying *sayings;
	size_t sayings_count, sayings_room;
	uint32_t *slots; /* saying + 1 */
	size_t slots_count;
};

struct issue_log *issue_log_create(struct arena *arena)
{
	struct issue_log *log = arena_alloc(arena, sizeof(*log));
	if (log)
		log->arena = arena;
	return log;
}

static uint64_t hash_of(const struct issue_saying *saying)
{
	uint64_t seed = hash_bytes(saying->field, strlen(saying->field), (uint64_t)saying->severity);
	return hash_bytes(saying->message, strlen(saying->message), seed);
}

static bool same(const struct issue_saying *a, const struct issue_saying *b)
{
	return a->severity == b->severity && a->masked == b->masked && strcmp(a->rule, b->rule) == 0 &&
		strcmp(a->field, b->field) == 0 && strcmp(a->heading, b->heading) == 0 && strcmp(a->message, b->message) == 0;
}

static size_t slot_of(const struct issue_log *log, const struct issue_saying *saying)
{
	size_t slot = hash_of(saying) & (log->slots_count - 1);
	while (log->slots[slot] && !same(&log->sayings[log->slots[slot] - 1], saying))
		slot = (slot + 1) & (log->slots_count - 1);
	return slot;
}

static bool grow(struct issue_log *log)
{
	size_t room = log->slots_count ? log->slots_count : SLOTS_AT_FIRST / 2;
	struct issue_saying *sayings = arena_array(log->arena, room, sizeof(*sayings));
	uint32_t *slots = arena_array(log->arena, room * 2, sizeof(*slots));
	if (!sayings || !slots)
		return false;
	if (log->sayings_count)
		memcpy(sayings, log->sayings, log->sayings_count * sizeof(*sayings));
	log->sayings = sayings;
	log->sayings_room = room;
	log->slots = slots;
	log->slots_count = room * 2;
	for (uint32_t i = 0; i < log->sayings_count; i++)
		slots[slot_of(log, &sayings[i])] = i + 1;
	return true;
}

/* Number of the saying; UINT32_MAX without memory. */
static uint32_t say(struct issue_log *log, const struct issue_saying *saying)
{
	if (log->sayings_count == log->sayings_room && !grow(log))
		return UINT32_MAX;
	size_t slot = slot_of(log, saying);
	if (log->slots[slot])
		return log->slots[slot] - 1;
	struct issue_saying *kept = &log->sayings[log->sayings_count];
	*kept = *saying;
	kept->heading = arena_copy(log->arena, text_of(saying->heading));
	kept->message = arena_copy(log->arena, text_of(saying->message));
	if (!kept->heading || !kept->message)
		return UINT32_MAX;
	log->slots[slot] = (uint32_t)++log->sayings_count;
	return log->slots[slot] - 1;
}

bool issue_log_add(struct issue_log *log, const struct issue_place *place, const char *heading, const char *message)
{
	struct issue_saying saying = { place->field, place->rule, heading, message, place->severity, place->masked };
	uint32_t number = say(log, &saying);
	if (number == UINT32_MAX)
		return false;
	if (!log->last || log->last->count == CHUNK_ISSUES) {
		struct chunk *chunk = arena_alloc(log->arena, sizeof(*chunk));
		if (!chunk)
			return false;
		if (log->last)
			log->last->next = chunk;
		else
			log->first = log->settling = chunk;
		log->last = chunk;
	}
	log->last->issues[log->last->count++] =
		(struct logged_issue){ place->line, place->column, number, place->record, FATE_NONE };
	log->count++;
	return true;
}

void issue_log_settle(struct issue_log *log, const unsigned char *fates)
{
	while (log->settling) {
		struct chunk *chunk = log->settling;
		for (; log->settled < chunk->count; log->settled++) {
			struct logged_issue *issue = &chunk->issues[log->settled];
			issue->fate = issue->record ? fates[issue->record - 1] : FATE_NONE;
		}
		if (!chunk->next)
			return;
		log->settling = chunk->next;
		log->settled = 0;
	}
}

size_t issue_log_count(const struct issue_log *log)
{
	return log ? log->count : 0;
}

const struct issue_saying *issue_log_saying(const struct issue_log *log, uint32_t saying)
{
	return &log->sayings[saying];
}

void issue_log_copy(const struct issue_log *log, struct logged_issue *out)
{
	for (const struct chunk *chunk = log ? log->first : NULL; chunk; chunk = chunk->next) {
		memcpy(out, chunk->issues, chunk->count * sizeof(*out));
		out += chunk->count;
	}
}
