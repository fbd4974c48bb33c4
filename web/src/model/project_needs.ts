/** 要素保障: what projects ask for, as a board: by state, with how long each has waited, and added up by kind and by unit. Pure. */
import { addDecimals } from './project_money'
import type { NeedRow, NeedState } from './project_rows'
import type { Decimal } from './rows'
import { date } from './format'
import { daysBetween } from './supervision/days'

export const kNeedStates: NeedState[] = ['requested', 'granted', 'declined', 'dropped']

export interface NeedFilter {
  kinds: string[]
  /** Who is asked, or answers today. */
  units: string[]
  regions: string[]
  item?: string
}

export function needMatches(row: NeedRow, f: NeedFilter): boolean {
  if (f.kinds.length && !f.kinds.includes(row.kind)) return false
  if (f.units.length && ![row.from, row.answers].some((u) => u !== undefined && f.units.includes(u))) return false
  if (f.regions.length && !f.regions.includes(row.region ?? '')) return false
  return !f.item || row.item === f.item
}

/** Days from the request to the answer, or to today. */
export function waited(row: NeedRow, today: string): number {
  return Math.max(0, daysBetween(date(row.requested_at), row.answered_at ? date(row.answered_at) : today))
}

/** Needed by a day that is over, and not answered; or answered after it. */
export function isLate(row: NeedRow, today: string): boolean {
  return row.late === true || (row.state === 'requested' && row.needed_by !== undefined && row.needed_by < today)
}

/** What waits longest first; what was answered last first. */
export function columns(rows: NeedRow[]): Record<NeedState, NeedRow[]> {
  const found: Record<NeedState, NeedRow[]> = { requested: [], granted: [], declined: [], dropped: [] }
  for (const row of rows) found[row.state].push(row)
  found.requested.sort((a, b) => a.requested_at.localeCompare(b.requested_at) || a.position - b.position)
  for (const state of ['granted', 'declined', 'dropped'] as const) found[state].sort((a, b) => (b.answered_at ?? b.requested_at).localeCompare(a.answered_at ?? a.requested_at) || b.position - a.position)
  return found
}

export interface NeedSum {
  key: string
  counts: Record<NeedState, number>
  /** Days that the open ones wait, at most and on average. */
  longest: number
  average: number
  late: number
  /** Asked for and granted, in each unit of measure. */
  amounts: { unit: string; asked: Decimal; granted: Decimal }[]
}

export function needSums(rows: NeedRow[], keyOf: (row: NeedRow) => string, today: string): NeedSum[] {
  const groups = new Map<string, NeedRow[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), row])
  return [...groups].map(([key, members]) => sumOf(key, members, today)).sort((a, b) => b.counts.requested - a.counts.requested || a.key.localeCompare(b.key, 'zh'))
}

function sumOf(key: string, rows: NeedRow[], today: string): NeedSum {
  const counts = Object.fromEntries(kNeedStates.map((s) => [s, rows.filter((r) => r.state === s).length])) as Record<NeedState, number>
  const waits = rows.filter((r) => r.state === 'requested').map((r) => waited(r, today))
  const units = [...new Set(rows.flatMap((r) => [r.amount?.unit, r.granted?.unit]).filter((u) => u !== undefined))].sort()
  const amounts = units.map((unit) => ({
    unit,
    asked: addDecimals(rows.map((r) => (r.amount?.unit === unit ? r.amount.value : undefined))),
    granted: addDecimals(rows.map((r) => (r.granted?.unit === unit ? r.granted.value : undefined))),
  }))
  return {
    key, counts, amounts, longest: Math.max(0, ...waits), average: waits.length ? Math.round(waits.reduce((a, b) => a + b, 0) / waits.length) : 0,
    late: rows.filter((r) => isLate(r, today)).length,
  }
}
