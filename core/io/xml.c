/* IO: the only place that knows expat. Hands on elements of known namespaces; refuses document types, deep nesting and endless tags; must not know what
 * elements mean. */
#include "io/xml.h"

#include <expat.h>
#include <string.h>

enum { XML_BLOCK_BYTES = 64 << 10 };
#define SEPARATOR '\x1f'

struct xml {
	XML_Parser parser;
	struct part *part;
	const struct xml_events *events;
	void *user;
	struct tally_error *error; /* of the run */
	unsigned depth, foreign; /* elements that are open; the depth at which a foreign one began */
	const char *space; /* the last one that was met */
	size_t space_bytes;
	bool paused, ended, stopped, memory;
	uint64_t fed;
};

static bool damaged(const struct xml *xml, struct tally_error *error)
{
	return error_set(error, ERROR_INPUT,
		_("%s: part %s: line %lu: the file is damaged; open it in Excel or WPS and save it anew"), part_path(xml->part),
		part_name(xml->part), (unsigned long)XML_GetCurrentLineNumber(xml->parser));
}

/* --- names --- */

static bool has_space(const char *name, const char *space, size_t bytes)
{
	return memcmp(name, space, bytes) == 0 && name[bytes] == SEPARATOR;
}

/* The local name of an element of one of the namespaces, else NULL. */
static const char *local_name(struct xml *xml, const char *name)
{
	size_t bytes = strlen(name);
	if (xml->space && bytes > xml->space_bytes && has_space(name, xml->space, xml->space_bytes))
		return name + xml->space_bytes + 1;
	for (const char *const *space = xml->events->spaces; *space; space++) {
		size_t space_bytes = strlen(*space);
		if (bytes <= space_bytes || !has_space(name, *space, space_bytes))
			continue;
		xml->space = *space;
		xml->space_bytes = space_bytes;
		return name + space_bytes + 1;
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
		const char *local = strrchr(*attributes, SEPARATOR);
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
	const char *local = local_name(xml, name);
	if (local)
		xml->events->open(xml->user, local, attributes);
	else
		xml->foreign = xml->depth;
}

static void on_close(void *user, const XML_Char *name)
{
	struct xml *xml = user;
	unsigned depth = xml->depth--;
	if (xml->foreign == depth)
		xml->foreign = 0;
	else if (!xml->foreign && !xml->stopped)
		xml->events->close(xml->user, local_name(xml, name));
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
		xml->parser = XML_ParserCreateNS(NULL, SEPARATOR);
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
	XML_ParserFree(xml->parser);
	memory_free(xml);
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
	if (!part_read(xml->part, block, XML_BLOCK_BYTES, &got, error))
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

bool xml_part(struct package *package, const char *name, const struct xml_events *events, void *user, struct tally_error *error)
{
	bool ended = false;
	struct part *part = part_open(package, name, error);
	struct xml *xml = part ? xml_create(part, events, user, error) : NULL;
	while (xml && !ended && xml_run(xml, &ended, error))
		;
	xml_free(xml);
	part_close(part);
	return ended;
}
