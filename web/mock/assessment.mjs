// The mock's admissions and assessments: enterprises on their way into the register under S3, and the rankings of July and
// December under S5. Rows only, to look at; what commands do is the server's. Invented.
import { readFileSync } from 'node:fs'

export const views = ['admissions', 'admission_statistics', 'new_enterprises', 'assessments', 'ranking', 'indicator_scores']

const holder = { account: 'holder', name: '陈望川', unit: 'fgw' }
const pad = (n) => String(n).padStart(2, '0')

export function seed(world) {
  for (const [regime, ledger, title] of [['S3', 'register-2014', '2014 年企业入库'], ['S5', 'campaign-2014', '2014 项目年']]) {
    const text = readFileSync(new URL(`../../regimes/${regime}.toml`, import.meta.url), 'utf8')
    world.append({ stream: `regime/${regime}`, type: 'regime.adopted', data: { title }, actor: holder, time: '2014-01-06T02:00:00Z', rows: [['regimes', regime, { regime, title: /^title = "([^"]*)"/m.exec(text)[1], system: regime, text, digest: regime.toLowerCase().repeat(32), adopted_at: '2014-01-06T02:00:00Z', amended: [], repealed: false }]] })
    world.append({ stream: `ledger/${ledger}`, type: 'ledger.opened', data: { title }, actor: holder, time: '2014-01-06T02:10:00Z', rows: [['ledgers', ledger, { ledger, title, year: 2014, holder: 'fgw', status: 'open', chapters: [], items: 0, regime }]] })
  }
  admissions(world)
  assessments(world)
}

// ---- admissions ----

const kLevels = ['区（开发区）、街道办事处、行业管理部门', '区统计局', '市统计局', '省统计局', '国家统计局']
const kKinds = [
  ['零售业', 'retail', '法人单位', [{ key: '年主营业务收入', value: '860', unit: '万元' }], ['年主营业务收入860万元，达到500万元']],
  ['工业', 'industry', '法人单位', [{ key: '年主营业务收入', value: '0.35', unit: '亿元' }], ['年主营业务收入0.35亿元，达到2000万元']],
  ['住宿业', 'lodging', '产业活动单位', [{ key: '年主营业务收入', value: '236.5', unit: '万元' }], ['年主营业务收入236.5万元，达到200万元']],
  ['教育', 'services', '法人单位', [{ key: '从业人员', value: '64', unit: '人' }, { key: '年营业收入', value: '710', unit: '万元' }], ['从业人员64人，达到50人', '年营业收入710万元，未达到1000万元']],
]
const kPlaces = ['东渠', '西河', '南山']
const kNames = ['鸿泰百货', '精工机械', '江南酒店', '文华教育', '惠民超市', '新材料科技', '联发物流', '云台宾馆']

function admissions(world) {
  const admitted = []
  for (let n = 0; n < 26; n++) {
    const place = n % 3
    const region = ['dqu', 'xhq', 'nsq'][place]
    const [industry, admission_class, entity, figures, reasons] = kKinds[n % 4]
    const name = `${kPlaces[place]}${kNames[n % 8]}${n > 7 ? `第${Math.floor(n / 8) + 1}` : ''}有限公司`
    const state = n < 9 ? 'admitted' : n < 11 ? 'returned' : n === 11 ? 'rejected' : n === 12 ? 'passed' : 'filed'
    const passed = state === 'admitted' || state === 'passed' ? 5 : state === 'filed' ? n % 5 : 0
    const at = (day) => `2014-${pad(n < 9 ? 2 + (n % 3) : 6)}-${pad(day)}T02:30:00Z`
    const steps = kLevels.slice(0, passed).map((level, i) => ({ level, outcome: 'passed', days: 2 + i, at: at(8 + i * 3), by: i ? '韩其昌' : '周启明', unit: i ? 'tjj' : region, ...(i > 2 ? { decided_on: at(7 + i * 3).slice(0, 10) } : {}), findings: i ? '材料齐全，数据真实' : undefined }))
    if (state === 'returned' || state === 'rejected') steps.push({ level: kLevels[1], outcome: state, days: 4, at: at(20), by: '韩其昌', unit: 'tjj', findings: '主营业务收入与纳税申报表相差12万元，请说明。' })
    const materials = ['调查单位月度审核登记表', '统一社会信用代码', ...(n % 4 ? [] : ['最近1个月增值税纳税申报表']), ...(passed ? ['最近1个月利润表'] : [])].map((material) => ({ material, title: material, digest: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', at: at(4), by: '周启明' }))
    const missing = passed ? [] : [{ material: '利润表', required: true, reason: '缺少最近1个月利润表（S3.3）' }]
    const row = {
      admission: `adm-${n + 1}`, ledger: 'register-2014', enterprise: `ent-${n + 1}`, name, code: `9142070${4 + place}MA49K${pad(n)}X1`, region, department: ['swj', 'gxw', 'swj', 'jyj'][n % 4], industry, entity, admission_class, procedure: 'monthly', situation: 'newly_opened',
      opened_on: `2014-0${1 + (n % 3)}-18`, qualifications: [], figures, expected: [], reasons, state, ...(state === 'filed' ? { level: kLevels[passed], at_level_since: at(10 + (n % 15)) } : {}), passed, returns: state === 'returned' ? 1 : 0, findings: state === 'returned' || state === 'rejected' ? steps.at(-1).findings : undefined,
      missing, complete: !missing.length, materials, steps, version: 3 + steps.length, filed_at: at(3), filed_by: '周启明', misreported: n ? [] : [{ kind: 'late', period: '2014-04', findings: '4月数据应于5月5日前报送，实际6月报送', position: 1, at: '2014-06-10T02:00:00Z', by: '顾南乔' }],
      ...(state === 'admitted' ? { admitted_on: at(25).slice(0, 10), from: at(25).slice(0, 7), document: '国统审〔2014〕3号', last_reported: '2014-06' } : {}),
    }
    if (row.admitted_on) admitted.push(row)
    world.append({ stream: `unit/ent-${n + 1}`, type: 'unit.registered', data: { name }, actor: holder, time: at(1), rows: [['units', `ent-${n + 1}`, { unit: `ent-${n + 1}`, name, kind: 'enterprise', parent: region, confirmed: true, aliases: [] }]] })
    world.append({ stream: `admission/adm-${n + 1}`, type: 'admission.filed', data: { name, industry }, actor: holder, time: at(3), rows: [['admissions', row.admission, row]] })
  }
  figures(world, admitted)
  for (const [region, rows] of grouped(admitted)) {
    const enterprises = rows.map(({ admission, ledger, enterprise, name, code, admission_class, procedure, situation, department, admitted_on, from }) => ({ admission, ledger, enterprise, name, code, admission_class, procedure, situation, department, admitted_on, from }))
    world.views.new_enterprises.put(`2014/${region}`, world.position, { year: 2014, region, admitted: rows.length, removed: 0, enterprises })
  }
}

function grouped(rows) {
  const found = new Map()
  for (const r of rows) found.set(r.region, [...(found.get(r.region) ?? []), r])
  return found
}

function figures(world, admitted) {
  admitted.forEach((row, n) => {
    for (let m = Number(row.from.slice(5)); m <= 7; m++) {
      if ((n + m) % 7 === 0) continue
      const period = `2014-${pad(m)}`
      const told = [{ key: '年营业收入', value: String(80 + n * 13 + m * 6.5), unit: '万元' }, { key: '从业人员', value: String(20 + n * 3), unit: '人' }]
      const late = (n + m) % 6 === 0
      const corrections = n === 2 && m === 5 ? [{ position: 3, corrects: 2, figures: [{ key: '年营业收入', value: '131.2', unit: '万元' }], reason: '漏计网上销售', at: '2014-06-20T02:00:00Z', by: '财务科' }] : []
      world.views.admission_statistics.put(`register-2014/${period}/${row.admission}`, world.position, { ledger: 'register-2014', period, admission: row.admission, enterprise: row.enterprise, name: row.name, region: row.region, figures: told, first: told, due: `2014-${pad(m + 1)}-05`, late, position: 2, reported_at: `2014-${pad(m + 1)}-${late ? '09' : '03'}T03:10:00Z`, reported_by: '财务科', corrections, misreported: n === 0 && m === 4 ? ['late'] : [] })
    }
  })
}

// ---- assessments ----

const kIndicators = [['investment', '固定资产投资', '亿元', 25, ['区统计局']], ['new_starts', '5000万元以上新开工项目', '个', 20, ['区发改局']], ['completions', '5000万元以上竣工项目', '个', 10, ['区发改局']], ['tax', '协税护税', '万元', 10, ['区财政局']], ['funds', '争取上级资金', '亿元', 5, ['区发改局', '区财政局']]]
const kGroups = [['towns', '镇、街道', ['dqu', 'xhq', 'nsq']], ['departments', '区直部门', ['fgw', 'gxw', 'czj', 'zjj', 'swj', 'jtj', 'tjj']]]
const two = (n) => (Math.round(n * 100 + 1e-9) / 100).toFixed(2)

function ranked(assessment, unit, n, share, position) {
  const scores = kIndicators.map(([indicator, name, unit_of_measure, weight], i) => {
    const exempt = indicator === 'funds' && (unit === 'fgw' || unit === 'czj')
    if (exempt) return { indicator, name, weight: String(weight), unit_of_measure, points: '0', exempt, from: [], explanation: `${name}由本单位提供数据，不参加此项考核（S5.3）` }
    const target = [2, 4, 2, 3600, 1.6][i]
    const done = Math.round(target * share * (0.62 + ((n * 7 + i * 3) % 10) / 20) * 10) / 10
    const points = two((weight * done) / target)
    return { indicator, name, weight: String(weight), unit_of_measure, target: String(target), value: String(done), completion: two((done / target) * 100), points, exempt, from: [position - 40 - n, position - 20 - i], explanation: `目标${target}${unit_of_measure}；完成${done}${unit_of_measure}；得分＝权重${weight}×完成${done}÷目标${target}＝${points}` }
  })
  const counted = scores.filter((s) => !s.exempt)
  const sum = counted.reduce((a, s) => a + Number(s.points), 0)
  const weights = counted.reduce((a, s) => a + Number(s.weight), 0)
  const total = two((sum * 100) / weights)
  return { assessment, ledger: 'campaign-2014', unit, total, given: '0', scores, explanation: `各项得分合计${two(sum)}；折算＝${two(sum)}×100÷权重合计${weights}＝${total}；总分${total}`, from: [], barred: [], missed: counted.filter((s) => Number(s.completion) < 100).map((s) => s.indicator), low: false, awards: [], position }
}

function assessments(world) {
  for (const [assessment, occasion, title, share, concluded_at] of [['ass-july', 'mid_year', '2014年项目年考核（半年考核）', 0.8, '2014-07-10T08:00:00Z'], ['ass-year', 'year_end', '2014年项目年考核（年终考核）', 1.15, '2014-07-28T08:00:00Z']]) {
    const position = world.position + 1
    const awards = []
    for (const [group, group_title, units] of kGroups) {
      const rows = units.map((u, n) => ({ ...ranked(assessment, u, n + (occasion === 'mid_year' ? 2 : 0), share, position), concluded_at, group, group_title })).sort((a, b) => Number(b.total) - Number(a.total))
      if (rows.length > 4) Object.assign(rows[3], { total: rows[2].total })
      rows.forEach((r, i) => {
        r.rank = i > 0 && r.total === rows[i - 1].total ? rows[i - 1].rank : i + 1
        if (i < 2) r.awards = [{ award: 'comprehensive', name: '优胜单位综合奖', prize: { value: '5', unit: '万元' }, grounds: `优胜单位综合奖第${r.rank}名，得分${r.total}（S5.4）`, judged: false }]
        if (i === rows.length - 1) Object.assign(r, { barred: ['迟报2次，取消评优资格（S5.6）'] })
        awards.push(...r.awards.map((a) => ({ ...a, unit: r.unit, position })))
        world.views.ranking.put(`${assessment}/${group}/${pad(r.rank)}/${r.unit}`, position, r)
        for (const s of r.scores) if (s.target) world.views.indicator_scores.put(`${assessment}/${s.indicator}/${r.unit}`, position, { assessment, ledger: 'campaign-2014', indicator: s.indicator, name: s.name, unit: r.unit, group, target: s.target, target_in: s.unit_of_measure, figures: [{ value: s.value, first: s.value, unit_of_measure: s.unit_of_measure, evidence: [position - 20], position: position - 30, filed_at: '2014-07-05T02:00:00Z', filed_by: '韩其昌', filed_by_unit: 'tjj', corrections: [] }], points: s.points, exempt: false, explanation: s.explanation })
      })
    }
    const units = kGroups.flatMap(([group, , list]) => list.map((unit) => ({ unit, group })))
    const indicators = kIndicators.map(([indicator, name, unit_of_measure, weight, providers], i) => {
      const target = [2, 4, 2, 3600, 1.6][i]
      const of = units.filter((u) => indicator !== 'funds' || !['fgw', 'czj'].includes(u.unit))
      const sum = String(Math.round(target * of.length * 100) / 100)
      const total = i === 1 ? String(Number(sum) - 2) : i === 2 ? undefined : sum
      return { indicator, name, unit_of_measure, weight: String(weight), judged: false, counted: indicator !== 'investment' && unit_of_measure === '个', providers, clause: 'S5.3', targets_in: unit_of_measure, ...(total ? { total } : {}), sum, ...(total && total !== sum ? { difference: '2' } : {}), targets: of.map((u) => ({ unit: u.unit, value: String(target) })), filed: of.length, missing: [], position: position - 40 }
    })
    const row = { assessment, ledger: 'campaign-2014', regime: 'S5', scheme: 's5'.repeat(32), scheme_title: '“2019项目年”考核', title, occasion, state: 'concluded', groups: kGroups.map(([key, name]) => ({ key, name })), units, indicators, missing: 0, given: [], barred: [{ unit: 'tjj', rule: 'report_late', grounds: '5月、6月数据迟报', evidence: [3], position: 4, at: '2014-07-08T02:00:00Z', by: '顾南乔' }], awards, statement_to: '领导小组', owed: [{ unit: 'tjj', indicators: ['tax'], place: true }], statements: [], applied: [], concluded: position, concluded_at, concluded_by: '顾南乔', former: [], opened_at: '2014-02-20T02:00:00Z', opened_by: '顾南乔' }
    world.append({ stream: `assessment/${assessment}`, type: 'assessment.concluded', data: { note: '按考核办法计算' }, actor: holder, time: concluded_at, rows: [['assessments', assessment, row]] })
  }
}
