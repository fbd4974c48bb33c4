/** The ledger that a page shows unasked: the one looked at last, else this year's, else the newest that is open. */
import { computed, type Ref } from 'vue'
import { usualLedger } from '@/model/ledger_view'
import type { LedgerRow } from '@/model/rows'
import { useLedger } from '@/stores/ledger'
import { useRegistry } from '@/stores/registry'

export function ledgerOf(ledgers: LedgerRow[], today: string): string | null {
  const year = Number(today.slice(0, 4))
  return (ledgers.find((l) => l.year === year) ?? usualLedger(ledgers))?.ledger ?? null
}

export function useDefaultLedger(today: Ref<string>) {
  const registry = useRegistry()
  const shown = useLedger()
  return computed(() => shown.id ?? ledgerOf(registry.ledgers, today.value))
}
