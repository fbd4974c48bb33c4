// The commands of supervision that the mock understands, with a few of the rules that refuse.
import { Refusal } from '../world.mjs'
import { draftText } from './documents.mjs'
import { dayOf, judgeItem, nowOf, record, rowOf, step } from './rows.mjs'

const s = { type: 'string' }
const day = { type: 'string', format: 'date' }
const array = { type: 'array', items: {} }
const kOffice = ['supervision']
const kUnit = ['unit_clerk', 'unit_leader']
const kBoth = ['supervision', 'ledger_holder']
const kDeciders = ['supervision', 'approver']

/** `item!` is required. */
function command(name, roles, params, effect) {
  const described = params.split(' ').filter(Boolean).map((p) => ({ name: p.replace('!', ''), required: p.endsWith('!'), schema: /deadline|until|_on|^on|^to$/.test(p) ? day : /s!?$|present|body|evidence/.test(p) ? array : s }))
  return [{ name, paramStructure: 'by-name', params: [...described, { name: 'command_id', required: true, schema: { type: 'string', format: 'uuid' } }], 'x-roles': roles, result: { name: 'result', schema: { type: 'object' } } }, effect]
}

const refuse = (message, clause, path) => {
  throw new Refusal(3, message, { clause, ...(path ? { path } : {}) })
}
const approvable = (m) => m.measure === 'inquiry' || m.subject.startsWith('person/')
const author = (m, actor) => m.steps.some((x) => x.account === actor.account)
const days = (from, n) => new Date(Date.parse(`${from}T00:00:00Z`) + n * 86400e3).toISOString().slice(0, 10)

const measure = (type, change) => (world, p, actor, more) => {
  const m = rowOf(world, 'accountability', p.accountability)
  const [next, text] = change(m, p, actor, world)
  return record(world, 'accountability', p.accountability, step(world, m, type, actor, text, next, more), `accountability.${type}`, p, actor, more)
}

function propose(world, p, actor, more) {
  const [kind, id] = p.subject.split('/')
  const person = kind === 'person' ? world.views.persons.get(id)?.row : undefined
  const base = { accountability: p.accountability, state: 'proposed', subject: p.subject, unit: person?.unit ?? id, person: person?.person, post: person?.post, name: person?.name, items: [], evidence: [], present: [], steps: [], proposed_at: nowOf(world), proposed_by: actor.name, ...p }
  return record(world, 'accountability', p.accountability, step(world, base, 'proposed', actor, p.grounds, {}, more), 'accountability.proposed', p, actor, more)
}

function confirm(world, p, actor, more) {
  const m = rowOf(world, 'accountability', p.accountability)
  if (m.state !== 'proposed') refuse(`measure of accountability '${p.accountability}' was carried out already`, 'S1.7')
  if (approvable(m)) refuse(`measure of accountability '${p.accountability}' concerns a person or is an inquiry; an approving authority decides on it`, 'rule 10')
  if (m.steps[0].account === actor.account) refuse('whoever proposed a measure does not confirm it; leave it to a colleague', 'rule 6')
  const card = m.measure.endsWith('_card')
  const deadline = p.deadline ?? m.deadline
  if (m.measure === 'rectification') order(world, { rectification: p.accountability, unit: m.unit, item: m.items[0], ledger: m.ledger, demand: m.grounds, deadline, clause: m.clause, proposal: p.accountability }, actor, more)
  const change = card ? { state: 'carried_out', colour: m.measure.split('_')[0], until: days(dayOf(world), 365) } : { state: m.measure === 'rectification' ? 'carried_out' : 'confirmed', deadline }
  return record(world, 'accountability', p.accountability, step(world, m, 'confirmed', actor, p.note, change, more), 'accountability.confirmed', p, actor, more)
}

function order(world, p, actor, more) {
  if (p.deadline < dayOf(world)) throw new Refusal(-32602, `/deadline: expected a day to come, got ${p.deadline}`, { path: '/deadline' })
  const row = { ...p, answers: p.unit, state: 'open', first_deadline: p.deadline, overdue: false, times_overdue: 0, ordered_at: nowOf(world), ordered_by: actor.name, reports: [], rejections: [], extensions: [], reminded: [] }
  if (p.inspection) {
    const i = rowOf(world, 'inspections', p.inspection)
    world.tellRow('inspections', p.inspection, { ...i, findings: i.findings.map((f) => (f.finding === p.finding ? { ...f, rectification: p.rectification } : f)) })
  }
  return record(world, 'rectifications', p.rectification, row, 'rectification.ordered', p, actor, more)
}

