/**
 * The month on which the calendar opens: today's where anything is due in it, else the nearest within a year, the past
 * first, else the one with the first or the last thing that is due at all. Asked for step by step: mostly the first
 * answer is enough.
 */
import { ref, watch, type Ref } from 'vue'
import type { AsOf } from '@/model/as_of'
import { addMonths, monthOf, monthsBetween } from '@/model/supervision/days'
import { daysOf, monthToShow } from '@/model/supervision/due_calendar'
import type { DueRow } from '@/model/supervision/rows'
import type { Page } from '@/model/rows'
import type { Params } from '@/rpc/client'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from '@/stores/connection'

const kYear = 12

export function useOpeningMonth(narrowed: Ref<Params>, asOf: Ref<AsOf | null>, today: Ref<string>) {
  const connection = useConnection()
  const month = ref<string | null>(null)
  const none = ref(false)
  const error = ref<RpcError | null>(null)
  let turn = 0

  async function one(filter: Params, order: string): Promise<string | undefined> {
    const page = await connection.call<Page<DueRow>>('view.list', { view: 'calendar', filter: { ...narrowed.value, ...filter }, order, limit: 1, ...(asOf.value !== null ? { as_of: asOf.value } : {}) })
    return page.rows[0]?.row.due
  }
  const months = (from: string, by: 1 | -1) => Array.from({ length: kYear }, (_, i) => addMonths(from, by * (i + 1))).flatMap(daysOf)

  async function nearest(now: string): Promise<string | null> {
    if (await one({ due: daysOf(now) }, 'due')) return now
    const [before, after] = (await Promise.all([one({ due: months(now, -1) }, '-due'), one({ due: months(now, 1) }, 'due')])).map((due) => due && monthOf(due))
    if (before && after) return monthsBetween(before, now) <= monthsBetween(now, after) ? before : after
    if (before || after) return before ?? after ?? null
    const [first, last] = await Promise.all([one({}, 'due'), one({}, '-due')])
    return last ? monthToShow(first, last, today.value) : null
  }

  async function look(): Promise<void> {
    const mine = ++turn
    error.value = null
    try {
      const found = await nearest(monthOf(today.value))
      if (mine !== turn) return
      none.value = found === null
      month.value = found ?? monthOf(today.value)
    } catch (thrown) {
      if (mine === turn) error.value = asRpcError(thrown)
    }
  }

  watch([narrowed, asOf, () => monthOf(today.value)], () => void look(), { immediate: true })
  return { month, none, error, again: () => void look() }
}
