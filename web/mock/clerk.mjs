// The mock's ledger year: prefilled reports, one submission for all items, return and acceptance, consolidation, checks,
// plans, activation, carrying over. Just enough rules to show each kind of answer.
import { report, Refusal, update } from './world.mjs'

const kUnit = ['unit_clerk', 'unit_leader']
const kOffice = ['ledger_holder', 'supervision']
const text = { type: 'string' }
const unitId = { type: 'string', 'x-id-of': 'unit' }
const ledgerId = { type: 'string', 'x-id-of': 'ledger' }
const dateSchema = { type: 'string', format: 'date' }
const person = { type: 'object', required: ['name'], properties: { person: text, name: text, post: text } }
const part = { type: 'object', required: ['part', 'text', 'unit', 'leader', 'person', 'deadline'], properties: { part: text, text, unit: unitId, leader: person, person, deadline: dateSchema } }

const put = (type, next) => (world, row, p, actor, more) => update(world, row, type, p, next(p, row, actor, world), actor, undefined, more.reason, more)
const scheduled = (period) => String(Math.round((Number(period.slice(5)) / 12) * 10000) / 100)
const inUnit = (row, unit) => row.units.some((u) => u.unit === unit || u.members.includes(unit))
const stateKey = (p) => `${p.ledger}/${p.period}/${p.unit}`

function plan(row, unit, world, next) {
  const key = `${row.ledger}/${row.item}/${unit}`
  const before = world.views.plans.get(key)?.row ?? { ledger: row.ledger, item: row.item, unit, filings: 0, due: '2014-01-31' }
  const after = { ...before, ...next }
  world.views.plans.put(key, world.position + 1, after)
  world.tellRow('plans', key, after)
  return { plans: [...(row.plans ?? []).filter((p) => p.unit !== unit), { unit, state: after.state, late: after.late ?? false, due: after.due, filed_at: after.filed_at }] }
}

const now = (world) => new Date(world.now()).toISOString()
const kPlan = ['goals', 'responsibility', 'schedule', 'standards', 'measures']

function filePlan(world, row, p, actor, more) {
  const unit = p.unit ?? actor.unit
  const before = world.views.plans.get(`${row.ledger}/${row.item}/${unit}`)?.row
  const words = Object.fromEntries(kPlan.map((f) => [f, p[f]]))
  const next = plan(row, unit, world, { ...words, state: 'filed', late: true, filings: (before?.filings ?? 0) + 1, filed_at: now(world), filed_by: actor.name, findings: undefined })
  return update(world, row, 'item.plan_filed', p, next, actor, undefined, more.reason, more)
}

const judgePlan = (type, state) => (world, row, p, actor, more) => {
  const next = plan(row, p.unit, world, { state, judged_at: now(world), judged_by: actor.name, findings: p.findings ?? p.note })
  return update(world, row, type, p, next, actor, undefined, more.reason, more)
}

function activate(world, row, p, actor, more) {
  if (row.missing_fixings?.length) throw new Refusal(3, `item '${row.item}' lacks ${row.missing_fixings.join(', ')} of the five fixings; it cannot be activated`, { clause: 'S1.1', lacks: row.missing_fixings })
  return update(world, row, 'item.activated', p, { status: 'entered' }, actor, undefined, more.reason, more)
}

function carryOver(world, row, p, actor, more) {
  const { ledger: _, item: __, ...rest } = row
  const entered = { ...rest, ledger: p.to, item: p.as, status: 'draft', percent: undefined, lamp: 'grey', progress: [], progress_text: undefined, last_period: undefined, deadline: p.deadline ?? row.deadline.replace(/^\d{4}/, (y) => Number(y) + 1), year: { carried_from: row.item } }
  const result = update(world, row, 'item.carried_over', p, { status: 'carried_over', year: { ...row.year, carried_to: { ledger: p.to, item: p.as } } }, actor, undefined, more.reason, more)
  world.append({ stream: `item/${p.as}`, type: 'item.entered', data: entered, actor, rows: [['current_ledger', `${p.to}/${p.as}`, { ...entered, plans: [], acknowledged: [] }]] })
  return result
}

