/** 访问拒绝: what was refused to whom, by day, as the view `access_log` has it; filtered, summed and taken away. Pure. */
import { addDays } from './supervision/days'

export interface AccessRow {
  day: string
  account?: string
  address?: string
  method?: string
  why: string
  count: number
  first_at: string
  last_at: string
  position: number
}

/** In the order in which they are stacked, the gravest first. */
export const kWhys = ['wrong_secret', 'unknown_account', 'throttled', 'bad_token', 'not_allowed', 'foreign_origin', 'foreign_host', 'several'] as const

export interface AccessFilter {
  account: string
  address: string
  why: string
}

/** A filter of a view names at most so many values. */
const kMostDays = 100

/** Every day of the stretch; nothing where it is longer than a filter may name, so that all are read. */
export function daysAsked(from: string, until: string): string[] | null {
  const days: string[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (days.length === kMostDays) return null
    days.push(day)
  }
  return days
}

/** The newest first. */
export function narrowed(rows: AccessRow[], from: string, until: string, filter: AccessFilter): AccessRow[] {
  const has = (text: string | undefined, part: string) => !part.trim() || (text ?? '').toLowerCase().includes(part.trim().toLowerCase())
  return rows
    .filter((r) => r.day >= from && r.day <= until && has(r.account, filter.account) && has(r.address, filter.address) && (!filter.why || r.why === filter.why))
    .sort((a, b) => b.position - a.position)
}

export interface DaySums {
  days: string[]
  /** Of each reason that occurs, a number for each day. */
  series: { why: string; counts: number[]; sum: number }[]
  total: number
}

/** Days on which nothing was refused stand between the others with nothing. */
export function byDay(rows: AccessRow[]): DaySums {
  if (!rows.length) return { days: [], series: [], total: 0 }
  const told = rows.map((r) => r.day).sort()
  const days: string[] = []
  for (let day = told[0]; day <= told[told.length - 1]; day = addDays(day, 1)) days.push(day)
  const at = new Map(days.map((day, i) => [day, i]))
  const series = kWhys.map((why) => {
    const counts = days.map(() => 0)
    for (const r of rows) if (r.why === why) counts[at.get(r.day)!] += r.count
    return { why, counts, sum: counts.reduce((a, b) => a + b, 0) }
  })
  return { days, series: series.filter((s) => s.sum), total: rows.reduce((a, r) => a + r.count, 0) }
}

const cell = (value: unknown): string => {
  const text = String(value ?? '')
  // what somebody sent as an address or a method is not to be taken for a formula
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

export function accessCsv(rows: AccessRow[], head: string[], why: (one: string) => string): string {
  const lines = rows.map((r) => [r.day, r.account, r.address, r.method, why(r.why), r.count, r.first_at, r.last_at, r.position])
  return `\ufeff${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}
