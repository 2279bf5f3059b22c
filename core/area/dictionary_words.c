/* Area: how the columns and cells of a data dictionary are called in Chinese. A table of words; knows nothing of files. */
#include "area/dictionary.h"

const struct dictionary_heading dictionary_headings[] = {
	{ SECTION_FIELD, "register", "台账 | 所属台账 | 登记册 | 表" },
	{ SECTION_FIELD, "name", "字段 | 字段名 | 字段代码 | 英文名" },
	{ SECTION_FIELD, "title", "标题 | 名称 | 字段名称 | 字段标题 | 中文名" },
	{ SECTION_FIELD, "title_en", "英文标题 | 英文名称" },
	{ SECTION_FIELD, "alias", "别名 | 其他表头" },
	{ SECTION_FIELD, "unit", "单位 | 计量单位" },
	{ SECTION_FIELD, "check", "校验 | 检查" },
	{ SECTION_FIELD, "codes", "代码 | 代码表 | 取值 | 取值范围" },
	{ SECTION_FIELD, "type", "类型 | 字段类型 | 数据类型" },
	{ SECTION_FIELD, "scale", "小数位 | 小数位数" },
	{ SECTION_FIELD, "precision", "精度 | 日期精度" },
	{ SECTION_FIELD, "list", "分隔符 | 多值分隔符" },
	{ SECTION_FIELD, "key", "主键 | 关键字段" },
	{ SECTION_FIELD, "optional", "可空 | 可为空 | 选填" },
	{ SECTION_FIELD, "private", "保密 | 隐私 | 脱敏" },
	{ SECTION_INDICATOR, "id", "指标 | 指标代码 | 指标编码" },
	{ SECTION_INDICATOR, "title", "标题 | 名称 | 指标名称" },
	{ SECTION_INDICATOR, "title_en", "英文标题 | 英文名称" },
	{ SECTION_INDICATOR, "unit", "单位 | 计量单位" },
	{ SECTION_INDICATOR, "note", "说明 | 定义 | 口径 | 指标解释" },
	{ SECTION_INDICATOR, "from", "台账 | 来源 | 数据来源" },
	{ SECTION_INDICATOR, "of", "字段 | 计算字段" },
	{ SECTION_INDICATOR, "when", "日期 | 统计日期" },
	{ SECTION_INDICATOR, "until", "有效期止 | 截止日期" },
	{ SECTION_INDICATOR, "ended", "终止日期 | 失效日期" },
	{ SECTION_INDICATOR, "lasts", "有效期 | 有效期限" },
	{ SECTION_INDICATOR, "where", "条件 | 筛选条件" },
	{ SECTION_INDICATOR, "by", "分组 | 分类" },
	{ SECTION_INDICATOR, "region", "地区 | 地区字段" },
	{ SECTION_INDICATOR, "formula", "公式 | 计算公式" },
	{ SECTION_INDICATOR, "decimals", "小数位 | 小数位数" },
	{ SECTION_INDICATOR, "measure", "统计方式 | 计算方式" },
	{ SECTION_INDICATOR, "time", "时间 | 时间类型 | 时间属性" },
	{ SECTION_INDICATOR, "direction", "方向 | 指标方向" },
	{ SECTION_INDICATOR, "periods", "期别 | 统计期别 | 频度" },
	{ SECTION_INDICATOR, "over", "分母 | 分母字段" },
	{ SECTION_INDICATOR, "share", "占比条件" },
	{ SECTION_INDICATOR, "breaks", "断点 | 口径断点" },
};
const size_t dictionary_headings_count = sizeof(dictionary_headings) / sizeof(dictionary_headings[0]);

/* What a cell may say for a choice. */
static const struct {
	const char *word, *choice, *said;
} values[] = {
	{ "type", "text", "文本 | 文字 | 字符" },
	{ "type", "code", "代码 | 分类 | 选项" },
	{ "type", "integer", "整数" },
	{ "type", "decimal", "小数 | 数值" },
	{ "type", "date", "日期" },
	{ "type", "period", "期别" },
	{ "type", "region", "地区 | 区划" },
	{ "precision", "day", "日" },
	{ "precision", "month", "月" },
	{ "precision", "year", "年" },
	{ "measure", "count", "计数 | 个数" },
	{ "measure", "distinct", "去重计数 | 去重" },
	{ "measure", "sum", "求和 | 合计" },
	{ "measure", "min", "最小值 | 最小" },
	{ "measure", "max", "最大值 | 最大" },
	{ "measure", "mean", "平均值 | 平均" },
	{ "measure", "ratio", "比率" },
	{ "measure", "share", "占比" },
	{ "time", "flow", "流量 | 时期" },
	{ "time", "stock", "存量 | 时点" },
	{ "time", "cumulative", "累计" },
	{ "time", "snapshot", "名册 | 快照" },
	{ "direction", "none", "无" },
	{ "direction", "higher", "越高越好 | 正向" },
	{ "direction", "lower", "越低越好 | 逆向" },
	{ "periods", "year", "年 | 年度" },
	{ "periods", "half", "半年 | 半年度" },
	{ "periods", "quarter", "季 | 季度" },
	{ "periods", "month", "月 | 月度" },
};

static const struct {
	const char *value, *said;
} flags[] = { { "yes", "yes | y | 是 | √ | 1" }, { "no", "no | n | 否 | × | 0" } };

struct text dictionary_value(const struct word *word, struct text cell)
{
	if (word->kind == WORD_FLAG)
		for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++)
			if (text_in_labels(cell, flags[i].said))
				return text_of(flags[i].value);
	for (const struct choice *choice = word->choices; choice && choice->name; choice++)
		if (text_same_label(cell, text_of(choice->name)))
			return text_of(choice->name);
	for (size_t i = 0; word->choices && i < sizeof(values) / sizeof(values[0]); i++)
		if (text_is(text_of(values[i].word), word->name) && text_in_labels(cell, values[i].said))
			return text_of(values[i].choice);
	return cell;
}
