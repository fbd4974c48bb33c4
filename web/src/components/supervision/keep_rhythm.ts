/** 记为已办: what comes round was done (S5.2, S6.5–S6.9, S8.3, S9.1), with the bulletins and meetings that it was done with. */
import { t, word } from '@/i18n'
import type { ActField } from './act'
import { list, text, type Act } from './act'
import type { BulletinRow, DueRow, InspectionRow, ReviewRow } from '@/model/supervision/rows'
import type { Params } from '@/rpc/client'

export interface Deed {
  stream: string
  on: string
  label: string
}

/** Whether something may be recorded of it: it is due, and was not done. Also what was missed: late is better than never. */
export function canKeep(row: DueRow, today: string): boolean {
  return row.kind === 'rhythm' && !!row.rhythm && (row.state === 'open' || row.state === 'missed') && row.rhythm.begins <= today
}

/** Of what was issued and held on the ledger, that which falls into the occurrence; the latest first. */
export function deedsWithin(deeds: Deed[], begins: string, today: string): Deed[] {
  return deeds.filter((d) => d.on >= begins && d.on <= today).sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : a.stream < b.stream ? -1 : 1))
}

type List = <Row>(view: string, params: Params) => Promise<Row[]>

/** Bulletins, meetings and inspections of the ledger that have taken place. */
export async function deedsOf(ledger: string, listRows: List): Promise<Deed[]> {
  const filter = { ledger }
  const [bulletins, reviews, inspections] = await Promise.all([
    listRows<BulletinRow>('bulletins', { filter }),
    listRows<ReviewRow>('reviews', { filter: { ...filter, state: 'held' } }),
    listRows<InspectionRow>('inspections', { filter: { ...filter, state: 'held' } }),
  ])
  const say = (kind: string, title: string, on: string) => `${kind}《${title}》${on}`
  return [
    ...bulletins.filter((b) => b.state !== 'withdrawn').map((b) => ({ stream: `bulletin/${b.bulletin}`, on: b.dated, label: say(word('bulletin', b.kind), b.title, b.dated) })),
    ...reviews.map((r) => ({ stream: `review/${r.review}`, on: r.held_on ?? r.on, label: say(word('review', r.kind), r.title, r.held_on ?? r.on) })),
    ...inspections.map((i) => ({ stream: `inspection/${i.inspection}`, on: i.held_on ?? i.on, label: say(word('inspection', i.kind), i.title, i.held_on ?? i.on) })),
  ]
}

export function keepRhythm(row: DueRow, today: string, deeds: Deed[]): Act {
  const rhythm = row.rhythm!
  const choices = deedsWithin(deeds, rhythm.begins, today).map((d) => ({ value: d.stream, label: d.label }))
  const by: ActField = { name: 'by', label: 'cal.keptBy', kind: 'marks', choices, shown: () => choices.length > 0 }
  return {
    title: t('cal.keepTitle', { what: row.title, occasion: rhythm.occasion }),
    method: 'ledger.keep_rhythm',
    submit: 'cal.keep',
    targets: [{ key: `${row.stream}/${row.title}/${rhythm.occasion}`, label: row.title, params: { ledger: row.ledger, rhythm: row.title, occasion: rhythm.occasion } }],
    facts: [
      { label: t('cal.due'), text: row.due },
      { label: t('cal.who'), text: rhythm.who },
      ...(rhythm.to ? [{ label: t('cal.to'), text: rhythm.to }] : []),
      ...(rhythm.produces?.length ? [{ label: t('cal.produces'), text: rhythm.produces.join('、') }] : []),
    ],
    fields: [
      {
        name: 'on', label: 'cal.doneOn', kind: 'date', required: true, initial: today,
        check: (v) => (text(v) > today ? 'cal.notYet' : text(v) < rhythm.begins ? 'cal.beforeBegin' : undefined),
      },
      { name: 'text', label: 'cal.doneText', kind: 'long', required: true, help: 'cal.doneHelp' },
      by,
    ],
    params: (v) => ({ on: v.on, text: text(v.text), by: list(v.by) }),
  }
}
