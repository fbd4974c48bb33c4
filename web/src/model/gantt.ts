/**
 * 挂图作战: what the lanes of a Gantt chart show, from the rows of `project_schedule`. A lane has the plan as it stood at a
 * moment of the past (the baseline), what is planned and reached now, and how late that is. Days only; no pixels but for
 * labels that must not cover each other. Pure.
 */
import type { ProjectRow, SchedulePlan, ScheduleRow } from './project_rows'
import type { ItemStatus } from './rows'
import { addDays, addMonths, daysBetween, lastDayOf, monthOf } from './supervision/days'

/** The first plan of all, or the one that held at the end of a day. */
export type Baseline = 'first' | string

export interface Mark {
  milestone: string
  name: string
  state: 'reached' | 'planned' | 'overdue' | 'dropped'
  /** Where it stands: the day it was reached, else planned for. */
  day: string
  due?: string
  /** By the baseline. */
  base?: string
  /** Reached so long after its day, or that long over it today; less than 0: before it. */
  late?: number
  missed: number
}
export interface Stretch {
  from: string
  to: string
  days: number
}
export interface Lane {
  item: string
  row: ProjectRow
  /** By the baseline; either end may be unknown. */
  base: { from?: string; to?: string } | null
  now: { from?: string; to?: string; started: boolean; finished: boolean } | null
  /** Under way until this day: what of the bar is behind. */
  done: Stretch | null
  /** Should have begun, or been completed, and was not. */
  lateStart: Stretch | null
  overrun: Stretch | null
  marks: Mark[]
  /** Days of the worst that is late now; 0 where nothing is. */
  late: number
  adjustments: number
}

const kEnded: ItemStatus[] = ['closed_out', 'cancelled', 'merged', 'carried_over', 'verified']
const isOver = (status: ItemStatus) => kEnded.includes(status)

/** The plan that held at the end of that day in the ledger's zone; null before the first. */
export function plannedAt(row: ScheduleRow, day: string): SchedulePlan | null {
  const end = Date.parse(`${day}T23:59:59.999+08:00`)
  let found: SchedulePlan | null = null
  for (const plan of row.plans) if (Date.parse(plan.since) <= end) found = plan
  return found
}

function baseOf(row: ScheduleRow | undefined, baseline: Baseline): { start?: string; due?: string } {
  if (!row) return {}
  if (baseline === 'first') return { start: row.first_start, due: row.first_due }
  return plannedAt(row, baseline) ?? {}
}

export function lane(project: ProjectRow, rows: ScheduleRow[], baseline: Baseline, today: string): Lane {
  const span = rows.find((r) => r.milestone === '')
  const marks = rows.filter((r) => r.milestone !== '').map((r) => markOf(r, baseline, today))
  marks.sort((a, b) => a.day.localeCompare(b.day) || a.name.localeCompare(b.name))
  const planned = baseOf(span, baseline)
  const base = planned.start || planned.due ? { from: planned.start, to: planned.due } : null
  const now = nowOf(span)
  const over = isOver(project.status) || project.status === 'suspended'
  const stretch = (from: string | undefined): Stretch | null => (from && !over && from < today ? { from, to: today, days: daysBetween(from, today) } : null)
  const lateStart = span && !now?.started && !now?.finished ? stretch(span.start) : null
  const overrun = span && !now?.finished ? stretch(span.due) : null
  const late = Math.max(0, lateStart?.days ?? 0, overrun?.days ?? 0, ...marks.filter((m) => m.state === 'overdue').map((m) => m.late ?? 0))
  return { item: project.item, row: project, base, now, done: doneOf(now, today), lateStart, overrun, marks, late, adjustments: project.days.adjustments }
}

function nowOf(span: ScheduleRow | undefined): Lane['now'] {
  if (!span) return null
  const [from, to] = [span.started_on ?? span.start, span.reached_on ?? span.due]
  if (!from && !to) return null
  return { from, to, started: span.started_on !== undefined, finished: span.reached_on !== undefined }
}

function doneOf(now: Lane['now'], today: string): Stretch | null {
  if (!now?.from || !now.started) return null
  const to = now.finished && now.to ? now.to : now.to && now.to < today ? now.to : today
  return to < now.from ? null : { from: now.from, to, days: daysBetween(now.from, to) }
}

function markOf(row: ScheduleRow, baseline: Baseline, today: string): Mark {
  const base = baseOf(row, baseline).due
  const mark: Mark = { milestone: row.milestone, name: row.name, state: 'planned', day: row.reached_on ?? row.due ?? row.first_due ?? today, missed: row.missed.length }
  if (row.due) mark.due = row.due
  if (base) mark.base = base
  if (row.reached_on) {
    mark.state = 'reached'
    if (row.late_days !== undefined) mark.late = row.late_days
  } else if (isOver(row.status)) mark.state = 'dropped'
  else if (row.due && row.due < today && row.status !== 'suspended') {
    mark.state = 'overdue'
    mark.late = daysBetween(row.due, today)
  }
  return mark
}

