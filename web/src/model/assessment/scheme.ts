/**
 * The scheme by which an assessment is computed (S5.3–S5.6, S8.7, S9.7), read from its regime's text, for forms and for
 * what stands beside a score. The server computes; here it is only told. Pure.
 */
import { compareDecimals } from '../decimal'
import { quantityOf, type Quantity } from '../quantity'
import { listOf, readToml, tableOf, textOf, textsOf, type TomlTable } from '../toml'

export type Method = 'proportional' | 'all_or_nothing' | 'deduct' | 'grades' | 'given'
export interface Indicator {
  key: string
  name: string
  /** Of measure; points where the figure is points already. */
  unit: string
  weight: string
  method: Method
  better: 'higher' | 'lower'
  most?: string
  bands: { at_least: string; counts: string }[]
  total?: Quantity
  groups: string[]
  providers: string[]
  exempt: string[]
  clause?: string
  doubt?: string
}
export interface Bonus {
  key: string
  name: string
  each: string
  most?: string
  clause?: string
}
export interface AwardRule {
  key: string
  name: string
  indicator?: string
  groups: string[]
  together: boolean
  by: 'score' | 'completion' | 'actual' | 'points' | 'judged'
  criterion: string
  least: number
  most: number
  met_only: boolean
  prize?: Quantity
  clause?: string
  doubt?: string
}
export interface Scheme {
  key: string
  title: string
  scale: string
  missing: 'refuse' | 'zero'
  ties: 'shared' | 'dense'
  tie_by: string[]
  bonus_most?: string
  times: { month: number; name: string }[]
  groups: { key: string; title: string }[]
  indicators: Indicator[]
  bonuses: Bonus[]
  awards: AwardRule[]
  bars: { on: string; times: number; clause?: string }[]
  statement: { missed_target: boolean; bottom: number; top_share: number; to: string; measures: boolean; clause?: string } | null
  converts: boolean
  applied_to: string[]
  clause?: string
}

export function schemesOf(text: string | undefined): Scheme[] {
  return listOf(readToml(text ?? '')?.assessment).map((t) => schemeOf(tableOf(t)))
}

/** The one that an assessment of this title runs by: the only one, or the one whose title or key it bears or contains. */
export function chooseScheme(schemes: Scheme[], title: string): Scheme | null {
  if (schemes.length < 2) return schemes[0] ?? null
  const same = schemes.find((s) => s.title === title || s.key === title)
  const within = schemes.filter((s) => title.includes(s.title))
  return same ?? (within.length === 1 ? within[0] : null)
}

const tables = (t: TomlTable, key: string) => listOf(t[key]).map(tableOf)
const optional = (t: TomlTable, key: string) => textOf(t[key]) || undefined
const numberOf = (t: TomlTable, key: string, otherwise: number) => (typeof t[key] === 'number' ? (t[key] as number) : otherwise)

function schemeOf(t: TomlTable): Scheme {
  return {
    key: textOf(t.key), title: textOf(t.title), scale: textOf(t.scale) || '100', missing: textOf(t.missing) === 'zero' ? 'zero' : 'refuse', ties: textOf(t.ties) === 'dense' ? 'dense' : 'shared',
    tie_by: textsOf(t.tie_by), bonus_most: optional(t, 'bonus_most'), times: tables(t, 'time').map((one) => ({ month: numberOf(one, 'month', 12), name: textOf(one.name) })),
    groups: tables(t, 'group').map((g) => ({ key: textOf(g.key), title: textOf(g.title) })), indicators: tables(t, 'indicator').map(indicatorOf),
    bonuses: tables(t, 'bonus').map((b) => ({ key: textOf(b.key), name: textOf(b.name), each: textOf(b.each), most: optional(b, 'most'), clause: optional(b, 'clause') })),
    awards: tables(t, 'award').map(awardOf), bars: tables(t, 'bar').map((b) => ({ on: textOf(b.on), times: numberOf(b, 'times', 1), clause: optional(b, 'clause') })),
    statement: t.statement === undefined ? null : statementOf(tableOf(t.statement)), converts: t.conversion !== undefined, applied_to: textsOf(t.applied_to), clause: optional(t, 'clause'),
  }
}

function indicatorOf(t: TomlTable): Indicator {
  const method = (textOf(t.method) || 'proportional') as Method
  return {
    key: textOf(t.key), name: textOf(t.name), unit: textOf(t.unit) || '分', weight: textOf(t.weight) || '0', method, better: textOf(t.better) === 'lower' ? 'lower' : 'higher', most: optional(t, 'most'),
    bands: tables(t, 'band').map((b) => ({ at_least: textOf(b.at_least), counts: textOf(b.counts) })), total: quantityOf(textOf(t.total)) ?? undefined,
    groups: textsOf(t.groups), providers: textsOf(t.providers), exempt: textsOf(t.exempt), clause: optional(t, 'clause'), doubt: optional(t, 'doubt'),
  }
}

function awardOf(t: TomlTable): AwardRule {
  const indicator = optional(t, 'indicator')
  const most = numberOf(t, 'most', 1)
  return {
    key: textOf(t.key), name: textOf(t.name), indicator, groups: textsOf(t.groups), together: t.together === true, by: (textOf(t.by) || (indicator ? 'completion' : 'score')) as AwardRule['by'],
    criterion: textOf(t.criterion), least: numberOf(t, 'least', most), most, met_only: t.met_only === true, prize: quantityOf(textOf(t.prize)) ?? undefined, clause: optional(t, 'clause'), doubt: optional(t, 'doubt'),
  }
}

function statementOf(t: TomlTable): Scheme['statement'] {
  return { missed_target: t.missed_target === true, bottom: numberOf(t, 'bottom', 0), top_share: numberOf(t, 'top_share', 0), to: textOf(t.to), measures: t.measures === true, clause: optional(t, 'clause') }
}

/** Whether a unit of the group is measured by it. */
export const isOfGroup = (i: Pick<Indicator, 'groups'>, group: string) => !i.groups.length || i.groups.includes(group)

/** Whether each figure is one project's, with its investment. */
export const countsProjects = (i: Indicator) => i.bands.length > 0

/** The unit of measure in which a figure is filed. */
export const filedIn = (i: Indicator) => (countsProjects(i) ? (quantityOf(i.bands[0].at_least)?.unit ?? '亿元') : i.unit)

/** The weights of those that a group is measured by, together. */
export function heaviest(scheme: Scheme, group: string): Indicator[] {
  return scheme.indicators.filter((i) => isOfGroup(i, group)).sort((a, b) => compareDecimals(b.weight, a.weight) || 0)
}