export const itemCommands = {
  'item.file_plan': [kUnit, false, Object.fromEntries(kPlan.map((f) => [f, text])), { unit: unitId }, filePlan],
  'item.approve_plan': [kOffice, false, { unit: unitId }, { note: text }, judgePlan('item.plan_approved', 'approved')],
  'item.return_plan': [kOffice, false, { unit: unitId, findings: text }, {}, judgePlan('item.plan_returned', 'returned')],
  'item.activate': [kOffice, false, {}, { note: text }, activate],
  'item.assign_people': [[...kUnit, ...kOffice], false, {}, { responsible_leader: person, responsible_person: person, liaison: person, section: text }, put('item.people_assigned', (p, row) => without(row, 'responsibility', p))],
  'item.decompose': [[...kUnit, ...kOffice], false, { parts: { type: 'array', items: part } }, {}, put('item.decomposed', (p) => ({ parts: p.parts }))],
  'item.suspend': [kOffice, true, {}, { until: dateSchema }, put('item.suspended', (p, row) => ({ status: 'suspended', year: { ...row.year, suspended_until: p.until } }))],
  'item.resume': [kOffice, true, {}, { note: text }, put('item.resumed', () => ({ status: 'acknowledged' }))],
  'item.merge': [kOffice, true, { into: text }, {}, put('item.merged', (p) => ({ status: 'merged', replaced_by: p.into }))],
  'item.carry_over': [kOffice, true, { to: ledgerId, as: text }, { deadline: dateSchema }, carryOver],
  'item.archive': [kOffice, false, {}, { file_number: text }, put('item.archived', (p, row) => ({ year: { ...row.year, archived: true, file_number: p.file_number } }))],
  'item.cancel': [kOffice, true, {}, { replaced_by: text }, put('item.cancelled', () => ({ status: 'cancelled' }))],
  'item.reopen': [kOffice, true, {}, { deadline: dateSchema }, put('item.reopened', () => ({ status: 'acknowledged' }))],
}

function without(row, fixing, next) {
  return { ...next, missing_fixings: (row.missing_fixings ?? []).filter((f) => f !== fixing) }
}

// ---- reports -------------------------------------------------------------------------------------------------------

function putStatus(world, row, type, data, actor, more) {
  const key = stateKey(row)
  return world.append({ stream: `report/${row.ledger}.${row.period}.${row.unit}`, type, data, actor, reason: more.reason, command: more.command, commandId: more.commandId, rows: [['report_status', key, row]] })
}

function submit(world, p, actor, more) {
  const unit = p.unit ?? actor.unit
  const before = world.views.report_status.get(stateKey({ ...p, unit }))?.row
  if (before && ['submitted', 'accepted'].includes(before.state)) throw new Refusal(3, `report '${p.ledger}.${p.period}.${unit}' was submitted already${before.state === 'accepted' ? ' and accepted' : ''}; it can be submitted again only after it was returned`, { clause: 'S1.4' })
  const entries = p.entries ?? []
  entries.forEach((e, i) => checkEntry(world, p, unit, e, i))
  if (entries.some((e) => isReported(world, p, unit, e.item)) && !more.reason) throw new Refusal(3, 'a reason is required where history is changed', { path: '/reason', clause: 'rule 1' })
  for (const e of entries) report(world, findItem(world, p.ledger, e.item), { ...e, period: p.period, unit }, actor, undefined, {}, true)
  const at = now(world)
  const late = before?.late ?? at.slice(0, 10) > dueOf(p.period)
  const items = [...new Set([...(p.items ?? []), ...entries.map((e) => e.item)])]
  const row = { ...before, ledger: p.ledger, period: p.period, unit, state: 'submitted', late, due: dueOf(p.period), items, summary: p.summary, submitted_at: before?.submitted_at ?? at, submitted_by: actor.name, resubmissions: (before?.resubmissions ?? 0) + (before?.submitted_at ? 1 : 0), resubmitted_at: before?.submitted_at ? at : undefined }
  return putStatus(world, row, 'report.submitted', { ...p, entries: [] }, actor, more)
}

function isReported(world, p, unit, item) {
  return Boolean(world.views.progress.get(`${p.ledger}/${p.period}/${unit}/${item}`))
}

