/** From the rows of a project library to the lines of its table: searched, filtered, sorted, grouped, added up. Pure. */
import { compareDecimals } from './decimal'
import { addDecimals, moneyIn, percentOf } from './project_money'
import type { ProjectRow } from './project_rows'
import type { ProjectRules } from './project_rules'
import type { Decimal } from './rows'

/** What a project is told apart by; `none` where nothing is said of it. */
export const kDimensions = ['batch', 'tier', 'region', 'sector', 'industry', 'range', 'stage', 'reserve', 'class', 'library', 'unit', 'kind'] as const
export type Dimension = (typeof kDimensions)[number]
/** A project stands in one group: it may be in several libraries. */
export const kGroupings = kDimensions.filter((d) => d !== 'library')
export const kNone = 'none'

export interface ProjectFilter {
  search: string
  chosen: Partial<Record<Dimension, string[]>>
  started?: boolean
  signed?: 'earlier' | 'this_year'
  /** Only those that lack something, or are in doubt. */
  lacking?: boolean
}

/** Lower bounds in 万元: the documents' own thresholds and multiples of them. */
const kRanges = [0, 3000, 5000, 10_000, 50_000, 100_000, 500_000]
export const kRangeKeys = kRanges.map((_, i) => `r${i}`)

export function rangeOf(row: ProjectRow): string {
  const total = moneyIn(row.investment.total, row.investment.unit, '万元')
  if (total === undefined) return kNone
  let found = 0
  for (let i = 1; i < kRanges.length; i++) if (compareDecimals(total, String(kRanges[i])) >= 0) found = i
  return kRangeKeys[found]
}

export function keysOf(row: ProjectRow, by: Dimension): string[] {
  if (by === 'library') return row.libraries.length ? row.libraries : [kNone]
  return [keyOf(row, by)]
}

export function keyOf(row: ProjectRow, by: Dimension): string {
  switch (by) {
    case 'range':
      return rangeOf(row)
    case 'region':
    case 'sector':
    case 'industry':
      return row.profile[by] || kNone
    case 'reserve':
      return row.reserve_class || kNone
    case 'class':
      return row.project_class || kNone
    case 'unit':
      return row.lead || kNone
    case 'library':
      return row.libraries[0] ?? kNone
    default:
      return row[by] || kNone
  }
}

/** Neither cancelled nor taken into another nor carried into the next year. */
export function counts(row: ProjectRow): boolean {
  return row.status !== 'cancelled' && row.status !== 'merged'
}

const searchable = new WeakMap<ProjectRow, string>()
function haystack(row: ProjectRow): string {
  let text = searchable.get(row)
  if (text === undefined) {
    const { profile, people } = row
    const names = [people.leader, people.person, people.paired_leader].map((p) => p?.name)
    text = [row.number, row.title, profile.owner, profile.site, profile.content, profile.industry, row.project_class, ...names, ...row.units.map((u) => u.name)].filter(Boolean).join('\n').toLowerCase()
    searchable.set(row, text)
  }
  return text
}

export function matches(row: ProjectRow, filter: ProjectFilter): boolean {
  for (const by of kDimensions) {
    const wanted = filter.chosen[by]
    if (wanted?.length && !keysOf(row, by).some((k) => wanted.includes(k))) return false
  }
  if (filter.started !== undefined && row.started !== filter.started) return false
  if (filter.signed && (signedWhen(row) !== filter.signed || !counts(row))) return false
  if (filter.lacking && !row.lacks.length && !row.doubts.length) return false
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean)
  return words.every((w) => haystack(row).includes(w))
}

export function signedWhen(row: ProjectRow): 'earlier' | 'this_year' | undefined {
  const year = row.profile.signed_on?.slice(0, 4)
  if (!year || Number(year) > row.year) return undefined
  return Number(year) < row.year ? 'earlier' : 'this_year'
}

export type ProjectSort = 'number' | 'total' | 'planned' | 'percent' | 'start' | 'changed'
export interface Sorting {
  by: ProjectSort
  descending: boolean
}

export function sorted(rows: ProjectRow[], { by, descending }: Sorting): ProjectRow[] {
  const sign = descending ? -1 : 1
  return [...rows].sort((a, b) => sign * order(a, b, by) || byNumber(a, b))
}

function order(a: ProjectRow, b: ProjectRow, by: ProjectSort): number {
  const money = (r: ProjectRow, value: Decimal | undefined) => moneyIn(value, r.investment.unit, '万元') ?? '-1'
  switch (by) {
    case 'total':
      return compareDecimals(money(a, a.investment.total), money(b, b.investment.total))
    case 'planned':
      return compareDecimals(money(a, a.investment.year_planned), money(b, b.investment.year_planned))
    case 'percent':
      return compareDecimals(a.investment.year_percent ?? '-1', b.investment.year_percent ?? '-1')
    case 'start':
      return startOf(a).localeCompare(startOf(b))
    case 'changed':
      return a.changed_position - b.changed_position
    default:
      return byNumber(a, b)
  }
}
const startOf = (r: ProjectRow) => r.days.started_on ?? r.days.start ?? '9999'

