// The mock's state: an append-only list of events and the views made from them. Just enough rules to show the page
// each kind of answer: refusals with a clause, conflicts, fields at fault, corrections.
import { randomUUID } from 'node:crypto'
import { View } from './history.mjs'
import { chapters, items, persons, units } from './seed.mjs'

export class Refusal extends Error {
  constructor(code, message, data = {}) {
    super(message)
    Object.assign(this, { code, data })
  }
}

export const views = ['ledgers', 'units', 'persons', 'current_ledger', 'audit_trail', 'accountability_history', 'report_status']

export class World {
  constructor({ now = () => Date.now(), all = views } = {}) {
    this.events = []
    this.commands = new Map()
    this.views = Object.fromEntries(all.map((v) => [v, new View()]))
    this.now = now
    this.onEvent = () => undefined
  }

  /** Of the last event; -1 when there is none. */
  get position() {
    return this.events.length - 1
  }

  /** One event: CloudEvent, audit trail, and `rows` as [view, key, row]. */
  append({ stream, type, data, actor, reason, effective, changes = [], rows = [], corrects, command, commandId, time }) {
    const position = this.events.length
    const recorded = new Date(time ?? this.now()).toISOString().replace(/\.\d+Z/, 'Z')
    const version = this.version(stream) + 1
    const row = { position, stream, version, type, recorded, effective: effective ?? recorded, actor, command: command ?? type, command_id: commandId ?? randomUUID(), changes }
    if (reason) row.reason = reason
    if (corrects !== undefined) row.corrects = corrects
    const event = {
      specversion: '1.0', id: `00000000000000a1-${position}`, source: '//mock', type: `taizhang.${type}.v1`, subject: stream, time: recorded,
      sequence: String(position).padStart(20, '0'), streamversion: version, effectivetime: row.effective, reason: reason ?? '',
      authid: actor.account, authtype: 'user', actorname: actor.name, actorunit: actor.unit ?? '', data,
    }
    this.events.push(event)
    const written = [['audit_trail', `${stream}/${String(version).padStart(10, '0')}`, row], ...rows.map(([v, k, r]) => [v, k, stamped(v, r, version, recorded, position)])]
    written.push(...(this.waiting ?? []))
    this.waiting = []
    for (const [view, key, value] of written) this.views[view].put(key, position, value)
    this.onEvent(event, written)
    return { position, stream, version, events: [type], duplicate: false }
  }

  /** A row of another view that the next event brings; told to subscribers with it. */
  tellRow(view, key, row) {
    this.waiting = [...(this.waiting ?? []), [view, key, row]]
  }

  version(stream) {
    this.versions ??= new Map()
    const found = this.views.audit_trail
    const n = this.versions.get(stream) ?? 0
    if (found.rows.has(`${stream}/${String(n + 1).padStart(10, '0')}`)) {
      this.versions.set(stream, n + 1)
      return this.version(stream)
    }
    return n
  }

  positionAt(asOf) {
    if (asOf === undefined || asOf === null) return this.position
    if (typeof asOf === 'number') return Math.min(asOf, this.position)
    const at = Date.parse(asOf)
    if (Number.isNaN(at)) throw new Refusal(-32602, `expected a position or an RFC 3339 time, got "${asOf}"`, { path: '/as_of' })
    let low = -1
    let high = this.position
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (Date.parse(this.events[middle].time) <= at) low = middle
      else high = middle - 1
    }
    return low
  }
}

function stamped(view, row, version, recorded, position) {
  return view === 'current_ledger' ? { ...row, version, changed_at: recorded, changed_position: position } : row
}

const system = { account: 'system', name: '系统', role: 'system' }

