/** The ledger on the table: which one, as of when, its rows, what just changed, and how it is searched and sorted. */
import { defineStore } from 'pinia'
import { computed, effectScope, reactive, ref, shallowRef } from 'vue'
import type { AsOf } from '@/model/as_of'
import { countLamps, grouped, itemLine, noFilter, select, type Line, type Sort } from '@/model/ledger_view'
import type { ItemRow } from '@/model/rows'
import { useConnection } from './connection'
import { useLiveView } from './live_view'
import { useRegistry } from './registry'

const kMarkMs = 12_000

export const useLedger = defineStore('ledger', () => {
  const registry = useRegistry()
  const connection = useConnection()
  const scope = effectScope(true)
  const view = scope.run(() => useLiveView<ItemRow>(mark))!

  const id = ref<string | null>(null)
  const asOf = ref<AsOf | null>(null)
  const filter = reactive(noFilter())
  const sort = reactive<Sort>({ by: 'number', descending: false })
  const grouping = ref(true)
  const folded = ref<Set<string>>(new Set())
  const marked = shallowRef<Map<string, Set<string>>>(new Map())

  function show(ledger: string, at: AsOf | null): void {
    if (ledger === id.value && at === asOf.value && (view.loading.value || view.table.value.position !== null)) return
    if (ledger !== id.value) {
      Object.assign(filter, noFilter())
      folded.value = new Set()
    }
    id.value = ledger
    asOf.value = at
    marked.value = new Map()
    view.show('current_ledger', { ledger }, at)
  }

  /** Marks changed rows for a while; a second change while marked starts the while anew. */
  function mark(changed: Map<string, Set<string>>): void {
    const now = new Map(marked.value)
    for (const [key, fields] of changed) now.set(key, fields)
    marked.value = now
    setTimeout(() => unmark(changed), kMarkMs)
  }

  function unmark(changed: Map<string, Set<string>>): void {
    const now = new Map(marked.value)
    for (const [key, fields] of changed) if (now.get(key) === fields) now.delete(key)
    marked.value = now
  }

  function toggleFold(no: string): void {
    const now = new Set(folded.value)
    if (!now.delete(no)) now.add(no)
    folded.value = now
  }

  function sortBy(by: Sort['by']): void {
    if (sort.by !== by) Object.assign(sort, { by, descending: by === 'changed' })
    else if (sort.descending === (by === 'changed')) sort.descending = !sort.descending
    else Object.assign(sort, { by: 'number', descending: false })
  }

  const ledger = computed(() => registry.ledgerRow(id.value) ?? null)
  const rows = computed(() => [...view.table.value.rows.values()])
  const selected = computed(() => select(rows.value, filter, sort))
  const lines = computed<Line[]>(() => {
    if (!grouping.value) return selected.value.map(itemLine)
    return grouped(selected.value, ledger.value?.chapters ?? [], folded.value)
  })
  const lamps = computed(() => countLamps(rows.value))
  const position = computed(() => view.table.value.position)
  /** When the shown position was recorded: as the server says, else the newest change among the rows shown. */
  const time = computed(() => view.time.value ?? newestChange(rows.value.map((r) => r.row)))
  const live = computed(() => view.live.value && connection.online)

  function byItem(item: string): ItemRow | null {
    return view.table.value.rows.get(`${id.value}/${item}`)?.row ?? rows.value.find((r) => r.row.item === item)?.row ?? null
  }

  return {
    id, asOf, filter, sort, grouping, folded, marked, ledger, rows, selected, lines, lamps, position, time, live,
    following: view.live, loading: view.loading, error: view.error,
    show, again: view.again, toggleFold, sortBy, byItem,
  }
})

function newestChange(rows: ItemRow[]): string | null {
  let newest: ItemRow | null = null
  for (const r of rows) if (!newest || r.changed_position > newest.changed_position) newest = r
  return newest?.changed_at ?? null
}
