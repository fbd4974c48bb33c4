/** Names of items of any ledger: from the one shown where it is there, else asked for once and kept. */
import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { ItemRow } from '@/model/rows'
import { useConnection } from '@/stores/connection'
import { useLedger } from '@/stores/ledger'

export const useItemNames = defineStore('item_names', () => {
  const connection = useConnection()
  const shown = useLedger()
  const known = ref(new Map<string, string>())
  const asked = new Set<string>()

  function nameOf(item: string, ledger?: string): string {
    const row = shown.byItem(item)
    if (row) return label(row)
    const key = `${ledger}/${item}`
    if (ledger && !asked.has(key)) void ask(key)
    return known.value.get(key) ?? item
  }

  async function ask(key: string): Promise<void> {
    asked.add(key)
    try {
      const { row } = await connection.call<{ row: ItemRow | null }>('view.get', { view: 'current_ledger', key })
      if (row) known.value = new Map(known.value).set(key, label(row))
    } catch {
      // The id stands where the name is not to be had; it is asked for again with the next page.
      asked.delete(key)
    }
  }
  const label = (row: ItemRow) => `${row.number}. ${row.title}`
  return { nameOf }
})
