/** What is done to a file beside filing it: looked at level by level, admitted, removed, found misreporting (S3.4–S3.7). */
import { optional, text, type Act, type ActField } from '@/components/supervision/act'
import { t, word } from '@/i18n'
import type { AdmissionRow, Misreporting, StatisticRow } from '@/model/admission/rows'
import { classTitle, type AdmissionRules } from '@/model/admission/rules'

function of(row: AdmissionRow, rules: AdmissionRules | null) {
  return {
    facts: [
      { label: t('adm.enterprise'), text: row.name },
      { label: t('adm.class'), text: classTitle(rules, row.admission_class) },
      ...(row.level ? [{ label: t('adm.level'), text: row.level }] : []),
    ],
    targets: [{ key: row.admission, label: row.name, params: { admission: row.admission, expected_version: row.version } }],
  }
}

const past = (today: string): ActField['check'] => (v) => (text(v) > today ? 'adm.notYet' : undefined)

export function pass(row: AdmissionRow, rules: AdmissionRules | null, today: string): Act {
  const collects = rules?.levels.find((l) => l.name === row.level)?.role === 'collects'
  const fields: ActField[] = [{ name: 'note', label: 'adm.note', kind: 'long' }]
  if (!collects) fields.push({ name: 'decided_on', label: 'adm.decidedOnLabel', kind: 'date', help: 'adm.decidedHelp', check: past(today) })
  return {
    ...of(row, rules), title: t('adm.passTitle'), method: 'admission.pass', submit: 'adm.pass', note: 'adm.passNote', fields,
    params: (v) => ({ level: row.level, note: optional(v.note), decided_on: optional(v.decided_on ?? '') }),
  }
}

export function sendBack(row: AdmissionRow, rules: AdmissionRules | null): Act {
  return {
    ...of(row, rules), title: t('adm.returnTitle'), method: 'admission.return', submit: 'adm.return', note: 'adm.returnNote',
    fields: [{ name: 'findings', label: 'adm.returnWhy', kind: 'long', required: true }],
    params: (v) => ({ level: row.level, findings: text(v.findings) }),
  }
}

export function reject(row: AdmissionRow, rules: AdmissionRules | null): Act {
  return {
    ...of(row, rules), title: t('adm.rejectTitle'), method: 'admission.reject', submit: 'adm.reject', danger: true, note: 'adm.rejectNote',
    fields: [{ name: 'findings', label: 'adm.rejectWhy', kind: 'long', required: true }],
    params: (v) => ({ level: row.level, findings: text(v.findings) }),
  }
}

export function admit(row: AdmissionRow, rules: AdmissionRules | null, today: string): Act {
  return {
    ...of(row, rules), title: t('adm.admitTitle'), method: 'admission.admit', submit: 'adm.admit', note: 'adm.admitNote',
    fields: [
      { name: 'admitted_on', label: 'adm.admittedOn', kind: 'date', required: true, initial: today, check: past(today) },
      { name: 'from', label: 'adm.from', kind: 'month', required: true, initial: today.slice(0, 7), check: (v, all) => (text(v) < text(all.admitted_on).slice(0, 7) ? 'adm.beforeAdmission' : undefined) },
      { name: 'document', label: 'adm.document', kind: 'text', max: 500 },
    ],
    params: (v) => ({ admitted_on: v.admitted_on, from: v.from, document: optional(v.document) }),
  }
}

export function remove(row: AdmissionRow, rules: AdmissionRules | null, today: string): Act {
  return {
    ...of(row, rules), title: t('adm.removeTitle'), method: 'admission.remove', submit: 'adm.remove', danger: true,
    fields: [
      { name: 'removed_on', label: 'adm.removedOn', kind: 'date', required: true, initial: today, check: past(today) },
      { name: 'findings', label: 'adm.removeWhy', kind: 'long', required: true },
    ],
    params: (v) => ({ removed_on: v.removed_on, findings: text(v.findings), reason: text(v.findings) }),
  }
}

const kKinds: Misreporting[] = ['false_figures', 'concealed', 'late', 'refused']
/** The regime's words for it; its key there is another where figures were false. */
const kOfRule: Record<Misreporting, string> = { false_figures: 'false_reporting', concealed: 'concealed', late: 'late', refused: 'refused' }

/** Of a month; where that was reported, its report is the evidence. */
export function findMisreporting(row: AdmissionRow, rules: AdmissionRules | null, period: string, statistic?: StatisticRow): Act {
  const leads = [...new Set(rules?.violations.map((v) => v.leads_to).filter(Boolean) ?? [])].join('；')
  const { facts, targets } = of(row, rules)
  const choices = kKinds.map((k) => ({ value: k, label: rules?.violations.find((v) => v.kind === kOfRule[k])?.title ?? word('misreporting', k) }))
  return {
    facts: [...facts, ...(leads ? [{ label: t('adm.leadsTo'), text: leads }] : [])], targets, title: t('adm.findTitle'), method: 'admission.find_misreporting', submit: 'adm.find', danger: true, note: 'adm.findNote',
    fields: [
      { name: 'kind', label: 'adm.kind', kind: 'choice', required: true, choices, initial: statistic?.late ? 'late' : statistic ? 'false_figures' : 'refused' },
      { name: 'period', label: 'adm.period', kind: 'month', required: true, initial: period },
      { name: 'findings', label: 'adm.findings', kind: 'long', required: true },
    ],
    params: (v) => ({ kind: v.kind, period: v.period, findings: text(v.findings), evidence: statistic && v.period === statistic.period ? [statistic.position, ...statistic.corrections.map((c) => c.position)] : [] }),
  }
}
