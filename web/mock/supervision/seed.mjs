// Half a year of supervision in the invented city, up to the first of August 2014; then the mock's clock goes on from there.
import { readFileSync } from 'node:fs'
import { commands, digest } from './commands.mjs'
import { judgeItem, overdueOnBoard, record } from './rows.mjs'

const office = { account: 'dcs-1', unit: 'dcs', name: '顾南乔', role: 'supervision' }
const other = { account: 'dcs-2', unit: 'dcs', name: '程砚', role: 'supervision' }
const system = { account: 'system', name: '系统', role: 'system' }
const approver = { account: 'approver-1', name: '市政府办公室', role: 'approver' }
const clerk = (unit, name) => ({ account: `${unit}-clerk`, unit, name, role: 'unit_clerk' })
const kNow = Date.parse('2014-08-01T02:30:00Z')

export function seed(world) {
  const at = world.now
  const began = at()
  const run = (name, params, actor = office) => commands.find(([d]) => d.name === name)[1](world, params, actor, { reason: params.reason, command: name })
  world.now = () => kNow
  const items = world.views.current_ledger.list(Infinity, (r) => r.ledger === 'city-2014').map((r) => r.row)
  regimes(world)
  projects(world, items)
  measures(world, items, run)
  orders(world, run)
  inspections(run)
  reviews(run)
  bulletins(world, run)
  calendar(world, items)
  burden(world)
  world.append({ stream: 'ledger/city-2014', type: 'ledger.checked', data: { quarter: 2, findings: '二季度账实相符。' }, actor: office })
  world.now = () => kNow + (at() - began)
}

function measures(world, items, run) {
  const late = world.events.filter((e) => e.type.includes('progress_reported')).slice(0, 40).map((e) => Number(e.sequence))
  const propose = (id, measure, subject, grounds, more = {}, actor = system) => run('accountability.propose', { accountability: id, measure, subject, grounds, ledger: 'city-2014', items: [], evidence: [], ...more }, actor)
  const behind = items.filter((i) => i.lamp === 'red')
  propose('a-01', 'rectification', `unit/${behind[0].units[0].unit}`, `“${behind[0].title}”6月应为50%，实际${behind[0].percent}%，欠进度，责令限期整改。`, { items: [behind[0].item], evidence: late.slice(0, 2), clause: 'S1.7', rule: '欠进度限期整改', deadline: '2014-08-16' })
  propose('a-02', 'criticism', 'unit/slj', '整改逾期未到位，予以通报批评。', { items: [behind[1].item], evidence: late.slice(3, 6), clause: 'S1.7', rule: '逾期未整改通报批评' })
  propose('a-03', 'yellow_card', 'unit/jtj', '连续两个月欠进度，出黄牌。', { evidence: late.slice(6, 8), clause: 'S6.6', rule: '连续欠进度黄牌' })
  propose('a-04', 'summons', 'person/p5', '三个月红灯，约谈责任人。', { items: [behind[2].item], evidence: late.slice(8, 9), clause: 'S4.5', rule: '明显滞后约谈' })
  propose('a-05', 'inquiry', 'unit/zjj', '二季度虚报棚户区改造开工数，建议问责。', { evidence: late.slice(9, 12), clause: 'S1.7' }, other)
  propose('a-06', 'yellow_card', 'unit/nyj', '5、6 两月迟报。', { clause: 'S1.4', rule: '迟报两次黄牌' })
  run('accountability.confirm', { accountability: 'a-06', note: '情况属实。' })
  propose('a-07', 'red_card', 'unit/slj', '黄牌期内再次逾期。', { clause: 'S6.6', rule: '两黄变红' })
  run('accountability.confirm', { accountability: 'a-07', note: '经核实，升级为红牌。' })
  run('accountability.request_reconsideration', { accountability: 'a-07', grounds: '汛期停工两周属不可抗力，已报备。' }, clerk('slj', '市水务局'))
  propose('a-08', 'criticism', 'unit/hbj', '一季度减排任务未达序时进度，且未写明原因。', { clause: 'S7.3' })
  run('accountability.confirm', { accountability: 'a-08' })
  run('accountability.circulate_criticism', { accountability: 'a-08', text: '一季度减排任务未达序时进度，且未写明原因和改进措施，予以通报批评。' })
  propose('a-09', 'summons', 'person/p2', '技改专项连续三月红灯。', { clause: 'S4.5' }, other)
  run('accountability.approve', { accountability: 'a-09', authority: '市政府常务会议', note: '同意。' }, approver)
  propose('a-10', 'statement', 'unit/swj', '上半年招商引资列后三位，作表态发言。', { clause: 'S6.6' })
  run('accountability.dismiss', { accountability: 'a-10', findings: '名次计算有误，已更正。', reason: '名次计算有误，已更正。' })
  propose('a-11', 'criticism', 'unit/fgw', '6 月报账被退回后逾期未重报。', { clause: 'S1.4' })
  run('accountability.confirm', { accountability: 'a-11' })
  run('accountability.circulate_criticism', { accountability: 'a-11', text: '6 月报账退回后逾期未重报，予以通报批评。' })
  for (const [item, title, due] of [['t00003', '北环快速路', '2014-06-30'], ['t00007', '园区配套', '2014-07-15']]) overdueOnBoard(world, 'overdue', item, { stream: `item/${item}`, ledger: 'city-2014', unit: 'zjj', items: [item], title, due })
  overdueOnBoard(world, 'plan', 't00007.gxw', { stream: 'item/t00007', ledger: 'city-2014', unit: 'gxw', items: ['t00007'], title: '园区配套', due: '2014-01-31' })
}

