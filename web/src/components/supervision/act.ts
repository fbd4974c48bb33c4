/**
 * What somebody is about to do, as a form that says it in the domain's words: which command, on what, which fields.
 * `ActDialog` shows it, checks it before it is sent, and shows what the server says to it.
 */
import type { Key } from '@/i18n'
import { uuid } from '@/rpc/uuid'
import type { Params } from '@/rpc/client'
import type { NamedPerson, ReviewObject } from '@/model/supervision/rows'

export type Value = string | string[] | boolean | ReviewObject[]
export type Values = Record<string, Value>
export type FieldKind = 'text' | 'long' | 'date' | 'month' | 'choice' | 'unit' | 'units' | 'item' | 'items' | 'subject' | 'people' | 'objects' | 'marks'

export interface ActField {
  name: string
  label: Key
  kind: FieldKind
  required?: boolean
  help?: Key
  choices?: { value: string; label: string; tone?: string }[]
  initial?: Value
  max?: number
  shown?: (values: Values) => boolean
  /** What is wrong with it, or nothing. */
  check?: (value: Value, values: Values) => Key | undefined
  /** The parameter at which the server names this field, where it has another name. */
  path?: string
}

export interface Target {
  key: string
  label: string
  params: Params
}

export interface Act {
  title: string
  method: string
  /** What it is about, in lines of name and words. */
  facts?: { label: string; text: string }[]
  note?: Key
  fields: ActField[]
  submit: Key
  danger?: boolean
  /** One command for each; usually one. */
  targets: Target[]
  params: (values: Values) => Params
}

/** A name for a new stream: says what it is and when it was made; nobody else makes the same. */
export function newId(kind: string, day: string): string {
  return `${kind}-${day.replace(/-/g, '')}-${uuid().slice(0, 8)}`
}

export function initialValues(act: Act): Values {
  return Object.fromEntries(act.fields.map((f) => [f.name, f.initial ?? (['units', 'items', 'people', 'objects', 'marks'].includes(f.kind) ? [] : '')]))
}

export const text = (value: Value): string => String(value ?? '').trim()
export const list = (value: Value): string[] => (Array.isArray(value) ? (value as string[]) : [])
/** Absent rather than empty. */
export const optional = (value: Value): string | undefined => text(value) || undefined

/** A person chosen by id, or a name that was typed. */
export function named(value: string, persons: { person: string; name: string }[]): NamedPerson {
  const known = persons.find((p) => p.person === value)
  return known ? { person: known.person, name: known.name } : { name: value.trim() }
}

/** What is wrong, by field; nothing is wrong where it is empty. */
export function faults(act: Act, values: Values): Record<string, Key> {
  const found: Record<string, Key> = {}
  for (const f of act.fields) {
    if (f.shown && !f.shown(values)) continue
    const wrong = fault(f, values)
    if (wrong) found[f.name] = wrong
  }
  return found
}

function fault(f: ActField, values: Values): Key | undefined {
  const value = values[f.name]
  const empty = Array.isArray(value) ? value.length === 0 : typeof value === 'string' && !value.trim()
  if (f.required && empty) return f.kind === 'long' || f.kind === 'text' ? 'act.needText' : 'sup.needChoice'
  if (!empty && typeof value === 'string' && Array.from(value).length > (f.max ?? 20_000)) return 'sup.tooLong'
  return f.check?.(value, values)
}
