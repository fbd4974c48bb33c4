/** The acts of the supervision office on orders to rectify, inspections and items (S1.6, S1.7, rule 9). */
import { t, word } from '@/i18n'
import { percent } from '@/model/format'
import type { Finding, InspectionKind, InspectionRow, RectificationRow, SupervisedItem } from '@/model/supervision/rows'
import { addDays } from '@/model/supervision/days'
import { list, named, newId, optional, text, type Act, type ActField } from './act'
import type { Names } from './desk'

const kOrderDays = 15

// ---- 限期整改 ----

function ofOrder(row: RectificationRow, names: Names) {
  return {
    facts: [
      { label: t('sup.unit'), text: names.unit(row.unit) },
      { label: t('sup.demand'), text: row.demand },
      { label: t('sup.deadline'), text: row.deadline },
      ...row.reports.slice(-1).map((r) => ({ label: t('sup.lastResult'), text: r.result })),
    ],
    targets: [{ key: row.rectification, label: names.unit(row.unit), params: { rectification: row.rectification, expected_version: row.version } }],
  }
}

export function orderRectification(ledger: string | null, today: string, names: Names, from?: { inspection: InspectionRow; finding: Finding }): Act {
  const f = from?.finding
  const after: ActField['check'] = (v) => (text(v) && text(v) < today ? 'sup.dayPassed' : undefined)
  return {
    title: t('sup.orderTitle'), method: 'rectification.order', submit: 'sup.order',
    facts: f ? [{ label: t('sup.onFinding'), text: f.text }, { label: t('sup.inspection'), text: from!.inspection.title }] : undefined,
    targets: [{ key: 'new', label: f ? names.unit(f.unit) : '', params: { rectification: newId('rect', today) } }],
    fields: [
      { name: 'unit', label: 'sup.unit', kind: 'unit', required: true, initial: f?.unit ?? '' },
      { name: 'item', label: 'sup.item', kind: 'item', initial: f?.item ?? '' },
      { name: 'demand', label: 'sup.demand', kind: 'long', required: true, initial: f?.text ?? '' },
      { name: 'deadline', label: 'sup.deadline', kind: 'date', required: true, initial: addDays(today, kOrderDays), check: after },
      { name: 'clause', label: 'sup.clause', kind: 'text', initial: 'S1.7', help: 'sup.clauseHelp' },
    ],
    params: (v) => ({
      unit: v.unit, item: optional(v.item), ledger: from?.inspection.ledger ?? ledger ?? undefined, demand: text(v.demand), deadline: v.deadline,
      clause: optional(v.clause), inspection: from?.inspection.inspection, finding: f?.finding,
    }),
  }
}

export function reportRectification(row: RectificationRow, names: Names): Act {
  return {
    ...ofOrder(row, names), title: t('sup.reportRectTitle'), method: 'rectification.report', submit: 'sup.reportRect',
    fields: [
      { name: 'result', label: 'sup.rectResult', kind: 'long', required: true },
      { name: 'finished', label: 'sup.rectFinished', kind: 'choice', required: true, initial: 'yes', choices: [{ value: 'yes', label: t('sup.finishedYes') }, { value: 'no', label: t('sup.finishedNo') }] },
    ],
    params: (v) => ({ result: text(v.result), finished: v.finished === 'yes' }),
  }
}

export function acceptRectification(row: RectificationRow, names: Names): Act {
  return {
    ...ofOrder(row, names), title: t('sup.acceptTitle'), method: 'rectification.accept', submit: 'sup.accept',
    fields: [{ name: 'findings', label: 'sup.findings', kind: 'long', required: true }],
    params: (v) => ({ findings: text(v.findings) }),
  }
}

export function rejectRectification(row: RectificationRow, names: Names, today: string): Act {
  return {
    ...ofOrder(row, names), title: t('sup.rejectTitle'), method: 'rectification.reject', submit: 'sup.reject', danger: true,
    fields: [
      { name: 'findings', label: 'sup.rejectWhy', kind: 'long', required: true },
      { name: 'deadline', label: 'sup.newDeadline', kind: 'date', check: (v) => (text(v) && text(v) < today ? 'sup.dayPassed' : undefined) },
    ],
    params: (v) => ({ findings: text(v.findings), deadline: optional(v.deadline) }),
  }
}

export function extendRectification(row: RectificationRow, names: Names): Act {
  return {
    ...ofOrder(row, names), title: t('sup.extendTitle'), method: 'rectification.extend', submit: 'sup.extend',
    fields: [
      { name: 'to', label: 'sup.newDeadline', kind: 'date', required: true, check: (v) => (text(v) <= row.deadline ? 'sup.notLater' : undefined) },
      { name: 'reason', label: 'sup.reason', kind: 'long', required: true },
    ],
    params: (v) => ({ to: v.to, reason: text(v.reason) }),
  }
}

export function withdrawRectification(row: RectificationRow, names: Names): Act {
  return {
    ...ofOrder(row, names), title: t('sup.withdrawTitle'), method: 'rectification.withdraw', submit: 'sup.withdraw', danger: true,
    fields: [{ name: 'reason', label: 'sup.reason', kind: 'long', required: true }],
    params: (v) => ({ note: text(v.reason), reason: text(v.reason) }),
  }
}

// ---- 督查 ----

const kKinds: InspectionKind[] = ['routine', 'spot', 'daily', 'special']