function orders(world, run) {
  const order = (id, unit, item, demand, deadline, more = {}) => run('rectification.order', { rectification: id, unit, item, ledger: 'city-2014', demand, deadline, clause: 'S1.7', ...more })
  order('r-01', 'zjj', 't00003', '倒排工期，8月底前完成桥梁下部结构。', '2014-08-31')
  order('r-02', 'slj', 't00020', '补齐截污纳管欠账 3.2 公里。', '2014-08-01')
  order('r-03', 'gxw', 't00006', '逐项核实技改投资数，更正不实数据。', '2014-08-10')
  order('r-04', 'jyj', 't00027', '补齐幼儿园开工手续。', '2014-08-05')
  order('r-05', 'fgw', 't00002', '补齐新开工项目的开工手续，逐个报进度。', '2014-08-15')
  run('rectification.report', { rectification: 'r-03', result: '已核实 40 项，更正 6 项，附清单。', finished: true }, clerk('gxw', '林雨禾'))
  run('rectification.report', { rectification: 'r-04', result: '已补齐。', finished: true }, clerk('jyj', '市教育局'))
  run('rectification.accept', { rectification: 'r-04', findings: '现场核验属实。' })
  const late = world.views.rectifications.get('r-02').row
  record(world, 'rectifications', 'r-02', { ...late, deadline: '2014-07-20', first_deadline: '2014-07-20', overdue: true, times_overdue: 1 }, 'rectification.fell_overdue', { deadline: '2014-07-20' }, system)
}

function inspections(run) {
  const people = [{ person: 'p6', name: '顾南乔' }]
  run('inspection.schedule', { inspection: 'i-01', kind: 'spot', title: '老旧小区整治现场抽查', ledger: 'city-2014', on: '2014-07-22', units: ['zjj'], items: ['t00016'], inspectors: people })
  run('inspection.hold', { inspection: 'i-01', held_on: '2014-07-22', summary: '抽查 6 个小区，2 个未按图施工。' })
  run('inspection.record_finding', { inspection: 'i-01', finding: 'f1', unit: 'zjj', item: 't00016', text: '雨污分流管径小于设计。', severity: 'serious' })
  run('inspection.record_finding', { inspection: 'i-01', finding: 'f2', unit: 'zjj', item: 't00016', text: '公示牌信息不全。', severity: 'note' })
  run('inspection.schedule', { inspection: 'i-02', kind: 'routine', title: '三季度台账定期检查', ledger: 'city-2014', on: '2014-08-12', units: ['fgw', 'gxw', 'slj'], items: [], inspectors: people })
}

function reviews(run) {
  const objects = [{ item: 't00001', unit: 'fgw', place: '东渠产业园' }, { item: 't00003', unit: 'zjj', place: '北环快速路 3 标' }, { item: 't00007', unit: 'dqu', place: '标准厂房' }]
  run('review.schedule', { review: 'v-01', kind: 'tour', title: '7月重点项目拉练', ledger: 'city-2014', on: '2014-07-18', host: 'dqu', organiser: 'fgw', objects })
  run('review.hold', { review: 'v-01', held_on: '2014-07-18', summary: '现场查看 3 个项目，召开讲评会。', present: [{ person: 'p3', name: '周听松' }, { name: '各区区长' }] })
  run('review.make_remark', { review: 'v-01', remark: 'r1', by: { person: 'p3', name: '周听松' }, text: '快速路征地要在八月底前清零，区里一把手负责。', item: 't00003', unit: 'zjj' })
  run('review.make_remark', { review: 'v-01', remark: 'r2', by: { person: 'p3', name: '周听松' }, text: '厂房建好要抓紧入驻，不能空置。', item: 't00007', unit: 'dqu' })
  run('review.schedule', { review: 'v-02', kind: 'tour', title: '8月重点项目拉练', ledger: 'city-2014', on: '2014-08-20', host: 'xhq', organiser: 'fgw', objects: objects.slice(0, 2) })
  run('review.schedule', { review: 'v-03', kind: 'dispatch', title: '重大项目调度会', ledger: 'city-2014', on: '2014-08-06', organiser: 'zfb', objects: [] })
}