/** Opens the ledgers and plays the first half of 2014. `large` adds a second ledger of so many rows. */
export function seed(world, { large = 0 } = {}) {
  let clock = Date.parse('2014-01-06T01:00:00Z')
  const tick = (minutes = 7) => (clock += minutes * 60_000)
  for (const u of units) world.append({ stream: `unit/${u.unit}`, type: 'unit.registered', data: { name: u.name }, actor: system, time: tick(), rows: [['units', u.unit, u]] })
  for (const p of persons) world.append({ stream: `person/${p.person}`, type: 'person.enrolled', data: { name: p.name }, actor: system, time: tick(), rows: [['persons', p.person, p]] })
  const holder = { account: 'holder', unit: 'zfb', name: '台账管理员', role: 'ledger_holder' }
  openLedger(world, holder, { ledger: 'city-2014', title: '2014 年政府工作报告任务分解', count: 34 }, tick)
  playYear(world, tick)
  if (large) openLedger(world, holder, { ledger: 'large', title: `大台账（${large} 项）`, count: large }, () => (clock += 500))
}

function openLedger(world, actor, { ledger, title, count }, tick) {
  const row = { ledger, title, year: 2014, holder: 'zfb', document: { title, number: '青政办发〔2014〕6号', issuer: '市政府办公室' }, status: 'open', report_due_day: 5, chapters, items: count }
  world.append({ stream: `ledger/${ledger}`, type: 'ledger.opened', data: { title }, actor, time: tick(), rows: [['ledgers', ledger, row]] })
  const prefix = ledger === 'large' ? 'L' : ''
  for (const one of items(count)) {
    const item = prefix + one.item
    const full = { ledger, ...one, item, status: 'entered', lamp: 'grey', progress: [], milestones: [], problems: [] }
    if (prefix && Number(one.number) % 3 === 0) Object.assign(full, { status: 'acknowledged', percent: String(Number(one.number) % 97), lamp: ['green', 'yellow', 'red'][Number(one.number) % 7 % 3] })
    const changes = ['number', 'chapter', 'title', 'text', 'units', 'responsible_leader', 'responsible_person', 'deadline', 'targets'].map((f) => ({ field: f, before: null, after: one[f] ?? null })).filter((c) => c.after !== null).concat({ field: 'ledger', before: null, after: ledger })
    world.append({ stream: `item/${item}`, type: 'item.entered', data: { ledger, ...one }, actor, time: tick(3), changes, rows: [['current_ledger', `${ledger}/${item}`, full]] })
  }
}

function playYear(world, tick) {
  const rows = () => world.views.current_ledger.list(Infinity, (r) => r.ledger === 'city-2014').map((r) => r.row)
  const clerkOf = (u) => ({ account: `${u.unit}-clerk`, unit: u.unit, name: `${u.name}填报员`, role: 'unit_clerk' })
  for (const row of rows()) update(world, row, 'item.acknowledged', {}, { status: 'acknowledged' }, clerkOf(row.units[0]), tick(60))
  for (let month = 1; month <= 6; month++) {
    tick(60 * 24 * 24)
    for (const row of rows()) reportMonth(world, row, month, clerkOf(row.units[0]), tick(9))
  }
  const [first, second, third] = rows()
  const boss = { account: 'supervision', unit: 'dcs', name: '顾南乔', role: 'supervision' }
  update(world, first, 'item.revised', { title: '固定资产投资稳增长' }, { title: '固定资产投资稳增长' }, boss, tick(200), '市长办公会定名')
  update(world, second, 'item.urged', { text: '请于本周内补齐开工手续。' }, {}, boss, tick(50))
  update(world, third, 'item.extension_requested', { to: '2015-03-31' }, { extension: { to: '2015-03-31', state: 'requested' } }, clerkOf(third.units[0]), tick(30), '征地进度影响')
  const done = rows()[31]
  update(world, done, 'item.completion_claimed', { summary: '全部公开' }, { status: 'completion_claimed' }, clerkOf(done.units[0]), tick(30))
  update(world, rows()[31], 'item.completion_verified', { findings: '抽查属实' }, { status: 'verified' }, boss, tick(90))
  update(world, rows()[31], 'item.closed_out', {}, { status: 'closed_out' }, boss, tick(10))
}

