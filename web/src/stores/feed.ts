/** The live feed: the last events before the page was opened, and every one since, once, in order. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { positionOf } from '@/model/trail'
import type { CloudEvent } from '@/model/rows'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from './connection'
import { eventsOf, type EventsPage } from './events'

const kKept = 200
const kBefore = 30

interface Started {
  epoch?: string | number
  position: number | null
}

export const useFeed = defineStore('feed', () => {
  const connection = useConnection()
  const events = shallowRef<CloudEvent[]>([])
  const behind = ref(false)
  const error = shallowRef<RpcError | null>(null)
  const firstTime = ref<string | null>(null)
  let last: number | null = null
  let epoch: Started['epoch']
  let stop: () => void = () => undefined

  watch(
    () => connection.session?.account,
    (account) => (account ? open() : close()),
    { immediate: true },
  )

  function open(): void {
    close()
    void findFirst()
    stop = connection.subscribe<Started>({
      method: 'events.subscribe',
      params: () => ({ from: last === null ? 'now' : last + 1, filter: {} }),
      onSnapshot: (started) => begin(started),
      onNotice: (method, params) => {
        behind.value = method === 'events.fell_behind'
        if (method === 'events.event') add(params.result as CloudEvent)
      },
      onError: (failed) => (error.value = failed),
    })
  }

  function begin(started: Started): void {
    error.value = null
    if (epoch !== undefined && started.epoch !== undefined && started.epoch !== epoch) events.value = []
    epoch = started.epoch
    if (last !== null || !started.position) return
    last = started.position
    void before(started.position)
  }

  async function before(position: number): Promise<void> {
    const from = Math.max(1, position - kBefore + 1)
    const page = await connection.call<EventsPage>('events.read', { from, limit: kBefore }).catch(() => null)
    if (page) for (const event of eventsOf(page)) if (positionOf(event) <= position) insert(event)
  }

  async function findFirst(): Promise<void> {
    const page = await connection.call<EventsPage>('events.read', { from: 1, limit: 1 }).catch((e) => {
      error.value = asRpcError(e)
      return null
    })
    if (page) firstTime.value = eventsOf(page)[0]?.time ?? null
  }

  function add(event: CloudEvent): void {
    last = Math.max(last ?? 0, positionOf(event))
    firstTime.value ??= event.time
    insert(event)
  }

  /** Newest first; the same event twice (after a reconnection) is shown once. */
  function insert(event: CloudEvent): void {
    const at = positionOf(event)
    const list = events.value
    const place = list.findIndex((e) => positionOf(e) <= at)
    if (place >= 0 && positionOf(list[place]) === at) return
    const next = place < 0 ? [...list, event] : [...list.slice(0, place), event, ...list.slice(place)]
    events.value = next.slice(0, kKept)
  }

  function close(): void {
    stop()
    stop = () => undefined
    events.value = []
    last = null
    error.value = null
  }

  const lastTime = computed(() => events.value[0]?.time ?? null)
  const lastPosition = computed(() => (events.value[0] ? positionOf(events.value[0]) : null))

  return { events, behind, error, firstTime, lastTime, lastPosition, again: open }
})
