/** Rankings as the page shows them: group by group, beside another result, as bars, step by step. Pure. */
import { compareDecimals } from '../decimal'
import { addDecimals, negated, sumDecimals } from '../quantity'
import type { AssessmentRow, GivenAward, IndicatorScoreRow, RankingRow } from './rows'

export interface Group {
  key: string
  title: string
  rows: RankingRow[]
}

/** In the scheme's order; within a group by rank, those without one last. */
export function groupsOf(assessment: Pick<AssessmentRow, 'groups'> | undefined, rows: RankingRow[]): Group[] {
  const known = assessment?.groups.map((g) => g.key) ?? []
  const keys = [...known, ...new Set(rows.map((r) => r.group).filter((g) => !known.includes(g)))]
  return keys
    .map((key) => ({ key, title: rows.find((r) => r.group === key)?.group_title ?? assessment?.groups.find((g) => g.key === key)?.name ?? key, rows: inRank(rows.filter((r) => r.group === key)) }))
    .filter((g) => g.rows.length)
}

const place = (r: RankingRow) => r.rank || Number.MAX_SAFE_INTEGER
const inRank = (rows: RankingRow[]) => [...rows].sort((a, b) => place(a) - place(b) || (a.unit < b.unit ? -1 : 1))

/** Whether others of its group share its rank. */
export const isTied = (row: RankingRow, rows: RankingRow[]) => row.rank > 0 && rows.filter((r) => r.rank === row.rank).length > 1

export interface Column {
  indicator: string
  name: string
  weight: string
  /** Somebody of the group is assessed on it; else it says of each only that he is not. */
  counts: boolean
}

/** The indicators of the group, in the scheme's order. */
export function columnsOf(rows: RankingRow[]): Column[] {
  const found = new Map<string, Column>()
  for (const row of rows)
    for (const s of row.scores) {
      const known = found.get(s.indicator)
      if (!known) found.set(s.indicator, { indicator: s.indicator, name: s.name, weight: s.weight, counts: !s.exempt })
      else if (!s.exempt) known.counts = true
    }
  return [...found.values()]
}

/** The points of the indicators and the given ones, added up. */
export const sumOf = (row: RankingRow): string => sumDecimals([...row.scores.filter((s) => !s.exempt).map((s) => s.points), row.given])

/** The total is not what the parts add up to: it was scaled to what the unit is assessed on. */
export const isScaled = (row: RankingRow): boolean => row.total !== undefined && compareDecimals(row.total, sumOf(row)) !== 0

/** The calculation as it is recorded, a step at a time. */
export const stepsOf = (explanation: string | undefined): string[] => (explanation ?? '').split(/；|\n/).map((s) => s.trim()).filter(Boolean)

export interface Compared {
  unit: string
  group: string
  left?: RankingRow
  right?: RankingRow
  /** Places gained from left to right; below 0: lost. Nothing where either has no rank. */
  places: number | null
  /** Points gained. */
  points: string | null
}

/** Two results side by side, in the order of the right one. */
export function compared(left: RankingRow[], right: RankingRow[]): Compared[] {
  const rightUnits = right.map((r) => r.unit)
  const units = [...inRank(right).map((r) => r.unit), ...inRank(left).map((r) => r.unit).filter((u) => !rightUnits.includes(u))]
  return units.map((unit) => {
    const [l, r] = [left.find((x) => x.unit === unit), right.find((x) => x.unit === unit)]
    const both = l !== undefined && r !== undefined
    return {
      unit, group: (r ?? l)!.group, left: l, right: r, places: both && l.rank && r.rank && l.group === r.group ? l.rank - r.rank : null,
      points: both && l.total !== undefined && r.total !== undefined ? addDecimals(r.total, negated(l.total)) : null,
    }
  })
}

/** Of which another result of the same rules may stand beside it: July's beside December's. */
export function comparable(all: AssessmentRow[], one: AssessmentRow): AssessmentRow[] {
  return all
    .filter((a) => a.assessment !== one.assessment && a.state === 'concluded' && a.regime === one.regime && a.scheme_title === one.scheme_title)
    .sort((a, b) => Number(b.ledger === one.ledger) - Number(a.ledger === one.ledger) || (a.opened_at < b.opened_at ? 1 : -1))
}

/** The other one of the same year, where it stands: what people compare first. */
export const usualOther = (all: AssessmentRow[], one: AssessmentRow) => comparable(all, one).find((a) => a.ledger === one.ledger && a.occasion !== one.occasion)