function checkEntry(world, p, unit, e, i) {
  const at = (name) => `/entries/${i}/${name}`
  const row = findItem(world, p.ledger, e.item)
  if (!inUnit(row, unit)) throw new Refusal(3, `${at('item')}: '${unit}' is none of the responsible units of item '${e.item}'; name one of them`, { path: at('item'), clause: 'S1.2' })
  if (!row.acknowledged?.includes(unit)) throw new Refusal(3, `'${unit}' has not acknowledged item '${e.item}' yet; acknowledge it first (item.acknowledge)`, { path: at('item') })
  if (!/^\d+(\.\d+)?$/.test(e.percent) || Number(e.percent) > 100) throw new Refusal(-32602, `${at('percent')}: expected 0 to 100, got ${e.percent}`, { path: at('percent') })
  const schedule = scheduled(p.period)
  if (Number(e.percent) < Number(schedule) && !(e.reasons && e.corrections)) {
    const path = at(e.reasons ? 'corrections' : 'reasons')
    throw new Refusal(3, `${path}: ${e.percent}% is behind the schedule of ${schedule}% for ${p.period}; state the reasons and the corrections, or the report is incomplete`, { path, clause: 'S7.3' })
  }
  if (/不实/.test(e.progress)) throw new Refusal(-32602, `${at('progress')}: the mock refuses this word`, { path: at('progress') })
}

function findItem(world, ledger, item) {
  const held = world.views.current_ledger.get(`${ledger}/${item}`)
  if (!held) throw new Refusal(2, `no item ${item}`, { path: '/item' })
  return held.row
}

function dueOf(period) {
  const [y, m] = period.split('-').map(Number)
  return m === 12 ? `${y + 1}-01-05` : `${y}-${String(m + 1).padStart(2, '0')}-05`
}

function reportOf(world, id) {
  const [ledger, period, unit] = id.match(/^(.*)\.(\d{4}-\d{2})\.(.+)$/).slice(1)
  const row = world.views.report_status.get(stateKey({ ledger, period, unit }))?.row
  if (!row) throw new Refusal(2, `no report ${id}`, { path: '/report' })
  return row
}

const judge = (type, next) => (world, p, actor, more) => {
  const row = reportOf(world, p.report)
  if (row.state !== 'submitted') throw new Refusal(3, `report '${p.report}' was ${row.state} already`, { clause: 'S1.4' })
  return putStatus(world, { ...row, ...next(p, row, world) }, type, p, actor, more)
}

// ---- ledgers -------------------------------------------------------------------------------------------------------

function amendLedger(world, id, type, data, actor, more, next) {
  const row = world.views.ledgers.get(id)?.row
  if (!row) throw new Refusal(2, `no ledger ${id}`, { path: '/ledger' })
  if (row.status === 'closed') throw new Refusal(3, `ledger '${row.title}' is closed; nothing in it can change any more`, { clause: 'S1.5' })
  return world.append({ stream: `ledger/${id}`, type, data, actor, reason: more.reason, command: more.command, commandId: more.commandId, rows: [['ledgers', id, { ...row, ...next(row) }]] })
}

function consolidate(world, p, actor, more) {
  const rows = world.views.report_status.list(Infinity, (r) => r.ledger === p.ledger && r.period === p.period).map((r) => r.row)
  const reported = rows.filter((r) => r.state === 'accepted').map((r) => r.unit)
  const missing = rows.filter((r) => r.state !== 'accepted').map((r) => r.unit)
  const told = { period: p.period, summary: p.summary, reported, missing, at: now(world), by: actor.name }
  return amendLedger(world, p.ledger, 'ledger.consolidated', { ...p, reported, missing }, actor, more, (row) => {
    if (row.consolidations?.some((c) => c.period === p.period)) throw new Refusal(3, `${p.period} was consolidated already`, { clause: 'S1.4' })
    return { consolidations: [...(row.consolidations ?? []), told] }
  })
}

function check(world, p, actor, more) {
  return amendLedger(world, p.ledger, 'ledger.checked', p, actor, more, (row) => {
    if (row.checks?.some((c) => c.quarter === p.quarter)) throw new Refusal(3, `quarter ${p.quarter} was checked already; once a quarter is due`, { clause: 'S1.5' })
    return { checks: [...(row.checks ?? []), { quarter: p.quarter, findings: p.findings, recorded: now(world) }] }
  })
}

const param = (name, schema, required) => ({ name, schema, required })
const method = (name, roles, reason, id, required, optional) => ({
  name,
  paramStructure: 'by-name',
  params: [
    ...(id ? [param(id, id === 'ledger' ? ledgerId : text, true)] : []),
    ...Object.entries(required).map(([n, s]) => param(n, s, true)),
    ...Object.entries(optional).map(([n, s]) => param(n, s, false)),
    param('command_id', { type: 'string', format: 'uuid' }, true),
    param('expected_version', { type: 'integer' }, false),
    param('reason', text, reason),
  ],
  'x-roles': roles,
  result: { name: 'result', schema: { type: 'object' } },
})
const period = { type: 'string', format: 'period' }
const kEntry = { type: 'object', properties: {} }

