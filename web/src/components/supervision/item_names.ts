/** Names of items of any ledger: from the one shown where it is there, else asked for once and kept. */
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ItemRow, Page } from '@/model/rows'
import { useConnection } from '@/stores/connection'
import { useLedger } from '@/stores/ledger'

/** Of one question. */
const kTogether = 200

export const useItemNames = defineStore('item_names', () => {
  const connection = useConnection()
  const shown = useLedger()
  const known = shallowRef(new Map<string, string>())
  const asked = new Set<string>()
  /** By ledger; asked for together, once what is being drawn has named all that it needs. */
  let wanted = new Map<string, string[]>()

  function nameOf(item: string, ledger?: string): string {
    const row = shown.byItem(item)
    if (row) return label(row)
    const key = `${ledger}/${item}`
    if (ledger && !asked.has(key)) want(item, ledger)
    return known.value.get(key) ?? item
  }

  function want(item: string, ledger: string): void {
    asked.add(`${ledger}/${item}`)
    if (!wanted.size) queueMicrotask(() => void askAll())
    wanted.set(ledger, [...(wanted.get(ledger) ?? []), item])
  }

  async function askAll(): Promise<void> {
    const all = wanted
    wanted = new Map()
    for (const [ledger, items] of all) {
      for (let i = 0; i < items.length; i += kTogether) await ask(ledger, items.slice(i, i + kTogether))
    }
  }

  async function ask(ledger: string, items: string[]): Promise<void> {
    try {
      const page = await connection.call<Page<ItemRow>>('view.list', { view: 'current_ledger', filter: { ledger, item: items }, limit: kTogether })
      const next = new Map(known.value)
      for (const { row } of page.rows) next.set(`${ledger}/${row.item}`, label(row))
      known.value = next
    } catch {
      // The ids stand where the names are not to be had; they are asked for again with the next page.
      for (const item of items) asked.delete(`${ledger}/${item}`)
    }
  }
  const label = (row: ItemRow) => `${row.number}. ${row.title}`
  return { nameOf }
})
