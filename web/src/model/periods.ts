/** Months of a ledger's year, and which of them a unit should report now. Pure. */
import type { ReportRow } from './rows'
import { addMonths, monthOf } from './supervision/days'

export function periodsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
}

const kOpen = new Set(['owed', 'late', 'missed', 'returned'])

/** The earliest that is owed or was returned; else the month after the last one that is in; else last month. */
export function periodToReport(year: number, rows: ReportRow[], today: string): string {
  const sorted = [...rows].sort((a, b) => a.period.localeCompare(b.period))
  const open = sorted.find((r) => kOpen.has(r.state))
  if (open) return open.period
  const last = sorted[sorted.length - 1]
  return within(year, last ? addMonths(last.period, 1) : lastMonth(today))
}

const lastMonth = (today: string): string => addMonths(monthOf(today), -1)

function within(year: number, period: string): string {
  const all = periodsOf(year)
  return period < all[0] ? all[0] : period > all[11] ? all[11] : period
}

/** The earliest month in which a report waits to be judged; else the last one of which anything is known; else last month. */
export function periodToJudge(year: number, rows: ReportRow[], today: string): string {
  const sorted = [...rows].sort((a, b) => a.period.localeCompare(b.period))
  const waiting = sorted.find((r) => r.state === 'submitted')
  return (waiting ?? sorted[sorted.length - 1])?.period ?? within(year, lastMonth(today))
}