/** Commands on other streams than items: their description, and what they do. */
export const commands = [
  [method('report.submit', kUnit, false, null, { ledger: ledgerId, period }, { unit: unitId, items: { type: 'array', items: text }, summary: text, entries: { type: 'array', items: kEntry } }), submit],
  [method('report.return', kOffice, false, 'report', { findings: text }, {}), judge('report.returned', (p, row, world) => ({ state: 'returned', reason: p.findings, returned_at: now(world), returns: (row.returns ?? 0) + 1 }))],
  [method('report.accept', kOffice, false, 'report', {}, { note: text }), judge('report.accepted', (_, __, world) => ({ state: 'accepted', accepted_at: now(world) }))],
  [method('ledger.consolidate', kOffice, false, 'ledger', { period, summary: text }, {}), consolidate],
  [method('ledger.check', ['supervision'], false, 'ledger', { quarter: { type: 'integer', minimum: 1, maximum: 4 }, findings: text }, {}), check],
  [method('ledger.close', kOffice, false, 'ledger', { summary: text }, {}), (world, p, actor, more) => amendLedger(world, p.ledger, 'ledger.closed', p, actor, more, () => ({ status: 'closed', closing_summary: p.summary }))],
  [method('ledger.amend', kOffice, true, 'ledger', {}, { title: text, report_due_day: { type: 'integer' } }), (world, p, actor, more) => amendLedger(world, p.ledger, 'ledger.amended', p, actor, more, () => ({ ...(p.title ? { title: p.title } : {}), ...(p.report_due_day ? { report_due_day: p.report_due_day } : {}) }))],
]

// ---- queries -------------------------------------------------------------------------------------------------------

const itemsOf = (world, ledger) => world.views.current_ledger.list(Infinity, (r) => r.ledger === ledger).map((r) => r.row)
const kUnderWay = ['entered', 'acknowledged']

function prefill(world, p, actor) {
  const unit = p.unit ?? actor.unit
  if (!unit) throw new Refusal(-32602, '/unit: is required and missing', { path: '/unit' })
  if (!world.views.ledgers.get(p.ledger)) throw new Refusal(2, `no ledger ${p.ledger}`, { path: '/ledger' })
  const rows = itemsOf(world, p.ledger).filter((r) => inUnit(r, unit) && kUnderWay.includes(r.status))
  rows.sort((a, b) => Number(a.number) - Number(b.number))
  const told = world.views.report_status.get(stateKey({ ...p, unit }))?.row ?? null
  return {
    position: world.position, ledger: p.ledger, unit, period: p.period, due: dueOf(p.period), fields: ['percent', 'progress', 'next_measures'], owed: !told || !['submitted', 'accepted'].includes(told.state), report: told,
    entries: rows.map((row) => prefilled(world, row, unit, p.period)),
  }
}

function prefilled(world, row, unit, period) {
  const all = world.views.progress.list(Infinity, (r) => r.item === row.item && r.unit === unit).map((r) => r.row)
  const last = all.filter((r) => r.period < period).sort((a, b) => (a.period < b.period ? 1 : -1))[0] ?? null
  const mine = all.find((r) => r.period === period)
  const acknowledged = row.acknowledged?.includes(unit) ?? false
  const kept = mine ?? { percent: last?.percent ?? '', progress: '', problems: last?.problems, measures: last?.measures, next_measures: last?.next_measures, actuals: last?.actuals ?? [] }
  const pick = (r) => Object.fromEntries(['percent', 'progress', 'achievements', 'problems', 'measures', 'next_measures', 'reasons', 'corrections', 'actuals'].filter((f) => r[f] !== undefined).map((f) => [f, r[f]]))
  return {
    item: row.item, number: row.number, title: row.title, units: row.units, acknowledged, may_report: acknowledged, scheduled_percent: scheduled(period),
    last: last && { period: last.period, ...pick(last) }, reported: Boolean(mine),
    targets: row.targets.map(({ indicator, unit: measure, value, comparator }) => ({ indicator, unit: measure, value, comparator })),
    entry: { item: row.item, actuals: [], ...pick(kept) },
  }
}

export const methods = {
  'report.prefill': prefill,
  'ledger.gaps': (world, p) => ({
    position: world.position,
    items: itemsOf(world, p.ledger).filter((r) => r.missing_fixings?.length).map((r) => ({ item: r.item, number: r.number, title: r.title, lacks: r.missing_fixings })),
  }),
}

