/* Plugin platform: innovation platforms. Declares the register of approved platforms of all kinds and what is counted
 * from it. Knows the contract only; nothing of files, workspaces or other areas. */
#include <tally/plugin.h>

/* The stocks of platforms differ in their kind alone. */
#define PLATFORMS(name, zh, en, definition)                                                                                    \
	.id = name, .title = zh, .title_en = en, .note = definition, .unit = "家", .from = "platforms",                        \
	.measure = TALLY_COUNT, .time = TALLY_STOCK, .when = "approved", .ended = "withdrawn", .direction = TALLY_HIGHER

static const struct tally_code kinds[] = {
	{ "engineering_center", "工程技术研究中心", "engineering technology research centre", "工程中心" },
	{ "key_laboratory", "重点实验室", "key laboratory", NULL },
	{ "academician_station", "院士工作站", "academician workstation", NULL },
	{ "agri_park", "农业科技园区", "agricultural S&T park", NULL },
	{ "incubator", "科技企业孵化器", "technology business incubator", "孵化器" },
	{ "maker_space", "众创空间", "maker space", NULL },
	{ "star_creation", "星创天地", "rural maker hub", NULL },
};

static const struct tally_code levels[] = {
	{ "national", "国家", "national", "国家级" },
	{ "provincial", "省", "provincial", "省级" },
	{ "municipal", "市", "municipal", "市级" },
	{ "county", "县", "county", "县级" },
};

static const struct tally_group level_groups[] = {
	{ "municipal_up", "市级及以上", "municipal and above", "national | provincial | municipal" },
};

static const struct tally_field platforms[] = {
	{ .name = "approval_no",
		.title = "批准文号",
		.title_en = "Approval no.",
		.alias = "批准文号及序号",
		.type = TALLY_TEXT,
		.flags = TALLY_KEY },
	{ .name = "name", .title = "平台名称", .title_en = "Platform", .type = TALLY_TEXT },
	{ .name = "credit_code",
		.title = "依托单位代码",
		.title_en = "Credit code of the host",
		.alias = "统一社会信用代码",
		.type = TALLY_TEXT,
		.check = "cn-uscc" },
	{ .name = "kind", .title = "平台类型", .title_en = "Kind", .type = TALLY_CODE, TALLY_LIST(.codes, kinds) },
	{ .name = "level",
		.title = "级别",
		.title_en = "Level",
		.type = TALLY_CODE,
		TALLY_LIST(.codes, levels),
		TALLY_LIST(.groups, level_groups) },
	{ .name = "county", .title = "区划代码", .title_en = "County", .alias = "县区", .type = TALLY_REGION },
	{ .name = "approved", .title = "批准日期", .title_en = "Approved", .type = TALLY_DATE },
	{ .name = "withdrawn", .title = "撤销日期", .title_en = "Withdrawn", .type = TALLY_DATE, .flags = TALLY_OPTIONAL },
};

static const struct tally_register registers[] = {
	{ .name = "platforms",
		.title = "创新平台台账",
		.title_en = "Innovation platforms",
		.date = "approved",
		.note = "一个平台一行；升为上一级的，市级名单未销号则两级各占一行",
		TALLY_LIST(.fields, platforms) },
};

