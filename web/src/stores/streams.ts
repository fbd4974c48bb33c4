/** What a stream is called where the page knows it: its item's title, its unit's or person's name; else its id. */
import { defineStore } from 'pinia'
import { ref } from 'vue'
import { word } from '@/i18n'
import type { CloudEvent } from '@/model/rows'
import { useConnection } from './connection'
import { useLedger } from './ledger'
import { useRegistry } from './registry'

/** What is not named by what the page has anyway: the view that has it, and which of its members tell what it is about. */
const kViews: Record<string, { view: string; about: string[] }> = {
  rectification: { view: 'rectifications', about: ['demand'] },
  accountability: { view: 'accountability', about: ['grounds', 'text'] },
  admission: { view: 'admissions', about: ['name'] },
}
const kMostAsked = 300

/** Asked for once and kept. */
const useTitles = defineStore('stream_titles', () => {
  const connection = useConnection()
  const registry = useRegistry()
  const titles = ref(new Map<string, string>())
  const asked = new Set<string>()

  function titleOf(stream: string): string | undefined {
    if (!asked.has(stream)) void ask(stream)
    return titles.value.get(stream)
  }

  async function ask(stream: string): Promise<void> {
    if (asked.size > kMostAsked) asked.clear()
    asked.add(stream)
    const slash = stream.indexOf('/')
    const { view, about } = kViews[stream.slice(0, slash)]
    const found = await connection.call<{ row?: Record<string, unknown> | null }>('view.get', { view, key: stream.slice(slash + 1) }).catch(() => null)
    const row = found?.row
    if (!row) return
    const told = about.map((name) => row[name]).find((text) => typeof text === 'string' && text !== '')
    const whose = typeof row.unit === 'string' ? registry.unitName(row.unit) : ''
    const title = [whose, told].filter(Boolean).join(' ')
    if (title) titles.value = new Map(titles.value).set(stream, title)
  }
  return { titleOf }
})

export function useStreamNames() {
  const ledger = useLedger()
  const registry = useRegistry()
  const titles = useTitles()
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

  /** As its stream is called; where that says nothing, by what the event itself tells, or the view of such streams. */
  function eventSubject(event: CloudEvent): string {
    const name = streamName(event.subject)
    if (name !== event.subject) return name
    const told = event.data?.title ?? event.data?.name ?? event.data?.grounds ?? event.data?.demand
    if (typeof told === 'string' && told) return told
    const [kind, id] = [event.subject.slice(0, event.subject.indexOf('/')), event.subject.slice(event.subject.indexOf('/') + 1)]
    return (kind in kViews ? titles.titleOf(event.subject) : undefined) ?? `${word('streamKind', kind)} ${id}`
  }
  return { streamName, eventSubject }
}