/** Lanes of the projects, in their order; what is no project has none. */
export function lanes(projects: ProjectRow[], schedule: Iterable<ScheduleRow>, baseline: Baseline, today: string): Lane[] {
  const of = new Map<string, ScheduleRow[]>()
  for (const row of schedule) {
    const known = of.get(row.item)
    if (known) known.push(row)
    else of.set(row.item, [row])
  }
  return projects.map((p) => lane(p, of.get(p.item) ?? [], baseline, today))
}

/** Days from the first to the last, both shown. */
export interface Frame {
  from: string
  to: string
}
export type Zoom = 'all' | 'year' | 'quarter'

export function daysOf(one: Lane): string[] {
  const bars = [one.base?.from, one.base?.to, one.now?.from, one.now?.to]
  return [...bars, ...one.marks.flatMap((m) => [m.day, m.base])].filter((d) => d !== undefined)
}

/** `at` is a day within the year or quarter that is shown. */
export function frameOf(zoom: Zoom, at: string, all: Lane[]): Frame {
  if (zoom === 'all') {
    const days = [...all.flatMap(daysOf), at].sort()
    return { from: `${monthOf(days[0])}-01`, to: lastDayOf(monthOf(days[days.length - 1])) }
  }
  if (zoom === 'year') return { from: `${at.slice(0, 4)}-01-01`, to: `${at.slice(0, 4)}-12-31` }
  const first = Math.floor((Number(at.slice(5, 7)) - 1) / 3) * 3 + 1
  const month = `${at.slice(0, 4)}-${String(first).padStart(2, '0')}`
  return { from: `${month}-01`, to: lastDayOf(addMonths(month, 2)) }
}

/** The day to look at after one step back or forth. */
export function stepped(zoom: Zoom, at: string, by: number): string {
  return `${addMonths(monthOf(at), (zoom === 'year' ? 12 : 3) * by)}-01`
}

/** Where a day's beginning lies in the frame: 0 … 1 within it. */
export function place(frame: Frame, day: string): number {
  return daysBetween(frame.from, day) / (daysBetween(frame.from, frame.to) + 1)
}

export interface Span {
  left: number
  width: number
  /** It goes on beyond the frame. */
  before: boolean
  after: boolean
}
/** The part of a bar that is seen, its last day included; null where nothing is. A bar with one end is a day long. */
export function seen(frame: Frame, from: string | undefined, to: string | undefined): Span | null {
  const [first, last] = [from ?? to, to ?? from]
  if (!first || !last || last < frame.from || first > frame.to) return null
  const left = Math.max(0, place(frame, first))
  const right = Math.min(1, place(frame, addDays(last, 1)))
  return { left, width: Math.max(0, right - left), before: first < frame.from, after: last > frame.to }
}

/** On which side everything of a lane lies that the frame does not show. */
export function beyond(frame: Frame, one: Lane): { side: 'before' | 'after'; day: string } | null {
  const days = daysOf(one).sort()
  if (!days.length || seen(frame, days[0], days[days.length - 1])) return null
  return days[0] > frame.to ? { side: 'after', day: days[0] } : { side: 'before', day: days[days.length - 1] }
}

export interface Tick {
  day: string
  kind: 'year' | 'quarter' | 'month' | 'half'
  /** 0 … 1. */
  at: number
  width: number
}
/** Columns of the head: months, of a quarter half months, of many years quarters or years. */
export function ticks(frame: Frame): Tick[] {
  const months = Math.round((daysBetween(frame.from, frame.to) + 1) / 30.4)
  const kind = months <= 4 ? 'half' : months <= 18 ? 'month' : months <= 54 ? 'quarter' : 'year'
  const starts: string[] = []
  const step = { half: 1, month: 1, quarter: 3, year: 12 }[kind]
  const begin = kind === 'year' ? `${frame.from.slice(0, 4)}-01` : kind === 'quarter' ? monthOf(frameOf('quarter', frame.from, []).from) : monthOf(frame.from)
  for (let month = begin; `${month}-01` <= frame.to; month = addMonths(month, step)) {
    starts.push(`${month}-01`)
    if (kind === 'half') starts.push(`${month}-16`)
  }
  return starts.map((day, i) => {
    const at = Math.max(0, place(frame, day))
    const end = i + 1 < starts.length ? place(frame, starts[i + 1]) : 1
    return { day, kind, at, width: Math.min(1, end) - at }
  })
}

/** Which labels are written: from left to right, each that covers none before it. Widths and positions in one measure. */
export function uncovered(labels: { at: number; width: number }[], gap: number): boolean[] {
  let free = -Infinity
  return labels.map(({ at, width }) => {
    const left = at - width / 2
    if (left < free) return false
    free = at + width / 2 + gap
    return true
  })
}

/** About so wide is a text in units of its font's size: Chinese one, Latin little more than half. */
export function textWidth(text: string): number {
  let width = 0
  for (const c of text) width += c.codePointAt(0)! > 0x2e80 ? 1 : 0.56
  return width
}