/** Newest year first, December before July. */
export function inTime(rows: AssessmentRow[], yearOf: (ledger: string) => number): AssessmentRow[] {
  return [...rows].sort((a, b) => yearOf(b.ledger) - yearOf(a.ledger) || a.scheme_title.localeCompare(b.scheme_title) || Number(a.occasion === 'mid_year') - Number(b.occasion === 'mid_year') || (a.opened_at < b.opened_at ? 1 : -1))
}

/** Who got which award, an award at a time. */
export function byAward(awards: GivenAward[]): { award: string; name: string; prizes: string; given: GivenAward[] }[] {
  const keys = [...new Set(awards.map((a) => a.award))]
  return keys.map((award) => {
    const given = awards.filter((a) => a.award === award)
    const units = [...new Set(given.flatMap((a) => (a.prize ? [a.prize.unit] : [])))]
    const prizes = units.map((unit) => sumDecimals(given.flatMap((a) => (a.prize?.unit === unit ? [a.prize.value] : []))) + unit).join('、')
    return { award, name: given[0].name, prizes, given }
  })
}

// ---- as a spreadsheet ----

/** A group's ranking as lines, as the table shows it; `head` names what is not an indicator. */
export function rankingLines(group: Group, unit: (id: string) => string, say: { head: [rank: string, unit: string, total: string]; given: string; awards: string; remarks: string; exempt: string }): string[][] {
  const columns = columnsOf(group.rows).filter((c) => c.counts)
  const score = (r: RankingRow, key: string) => {
    const found = r.scores.find((s) => s.indicator === key)
    return !found ? '' : found.exempt ? say.exempt : found.points
  }
  const lines = group.rows.map((r) => [r.rank ? String(r.rank) : '', unit(r.unit), r.total ?? '', ...columns.map((c) => score(r, c.indicator)), r.given, r.awards.map((a) => a.name).join('、'), r.barred.join('；')])
  return [[...say.head, ...columns.map((c) => c.name), say.given, say.awards, say.remarks], ...lines]
}

// ---- as bars ----

export interface Bars {
  units: string[]
  series: { name: string; indicator: string; data: number[] }[]
}

/** Points by indicator for each unit, from the first rank down; plus and minus points last. Widths only: figures stand beside. */
export function barsOf(rows: RankingRow[], givenName: string): Bars {
  const ranked = rows.filter((r) => r.rank > 0)
  const points = (r: RankingRow, indicator: string) => Number(r.scores.find((s) => s.indicator === indicator && !s.exempt)?.points ?? 0)
  const series = columnsOf(ranked).map((c) => ({ name: c.name, indicator: c.indicator, data: ranked.map((r) => points(r, c.indicator)) }))
  const given = ranked.some((r) => Number(r.given) !== 0) ? [{ name: givenName, indicator: '', data: ranked.map((r) => Number(r.given)) }] : []
  return { units: ranked.map((r) => r.unit), series: [...series.filter((s) => s.data.some((n) => n !== 0)), ...given] }
}

// ---- targets and figures ----

export interface TargetLine {
  unit: string
  group: string
  target?: string
  row?: IndicatorScoreRow
  missing: boolean
}

/** Every unit with a target or a figure, in the order of the assessed. */
export function targetLines(assessment: AssessmentRow, indicator: string, scores: IndicatorScoreRow[]): TargetLine[] {
  const of = assessment.indicators.find((i) => i.indicator === indicator)
  const rows = new Map(scores.filter((s) => s.indicator === indicator).map((s) => [s.unit, s]))
  const targets = new Map(of?.targets.map((x) => [x.unit, x.value]))
  return assessment.units
    .filter((u) => targets.has(u.unit) || rows.has(u.unit) || of?.missing.includes(u.unit))
    .map((u) => ({ ...u, target: targets.get(u.unit), row: rows.get(u.unit), missing: of?.missing.includes(u.unit) ?? false }))
}

/** What a form of targets comes to: the sum, and what it is over or under the total. */
export function summed(values: string[], total: string | undefined): { sum: string; difference: string | null } {
  const sum = sumDecimals(values.filter(Boolean))
  const difference = total === undefined ? null : addDecimals(sum, negated(total))
  return { sum, difference: difference === '0' ? null : difference }
}

/** Numbers of events, typed with anything between; nothing where something else stands there. */
export function positionsOf(text: string): number[] | null {
  const parts = text.split(/[\s,，、；;]+/).filter(Boolean).map((p) => p.replace(/^#/, ''))
  return parts.every((p) => /^\d{1,15}$/.test(p)) ? [...new Set(parts.map(Number))] : null
}
