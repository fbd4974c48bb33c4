/** What the leaders' page tells of a ledger, computed from its rows. Averages are exact to a tenth of a per cent. Pure. */
import { compareDecimals } from './decimal'
import { chapterKey, kStatuses } from './ledger_view'
import type { DueRow, ItemRow, ItemStatus, Lamp, LedgerRow, UnitProgress } from './rows'
import { addDays, weekday } from './supervision/days'

/** How a group of items stands. `actual` and `planned` are averages of the items that reported, absent where none did. */
export interface Standing {
  key: string
  name: string
  items: number
  reported: number
  actual?: string
  planned?: string
  /** Points ahead of the schedule; behind it, negative. */
  ahead?: string
  lamps: Record<Lamp, number>
}

/** Not a draft, and not given up or taken into another one: what the year is judged by. */
const kCounted: ItemStatus[] = kStatuses.filter((s) => s !== 'draft' && s !== 'cancelled' && s !== 'merged')
export const countsFor = (row: ItemRow): boolean => kCounted.includes(row.status)

/** The conditions of the ledger's page under which it lists exactly what is counted here. */
export const listQuery = (more: Record<string, string> = {}): Record<string, string> => ({ search: '', status: kCounted.join(','), ...more })

export function standing(key: string, name: string, rows: ItemRow[]): Standing {
  const reported = rows.filter((r) => r.percent !== undefined && r.scheduled_percent !== undefined)
  const lamps: Record<Lamp, number> = { green: 0, yellow: 0, red: 0, grey: 0 }
  for (const r of rows) lamps[r.lamp]++
  if (!reported.length) return { key, name, items: rows.length, reported: 0, lamps }
  const actual = averageTenths(reported.map((r) => r.percent!))
  const planned = averageTenths(reported.map((r) => r.scheduled_percent!))
  return { key, name, items: rows.length, reported: reported.length, actual: tenths(actual), planned: tenths(planned), ahead: tenths(actual - planned), lamps }
}

/** Rounded half up, in tenths; the digits of the decimals are added up as whole numbers. */
function averageTenths(values: string[]): number {
  const sum = values.reduce((all, v) => all + hundredths(v), 0)
  return Math.floor(sum / (10 * values.length) + 0.5)
}
function hundredths(value: string): number {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? []
  const digits = Number(whole ?? 0) * 100 + Number(fraction.padEnd(2, '0').slice(0, 2))
  return sign ? -digits : digits
}
function tenths(value: number): string {
  return `${value < 0 ? '-' : ''}${Math.floor(Math.abs(value) / 10)}.${Math.abs(value) % 10}`
}

export function byChapter(rows: ItemRow[], chapters: LedgerRow['chapters']): Standing[] {
  const of = (no: string) => rows.filter((r) => String(r.chapter ?? '') === no)
  const known = chapters.map((c) => String(c.no))
  const others = rows.filter((r) => !known.includes(String(r.chapter ?? '')))
  const told = chapters.map((c) => standing(String(c.no), c.title, of(String(c.no))))
  return [...told, ...(others.length ? [standing('', '', others)] : [])].filter((s) => s.items > 0)
}

/** The condition that leads to the items which `byChapter` tells last: of no chapter, or of one that the ledger does not have. */
export function othersQuery(rows: ItemRow[], chapters: LedgerRow['chapters']): Record<string, string> {
  const known = chapters.map((c) => String(c.no))
  return { chapter: [...new Set(rows.map(chapterKey).filter((no) => !known.includes(no)))].join(',') }
}

/** Of a ledger without chapters: by how far its items have come in their course. */
export function byStatus(rows: ItemRow[], order: readonly ItemStatus[]): Standing[] {
  return order.map((s) => standing(s, s, rows.filter((r) => r.status === s))).filter((s) => s.items > 0)
}

/** Who answers for an item: those who lead it or are responsible, of a collective its members; not those who only help. */
export function answering(row: ItemRow): string[] {
  return [...new Set(row.units.filter((u) => u.role !== 'supporting').flatMap((u) => (u.members?.length ? u.members : [u.unit])))]
}

