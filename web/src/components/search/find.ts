/** `search.find`: what it is asked and what it answers, and where a hit opens. */
import type { RouteLocationRaw } from 'vue-router'
import type { Params } from '@/rpc/client'

/** The id of the page's own field: `/` comes to it. */
export const kPageField = 'search-text'

export type HitKind =
  | 'item' | 'project' | 'ledger' | 'unit' | 'person' | 'report' | 'sheet' | 'plan' | 'bulletin' | 'order' | 'measure' | 'inspection' | 'review' | 'regime' | 'enterprise' | 'need' | 'assessment' | 'change'

export interface TextPart {
  text: string
  hit?: boolean
}

export interface Hit {
  kind: HitKind
  view: string
  key: string
  position: number
  title: TextPart[]
  snippet: TextPart[]
  ledger?: string
  item?: string
  unit?: string
  period?: string
  stream?: string
  score: number
}

export interface FindAnswer {
  position: number | null
  lag: number
  hits: Hit[]
  /** The kinds of which there are more than was asked for of each. */
  more?: HitKind[]
  next_cursor?: string | null
  problem?: string
}

type Call = <T>(method: string, params: Params) => Promise<T>
export function find(call: Call, params: Params): Promise<FindAnswer> {
  return call<FindAnswer>('search.find', params)
}

export const plain = (parts: TextPart[] | undefined): string => (parts ?? []).map((p) => p.text).join('')

/** Kind by kind, in the order in which they came. */
export function grouped(hits: Hit[]): [HitKind, Hit[]][] {
  const out = new Map<HitKind, Hit[]>()
  for (const hit of hits) out.set(hit.kind, [...(out.get(hit.kind) ?? []), hit])
  return [...out]
}

const kStreams: Partial<Record<HitKind, string>> = { unit: 'unit', person: 'person', ledger: 'ledger', regime: 'regime', bulletin: 'bulletin', order: 'rectification', measure: 'accountability', inspection: 'inspection', review: 'review', enterprise: 'admission', assessment: 'assessment' }

/** The stream that a hit is of, for its trail. */
export function streamOf(hit: Hit): string | null {
  if (hit.stream) return hit.stream
  if (hit.kind === 'sheet') return hit.ledger && hit.unit && hit.period ? `report/${hit.ledger}.${hit.period}.${hit.unit}` : null
  const kind = kStreams[hit.kind]
  if (kind) return `${kind}/${hit.key}`
  return hit.item ? `item/${hit.item}` : null
}

function inLedger(hit: Hit): Record<string, string> {
  return hit.ledger ? { ledger: hit.ledger } : {}
}

/** The page on which a hit stands. */
export function placeOfHit(hit: Hit): RouteLocationRaw {
  const query = inLedger(hit)
  switch (hit.kind) {
    case 'item':
    case 'report':
      return { name: 'ledger', params: query, query: hit.item ? { item: hit.item } : {} }
    case 'project':
      return { name: 'projects', params: query, query: hit.item ? { item: hit.item } : {} }
    case 'need':
      return { name: 'needs', params: query }
    case 'ledger':
      return { name: 'ledger', params: { ledger: hit.key } }
    case 'plan':
      return { name: 'plans', params: { ...query, item: hit.item ?? '' }, query: hit.unit ? { unit: hit.unit } : {} }
    case 'sheet':
      return { name: 'reports', params: query, query: hit.period ? { period: hit.period } : {} }
    case 'bulletin':
      return { name: 'bulletins', params: { id: hit.key } }
    case 'regime':
      return { name: 'regimes', params: { id: hit.key } }
    case 'assessment':
      return { name: 'assessments', params: { id: hit.key } }
    case 'enterprise':
      return { name: 'admissions', params: { tab: 'pipeline' }, query: { ...query, file: hit.key } }
    case 'review':
      return { name: 'reviews', params: { tab: 'meetings', id: hit.key }, query }
    case 'order':
      return { name: 'supervision', params: { tab: 'rectifications' }, query }
    case 'inspection':
      return { name: 'supervision', params: { tab: 'inspections' }, query }
    case 'unit':
    case 'person':
      return { name: 'accountability', params: { kind: hit.kind, id: hit.key } }
    case 'measure':
    case 'change':
      return { name: 'audit', query: { stream: streamOf(hit) ?? '' } }
  }
}
