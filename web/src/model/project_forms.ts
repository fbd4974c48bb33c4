/**
 * Commands on a project as forms: where the regime or the project itself says what may be named, it is chosen from a list
 * with the regime's words, instead of typed. Which commands are offered, where, and with what filled in. Pure.
 */
import type { Who } from './item_actions'
import type { NeedRow, ProjectRow, ScheduleRow } from './project_rows'
import type { Named, ProjectRules } from './project_rules'
import type { UnitOnItem } from './rows'
import type { JsonSchema, Method } from './schema'

export interface Subject {
  row: ProjectRow
  rules: ProjectRules
  needs: NeedRow[]
  schedule: ScheduleRow[]
}
/** The words of a member of an enumeration. */
export type Say = (family: 'library' | 'leaving' | 'adjustment', name: string) => string

/** By the part of the panel beside which they stand. */
export const kActs = {
  profile: ['item.profile', 'item.route'],
  plan: ['item.apply_plan', 'item.set_tier', 'item.set_batch', 'item.adjust_plan'],
  library: ['item.enter_library', 'item.leave_library', 'item.set_reserve_class'],
  people: ['item.assign_paired_leader', 'item.assign_people', 'item.form_task_force', 'item.form_procedures_team', 'item.assign_service_officer'],
  commitments: ['item.sign_commitment'],
  investment: ['item.book_investment'],
  schedule: ['item.plan_milestone', 'item.reach_milestone', 'item.advance_stage'],
  materials: ['item.attach_material', 'item.complete_procedure'],
  problems: ['item.raise_problem', 'item.escalate_problem', 'item.resolve_problem'],
  needs: ['item.request_support', 'item.grant_support', 'item.decline_support'],
} as const
export type Part = keyof typeof kActs

const kUnitRoles = ['unit_clerk', 'unit_leader']
/** For a unit's own people: what the lead does, and what every party does. */
const kOfLead = new Set(['item.profile', 'item.apply_plan', 'item.set_reserve_class', 'item.form_procedures_team', 'item.assign_service_officer', 'item.complete_procedure', 'item.attach_material', 'item.assign_people', 'item.plan_milestone', 'item.reach_milestone', 'item.advance_stage', 'item.form_task_force'])
const kOfParties = new Set(['item.book_investment', 'item.request_support', 'item.raise_problem', 'item.escalate_problem', 'item.resolve_problem'])
/** Also where the project has ended: what is completed leaves its library. */
const kAlsoEnded = new Set(['item.leave_library'])
const kWorkedOn = new Set(['item.reach_milestone', 'item.advance_stage', 'item.complete_procedure', 'item.book_investment', 'item.raise_problem', 'item.escalate_problem', 'item.resolve_problem'])
const kEnded = ['closed_out', 'cancelled', 'merged', 'carried_over']

const isParty = (units: UnitOnItem[], unit: string) => units.some((u) => u.unit === unit || u.members?.includes(unit))
const isLead = (row: ProjectRow, unit: string) => row.lead === unit || row.units.some((u) => u.role === 'lead' && (u.unit === unit || u.members?.includes(unit)))
export const mayAnswer = (need: NeedRow, who: Who): boolean => need.state === 'requested' && (!isOfUnit(who) || [need.from, need.answers].includes(who.unit))

function isOfUnit(who: Who): boolean {
  return who.roles.length > 0 && who.roles.every((r) => kUnitRoles.includes(r))
}

/** The server decides; this only keeps the page from offering what it would refuse for sure. */
export function isOffered(command: string, s: Subject, who: Who): boolean {
  if (kEnded.includes(s.row.status) && !kAlsoEnded.has(command)) return false
  if (kWorkedOn.has(command) && (s.row.status === 'draft' || s.row.status === 'suspended')) return false
  if (!fits(command, s, who)) return false
  if (!isOfUnit(who)) return true
  if (kOfLead.has(command)) return isLead(s.row, who.unit ?? '')
  return !kOfParties.has(command) || isParty(s.row.units, who.unit ?? '') || isLead(s.row, who.unit ?? '')
}

function fits(command: string, { row, rules, needs, schedule }: Subject, who: Who): boolean {
  switch (command) {
    case 'item.route':
      return row.profile.signed_on !== undefined
    case 'item.set_tier':
      return rules.tiers.length > 0
    case 'item.set_batch':
      return rules.batches.length > 0
    case 'item.set_reserve_class':
      return rules.reserves.length > 0
    case 'item.enter_library':
      return row.libraries.length < 3
    case 'item.leave_library':
      return row.libraries.length > 0
    case 'item.reach_milestone':
      return schedule.some((m) => m.milestone && !m.reached_on)
    case 'item.advance_stage':
      return row.kind !== undefined
    case 'item.escalate_problem':
    case 'item.resolve_problem':
      return row.problems.some((p) => p.state !== 'resolved')
    case 'item.grant_support':
    case 'item.decline_support':
      return needs.some((n) => mayAnswer(n, who))
    default:
      return true
  }
}

