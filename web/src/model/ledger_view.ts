/** From the rows of a ledger to the lines of its table: searched, filtered, sorted, grouped by chapter. Pure. */
import { chineseNumber } from './format'
import type { ItemRow, ItemStatus, Keyed, Lamp, LedgerRow, UnitOnItem } from './rows'

export interface Filter {
  search: string
  chapters: string[]
  units: string[]
  lamps: Lamp[]
  statuses: ItemStatus[]
  /** Of the units chosen, what they lead or are responsible for, not what they help with. */
  answering: boolean
}

export type SortBy = 'number' | 'deadline' | 'percent' | 'changed'
export interface Sort {
  by: SortBy
  descending: boolean
}

export interface ItemLine {
  kind: 'item'
  key: string
  row: ItemRow
}
export interface ChapterLine {
  kind: 'chapter'
  key: string
  no: string
  title: string
  items: number
  lamps: Record<Lamp, number>
  collapsed: boolean
}
export type Line = ItemLine | ChapterLine

/** In the order of an item's course. */
export const kStatuses: ItemStatus[] = ['draft', 'entered', 'acknowledged', 'suspended', 'completion_claimed', 'verified', 'closed_out', 'carried_over', 'merged', 'cancelled']
export const kLamps: Lamp[] = ['red', 'yellow', 'green', 'grey']

export function noFilter(): Filter {
  return { search: '', chapters: [], units: [], lamps: [], statuses: [], answering: false }
}

/**
 * The conditions that an address names (`?lamp=red&unit=a,b`), nothing where it names none. Whoever leads to a list by a
 * number names all of them, so that the list is as long as the number says.
 */
export function filterOf(query: Record<string, unknown>): Filter | null {
  const many = (name: string) => (typeof query[name] === 'string' ? (query[name] as string).split(',').filter(Boolean) : [])
  if (!['lamp', 'unit', 'chapter', 'status', 'search'].some((name) => typeof query[name] === 'string')) return null
  const search = typeof query.search === 'string' ? query.search : ''
  return { search, chapters: many('chapter'), units: many('unit'), lamps: many('lamp') as Lamp[], statuses: many('status') as ItemStatus[], answering: query.answering === '1' }
}

export function isFiltering(f: Filter): boolean {
  return f.search.trim() !== '' || [f.chapters, f.units, f.lamps, f.statuses].some((l) => l.length > 0)
}

/** What `chapter=` in an address says of an item that stands in none. */
export const kNoChapter = '-'
export const chapterKey = (row: ItemRow): string => String(row.chapter ?? '') || kNoChapter

const searchable = new WeakMap<ItemRow, string>()

/** What the search box looks through; made once per row and forgotten with it. */
function haystack(row: ItemRow): string {
  let text = searchable.get(row)
  if (text === undefined) {
    const people = [row.responsible_leader?.name, row.responsible_person?.name]
    const units = row.units.map((u) => u.name)
    const parts = [row.number, row.title, row.text, row.goal, row.deadline, ...units, ...people, row.progress_text]
    text = [...parts, row.problems_text].filter(Boolean).join('\n').toLowerCase()
    searchable.set(row, text)
  }
  return text
}

export function matches(row: ItemRow, f: Filter, words = wordsOf(f.search)): boolean {
  if (f.lamps.length && !f.lamps.includes(row.lamp)) return false
  if (f.statuses.length && !f.statuses.includes(row.status)) return false
  if (f.chapters.length && !f.chapters.includes(chapterKey(row))) return false
  if (f.units.length && !row.units.some((u) => concernsChosen(u, f))) return false
  return words.every((w) => haystack(row).includes(w))
}

function concernsChosen(u: UnitOnItem, f: Filter): boolean {
  if (f.answering && u.role === 'supporting') return false
  return f.units.includes(u.unit) || (u.members?.some((m) => f.units.includes(m)) ?? false)
}

function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean)
}

export function select(rows: Iterable<Keyed<ItemRow>>, f: Filter, sort: Sort): Keyed<ItemRow>[] {
  const words = wordsOf(f.search)
  const kept = [...rows].filter((r) => matches(r.row, f, words))
  const sign = sort.descending ? -1 : 1
  return kept.sort((a, b) => sign * order(a.row, b.row, sort.by) || byNumber(a.row, b.row))
}

function order(a: ItemRow, b: ItemRow, by: SortBy): number {
  switch (by) {
    case 'number':
      return byNumber(a, b)
    case 'deadline':
      return (a.deadline ?? '9999').localeCompare(b.deadline ?? '9999')
    case 'percent':
      return Number(a.percent ?? -1) - Number(b.percent ?? -1)
    case 'changed':
      return a.changed_position - b.changed_position
  }
}

function byNumber(a: ItemRow, b: ItemRow): number {
  return natural(String(a.number), String(b.number)) || (a.item < b.item ? -1 : a.item > b.item ? 1 : 0)
}

function natural(a: string, b: string): number {
  const na = parseInt(a, 10)
  const nb = parseInt(b, 10)
  if (!Number.isNaN(na) && !Number.isNaN(nb) && na !== nb) return na - nb
  return a < b ? -1 : a > b ? 1 : 0
}

export function countLamps(rows: Iterable<Keyed<ItemRow>>): Record<Lamp, number> {
  const counts: Record<Lamp, number> = { green: 0, yellow: 0, red: 0, grey: 0 }
  for (const r of rows) counts[r.row.lamp]++
  return counts
}

/** Chapters in the ledger's order, each followed by its lines unless it is folded; unknown chapters come last. */
export function grouped(
  rows: Keyed<ItemRow>[],
  chapters: LedgerRow['chapters'],
  folded: ReadonlySet<string>,
): Line[] {
  const byChapter = new Map<string, Keyed<ItemRow>[]>(chapters.map((c) => [String(c.no), []]))
  for (const r of rows) {
    const no = String(r.row.chapter ?? '')
    const list = byChapter.get(no)
    if (list) list.push(r)
    else byChapter.set(no, [r])
  }
  const lines: Line[] = []
  for (const [no, members] of byChapter) {
    if (!members.length) continue
    const title = chapters.find((c) => String(c.no) === no)?.title ?? ''
    const collapsed = folded.has(no)
    lines.push({ kind: 'chapter', key: `chapter ${no}`, no, title, items: members.length, lamps: countLamps(members), collapsed })
    if (!collapsed) lines.push(...members.map(itemLine))
  }
  return lines
}

export function itemLine(r: Keyed<ItemRow>): ItemLine {
  return { kind: 'item', key: r.key, row: r.row }
}

/** `一、重点项目` — the number and the title as the document prints them. */
export function chapterName(no: string, title: string): string {
  return [chineseNumber(no), title].filter(Boolean).join('、')
}

/**
 * The ledger that a reader most likely wants who named none: the newest that is open and under way. Next year's, for which
 * one applies in August already, and one of which everything is a draft still, come after it.
 */
export function usualLedger(ledgers: LedgerRow[], year = new Date().getFullYear()): LedgerRow | undefined {
  const underWay = (l: LedgerRow) => l.status === 'open' && !(l.statuses?.length && l.statuses.every((s) => s.status === 'draft'))
  return ledgers.find((l) => l.year <= year && underWay(l)) ?? ledgers.find(underWay) ?? ledgers[0]
}
