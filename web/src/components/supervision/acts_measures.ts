/** The acts on measures of accountability: proposals and what follows from them (rules 6 and 10). */
import { t, word } from '@/i18n'
import { date } from '@/model/format'
import { addDays, daysBetween } from '@/model/supervision/days'
import type { Measure, MeasureRow } from '@/model/supervision/rows'
import { list, named, newId, optional, text, type Act, type ActField, type Target } from './act'
import type { Names } from './desk'

const target = (row: MeasureRow, names: Names): Target => ({
  key: row.accountability,
  label: `${word('measure', row.measure)} · ${subjectOf(row, names)}`,
  params: { accountability: row.accountability, expected_version: row.version },
})

export function subjectOf(row: MeasureRow, names: Names): string {
  const name = row.name ?? names.subject(row.subject)
  if (!row.person) return name
  return `${name}（${[names.unit(row.unit), row.post].filter(Boolean).join(' ')}）`
}

function facts(rows: MeasureRow[], names: Names) {
  if (rows.length !== 1) return undefined
  const row = rows[0]
  const lines = [
    [t('sup.measure'), word('measure', row.measure)],
    [t('sup.subject'), subjectOf(row, names)],
    [t('sup.grounds'), row.grounds],
    [t('sup.items'), row.items.map((i) => names.item(i, row.ledger)).join('；')],
    [t('sup.deadline'), row.deadline ?? ''],
  ]
  return lines.filter(([, v]) => v).map(([label, v]) => ({ label, text: v }))
}

const words: ActField = { name: 'findings', label: 'sup.findings', kind: 'long', required: true }
/** The command wants a reason besides: what was found is the reason. */
const asReason = (v: { findings: unknown }) => ({ findings: v.findings, reason: v.findings })

/** The proposed day; where it has passed before anybody decided, as many days from today as were proposed. */
function dayFor(row: MeasureRow, today: string): string {
  if (!row.deadline || row.deadline > today) return row.deadline ?? ''
  return addDays(today, Math.max(1, daysBetween(date(row.proposed_at), row.deadline)))
}

export function confirm(rows: MeasureRow[], names: Names, today: string): Act {
  const orders = rows.some((r) => r.measure === 'rectification' && (!r.deadline || r.deadline <= today))
  return {
    title: t('sup.confirmTitle', { n: rows.length }), method: 'accountability.confirm', submit: 'sup.confirm', note: 'sup.confirmNote',
    facts: facts(rows, names), targets: rows.map((r) => target(r, names)),
    fields: [
      { name: 'deadline', label: 'sup.deadline', kind: 'date', required: orders, initial: rows.length === 1 ? dayFor(rows[0], today) : '', help: orders ? 'sup.confirmPast' : 'sup.confirmDeadline' },
      { name: 'note', label: 'sup.note', kind: 'long' },
    ],
    params: (v) => ({ deadline: optional(v.deadline), note: optional(v.note) }),
  }
}

export function dismiss(rows: MeasureRow[], names: Names): Act {
  return {
    title: t('sup.dismissTitle', { n: rows.length }), method: 'accountability.dismiss', submit: 'sup.dismiss', danger: true,
    facts: facts(rows, names), targets: rows.map((r) => target(r, names)),
    fields: [{ ...words, label: 'sup.dismissWhy' }],
    params: (v) => asReason({ findings: text(v.findings) }),
  }
}

export function approve(rows: MeasureRow[], names: Names): Act {
  return {
    title: t('sup.approveTitle', { n: rows.length }), method: 'accountability.approve', submit: 'sup.approve', note: 'sup.approveNote',
    facts: facts(rows, names), targets: rows.map((r) => target(r, names)),
    fields: [
      { name: 'authority', label: 'sup.authority', kind: 'text', required: true, help: 'sup.authorityHelp' },
      { name: 'note', label: 'sup.note', kind: 'long' },
    ],
    params: (v) => ({ authority: text(v.authority), note: optional(v.note) }),
  }
}

const kMeasures: Measure[] = ['rectification', 'yellow_card', 'red_card', 'criticism', 'summons', 'statement', 'listing', 'inquiry']

export function propose(ledger: string | null, today: string): Act {
  return {
    title: t('sup.propose'), method: 'accountability.propose', submit: 'sup.proposeSubmit', note: 'sup.proposeNote',
    targets: [{ key: 'new', label: '', params: { accountability: newId('acc', today) } }],
    fields: [
      { name: 'measure', label: 'sup.measure', kind: 'choice', required: true, choices: kMeasures.map((m) => ({ value: m, label: word('measure', m) })), initial: 'criticism' },
      { name: 'subject', label: 'sup.subject', kind: 'subject', required: true },
      { name: 'items', label: 'sup.items', kind: 'items' },
      { name: 'grounds', label: 'sup.grounds', kind: 'long', required: true },
      { name: 'evidence', label: 'sup.evidencePositions', kind: 'text', help: 'sup.evidenceHelp', check: (v) => (/^[\d\s,，、]*$/.test(text(v)) ? undefined : 'sup.badPositions') },
      { name: 'clause', label: 'sup.clause', kind: 'text', help: 'sup.clauseHelp' },
      { name: 'deadline', label: 'sup.deadline', kind: 'date', shown: (v) => v.measure === 'rectification' || v.measure === 'listing' || v.measure === 'statement' },
    ],
    params: (v) => ({
      measure: v.measure, subject: v.subject, grounds: text(v.grounds), items: list(v.items), clause: optional(v.clause), deadline: optional(v.deadline),
      ledger: ledger ?? undefined, evidence: text(v.evidence).split(/[\s,，、]+/).filter(Boolean).map(Number),
    }),
  }
}

