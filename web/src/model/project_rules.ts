/**
 * What the project pages must know of a regime: its names for tiers, batches, classes, needs and levels, and which fields
 * and materials it asks of a project. Read from the regime's text; whether the text is right is the server's to say. Pure.
 */
import type { ProjectRow } from './project_rows'
import type { ItemRow } from './rows'
import { listOf, readToml, tableOf, textOf, textsOf, type TomlTable } from './toml'

export interface Named {
  key: string
  title: string
  definition?: string
}
export interface Support extends Named {
  unit?: string
}
export interface Level extends Named {
  days?: number
}
export interface FieldRule {
  field: string
  title: string
  phases: string[]
}
export interface MaterialRule {
  name: string
  anyOf: string[][]
  phases: string[]
  copies: number
  inPrinciple: boolean
}
export interface ProjectRules {
  tiers: Named[]
  batches: Named[]
  reserves: Named[]
  supports: Support[]
  levels: Level[]
  fields: FieldRule[]
  materials: MaterialRule[]
  kinds: { name: string; steps: string[] }[]
  sectors: string[]
  procedures: string[]
  nodes: string[]
  /** Dimensions by which the regime wants its library grouped. */
  groupedBy: string[]
}

/** Whether a regime's text has rules for projects at all. */
export function speaksOfProjects(text: string | undefined): boolean {
  return /^\s*\[\[?\s*projects\b/m.test(text ?? '')
}

export function projectRules(text: string | undefined): ProjectRules {
  const root = readToml(text ?? '') ?? {}
  const projects = tableOf(root.projects)
  const tables = (from: TomlTable, name: string): TomlTable[] => listOf(from[name]).map(tableOf)
  const named = (name: string): Named[] => tables(projects, name).map((t) => ({ key: textOf(t.key), title: textOf(t.title) || textOf(t.key), ...(t.definition ? { definition: textOf(t.definition) } : {}) }))
  return {
    tiers: named('tier'),
    batches: named('batch'),
    reserves: named('reserve'),
    supports: tables(projects, 'support').map((t) => ({ key: textOf(t.key), title: textOf(t.title) || textOf(t.key), ...(t.unit ? { unit: textOf(t.unit) } : {}) })),
    levels: tables(projects, 'escalation').map((t) => ({ key: textOf(t.key), title: textOf(t.title) || textOf(t.key), ...(typeof t.days === 'number' ? { days: t.days } : {}) })),
    fields: tables(projects, 'field').map((t) => ({ field: textOf(t.field), title: textOf(t.title), phases: textsOf(t.phases) })),
    materials: tables(projects, 'material').map(materialRule),
    kinds: tables(root, 'project_kind').map((t) => ({ name: textOf(t.name), steps: textsOf(t.steps) })),
    sectors: [...new Set(tables(projects, 'threshold').flatMap((t) => textsOf(t.sectors)))],
    procedures: textsOf(projects.procedures_team),
    nodes: textsOf(projects.nodes),
    groupedBy: textsOf(tableOf(projects.library).grouped_by),
  }
}

/** Each of `any_of` is one document or several together; the material itself where there is none. */
function materialRule(t: TomlTable): MaterialRule {
  const ways = listOf(t.any_of).map((way) => (Array.isArray(way) ? textsOf(way) : [textOf(way)]))
  return {
    name: textOf(t.name), anyOf: ways.length ? ways : [[textOf(t.name)]], phases: textsOf(t.phases),
    copies: typeof t.copies === 'number' ? t.copies : 1, inPrinciple: t.in_principle === true,
  }
}

export function titleIn(list: Named[], key: string | undefined): string {
  return key === undefined ? '' : (list.find((n) => n.key === key)?.title ?? key)
}

/** Tier and batch of the ledger's year, and the reserve's class. */
export function phasesOf(row: ProjectRow): string[] {
  return [row.tier, row.batch, row.reserve_class].filter((p) => p !== undefined)
}

export interface Missing {
  name: string
  /** Asked for in principle: its lack is told and bars nothing. */
  inPrinciple?: boolean
}

export function missingFields(rules: ProjectRules, row: ProjectRow, item: ItemRow | null): Missing[] {
  const phases = phasesOf(row)
  return rules.fields.filter((f) => applies(f.phases, phases) && !isFilled(f.field, row, item)).map((f) => ({ name: f.title }))
}

export function missingMaterials(rules: ProjectRules, row: ProjectRow): Missing[] {
  const phases = phasesOf(row)
  const held = (name: string) => row.materials.filter((m) => m.material === name).length
  const have = (m: MaterialRule) => Math.max(...m.anyOf.map((way) => Math.min(...way.map(held))))
  const lacking = rules.materials.filter((m) => applies(m.phases, phases) && have(m) < m.copies)
  return lacking.map((m) => ({ name: m.name, ...(m.inPrinciple ? { inPrinciple: true } : {}) }))
}

const applies = (asked: string[], phases: string[]) => !asked.length || asked.some((p) => phases.includes(p))

function isFilled(field: string, row: ProjectRow, item: ItemRow | null): boolean {
  const { profile, people, days } = row
  const answers: Record<string, unknown> = {
    name: row.title, owner: profile.owner, site: profile.site, region: profile.region, industry: profile.industry, content: profile.content,
    years: days.start && days.finish, total_investment: profile.total_investment, invested: profile.done_before ?? row.investment.bookings.length,
    year_investment: profile.year_investment, year_goal: profile.year_aim, funds: profile.funds.length, start: days.start ?? days.started_on,
    finish: days.finish ?? days.finished_on, progress: row.stage ?? (row.procedures.length || days.started_on || item?.last_period),
    paired_leader: people.paired_leader, leader: people.leader, unit: row.units.some((u) => u.role === 'lead'), section: people.section, person: people.person, liaison: people.liaison,
  }
  return field in answers ? Boolean(answers[field]) : true
}
