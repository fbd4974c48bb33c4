/**
 * The first rows of a view in an order and how many there are in all, for what is too much to hold whole: read again
 * soon after something happened, so it follows the log as a subscription does, but for the second that it waits.
 *
 *   const late = useViewPage<DueRow>(60)
 *   late.show('calendar', { state: ['late', 'missed'] }, 'due', asOf)
 *   late.rows, late.total, late.more()
 *
 *   const counts = useTotals({ open: { view: 'calendar', filter: { state: 'open' } } }, asOf)   // counts.value.open
 */
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { AsOf } from '@/model/as_of'
import type { Page } from '@/model/rows'
import { positionOf } from '@/model/trail'
import type { Params } from '@/rpc/client'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from './connection'
import { useFeed } from './feed'

/** Of one answer (docs/protocol.md). */
const kMost = 1000
/** Milliseconds between something's happening and the next look: many events come together. */
const kPause = 600

export interface ViewQuestion {
  view: string
  filter: Params
}

/** Calls `look` now, and soon after each event that the feed tells of, with the newest one's position. */
function whenever(look: (atLeast: number | null) => void, wanted: () => boolean): () => void {
  const feed = useFeed()
  let timer: ReturnType<typeof setTimeout> | undefined
  const newest = () => (feed.events.length ? positionOf(feed.events[0]) : null)
  const stop = watch(newest, (at) => {
    if (at === null || timer || !wanted()) return
    timer = setTimeout(() => {
      timer = undefined
      if (wanted()) look(newest())
    }, kPause)
  })
  return () => {
    stop()
    clearTimeout(timer)
  }
}

export function useViewPage<Row>(step = 100) {
  const connection = useConnection()
  const rows = shallowRef<Row[]>([])
  const total = ref<number | null>(null)
  const position = ref<number | null>(null)
  const time = ref<string | null>(null)
  const loading = ref(false)
  const error = shallowRef<RpcError | null>(null)
  let asked: { view: string; filter: Params; order: string; asOf: AsOf | null } | null = null
  let most = step
  let turn = 0

  function show(view: string, filter: Params, order: string, asOf: AsOf | null): void {
    asked = { view, filter, order, asOf }
    most = step
    total.value = null
    rows.value = []
    void look(null)
  }

  async function look(atLeast: number | null): Promise<void> {
    if (!asked) return
    const mine = ++turn
    const { asOf, ...query } = asked
    loading.value = true
    try {
      const moment = asOf !== null ? { as_of: asOf } : atLeast !== null ? { at_least: atLeast } : {}
      const page = await connection.call<Page<Row>>('view.list', { ...query, limit: Math.min(most, kMost), ...moment })
      const found = page.rows.map((r) => r.row)
      for (let cursor = page.next_cursor; cursor && found.length < most && mine === turn; ) {
        const next: Page<Row> = await connection.call<Page<Row>>('view.list', { ...query, limit: Math.min(most - found.length, kMost), cursor, ...(asOf !== null ? { as_of: asOf } : {}) })
        found.push(...next.rows.map((r) => r.row))
        cursor = next.next_cursor
      }
      if (mine !== turn) return
      rows.value = found
      total.value = page.total ?? found.length
      position.value = page.position
      time.value = page.time ?? null
      error.value = null
    } catch (thrown) {
      if (mine === turn) error.value = asRpcError(thrown)
    }
    if (mine === turn) loading.value = false
  }

  function more(): void {
    most += step * 2
    void look(null)
  }

  onScopeDispose(whenever((at) => void look(at), () => asked !== null && asked.asOf === null))
  onScopeDispose(() => turn++)
  return { rows, total, position, time, loading, error, show, more, again: () => void look(null) }
}

/** How many rows each question has; null until that is known. Where one cannot be answered it keeps what it had. */
export function useTotals<Key extends string>(questions: () => Record<Key, ViewQuestion>, asOf: Ref<AsOf | null>) {
  const connection = useConnection()
  const totals = shallowRef<Record<Key, number> | null>(null)
  let turn = 0

  async function look(atLeast: number | null): Promise<void> {
    const mine = ++turn
    const moment = asOf.value !== null ? { as_of: asOf.value } : atLeast !== null ? { at_least: atLeast } : {}
    const all = Object.entries(questions()) as [Key, ViewQuestion][]
    try {
      const pages = await Promise.all(all.map(([, question]) => connection.call<Page<unknown>>('view.list', { ...question, limit: 1, ...moment })))
      if (mine === turn) totals.value = Object.fromEntries(all.map(([key], i) => [key, pages[i].total ?? 0])) as Record<Key, number>
    } catch {
      // The lists below tell what is wrong, and the next event brings another look.
    }
  }

  watch([() => JSON.stringify(questions()), asOf], () => void look(null), { immediate: true })
  onScopeDispose(whenever((at) => void look(at), () => asOf.value === null))
  onScopeDispose(() => turn++)
  return totals
}