const rectification = (type, change) => (world, p, actor, more) => {
  const r = rowOf(world, 'rectifications', p.rectification)
  return record(world, 'rectifications', p.rectification, { ...r, ...change(r, p, actor, world, more) }, `rectification.${type}`, p, actor, more)
}
const closing = (state) => (r, p, actor, world) => {
  if (state === 'accepted' && r.state !== 'reported') refuse(`rectification '${r.rectification}' is open: the unit has reported no finished result yet`, 'S1.7')
  return { state, overdue: false, closed_at: nowOf(world), closed_by: actor.name, findings: p.findings ?? p.note }
}

const inspection = (type, change) => (world, p, actor, more) => {
  const i = rowOf(world, 'inspections', p.inspection)
  return record(world, 'inspections', p.inspection, { ...i, ...change(i, p, world) }, `inspection.${type}`, p, actor, more)
}
const review = (type, change) => (world, p, actor, more) => {
  const r = rowOf(world, 'reviews', p.review)
  return record(world, 'reviews', p.review, { ...r, ...change(r, p, world) }, `review.${type}`, p, actor, more)
}
const bulletin = (type, change) => (world, p, actor, more) => {
  const b = rowOf(world, 'bulletins', p.bulletin)
  return record(world, 'bulletins', p.bulletin, { ...b, ...change(b, p, world, actor, more) }, `bulletin.${type}`, p, actor, more)
}
const regime = (type, change) => (world, p, actor, more) => {
  const r = rowOf(world, 'regimes', p.regime)
  return record(world, 'regimes', p.regime, { ...r, ...change(r, p, world, actor, more) }, `regime.${type}`, p, actor, more)
}

/** No digest at all, but something that differs where the text does. */
export function digest(text) {
  let h = 2166136261
  for (const c of text) h = Math.imul(h ^ c.codePointAt(0), 16777619) >>> 0
  return h.toString(16).padStart(8, '0').repeat(8)
}

