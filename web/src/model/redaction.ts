/** 依法删除: which texts of an event may be asked to be removed, and what became of requests. */
import { fieldName } from '@/i18n'

/** Stands where a text was. */
export const kRemoved = '〔依法删除〕'

export interface RedactionRow {
  /** Of the event whose texts these are. */
  position: number
  state: 'requested' | 'approved' | 'declined'
  rule: string
  /** JSON pointers into the event's data. */
  members: string[]
  reason: string
  requested_by: string
  requester_name: string
  requested_at: string
  decided_by?: string
  decider_name?: string
  decided_at?: string
  decision_reason?: string
  stream?: string
  stream_version?: number
  carried_out?: number
  version: number
}

export interface FoundText {
  pointer: string
  text: string
}

/** Ids, dates and words of fixed lists: rules depend on them, and the server refuses them. */
const isCode = (text: string) => /^[\w.:/+-]{0,64}$/.test(text)

/** The texts in an event's data, in their order; those that are gone are not among them. */
export function textsOf(data: unknown, at = ''): FoundText[] {
  if (typeof data === 'string') return isCode(data) || data === kRemoved ? [] : [{ pointer: at, text: data }]
  if (typeof data !== 'object' || data === null) return []
  const step = (name: string) => `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
  return Object.entries(data).flatMap(([name, value]) => textsOf(value, step(name)))
}

/** `/units/0/name` → `责任单位 · 1 · 名称`. */
export function memberName(pointer: string): string {
  return fieldName(pointer.slice(1))
}
