/** 查找 */
export const search = {
  'search.title': '查找',
  'search.box': '查找事项、单位、人员、文件…（/ 或 Ctrl+K）',
  'search.short': '查找',
  'search.go': '查找',
  'search.lead': '在事项、项目、报告、通报、整改、制度、单位和人员中查找；几个词之间空一格，都要出现',
  'search.none': '没有找到含有“{text}”的内容',
  'search.noneHint': '换一个更短的词，或去掉其中一个词',
  'search.empty': '输入要找的词',
  'search.inLedger': '只在此台账',
  'search.everyLedger': '所有台账',
  'search.all': '全部',
  'search.more': '更多{kind}',
  'search.next': '再列一些',
  'search.behind': '索引落后 {n} 条事件，最新的内容可能还找不到',
  'search.problem': '索引暂时不能更新：{why}',
  'search.at': '索引至第 {p} 号事件',
  'search.history': '溯源',
} as const

export const searchWords = {
  hitKind: {
    item: '事项',
    project: '项目',
    ledger: '台账',
    unit: '单位',
    person: '人员',
    report: '报账内容',
    sheet: '报账单',
    plan: '实施方案',
    bulletin: '通报',
    order: '整改',
    measure: '问责',
    inspection: '督查',
    review: '会议拉练',
    regime: '制度',
    enterprise: '企业',
    need: '要素需求',
    assessment: '考核',
    change: '留痕说明',
  },
  /** Members of rows that no form asks for: a film shows whole rows. */
  field: {
    achievements_text: '成效', next_measures_text: '下一步措施', actual_period: '完成月份', actual_unit: '完成单位', adopted_at: '启用时间', amended: '修订', answering: '承接', answers: '由谁答责', answerable: '答责单位', approver_name: '批准人', at_level_since: '到此级', award: '奖项', barred: '取消资格', carried_out: '执行位置', checked: '已查', checks: '查账', closed: '已注销', closed_at: '办结时间', closed_by: '办结人', closing_summary: '交账小结', complete: '齐全', concluded: '结果', concluded_at: '定案时间', concluded_by: '定案人', consolidations: '汇总', corrected: '已更正', credential_changed_at: '口令改于', decided_at: '决定时间', decided_by: '决定人', decider_name: '决定人', decision_reason: '决定理由', extensions: '延期', filed_at: '申报时间', filed_by: '申报人', first_on: '原定日期', former_names: '曾用名', former_posts: '曾任职务', groups: '分组', holders: '任此职者', indicators: '指标', issued_at: '印发时间', issued_by: '印发人', last_reported: '最近报送', materials: '材料', minutes: '纪要', misreported: '失实', missed: '漏报', missed_milestones: '错过节点', open_rectifications: '未了整改', opened_at: '启动时间', opened_by: '启动人', ordered_at: '下达时间', ordered_by: '下达人', overdue: '逾期', overdue_checks: '逾期未查', overdue_since: '逾期自', owed: '应交', posts: '现任职务', proposal: '由何建议', proposed_at: '建议时间', proposed_by: '建议人', published: '公布', reconsider_until: '申请复议至', reconsideration: '复议', recorded: '记录时间', referred_to: '移交', rejections: '退回', remarks: '意见', reminded: '已提醒', reopened: '重新办理', repealed: '已废止', reported: '已报', reports: '报告', requested: '申请', requested_at: '申请时间', requested_by: '申请人', requester_name: '申请人', returns: '退回次数', scheduled_at: '安排时间', scheduled_by: '安排人', scheme_title: '办法', since: '自', stage: '阶段', statements: '说明', statuses: '各状态', steps: '经过', steps_reached: '已到步骤', supervision: '督查', suspended_until: '暂缓至', times_overdue: '逾期次数', unacknowledged: '未签收', weight: '权重', withdrawn_at: '撤回时间', withdrawn_why: '撤回理由', project: '项目', supervised: '督查',
  },
}
