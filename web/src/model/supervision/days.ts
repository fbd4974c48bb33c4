/** Days of the ledger's zone as `YYYY-MM-DD`; arithmetic in UTC, so that no zone of the browser comes in. Pure. */
import { date } from '../format'

const kDay = 86_400_000
/** Nobody has written to such a log for so long: it is a demonstration or an archive, and stands still. */
const kStill = 45 * kDay

const utc = (day: string): number => Date.parse(`${day}T00:00:00Z`)

export function addDays(day: string, days: number): string {
  return new Date(utc(day) + days * kDay).toISOString().slice(0, 10)
}

/** From `from` to `to`; negative where `to` has passed. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to) - utc(from)) / kDay)
}

/**
 * The day from which days are counted: as of a moment, that moment's; live, today. Of a log that runs ahead of the
 * clock, or that stands still, it is the day of its newest event.
 */
export function dayShown(time: string | null, live: boolean, now: number): string {
  const at = time === null ? NaN : Date.parse(time)
  if (Number.isNaN(at)) return date(new Date(now).toISOString())
  const counted = !live || at > now || now - at > kStill ? at : now
  return date(new Date(counted).toISOString())
}

/** Monday first: 0 … 6. */
export function weekday(day: string): number {
  return (new Date(utc(day)).getUTCDay() + 6) % 7
}

export function monthOf(day: string): string {
  return day.slice(0, 7)
}

export function addMonths(month: string, months: number): string {
  const [y, m] = month.split('-').map(Number)
  const at = y * 12 + (m - 1) + months
  return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`
}

/** From `from` to `to`; negative where `to` lies before it. */
export function monthsBetween(from: string, to: string): number {
  const count = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return count(to) - count(from)
}

/** The last day of a month: `2014-03` → `2014-03-31`. */
export function lastDayOf(month: string): string {
  return addDays(`${addMonths(month, 1)}-01`, -1)
}
