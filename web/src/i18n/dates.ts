/** Dates as officials write them, 2014年5月6日; in English as ISO 8601 has them. Always in the ledger's zone. */
import { chineseDay, date, dateTime } from '@/model/format'
import { language } from './index'

export function dayText(value: string | undefined): string {
  return language.value === 'zh' ? chineseDay(date(value)) : date(value)
}

/** `2014年5月6日 17:30`; with seconds where they matter. */
export function momentText(time: string | number | null | undefined, seconds = false): string {
  const [day, clock] = dateTime(time).split(' ')
  return [language.value === 'zh' ? chineseDay(day) : day, seconds ? clock : clock?.slice(0, 5)].filter(Boolean).join(' ')
}

/** `2014年5月` of `2014-05`. */
export function monthText(month: string): string {
  return language.value === 'zh' ? chineseDay(month) : month
}
