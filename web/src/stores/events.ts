/** Pages of the event log as `events.read` gives them. */
import type { CloudEvent } from '@/model/rows'

export interface EventsPage {
  events: CloudEvent[]
  position?: number | null
  /** Where to go on reading; absent at the end. */
  next?: number | null
}

export function eventsOf(page: EventsPage): CloudEvent[] {
  return page.events ?? []
}
