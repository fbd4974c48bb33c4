/** The ledgers, units and persons: small views that every page needs for names. Live, like everything else. */
import { defineStore } from 'pinia'
import { computed, effectScope, ref, watch } from 'vue'
import type { LedgerRow, PersonRow, UnitRow } from '@/model/rows'
import type { Method, OpenRpc } from '@/model/schema'
import { mayRead } from '@/model/navigation'
import { isCommand, mayIssue } from '@/model/roles'
import { useConnection } from './connection'
import { useLiveView } from './live_view'
import { useTime } from './time'

/** A city of a million events has thousands of units, and a collator of one's own is many times quicker than localeCompare. */
const kByName = new Intl.Collator('zh')

export const useRegistry = defineStore('registry', () => {
  const connection = useConnection()
  const time = useTime()
  // A scope of its own: the subscriptions belong to the store, not to the component that happened to ask first.
  const scope = effectScope(true)
  const views = scope.run(() => ({
    ledgers: useLiveView<LedgerRow>(),
    units: useLiveView<UnitRow>(),
    persons: useLiveView<PersonRow>(),
  }))!
  const api = ref<OpenRpc | null>(null)

  watch(
    () => connection.session?.account,
    (account) => (account ? open() : close()),
    { immediate: true },
  )

  function open(): void {
    if (mayRead(connection.roles)) openViews()
    void connection
      .call<OpenRpc>('rpc.discover')
      .then((doc) => (api.value = doc))
      .catch(() => (api.value = null))
  }

  function openViews(): void {
    views.ledgers.show('ledgers', {}, null)
    views.units.show('units', {}, null)
    views.persons.show('persons', {}, null)
  }

  function close(): void {
    for (const view of Object.values(views)) view.close()
    api.value = null
  }

  const ledgers = computed(() =>
    [...views.ledgers.table.value.rows.values()]
      .map((r) => r.row)
      .sort((a, b) => b.year - a.year || (b.items ?? 0) - (a.items ?? 0) || a.title.localeCompare(b.title)),
  )
  const units = computed(() =>
    [...views.units.table.value.rows.values()].map((r) => r.row).sort((a, b) => kByName.compare(a.name, b.name)),
  )
  const persons = computed(() => [...views.persons.table.value.rows.values()].map((r) => r.row))
  // what one chooses from (OptionSelect), made once for all selects
  const unitOptions = computed(() => units.value.map((u) => ({ value: u.unit, label: u.name })))
  const personOptions = computed(() => persons.value.map((p) => ({ value: p.person, label: p.post ? `${p.name}（${unitName(p.unit)} ${p.post}）` : p.name })))
  const subjectOptions = computed(() => [...unitOptions.value.map((u) => ({ ...u, value: `unit/${u.value}` })), ...personOptions.value.map((p) => ({ ...p, value: `person/${p.value}` }))])
  /** What this account may do at all; and what it is offered: in the past nothing can be done. */
  const permitted = computed<Method[]>(() => {
    const methods = api.value?.methods ?? []
    return methods.filter((m) => isCommand(m) && mayIssue(m, connection.roles))
  })
  const commands = computed(() => (time.past ? [] : permitted.value))

  function unitName(id: string | undefined): string {
    if (!id) return ''
    return views.units.table.value.rows.get(id)?.row.name ?? id
  }

  const personName = (id: string | undefined): string | undefined => (id ? views.persons.table.value.rows.get(id)?.row.name : undefined)
  const ledgerRow = (id: string | null | undefined): LedgerRow | undefined => ledgers.value.find((l) => l.ledger === id)

  return {
    ledgers,
    units,
    persons,
    unitOptions,
    personOptions,
    subjectOptions,
    api,
    permitted,
    commands,
    ledgersLoading: views.ledgers.loading,
    ledgersError: views.ledgers.error,
    again: views.ledgers.again,
    unitName,
    personName,
    ledgerRow,
  }
})
