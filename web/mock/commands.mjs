// The commands that the mock understands, with their schemas for `rpc.discover`.
import { itemCommands } from './clerk.mjs'
import { Refusal, report, update } from './world.mjs'

const text = { type: 'string' }
const unitId = { type: 'string', 'x-id-of': 'unit' }
const dateSchema = { type: 'string', format: 'date' }
const decimal = { type: 'string', format: 'decimal', pattern: '^-?[0-9]+(\\.[0-9]+)?$' }
const actuals = { type: 'array', items: { type: 'object', required: ['indicator', 'value', 'unit'], properties: { indicator: text, value: decimal, unit: text } } }
const target = { type: 'object', required: ['indicator', 'comparator', 'value', 'unit'], properties: { indicator: text, comparator: { type: 'string', enum: ['>=', '>', '<=', '<', '=', '~'] }, value: decimal, unit: text, stretch: { type: 'boolean' } } }
const kUnit = ['unit_clerk', 'unit_leader', 'ledger_holder', 'supervision']
const kOffice = ['ledger_holder', 'supervision']

const put = (type, next) => (world, row, p, actor, more) => update(world, row, type, p, next(p, row, actor), actor, undefined, more.reason, more)

function behind(world, row, p, actor, more) {
  const schedule = (Number(p.period.slice(5)) / 12) * 100
  if (Number(p.percent) < schedule * 0.8 && !(p.reasons && p.corrections))
    throw new Refusal(3, `progress ${p.percent}% is behind the schedule's ${schedule.toFixed(1)}%: state the reasons and the corrections`, { clause: 'S7.3', path: p.reasons ? '/corrections' : '/reasons' })
  return report(world, row, p, actor, undefined, more)
}

function correct(world, row, p, actor, more) {
  const next = { percent: p.percent ?? row.percent, progress_text: p.progress ?? row.progress_text, problems_text: p.problems ?? row.problems_text }
  return update(world, row, 'item.progress_corrected', p, next, actor, undefined, more.reason, { ...more, corrects: p.corrects })
}

const revised = ['number', 'chapter', 'title', 'text', 'goal', 'measures', 'rewards']
const revise = put('item.revised', (p, row) => {
  const next = Object.fromEntries(revised.filter((f) => p[f] !== undefined).map((f) => [f, p[f]]))
  const mended = { goal: next.goal, tasks: next.text, rewards: next.rewards }
  return row.missing_fixings ? { ...next, missing_fixings: row.missing_fixings.filter((f) => !mended[f]) } : next
})

/** name → [roles, reason required, required params, optional params, effect] */
export const commands = {
  'item.acknowledge': [kUnit, false, {}, { unit: unitId }, put('item.acknowledged', (p, row, actor) => ({ status: row.status === 'entered' ? 'acknowledged' : row.status, acknowledged: [...(row.acknowledged ?? []), p.unit ?? actor.unit] }))],
  'item.report_progress': [kUnit, false, { period: { type: 'string', format: 'period' }, percent: decimal, progress: text }, { unit: unitId, achievements: text, problems: text, measures: text, next_measures: text, reasons: text, corrections: text, actuals }, behind],
  'item.correct_progress': [kUnit, true, { corrects: { type: 'integer', minimum: 1 } }, { percent: decimal, progress: text, problems: text, measures: text, actuals }, correct],
  'item.revise': [kOffice, true, {}, Object.fromEntries(revised.map((f) => [f, text])), revise],
  'item.urge': [kOffice, false, { text }, { unit: unitId }, put('item.urged', () => ({}))],
  'item.raise_problem': [kUnit, false, { problem: text, text }, {}, put('item.problem_raised', (p, row) => ({ problems: [...row.problems, { id: p.problem, text: p.text, state: 'open' }] }))],
  'item.plan_milestone': [kUnit, false, { milestone: text, name: text, due: dateSchema }, {}, put('item.milestone_planned', (p, row) => ({ milestones: [...row.milestones, { id: p.milestone, name: p.name, due: p.due }] }))],
  'item.set_target': [kOffice, true, { target }, {}, put('item.target_set', (p, row) => ({ targets: [...row.targets.filter((t) => t.indicator !== p.target.indicator), p.target] }))],
  'item.request_extension': [kUnit, true, { to: dateSchema }, {}, put('item.extension_requested', (p) => ({ extension: { to: p.to, state: 'requested' } }))],
  'item.grant_extension': [kOffice, true, { to: dateSchema }, {}, put('item.extension_granted', (p, row) => ({ deadline: p.to, extension: { to: p.to, state: 'granted' }, missing_fixings: (row.missing_fixings ?? []).filter((f) => f !== 'deadline') }))],
  'item.refuse_extension': [kOffice, true, {}, { advice: text }, put('item.extension_refused', (_, row) => ({ extension: { ...row.extension, state: 'refused' } }))],
  'item.claim_completion': [['unit_leader', ...kOffice], false, { summary: text }, {}, put('item.completion_claimed', () => ({ status: 'completion_claimed' }))],
  'item.verify_completion': [kOffice, false, { findings: text }, {}, put('item.completion_verified', () => ({ status: 'verified' }))],
  'item.reject_completion': [kOffice, true, { findings: text }, {}, put('item.completion_rejected', () => ({ status: 'acknowledged' }))],
  'item.close_out': [kOffice, false, {}, { note: text }, put('item.closed_out', () => ({ status: 'closed_out' }))],
  ...itemCommands,
}

