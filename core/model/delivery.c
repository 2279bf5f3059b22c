/* Model: who has to deliver when. Knows the tree and the calendar; names of files are delivery_name.c. */
#include "model/delivery.h"

bool expectation_member(const struct expectation *expects, int region)
{
	for (size_t i = 0; i < expects->members_count; i++)
		if (expects->members[i] == region)
			return true;
	return false;
}

bool expectation_asks(const struct expectation *expects, const struct region_tree *tree, int region, period when)
{
	return expectation_member(expects, region) && region_valid(tree, region, period_last_day(when));
}

int32_t expectation_due(const struct expectation *expects, period when)
{
	int32_t begin = period_last_day(when) + 1;
	if (expects->due == 0 || begin > DATE_MAX)
		return DATE_MAX;
	struct date_parts first = date_split(begin);
	int days = date_month_days(first.year, first.month);
	return begin + (expects->due < days ? expects->due : days) - 1;
}
