/** Counts and groups of the supervision board. Pure; what is open is what the view says is not closed. */
import type { Params } from '@/rpc/client'
import type { BoardKind, BoardRow, Measure, MeasureRow, MeasureState, RectificationRow, SupervisedItem } from './rows'

export interface Counters {
  proposals: number
  /** Orders under way whose deadline did not pass. */
  rectifications: number
  /** Orders whose deadline passed. */
  late: number
  /** Items, milestones, plans and acknowledgements whose day passed. */
  overdue: number
  reconsiderations: number
  inspections: number
  listed: number
}

/** A card counts until that day has passed; nobody need do anything for it. */
export const hasLapsed = (until: string | undefined, today: string): boolean => until !== undefined && until < today

/** Cards that stand today, red before yellow, the newest first. */
export function cardsOf(rows: BoardRow[], today: string): BoardRow[] {
  const standing = rows.filter((r) => r.kind === 'card' && !r.closed && r.state === 'standing' && !hasLapsed(r.due, today))
  return standing.sort((a, b) => Number(b.measure === 'red_card') - Number(a.measure === 'red_card') || b.since.localeCompare(a.since))
}

/** What time brought without anybody's doing. */
export const kOverdue: BoardKind[] = ['overdue', 'milestone', 'plan', 'acknowledgement']

/** What is counted, as questions to the view; `narrowed` is what the page is narrowed to. */
export function counterQuestions(narrowed: Params): Record<keyof Counters, { view: string; filter: Params }> {
  const open = (filter: Params) => ({ view: 'supervision_board', filter: { ...narrowed, closed: false, ...filter } })
  return {
    proposals: open({ kind: 'proposal', state: 'open' }),
    rectifications: open({ kind: 'rectification', overdue: false }),
    late: open({ kind: 'rectification', overdue: true }),
    overdue: open({ kind: kOverdue }),
    reconsiderations: open({ kind: 'reconsideration' }),
    inspections: open({ kind: 'inspection' }),
    listed: open({ kind: 'listing' }),
  }
}

/** Not dismissed and not revoked. What is lifted or concluded may still be reconsidered. */
export const kMeasuresInForce: MeasureState[] = ['proposed', 'confirmed', 'approved', 'carried_out', 'referred', 'concluded', 'lifted']
export const kOrdersUnderWay: RectificationRow['state'][] = ['open', 'reported']

/** Whether the party may still ask: once, while it stands, until the day that the view names (rule 10). */
export function mayAskReconsideration(row: { state: string; reconsideration?: unknown; reconsider_until?: string }, today: string): boolean {
  return stands(row) && !row.reconsideration && !(row.reconsider_until && row.reconsider_until < today)
}

const kStanding = new Set(['confirmed', 'approved', 'carried_out', 'referred'])
/** Agreed on, and neither lifted nor revoked nor come to its end. */
export const stands = (row: { state: string }): boolean => kStanding.has(row.state)

/** Whatever concerns a person, and 问责 itself, is an approver's to decide (rule 10). */
export function needsApproval(row: Pick<MeasureRow, 'measure' | 'subject'>): boolean {
  return row.measure === 'inquiry' || row.subject.startsWith('person/')
}

export function hasOpenReconsideration(row: MeasureRow): boolean {
  return row.reconsideration !== undefined && row.reconsideration.decided_at === undefined
}

/** What is counted against a unit once it is carried out. */
export const kStandingMeasures: Measure[] = ['yellow_card', 'red_card', 'criticism', 'summons']

export interface UnitStanding {
  unit: string
  yellow: number
  red: number
  criticisms: number
  summonses: number
  overdue: number
  open: number
}

/** Cards that stand, criticism and summons carried out, rectifications open and overdue, for each unit: worst first. */
export function unitStandings(measures: MeasureRow[], rectifications: RectificationRow[], today: string): UnitStanding[] {
  const found = new Map<string, UnitStanding>()
  const at = (unit: string) => {
    const one = found.get(unit) ?? { unit, yellow: 0, red: 0, criticisms: 0, summonses: 0, overdue: 0, open: 0 }
    found.set(unit, one)
    return one
  }
  for (const m of measures) if (m.unit && m.state === 'carried_out' && !hasLapsed(m.until, today)) count(at(m.unit), m)
  for (const r of rectifications) {
    if (r.state !== 'open' && r.state !== 'reported') continue
    at(r.unit).open++
    if (r.overdue) at(r.unit).overdue++
  }
  const weight = (u: UnitStanding) => u.red * 1e6 + u.yellow * 1e4 + u.criticisms * 1e3 + u.overdue * 100 + u.open + u.summonses * 10
  return [...found.values()].filter((u) => weight(u) > 0).sort((a, b) => weight(b) - weight(a) || (a.unit < b.unit ? -1 : 1))
}

function count(into: UnitStanding, m: MeasureRow): void {
  if (m.measure === 'yellow_card') into.yellow++
  else if (m.measure === 'red_card') into.red++
  else if (m.measure === 'criticism') into.criticisms++
  else if (m.measure === 'summons') into.summonses++
}

export interface ProjectStanding {
  unit: string
  name: string
  projects: number
  percent: number | null
  behind: number
  red: number
  steps: number
}

/**
 * The half-year's standings (S4.5): of each lead unit's projects (of all its items where none is a project), the plain
 * mean of their percent, how many are behind their schedule, how many steps were reached from `from` to `until`.
 */
export function standings(items: SupervisedItem[], from: string, until: string): ProjectStanding[] {
  const projects = items.filter((i) => i.project?.kind)
  const found = new Map<string, SupervisedItem[]>()
  for (const item of projects.length ? projects : items) {
    const lead = item.units.find((u) => u.role === 'lead') ?? item.units[0]
    if (lead && item.status !== 'cancelled') found.set(lead.unit, [...(found.get(lead.unit) ?? []), item])
  }
  const rows = [...found].map(([unit, list]) => standing(unit, list, from, until))
  return rows.sort((a, b) => (b.percent ?? -1) - (a.percent ?? -1) || b.steps - a.steps || a.name.localeCompare(b.name, 'zh'))
}

function standing(unit: string, list: SupervisedItem[], from: string, until: string): ProjectStanding {
  const told = list.filter((i) => i.percent !== undefined)
  const within = (day: string) => day >= from && day <= until
  return {
    unit,
    name: list[0].units.find((u) => u.unit === unit)?.name ?? unit,
    projects: list.length,
    percent: told.length ? Math.round((told.reduce((sum, i) => sum + Number(i.percent), 0) / told.length) * 10) / 10 : null,
    behind: list.filter((i) => i.lamp === 'red' || i.lamp === 'yellow').length,
    red: list.filter((i) => i.lamp === 'red').length,
    steps: list.flatMap((i) => i.project?.steps_reached ?? []).filter((s) => within(s.reached_on)).length,
  }
}
