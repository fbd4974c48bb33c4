/** Pages of the event log as `events.read` gives them. Positions count from 0. */
import type { CloudEvent } from '@/model/rows'
import type { Params } from '@/rpc/client'

export interface EventsPage {
  events: CloudEvent[]
  /** Where to go on reading; nothing more is there when it has reached `end`. */
  next: number
  /** The position that the next event of the log will have. */
  end: number
}

type Call = <T>(method: string, params: Params) => Promise<T>

export function readEvents(call: Call, from: number, limit: number, filter: Params = {}): Promise<EventsPage> {
  return call<EventsPage>('events.read', { from, limit, filter })
}

/** The first event at or after `from` that passes; one answer looks at a bounded part of the log only. */
export async function firstEvent(call: Call, from: number, filter: Params = {}): Promise<CloudEvent | null> {
  for (let at = from; ; ) {
    const page = await readEvents(call, at, 1, filter)
    if (page.events.length) return page.events[0]
    if (page.next <= at || page.next >= page.end) return null
    at = page.next
  }
}