export const commands = [
  command('accountability.propose', kOffice, 'accountability! measure! subject! grounds! ledger items rectification evidence clause deadline', propose),
  command('accountability.confirm', kOffice, 'accountability! note deadline', confirm),
  command('accountability.dismiss', kDeciders, 'accountability! findings! reason!', measure('dismissed', (m, p) => (m.state === 'proposed' ? [{ state: 'dismissed' }, p.findings] : refuse('was carried out already', 'S1.7')))),
  command('accountability.approve', ['approver'], 'accountability! authority! note', measure('approved', (m, p, actor) => (author(m, actor) ? refuse('whoever proposed it does not approve it; leave it to another account', 'rule 10') : [{ state: 'approved', authority: p.authority }, p.note]))),
  command('accountability.issue_card', kOffice, 'accountability! colour! until', measure('card_issued', (m, p, _, world) => [{ state: 'carried_out', colour: p.colour, until: p.until ?? days(dayOf(world), 365) }])),
  command('accountability.lift_card', kOffice, 'accountability! findings! reason!', measure('card_lifted', (_, p) => [{ state: 'lifted' }, p.findings])),
  command('accountability.circulate_criticism', kOffice, 'accountability! text! bulletin', measure('criticism_circulated', (_, p) => [{ state: 'carried_out', text: p.text, bulletin: p.bulletin }, p.text])),
  command('accountability.hold_summons', kOffice, 'accountability! held_on! present! record!', measure('summons_held', (_, p) => [{ state: 'carried_out', on: p.held_on, present: p.present, text: p.record }, p.record])),
  command('accountability.make_statement', [...kOffice, ...kUnit], 'accountability! made_on! text!', measure('statement_made', (_, p) => [{ state: 'carried_out', on: p.made_on, text: p.text }, p.text])),
  command('accountability.refer', kDeciders, 'accountability! to! text!', measure('referred', (_, p) => [{ state: 'referred', referred_to: p.to, text: p.text }, `${p.to}：${p.text}`])),
  command('accountability.record_outcome', kDeciders, 'accountability! outcome! document', measure('outcome_recorded', (_, p) => [{ state: 'concluded', outcome: p.outcome, document: p.document }, p.outcome])),
  command('accountability.request_reconsideration', kUnit, 'accountability! grounds!', measure('reconsideration_requested', (_, p, actor, world) => [{ reconsideration: { grounds: p.grounds, requested_at: nowOf(world), requested_by: actor.name, decide_by: days(dayOf(world), 30), overdue: false } }, p.grounds])),
  command('accountability.decide_reconsideration', kDeciders, 'accountability! ruling! findings! reason!', measure('reconsideration_decided', (m, p, actor, world) => {
    if (author(m, actor)) refuse('whoever proposed, agreed on or carried out a measure does not reconsider it; leave it to another account', 'rule 10')
    return [{ ...(p.ruling === 'revoked' ? { state: 'revoked' } : {}), reconsideration: { ...m.reconsideration, ruling: p.ruling, findings: p.findings, decided_at: nowOf(world), decided_by: actor.name } }, p.findings]
  })),
  command('rectification.order', kOffice, 'rectification! unit! demand! deadline! item ledger inspection finding clause', order),
  command('rectification.report', kUnit, 'rectification! result! finished', rectification('reported', (r, p, actor, world) => ({ state: p.finished ? 'reported' : r.state, reports: [...r.reports, { result: p.result, finished: p.finished, at: nowOf(world), by: actor.name, position: world.position + 1 }] }))),
  command('rectification.accept', kOffice, 'rectification! findings!', rectification('accepted', closing('accepted'))),
  command('rectification.reject', kOffice, 'rectification! findings! deadline', rectification('rejected', (r, p, actor, world) => ({ state: 'open', deadline: p.deadline ?? r.deadline, overdue: p.deadline ? false : r.overdue, rejections: [...r.rejections, { ...p, at: nowOf(world), by: actor.name }] }))),
  command('rectification.extend', kOffice, 'rectification! to! reason!', rectification('extended', (r, p, actor, world, more) => ({ deadline: p.to, overdue: false, extensions: [...r.extensions, { to: p.to, at: nowOf(world), by: actor.name, reason: more.reason }] }))),
  command('rectification.withdraw', kOffice, 'rectification! note reason!', rectification('withdrawn', closing('withdrawn'))),
  command('inspection.schedule', kOffice, 'inspection! kind! title! on! units items inspectors ledger', (world, p, actor, more) => {
    if (!p.inspectors?.length) refuse('/inspectors: name at least one person who inspects', 'S1.6', '/inspectors')
    return record(world, 'inspections', p.inspection, { units: [], items: [], inspectors: [], ...p, state: 'scheduled', findings: [], scheduled_at: nowOf(world), scheduled_by: actor.name }, 'inspection.scheduled', p, actor, more)
  }),
  command('inspection.hold', kOffice, 'inspection! held_on! summary!', inspection('held', (_, p) => ({ state: 'held', held_on: p.held_on, summary: p.summary }))),
  command('inspection.record_finding', kOffice, 'inspection! finding! unit! text! severity item', inspection('finding_recorded', (i, { inspection: _, ...f }, world) => ({ findings: [...i.findings, { ...f, at: nowOf(world) }] }))),
  command('inspection.cancel', kOffice, 'inspection! note reason!', inspection('cancelled', (_, p) => ({ state: 'cancelled', summary: p.note }))),
  command('item.list', kOffice, 'item! text! until', (world, p, actor, more) => judgeItem(world, p.item, { supervision: { listed: { text: p.text, until: p.until, since: nowOf(world) } } }, 'item.listed', p, actor, more)),
  command('item.delist', kOffice, 'item! findings!', (world, p, actor, more) => judgeItem(world, p.item, { supervision: { listed: undefined } }, 'item.delisted', p, actor, more)),
  command('item.assess_confidence', kOffice, 'item! confidence! grounds! period', (world, p, actor, more) => judgeItem(world, p.item, { supervision: { confidence: { confidence: p.confidence, grounds: p.grounds, period: p.period, at: nowOf(world), by: actor.name } } }, 'item.confidence_assessed', p, actor, more)),
  command('item.advance_stage', [...kOffice, ...kUnit], 'item! step! reached_on! note', (world, p, actor, more) => {
    const row = world.views.current_ledger.list(Infinity, (r) => r.item === p.item)[0].row
    return judgeItem(world, p.item, { project: { ...row.project, stage: p.step, steps_reached: [...(row.project?.steps_reached ?? []), { step: p.step, reached_on: p.reached_on, note: p.note }] } }, 'item.stage_advanced', p, actor, more)
  }),
  command('review.schedule', kBoth, 'review! kind! title! on! organiser! host ledger objects', (world, p, actor, more) => {
    if (p.kind === 'tour' && !p.host) refuse('/host: a tour is hosted by one district at a time; name it', 'S4.2', '/host')
    return record(world, 'reviews', p.review, { objects: [], ...p, state: 'scheduled', present: [], remarks: [] }, 'review.scheduled', p, actor, more)
  }),
  command('review.reschedule', kBoth, 'review! on host objects reason!', review('rescheduled', (r, p) => ({ on: p.on ?? r.on, first_on: p.on && p.on !== r.on ? (r.first_on ?? r.on) : r.first_on, host: p.host ?? r.host, objects: p.objects?.length ? p.objects : r.objects }))),
  command('review.hold', kBoth, 'review! held_on! summary! present', review('held', (_, p) => ({ state: 'held', held_on: p.held_on, summary: p.summary, present: p.present ?? [] }))),
  command('review.make_remark', kBoth, 'review! remark! by! text! item unit', review('remark_made', (r, { review: _, ...remark }, world) => ({ remarks: [...r.remarks, { ...remark, at: nowOf(world) }] }))),
  command('review.issue_minutes', kBoth, 'review! bulletin!', review('minutes_issued', (_, p) => ({ minutes: p.bulletin }))),
  command('review.cancel', kBoth, 'review! note reason!', review('cancelled', (_, p) => ({ state: 'cancelled', summary: p.note }))),
  command('bulletin.issue', kBoth, 'bulletin! kind! title! number ledger review from until stands_on! addressed_to body! signed_by! dated! edited', (world, p, actor, more) => record(world, 'bulletins', p.bulletin, { addressed_to: '', ...p, body: p.body.map((b) => ({ rows: [], text: '', ...b })), state: 'issued', digest: digest(draftText(p)), issued_at: nowOf(world), issued_by: actor.name, published: [] }, 'bulletin.issued', p, actor, more)),
  command('bulletin.publish', kBoth, 'bulletin! where!', bulletin('published', (b, p, world, actor) => ({ state: 'published', published: [...b.published, { where: p.where, at: nowOf(world), by: actor.name }] }))),
  command('bulletin.withdraw', kBoth, 'bulletin! replaced_by reason!', bulletin('withdrawn', (_, p, world, __, more) => ({ state: 'withdrawn', withdrawn_at: nowOf(world), withdrawn_why: more.reason, replaced_by: p.replaced_by }))),
  command('regime.adopt', kBoth, 'regime! title! system! text!', (world, p, actor, more) => record(world, 'regimes', p.regime, { ...p, digest: digest(p.text), adopted_at: nowOf(world), amended: [], repealed: false }, 'regime.adopted', p, actor, more)),
  command('regime.amend', kBoth, 'regime! text! reason!', regime('amended', (r, p, world, actor, more) => ({ text: p.text, digest: digest(p.text), amended: [...r.amended, { at: nowOf(world), position: world.position + 1, digest: digest(p.text), by: actor.name, reason: more.reason }] }))),
  command('ledger.keep_rhythm', kBoth, 'ledger! rhythm! occasion! on! text! by', (world, p, actor, more) => {
    const held = world.views.calendar.list(Infinity, (r) => r.kind === 'rhythm' && r.ledger === p.ledger && r.title === p.rhythm && r.rhythm.occasion === p.occasion)[0]
    if (!held) refuse(`/occasion: '${p.rhythm}' has no '${p.occasion}'`, 'S6.6', '/occasion')
    const late = held.row.was_late || p.on > held.row.due
    world.tellRow('calendar', held.key, { ...held.row, state: 'done', was_late: late, done_at: nowOf(world), rhythm: { ...held.row.rhythm, done_on: p.on, text: p.text, by: p.by ?? [] } })
    return world.append({ stream: `ledger/${p.ledger}`, type: 'ledger.rhythm_kept', data: { ...p, late }, actor, reason: more.reason, command: more.command, commandId: more.commandId })
  }),
  command('regime.repeal', kBoth, 'regime! replaced_by reason!', regime('repealed', (_, p) => ({ repealed: true, replaced_by: p.replaced_by }))),
]
