/** Names of units, persons, items and ledgers, from what the page has live. */
import { useLedger } from '@/stores/ledger'
import { useRegistry } from '@/stores/registry'
import type { Names } from './desk'

export function useNames(): Names {
  const registry = useRegistry()
  const ledger = useLedger()
  const person = (id: string | undefined) => registry.persons.find((p) => p.person === id)?.name ?? id ?? ''
  return {
    unit: registry.unitName,
    person,
    subject: (stream) => (stream.startsWith('person/') ? person(stream.slice(7)) : registry.unitName(stream.replace(/^unit\//, ''))),
    item: (id) => {
      const row = ledger.byItem(id)
      return row ? `${row.number}. ${row.title}` : id
    },
    ledger: (id) => registry.ledgers.find((l) => l.ledger === id)?.title ?? id ?? '',
    get persons() {
      return registry.persons
    },
  }
}
