/* Area: headings and codes that registers of this field usually have. Two tables of words. */
#include "area/propose_inner.h"

static const struct usual_heading headings[] = {
	{ "序号 | 序 | 编号序 | No.", NULL, ROLE_PASSED, 0, false, NULL },
	{ "统一社会信用代码 | 社会信用代码 | 信用代码 | 统一信用代码 | 统一社会信用代码证号", "credit_code", ROLE_TEXT, 5,
		false, "cn-uscc" },
	{ "依托单位代码 | 单位代码 | 企业代码 | 承担单位代码", "holder_code", ROLE_TEXT, 0, false, "cn-uscc" },
	{ "证书编号 | 证书号 | 资质证书编号", "certificate_no", ROLE_TEXT, 9, false, NULL },
	{ "申请号 | 专利申请号", "application_no", ROLE_TEXT, 9, false, "cn-patent" },
	{ "专利号", "patent_no", ROLE_TEXT, 8, false, "cn-patent" },
	{ "合同编号 | 合同号 | 合同登记编号 | 认定登记号", "contract_no", ROLE_TEXT, 9, false, NULL },
	{ "项目编号 | 立项编号", "project_no", ROLE_TEXT, 9, false, NULL },
	{ "入库登记编号 | 入库编号 | 备案编号 | 备案号", "entry_no", ROLE_TEXT, 9, false, NULL },
	{ "质押登记号 | 登记号", "registration_no", ROLE_TEXT, 9, false, NULL },
	{ "编号", "number", ROLE_TEXT, 7, false, NULL },
	{ "批准文号 | 文号 | 批次文号", "document_no", ROLE_TEXT, 0, false, NULL },
	{ "企业名称 | 单位名称 | 机构名称 | 公司名称 | 名称", "name", ROLE_TEXT, 2, false, NULL },
	{ "平台名称 | 项目名称 | 专利名称 | 合同名称 | 成果名称", "title", ROLE_TEXT, 1, false, NULL },
	{ "依托单位 | 承担单位 | 权利人 | 专利权人 | 申请人 | 工作单位 | 所在单位", "holder", ROLE_TEXT, 0, false, NULL },
	{ "县区 | 区县 | 县(市、区) | 县市区 | 所在县区 | 所属县区 | 所在区县 | 所属区县 | 地区 | 所属地区 | 所在地区 | 区划 | "
	  "区划代码 | 行政区划 | 行政区划代码 | 所在地",
		"region", ROLE_REGION, 0, false, NULL },
	{ "级别 | 等级 | 认定级别 | 平台级别", "level", ROLE_CODE, 0, false, NULL },
	{ "类型 | 类别 | 种类 | 认定类型 | 平台类型 | 专利类型 | 企业类型 | 合同类型 | 项目类别", "kind", ROLE_CODE, 0, false,
		NULL },
	{ "状态 | 法律状态 | 当前状态", "status", ROLE_CODE, 0, false, NULL },
	{ "技术领域 | 领域 | 所属领域", "domain", ROLE_CODE, 0, false, NULL },
	{ "所属产业 | 产业 | 行业 | 所属行业", "industry", ROLE_CODE, 0, false, NULL },
	{ "批次", "batch", ROLE_CODE, 0, false, NULL },
	{ "发证日期 | 发证日 | 发证时间", "issued", ROLE_DATE, 0, false, NULL },
	{ "认定日期 | 认定时间 | 批准日期 | 批准日 | 批准时间 | 备案日期 | 立项日期 | 立项时间 | 公布日期", "approved",
		ROLE_DATE, 0, false, NULL },
	{ "申请日 | 申请日期", "applied", ROLE_DATE, 0, false, NULL },
	{ "授权日 | 授权日期 | 授权公告日", "granted", ROLE_DATE, 0, false, NULL },
	{ "签订日期 | 签订日 | 签约日期 | 合同签订日期", "signed", ROLE_DATE, 0, false, NULL },
	{ "放款日 | 放款日期", "paid", ROLE_DATE, 0, false, NULL },
	{ "登记日 | 登记日期 | 入库日期 | 入库时间", "registered", ROLE_DATE, 0, false, NULL },
	{ "日期 | 时间", "day", ROLE_DATE, 0, false, NULL },
	{ "开始日期 | 起始日期 | 起始时间", "started", ROLE_DATE, 0, false, NULL },
	{ "成立日期 | 注册日期 | 成立时间", "founded", ROLE_DATE, 0, false, NULL },
	{ "有效期止 | 有效期至 | 到期日 | 到期日期 | 截止日期 | 有效期截止日", "until", ROLE_END, 0, false, NULL },
	{ "撤销日期 | 取消资格日期 | 终止日期 | 失效日 | 失效日期 | 结束日期", "ended", ROLE_END, 0, false, NULL },
	{ "年度 | 年份 | 认定年度", "year", ROLE_YEAR, 0, false, NULL },
	{ "金额 | 贷款金额 | 放款金额 | 合同金额 | 合同额 | 成交额 | 质押金额 | 质押额 | 经费 | 资助金额 | 补助金额 | 奖补金额 "
	  "| 授信额度",
		"amount", ROLE_NUMBER, 0, false, NULL },
	{ "面积 | 场地面积", "floor_space", ROLE_NUMBER, 0, false, NULL },
	{ "人数 | 职工人数 | 从业人数 | 参加人数 | 人次", "people", ROLE_NUMBER, 0, false, NULL },
	{ "身份证号 | 身份证号码 | 证件号 | 证件号码", "identity_no", ROLE_TEXT, 4, true, NULL },
	{ "联系电话 | 电话 | 手机 | 手机号 | 手机号码 | 联系方式", "phone", ROLE_TEXT, 0, true, NULL },
	{ "联系人 | 经办人", "contact", ROLE_TEXT, 0, true, NULL },
	{ "姓名", "person", ROLE_TEXT, 0, false, NULL },
	{ "银行 | 贷款银行 | 合作银行", "bank", ROLE_TEXT, 0, false, NULL },
	{ "备注 | 说明", "remark", ROLE_TEXT, 0, false, NULL },
};

