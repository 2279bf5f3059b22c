/* IO: XML read in a stream, from a part of a package. Knows elements, attributes and text by their local names; no entity, no document type, no part
 * of another namespace gets through. */
#ifndef IO_XML_H
#define IO_XML_H

#include "io/package.h"

enum { XML_DEPTH_MAX = 100, XML_TAG_BYTES_MAX = 1 << 20 };

struct xml;

/* Names are local names. Elements of other namespaces than `spaces` (NULL-terminated) and all within them are passed over. What is handed over lives
 * during the call. */
struct xml_events {
	const char *const *spaces;
	void (*open)(void *user, const char *name, const char *const *attributes);
	void (*close)(void *user, const char *name);
	void (*text)(void *user, const char *at, size_t bytes); /* in pieces; may be NULL */
};

/* The part is the caller's, and so are the events. */
struct xml *xml_create(struct part *part, const struct xml_events *events, void *user, struct tally_error *error) MUST_USE;
void xml_free(struct xml *xml);
/* Goes on until the end or until an event asks for a pause. */
bool xml_run(struct xml *xml, bool *ended, struct tally_error *error) MUST_USE;

/* What follows is unpacked by a thread of its own, where there is enough of it; no other part of the package may be read until xml_free. */
void xml_read_ahead(struct xml *xml);

/* From within an event. */
void xml_pause(struct xml *xml);
/* Gives the run up: `error`, which the caller gave to the run, has been set. */
void xml_stop(struct xml *xml);
struct tally_error *xml_error(struct xml *xml);

/* Value of an attribute without a namespace, and of one with any; NULL when it is not there. */
const char *xml_attribute(const char *const *attributes, const char *name);
const char *xml_qualified(const char *const *attributes, const char *name);

/* A whole part. */
bool xml_part(struct package *package, const char *name, const struct xml_events *events, void *user,
	struct tally_error *error) MUST_USE;
/* The same for one whose content is kept in memory: more than XML_KEPT_BYTES_MAX of it is an ERROR_INPUT. */
#define XML_KEPT_BYTES_MAX PACKAGE_FREE_BYTES
bool xml_kept_part(struct package *package, const char *name, const struct xml_events *events, void *user,
	struct tally_error *error) MUST_USE;

#endif
