/**
 * 报账: from what `report.prefill` gives to a grid of texts, and from the grid to the entries of `report.submit`. Pure.
 *
 * Rows are the unit's items, columns the fields of report::Entry, and one column for each of the items' targets by its
 * place: what the third target of an item is, its cell says itself.
 */
import { compareDecimals } from './decimal'
import { isDecimal, normalDecimal } from './format'
import type { Cells } from './grid/grid'
import type { Actual, Decimal, ReportRow } from './rows'

export interface PrefillTarget {
  indicator: string
  unit: string
  value: Decimal
  comparator: string
}
export interface LastReport {
  period: string
  percent: Decimal
  progress?: string
  problems?: string
  measures?: string
  next_measures?: string
  actuals?: Actual[]
}
export interface Entry {
  item: string
  percent: Decimal
  progress: string
  achievements?: string
  problems?: string
  measures?: string
  next_measures?: string
  reasons?: string
  corrections?: string
  actuals: Actual[]
}
export interface PrefillItem {
  item: string
  number: string
  title: string
  units: { unit: string; name?: string; role?: string }[] | string[]
  acknowledged: boolean
  may_report: boolean
  scheduled_percent?: Decimal
  last: LastReport | null
  reported: boolean
  targets: PrefillTarget[]
  entry: Partial<Entry>
}
export interface Prefill {
  position: number | null
  ledger: string
  unit: string
  period: string
  due?: string
  fields: string[]
  owed: boolean
  report: ReportRow | null
  entries: PrefillItem[]
}

export type TextField = 'percent' | 'progress' | 'achievements' | 'problems' | 'measures' | 'next_measures' | 'reasons' | 'corrections'
export interface Column {
  key: string
  kind: 'percent' | 'figure' | 'text'
  /** Of a figure: which of the item's targets. */
  target?: number
}

const kTexts: TextField[] = ['progress', 'achievements', 'problems', 'measures', 'next_measures', 'reasons', 'corrections']

export function columnsOf(prefill: Prefill): Column[] {
  const targets = Math.max(0, ...prefill.entries.map((e) => e.targets.length))
  const figures = Array.from({ length: targets }, (_, i): Column => ({ key: `actual${i}`, kind: 'figure', target: i }))
  return [{ key: 'percent', kind: 'percent' }, ...figures, ...kTexts.map((key): Column => ({ key, kind: 'text' }))]
}

export function cellsOf(prefill: Prefill, columns = columnsOf(prefill)): Cells {
  return prefill.entries.map((e) => columns.map((c) => prefilled(e, c)))
}

function prefilled(e: PrefillItem, c: Column): string {
  if (c.target === undefined) return String(e.entry[c.key as TextField] ?? '')
  return actualOf(e.entry.actuals, e.targets[c.target])
}

function actualOf(actuals: Actual[] | undefined, target: PrefillTarget | undefined): string {
  if (!target) return ''
  const found = actuals?.find((a) => a.indicator === target.indicator && a.unit === target.unit) ?? actuals?.find((a) => a.indicator === target.indicator)
  return found?.value ?? ''
}

/** What the same cell said last month; undefined where nothing was reported or the cell was not part of it. */
export function lastOf(e: PrefillItem, c: Column): string | undefined {
  if (!e.last) return undefined
  const text = c.target === undefined ? (e.last as unknown as Record<string, string | undefined>)[c.key] : actualOf(e.last.actuals, e.targets[c.target])
  return text || undefined
}

/** Whether there is such a cell: an item has only so many targets, and takes no report before it is acknowledged. */
export function isOpen(e: PrefillItem, c: Column): boolean {
  return e.may_report && (c.target === undefined || c.target < e.targets.length)
}

/** As it will be sent: figures in plain digits, texts without blank ends. */
export function normal(column: Column, text: string): string {
  if (column.kind === 'text') return text.replace(/\r\n?/g, '\n').replace(/[ \t]+$/gm, '').trim()
  const plain = normalDecimal(text)
  return /^-?\d{1,3}([,，]\d{3})+(\.\d+)?$/.test(plain) ? plain.replace(/[,，]/g, '') : plain
}

// ---- what is wrong with it -----------------------------------------------------------------------------------------

export type Fault = 'required' | 'decimal' | 'range' | 'behind' | 'lower'

/** By column key, of one row. The server judges by the same rules (S7.3) and has the last word. */
export function faultsOf(e: PrefillItem, columns: Column[], row: readonly string[], fields: string[]): Map<string, Fault> {
  const faults = new Map<string, Fault>()
  if (!e.may_report) return faults
  const value = (key: string) => row[columns.findIndex((c) => c.key === key)] ?? ''
  const percent = value('percent')
  for (const [i, c] of columns.entries()) if (c.target !== undefined && row[i] && !isDecimal(row[i])) faults.set(c.key, 'decimal')
  for (const field of new Set([...fields, 'percent', 'progress'])) {
    if (field === 'actuals') requireFigure(e, columns, row, faults)
    else if (columns.some((c) => c.key === field) && !value(field).trim()) faults.set(field, 'required')
  }
  if (!percent) return faults
  if (!isDecimal(percent)) return faults.set('percent', 'decimal')
  if (compareDecimals(percent, '0') < 0 || compareDecimals(percent, '100') > 0) return faults.set('percent', 'range')
  const why = explanation(e, percent)
  for (const key of why.keys) if (!value(key).trim()) faults.set(key, why.fault)
  return faults
}

/** Where the regime asks for figures, one of the item's is enough. */
function requireFigure(e: PrefillItem, columns: Column[], row: readonly string[], faults: Map<string, Fault>): void {
  const first = columns.find((c) => c.target === 0)
  if (first && lacksFigures(e, columns, row)) faults.set(first.key, 'required')
}

