/* IO: the ELF note of a plugin. Knows the layout of ELF files and of the note, which comes from the contract. Reads bytes and runs nothing.
 * Must not know whose file it is nor which ABI is wanted. */
#include "io/so_note.h"

#include <elf.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <tally/plugin.h>
#include <unistd.h>

#include "io/so.h"

enum { SEGMENTS_MAX = 128, NOTES_BYTES_MAX = 65536 };

/* The header of the running program itself, from the linker: what it says of class, byte order and machine is what a plugin must say. */
extern const Elf64_Ehdr __ehdr_start __attribute__((visibility("hidden")));

/* Bytes of a file, either in memory or behind a descriptor. A file is read piece by piece and never mapped, so that one which shrinks
 * meanwhile gives a short read and no signal. */
struct image {
	const unsigned char *memory;
	int fd;
	uint64_t bytes;
};

struct found_note {
	bool there;
	uint32_t abi;
};

static bool fault(struct tally_error *error, const char *what)
{
	return error_set(error, ERROR_AREA, "%s", what);
}

static bool whole(const struct image *image, uint64_t offset, uint64_t bytes)
{
	return offset <= image->bytes && bytes <= image->bytes - offset;
}

static bool file_read(int fd, uint64_t offset, void *to, size_t bytes)
{
	unsigned char *at = to;
	while (bytes > 0) {
		ssize_t got = pread(fd, at, bytes, (off_t)offset);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		offset += (uint64_t)got;
		bytes -= (size_t)got;
	}
	return true;
}

static bool image_read(const struct image *image, uint64_t offset, void *to, size_t bytes, struct tally_error *error)
{
	if (!whole(image, offset, bytes))
		return fault(error, _("truncated: copy the file again"));
	if (image->memory)
		memcpy(to, image->memory + offset, bytes);
	else if (!file_read(image->fd, offset, to, bytes))
		return fault(error, _("cannot be read whole: copy the file again"));
	return true;
}

/* Class and byte order come first: the rest of the header cannot be understood before they fit. */
static bool header_check(const Elf64_Ehdr *header, struct tally_error *error)
{
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		return fault(error, _("not an ELF file: name the .so file of a plugin"));
	if (header->e_ident[EI_CLASS] != __ehdr_start.e_ident[EI_CLASS])
		return fault(error, _("built for 32 bits: build it for this machine (64 bits)"));
	if (header->e_ident[EI_DATA] != __ehdr_start.e_ident[EI_DATA])
		return fault(error, _("built for a machine of the other byte order: build it for this one"));
	if (header->e_machine != __ehdr_start.e_machine)
		return error_set(error, ERROR_AREA,
			_("built for another machine (ELF machine %u, this one is %u): build it here"),
			(unsigned)header->e_machine, (unsigned)__ehdr_start.e_machine);
	if (header->e_type != ET_DYN)
		return fault(error, _("not a shared object: link it with -shared"));
	if (header->e_ident[EI_VERSION] != EV_CURRENT || header->e_version != EV_CURRENT ||
		header->e_ehsize != sizeof *header || header->e_phentsize != sizeof(Elf64_Phdr))
		return fault(error, _("damaged ELF header: build or copy the file again"));
	return true;
}

static bool header_read(const struct image *image, Elf64_Ehdr *header, struct tally_error *error)
{
	unsigned char start[SELFMAG] = { 0 };
	if (image->bytes < SELFMAG || !image_read(image, 0, start, sizeof start, error) || memcmp(start, ELFMAG, SELFMAG) != 0)
		return fault(error, _("not an ELF file: name the .so file of a plugin"));
	if (!image_read(image, 0, header, sizeof *header, error) || !header_check(header, error))
		return false;
	if (header->e_phnum == 0 || header->e_phnum > SEGMENTS_MAX)
		return error_set(error, ERROR_AREA, _("%u segments: 1 to %d are allowed: build or copy the file again"),
			(unsigned)header->e_phnum, SEGMENTS_MAX);
	/* The section table is not needed to load, but it ends the file: a copy that was cut short shows here. */
	if (!whole(image, header->e_phoff, (uint64_t)header->e_phnum * sizeof(Elf64_Phdr)) ||
		!whole(image, header->e_shoff, (uint64_t)header->e_shnum * header->e_shentsize))
		return fault(error, _("truncated: copy the file again"));
	return true;
}

