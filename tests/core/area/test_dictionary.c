/* Tests of area/dictionary.c: fields and indicators from tables, by English and Chinese headings, make the block that INI sections make; every option has a
 * heading; what is wrong is told with its file and line. */
#include "fixture.h"

#include "area/dictionary.h"

#define HEAD                                                                                                                   \
	"[area]\ntitle = 甲\n%s\n[register patents]\ntitle = 专利台账\nfiles = p.csv\n[register loans]\ntitle = "         \
	"贷款台账\nfiles = l.csv\n"

static const char sections[] =
	"[field patents.application_no]\ntitle = 申请号\ntype = text\nkey = yes\nalias = 编号 | 号码\n"
	"[field patents.kind]\ntitle = 专利类型\ntype = code\ncodes = invention:发明 | utility:实用新型\n"
	"group.technical = 技术类: invention | utility\n"
	"[field loans.amount]\ntitle = 金额\ntype = decimal\nscale = 2\nunit = 万元\n"
	"[field patents.applied]\ntitle = 申请日\ntype = date\n"
	"[field loans.paid]\ntitle = 放款日\ntype = date\nprecision = month\noptional = no\n"
	"[indicator applications]\ntitle = 专利申请量\nunit = 件\nfrom = patents\ntime = flow\nby = kind\n"
	"[indicator amount]\ntitle = 贷款额\nunit = 万元\nfrom = loans\nmeasure = sum\nof = amount\ntime = "
	"flow\nperiods = year, month\n";

static const char fields_en[] =
	"register,name,title,type,key,alias,codes,group.technical,scale,unit,precision,optional\n"
	"patents,application_no,申请号,text,yes,编号 | 号码,,,,,,\n"
	"patents,kind,专利类型,code,,,invention:发明 | utility:实用新型,技术类: invention | utility,,,,\n"
	"loans,amount,金额,decimal,,,,,2,万元,,\n"
	"patents,applied,申请日,date,,,,,,,,\n"
	",,,,,,,,,,,\n"
	"loans,paid,放款日,date,,,,,,,month,no\n";
static const char indicators_en[] = "id,title,unit,from,time,by,measure,of,periods\n"
				    "applications,专利申请量,件,patents,flow,kind,,,\n"
				    "amount,贷款额,万元,loans,flow,,sum,amount,\"year, month\"\n";

static const char fields_zh[] =
	"数据字典,,,,,,,,,,,,\n"
	"序号,台账,字段,标题,类型,主键,别名,代码,group.technical,小数位,单位,精度,可空\n"
	"1,专利台账,application_no,申请号,文本,是,\"编号\n号码\",,,,,,\n"
	"2,专利台账,kind,专利类型,代码,,,\"invention:发明\nutility:实用新型\",技术类: invention | utility,,,,\n"
	"3,loans,amount,金额,小数,,,,,2,万元,,\n"
	"4,专利台账,applied,申请日,日期,,,,,,,,\n"
	"5,贷款台账,paid,放款日,Date,,,,,,,月,否\n";
static const char indicators_zh[] = "指标,指标名称,计量单位,台账,时间,分组,统计方式,字段,期别\n"
				    "applications,专利申请量,件,专利台账,流量,kind,,,\n"
				    "amount,贷款额,万元,贷款台账,时期,,求和,amount,年、月\n";

static void write_area(const struct office *office, const char *options, const char *rest)
{
	char text[4096];
	snprintf(text, sizeof(text), HEAD "%s", options, rest);
	office_write(office, "areas/a.ini", text);
}

static void same_block(struct office *office, const char *fields, const char *indicators)
{
	office_standard(office);
	write_area(office, "", sections);
	office_good(office);
	const struct block *block = office->workspace.areas[0].block;
	char *wanted = malloc(block->bytes);
	size_t bytes = block->bytes;
	memcpy(wanted, block, bytes);
	office_write(office, "fields.csv", fields);
	office_write(office, "areas/indicators.csv", indicators);
	write_area(office, "fields = ../fields.csv\nindicators = indicators.csv", "");
	office_good(office);
	block = office->workspace.areas[0].block;
	assert_int_equal(bytes, block->bytes);
	assert_memory_equal(wanted, block, bytes);
	free(wanted);
}

static void english_headings(void **state)
{
	same_block(*state, fields_en, indicators_en);
}

static void chinese_headings(void **state)
{
	same_block(*state, fields_zh, indicators_zh);
}

/* Fields in a table, indicators in the INI. */
static void one_of_them_alone(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "areas/fields.csv", fields_en);
	write_area(office, "fields = fields.csv", strstr(sections, "[indicator applications]"));
	office_good(office);
	assert_int_equal(office->catalog.indicators_count, 2);
}

