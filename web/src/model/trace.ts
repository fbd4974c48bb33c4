/** 溯源: what is asked of the trail, kept in the address; and what of it is shown, exported and played. Pure. */
import type { Change, TrailRow } from './rows'
import { pruned } from './schema'
import { zoned } from './format'
import { plainType } from './trail'

export interface TraceFilter {
  /** A stream such as item/2014-009, or the beginning of several: item/. */
  of: string
  types: string[]
  units: string[]
  actor: string
  /** A field's name, anywhere in a change's path. */
  field: string
  /** `YYYY-MM-DD HH:mm:ss` in the ledger's zone. */
  since: string
  until: string
}

export const kNoFilter: TraceFilter = { of: '', types: [], units: [], actor: '', field: '', since: '', until: '' }

type Query = Record<string, unknown>
const one = (value: unknown): string => (typeof value === 'string' ? value : '')
const many = (value: unknown): string[] => one(value).split(',').filter(Boolean)

export function filterOf(query: Query): TraceFilter {
  return { of: one(query.of), types: many(query.type), units: many(query.unit), actor: one(query.actor), field: one(query.field), since: one(query.since), until: one(query.until) }
}

/** Only what is asked for stands in the address. */
export function queryOf(filter: TraceFilter): Record<string, string> {
  const all = { of: filter.of.trim(), type: filter.types.join(','), unit: filter.units.join(','), actor: filter.actor.trim(), field: filter.field.trim(), since: filter.since, until: filter.until }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}

const words = (text: string): string[] => text.split(/[\s,，]+/).filter(Boolean)

/** For `events.read`; the field is looked for in what comes. */
export function eventsFilter(filter: TraceFilter): Query {
  const times = { since: filter.since && zoned(filter.since), until: filter.until && zoned(filter.until) }
  return (pruned({ streams: words(filter.of), types: filter.types, units: filter.units, actors: words(filter.actor), ...times }) ?? {}) as Query
}

/** One stream, named whole: its trail is read at once, without looking through the log. */
export function oneStream(filter: TraceFilter): string | null {
  const asked = words(filter.of)
  return asked.length === 1 && /^[a-z_]+\/[^/]+$/.test(asked[0]) ? asked[0] : null
}

/** Whether a trail's row is asked for, where it was not the server who chose it. */
export function passes(row: TrailRow, filter: TraceFilter): boolean {
  const at = Date.parse(row.recorded)
  if (filter.types.length && !filter.types.includes(plainType(row.type))) return false
  if (filter.units.length && !filter.units.includes(row.actor.unit ?? '') && !filter.units.some((u) => row.stream === `unit/${u}`)) return false
  const actors = words(filter.actor)
  if (actors.length && !actors.includes(row.actor.account)) return false
  if (filter.since && at < Date.parse(zoned(filter.since))) return false
  if (filter.until && at > Date.parse(zoned(filter.until))) return false
  return changesField(row, filter.field)
}

/** `percent` finds `progress.percent` and `progress[2].percent`; so does `progress`. */
export function changesField(row: TrailRow, field: string): boolean {
  const asked = field.trim()
  return asked === '' || row.changes.some((c) => partsOf(c.field).includes(asked) || c.field === asked)
}

export function partsOf(path: string): string[] {
  return path.match(/[^.[\]/]+/g) ?? []
}

/** The key of an event's row in `audit_trail`. */
export function trailKeyOf(stream: string, version: number | string): string {
  return `${stream}/${String(version).padStart(10, '0')}`
}

// ---- what changed between two states of a row ------------------------------------------------------------------------

/** The members in which two rows differ; every member where one is not there. */
export function changedMembers(before: Query | null, after: Query | null): Set<string> {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return new Set([...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name])))
}

/** What went out of a list, what came into it, and how much of it stayed; an element that changed goes and comes. */
export function listChange(before: unknown[], after: unknown[]): { gone: unknown[]; come: unknown[]; same: number } {
  const left = before.map((one) => JSON.stringify(one))
  const come = after.filter((one) => {
    const at = left.indexOf(JSON.stringify(one))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return { gone: left.map((text) => JSON.parse(text) as unknown), come, same: after.length - come.length }
}

/** An element without what says nothing and without positions, to be told in a line. */
export function toldPart(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([name, one]) => !kBookkeeping.has(name) && says(one)))
}

/** Members that say how the row is kept, not what it says. */
const kBookkeeping = new Set(['version', 'changed_at', 'changed_position', 'position', 'last_position'])

/** The members that are worth showing of a state, those that ever say anything; in the row's own order. */
export function shownMembers(rows: (Query | null)[]): string[] {
  const names = new Set(rows.flatMap((row) => Object.entries(row ?? {}).filter(([, value]) => says(value)).map(([name]) => name)))
  return [...names].filter((name) => !kBookkeeping.has(name))
}

function says(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return false
  if (Array.isArray(value)) return value.length > 0
  return typeof value !== 'object' || Object.values(value as object).some(says)
}

// ---- the film ----------------------------------------------------------------------------------------------------------

/** How many of the marks fall into each of `bars` equal parts of the time between the first and the last. */
export function density(times: number[], bars: number): number[] {
  const out = new Array<number>(bars).fill(0)
  if (!times.length) return out
  const [first, last] = [times[0], times[times.length - 1]]
  for (const at of times) out[last === first ? 0 : Math.min(bars - 1, Math.floor(((at - first) / (last - first)) * bars))]++
  return out
}

/** The frame shown at a moment: the last one at or before it; the first where there is none. */
export function frameAt(positions: number[], position: number): number {
  let found = 0
  for (let i = 0; i < positions.length; i++) if (positions[i] <= position) found = i
  return found
}

// ---- taking it away ------------------------------------------------------------------------------------------------------

/** A cell for a spreadsheet: quoted where it must be, and never a formula. */
export function csvCell(value: unknown): string {
  const text = value === undefined || value === null ? '' : typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value)
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** One line for each change, and one for an event without; the mark at the beginning tells spreadsheets that it is UTF-8. */
export function traceCsv(rows: TrailRow[], head: string[], say: { type: (name: string) => string; field: (path: string) => string }): string {
  const lines = rows.flatMap((row) => (row.changes.length ? row.changes : [{ field: '' } as Change]).map((c) => lineOf(row, c, say)))
  return `\ufeff${[head, ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`
}

function lineOf(row: TrailRow, change: Change, say: { type: (name: string) => string; field: (path: string) => string }): unknown[] {
  return [row.position, row.recorded, row.effective, row.stream, row.version, say.type(plainType(row.type)), row.actor.name, row.actor.account, row.actor.unit, row.reason, change.field && say.field(change.field), change.before, change.after]
}