/** The furthest behind first; those of whom nothing was reported last. */
export function byUnit(rows: ItemRow[], nameOf: (unit: string) => string): Standing[] {
  const units = new Map<string, ItemRow[]>()
  for (const row of rows)
    for (const unit of answering(row)) units.set(unit, [...(units.get(unit) ?? []), row])
  return [...units].map(([unit, of]) => standing(unit, nameOf(unit), of)).sort(behindFirst)
}

function behindFirst(a: Standing, b: Standing): number {
  if (a.ahead === undefined || b.ahead === undefined) return Number(a.ahead === undefined) - Number(b.ahead === undefined) || a.name.localeCompare(b.name, 'zh')
  return compareDecimals(a.ahead, b.ahead) || b.items - a.items || a.name.localeCompare(b.name, 'zh')
}

export interface MonthPoint {
  month: string
  planned: string
  /** What had been reported by then; absent where nothing was, and for months to come. */
  actual?: string
  reported: number
}

/** The year month by month: the schedule (an equal part a month), and the average of what the items had reported by then. */
export function trend(rows: ItemRow[], year: number): MonthPoint[] {
  const last = rows.reduce((latest, r) => (r.last_period && r.last_period > latest ? r.last_period : latest), '').slice(0, 7)
  return Array.from({ length: 12 }, (_, i) => {
    const month = `${year}-${String(i + 1).padStart(2, '0')}`
    const figures = month > last ? [] : rows.map((r) => percentBy(r, month)).filter((p) => p !== null)
    const planned = tenths(Math.floor(((i + 1) * 1000) / 12 + 0.5))
    return { month, planned, reported: figures.length, ...(figures.length ? { actual: tenths(averageTenths(figures)) } : {}) }
  })
}

/** An item as of a month's end, as the server has it: the average of each unit's latest report, of those named if any of them reported. */
function percentBy(row: ItemRow, month: string): string | null {
  const latest = new Map<string, UnitProgress>()
  for (const p of row.progress) {
    if (p.period.slice(0, 7) > month) continue
    const known = latest.get(p.unit)
    if (!known || p.period >= known.period) latest.set(p.unit, p)
  }
  const all = [...latest.values()]
  const parties = all.filter((p) => row.units.some((u) => u.unit === p.unit || u.members?.includes(p.unit)))
  const counted = parties.length ? parties : all
  return counted.length ? tenths(averageTenths(counted.map((p) => p.percent))) : null
}

/** Monday to Sunday of the week of a day. */
export function weekOf(day: string): { from: string; to: string } {
  const from = addDays(day, -weekday(day))
  return { from, to: addDays(from, 6) }
}

/** What is open still and due in the week, the first day first. */
export function dueThisWeek(rows: DueRow[], today: string): DueRow[] {
  const { from, to } = weekOf(today)
  const kinds = (a: DueRow, b: DueRow) => a.kind.localeCompare(b.kind) || a.title.localeCompare(b.title, 'zh')
  return rows.filter((r) => r.state === 'open' && r.due >= from && r.due <= to).sort((a, b) => a.due.localeCompare(b.due) || kinds(a, b))
}

/** The first and the last few of a ranking, without telling anybody twice. */
export function endsOf<T>(ranked: T[], each: number): { first: T[]; last: T[]; between: number } {
  if (ranked.length <= each * 2) return { first: ranked, last: [], between: 0 }
  return { first: ranked.slice(0, each), last: ranked.slice(-each), between: ranked.length - each * 2 }
}

/**
 * A group in one colour: the lamp of the item in the middle, of two middle ones the worse. How far behind an item may be
 * before it turns red is its regime's to say, so the colour comes from the lamps and not from the points.
 */
export function toneOf(s: Standing): Lamp {
  if (s.ahead === undefined) return 'grey'
  const { green, yellow, red } = s.lamps
  const lit = green + yellow + red
  if (!lit) return 'grey'
  if (red * 2 >= lit) return 'red'
  return (red + yellow) * 2 >= lit ? 'yellow' : 'green'
}
