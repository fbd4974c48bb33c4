/** What units were asked for, by month (rule 11): sums for the table and the charts. Pure. */
import type { BurdenRow } from './rows'

export type Asked = 'fields' | 'items' | 'reports' | 'plans' | 'rectifications' | 'reminders' | 'urgings'
export const kAsked: Asked[] = ['fields', 'items', 'reports', 'plans', 'rectifications', 'reminders', 'urgings']

export interface BurdenTable {
  periods: string[]
  /** The most burdened unit first; `cells` stand by period, absent where nothing was asked. */
  units: { unit: string; cells: (number | null)[]; sum: number }[]
  sums: number[]
  most: number
}

export function burdenTable(rows: BurdenRow[], asked: Asked): BurdenTable {
  const periods = [...new Set(rows.map((r) => r.period))].sort()
  const at = new Map(rows.map((r) => [`${r.unit} ${r.period}`, r[asked]]))
  const names = [...new Set(rows.map((r) => r.unit))]
  const units = names.map((unit) => {
    const cells = periods.map((p) => at.get(`${unit} ${p}`) ?? null)
    return { unit, cells, sum: cells.reduce<number>((a, b) => a + (b ?? 0), 0) }
  })
  units.sort((a, b) => b.sum - a.sum || (a.unit < b.unit ? -1 : 1))
  const sums = periods.map((_, i) => units.reduce((a, u) => a + (u.cells[i] ?? 0), 0))
  return { periods, units, sums, most: Math.max(0, ...units.flatMap((u) => u.cells.map((c) => c ?? 0))) }
}