export function scheduleInspection(ledger: string | null, today: string, names: Names): Act {
  return {
    title: t('sup.scheduleTitle'), method: 'inspection.schedule', submit: 'sup.schedule',
    targets: [{ key: 'new', label: '', params: { inspection: newId('insp', today) } }],
    fields: [
      { name: 'kind', label: 'sup.inspectionKind', kind: 'choice', required: true, initial: 'routine', choices: kKinds.map((k) => ({ value: k, label: word('inspection', k) })) },
      { name: 'title', label: 'sup.inspectionTitle', kind: 'text', required: true, max: 500 },
      { name: 'on', label: 'sup.on', kind: 'date', required: true, initial: today },
      { name: 'units', label: 'sup.inspectedUnits', kind: 'units', check: (v, all) => (list(v).length || list(all.items).length ? undefined : 'sup.needUnitOrItem') },
      { name: 'items', label: 'sup.items', kind: 'items' },
      { name: 'inspectors', label: 'sup.inspectors', kind: 'people', required: true },
    ],
    params: (v) => ({
      kind: v.kind, title: text(v.title), ledger: ledger ?? undefined, on: v.on, units: list(v.units), items: list(v.items),
      inspectors: list(v.inspectors).map((p) => named(p, names.persons)),
    }),
  }
}

const ofInspection = (row: InspectionRow) => ({
  facts: [{ label: t('sup.inspection'), text: `${word('inspection', row.kind)} · ${row.title}` }, { label: t('sup.on'), text: row.on }],
  targets: [{ key: row.inspection, label: row.title, params: { inspection: row.inspection, expected_version: row.version } }],
})

export function holdInspection(row: InspectionRow, today: string): Act {
  return {
    ...ofInspection(row), title: t('sup.holdTitle'), method: 'inspection.hold', submit: 'sup.record',
    fields: [
      { name: 'held_on', label: 'sup.heldOn', kind: 'date', required: true, initial: row.on < today ? row.on : today, check: (v) => (text(v) < row.on ? 'sup.beforeScheduled' : undefined) },
      { name: 'summary', label: 'sup.summary', kind: 'long', required: true },
    ],
    params: (v) => ({ held_on: v.held_on, summary: text(v.summary) }),
  }
}

export function recordFinding(row: InspectionRow): Act {
  const next = row.findings.length + 1
  const one = row.units.length === 1 ? row.units[0] : ''
  return {
    ...ofInspection(row), title: t('sup.findingTitle'), method: 'inspection.record_finding', submit: 'sup.record',
    fields: [
      { name: 'unit', label: 'sup.unit', kind: 'unit', required: true, initial: one },
      { name: 'item', label: 'sup.item', kind: 'item', initial: row.items.length === 1 ? row.items[0] : '' },
      { name: 'severity', label: 'sup.severity', kind: 'choice', required: true, initial: 'problem', choices: ['note', 'problem', 'serious'].map((s) => ({ value: s, label: word('severity', s) })) },
      { name: 'text', label: 'sup.findingText', kind: 'long', required: true },
    ],
    params: (v) => ({ finding: `f${next}`, unit: v.unit, item: optional(v.item), severity: v.severity, text: text(v.text) }),
  }
}

export function cancelInspection(row: InspectionRow): Act {
  return {
    ...ofInspection(row), title: t('sup.cancelTitle'), method: 'inspection.cancel', submit: 'sup.cancelIt', danger: true,
    fields: [{ name: 'reason', label: 'sup.reason', kind: 'long', required: true }],
    params: (v) => ({ note: text(v.reason), reason: text(v.reason) }),
  }
}

// ---- 事项: what the office says of it ----

const ofItem = (row: SupervisedItem) => ({
  facts: [
    { label: t('sup.item'), text: `${row.number}. ${row.title}` },
    { label: t('sup.ownPercent'), text: `${percent(row.percent)}${row.scheduled_percent ? ` · ${t('item.schedule', { v: percent(row.scheduled_percent) })}` : ''}` },
  ],
  targets: [{ key: row.item, label: row.title, params: { item: row.item } }],
})

export function assess(row: SupervisedItem): Act {
  const choices = (['red', 'amber', 'green'] as const).map((c) => ({ value: c, label: word('confidence', c), tone: `tone-${c}` }))
  return {
    ...ofItem(row), title: t('sup.assessTitle'), method: 'item.assess_confidence', submit: 'sup.assess', note: 'sup.assessNote',
    fields: [
      { name: 'confidence', label: 'sup.confidence', kind: 'choice', required: true, choices, initial: row.supervision?.confidence?.confidence ?? '' },
      { name: 'period', label: 'sup.period', kind: 'month', initial: row.last_period ?? '' },
      { name: 'grounds', label: 'sup.confidenceGrounds', kind: 'long', required: true },
    ],
    params: (v) => ({ confidence: v.confidence, grounds: text(v.grounds), period: optional(v.period) }),
  }
}

export function listItem(row: SupervisedItem): Act {
  return {
    ...ofItem(row), title: t('sup.listTitle'), method: 'item.list', submit: 'sup.listIt',
    fields: [
      { name: 'text', label: 'sup.listText', kind: 'long', required: true },
      { name: 'until', label: 'sup.until', kind: 'date' },
    ],
    params: (v) => ({ text: text(v.text), until: optional(v.until) }),
  }
}

export function delistItem(row: SupervisedItem): Act {
  return {
    ...ofItem(row), title: t('sup.delistTitle'), method: 'item.delist', submit: 'sup.delistIt',
    fields: [{ name: 'findings', label: 'sup.findings', kind: 'long', required: true }],
    params: (v) => ({ findings: text(v.findings) }),
  }
}
