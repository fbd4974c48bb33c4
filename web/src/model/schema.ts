/** From the API document (`rpc.discover`) to the fields of a form. */
export interface JsonSchema {
  type?: string | string[]
  title?: string
  description?: string
  enum?: unknown[]
  format?: string
  pattern?: string
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  $ref?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  [more: string]: unknown
}

export interface Method {
  name: string
  summary?: string
  description?: string
  params: { name: string; required?: boolean; description?: string; schema: JsonSchema }[]
  'x-roles'?: string[]
  [more: string]: unknown
}

export interface OpenRpc {
  methods: Method[]
  components?: { schemas?: Record<string, JsonSchema> }
}

export type FieldKind = 'text' | 'long' | 'number' | 'integer' | 'decimal' | 'date' | 'month' | 'moment' | 'flag' | 'choice' | 'list' | 'group' | 'json' | 'reference'

export interface Field {
  name: string
  kind: FieldKind
  required: boolean
  help?: string
  choices?: string[]
  /** Of a choice: the words of its members, where the schema brings them (`x-labels`). */
  labels?: Record<string, string>
  /** Of a reference: unit, person, ledger, … */
  of?: string
  /** Of a group. */
  fields?: Field[]
  /** Of a list. */
  element?: Field
}

/** The parameters that every command has; the page fills them, except the reason. */
const kEnvelope = new Set(['command_id', 'expected_version'])
const kLong = new Set(['text', 'progress', 'achievements', 'problems', 'measures', 'next_measures', 'reasons', 'corrections', 'reason', 'findings', 'summary', 'answer', 'note', 'advice', 'goal', 'rewards'])

export function fieldsOf(method: Method, doc: OpenRpc, hidden: string[] = []): Field[] {
  return method.params
    .filter((p) => !kEnvelope.has(p.name) && !hidden.includes(p.name))
    .map((p) => toField(p.name, p.schema, Boolean(p.required), doc, p.description))
}

function toField(name: string, raw: JsonSchema, required: boolean, doc: OpenRpc, help?: string): Field {
  const schema = plain(raw, doc)
  const field: Field = { name, kind: kindOf(name, schema), required }
  const text = help ?? schema.description
  if (text) field.help = text
  if (field.kind === 'reference') field.of = String(schema['x-id-of'])
  if (field.kind === 'choice') field.choices = schema.enum!.map(String)
  if (field.kind === 'choice' && schema['x-labels']) field.labels = schema['x-labels'] as Record<string, string>
  if (field.kind === 'group') field.fields = members(schema, doc)
  if (field.kind === 'list') field.element = toField('', schema.items ?? { type: 'string' }, true, doc)
  return field
}

function members(schema: JsonSchema, doc: OpenRpc): Field[] {
  const required = new Set(schema.required ?? [])
  return Object.entries(schema.properties ?? {}).map(([n, s]) => toField(n, s, required.has(n), doc))
}

/** Follows references and drops the `null` of an optional member. */
function plain(schema: JsonSchema, doc: OpenRpc): JsonSchema {
  if (schema.$ref) return plain(resolve(schema.$ref, doc), doc)
  const options = (schema.anyOf ?? schema.oneOf)?.filter((s) => s.type !== 'null')
  return options?.length === 1 ? plain(options[0], doc) : schema
}

function resolve(ref: string, doc: OpenRpc): JsonSchema {
  let at: unknown = doc
  for (const part of ref.replace(/^#\//, '').split('/')) at = (at as Record<string, unknown> | undefined)?.[part]
  return (at as JsonSchema | undefined) ?? {}
}

function kindOf(name: string, s: JsonSchema): FieldKind {
  const type = Array.isArray(s.type) ? s.type.find((t) => t !== 'null') : s.type
  if (s.enum) return 'choice'
  if (type === 'boolean') return 'flag'
  if (type === 'integer') return 'integer'
  if (type === 'number') return 'number'
  if (type === 'array') return 'list'
  if (type === 'object') return s.properties ? 'group' : 'json'
  if (type === 'string') return textKind(name, s)
  return s.properties ? 'group' : 'json'
}

const kReferences = new Set(['unit', 'person', 'ledger', 'item'])

function textKind(name: string, s: JsonSchema): FieldKind {
  if (kReferences.has(String(s['x-id-of']))) return 'reference'
  if (s.format === 'date') return 'date'
  if (s.format === 'date-time') return 'moment'
  if (s.format === 'decimal') return 'decimal'
  if (s.format === 'period' || name === 'period') return 'month'
  return kLong.has(name) ? 'long' : 'text'
}

/** Drops what was left empty, so that an optional field that nobody filled is absent and not "". */
export function pruned(value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return undefined
  if (Array.isArray(value)) {
    const kept = value.map(pruned).filter((v) => v !== undefined)
    return kept.length ? kept : undefined
  }
  if (typeof value !== 'object') return value
  const entries = Object.entries(value as object).map(([k, v]) => [k, pruned(v)] as const)
  const kept = entries.filter(([, v]) => v !== undefined)
  return kept.length ? Object.fromEntries(kept) : undefined
}

/** What a field starts with. A required flag is `false`, except within a group that may be left out as a whole. */
export function initial(field: Field, optional = !field.required): unknown {
  if (field.kind === 'list') return []
  if (field.kind === 'flag') return optional || !field.required ? undefined : false
  if (field.kind === 'group') return Object.fromEntries((field.fields ?? []).map((f) => [f.name, initial(f, optional || !f.required)]))
  return field.kind === 'integer' || field.kind === 'number' ? undefined : ''
}
