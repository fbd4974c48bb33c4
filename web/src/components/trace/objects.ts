/** The row in which the state of a stream stands, and where a page shows it. */
import type { RouteLocationRaw } from 'vue-router'

interface Source {
  view: string
  /** The row's key; a function of the id and of the ledger that the trail's first event names. */
  key: (id: string, ledger?: string) => string
}
const byId = (view: string): Source => ({ view, key: (id) => id })

const kSources: Record<string, Source> = {
  item: { view: 'current_ledger', key: (id, ledger) => `${ledger}/${id}` },
  unit: byId('units'),
  person: byId('persons'),
  ledger: byId('ledgers'),
  regime: byId('regimes'),
  bulletin: byId('bulletins'),
  inspection: byId('inspections'),
  review: byId('reviews'),
  rectification: byId('rectifications'),
  accountability: byId('accountability'),
  admission: byId('admissions'),
  assessment: byId('assessments'),
  account: byId('accounts'),
  redaction: byId('redactions'),
}

export function sourceOf(stream: string): Source | null {
  return kSources[stream.slice(0, stream.indexOf('/'))] ?? null
}

export const idOf = (stream: string): string => stream.slice(stream.indexOf('/') + 1)
export const kindOf = (stream: string): string => stream.slice(0, stream.indexOf('/'))

/** Where the page shows it, as of a position if told; null where it has no page of its own. */
export function placeOf(stream: string, ledger?: string, asOf?: number): RouteLocationRaw | null {
  const [kind, id] = [kindOf(stream), idOf(stream)]
  const query: Record<string, string> = asOf === undefined ? {} : { as_of: String(asOf) }
  switch (kind) {
    case 'item':
      return ledger ? { name: 'ledger', params: { ledger }, query: { ...query, item: id } } : null
    case 'ledger':
      return { name: 'ledger', params: { ledger: id }, query }
    case 'regime':
      return { name: 'regimes', params: { id }, query }
    case 'bulletin':
      return { name: 'bulletins', params: { id }, query }
    case 'unit':
    case 'person':
      return { name: 'accountability', params: { kind, id }, query }
    case 'rectification':
      return { name: 'supervision', params: { tab: 'rectifications' }, query: ledger ? { ...query, ledger } : query }
    case 'assessment':
      return { name: 'assessments', params: { id }, query }
    case 'admission':
      return { name: 'admissions', query: { ...query, file: id } }
    case 'review':
      return { name: 'reviews', params: { tab: 'all', id }, query }
    default:
      return null
  }
}