/** Commands on other streams than items, from the mock's parts: name → [its description, what it does]. */
const others = new Map()

export function addCommands(list) {
  for (const [described, effect] of list) others.set(described.name, [described, effect])
}

export function isKnown(name) {
  return name in commands || others.has(name)
}

function runOther(world, name, params, actor) {
  const [described, effect] = others.get(name)
  const { command_id, expected_version: _, reason, ...data } = params
  if (!described['x-roles'].includes(actor.role)) throw new Refusal(5, `${actor.role} may not ${name}`)
  if (!command_id) throw new Refusal(-32602, 'expected a UUID, got nothing', { path: '/command_id' })
  const before = world.commands.get(command_id)
  if (before) return { ...before, duplicate: true }
  const missing = described.params.find((p) => p.required && (params[p.name] === undefined || params[p.name] === ''))
  if (missing) throw new Refusal(-32602, `/${missing.name}: is required and missing`, { path: `/${missing.name}` })
  const result = effect(world, data, actor, { reason, command: name, commandId: command_id })
  world.commands.set(command_id, result)
  return result
}

export function openRpc() {
  const param = (name, schema, required) => ({ name, schema, required })
  const methods = Object.entries(commands).map(([name, [roles, reason, required, optional]]) => ({
    name,
    paramStructure: 'by-name',
    params: [
      param('item', text, true),
      ...Object.entries(required).map(([n, s]) => param(n, s, true)),
      ...Object.entries(optional).map(([n, s]) => param(n, s, false)),
      param('command_id', { type: 'string', format: 'uuid' }, true),
      param('expected_version', { type: 'integer' }, false),
      param('reason', text, reason),
      param('effective_at', { type: 'string', format: 'date-time' }, false),
    ],
    'x-roles': roles,
    result: { name: 'result', schema: { type: 'object' } },
  }))
  methods.push(...[...others.values()].map(([described]) => described))
  return { openrpc: '1.2.6', info: { title: 'taizhang (mock)', version: '1' }, methods }
}

export function run(world, name, params, actor) {
  if (others.has(name)) return runOther(world, name, params, actor)
  const [roles, reasonRequired, required, optional, effect] = commands[name]
  const { item, command_id, expected_version, reason, effective_at, ...data } = params
  if (!roles.includes(actor.role)) throw new Refusal(5, `${actor.role} may not ${name}`)
  if (!command_id) throw new Refusal(-32602, 'expected a UUID, got nothing', { path: '/command_id' })
  const before = world.commands.get(command_id)
  if (before) return { ...before, duplicate: true }
  check(data, required, optional)
  const row = findItem(world, item)
  if (actor.unit && actor.role.startsWith('unit_') && !row.units.some((u) => u.unit === actor.unit || u.members.includes(actor.unit)))
    throw new Refusal(5, `unit ${actor.unit} is not among the item's units`)
  if (reasonRequired && !reason) throw new Refusal(3, 'a reason is required where history is changed', { path: '/reason', clause: 'rule 1' })
  conflict(world, row, expected_version)
  const result = effect(world, row, data, actor, { reason, effective: effective_at, command: name, commandId: command_id })
  world.commands.set(command_id, result)
  return result
}

function check(data, required, optional) {
  for (const name of Object.keys(required)) if (data[name] === undefined || data[name] === '') throw new Refusal(-32602, `expected ${name}, got nothing`, { path: `/${name}` })
  for (const [name, value] of Object.entries(data)) {
    const schema = required[name] ?? optional[name]
    if (!schema) throw new Refusal(-32602, `unknown member ${name}`, { path: `/${name}` })
    if (schema.pattern && !new RegExp(schema.pattern).test(value)) throw new Refusal(-32602, `expected a decimal such as 42.5, got "${value}"`, { path: `/${name}` })
  }
  if (data.percent !== undefined && !(Number(data.percent) >= 0 && Number(data.percent) <= 100)) throw new Refusal(3, `percent must be 0 to 100, got ${data.percent}`, { path: '/percent', clause: 'S1.2' })
}

function findItem(world, item) {
  for (const key of world.views.current_ledger.rows.keys()) if (key.endsWith(`/${item}`)) return world.views.current_ledger.get(key).row
  throw new Refusal(2, `no item ${item}`, { path: '/item' })
}

function conflict(world, row, expected) {
  if (expected === undefined || expected === row.version) return
  const since = world.events
    .filter((e) => e.subject === `item/${row.item}` && e.streamversion > expected)
    .map((e) => ({ version: e.streamversion, position: Number(e.sequence), type: e.type.replace(/^taizhang\.|\.v1$/g, ''), actor: e.actorname, recorded: e.time, reason: e.reason, data: e.data }))
  throw new Refusal(1, `expected version ${expected}, the item is at ${row.version}`, { version: row.version, changes: since })
}