export function carryOut(row: MeasureRow, names: Names, today: string): Act {
  const base = { facts: facts([row], names), targets: [target(row, names)] }
  if (row.measure === 'summons')
    return {
      ...base, title: t('sup.summonsTitle'), method: 'accountability.hold_summons', submit: 'sup.record',
      fields: [
        { name: 'held_on', label: 'sup.heldOn', kind: 'date', required: true, initial: today },
        { name: 'present', label: 'sup.present', kind: 'people', required: true },
        { name: 'record', label: 'sup.summonsRecord', kind: 'long', required: true },
      ],
      params: (v) => ({ held_on: v.held_on, present: list(v.present).map((p) => named(p, names.persons)), record: text(v.record) }),
    }
  if (row.measure === 'statement')
    return {
      ...base, title: t('sup.statementTitle'), method: 'accountability.make_statement', submit: 'sup.record',
      fields: [
        { name: 'made_on', label: 'sup.madeOn', kind: 'date', required: true, initial: today },
        { name: 'text', label: 'sup.statementText', kind: 'long', required: true },
      ],
      params: (v) => ({ made_on: v.made_on, text: text(v.text) }),
    }
  if (row.measure === 'inquiry')
    return {
      ...base, title: t('sup.referTitle'), method: 'accountability.refer', submit: 'sup.refer', note: 'sup.referNote',
      fields: [
        { name: 'to', label: 'sup.referTo', kind: 'text', required: true },
        { name: 'text', label: 'sup.referText', kind: 'long', required: true },
      ],
      params: (v) => ({ to: text(v.to), text: text(v.text) }),
    }
  if (row.measure === 'yellow_card' || row.measure === 'red_card')
    return {
      ...base, title: t('sup.cardTitle'), method: 'accountability.issue_card', submit: 'sup.issueCard',
      fields: [{ name: 'until', label: 'sup.cardUntil', kind: 'date', help: 'sup.cardUntilHelp' }],
      params: (v) => ({ colour: row.measure === 'red_card' ? 'red' : 'yellow', until: optional(v.until) }),
    }
  return {
    ...base, title: t('sup.criticismTitle'), method: 'accountability.circulate_criticism', submit: 'sup.circulate',
    fields: [
      { name: 'text', label: 'sup.criticismText', kind: 'long', required: true, initial: row.grounds },
      { name: 'bulletin', label: 'sup.inBulletin', kind: 'text', help: 'sup.inBulletinHelp' },
    ],
    params: (v) => ({ text: text(v.text), bulletin: optional(v.bulletin) }),
  }
}

/** Which command carries a measure out; nothing where it is carried out by the confirmation itself. */
export function carryingCommand(row: MeasureRow): string | undefined {
  if (row.state !== 'confirmed' && row.state !== 'approved') return undefined
  const found: Partial<Record<Measure, string>> = {
    summons: 'accountability.hold_summons', statement: 'accountability.make_statement', criticism: 'accountability.circulate_criticism',
    inquiry: 'accountability.refer', yellow_card: 'accountability.issue_card', red_card: 'accountability.issue_card',
  }
  return found[row.measure]
}

export function liftCard(row: MeasureRow, names: Names): Act {
  return {
    title: t('sup.liftTitle'), method: 'accountability.lift_card', submit: 'sup.lift', facts: facts([row], names), targets: [target(row, names)],
    fields: [{ ...words, label: 'sup.liftWhy' }],
    params: (v) => asReason({ findings: text(v.findings) }),
  }
}

export function recordOutcome(row: MeasureRow, names: Names): Act {
  return {
    title: t('sup.outcomeTitle'), method: 'accountability.record_outcome', submit: 'sup.record', facts: facts([row], names), targets: [target(row, names)],
    fields: [
      { name: 'outcome', label: 'sup.outcome', kind: 'long', required: true },
      { name: 'document', label: 'sup.outcomeDocument', kind: 'text' },
    ],
    params: (v) => ({ outcome: text(v.outcome), document: optional(v.document) }),
  }
}

export function requestReconsideration(row: MeasureRow, names: Names): Act {
  return {
    title: t('sup.askReconsiderTitle'), method: 'accountability.request_reconsideration', submit: 'sup.askReconsider', note: 'sup.askReconsiderNote',
    facts: facts([row], names), targets: [target(row, names)],
    fields: [{ name: 'grounds', label: 'sup.reconsiderGrounds', kind: 'long', required: true }],
    params: (v) => ({ grounds: text(v.grounds) }),
  }
}

export function decideReconsideration(row: MeasureRow, names: Names): Act {
  return {
    title: t('sup.decideTitle'), method: 'accountability.decide_reconsideration', submit: 'sup.decide', note: 'sup.decideNote',
    facts: [...(facts([row], names) ?? []), { label: t('sup.reconsiderGrounds'), text: row.reconsideration?.grounds ?? '' }], targets: [target(row, names)],
    fields: [
      { name: 'ruling', label: 'sup.ruling', kind: 'choice', required: true, choices: ['upheld', 'revoked'].map((r) => ({ value: r, label: word('ruling', r) })) },
      words,
    ],
    params: (v) => ({ ruling: v.ruling, ...asReason({ findings: text(v.findings) }) }),
  }
}
