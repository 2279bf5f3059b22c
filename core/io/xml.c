/* IO: the only place that knows expat. Hands on elements of known namespaces; refuses document types, deep nesting and endless tags; must not know what
 * elements mean. */
#include "io/xml.h"

#include <expat.h>
#include <string.h>

#include "io/ahead.h"

enum { XML_BLOCK_BYTES = AHEAD_BLOCK_BYTES, BINDINGS_MAX = 64, PREFIX_BYTES = 32 };

/* A prefix, "" for names without one, from an element on. */
struct binding {
	char prefix[PREFIX_BYTES];
	unsigned depth;
	bool known;
};

struct xml {
	XML_Parser parser;
	struct part *part;
	struct ahead *ahead; /* NULL: the part is read as it is needed */
	const struct xml_events *events;
	void *user;
	struct tally_error *error; /* of the run */
	unsigned depth, foreign; /* elements that are open; the depth at which a foreign one began */
	struct binding bindings[BINDINGS_MAX];
	size_t bindings_count;
	bool plain_known; /* names without a prefix are of a known namespace */
	bool paused, ended, stopped;
	uint64_t fed;
};

static bool damaged(const struct xml *xml, struct tally_error *error)
{
	return error_set(error, ERROR_INPUT,
		_("%s: part %s: line %lu: the file is damaged; open it in Excel or WPS and save it anew"), part_path(xml->part),
		part_name(xml->part), (unsigned long)XML_GetCurrentLineNumber(xml->parser));
}

/* --- names --- */

/* Namespaces are told apart here: the parser can, but asks for a third more of its time, and sheets are long. */
static bool is_known(const struct xml *xml, const char *space)
{
	for (const char *const *known = xml->events->spaces; *known; known++)
		if (strcmp(*known, space) == 0)
			return true;
	return false;
}

static void settle_default(struct xml *xml)
{
	xml->plain_known = false;
	for (size_t i = 0; i < xml->bindings_count; i++)
		if (xml->bindings[i].prefix[0] == '\0')
			xml->plain_known = xml->bindings[i].known;
}

/* xmlns="..." or xmlns:prefix="..." */
static bool bind(struct xml *xml, const char *prefix, const char *space)
{
	struct binding *binding = &xml->bindings[xml->bindings_count];
	if (xml->bindings_count == BINDINGS_MAX || strlen(prefix) >= sizeof(binding->prefix))
		return false;
	memcpy(binding->prefix, prefix, strlen(prefix) + 1);
	binding->depth = xml->depth;
	binding->known = is_known(xml, space);
	xml->bindings_count++;
	settle_default(xml);
	return true;
}

static bool bind_all(struct xml *xml, const char *const *attributes)
{
	for (; *attributes; attributes += 2) {
		const char *name = attributes[0];
		if (name[0] != 'x' || strncmp(name, "xmlns", 5) != 0 || (name[5] != ':' && name[5] != '\0'))
			continue;
		if (!bind(xml, name[5] ? name + 6 : "", attributes[1]))
			return false;
	}
	return true;
}

static void unbind(struct xml *xml)
{
	if (xml->bindings_count == 0 || xml->bindings[xml->bindings_count - 1].depth != xml->depth)
		return;
	while (xml->bindings_count && xml->bindings[xml->bindings_count - 1].depth == xml->depth)
		xml->bindings_count--;
	settle_default(xml);
}

/* The local name of an element of one of the namespaces, else NULL. */
static const char *local_name(const struct xml *xml, const char *name)
{
	const char *colon = strchr(name, ':');
	if (!colon)
		return xml->plain_known ? name : NULL;
	size_t bytes = (size_t)(colon - name);
	for (size_t i = xml->bindings_count; i-- > 0;) {
		const struct binding *binding = &xml->bindings[i];
		if (strncmp(binding->prefix, name, bytes) == 0 && binding->prefix[bytes] == '\0')
			return binding->known ? colon + 1 : NULL;
	}
	return NULL;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (strcmp(*attributes, name) == 0)
			return attributes[1];
	return NULL;
}

const char *xml_qualified(const char *const *attributes, const char *name)
{
	for (; *attributes; attributes += 2) {
		const char *local = strchr(*attributes, ':');
		if (local && strcmp(local + 1, name) == 0)
			return attributes[1];
	}
	return NULL;
}

/* --- events --- */

void xml_stop(struct xml *xml)
{
	xml->stopped = true;
	XML_StopParser(xml->parser, XML_FALSE);
}

void xml_pause(struct xml *xml)
{
	xml->paused = true;
	XML_StopParser(xml->parser, XML_TRUE);
}

struct tally_error *xml_error(struct xml *xml)
{
	return xml->error;
}

/* Events may still come after one that stopped the run. */
static void on_open(void *user, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *xml = user;
	if (++xml->depth > XML_DEPTH_MAX && !xml->stopped) {
		error_set(xml->error, ERROR_INPUT,
			_("%s: part %s: more than %d elements within each other; it was not read on"), part_path(xml->part),
			part_name(xml->part), XML_DEPTH_MAX);
		xml_stop(xml);
	}
	if (xml->foreign || xml->stopped)
		return;
	if (!bind_all(xml, attributes)) {
		error_set(xml->error, ERROR_INPUT, _("%s: part %s: namespaces that no spreadsheet writes; it was not read on"),
			part_path(xml->part), part_name(xml->part));
		xml_stop(xml);
		return;
	}
	const char *local = local_name(xml, name);
	if (local)
		xml->events->open(xml->user, local, attributes);
	else
		xml->foreign = xml->depth;
}

