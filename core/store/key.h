/* Store: the key of a cell. 63 bits: cube 10 | region 17 | period 20 | breakdown 16, so that keys ascend by cube, region, period, breakdown
 * and a cube of one region is one range of the table. All four are ids of the store. */
#ifndef STORE_KEY_H
#define STORE_KEY_H

#include "model/period.h"

enum {
	KEY_BREAKDOWN_BITS = 16,
	KEY_PERIOD_BITS = 20,
	KEY_REGION_BITS = 17,
	KEY_CUBE_BITS = 10,
	KEY_BREAKDOWNS = 1 << KEY_BREAKDOWN_BITS,
	KEY_REGIONS = 1 << KEY_REGION_BITS,
	KEY_CUBES = 1 << KEY_CUBE_BITS,
	CELL_COLUMNS = 8
};

static inline int64_t key_make(uint32_t cube, uint32_t region, period p, uint32_t breakdown)
{
	return (int64_t)cube << (KEY_REGION_BITS + KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS) |
		(int64_t)region << (KEY_PERIOD_BITS + KEY_BREAKDOWN_BITS) | (int64_t)p << KEY_BREAKDOWN_BITS |
		(int64_t)breakdown;
}

#endif
