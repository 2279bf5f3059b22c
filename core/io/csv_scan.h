#ifndef IO_CSV_SCAN_H
#define IO_CSV_SCAN_H
#include <stddef.h>
#include <stdint.h>
size_t scan_structure(const unsigned char *bytes, size_t from, size_t count, unsigned char delimiter, uint32_t *places);
#endif
