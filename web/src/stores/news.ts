/** What happened last, newest first: live, the feed; of the past, the events up to the moment shown. */
import { computed, shallowRef, watch } from 'vue'
import { positionOf } from '@/model/trail'
import type { CloudEvent } from '@/model/rows'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from './connection'
import { readEvents } from './events'
import { useFeed } from './feed'
import { useTime } from './time'

const kShown = 30

export function useNews() {
  const connection = useConnection()
  const feed = useFeed()
  const time = useTime()
  const then = shallowRef<CloudEvent[]>([])
  const failed = shallowRef<RpcError | null>(null)

  watch([() => time.past, () => time.shown?.position ?? null] as const, ([past, at]) => void look(past, at), { immediate: true })

  async function look(past: boolean, at: number | null): Promise<void> {
    failed.value = null
    if (!past || at === null) {
      then.value = []
      return
    }
    try {
      const page = await readEvents(connection.call, Math.max(0, at + 1 - kShown), kShown)
      if (at === time.shown?.position) then.value = page.events.filter((e) => positionOf(e) <= at).reverse()
    } catch (thrown) {
      failed.value = asRpcError(thrown)
    }
  }

  const events = computed(() => (time.past ? then.value : feed.events))
  const error = computed(() => (time.past ? failed.value : feed.error))
  const again = () => (time.past ? void look(true, time.shown?.position ?? null) : feed.again())
  return { events, error, again }
}