function lacksFigures(e: PrefillItem, columns: Column[], row: readonly string[]): boolean {
  return e.targets.length > 0 && !columns.some((c, i) => c.target !== undefined && row[i])
}

/** What was reported of the month already was explained then: only another figure asks anew. */
function explanation(e: PrefillItem, percent: string): { keys: TextField[]; fault: Fault } {
  if (e.reported && compareDecimals(percent, e.entry.percent ?? '') === 0) return { keys: [], fault: 'required' }
  if (isBehind(e, percent)) return { keys: ['reasons', 'corrections'], fault: 'behind' }
  if (isLower(e, percent)) return { keys: ['reasons'], fault: 'lower' }
  return { keys: [], fault: 'required' }
}

/** 欠进度 (S7.3). */
export function isBehind(e: PrefillItem, percent: string): boolean {
  return e.scheduled_percent !== undefined && compareDecimals(percent, e.scheduled_percent) < 0
}

export function isLower(e: PrefillItem, percent: string): boolean {
  return e.last !== null && compareDecimals(percent, e.last.percent) < 0
}

/** Whether a cell must be filled now: always, or because of what stands in another. */
export function requiredNow(e: PrefillItem, columns: Column[], row: readonly string[], fields: string[], key: string): boolean {
  if (!e.may_report) return false
  if (key === 'percent' || key === 'progress' || fields.includes(key)) return true
  if (/^actual\d/.test(key)) return fields.includes('actuals') && Number(key.slice(6)) < e.targets.length && lacksFigures(e, columns, row)
  const percent = row[columns.findIndex((c) => c.key === 'percent')] ?? ''
  return isDecimal(percent) && explanation(e, percent).keys.includes(key as TextField)
}

// ---- what is sent --------------------------------------------------------------------------------------------------

export interface Submission {
  /** Reported already and not changed: covered by the report, not said a second time. */
  items: string[]
  entries: Entry[]
  /** Which row of the grid an entry was made of. */
  rows: number[]
}

export function submissionOf(prefill: Prefill, columns: Column[], cells: Cells): Submission {
  const out: Submission = { items: [], entries: [], rows: [] }
  const before = cellsOf(prefill, columns)
  prefill.entries.forEach((e, row) => {
    if (!e.may_report) return void (e.reported && out.items.push(e.item))
    const changed = cells[row].some((text, i) => text !== before[row][i])
    if (e.reported && !changed) return void out.items.push(e.item)
    out.entries.push(entryOf(e, columns, cells[row]))
    out.rows.push(row)
  })
  return out
}

function entryOf(e: PrefillItem, columns: Column[], row: readonly string[]): Entry {
  const entry: Entry = { item: e.item, percent: '', progress: '', actuals: [] }
  columns.forEach((c, i) => {
    const text = row[i].trim()
    if (!text) return
    const target = c.target === undefined ? undefined : e.targets[c.target]
    if (target) entry.actuals.push({ indicator: target.indicator, value: text, unit: target.unit })
    else if (c.target === undefined) entry[c.key as TextField] = text
  })
  return entry
}

/** `/entries/3/actuals/0/value` → the row and column of the grid; only the row where it is of the whole entry. */
export function placeOf(path: string, sent: Submission, columns: Column[], prefill: Prefill): { row: number; column: number | null } | null {
  const parts = path.replace(/^#?\//, '').split(/[/.[\]]+/).filter(Boolean)
  if (parts[0] !== 'entries') return null
  const entry = sent.entries[Number(parts[1])]
  const row = sent.rows[Number(parts[1])]
  if (!entry) return null
  const column = parts[2] === 'actuals' ? targetColumn(entry, Number(parts[3]), columns, prefill.entries[row]) : columns.findIndex((c) => c.key === parts[2])
  return { row, column: column < 0 ? null : column }
}

function targetColumn(entry: Entry, index: number, columns: Column[], e: PrefillItem): number {
  const actual = entry.actuals[index]
  if (Number.isNaN(index)) return columns.findIndex((c) => c.target === 0)
  const target = e.targets.findIndex((t) => actual && t.indicator === actual.indicator && t.unit === actual.unit)
  return columns.findIndex((c) => c.target === target)
}

// ---- the draft -----------------------------------------------------------------------------------------------------

export interface Draft {
  saved: string
  summary: string
  reason: string
  /** Item → column key → text, only where it differs from what was filled in. */
  cells: Record<string, Record<string, string>>
}

export function draftKey(account: string, ledger: string, period: string): string {
  return `taizhang.draft/${account}/${ledger}/${period}`
}

export function draftOf(prefill: Prefill, columns: Column[], cells: Cells, more: Pick<Draft, 'summary' | 'reason' | 'saved'>): Draft {
  const before = cellsOf(prefill, columns)
  const out: Draft['cells'] = {}
  prefill.entries.forEach((e, row) =>
    columns.forEach((c, i) => {
      if (cells[row][i] !== before[row][i]) (out[e.item] ??= {})[c.key] = cells[row][i]
    }),
  )
  return { ...more, cells: out }
}

export function withDraft(prefill: Prefill, columns: Column[], draft: Draft): Cells {
  return cellsOf(prefill, columns).map((row, r) => {
    const kept = draft.cells[prefill.entries[r].item]
    return kept ? row.map((text, i) => (isOpen(prefill.entries[r], columns[i]) ? (kept[columns[i].key] ?? text) : text)) : row
  })
}

export function isEmptyDraft(draft: Draft): boolean {
  return !draft.summary && !draft.reason && !Object.keys(draft.cells).length
}
