/** The history of one field, taken from an item's audit trail. */
import type { Change, TrailRow } from './rows'

export interface FieldChange {
  entry: TrailRow
  change: Change
}

/**
 * The names under which a change of a shown field may appear in the trail: the row's own, and those of the events that
 * set it (`progress_text` of the row is `progress` of the report).
 */
const kNames: Record<string, string[]> = {
  progress_text: ['progress'],
  problems_text: ['problems'],
  measures_text: ['measures', 'next_measures'],
  percent: ['percent', 'lamp'],
  lamp: ['lamp', 'percent', 'status', 'deadline'],
  deadline: ['deadline', 'extension', 'to'],
  deadline_basis: ['deadline'],
  targets: ['target', 'actuals', 'actual'],
  progress: ['percent'],
  milestones: ['milestone', 'due', 'reached_on'],
  problems: ['problem', 'answer'],
  units: ['unit'],
  last_period: ['period'],
}

export function touches(field: string, changeField: string): boolean {
  return names(field).some((name) => covers(name, changeField))
}

function names(field: string): string[] {
  return [field, ...(kNames[field] ?? [])]
}

function covers(name: string, changeField: string): boolean {
  if (!changeField.startsWith(name)) return false
  return changeField.length === name.length || '.[/'.includes(changeField[name.length])
}

/**
 * Newest first. Changes under the field's own name are taken alone where there are any; the events' names stand in
 * where the trail does not know the shown field (`lamp` is derived, so its causes are shown).
 */
export function fieldHistory(field: string, trail: Iterable<TrailRow>): FieldChange[] {
  const all = [...trail].flatMap((entry) => (entry.changes ?? []).map((change) => ({ entry, change })))
  const own = all.filter((f) => covers(field, f.change.field) && !isReportText(field, f))
  const found = own.length ? own : all.filter((f) => touches(field, f.change.field) && !isReportText(field, f))
  return found.sort((a, b) => b.entry.position - a.entry.position)
}

/** The list `problems` of the item and the text `problems` of a report have one name. */
function isReportText(field: string, f: FieldChange): boolean {
  return field === 'problems' && isReport(f.entry) && f.change.field === 'problems'
}

function isReport(entry: TrailRow): boolean {
  return /progress_(reported|corrected)$/.test(plainType(entry.type))
}

/** `taizhang.item.progress_reported.v1` → `item.progress_reported`. */
export function plainType(type: string): string {
  return type.replace(/^taizhang\./, '').replace(/\.v\d+$/, '')
}

export function positionOf(event: { sequence?: string; id: string }): number {
  return Number(event.sequence ?? event.id.slice(event.id.lastIndexOf('-') + 1))
}

/**
 * What a conflict says changed since: entries of the trail, or bare field changes, depending on how much the server
 * knows. Bare ones are gathered into one entry without an actor.
 */
export type ConflictEntry = Partial<TrailRow> & { changes: Change[] }

export function conflictEntries(changes: unknown[] | undefined): ConflictEntry[] {
  const entries: ConflictEntry[] = []
  const bare: Change[] = []
  for (const one of changes ?? []) {
    const record = one as Record<string, unknown>
    if (typeof record !== 'object' || record === null) continue
    if (typeof record.field === 'string') bare.push(record as unknown as Change)
    else entries.push({ ...(record as Partial<TrailRow>), changes: (record.changes as Change[] | undefined) ?? [] })
  }
  return bare.length ? [...entries, { changes: bare }] : entries
}