static void on_close(void *user, const XML_Char *name)
{
	struct xml *xml = user;
	if (xml->foreign == xml->depth)
		xml->foreign = 0;
	else if (!xml->foreign && !xml->stopped)
		xml->events->close(xml->user, local_name(xml, name));
	if (!xml->foreign)
		unbind(xml);
	xml->depth--;
}

static void on_text(void *user, const XML_Char *at, int bytes)
{
	struct xml *xml = user;
	if (!xml->foreign && !xml->stopped)
		xml->events->text(xml->user, at, (size_t)bytes);
}

static void on_document_type(
	void *user, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id, int has_internal_subset)
{
	struct xml *xml = user;
	(void)name, (void)system_id, (void)public_id, (void)has_internal_subset;
	if (xml->stopped)
		return;
	error_set(xml->error, ERROR_INPUT,
		_("%s: part %s: has a DOCTYPE; no spreadsheet writes one, it can do harm, and it was not read"),
		part_path(xml->part), part_name(xml->part));
	xml_stop(xml);
}

/* --- a run --- */

struct xml *xml_create(struct part *part, const struct xml_events *events, void *user, struct tally_error *error)
{
	struct xml *xml = memory_alloc(1, sizeof(*xml));
	if (xml)
		xml->parser = XML_ParserCreate(NULL);
	if (!xml || !xml->parser) {
		memory_free(xml);
		error_memory(error);
		return NULL;
	}
	xml->part = part;
	xml->events = events;
	xml->user = user;
	XML_SetUserData(xml->parser, xml);
	XML_SetElementHandler(xml->parser, on_open, on_close);
	XML_SetStartDoctypeDeclHandler(xml->parser, on_document_type);
	if (events->text)
		XML_SetCharacterDataHandler(xml->parser, on_text);
	return xml;
}

void xml_free(struct xml *xml)
{
	if (!xml)
		return;
	ahead_stop(xml->ahead);
	XML_ParserFree(xml->parser);
	memory_free(xml);
}

void xml_read_ahead(struct xml *xml)
{
	const uint64_t worth_bytes = 4 << 20;
	if (!xml->ahead && part_bytes(xml->part) > worth_bytes)
		xml->ahead = ahead_start(xml->part);
}

/* A tag that does not end is kept whole by the parser, and looked at again with each block. */
static bool check_tag(const struct xml *xml, struct tally_error *error)
{
	XML_Index at = XML_GetCurrentByteIndex(xml->parser);
	if (at < 0 || xml->fed - (uint64_t)at <= XML_TAG_BYTES_MAX)
		return true;
	return error_set(error, ERROR_INPUT, _("%s: part %s: a tag of more than %d KiB; it was not read on"),
		part_path(xml->part), part_name(xml->part), XML_TAG_BYTES_MAX >> 10);
}

static enum XML_Status feed(struct xml *xml, struct tally_error *error)
{
	size_t got = 0;
	void *block = XML_GetBuffer(xml->parser, XML_BLOCK_BYTES);
	if (!block) {
		error_memory(error);
		return XML_STATUS_ERROR;
	}
	if (!(xml->ahead ? ahead_read(xml->ahead, block, &got, error)
			 : part_read(xml->part, block, XML_BLOCK_BYTES, &got, error)))
		return XML_STATUS_ERROR;
	xml->fed += got;
	xml->ended = got == 0;
	return XML_ParseBuffer(xml->parser, (int)got, got == 0);
}

bool xml_run(struct xml *xml, bool *ended, struct tally_error *error)
{
	xml->error = error;
	*ended = false;
	while (!xml->ended || xml->paused) {
		bool resume = xml->paused;
		xml->paused = false;
		enum XML_Status status = resume ? XML_ResumeParser(xml->parser) : feed(xml, error);
		if (error->code != ERROR_NONE)
			return false;
		if (status == XML_STATUS_SUSPENDED)
			return true;
		if (status == XML_STATUS_ERROR)
			return XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY ? error_memory(error) : damaged(xml, error);
		if (!check_tag(xml, error))
			return false;
	}
	*ended = true;
	return true;
}

static bool run_part(struct part *part, const struct xml_events *events, void *user, struct tally_error *error)
{
	bool ended = false;
	struct xml *xml = xml_create(part, events, user, error);
	while (xml && !ended && xml_run(xml, &ended, error))
		;
	xml_free(xml);
	return ended;
}

bool xml_part(struct package *package, const char *name, const struct xml_events *events, void *user, struct tally_error *error)
{
	struct part *part = part_open(package, name, error);
	bool done = part && run_part(part, events, user, error);
	part_close(part);
	return done;
}

bool xml_kept_part(
	struct package *package, const char *name, const struct xml_events *events, void *user, struct tally_error *error)
{
	struct part *part = part_open(package, name, error);
	bool done = part != NULL;
	if (done && part_bytes(part) > XML_KEPT_BYTES_MAX)
		done = error_set(error, ERROR_INPUT,
			_("%s: part %s: more than %u MiB; no spreadsheet writes so much there, and it was not read"),
			part_path(part), name, (unsigned)(XML_KEPT_BYTES_MAX >> 20));
	done = done && run_part(part, events, user, error);
	part_close(part);
	return done;
}
