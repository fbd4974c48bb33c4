/** The figures of admitted enterprises by month: who reported, late or corrected, who did not; totals by place. Pure. */
import { inUnit, sumDecimals } from '../quantity'
import { addMonths, monthOf } from '../supervision/days'
import type { AdmissionRow, NewEnterprisesRow, StatisticRow } from './rows'

/** Of this month the enterprise has figures: since its admission, not after the month in which it was removed. */
export function owes(row: AdmissionRow, period: string): boolean {
  if (!row.from || (row.state !== 'admitted' && row.state !== 'removed')) return false
  return row.from <= period && (!row.removed_on || period <= monthOf(row.removed_on))
}

/** The months from its admission up to this one, the newest first. */
export function monthsOf(row: AdmissionRow, thisMonth: string): string[] {
  const months: string[] = []
  for (let m = row.from ?? ''; m && m <= thisMonth && owes(row, m); m = addMonths(m, 1)) months.unshift(m)
  return months
}

export interface MonthLine {
  admission: AdmissionRow
  statistic?: StatisticRow
}

/** Everyone of whom figures are to come, and whoever reported all the same. */
export function monthLines(admissions: AdmissionRow[], statistics: StatisticRow[], period: string): MonthLine[] {
  const told = new Map(statistics.filter((s) => s.period === period).map((s) => [s.admission, s]))
  return admissions
    .filter((a) => owes(a, period) || told.has(a.admission))
    .map((admission) => ({ admission, statistic: told.get(admission.admission) }))
}

export interface Sum {
  key: string
  unit: string
  value: string
  /** So many were told in a unit that does not convert, and are not in it. */
  left_out: number
}

export interface Totals {
  owed: number
  reported: number
  in_time: number
  late: number
  corrected: number
  misreported: number
  missing: number
  sums: Sum[]
}

/** Sums in the unit of measure that the rules name, else in that of the first figure. */
export function totals(lines: MonthLine[], measures: { name: string; unit: string }[] = []): Totals {
  const told = lines.flatMap((l) => (l.statistic ? [l.statistic] : []))
  const late = told.filter((s) => s.late).length
  return {
    owed: lines.length, reported: told.length, in_time: told.length - late, late, corrected: told.filter((s) => s.corrections.length).length,
    misreported: told.filter((s) => s.misreported.length).length, missing: lines.length - told.length, sums: sumsOf(told, measures),
  }
}

function sumsOf(told: StatisticRow[], measures: { name: string; unit: string }[]): Sum[] {
  const figures = told.flatMap((s) => s.figures)
  const keys = [...new Set([...measures.map((m) => m.name), ...figures.map((f) => f.key)])]
  return keys.flatMap((key) => {
    const of = figures.filter((f) => f.key === key)
    if (!of.length) return []
    const unit = measures.find((m) => m.name === key)?.unit ?? of[0].unit
    const values = of.map((f) => inUnit({ value: f.value, unit: f.unit }, unit))
    const kept = values.filter((v): v is string => v !== null)
    return [{ key, unit, value: sumDecimals(kept), left_out: values.length - kept.length }]
  })
}

export function byRegion(lines: MonthLine[]): Map<string, MonthLine[]> {
  const found = new Map<string, MonthLine[]>()
  for (const line of lines) found.set(line.admission.region, [...(found.get(line.admission.region) ?? []), line])
  return found
}

/** Months of which anything is to be said, the newest first. */
export function periodsOf(admissions: AdmissionRow[], statistics: StatisticRow[], thisMonth: string): string[] {
  const owed = admissions.flatMap((a) => monthsOf(a, thisMonth))
  return [...new Set([...owed, ...statistics.map((s) => s.period)])].sort().reverse()
}

// ---- the list of a year ----

export const kListHead = ['region', 'no', 'name', 'code', 'admission_class', 'procedure', 'situation', 'department', 'admitted_on', 'from', 'removed_on'] as const

/** The list by place as lines for a spreadsheet, in the order in which it is shown. */
export function listLines(rows: NewEnterprisesRow[], say: { unit(id: string | undefined): string; of(family: 'class' | 'procedure' | 'situation', key: string): string }): string[][] {
  return rows.flatMap((r) =>
    r.enterprises.map((e, i) => [say.unit(r.region), String(i + 1), e.name, e.code, say.of('class', e.admission_class), say.of('procedure', e.procedure), say.of('situation', e.situation), say.unit(e.department), e.admitted_on, e.from, e.removed_on ?? '']),
  )
}

/** RFC 4180 with a byte order mark, so that spreadsheets read Chinese; what would be taken for a formula, or lose digits, is text. */
export function csv(lines: string[][]): string {
  const cell = (text: string) => {
    const formula = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text)
    const safe = formula ? `'${text}` : /^\d{12,}$/.test(text) ? `${text}\t` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
  }
  return `\ufeff${lines.map((l) => l.map(cell).join(',')).join('\r\n')}\r\n`
}
