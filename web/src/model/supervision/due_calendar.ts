/**
 * What is due, laid out: a month in whole weeks, a list by day, and what is overdue on top. What is late is what the
 * server says is late (rule 5: what time brings is recorded once); the page judges no day itself. Pure.
 */
import type { DueKind, DueRow, DueState } from './rows'
import { addDays, lastDayOf, monthOf, weekday } from './days'

export interface DueFilter {
  units: string[]
  ledgers: string[]
  kinds: DueKind[]
  /** Also what is done or no longer due. */
  finished: boolean
}

export interface Day {
  day: string
  inMonth: boolean
  rows: DueRow[]
}

export const kDueKinds: DueKind[] = ['report', 'deadline', 'milestone', 'plan', 'acknowledgement', 'rectification', 'check', 'review', 'inspection', 'reconsideration', 'proposal', 'listing', 'rhythm']
const kOrder: DueState[] = ['missed', 'late', 'open', 'done', 'dropped']

export function noDueFilter(): DueFilter {
  return { units: [], ledgers: [], kinds: [], finished: true }
}

export function isOverdue(row: DueRow): boolean {
  return row.state === 'late' || row.state === 'missed'
}

export function isFinished(row: DueRow): boolean {
  return row.state === 'done' || row.state === 'dropped'
}

export function chosen(rows: DueRow[], filter: DueFilter): DueRow[] {
  const among = <T>(list: T[], ...values: (T | undefined)[]) => !list.length || values.some((v) => v !== undefined && list.includes(v))
  return rows.filter((r) => among(filter.units, r.unit, r.answers) && among(filter.ledgers, r.ledger) && among(filter.kinds, r.kind) && (filter.finished || !isFinished(r)))
}

/** Today's month, or the nearest to it from the first day on which something is due to the last. */
export function monthToShow(first: string | undefined, last: string | undefined, today: string): string {
  const now = monthOf(today)
  if (last !== undefined && now > monthOf(last)) return monthOf(last)
  return first !== undefined && now < monthOf(first) ? monthOf(first) : now
}

/** Every day of it. */
export function daysOf(month: string): string[] {
  const last = Number(lastDayOf(month).slice(8))
  return Array.from({ length: last }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`)
}

/** Whole weeks, Monday first, from the one with the 1st to the one with the last day. */
export function monthGrid(month: string, rows: DueRow[]): Day[][] {
  const byDate = groupByDay(rows)
  const first = `${month}-01`
  const last = lastDayOf(month)
  const weeks: Day[][] = []
  for (let monday = addDays(first, -weekday(first)); monday <= last; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => addDays(monday, i)).map((day) => ({ day, inMonth: monthOf(day) === month, rows: byDate.get(day) ?? [] })))
  }
  return weeks
}

/** The days of a month on which something is due. */
export function dayList(month: string, rows: DueRow[]): Day[] {
  const days = [...groupByDay(rows.filter((r) => monthOf(r.due) === month))]
  return days.map(([day, list]) => ({ day, inMonth: true, rows: list })).sort((a, b) => (a.day < b.day ? -1 : 1))
}

function groupByDay(rows: DueRow[]): Map<string, DueRow[]> {
  const found = new Map<string, DueRow[]>()
  for (const row of rows) {
    const list = found.get(row.due)
    if (list) list.push(row)
    else found.set(row.due, [row])
  }
  for (const list of found.values()) list.sort(byUrgency)
  return found
}

function byUrgency(a: DueRow, b: DueRow): number {
  return kOrder.indexOf(a.state) - kOrder.indexOf(b.state) || kDueKinds.indexOf(a.kind) - kDueKinds.indexOf(b.kind) || a.title.localeCompare(b.title, 'zh')
}

export interface KindCount {
  kind: DueKind
  count: number
  /** The most urgent state among them. */
  state: DueState
}

/** For a day with more than there is room for: how many of each kind. */
export function countKinds(rows: DueRow[]): KindCount[] {
  return kDueKinds
    .map((kind) => ({ kind, of: rows.filter((r) => r.kind === kind) }))
    .filter(({ of }) => of.length)
    .map(({ kind, of }) => ({ kind, count: of.length, state: [...of].sort(byUrgency)[0].state }))
}