/* Where the area has one register, the column that names it may be left out. */
static void the_only_register(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "areas/fields.csv", "字段,类型\nno,文本\nday,日期\n");
	office_write(office, "areas/a.ini", "[area]\ntitle = 甲\nfields = fields.csv\n[register r]\nfiles = r.csv\n");
	office_good(office);
	assert_string_equal(office->catalog.registers[0].schema.fields[1].name, "day");
}

static const struct {
	const char *fields, *where;
	const char *parts[3];
} wrong[] = {
	{ "register,name,typ\npatents,a,text\n", "areas/fields.csv:1", { "unknown column 'typ'", "did you mean 'type'?" } },
	{ "台账,字段,类形\npatents,a,text\n", "areas/fields.csv:1", { "unknown column '类形'" } },
	{ "register,name,type,type\npatents,a,text,text\n", "areas/fields.csv:1", { "column 'type' stands twice" } },
	{ "register,title,type\npatents,a,text\n", "areas/fields.csv:1", { "no column 'name' (字段)" } },
	{ "register,name,type\npatents,,text\n", "areas/fields.csv:2", { "a row without a name in the column 'name'" } },
	{ "name,type\na,text\n", "areas/fields.csv:2", { "which register the field 'a' belongs to" } },
	{ "register,name,type\npatents,a,text\npatents,a,date\n", "areas/fields.csv:3",
		{ "[field patents.a] stands twice", "areas/fields.csv, line 2" } },
	{ "register,name,type\npatent,a,text\n", "areas/fields.csv:2", { "field of an unknown register: 'patent'" } },
	{ "register,name,type\npatents,a,txt\n", "areas/fields.csv:2",
		{ "type: 'txt' is not allowed", "did you mean 'text'?" } },
	{ "register,name,type\npatents,申请号,text\n", "areas/fields.csv:2", { "申请号" } },
	{ "register,name,type,key\npatents,a,text,maybe\n", "areas/fields.csv:2",
		{ "key: 'maybe' is not allowed; yes or no" } },
	{ "register,name,type,codes\npatents,a,code,发明\n", "areas/fields.csv:2", { "codes: '发明' is not allowed" } },
	{ "register,name,title\npatents,a,甲\n", "areas/fields.csv:2", { "type" } },
};

static void faults_name_file_and_line(void **state)
{
	struct office *office = *state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		office_standard(office);
		office_write(office, "areas/fields.csv", wrong[i].fields);
		write_area(office, "fields = fields.csv", "");
		if (!office_read(office))
			fail_msg("'%s': %s", wrong[i].fields, office->error.what);
		if (office->faults.count != 1)
			print_error("of '%s':\n", wrong[i].fields);
		assert_told(&office->faults, wrong[i].where,
			(const char *const[]){ wrong[i].parts[0], wrong[i].parts[1], wrong[i].parts[2], NULL });
	}
}

static void in_both_is_told(void **state)
{
	struct office *office = *state;
	office_standard(office);
	office_write(office, "areas/fields.csv", "register,name,type\npatents,a,text\n");
	write_area(office, "fields = fields.csv", "[field patents.a]\ntype = text\n");
	assert_true(office_read(office));
	assert_told(&office->faults, "areas/fields.csv:2",
		(const char *const[]){ "[field patents.a] stands twice", "a.ini", NULL });
}

static void a_missing_table_is_told(void **state)
{
	struct office *office = *state;
	office_standard(office);
	write_area(office, "fields = nowhere.csv", "");
	assert_true(office_read(office));
	assert_told(&office->faults, "areas/a.ini:3", (const char *const[]){ "fields: ", "nowhere.csv", NULL });
}

static void every_option_has_a_heading(void **state)
{
	(void)state;
	for (size_t w = 0; w < words_count; w++) {
		const struct word *word = &words[w];
		bool found = false, family = word->name[0] && word->name[strlen(word->name) - 1] == '.';
		if ((word->section != SECTION_FIELD && word->section != SECTION_INDICATOR) || !word->name[0] || family)
			continue;
		for (size_t h = 0; h < dictionary_headings_count; h++)
			found |= dictionary_headings[h].section == word->section &&
				strcmp(dictionary_headings[h].word, word->name) == 0;
		if (!found)
			fail_msg("'%s' has no Chinese heading", word->name);
		for (const struct choice *c = word->choices; c && c->name; c++)
			assert_true(text_is(dictionary_value(word, text_of(c->name)), c->name));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(english_headings, office_open, office_close),
		cmocka_unit_test_setup_teardown(chinese_headings, office_open, office_close),
		cmocka_unit_test_setup_teardown(one_of_them_alone, office_open, office_close),
		cmocka_unit_test_setup_teardown(the_only_register, office_open, office_close),
		cmocka_unit_test_setup_teardown(faults_name_file_and_line, office_open, office_close),
		cmocka_unit_test_setup_teardown(in_both_is_told, office_open, office_close),
		cmocka_unit_test_setup_teardown(a_missing_table_is_told, office_open, office_close),
		cmocka_unit_test(every_option_has_a_heading),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