function bulletins(world, run) {
  const b = { kind: 'monthly', title: '2014年6月重点工作落实情况通报', number: '青政督〔2014〕6号', ledger: 'city-2014', from: '2014-06-01', until: '2014-06-30', stands_on: world.position, addressed_to: '各区政府、各街道办事处，市直各部门：', signed_by: '市政府督查室', dated: '2014-07-08', edited: true }
  const body = [{ kind: 'heading', text: '一、总体情况' }, { kind: 'paragraph', text: '全部任务34项，截至6月底平均进度46.2%。多数单位按期报账，推进较好。' }, { kind: 'table', text: '红灯事项', rows: [{ cells: ['序号', '工作任务', '牵头单位', '进度（%）'] }, { cells: ['2', '新开工项目', '市发改委', '30'] }, { cells: ['6', '技改专项', '市工信委', '30'] }] }, { kind: 'heading', text: '二、有关要求' }, { kind: 'paragraph', text: '红灯单位请于7月20日前报送整改方案。' }]
  run('bulletin.issue', { bulletin: 'b-06', ...b, body })
  run('bulletin.publish', { bulletin: 'b-06', where: '市政府内网' })
}

function regimes(world) {
  const text = (name) => readFileSync(new URL(`../../../regimes/${name}.toml`, import.meta.url), 'utf8')
  for (const name of ['S1', 'S2', 'S4', 'working-days']) {
    const words = text(name)
    const of = (key) => new RegExp(`^${key} = "([^"]*)"`, 'm').exec(words)?.[1] ?? name
    record(world, 'regimes', name, { regime: name, title: of('title'), system: of('system'), text: words, digest: digest(words), adopted_at: '2014-01-06T01:00:00Z', amended: [], repealed: false }, 'regime.adopted', { title: of('title') }, system)
  }
  const s4 = world.views.regimes.get('S4').row
  record(world, 'regimes', 'S4', { ...s4, amended: [{ at: '2014-05-04T02:00:00Z', position: world.position + 1, digest: s4.digest, by: '顾南乔', reason: '约谈改为连续三个月红灯' }] }, 'regime.amended', {}, office, { reason: '约谈改为连续三个月红灯' })
  const ledger = world.views.ledgers.get('city-2014').row
  world.tellRow('ledgers', 'city-2014', { ...ledger, regime: 'S4' })
}

function projects(world, items) {
  const kinds = [['重点招商项目', ['跟踪', '对接', '洽谈', '签约']], ['用地拆迁项目', ['房产价格评估', '征收补偿安置方案']], ['重点产业建设项目', ['前期手续', '用地落实', '开工']]]
  const days = ['2014-01-20', '2014-03-05', '2014-04-18', '2014-06-26']
  items.slice(0, 7).forEach((row, i) => {
    const [kind, steps] = kinds[i % 3]
    const reached = steps.slice(0, steps.length - (i % 2)).map((step, k) => ({ step, reached_on: days[k] }))
    judgeItem(world, row.item, { project: { kind, stage: reached.at(-1)?.step, steps_reached: reached, paired_leader: { person: 'p3', name: '周听松' }, task_force: { leader: { name: '许知行' }, head: { person: 'p8', name: '吴若溪' }, members: [] } } }, 'item.stage_advanced', { step: reached.at(-1)?.step, reached_on: reached.at(-1)?.reached_on }, office)
  })
  const grounds = { red: '现场只完成基础，自报进度与实物量不符。', amber: '资金到位率不足六成。', green: '关键节点提前完成。' }
  for (const [i, confidence] of [[0, 'amber'], [2, 'red'], [3, 'green'], [5, 'red'], [10, 'amber']]) judgeItem(world, items[i].item, { supervision: { confidence: { confidence, grounds: grounds[confidence], period: '2014-06', at: '2014-07-12T03:00:00Z', by: '顾南乔' } } }, 'item.confidence_assessed', { confidence, grounds: grounds[confidence] }, office)
  judgeItem(world, items[2].item, { supervision: { listed: { text: '每周报进度，市领导包案。', until: '2014-10-31', since: '2014-07-12T03:00:00Z' } } }, 'item.listed', { text: '每周报进度' }, office)
}