static const struct {
	const char *titles, *code;
} codes[] = {
	{ "国家级 | 国家 | 国家重点", "national" },
	{ "省级 | 省 | 省部级", "provincial" },
	{ "市级 | 市 | 地市级", "municipal" },
	{ "县级 | 县 | 县区级 | 区级 | 区县级", "county" },
	{ "发明 | 发明专利", "invention" },
	{ "实用新型 | 实用新型专利", "utility" },
	{ "外观设计 | 外观 | 外观设计专利", "design" },
	{ "有效 | 在有效期", "valid" },
	{ "撤销 | 已撤销", "revoked" },
	{ "到期 | 已到期 | 失效 | 无效", "expired" },
	{ "是", "yes" },
	{ "否", "no" },
	{ "企业", "firm" },
	{ "大专院校 | 高校 | 高等院校", "university" },
	{ "科研院所 | 科研机构 | 科研单位", "institute" },
	{ "个人", "person" },
	{ "技术开发", "development" },
	{ "技术转让", "transfer" },
	{ "技术咨询", "consulting" },
	{ "技术服务", "service" },
	{ "首次认定 | 首次 | 新认定", "first" },
	{ "重新认定 | 复审", "renewal" },
	{ "工程技术研究中心 | 工程中心", "engineering_center" },
	{ "重点实验室", "key_laboratory" },
	{ "科技企业孵化器 | 孵化器", "incubator" },
	{ "众创空间", "maker_space" },
	{ "星创天地", "star_creation" },
	{ "院士工作站", "academician_station" },
	{ "农业科技园区", "agri_park" },
	{ "其他 | 其它", "other" },
};

const struct usual_heading *usual_heading(struct text title)
{
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++)
		if (text_in_labels(title, headings[i].headings))
			return &headings[i];
	return NULL;
}

const char *usual_code(struct text title)
{
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (text_in_labels(title, codes[i].titles))
			return codes[i].code;
	return NULL;
}