function reportMonth(world, row, month, actor, time) {
  const n = Number(row.number)
  if ((n + month) % 9 === 0) return
  const pace = [1.15, 0.95, 0.6, 1][n % 4]
  const percent = Math.min(100, Math.round((month / 12) * 1000 * pace) / 10)
  const data = { period: `2014-${String(month).padStart(2, '0')}`, percent: String(percent), progress: `${month} 月按计划推进，累计完成年度任务的 ${percent}%。` }
  if (pace < 0.7) Object.assign(data, { problems: '用地手续尚未批复，资金到位偏慢。', reasons: '审批环节多', corrections: '专人盯办，每周调度一次。', measures: '每周调度' })
  report(world, row, data, actor, time)
}

export function report(world, row, data, actor, time, more = {}, gathered = false) {
  const unit = data.unit ?? actor.unit ?? row.units[0].unit
  const schedule = (Number(data.period.slice(5)) / 12) * 100
  const ratio = Number(data.percent) / schedule
  const lamp = ratio >= 1 ? 'green' : ratio >= 0.8 ? 'yellow' : 'red'
  const next = {
    percent: data.percent, scheduled_percent: String(Math.round(schedule * 10) / 10), lamp, last_period: data.period, progress_text: data.progress, problems_text: data.problems, measures_text: data.measures,
    progress: [...row.progress.filter((p) => p.unit !== unit), { unit, period: data.period, percent: data.percent, position: world.position + 1 }],
    targets: row.targets.map((t) => ({ ...t, actual: data.actuals?.find((a) => a.indicator === t.indicator)?.value ?? t.actual })),
  }
  const told = { ledger: row.ledger, period: data.period, unit, item: row.item, actuals: [], ...data, scheduled_percent: String(Math.round(schedule * 100) / 100), behind: Number(data.percent) < schedule, reported_by: actor.name }
  const key = `${row.ledger}/${data.period}/${unit}/${row.item}`
  const corrected = Boolean(world.views.progress?.get(key))
  if (world.views.progress) world.tellRow('progress', key, { ...told, corrected })
  const result = update(world, row, corrected ? 'item.progress_corrected' : 'item.progress_reported', data, next, actor, time, undefined, more)
  // one item's progress is not yet the month's report (S1.4); the year so far was reported as it was played
  if (gathered || time === undefined) return result
  const late = Number(row.number) % 8 === 5
  const state = { ledger: row.ledger, period: data.period, unit, report: `${row.ledger}.${data.period}.${unit}`, state: 'submitted', late, due: due(data.period), submitted_at: world.events.at(-1).time }
  world.views.report_status.put(`${row.ledger}/${data.period}/${unit}`, world.position, state)
  if (late) {
    const entry = `unit/${unit}/${String(world.position).padStart(20, '0')}`
    world.views.accountability_history.put(entry, world.position, { position: world.position, subject: `unit/${unit}`, kind: 'report_late', item: row.item, ledger: row.ledger, period: data.period, recorded: state.submitted_at, actor_name: actor.name, text: `“${row.title}”${data.period} 月报迟报` })
  }
  return result
}

function due(period) {
  const [y, m] = period.split('-').map(Number)
  return m === 12 ? `${y + 1}-01-05` : `${y}-${String(m + 1).padStart(2, '0')}-05`
}

/** The trail tells a report's texts under the names that the report gives them, and nothing derived. */
const kTold = { progress_text: 'progress', problems_text: 'problems', measures_text: 'measures' }

export function update(world, row, type, data, next, actor, time, reason, more = {}) {
  const after = Object.fromEntries(Object.entries({ ...row, ...next }).filter(([, v]) => v !== undefined))
  const fields = new Set([...Object.keys(row), ...Object.keys(after)])
  const hidden = new Set(['version', 'changed_at', 'changed_position', 'progress', 'lamp', 'scheduled_percent', 'last_period'])
  const changes = [...fields]
    .filter((f) => !hidden.has(f) && JSON.stringify(row[f]) !== JSON.stringify(after[f]))
    .map((f) => ({ field: kTold[f] ?? f, before: row[f] ?? null, after: after[f] ?? null }))
  const key = `${row.ledger}/${row.item}`
  return world.append({ stream: `item/${row.item}`, type, data, actor, time, reason, changes, rows: [['current_ledger', key, after]], ...more })
}
