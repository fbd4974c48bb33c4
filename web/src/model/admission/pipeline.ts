/** The way of files through the levels: stages, how long each waits, counts by level and place, filters. Pure. */
import type { UnitRow } from '../rows'
import { date } from '../format'
import { daysBetween } from '../supervision/days'
import type { AdmissionRow } from './rows'
import { classOfIndustry, type AdmissionRules, type Level } from './rules'

/** A level by its name, or one of the ends. */
export type Stage = { key: string; level?: Level; end?: 'passed' | 'admitted' | 'returned' | 'rejected' | 'removed' }

export function stagesOf(rules: AdmissionRules | null, rows: AdmissionRow[] = []): Stage[] {
  const levels = rules?.levels ?? []
  // a level that the rules have no longer may still have files
  const old = [...new Set(rows.map((r) => (r.state === 'filed' ? r.level : undefined)))].filter((l) => l !== undefined && !levels.some((k) => k.name === l)) as string[]
  const at = [...levels, ...old.map((name) => ({ name, role: 'reviews' as const }))].map((level) => ({ key: `level:${level.name}`, level }))
  return [...at, ...(['passed', 'admitted', 'returned', 'rejected', 'removed'] as const).map((end) => ({ key: end, end }))]
}

export function stageOf(row: AdmissionRow): string {
  if (row.state === 'filed') return row.level === undefined ? 'passed' : `level:${row.level}`
  return row.state
}

export const isOpen = (row: AdmissionRow) => row.state === 'filed' || row.state === 'passed' || row.state === 'returned'

/** Whole days since it came to where it lies; nothing where it lies nowhere. */
export function waitingDays(row: AdmissionRow, today: string): number | null {
  if (!isOpen(row)) return null
  const since = row.at_level_since ?? row.steps[row.steps.length - 1]?.at ?? row.filed_at
  return Math.max(0, daysBetween(date(since), today))
}

export interface Filter {
  text: string
  stage: string
  region: string
  industry: string
  admission_class: string
  procedure: string
  /** Only what lacks something that is required. */
  incomplete: boolean
  /** Only what waits for whoever looks. */
  mine: boolean
}

export const noFilter = (): Filter => ({ text: '', stage: '', region: '', industry: '', admission_class: '', procedure: '', incomplete: false, mine: false })

export function matches(row: AdmissionRow, f: Filter, mine: (row: AdmissionRow) => boolean = () => true): boolean {
  const text = f.text.trim().toLowerCase()
  return (
    (!text || `${row.name} ${row.code} ${row.admission}`.toLowerCase().includes(text)) &&
    (!f.stage || stageOf(row) === f.stage) &&
    (!f.region || row.region === f.region) &&
    (!f.industry || row.industry === f.industry) &&
    (!f.admission_class || row.admission_class === f.admission_class) &&
    (!f.procedure || row.procedure === f.procedure) &&
    (!f.incomplete || (isOpen(row) && !row.complete)) &&
    (!f.mine || mine(row))
  )
}

/** Who waits longest comes first; what has ended stands last, the newest first. */
export function inOrder(rows: AdmissionRow[], today: string): AdmissionRow[] {
  const wait = (r: AdmissionRow) => waitingDays(r, today) ?? -1
  return [...rows].sort((a, b) => wait(b) - wait(a) || (a.filed_at < b.filed_at ? 1 : -1))
}

export interface StageCount {
  stage: Stage
  rows: number
  longest: number | null
}

export function countStages(stages: Stage[], rows: AdmissionRow[], today: string): StageCount[] {
  return stages.map((stage) => {
    const here = rows.filter((r) => stageOf(r) === stage.key)
    const waits = here.map((r) => waitingDays(r, today)).filter((d): d is number => d !== null)
    return { stage, rows: here.length, longest: waits.length ? Math.max(...waits) : null }
  })
}

export interface RegionCounts {
  region: string
  stages: Record<string, number>
  all: number
}

export function countRegions(rows: AdmissionRow[]): RegionCounts[] {
  const found = new Map<string, RegionCounts>()
  for (const row of rows) {
    const line = found.get(row.region) ?? { region: row.region, stages: {}, all: 0 }
    const stage = stageOf(row)
    line.stages[stage] = (line.stages[stage] ?? 0) + 1
    line.all++
    found.set(row.region, line)
  }
  return [...found.values()].sort((a, b) => b.all - a.all || (a.region < b.region ? -1 : 1))
}

// ---- who may do what (the server decides; the page offers nothing that it would refuse) ----

export interface Who {
  unit?: string
  roles: string[]
  may(command: string): boolean
}

const kPlaces = new Set(['district', 'zone', 'town', 'street'])
export const isPlace = (u: UnitRow) => kPlaces.has(u.kind)

/** The unit that a role speaks for: its own, or what took its place. */
const isUnit = (id: string | undefined, unit: string | undefined, units: UnitRow[]) =>
  id !== undefined && unit !== undefined && (id === unit || (units.find((u) => u.unit === id) as (UnitRow & { successor?: string }) | undefined)?.successor === unit)

export const holds = (who: Who, holder: string | undefined, units: UnitRow[]) => who.roles.includes('ledger_holder') && isUnit(holder, who.unit, units)

export function filesFor(who: Who, row: Pick<AdmissionRow, 'region' | 'department'>, units: UnitRow[]): boolean {
  return isUnit(row.region, who.unit, units) || isUnit(row.department, who.unit, units)
}

/** Whether the level that the file lies at is looked after by this unit, or by the ledger's holder where it is another's office. */
export function looksAt(who: Who, row: AdmissionRow, rules: AdmissionRules | null, holder: string | undefined, units: UnitRow[]): boolean {
  if (row.state !== 'filed' || row.level === undefined || !who.may('admission.pass')) return false
  const level = rules?.levels.find((l) => l.name === row.level)
  if (level?.role === 'collects') return filesFor(who, row, units)
  if (holds(who, holder, units)) return true
  const own = units.find((u) => u.unit === who.unit)
  if (!own || (own.name !== row.level && !own.aliases?.includes(row.level))) return false
  const parent = units.find((u) => u.unit === own.parent)
  return !parent || !isPlace(parent) || parent.unit === row.region
}

/** What may be done with a file, by its state. */
export function actsOn(who: Who, row: AdmissionRow, rules: AdmissionRules | null, holder: string | undefined, units: UnitRow[]) {
  const holding = holds(who, holder, units)
  const filing = holding || filesFor(who, row, units)
  const reports = who.may('admission.report_statistic') && isUnit(row.enterprise, who.unit, units)
  return {
    look: looksAt(who, row, rules, holder, units),
    attach: filing && who.may('admission.attach_material') && (row.state === 'filed' || row.state === 'returned'),
    refile: filing && who.may('admission.refile') && row.state === 'returned',
    admit: holding && who.may('admission.admit') && row.state === 'passed',
    remove: holding && who.may('admission.remove') && row.state === 'admitted',
    report: reports && (row.state === 'admitted' || row.state === 'removed'),
    find: who.may('admission.find_misreporting') && (who.roles.includes('supervision') || holding) && (row.state === 'admitted' || row.state === 'removed'),
  }
}

/** The department that the regime names for the industry, where such a unit is known. */
export function departmentFor(rules: AdmissionRules | null, industry: string, units: UnitRow[]): string | undefined {
  const name = rules && classOfIndustry(rules, industry)?.department
  return name ? units.find((u) => u.name === name || u.aliases?.includes(name))?.unit : undefined
}
