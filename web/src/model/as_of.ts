/** A moment of the ledger: a log position or a time. Absent means now, live. It is kept in the page's address. Pure. */
import { dateTime, zoned } from './format'
import { addDays, addMonths, lastDayOf } from './supervision/days'

export type AsOf = number | string

/** How far one step goes: to the event before or after, or by so much time. */
export type Step = 'event' | 'day' | 'week' | 'month'
export const kSteps: Step[] = ['event', 'day', 'week', 'month']

/** An event of the log: where it stands, and when it was recorded. */
export interface LogMoment {
  position: number
  time: string
}
/** The whole log; null while it is empty. */
export interface LogRange {
  first: LogMoment
  last: LogMoment
}

export function parseAsOf(text: unknown): AsOf | null {
  if (typeof text !== 'string' || text === '') return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  return Number.isNaN(Date.parse(text)) ? null : text
}

/**
 * The end of a second, as RFC 3339 in UTC. Times are shown without fractions, so whoever asks for 10:30:05 wants to see
 * what is shown as recorded at 10:30:05.
 */
export function endOfSecond(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, '.999Z')
}

const secondOf = (time: string | number): number => Math.floor(new Date(time).getTime() / 1000)

/** Just before the first event: nothing is there yet. */
export function beforeAll(log: LogRange): string {
  return endOfSecond(secondOf(log.first.time) - 1)
}

/** The same time of day so many days, weeks or months on, in the ledger's zone; the 31st becomes a shorter month's last day. */
export function stepTime(time: string, step: Exclude<Step, 'event'>, by: number): string {
  const [day, clock] = dateTime(time).split(' ')
  const to = step === 'month' ? monthOn(day, by) : addDays(day, by * (step === 'week' ? 7 : 1))
  return endOfSecond(secondOf(zoned(`${to} ${clock}`)))
}

function monthOn(day: string, by: number): string {
  const month = addMonths(day.slice(0, 7), by)
  const last = lastDayOf(month)
  return `${month}-${day.slice(8)}` > last ? last : `${month}-${day.slice(8)}`
}

/**
 * Where a step leads. Going on past the newest event is going back to now (null); going back stops where nothing is there
 * yet. `at` is what is shown, null when it is now; `now` is the time that live counts as.
 */
export function stepped(at: LogMoment | null, step: Step, by: 1 | -1, log: LogRange, now: string): AsOf | null {
  if (step === 'event') return atPosition((at ?? log.last).position + by, log)
  if (at === null && by > 0) return null
  const to = stepTime(at?.time ?? now, step, by)
  if (Date.parse(to) >= Date.parse(log.last.time)) return null
  return Date.parse(to) < Date.parse(log.first.time) ? beforeAll(log) : to
}

/** A position that was asked for, kept within the log. */
export function atPosition(position: number, log: LogRange): AsOf | null {
  if (position >= log.last.position) return null
  return position < log.first.position ? beforeAll(log) : position
}

/** What live counts as: the clock, or the newest event of a log that stands still (a demonstration, an archive). */
export function nowOf(log: LogRange | null, clock: number): string {
  const last = log === null ? NaN : Date.parse(log.last.time)
  const still = !Number.isNaN(last) && (last > clock || clock - last > kStillMs)
  return new Date(still ? last : clock).toISOString()
}
const kStillMs = 45 * 86_400_000