export const views = ['plans', 'progress', 'calendar']

// ---- the year so far -----------------------------------------------------------------------------------------------

const system = { account: 'system', name: '系统', role: 'system' }
const holder = { account: 'holder', unit: 'zfb', name: '台账管理员', role: 'ledger_holder' }

export function seed(world) {
  const at = world.now
  world.now = () => Date.parse('2014-08-01T02:00:00Z')
  for (const row of itemsOf(world, 'city-2014')) acknowledgeAll(world, row)
  reports(world)
  plans(world)
  drafts(world)
  calendar(world)
  world.now = at
}

function acknowledgeAll(world, row) {
  const answerable = row.units.flatMap((u) => (u.collective ? u.members : [u.unit]))
  const left = ['29', '31'].includes(row.number) ? answerable.filter((u) => u !== 'fgw') : answerable
  world.views.current_ledger.put(`${row.ledger}/${row.item}`, world.position, { ...row, answerable, acknowledged: left, missing_fixings: ['rewards'], plans: [] })
}

/** June: fgw's was returned, some have not come; before that all is accepted, one of them after a return. July is owed. */
function reports(world) {
  const row = (unit, period, more) => ({ ledger: 'city-2014', period, unit, answers: unit, report: `city-2014.${period}.${unit}`, due: dueOf(period), late: false, missed: false, items: [], summary: '', resubmissions: 0, returns: 0, ...more })
  const known = world.views.report_status.list(Infinity, (r) => r.ledger === 'city-2014').map((r) => r.row)
  for (const r of known) {
    const items = itemsOf(world, 'city-2014').filter((i) => i.progress.some((p) => p.unit === r.unit)).map((i) => i.item)
    const done = { ...row(r.unit, r.period, { ...r, items, summary: `${r.period.slice(5)} 月各项任务按计划推进。`, late: r.late }), state: 'accepted', accepted_at: `${dueOf(r.period)}T08:00:00Z`, ...(r.unit === 'gxw' && r.period === '2014-03' ? { returns: 1, resubmissions: 1, reason: '第 5 项缺完成数，请补。', returned_at: '2014-04-06T02:00:00Z' } : {}) }
    world.views.report_status.put(stateKey(r), world.position, r.period === '2014-06' ? june(done) : done)
  }
  for (const [unit, state] of [['czj', 'late'], ['tjj', 'missed'], ['gtj', 'late']]) world.views.report_status.put(`city-2014/2014-06/${unit}`, world.position, row(unit, '2014-06', { state, late: true, missed: state === 'missed', items: ['t00001'] }))
  for (const unit of ['fgw', 'gxw', 'czj', 'zjj', 'hbj', 'rsj', 'tjj']) world.views.report_status.put(`city-2014/2014-07/${unit}`, world.position, row(unit, '2014-07', { state: 'owed', items: ['t00001'], fields: 12, reminded: unit === 'fgw' ? [3] : [] }))
}

function june(r) {
  const { accepted_at: _, ...open } = r
  if (r.unit === 'fgw') return { ...open, state: 'returned', returns: 1, returned_at: '2014-07-06T03:00:00Z', reason: '固定资产投资未报完成数；新开工项目进度与上月相同，请核实后重报。' }
  return { ...open, state: 'submitted' }
}

function plans(world) {
  const rows = itemsOf(world, 'city-2014')
  const words = { goals: '全年目标分解到季度、到项目。', responsibility: '主任负总责，投资科具体承办。', schedule: '三月开工，九月过半，年底完成。', standards: '按序时进度不低于 100%。', measures: '每周调度，每月通报。' }
  const states = { 1: 'approved', 2: 'returned', 3: 'filed', 5: 'filed', 7: 'missed' }
  for (const [number, state] of Object.entries(states)) {
    const row = rows.find((r) => r.number === number)
    const unit = row.units[0].unit
    const told = state === 'missed' ? { state, missed: true } : { ...words, state, filings: 1, filed_at: '2014-01-28T02:00:00Z', filed_by: '填报员', ...(state === 'returned' ? { findings: '时限只写到年底，请按季度细化。', judged_at: '2014-02-08T02:00:00Z', judged_by: '台账管理员' } : {}) }
    const full = { ledger: row.ledger, item: row.item, unit, due: '2014-01-31', late: false, missed: false, filings: 0, ...told }
    world.views.plans.put(`${row.ledger}/${row.item}/${unit}`, world.position, full)
    world.views.current_ledger.put(`${row.ledger}/${row.item}`, world.position, { ...row, plans: [{ unit, state, late: false, due: '2014-01-31', filed_at: full.filed_at }] })
  }
}

