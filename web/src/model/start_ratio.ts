/** 开工率 (S6.7): what `projects.start_ratio` answers, and how it is drawn. Pure. */
import { percentOf } from './project_money'

export const kBy = ['region', 'industry', 'unit'] as const
export type By = (typeof kBy)[number]

export interface StartGauge {
  /** Region's or unit's id, or the industry; empty where nothing is said of it. */
  key: string
  name: string
  started: number
  total: number
  needed: number
  lacking: number
  /** Absent where there is no project. */
  met?: boolean | null
  reason: string
  waiting: string[]
}
export interface StartRatio {
  name: string
  when: 'earlier' | 'this_year'
  numerator: number
  denominator: number
  clause?: string
  all: StartGauge
  groups: StartGauge[]
}
export interface StartRatios {
  position: number | null
  ledger: string
  year: number
  by?: By | null
  ratios: StartRatio[]
}

/** `68.3%`, exactly rounded; a dash where there is no project. */
export function startedPercent(gauge: Pick<StartGauge, 'started' | 'total'>): string {
  const percent = percentOf(String(gauge.started), String(gauge.total))
  return percent === undefined ? '—' : `${percent}%`
}

export const share = (gauge: Pick<StartGauge, 'started' | 'total'>): number => (gauge.total ? gauge.started / gauge.total : 0)

/** What falls shortest of the aim comes first; what has no project last. */
export function worstFirst(groups: StartGauge[]): StartGauge[] {
  const rank = (g: StartGauge) => (g.total === 0 ? 2 : g.met ? 1 : 0)
  return [...groups].sort((a, b) => rank(a) - rank(b) || b.lacking - a.lacking || share(a) - share(b) || a.name.localeCompare(b.name, 'zh'))
}

/** A half ring from left to right as an SVG path: the part from `from` to `to`, both 0 … 1. */
export function arc(from: number, to: number, radius: number, cx: number, cy: number): string {
  const at = (part: number) => {
    const angle = Math.PI * (1 - Math.min(1, Math.max(0, part)))
    return `${(cx + radius * Math.cos(angle)).toFixed(2)} ${(cy - radius * Math.sin(angle)).toFixed(2)}`
  }
  return `M ${at(from)} A ${radius} ${radius} 0 0 1 ${at(to)}`
}

/** Ends of the aim's mark across the ring. */
export function tickAt(part: number, inner: number, outer: number, cx: number, cy: number): { x1: number; y1: number; x2: number; y2: number } {
  const angle = Math.PI * (1 - part)
  const x = (r: number) => cx + r * Math.cos(angle)
  const y = (r: number) => cy - r * Math.sin(angle)
  return { x1: x(inner), y1: y(inner), x2: x(outer), y2: y(outer) }
}
