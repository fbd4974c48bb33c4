/** What the pages for projects share: the ledger shown, the rules of its regime, its projects, names, and the day. */
import { computed, watch, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useAsOf } from '@/components/supervision/as_of'
import { ledgerOf } from '@/components/supervision/default_ledger'
import { useToday } from '@/components/supervision/today'
import { t, word } from '@/i18n'
import { kNone, type Dimension } from '@/model/project_list'
import type { NeedRow, ProjectRow, ScheduleRow } from '@/model/project_rows'
import { projectRules, speaksOfProjects, titleIn, type ProjectRules } from '@/model/project_rules'
import type { RegimeRow } from '@/model/supervision/rows'
import { useConnection } from '@/stores/connection'
import { useLedger } from '@/stores/ledger'
import { useLiveView } from '@/stores/live_view'
import { useRegistry } from '@/stores/registry'

/** The ledger in the address; else the one looked at last, or this year's, of those whose regime speaks of projects. */
export function useShownLedger() {
  const route = useRoute()
  const registry = useRegistry()
  const last = useLedger()
  const { asOf } = useAsOf()
  const regimes = useLiveView<RegimeRow>()
  watch(asOf, (at) => regimes.show('regimes', {}, at), { immediate: true })
  const textOf = (regime: string | undefined) => (regime ? regimes.table.value.rows.get(regime)?.row.text : undefined)

  const asked = computed(() => String(route.params.ledger || ''))
  /** Which ledger it is to be is not known before the rules are. */
  const waiting = computed(() => !asked.value && (regimes.loading.value || registry.ledgersLoading))
  const usual = computed(() => {
    const day = new Date().toISOString()
    const year = Number(day.slice(0, 4))
    const of = registry.ledgers.filter((l) => speaksOfProjects(textOf(l.regime)))
    return of.find((l) => l.ledger === last.id && l.year <= year)?.ledger ?? ledgerOf(of.length ? of : registry.ledgers, day)
  })
  const ledger = computed(() => asked.value || (waiting.value ? null : usual.value))
  const row = computed(() => registry.ledgerRow(ledger.value) ?? null)
  const rules = computed(() => projectRules(textOf(row.value?.regime)))
  /** Of this year and those before, whose rules set an aim for started projects (S6.7). */
  const withStarts = computed(() => registry.ledgers.filter((l) => /^\s*\[+[^\]\n]*start_ratio/m.test(textOf(l.regime) ?? '')))
  return { ledger, row, rules, waiting, withStarts }
}

export function useProjects() {
  const { asOf, past } = useAsOf()
  const shown = useShownLedger()
  const view = useLiveView<ProjectRow>()
  watch([shown.ledger, asOf], ([ledger, at]) => ledger && view.show('project_library', { ledger }, at), { immediate: true })
  const rows = computed(() => [...view.table.value.rows.values()].map((r) => r.row))
  const today = useToday(view.time, asOf)
  return { ...shown, asOf, past, view, rows, today, nameOf: useDimensionNames(shown.rules) }
}

/** Rows of another view of the same ledger at the same moment. */
export function useBeside<Row extends ScheduleRow | NeedRow>(name: string, ledger: ComputedRef<string | null>, item?: () => string | undefined) {
  const { asOf } = useAsOf()
  const view = useLiveView<Row>()
  watch([ledger, asOf, () => item?.()] as const, ([id, at, of]) => id && view.show(name, of ? { ledger: id, item: of } : { ledger: id }, at), { immediate: true })
  const rows = computed(() => [...view.table.value.rows.values()].map((r) => r.row))
  return { view, rows }
}

export function useDimensionNames(rules: ComputedRef<ProjectRules>) {
  const registry = useRegistry()
  return (by: Dimension, key: string): string => {
    if (key === kNone) return t('prj.notSaid')
    switch (by) {
      case 'tier':
        return titleIn(rules.value.tiers, key)
      case 'batch':
        return titleIn(rules.value.batches, key)
      case 'reserve':
        return titleIn(rules.value.reserves, key)
      case 'region':
      case 'unit':
        return registry.unitName(key)
      case 'range':
        return word('range', key)
      case 'library':
        return word('library', key)
      default:
        return key
    }
  }
}

/** Puts values into the page's address; an empty one is left out. */
export function useQuery() {
  const route = useRoute()
  const router = useRouter()
  const one = (name: string) => (typeof route.query[name] === 'string' ? (route.query[name] as string) : '')
  const many = (name: string) => one(name).split(',').filter(Boolean)
  const put = (change: Record<string, string | string[] | undefined>) => {
    const flat = Object.fromEntries(Object.entries(change).map(([k, v]) => [k, (Array.isArray(v) ? v.join(',') : v) || undefined]))
    void router.replace({ params: route.params, query: { ...route.query, ...flat } })
  }
  return { one, many, put }
}

/** Who reads, for what is offered. */
export function useWho() {
  const connection = useConnection()
  return computed(() => ({ roles: connection.roles, ...(connection.session?.unit ? { unit: connection.session.unit } : {}) }))
}
