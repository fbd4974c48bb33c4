/** The live feed: the last events before the page was opened, and every one since, once, in order. */
import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { mayRead } from '@/model/navigation'
import { plainType, positionOf } from '@/model/trail'
import type { CloudEvent } from '@/model/rows'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from './connection'
import { firstEvent, readEvents } from './events'

const kKept = 200
const kBefore = 30

interface Started {
  epoch: string
  position: number
}

export const useFeed = defineStore('feed', () => {
  const connection = useConnection()
  const events = shallowRef<CloudEvent[]>([])
  const behind = ref(false)
  const error = shallowRef<RpcError | null>(null)
  const firstTime = ref<string | null>(null)
  let last: number | null = null
  let epoch = ''
  let stop: () => void = () => undefined

  watch(
    () => connection.session?.account,
    (account) => (account && mayRead(connection.roles) ? open() : close()),
    { immediate: true },
  )

  function open(): void {
    close()
    void findFirst()
    stop = connection.subscribe<Started>({
      method: 'events.subscribe',
      params: () => (last === null ? { from: 'now', filter: {} } : { from: last + 1, filter: {}, epoch }),
      forget: () => {
        events.value = []
        last = null
      },
      onSnapshot: (started) => begin(started),
      onNotice: (method, params) => {
        behind.value = method === 'events.fell_behind'
        if (method === 'events.event') add(params.result as CloudEvent)
      },
      onError: failed,
    })
  }

  /** `position` is where the subscription begins: one past the last event where it began "now". */
  function begin(started: Started): void {
    error.value = null
    epoch = started.epoch
    if (last !== null) return
    last = started.position - 1
    void before(started.position)
  }

  async function before(end: number): Promise<void> {
    if (end === 0) return
    const page = await readEvents(connection.call, Math.max(0, end - kBefore), kBefore).catch(() => null)
    for (const event of page?.events ?? []) insert(event)
  }

  async function findFirst(): Promise<void> {
    const first = await firstEvent(connection.call, 0).catch((thrown) => {
      error.value = asRpcError(thrown)
      return null
    })
    if (first) firstTime.value = first.time
  }

  function failed(thrown: RpcError): void {
    error.value = thrown
  }

  function add(event: CloudEvent): void {
    last = Math.max(last ?? -1, positionOf(event))
    firstTime.value ??= event.time
    insert(event)
    if (plainType(event.type) === 'redaction.approved') void redacted(Number(event.subject.slice(event.subject.indexOf('/') + 1)))
  }

  /** Texts of an event were removed by law: what is left of it takes its place. */
  async function redacted(at: number): Promise<void> {
    const without = events.value.filter((e) => positionOf(e) !== at)
    if (without.length === events.value.length) return
    events.value = without
    const page = await readEvents(connection.call, at, 1).catch(() => null)
    for (const event of page?.events ?? []) if (positionOf(event) === at) insert(event)
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