/** Next year's ledger: entered, and some of it lacks a fixing. */
function drafts(world) {
  const ledger = 'city-2015'
  const old = world.views.ledgers.get('city-2014').row
  world.append({ stream: `ledger/${ledger}`, type: 'ledger.opened', data: { title: '2015 年政府工作报告任务分解' }, actor: holder, rows: [['ledgers', ledger, { ...old, ledger, title: '2015 年政府工作报告任务分解', year: 2015, items: 6, statuses: [{ status: 'draft', items: 6 }] }]] })
  world.views.ledgers.put('city-2014', world.position, { ...old, checks: [{ quarter: 1, findings: '一季度账实相符，两项缺责任人，已补。', recorded: '2014-04-20T02:00:00Z' }], overdue_checks: [{ quarter: 2, due: '2014-07-31' }], consolidations: [{ period: '2014-05', summary: '五月份 34 项任务总体过序时。', reported: ['fgw', 'gxw'], missing: ['tjj'], at: '2014-06-08T02:00:00Z', by: '台账管理员' }] })
  const lacks = [[], ['rewards'], ['responsibility', 'rewards'], ['deadline'], [], ['goal', 'rewards']]
  itemsOf(world, 'city-2014').slice(0, 6).forEach((row, i) => {
    const item = `n${String(i + 1).padStart(5, '0')}`
    const { percent: _, progress_text: __, last_period: ___, problems_text: ____, ...rest } = row
    const full = { ...rest, ledger, item, number: String(i + 1), status: 'draft', lamp: 'grey', progress: [], problems: [], milestones: [], plans: [], acknowledged: [], missing_fixings: lacks[i], deadline: lacks[i].includes('deadline') ? undefined : '2015-12-31', extension: undefined, goal: lacks[i].includes('goal') ? undefined : '完成年度目标', rewards: lacks[i].includes('rewards') ? undefined : '纳入年度考核' }
    if (lacks[i].includes('responsibility')) delete full.responsible_person
    world.append({ stream: `item/${item}`, type: 'item.entered', data: { ledger }, actor: holder, rows: [['current_ledger', `${ledger}/${item}`, full]] })
  })
}

function calendar(world) {
  const [first, second, , fourth] = itemsOf(world, 'city-2014')
  const of = (row) => ({ ledger: row.ledger, item: row.item, title: row.title, stream: `item/${row.item}` })
  const rows = [
    { due: '2014-07-05', kind: 'report', state: 'late', title: '2014-06', stream: 'report/city-2014.2014-06.fgw', ledger: 'city-2014', period: '2014-06', was_late: true },
    { due: '2014-08-05', kind: 'report', state: 'open', title: '2014-07', stream: 'report/city-2014.2014-07.fgw', ledger: 'city-2014', period: '2014-07', reminded: [3] },
    { due: '2014-02-10', kind: 'plan', state: 'late', ...of(second), was_late: true },
    { due: '2014-03-31', kind: 'milestone', state: 'missed', ...of(first), title: '一季度集中开工', milestone: 'q1', was_late: true },
    { due: '2014-08-15', kind: 'rectification', state: 'open', ...of(second), stream: 'rectification/r-2014-01' },
    { due: '2014-09-30', kind: 'deadline', state: 'open', ...of(fourth) },
    { due: '2014-01-20', kind: 'acknowledgement', state: 'late', ...of(itemsOf(world, 'city-2014').find((r) => r.number === '29')), was_late: true },
    { due: '2014-12-31', kind: 'deadline', state: 'open', ...of(first) },
    { due: '2014-06-05', kind: 'report', state: 'done', title: '2014-05', stream: 'report/city-2014.2014-05.fgw', ledger: 'city-2014', period: '2014-05', done_at: '2014-06-04T02:00:00Z' },
  ]
  for (const r of rows) world.views.calendar.put(`${r.due}/${r.kind}/${r.stream}/fgw`, world.position, { unit: 'fgw', answers: 'fgw', was_late: false, reminded: [], ...r })
  world.append({ stream: 'report/city-2014.2014-07.fgw', type: 'report.fell_due', data: { ledger: 'city-2014', unit: 'fgw', period: '2014-07', due: '2014-08-05' }, actor: system })
}
