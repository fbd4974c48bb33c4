/** Everything that the leaders' page and the wall screen show of one ledger, at the moment shown. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'
import { useDefaultLedger } from '@/components/supervision/default_ledger'
import { t, word } from '@/i18n'
import { groupsOf, inTime } from '@/model/assessment/ranking'
import type { AssessmentRow, RankingRow } from '@/model/assessment/rows'
import { byChapter, byStatus, byUnit, countsFor, dueThisWeek, othersQuery, standing, trend, type Standing } from '@/model/dashboard'
import { chapterName, kStatuses } from '@/model/ledger_view'
import { speaksOfProjects } from '@/model/project_rules'
import type { DueRow, LedgerRow } from '@/model/rows'
import type { StartRatios } from '@/model/start_ratio'
import { cardsOf, kOverdue } from '@/model/supervision/board'
import type { BoardRow, RegimeRow } from '@/model/supervision/rows'
import { useConnection } from '@/stores/connection'
import { useFeed } from '@/stores/feed'
import { useLedger } from '@/stores/ledger'
import { useLiveView } from '@/stores/live_view'
import { useNews } from '@/stores/news'
import { useRegistry } from '@/stores/registry'
import { useTime } from '@/stores/time'
import { useToday } from '@/stores/today'

export interface Part extends Standing {
  query: Record<string, string>
}

export function useDashboard() {
  const route = useRoute()
  const registry = useRegistry()
  const time = useTime()
  const store = useLedger()
  const today = useToday()
  const usual = useDefaultLedger(today)
  const ledger = computed(() => String(route.params.ledger || '') || usual.value)
  const row = computed(() => registry.ledgerRow(ledger.value) ?? null)
  watch([ledger, () => time.asOf], ([id, at]) => id && store.show(id, at), { immediate: true })

  // ---- its items ----

  const items = computed(() => (store.id === ledger.value ? store.rows.map((r) => r.row).filter(countsFor) : []))
  const all = computed(() => standing('', row.value?.title ?? '', items.value))
  /** By chapter, and of a ledger that has none by status; with the conditions that lead to what is counted. */
  const parts = computed<Part[]>(() => {
    const chapters = row.value?.chapters ?? []
    if (!chapters.length) return byStatus(items.value, kStatuses).map((s) => ({ ...s, name: word('status', s.key), query: { status: s.key } }))
    return byChapter(items.value, chapters).map((s): Part => (s.key ? { ...s, name: chapterName(s.key, s.name), query: { chapter: s.key } } : { ...s, name: t('dash.noChapter'), query: othersQuery(items.value, chapters) }))
  })
  const partsTitle = computed(() => t(row.value?.chapters?.length ? 'dash.chapters' : 'dash.statuses'))
  const units = computed(() => byUnit(items.value, registry.unitName))
  const months = computed(() => trend(items.value, row.value?.year ?? Number(today.value.slice(0, 4))))
  const done = computed(() => items.value.filter((r) => r.status === 'verified' || r.status === 'closed_out').length)

  // ---- what is due, and what followed from it ----

  const calendar = useLiveView<DueRow>()
  const board = useLiveView<BoardRow>()
  const cardView = useLiveView<BoardRow>()
  watch(() => time.asOf, (at) => cardView.show('supervision_board', { kind: 'card', closed: false }, at), { immediate: true })
  watch(
    [ledger, () => time.asOf],
    ([id, at]) => {
      if (!id) return
      calendar.show('calendar', { ledger: id, state: 'open' }, at)
      board.show('supervision_board', { ledger: id, closed: false }, at)
    },
    { immediate: true },
  )
  const rowsOf = <T,>(view: ReturnType<typeof useLiveView<T>>): T[] => [...view.table.value.rows.values()].map((r) => r.row)
  const due = computed(() => dueThisWeek(rowsOf(calendar), today.value))
  /** Of the whole year, whichever ledger they were given for. */
  const cards = computed(() => cardsOf(rowsOf(cardView).filter((c) => !c.ledger || registry.ledgerRow(c.ledger)?.year === row.value?.year), today.value))
  const overdue = computed(() => rowsOf(board).filter((r) => kOverdue.includes(r.kind)).length)

  return { ledger, row, store, today, items, all, parts, partsTitle, units, months, done, calendar, cardView, due, cards, overdue, ...useRanking(row), ...useStarts(row), ...useNews() }
}

type LedgerOf = ComputedRef<LedgerRow | null>

/** The newest result of the ledger's year; of the ledger itself, where it has one. */
function useRanking(row: LedgerOf) {
  const registry = useRegistry()
  const time = useTime()
  const assessments = useLiveView<AssessmentRow>()
  const ranking = useLiveView<RankingRow>()
  watch(() => time.asOf, (at) => assessments.show('assessments', { state: 'concluded' }, at), { immediate: true })
  const yearOf = (id: string) => registry.ledgerRow(id)?.year ?? 0
  const assessment = computed(() => {
    const found = inTime([...assessments.table.value.rows.values()].map((r) => r.row), yearOf)
    return found.find((a) => a.ledger === row.value?.ledger) ?? found.find((a) => yearOf(a.ledger) === row.value?.year) ?? null
  })
  watch([() => assessment.value?.assessment, () => time.asOf], ([id, at]) => (id ? ranking.show('ranking', { assessment: id }, at) : ranking.close()), { immediate: true })
  const groups = computed(() => (assessment.value ? groupsOf(assessment.value, [...ranking.table.value.rows.values()].map((r) => r.row)) : []))
  return { assessments, assessment, ranking, groups }
}

const kAskAgainMs = 30_000

/** 开工率 of the ledger, or of the ledger of its year whose regime asks for one. Asked for again while things happen. */
function useStarts(row: LedgerOf) {
  const connection = useConnection()
  const registry = useRegistry()
  const time = useTime()
  const feed = useFeed()
  const regimes = useLiveView<RegimeRow>()
  const starts = shallowRef<StartRatios | null>(null)
  const startsAsked = shallowRef(false)
  watch(() => time.asOf, (at) => regimes.show('regimes', {}, at), { immediate: true })

  /** The ledger itself first, then its year's. */
  const candidates = computed(() => {
    const speaks = (regime: string | undefined) => speaksOfProjects(regime ? regimes.table.value.rows.get(regime)?.row.text : undefined)
    const same = registry.ledgers.filter((l) => l.year === row.value?.year && speaks(l.regime)).map((l) => l.ledger)
    return [...same].sort((a, b) => Number(b === row.value?.ledger) - Number(a === row.value?.ledger)).join(' ')
  })
  let turn = 0
  async function ask(): Promise<void> {
    const mine = ++turn
    for (const ledger of candidates.value.split(' ').filter(Boolean)) {
      const found = await connection.call<StartRatios>('projects.start_ratio', { ledger, ...(time.asOf === null ? {} : { as_of: time.asOf }) }).catch(() => null)
      if (mine !== turn) return
      if (!found?.ratios.some((r) => r.all.total > 0)) continue
      starts.value = found
      startsAsked.value = true
      return
    }
    starts.value = null
    startsAsked.value = !regimes.loading.value
  }
  watch([candidates, () => time.asOf, () => regimes.loading.value], () => void ask(), { immediate: true })

  let heard = feed.lastPosition
  const timer = setInterval(() => {
    if (time.past || feed.lastPosition === heard) return
    heard = feed.lastPosition
    void ask()
  }, kAskAgainMs)
  onScopeDispose(() => clearInterval(timer))
  return { starts, startsAsked }
}

export type Dashboard = ReturnType<typeof useDashboard>
