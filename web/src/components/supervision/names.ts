/** Names of units, persons, items and ledgers, from what the page has live. */
import { useRegistry } from '@/stores/registry'
import type { Names } from './desk'
import { useItemNames } from './item_names'

export function useNames(): Names {
  const registry = useRegistry()
  const items = useItemNames()
  const person = (id: string | undefined) => registry.personName(id) ?? id ?? ''
  return {
    unit: registry.unitName,
    person,
    subject: (stream) => (stream.startsWith('person/') ? person(stream.slice(7)) : registry.unitName(stream.replace(/^unit\//, ''))),
    item: items.nameOf,
    ledger: (id) => registry.ledgerRow(id)?.title ?? id ?? '',
    get persons() {
      return registry.persons
    },
  }
}
