/**
 * The rows of one subscribed view: a snapshot at a position, then every change after it. Reducers are pure; they say
 * which fields of which rows changed, so that the page can mark them.
 */
import type { Keyed } from './rows'

export interface LiveTable<Row> {
  position: number | null
  rows: Map<string, Keyed<Row>>
}

export interface Delta<Row> {
  position: number
  upserts: Keyed<Row>[]
  removals: string[]
}

export interface Applied<Row> {
  table: LiveTable<Row>
  /** Fields that differ, by the row's key; for a new row, all of them. */
  changed: Map<string, Set<string>>
}

export function emptyTable<Row>(): LiveTable<Row> {
  return { position: null, rows: new Map() }
}

export function fromRows<Row>(position: number | null, rows: Keyed<Row>[]): LiveTable<Row> {
  return { position, rows: new Map(rows.map((r) => [r.key, r])) }
}

/** A snapshot after a reconnection replaces everything, and what differs from before is told like any change. */
export function applySnapshot<Row>(before: LiveTable<Row>, position: number | null, rows: Keyed<Row>[]): Applied<Row> {
  const changed = new Map<string, Set<string>>()
  if (before.position !== null) for (const r of rows) note(changed, r, before.rows.get(r.key)?.row)
  return { table: fromRows(position, rows), changed }
}

export function applyDelta<Row>(before: LiveTable<Row>, delta: Delta<Row>): Applied<Row> {
  const rows = new Map(before.rows)
  const changed = new Map<string, Set<string>>()
  for (const r of delta.upserts) {
    const old = rows.get(r.key)
    if (old && old.position > r.position) continue
    note(changed, r, old?.row)
    rows.set(r.key, r)
  }
  for (const key of delta.removals) rows.delete(key)
  return { table: { position: Math.max(before.position ?? 0, delta.position), rows }, changed }
}

function note<Row>(changed: Map<string, Set<string>>, now: Keyed<Row>, before: Row | undefined): void {
  const fields = changedFields(before, now.row)
  if (fields.size) changed.set(now.key, fields)
}

export function changedFields(before: unknown, after: unknown): Set<string> {
  const a = (before ?? {}) as Record<string, unknown>
  const b = (after ?? {}) as Record<string, unknown>
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return new Set([...names].filter((n) => JSON.stringify(a[n]) !== JSON.stringify(b[n])))
}
