/** Faults and ages in the language shown. */
import { hasText, t, word } from '@/i18n'
import type { EventProblem } from '@/verify/event'
import { Fault } from '@/verify/fault'

export function sayProblem(problem: EventProblem): string {
  const key = `verify.fault.${problem.what}`
  const { field } = problem.values
  const values = field === undefined ? problem.values : { ...problem.values, field: word('shownMember', String(field)) }
  return hasText(key) ? t(key, values) : problem.what
}

export function sayFault(fault: Fault): string {
  return sayProblem({ what: fault.what, values: fault.values })
}

const kMinute = 60_000

/** How long ago a moment is; one of the future, of a clock that goes ahead, is just now. */
export function sayAge(moment: string | number, now: number): string {
  const minutes = Math.floor((now - new Date(moment).getTime()) / kMinute)
  if (minutes < 1) return t('verify.age.now')
  if (minutes < 120) return t('verify.age.minutes', { n: minutes })
  return minutes < 48 * 60 ? t('verify.age.hours', { n: Math.floor(minutes / 60) }) : t('verify.age.days', { n: Math.floor(minutes / 1440) })
}
