/** The acts on review tours and meetings (S1.9, S4.2). */
import { t, word } from '@/i18n'
import type { ReviewKind, ReviewObject, ReviewRow } from '@/model/supervision/rows'
import { list, named, newId, optional, text, type Act, type Value } from './act'
import type { Names } from './desk'

const kKinds: ReviewKind[] = ['tour', 'dispatch', 'appraisal', 'coordination', 'start_day']
const objectsOf = (value: Value) => (value as ReviewObject[]).map((o) => ({ item: o.item, unit: o.unit, place: o.place?.trim() || undefined }))

export function scheduleReview(ledger: string | null, today: string, organiser: string | undefined): Act {
  return {
    title: t('rev.schedule'), method: 'review.schedule', submit: 'sup.schedule',
    targets: [{ key: 'new', label: '', params: { review: newId('rev', today) } }],
    fields: [
      { name: 'kind', label: 'rev.kind', kind: 'choice', required: true, initial: 'tour', choices: kKinds.map((k) => ({ value: k, label: word('review', k) })) },
      { name: 'title', label: 'rev.title', kind: 'text', required: true, max: 500 },
      { name: 'on', label: 'sup.on', kind: 'date', required: true, initial: today },
      { name: 'host', label: 'rev.host', kind: 'unit', help: 'rev.hostHelp', check: (v, all) => (all.kind === 'tour' && !text(v) ? 'rev.needHost' : undefined) },
      { name: 'organiser', label: 'rev.organiser', kind: 'unit', required: true, initial: organiser ?? '' },
      { name: 'objects', label: 'rev.objects', kind: 'objects', check: (v, all) => (all.kind === 'tour' && !(v as ReviewObject[]).length ? 'rev.needObjects' : undefined) },
    ],
    params: (v) => ({ kind: v.kind, title: text(v.title), ledger: ledger ?? undefined, on: v.on, host: optional(v.host), organiser: v.organiser, objects: objectsOf(v.objects) }),
  }
}

const of = (row: ReviewRow) => ({
  facts: [{ label: t('rev.title'), text: `${word('review', row.kind)} · ${row.title}` }, { label: t('sup.on'), text: row.on }],
  targets: [{ key: row.review, label: row.title, params: { review: row.review, expected_version: row.version } }],
})

export function rescheduleReview(row: ReviewRow): Act {
  return {
    ...of(row), title: t('rev.reschedule'), method: 'review.reschedule', submit: 'act.submit',
    fields: [
      { name: 'on', label: 'sup.on', kind: 'date', required: true, initial: row.on },
      { name: 'host', label: 'rev.host', kind: 'unit', initial: row.host ?? '' },
      { name: 'objects', label: 'rev.objects', kind: 'objects', initial: row.objects },
      { name: 'reason', label: 'sup.reason', kind: 'long', required: true },
    ],
    params: (v) => ({ on: v.on === row.on ? undefined : v.on, host: v.host === row.host ? undefined : optional(v.host), objects: JSON.stringify(v.objects) === JSON.stringify(row.objects) ? [] : objectsOf(v.objects), reason: text(v.reason) }),
  }
}

export function holdReview(row: ReviewRow, today: string, names: Names): Act {
  return {
    ...of(row), title: t('rev.hold'), method: 'review.hold', submit: 'sup.record',
    fields: [
      { name: 'held_on', label: 'sup.heldOn', kind: 'date', required: true, initial: row.on < today ? row.on : today },
      { name: 'summary', label: 'sup.summary', kind: 'long', required: true },
      { name: 'present', label: 'sup.present', kind: 'people' },
    ],
    params: (v) => ({ held_on: v.held_on, summary: text(v.summary), present: list(v.present).map((p) => named(p, names.persons)) }),
  }
}

export function makeRemark(row: ReviewRow, names: Names, item = ''): Act {
  return {
    ...of(row), title: t('rev.remark'), method: 'review.make_remark', submit: 'sup.record', note: 'rev.remarkNote',
    fields: [
      { name: 'by', label: 'rev.by', kind: 'people', required: true, check: (v) => (list(v).length > 1 ? 'rev.onePerson' : undefined) },
      { name: 'item', label: 'sup.item', kind: 'item', initial: item },
      { name: 'unit', label: 'sup.unit', kind: 'unit', initial: row.objects.find((o) => o.item === item)?.unit ?? '' },
      { name: 'text', label: 'rev.remarkText', kind: 'long', required: true },
    ],
    params: (v) => ({ remark: `r${row.remarks.length + 1}`, by: named(list(v.by)[0] ?? '', names.persons), item: optional(v.item), unit: optional(v.unit), text: text(v.text) }),
  }
}

export function cancelReview(row: ReviewRow): Act {
  return {
    ...of(row), title: t('sup.cancelTitle'), method: 'review.cancel', submit: 'sup.cancelIt', danger: true,
    fields: [{ name: 'reason', label: 'sup.reason', kind: 'long', required: true }],
    params: (v) => ({ note: text(v.reason), reason: text(v.reason) }),
  }
}

export function advanceStage(item: { item: string; number: string | number; title: string }, step: string, today: string): Act {
  return {
    title: t('rev.advance'), method: 'item.advance_stage', submit: 'sup.record',
    facts: [{ label: t('sup.item'), text: `${item.number}. ${item.title}` }, { label: t('rev.step'), text: step }],
    targets: [{ key: item.item, label: item.title, params: { item: item.item, step } }],
    fields: [
      { name: 'reached_on', label: 'rev.reachedOn', kind: 'date', required: true, initial: today },
      { name: 'note', label: 'sup.note', kind: 'long' },
    ],
    params: (v) => ({ reached_on: v.reached_on, note: optional(v.note) }),
  }
}