type Choice = { key: string; title: string }
const words = (list: Named[]): Choice[] => list.map(({ key, title }) => ({ key, title }))
const plain = (list: string[]): Choice[] => list.map((key) => ({ key, title: key }))

function choicesFor(command: string, param: string, s: Subject, say: Say): Choice[] | null {
  const { row, rules } = s
  const said = (family: Parameters<Say>[0], names: string[]) => names.map((key) => ({ key, title: say(family, key) }))
  switch (param) {
    case 'tier':
      return words(rules.tiers)
    case 'batch':
      return words(rules.batches)
    case 'reserve_class':
      return words(rules.reserves)
    case 'sector':
      return plain(rules.sectors)
    case 'material':
      return plain([...new Set(rules.materials.flatMap((m) => m.anyOf.flat()))])
    case 'library':
      return said('library', command === 'item.leave_library' ? row.libraries : ['signed_projects', 'plan', 'reserve'].filter((l) => !row.libraries.includes(l as never)))
    case 'because':
      return said('leaving', ['started', 'completed', 'cancelled', 'moved', 'decided'])
    case 'adjustment':
      return said('adjustment', ['added', 'changed', 'cancelled'])
    case 'kind':
      return words(rules.supports)
    case 'step':
      return command === 'item.advance_stage' ? plain(rules.kinds.find((k) => k.name === row.kind)?.steps ?? []) : null
    case 'to':
      return command === 'item.escalate_problem' ? words(rules.levels) : null
    case 'problem':
      return command === 'item.raise_problem' ? null : row.problems.filter((p) => p.state !== 'resolved').map((p) => ({ key: p.id, title: p.text }))
    case 'support':
      return command === 'item.request_support' ? null : s.needs.filter((n) => n.state === 'requested').map((n) => ({ key: n.support, title: `${n.kind_title}：${n.text}` }))
    case 'milestone':
      return command === 'item.reach_milestone' ? s.schedule.filter((m) => m.milestone && !m.reached_on).map((m) => ({ key: m.milestone, title: m.name })) : null
    default:
      return null
  }
}

const kMoney = new Set(['total_investment', 'year_investment', 'done_before'])
const money = (): JsonSchema => ({ type: 'object', required: ['value', 'unit'], properties: { value: { type: 'string', format: 'decimal' }, unit: { type: 'string', enum: ['亿元', '万元', '元'] } } })

/** The method with its parameters as lists to choose from, where there is a list. `x-labels` are their words. */
export function prepared(method: Method, s: Subject, say: Say): Method {
  const asked = { tier: s.rules.tiers, batch: s.rules.batches } as Record<string, Named[] | undefined>
  const shown = method.params.filter((p) => p.name !== 'qualifies' && p.name !== 'effective_at' && asked[p.name]?.length !== 0)
  return {
    ...method,
    params: shown.map((p) => {
      if (kMoney.has(p.name) || (p.name === 'amount' && method.name === 'item.book_investment')) return { ...p, schema: money() }
      const choices = choicesFor(method.name, p.name, s, say)
      if (!choices?.length) return p
      return { ...p, schema: { type: 'string', enum: choices.map((c) => c.key), 'x-labels': Object.fromEntries(choices.map((c) => [c.key, c.title])) } }
    }),
  }
}

/** What can be told from the project is not asked for. */
export function presetOf(command: string, s: Subject, month: string): Record<string, unknown> {
  const { row } = s
  const open = row.problems.find((p) => p.state !== 'resolved')
  switch (command) {
    case 'item.profile': {
      const { owner, site, region, sector, industry, content, total_investment, year_investment, year_aim, signed_on } = row.profile
      const known = { owner, site, region, sector, industry, content, total_investment, year_investment, year_aim, signed_on, start: row.days.start, finish: row.days.finish }
      return Object.fromEntries(Object.entries(known).filter(([, v]) => v !== undefined))
    }
    case 'item.apply_plan':
      return { year: row.year + 1 }
    case 'item.set_tier':
    case 'item.set_batch':
      return { year: row.year }
    case 'item.book_investment':
      return { period: month, amount: { value: '', unit: row.investment.unit } }
    case 'item.resolve_problem':
      return { problem: open?.id ?? '' }
    case 'item.escalate_problem': {
      const next = s.rules.levels[s.rules.levels.findIndex((l) => l.key === open?.level) + 1]
      return { problem: open?.id ?? '', to: next?.key ?? '' }
    }
    case 'item.leave_library':
      return row.libraries.length === 1 ? { library: row.libraries[0] } : {}
    case 'item.route':
      return row.profile.region ? { district: row.profile.region } : {}
    case 'item.reach_milestone':
      return { milestone: s.schedule.find((m) => m.milestone && !m.reached_on)?.milestone ?? '' }
    default:
      return {}
  }
}
