/** What an event of an assessment tells where its data is a list of units: in one line each, with their names. Pure. */
type Names = (unit: string) => string
interface Told {
  unit: string
  value?: string
  group?: string
  rank?: number
  total?: string
  grounds?: string
}

/** Nothing where it is no such list: then it is told member by member, as everything is. */
export function unitListText(field: string, value: unknown, name: Names): string | null {
  if (!Array.isArray(value) || !value.length || !value.every((v) => typeof v === 'object' && v !== null && typeof (v as Told).unit === 'string')) return null
  const lines = value as Told[]
  if (field === 'standings') return lines.map((s) => `${s.rank || '—'} ${name(s.unit)} ${s.total ?? ''}`.trim()).join('；')
  if (field === 'awards') return lines.map((a) => `${name(a.unit)}：${a.grounds ?? ''}`).join('；')
  if (field === 'targets') return lines.map((x) => `${name(x.unit)} ${x.value ?? ''}`.trim()).join('；')
  if (field === 'units' && lines.every((u) => u.group !== undefined)) return lines.map((u) => name(u.unit)).join('、')
  return null
}
