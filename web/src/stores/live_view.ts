/**
 * A view's rows on the page: live by subscription, or as of a moment by list. One helper for every view.
 *
 *   const units = useLiveView<UnitRow>()
 *   units.show('units', {}, null)          // live
 *   units.show('units', {}, '2014-03-31T16:00:00Z')   // as it stood then
 */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { AsOf } from '@/model/as_of'
import { applyDelta, applySnapshot, emptyTable, fromRows, type Delta, type LiveTable } from '@/model/live_table'
import type { Keyed, Page } from '@/model/rows'
import type { Params } from '@/rpc/client'
import { asRpcError, Code, type RpcError } from '@/rpc/errors'
import { useConnection } from './connection'

const kPage = 1000

interface Snapshot<Row> {
  epoch: string
  version: number
  position: number | null
  time?: string | null
  /** Absent where the subscription goes on from what is shown already. */
  rows?: Keyed<Row>[]
}

export function useLiveView<Row>(onChanged?: (changed: Map<string, Set<string>>) => void) {
  const connection = useConnection()
  const table = shallowRef<LiveTable<Row>>(emptyTable<Row>())
  const time = ref<string | null>(null)
  const loading = ref(false)
  const error = shallowRef<RpcError | null>(null)
  /** False where the rows do not follow the log: as of a moment, or too many to subscribe to. */
  const live = ref(false)
  let stop: () => void = () => undefined
  let turn = 0
  let shown: [string, Params, AsOf | null] | null = null

  function show(view: string, filter: Params, asOf: AsOf | null): void {
    const another = !shown || shown[0] !== view || JSON.stringify(shown[1]) !== JSON.stringify(filter)
    close()
    shown = [view, filter, asOf]
    if (another) table.value = emptyTable<Row>()
    loading.value = true
    if (asOf === null) follow(view, filter, turn)
    else void read(view, filter, asOf, turn)
  }

  function follow(view: string, filter: Params, mine: number): void {
    live.value = true
    let first = true
    let made: Pick<Snapshot<Row>, 'epoch' | 'version'> | null = null
    stop = connection.subscribe<Snapshot<Row>>({
      method: 'view.subscribe',
      params: () => (made && table.value.position !== null ? { view, filter, from: table.value.position, ...made } : { view, filter }),
      forget: () => (made = null),
      onSnapshot: (snapshot) => {
        if (mine !== turn) return
        made = { epoch: snapshot.epoch, version: snapshot.version }
        if (!snapshot.rows) return take({ table: table.value, changed: new Map() }, time.value)
        const before = first ? emptyTable<Row>() : table.value
        first = false
        take(applySnapshot(before, snapshot.position, snapshot.rows), snapshot.time ?? null)
      },
      onNotice: (method, params) => {
        if (mine === turn && method === 'view.changed') take(applyDelta(table.value, params as unknown as Delta<Row>), (params.time as string) ?? null)
      },
      onError: (failed) => {
        if (mine !== turn) return
        live.value = false
        if (failed.code === Code.overLimit) void read(view, filter, null, mine)
        else fail(failed)
      },
    })
  }

  async function read(view: string, filter: Params, asOf: AsOf | null, mine: number): Promise<void> {
    live.value = false
    try {
      const all = await readAll<Row>(view, filter, asOf, () => mine === turn)
      if (mine !== turn || !all) return
      take({ table: fromRows(all.position, all.rows), changed: new Map() }, all.time ?? null)
    } catch (thrown) {
      if (mine === turn) fail(asRpcError(thrown))
    }
  }

  /** Every page, all of them at the position that the first one showed; null once nobody waits for it any more. */
  async function readAll<R>(view: string, filter: Params, asOf: AsOf | null, wanted: () => boolean) {
    const base = { view, filter, limit: kPage }
    const first = await connection.call<Page<R>>('view.list', asOf === null ? base : { ...base, as_of: asOf })
    const rows = [...first.rows]
    const at = first.position === null ? base : { ...base, as_of: first.position }
    for (let cursor = first.next_cursor; cursor; ) {
      if (!wanted()) return null
      const page: Page<R> = await connection.call<Page<R>>('view.list', { ...at, cursor })
      rows.push(...page.rows)
      cursor = page.next_cursor
    }
    return { position: first.position, time: first.time, rows }
  }

  function take(applied: ReturnType<typeof applyDelta<Row>>, at: string | null): void {
    table.value = applied.table
    time.value = at
    loading.value = false
    error.value = null
    if (applied.changed.size) onChanged?.(applied.changed)
  }

  function fail(thrown: RpcError): void {
    loading.value = false
    error.value = thrown
  }

  function close(): void {
    turn++
    stop()
    stop = () => undefined
    error.value = null
    loading.value = false
  }

  function again(): void {
    if (shown) show(...shown)
  }

  onScopeDispose(close)
  return { table, time, loading, error, live, show, close, again }
}
