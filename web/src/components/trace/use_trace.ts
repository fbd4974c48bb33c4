/** The trail as asked for, newest first, page by page: of one stream from its view, of all of them by walking the log back. */
import { ref, shallowRef } from 'vue'
import { changesField, eventsFilter, oneStream, passes, trailKeyOf, type TraceFilter } from '@/model/trace'
import { positionOf } from '@/model/trail'
import type { CloudEvent, Page, TrailRow } from '@/model/rows'
import { zoned } from '@/model/format'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from '@/stores/connection'
import { readEvents } from '@/stores/events'

const kPage = 50
/** How far back one step looks: little where everything is wanted, more and more where little is found. */
const kFirstWindow = 60
const kFilteredWindow = 2_000
const kLargestWindow = 50_000
/** After so much of the log without a page full, the reader is asked whether to look further. */
const kLookedAtMost = 400_000

const viewOf = (stream: string) => (stream.startsWith('account/') ? 'account_trail' : 'audit_trail')

export function useTrace() {
  const connection = useConnection()
  const rows = shallowRef<TrailRow[]>([])
  const loading = ref(false)
  const error = shallowRef<RpcError | null>(null)
  /** Of the log, when this was read. */
  const shownAt = ref<number | null>(null)
  /** Where to go on, going back; null at the end. */
  const before = ref<number | null>(null)
  let floor = 0
  let turn = 0
  let rest: TrailRow[] = []
  let asked: TraceFilter | null = null

  async function show(filter: TraceFilter): Promise<void> {
    const mine = ++turn
    asked = filter
    rows.value = []
    rest = []
    before.value = null
    await attempt(mine, async () => {
      const stream = oneStream(filter)
      if (stream) await readStream(stream, filter, mine)
      else await beginLog(filter, mine)
    })
  }

  async function more(): Promise<void> {
    const mine = turn
    if (loading.value || before.value === null || !asked) return
    if (rest.length) takeRest()
    else await attempt(mine, () => readBack(asked!, mine))
  }

  async function attempt(mine: number, work: () => Promise<void>): Promise<void> {
    loading.value = true
    error.value = null
    try {
      await work()
    } catch (thrown) {
      if (mine === turn) error.value = asRpcError(thrown)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  async function readStream(stream: string, filter: TraceFilter, mine: number): Promise<void> {
    const found: TrailRow[] = []
    let cursor: string | null | undefined
    do {
      const page: Page<TrailRow> = await connection.call('view.list', { view: viewOf(stream), filter: { stream }, limit: 1000, ...(cursor ? { cursor } : {}) })
      found.push(...page.rows.map((r) => r.row))
      shownAt.value = page.position
      cursor = page.next_cursor
    } while (cursor && mine === turn)
    if (mine !== turn) return
    rest = found.filter((row) => passes(row, filter)).reverse()
    takeRest()
  }

  function takeRest(): void {
    rows.value = [...rows.value, ...rest.slice(0, kPage)]
    rest = rest.slice(kPage)
    before.value = rest.length ? rest[0].position + 1 : null
  }

  /** Times become positions first, so that nothing outside them is looked at. */
  async function beginLog(filter: TraceFilter, mine: number): Promise<void> {
    const [from, until] = [filter.since && zoned(filter.since), filter.until && zoned(filter.until)]
    const start = from ? await positionAt(new Date(Date.parse(from) - 1).toISOString()) : null
    const end = await positionAt(until || null)
    if (mine !== turn) return
    shownAt.value = end
    floor = start === null ? 0 : start + 1
    before.value = end === null ? null : end + 1
    if (before.value !== null) await readBack(filter, mine)
  }

  /** The last position at a time, of the newest event without one; null where nothing was there. */
  async function positionAt(time: string | null): Promise<number | null> {
    const page = await connection.call<Page<unknown>>('view.list', { view: 'ledgers', limit: 1, ...(time ? { as_of: time } : {}) })
    return page.position
  }

  async function readBack(filter: TraceFilter, mine: number): Promise<void> {
    const wanted = eventsFilter(filter)
    const narrow = Object.keys(wanted).some((name) => name !== 'since' && name !== 'until') || filter.field !== ''
    const begun = before.value!
    let width = narrow ? kFilteredWindow : kFirstWindow
    const found: TrailRow[] = []
    let high = begun
    while (high > floor && found.length < kPage && begun - high < kLookedAtMost) {
      const low = Math.max(floor, high - width)
      const events = (await readWindow(low, high, wanted, mine)).reverse()
      for (let i = 0; i < events.length && found.length < kPage; i += kPage) found.push(...(await told(events.slice(i, i + kPage), filter)))
      if (mine !== turn) return
      high = found.length >= kPage ? found[kPage - 1].position : low
      width = Math.min(width * 2, kLargestWindow)
    }
    rows.value = [...rows.value, ...found.slice(0, kPage)]
    before.value = high > floor ? high : null
  }

  async function readWindow(low: number, high: number, filter: Record<string, unknown>, mine: number): Promise<CloudEvent[]> {
    const found: CloudEvent[] = []
    for (let from = low; from < high && mine === turn; ) {
      const page = await readEvents(connection.call, from, Math.min(1000, high - from), filter)
      found.push(...page.events.filter((e) => positionOf(e) < high))
      if (page.next <= from) break
      from = page.next
    }
    return found
  }

  /** With what each event changed, which the trail knows and the event does not. */
  async function told(events: CloudEvent[], filter: TraceFilter): Promise<TrailRow[]> {
    const found = await Promise.all(events.map((e) => connection.call<{ row: TrailRow | null }>('view.get', { view: viewOf(e.subject), key: trailKeyOf(e.subject, e.streamversion ?? 0) })))
    return found.map((answer) => answer.row).filter((row): row is TrailRow => row !== null && changesField(row, filter.field))
  }

  return { rows, loading, error, shownAt, before, show, more }
}
