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
  units: ['unit', 'lead'],
  status: ['status', 'acknowledged'],
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

export type ConflictEntry = Partial<TrailRow> & { changes: Change[] }

/**
 * What a conflict says changed since. The server tells each event with its data; where the trail that the page follows
 * has the same event already, that is taken instead, since it knows the old values too.
 */
export function conflictEntries(changes: unknown[] | undefined, trail: TrailRow[] = []): ConflictEntry[] {
  const known = new Map(trail.map((e) => [e.position, e]))
  const told = (changes ?? []).filter((c): c is Record<string, unknown> => typeof c === 'object' && c !== null)
  return told.map((one) => known.get(one.position as number) ?? entryOf(one))
}

function entryOf(one: Record<string, unknown>): ConflictEntry {
  const actor = typeof one.actor === 'string' ? { account: '', name: one.actor } : (one.actor as TrailRow['actor'])
  const data = Object.entries((one.data ?? {}) as object).filter(([, v]) => v !== null && !(Array.isArray(v) && !v.length))
  const changes = (one.changes as Change[] | undefined) ?? data.map(([field, after]) => ({ field, after }))
  return { ...(one as Partial<TrailRow>), actor, changes }
}