function calendar(world, items) {
  const put = (due, kind, state, row, stream, unit, more = {}) => world.views.calendar.put(`${due}/${kind}/${stream}/${unit}`, world.position, { due, kind, state, title: row?.title ?? '', stream, ledger: 'city-2014', ...(row ? { item: row.item } : {}), unit, answers: unit, was_late: state === 'late' || state === 'missed', reminded: [], ...more })
  for (const u of ['gxw', 'czj', 'zjj', 'nyj', 'swj', 'lyj', 'hbj', 'rsj', 'jyj', 'wjw']) put('2014-08-05', 'report', 'open', null, `report/city-2014.2014-07.${u}`, u, { title: '2014-07', period: '2014-07' })
  put('2014-07-07', 'report', 'missed', null, 'report/city-2014.2014-06.tjj', 'tjj', { title: '2014-06', period: '2014-06', moved_from: '2014-07-05' })
  put('2014-07-20', 'rectification', 'late', items[19], 'rectification/r-02', 'slj')
  put('2014-08-31', 'rectification', 'open', items[2], 'rectification/r-01', 'zjj')
  put('2014-08-10', 'rectification', 'done', items[5], 'rectification/r-03', 'gxw', { done_at: '2014-07-30T02:00:00Z' })
  put('2014-08-12', 'inspection', 'open', null, 'inspection/i-02', 'fgw', { title: '三季度台账定期检查' })
  put('2014-08-20', 'review', 'open', null, 'review/v-02', 'xhq', { title: '8月重点项目拉练' })
  put('2014-08-06', 'review', 'open', null, 'review/v-03', 'zfb', { title: '重大项目调度会' })
  put('2014-08-31', 'reconsideration', 'open', null, 'accountability/a-07', 'slj', { title: '红牌复核' })
  put('2014-10-31', 'listing', 'open', items[2], `item/${items[2].item}`, 'zjj')
  put('2014-07-31', 'check', 'done', null, 'ledger/city-2014', 'zfb', { title: '二季度查账', quarter: 2, was_late: true, done_at: '2014-08-01T02:30:00Z' })
  const rhythm = (due, occasion, title, state, who, more = {}, rest = {}) => put(due, 'rhythm', state, null, `ledger/city-2014`, `${title}/${occasion}`, { title, unit: undefined, answers: undefined, rhythm: { occasion, begins: `${due.slice(0, 7)}-01`, who, produces: [], clause: 'S6.6', by: [], ...more }, ...rest })
  rhythm('2014-07-31', '2014-07', '月调度会', 'missed', '领导小组办公室', { produces: ['红黄牌预警'] })
  rhythm('2014-08-31', '2014-08', '月调度会', 'open', '领导小组办公室', { produces: ['红黄牌预警'] })
  rhythm('2014-08-07', '2014-08', '开工日', 'open', '各区、各部门', { produces: ['集中开工项目清单'], clause: 'S6.5' })
  rhythm('2014-08-28', '2014-09', '集中开工活动方案', 'open', '各区、各部门', { to: '市发展改革委', produces: ['集中开工活动方案'], clause: 'S6.5' })
  rhythm('2014-08-01', '2014-W31', '周通报', 'done', '市发展改革委', { to: '市人民政府常务会议', begins: '2014-07-28', text: '印发《重点工作周通报》', done_on: '2014-08-01', by: ['bulletin/b-01'] }, { done_at: '2014-08-01T02:00:00Z' })
  items.slice(8, 16).forEach((row, i) => put(`2014-08-${String(8 + i * 3).padStart(2, '0')}`, 'milestone', i === 1 ? 'dropped' : 'open', { ...row, title: `${row.title}：三季度节点` }, `item/${row.item}`, row.units[0].unit, { milestone: 'm3' }))
}

function burden(world) {
  const units = ['fgw', 'gxw', 'czj', 'zjj', 'nyj', 'swj', 'lyj', 'hbj', 'rsj', 'jyj', 'wjw', 'slj', 'jtj', 'dqu', 'xhq', 'nsq']
  units.forEach((unit, n) => {
    for (let month = 2; month <= 8; month++) {
      const items = 1 + ((n * 3 + month) % 7)
      const period = `2014-${String(month).padStart(2, '0')}`
      world.views.burden.put(`${period}/${unit}`, world.position, { period, unit, reports: 1, items, fields: items * 3, plans: month === 2 ? items : 0, rectifications: (n + month) % 5 === 0 ? 1 : 0, reminders: (n + month) % 3, urgings: (n * month) % 11 === 0 ? 1 : 0 })
    }
  })
}