static const struct tally_indicator indicators[] = {
	{ PLATFORMS("engineering_centers", "工程技术研究中心", "Engineering technology research centres",
		  "期末未撤销的工程技术研究中心，数的是平台而非依托单位，分级别计"),
		.where = "kind = engineering_center", .by = "level" },
	{ PLATFORMS("key_laboratories", "重点实验室", "Key laboratories", "期末未撤销的重点实验室，分级别计"),
		.where = "kind = key_laboratory", .by = "level" },
	{ PLATFORMS("academician_stations", "院士工作站", "Academician workstations", "期末未撤销的院士工作站，均为省级"),
		.where = "kind = academician_station" },
	{ PLATFORMS("agri_parks", "农业科技园区", "Agricultural S&T parks", "期末未撤销的农业科技园区，分级别计"),
		.where = "kind = agri_park", .by = "level" },
	{ PLATFORMS("incubators", "科技企业孵化器", "Technology business incubators", "期末未撤销的科技企业孵化器，分级别计"),
		.where = "kind = incubator", .by = "level" },
	{ PLATFORMS("maker_spaces", "众创空间", "Maker spaces", "期末备案有效的众创空间，分级别计"),
		.where = "kind = maker_space", .by = "level" },
	{ PLATFORMS("star_creations", "星创天地", "Rural maker hubs", "期末备案有效的星创天地，分级别计"),
		.where = "kind = star_creation", .by = "level" },
	{ .id = "incubation_area",
		.title = "孵化场地总面积",
		.title_en = "Incubation floor area",
		.unit = "万平方米",
		.note = "全市各类孵化载体的场地面积，由各载体报数汇总",
		.from = "given",
		.time = TALLY_STOCK,
		.direction = TALLY_HIGHER,
		.decimals = 1 },
	{ .id = "incubated_firms",
		.title = "全市入孵企业",
		.title_en = "Tenants of all incubators",
		.unit = "家",
		.note = "全市各类孵化载体期末在孵企业，由各载体报数汇总",
		.from = "given",
		.time = TALLY_STOCK,
		.direction = TALLY_HIGHER },
	{ .id = "center_tenants",
		.title = "创业服务中心在孵企业",
		.title_en = "Tenants of the start-up service centre",
		.unit = "家",
		.note = "市高新技术创业服务中心（国家级孵化器）期末在孵企业",
		.from = "given",
		.time = TALLY_STOCK,
		.direction = TALLY_HIGHER },
	{ .id = "center_entrants",
		.title = "创业服务中心新入孵企业",
		.title_en = "New tenants of the start-up service centre",
		.unit = "家",
		.note = "市高新技术创业服务中心（国家级孵化器）期内新入孵企业",
		.from = "given",
		.time = TALLY_FLOW,
		.direction = TALLY_HIGHER },
	{ .id = "center_graduates",
		.title = "创业服务中心毕业企业",
		.title_en = "Graduates of the start-up service centre",
		.unit = "家",
		.note = "市高新技术创业服务中心（国家级孵化器）期内毕业企业",
		.from = "given",
		.time = TALLY_FLOW,
		.direction = TALLY_HIGHER },
	{ .id = "rd_unit_coverage",
		.title = "大中型工业企业研发机构覆盖率",
		.title_en = "R&D units at large and medium industrial enterprises",
		.unit = "%",
		.note = "设有市级及以上研发机构的大中型工业企业占全部大中型工业企业的比重；全覆盖为百分之百",
		.from = "given",
		.time = TALLY_STOCK,
		.direction = TALLY_HIGHER },
};

static const struct tally_rule rules[] = {
	{ .name = "platform_dates",
		.on = "platforms",
		.where = "withdrawn is null or withdrawn >= approved",
		.title = "撤销不早于批准",
		.title_en = "a platform is withdrawn on or after the day of approval",
		.source = "日期先后" },
	{ .name = "station_level",
		.on = "platforms",
		.where = "kind != academician_station or level = provincial",
		.title = "院士工作站由省级批准",
		.title_en = "academician workstations are provincial",
		.source = "省科技部门的批准文件" },
};

static const struct tally_tie ties[] = {
	{ .name = "tenants_within_city",
		.title = "创业服务中心在孵企业不多于全市入孵企业",
		.title_en = "tenants of the centre are among all incubated firms",
		.left = "center_tenants",
		.relation = TALLY_LE,
		.right = "incubated_firms",
		.on = TALLY_ON_PUBLISHED },
	{ .name = "entrants_within_tenants",
		.title = "创业服务中心新入孵企业不多于在孵企业",
		.title_en = "new tenants of the centre are among its tenants",
		.left = "center_entrants",
		.relation = TALLY_LE,
		.right = "center_tenants",
		.on = TALLY_ON_PUBLISHED },
};

TALLY_EXPORT const struct tally_area tally_area_v1 = {
	TALLY_AREA_HEAD,
	.name = "platform",
	.title = "创新平台",
	.title_en = "Innovation platforms",
	.version = "1.0",
	TALLY_LIST(.registers, registers),
	TALLY_LIST(.indicators, indicators),
	TALLY_LIST(.ties, ties),
	TALLY_LIST(.rules, rules),
};