function byNumber(a: ProjectRow, b: ProjectRow): number {
  const [m, n] = [parseInt(a.number, 10), parseInt(b.number, 10)]
  if (!Number.isNaN(m) && !Number.isNaN(n) && m !== n) return m - n
  return a.number.localeCompare(b.number) || a.item.localeCompare(b.item)
}

export interface Totals {
  count: number
  started: number
  /** In 万元. */
  total: Decimal
  planned: Decimal
  booked: Decimal
  /** Of what was planned for the year; nothing where nothing was. */
  percent?: Decimal
}

/** Projects that were cancelled or merged are shown, and count for nothing. */
export function totals(rows: ProjectRow[]): Totals {
  const counted = rows.filter(counts)
  const sum = (get: (r: ProjectRow) => Decimal | undefined) => addDecimals(counted.map((r) => moneyIn(get(r), r.investment.unit, '万元')))
  const [planned, booked] = [sum((r) => r.investment.year_planned), sum((r) => r.investment.year_booked)]
  const percent = percentOf(booked, planned)
  return { count: counted.length, started: counted.filter((r) => r.started).length, total: sum((r) => r.investment.total), planned, booked, ...(percent === undefined ? {} : { percent }) }
}

export interface GroupLine {
  kind: 'group'
  key: string
  group: string
  totals: Totals
  collapsed: boolean
}
export interface ProjectLine {
  kind: 'project'
  key: string
  row: ProjectRow
}
export type Line = GroupLine | ProjectLine

/** Groups in the regime's order where it has one, in that of investment, or by name; what is not said comes last. */
export function lined(rows: ProjectRow[], by: Dimension | null, rules: ProjectRules, folded: ReadonlySet<string>, nameOf: (key: string) => string): Line[] {
  const line = (row: ProjectRow): ProjectLine => ({ kind: 'project', key: `${row.ledger}/${row.item}`, row })
  if (!by) return rows.map(line)
  const groups = new Map<string, ProjectRow[]>()
  for (const row of rows) {
    const key = keyOf(row, by)
    const known = groups.get(key)
    if (known) known.push(row)
    else groups.set(key, [row])
  }
  const lines: Line[] = []
  for (const key of inOrder([...groups.keys()], by, rules, nameOf)) {
    const members = groups.get(key)!
    const collapsed = folded.has(`${by} ${key}`)
    lines.push({ kind: 'group', key: `${by} ${key}`, group: key, totals: totals(members), collapsed })
    if (!collapsed) lines.push(...members.map(line))
  }
  return lines
}

export function inOrder(keys: string[], by: Dimension, rules: ProjectRules, nameOf: (key: string) => string): string[] {
  const known = ranks(by, rules)
  const rank = (key: string) => (key === kNone ? Infinity : known.includes(key) ? known.indexOf(key) : known.length)
  return [...keys].sort((a, b) => (rank(a) === rank(b) ? nameOf(a).localeCompare(nameOf(b), 'zh') : rank(a) < rank(b) ? -1 : 1))
}

function ranks(by: Dimension, rules: ProjectRules): string[] {
  const keys = { tier: rules.tiers, batch: rules.batches, reserve: rules.reserves }[by as string]
  if (keys) return keys.map((k) => k.key)
  if (by === 'range') return [...kRangeKeys].reverse()
  if (by === 'sector') return rules.sectors
  return by === 'stage' ? rules.kinds.flatMap((k) => k.steps) : []
}

/** What there is to choose from, with how many projects are of it. */
export function choicesOf(rows: ProjectRow[], by: Dimension, rules: ProjectRules, nameOf: (key: string) => string): { key: string; count: number }[] {
  const found = new Map<string, number>()
  for (const row of rows) for (const key of keysOf(row, by)) found.set(key, (found.get(key) ?? 0) + 1)
  return inOrder([...found.keys()], by, rules, nameOf).map((key) => ({ key, count: found.get(key)! }))
}

/** The filter as it stands in the page's address, and back. */
export function filterOf(query: Record<string, unknown>): ProjectFilter {
  const text = (name: string) => (typeof query[name] === 'string' ? (query[name] as string) : '')
  const chosen = Object.fromEntries(kDimensions.map((d) => [d, text(d).split(',').filter(Boolean)]).filter(([, list]) => list.length))
  const filter: ProjectFilter = { search: text('search'), chosen }
  if (text('started')) filter.started = text('started') === 'yes'
  const signed = text('signed')
  if (signed === 'earlier' || signed === 'this_year') filter.signed = signed
  if (text('lacking') === 'yes') filter.lacking = true
  return filter
}

export function isFiltering(filter: ProjectFilter): boolean {
  return filter.search.trim() !== '' || Object.values(filter.chosen).some((l) => l.length) || filter.started !== undefined || filter.signed !== undefined || filter.lacking === true
}