static uint64_t align_up(uint64_t value, uint64_t step)
{
	return (value + step - 1) & ~(step - 1);
}

/* The words behind the name of a note that is called ours; a second note must say the same. */
static bool body_read(
	const struct image *image, uint64_t offset, uint32_t bytes, struct found_note *found, struct tally_error *error)
{
	uint32_t body[2] = { 0 };
	if (bytes != sizeof body)
		return error_set(error, ERROR_AREA, _("damaged tally note: %" PRIu32 " bytes, must be %zu: build it again"),
			bytes, sizeof body);
	if (!image_read(image, offset, body, sizeof body, error))
		return false;
	if (body[0] != TALLY_MAGIC)
		return error_set(error, ERROR_AREA, _("damaged tally note: wrong magic number 0x%08" PRIx32 ": build it again"),
			body[0]);
	if (found->there && found->abi != body[1]) { /* their order is the linker's and says nothing */
		uint32_t low = found->abi < body[1] ? found->abi : body[1], high = found->abi < body[1] ? body[1] : found->abi;
		return error_set(error, ERROR_AREA,
			_("several tally notes that differ (ABI %u.%u and %u.%u): write TALLY_EXPORT once"),
			(unsigned)(low >> 16), (unsigned)(low & 0xffff), (unsigned)(high >> 16), (unsigned)(high & 0xffff));
	}
	*found = (struct found_note){ .there = true, .abi = body[1] };
	return true;
}

/* All notes of one segment. Sizes are 32 bits wide and the sums 64: nothing here can wrap. */
static bool notes_read(
	const struct image *image, const Elf64_Phdr *segment, struct found_note *found, struct tally_error *error)
{
	uint64_t step = segment->p_align == 8 ? 8 : 4, at = 0;
	if (segment->p_filesz > NOTES_BYTES_MAX)
		return error_set(error, ERROR_AREA,
			_("note segment of %" PRIu64 " bytes: at most %d are allowed: build the file again"),
			(uint64_t)segment->p_filesz, NOTES_BYTES_MAX);
	while (segment->p_filesz - at >= sizeof(Elf64_Nhdr)) {
		Elf64_Nhdr note;
		char name[sizeof TALLY_NOTE_NAME];
		if (!image_read(image, segment->p_offset + at, &note, sizeof note, error))
			return false;
		uint64_t body = align_up(sizeof note + note.n_namesz, step);
		if (body > segment->p_filesz - at || note.n_descsz > segment->p_filesz - at - body)
			return fault(error, _("damaged note segment: build or copy the file again"));
		if (note.n_namesz == sizeof name && note.n_type == TALLY_NOTE_TYPE) {
			if (!image_read(image, segment->p_offset + at + sizeof note, name, sizeof name, error))
				return false;
			if (memcmp(name, TALLY_NOTE_NAME, sizeof name) == 0 &&
				!body_read(image, segment->p_offset + at + body, note.n_descsz, found, error))
				return false;
		}
		at += align_up(body + note.n_descsz, step);
		if (at > segment->p_filesz)
			break;
	}
	return true;
}

static bool image_note(const struct image *image, unsigned *abi, struct tally_error *error)
{
	Elf64_Ehdr header;
	struct found_note found = { 0 };
	if (!header_read(image, &header, error))
		return false;
	for (unsigned i = 0; i < header.e_phnum; i++) {
		Elf64_Phdr segment;
		if (!image_read(image, header.e_phoff + i * sizeof segment, &segment, sizeof segment, error))
			return false;
		/* Every segment must lie in the file: a load of missing pages would end the process by a signal. */
		if (segment.p_type != PT_NULL && !whole(image, segment.p_offset, segment.p_filesz))
			return fault(error, _("truncated: copy the file again"));
		if (segment.p_type == PT_NOTE && !notes_read(image, &segment, &found, error))
			return false;
	}
	if (!found.there)
		return fault(error,
			_("not a tally plugin (it has no tally note): write TALLY_EXPORT before tally_area_v1 and build it "
			  "again"));
	*abi = found.abi;
	return true;
}

bool so_note(const void *elf, size_t bytes, unsigned *abi, struct tally_error *error)
{
	return image_note(&(struct image){ .memory = elf, .fd = -1, .bytes = bytes }, abi, error);
}

bool so_note_file(int fd, uint64_t bytes, unsigned *abi, struct tally_error *error)
{
	return image_note(&(struct image){ .fd = fd, .bytes = bytes }, abi, error);
}
