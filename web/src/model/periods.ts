/**
 * What is reported of a ledger's year, and which of it a unit should report now: months, "2014-03", or where the regime
 * asks for reports of half months (S8.6) "2014-03-1" and "2014-03-2". Pure.
 */
import type { ReportRow } from './rows'
import { addMonths, monthOf } from './supervision/days'

const isHalf = (period: string): boolean => period.length > 7

/** Halves where the ledger's reports are known to be of halves. */
export function periodsOf(year: number, rows: ReportRow[] = []): string[] {
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
  return rows.some((r) => isHalf(r.period)) ? months.flatMap((m) => [`${m}-1`, `${m}-2`]) : months
}

/** The one before (-1) or after (1). */
export function besidePeriod(period: string, by: 1 | -1): string {
  if (!isHalf(period)) return addMonths(period, by)
  const [month, half] = [period.slice(0, 7), period.slice(8)]
  if (half === (by > 0 ? '1' : '2')) return `${month}-${by > 0 ? 2 : 1}`
  return `${addMonths(month, by)}-${by > 0 ? 1 : 2}`
}

/** As people read it: the half in words. */
export function periodShown(period: string, halves: [string, string]): string {
  return isHalf(period) ? `${period.slice(0, 7)} ${halves[period.endsWith('1') ? 0 : 1]}` : period
}

const kAwaited = new Set(['owed', 'late', 'returned'])

/** The earliest that is awaited or was returned; else the last one that was missed; else the one after the last that is in; else last month. */
export function periodToReport(year: number, rows: ReportRow[], today: string): string {
  const sorted = [...rows].sort((a, b) => a.period.localeCompare(b.period))
  const open = sorted.find((r) => kAwaited.has(r.state)) ?? [...sorted].reverse().find((r) => r.state === 'missed')
  if (open) return open.period
  const last = sorted[sorted.length - 1]
  return within(periodsOf(year, rows), last ? besidePeriod(last.period, 1) : lastMonth(today))
}

const lastMonth = (today: string): string => addMonths(monthOf(today), -1)

function within(all: string[], period: string): string {
  const last = all[all.length - 1]
  return period < all[0] ? all[0] : period > last ? last : period
}

/** The earliest month in which a report waits to be judged; else the last one of which anything is known; else last month. */
export function periodToJudge(year: number, rows: ReportRow[], today: string): string {
  const sorted = [...rows].sort((a, b) => a.period.localeCompare(b.period))
  const waiting = sorted.find((r) => r.state === 'submitted')
  return (waiting ?? sorted[sorted.length - 1])?.period ?? within(periodsOf(year), lastMonth(today))
}
