/**
 * 待办 of a unit: what is due, overdue or sent back, out of the calendar and what was returned, and where each is done.
 * Pure.
 */
import { mayAskReconsideration, stands } from './supervision/board'
import { daysBetween } from './supervision/days'
import type { DueKind, DueRow, PlanRow, ReportRow } from './rows'

export type Urgency = 'overdue' | 'returned' | 'soon' | 'later'

/** Where it is done: on a page, or by a command whose form is opened on the spot. */
export type Place = { page: 'report' | 'plans' | 'item'; ledger?: string; item?: string; period?: string; act?: string } | { command: string; fixed: Record<string, string | undefined> } | null

export interface Todo {
  key: string
  kind: DueKind | 'statement' | 'measure'
  urgency: Urgency
  due?: string
  title: string
  /** Findings, the demand: in the words of whoever asks. */
  words?: string
  place: Place
  ledger?: string
  item?: string
}

/** The rows of `rectifications` and `accountability`, as far as they are needed here. */
export interface RectificationLike {
  rectification: string
  item?: string
  demand: string
  state: string
  deadline: string
  overdue?: boolean
  rejections?: { findings: string }[]
}
export interface MeasureLike {
  accountability: string
  measure: string
  state: string
  grounds: string
  deadline?: string
  rule?: string
  reconsideration?: { ruling?: string }
  reconsider_until?: string
}

export interface Sources {
  due: DueRow[]
  reports: ReportRow[]
  plans: PlanRow[]
  rectifications: RectificationLike[]
  measures: MeasureLike[]
}

const kSoon = 7

/** What was proposed, and by when it is to be done once agreed, is not the unit's yet: the order that follows is. */
export function todosOf(from: Sources, today: string, titleOf: (item: string) => string | undefined): Todo[] {
  const returned = [...from.reports.filter((r) => r.state === 'returned').map(returnedReport), ...from.plans.filter((p) => p.state === 'returned').map((p) => returnedPlan(p, titleOf))]
  const known = new Set(returned.map((t) => t.key))
  const due = from.due.filter((d) => d.state !== 'done' && d.state !== 'dropped' && d.kind !== 'proposal').map((d) => ofDue(d, from, today))
  const listed = new Set(due.map((t) => t.key))
  const orders = from.rectifications.filter((r) => r.state === 'open').map((r) => ofRectification(r, today)).filter((t) => !listed.has(t.key))
  const measures = from.measures.flatMap((m) => ofMeasure(m, today))
  return [...returned, ...due.filter((t) => !known.has(t.key)), ...orders, ...measures].sort(order)
}

const kOrder: Urgency[] = ['overdue', 'returned', 'soon', 'later']

function order(a: Todo, b: Todo): number {
  return kOrder.indexOf(a.urgency) - kOrder.indexOf(b.urgency) || (a.due ?? '9999').localeCompare(b.due ?? '9999') || a.title.localeCompare(b.title, 'zh')
}

export function urgencyOf(due: string | undefined, today: string): Urgency {
  if (!due) return 'later'
  const left = daysBetween(today, due)
  return left < 0 ? 'overdue' : left <= kSoon ? 'soon' : 'later'
}

function returnedReport(r: ReportRow): Todo {
  return { key: `report ${r.ledger} ${r.period}`, kind: 'report', urgency: 'returned', due: r.due, title: r.period, words: r.reason, ledger: r.ledger, place: { page: 'report', ledger: r.ledger, period: r.period } }
}

function returnedPlan(p: PlanRow, titleOf: (item: string) => string | undefined): Todo {
  return { key: `plan ${p.item}`, kind: 'plan', urgency: 'returned', due: p.due, title: titleOf(p.item) ?? p.item, words: p.findings, ledger: p.ledger, item: p.item, place: { page: 'plans', ledger: p.ledger, item: p.item } }
}

function ofDue(d: DueRow, from: Sources, today: string): Todo {
  const urgency = d.state === 'late' || d.state === 'missed' ? 'overdue' : urgencyOf(d.due, today)
  const base = { kind: d.kind, urgency, due: d.due, title: d.title, ledger: d.ledger, item: d.item }
  const id = d.stream.slice(d.stream.indexOf('/') + 1)
  switch (d.kind) {
    case 'report':
      return { ...base, key: `report ${d.ledger} ${d.period}`, title: d.period ?? d.title, place: { page: 'report', ledger: d.ledger, period: d.period } }
    case 'plan':
      return { ...base, key: `plan ${d.item}`, place: { page: 'plans', ledger: d.ledger, item: d.item } }
    case 'rectification': {
      const order = from.rectifications.find((r) => r.rectification === id)
      return { ...base, key: `rectification ${id}`, words: wordsOf(order), place: { command: 'rectification.report', fixed: { rectification: id } } }
    }
    default:
      return { ...base, key: `${d.kind} ${d.stream} ${d.milestone ?? ''}`, place: itemPlace(d) }
  }
}

/** The order's demand, and what was found wrong with the last report. */
function wordsOf(r: RectificationLike | undefined): string | undefined {
  const rejected = r?.rejections?.[r.rejections.length - 1]?.findings
  return r && [r.demand, rejected].filter(Boolean).join('\n')
}

const kActs: Partial<Record<DueKind, string>> = { acknowledgement: 'item.acknowledge', milestone: 'item.reach_milestone', deadline: 'item.claim_completion' }

function itemPlace(d: DueRow): Place {
  return d.item && d.ledger ? { page: 'item', ledger: d.ledger, item: d.item, act: kActs[d.kind] } : null
}

function ofRectification(r: RectificationLike, today: string): Todo {
  return {
    key: `rectification ${r.rectification}`, kind: 'rectification', urgency: r.overdue ? 'overdue' : urgencyOf(r.deadline, today), due: r.deadline, title: r.demand, words: r.rejections?.[r.rejections.length - 1]?.findings, item: r.item,
    place: { command: 'rectification.report', fixed: { rectification: r.rectification } },
  }
}

/** A statement is owed until it is made; of anything else that stands, a reconsideration may be asked for in time (rule 10). */
function ofMeasure(m: MeasureLike, today: string): Todo[] {
  if (!stands(m)) return []
  const base = { title: m.grounds, due: m.deadline, words: m.rule }
  if (m.measure === 'statement' && m.state !== 'carried_out' && m.state !== 'referred')
    return [{ ...base, key: `statement ${m.accountability}`, kind: 'statement', urgency: urgencyOf(m.deadline, today), place: { command: 'accountability.make_statement', fixed: { accountability: m.accountability } } }]
  if (!mayAskReconsideration(m, today)) return []
  return [{ ...base, due: m.reconsider_until, key: `measure ${m.accountability}`, kind: 'measure', urgency: 'later', place: { command: 'accountability.request_reconsideration', fixed: { accountability: m.accountability, decide_by: undefined } } }]
}
