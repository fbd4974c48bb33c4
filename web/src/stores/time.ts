/**
 * The moment that every page and chart shows: kept in the page's address (`?as_of=`), null means now, live. And the log's
 * history in time, to move through it.
 *
 *   const time = useTime()
 *   watch([ledger, () => time.asOf], ([id, at]) => view.show('current_ledger', { ledger: id }, at), { immediate: true })
 *   time.go('2014-03-31T15:59:59.999Z')    // every page follows
 *   time.step('month', -1)
 *
 * While `past`, nothing can be done: the registry offers no command, and none is sent.
 */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { useRouter, type Router } from 'vue-router'
import { nowOf, parseAsOf, stepped, type AsOf, type LogMoment, type LogRange, type Step } from '@/model/as_of'
import { mayRead } from '@/model/navigation'
import { spliced, worthACloserLook, type Bar, type TimelineAnswer } from '@/model/timeline'
import { useConnection } from './connection'
import { readEvents } from './events'
import { useFeed } from './feed'

const kBuckets = 120
/** A key that is held down moves the moment at once, the pages when it rests. */
const kSettleMs = 250
const kKnownMoments = 100

export const useTime = defineStore('time', () => {
  const router: Router | undefined = useRouter()
  const connection = useConnection()
  const feed = useFeed()

  const asOf = computed<AsOf | null>(() => parseAsOf(router?.currentRoute.value.query.as_of))
  const past = computed(() => asOf.value !== null)
  /** Where the control stands while it is being moved; the pages follow when it rests. */
  const pending = ref<AsOf | null | undefined>(undefined)
  const target = computed(() => (pending.value === undefined ? asOf.value : pending.value))

  /** Which event is the newest one that is shown as of a moment, once it was asked. */
  const known = new Map<AsOf, Promise<LogMoment | null>>()

  // ---- the log in time ----

  const bars = shallowRef<Bar[]>([])
  const asked = shallowRef<LogRange | null>(null)
  const range = computed<LogRange | null>(() => {
    const first = asked.value?.first ?? (feed.firstTime === null ? null : { position: 0, time: feed.firstTime })
    const heard = feed.lastPosition === null || feed.lastTime === null ? null : { position: feed.lastPosition, time: feed.lastTime }
    const told = asked.value?.last ?? null
    const last = heard && (!told || heard.position > told.position) ? heard : told
    return first && last ? { first, last } : null
  })

  async function look(): Promise<void> {
    try {
      const all = await connection.call<TimelineAnswer>('events.timeline', { buckets: kBuckets })
      if (!all.first || !all.last) return
      bars.value = await closer(all)
      asked.value = { first: all.first, last: all.last }
    } catch {
      // Without it the control does what it can do without: the feed tells where the log begins and ends.
    }
  }

  async function closer(all: TimelineAnswer): Promise<Bar[]> {
    const runs = worthACloserLook(all.buckets).slice(0, 4)
    const each = Math.floor(kBuckets / Math.max(1, runs.length))
    const looks = runs.map(async (run) => ({ run, buckets: (await connection.call<TimelineAnswer>('events.timeline', { ...run, buckets: each })).buckets }))
    return spliced(all.buckets, await Promise.all(looks))
  }

  watch(
    () => connection.session?.account,
    (account) => {
      known.clear()
      asked.value = null
      bars.value = []
      if (account && mayRead(connection.roles)) void look()
    },
    { immediate: true, flush: 'post' },
  )

  // ---- where and when the shown moment is ----

  const shown = shallowRef<LogMoment | null>(null)
  watch([asOf, () => connection.session?.account], () => void resolve(), { immediate: true, flush: 'post' })

  async function resolve(): Promise<void> {
    const at = asOf.value
    shown.value = null
    if (at === null || !connection.session) return
    const found = await momentOf(at)
    if (asOf.value === at) shown.value = found
  }

  /** The newest event that is shown as of then; null where nothing was there yet, or it cannot be told. */
  function momentOf(at: AsOf): Promise<LogMoment | null> {
    if (known.size > kKnownMoments) known.clear()
    const found = known.get(at) ?? find(at)
    known.set(at, found)
    void found.catch(() => known.delete(at))
    return found.catch(() => null)
  }

  async function find(at: AsOf): Promise<LogMoment | null> {
    if (typeof at === 'number') {
      const { events } = await readEvents(connection.call, at, 1)
      return events[0] ? { position: at, time: events[0].time } : null
    }
    const { position, time } = await connection.call<{ position: number | null; time?: string | null }>('view.list', { view: 'ledgers', limit: 1, as_of: at })
    return position === null ? null : { position, time: time ?? at }
  }

  // ---- moving ----

  let settle: ReturnType<typeof setTimeout> | undefined

  /** The pages follow at once. From now into the past is a step that the browser's way back undoes; within the past none. */
  function go(to: AsOf | null): void {
    clearTimeout(settle)
    pending.value = undefined
    if (!router || to === asOf.value) return
    const { params, query } = router.currentRoute.value
    const location = { params, query: { ...query, as_of: to === null ? undefined : String(to) } }
    void (asOf.value === null ? router.push(location) : router.replace(location))
  }

  /** The pages follow when it has rested here for a while. */
  function goSoon(to: AsOf | null): void {
    pending.value = to
    clearTimeout(settle)
    settle = setTimeout(() => go(to), kSettleMs)
  }

  let steps = Promise.resolve()
  function step(by: Step, direction: 1 | -1): Promise<void> {
    steps = steps.then(() => stepNow(by, direction))
    return steps
  }

  async function stepNow(by: Step, direction: 1 | -1): Promise<void> {
    const log = range.value
    const at = target.value
    if (!log || (at === null && direction > 0)) return
    goSoon(stepped(await standing(at, by, log), by, direction, await upToDate(log, at), nowOf(log, Date.now())))
  }

  /** By time from the time that was asked for, by events from the event that is shown. */
  async function standing(at: AsOf | null, by: Step, log: LogRange): Promise<LogMoment | null> {
    if (at === null) return null
    if (typeof at === 'string' && by !== 'event') return { position: 0, time: at }
    if (typeof at === 'number' && by === 'event') return { position: at, time: log.first.time }
    return (await momentOf(at)) ?? { position: log.first.position - 1, time: log.first.time }
  }

  /** A step back from now is a step back from the newest event of all, heard of or not yet. */
  async function upToDate(log: LogRange, at: AsOf | null): Promise<LogRange> {
    if (at !== null) return log
    const newest = await connection.call<{ position: number | null; time?: string | null }>('view.list', { view: 'ledgers', limit: 1 }).catch(() => null)
    if (!newest || newest.position === null || newest.position <= log.last.position) return log
    return { first: log.first, last: { position: newest.position, time: newest.time ?? log.last.time } }
  }

  return { asOf, past, target, shown, range, bars, look, go, goSoon, step }
})
