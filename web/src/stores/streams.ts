/** What a stream is called where the page knows it: its item's title, its unit's or person's name; else its id. */
import { word } from '@/i18n'
import type { CloudEvent } from '@/model/rows'
import { useLedger } from './ledger'
import { useRegistry } from './registry'

export function useStreamNames() {
  const ledger = useLedger()
  const registry = useRegistry()
  const kKnown: Record<string, (id: string) => string | undefined> = {
    item: (id) => ledger.byItem(id)?.title,
    unit: registry.unitName,
    person: registry.personName,
    ledger: (id) => registry.ledgerRow(id)?.title,
    account: (id) => `${word('streamKind', 'account')} ${id}`,
    report: reportName,
  }

  /** `ledger.2014-12.unit` → the unit and the month. */
  function reportName(id: string): string | undefined {
    const parts = id.match(/\.(\d{4}-\d{2})\.([^.]+)$/)
    return parts ? `${registry.unitName(parts[2])} ${parts[1]}` : undefined
  }

  function streamName(stream: string): string {
    const slash = stream.indexOf('/')
    return kKnown[stream.slice(0, slash)]?.(stream.slice(slash + 1)) ?? stream
  }

  /** As its stream is called; where that says nothing, by what the event itself tells. */
  function eventSubject(event: CloudEvent): string {
    const name = streamName(event.subject)
    if (name !== event.subject) return name
    const told = event.data?.title ?? event.data?.name ?? event.data?.grounds ?? event.data?.demand
    if (typeof told === 'string' && told) return told
    const [kind, id] = [event.subject.slice(0, event.subject.indexOf('/')), event.subject.slice(event.subject.indexOf('/') + 1)]
    return `${word('streamKind', kind)} ${id}`
  }
  return { streamName, eventSubject }
}
