/** What is done in an assessment: figures, points, the result, and what follows from it (S5.3–S5.6, S9.7). */
import { list, optional, text, type Act, type ActField } from '@/components/supervision/act'
import type { Names } from '@/components/supervision/desk'
import { t, word, type Key } from '@/i18n'
import { isDecimal, normalDecimal } from '@/model/format'
import { positionsOf } from '@/model/assessment/ranking'
import type { AssessedIndicator, AssessmentRow, FiledFigure, OwedStatement, RankingRow, Use } from '@/model/assessment/rows'
import { countsProjects, filedIn, type Scheme } from '@/model/assessment/scheme'
import { timesDecimal } from '@/model/assessment/points'

const of = (row: AssessmentRow, key = row.assessment) => ({
  facts: [{ label: t('ass.name'), text: row.title }],
  targets: [{ key, label: row.title, params: { assessment: row.assessment, expected_version: row.version } }],
})
const unitsField = (names: Names, units: string[], initial = ''): ActField => ({ name: 'unit', label: 'ass.unit', kind: 'choice', required: true, initial, choices: units.map((u) => ({ value: u, label: names.unit(u) })) })
const evidence = (required = false, label: Key = 'ass.evidence', help: Key = 'ass.evidenceHelp'): ActField => ({
  name: required ? 'because' : 'evidence', label, kind: 'text', required, help,
  check: (v) => (positionsOf(text(v)) === null ? 'ass.badPositions' : required && !positionsOf(text(v))!.length ? 'ass.needPositions' : undefined),
})
const positions = (v: unknown) => positionsOf(text(v as string)) ?? []
const decimal: ActField['check'] = (v) => (isDecimal(normalDecimal(text(v))) ? undefined : 'ass.needNumber')

export function fileScore(row: AssessmentRow, i: AssessedIndicator, scheme: Scheme | null, names: Names, units: string[], unit = ''): Act {
  const rule = scheme?.indicators.find((x) => x.key === i.indicator)
  const measure = rule && countsProjects(rule) ? filedIn(rule) : i.unit_of_measure
  const label: Key = i.counted ? 'ass.investment' : i.judged ? 'ass.score' : 'ass.figure'
  return {
    ...of(row), title: t('ass.fileTitle'), method: 'assessment.file_score', submit: 'ass.fileScore',
    facts: [{ label: t('ass.indicator'), text: i.name }, ...(i.judged ? [{ label: t('ass.weightHead'), text: i.weight }] : [])],
    fields: [
      unitsField(names, units, unit),
      ...(i.counted ? [{ name: 'note', label: 'ass.project', kind: 'text', required: true, max: 500 } satisfies ActField] : []),
      { name: 'value', label, kind: 'text', required: true, check: decimal },
      { name: 'unit_of_measure', label: 'ass.measure', kind: 'text', required: true, initial: measure },
      evidence(),
      ...(i.counted ? [] : [{ name: 'note', label: 'ass.figureNote', kind: 'long' } satisfies ActField]),
    ],
    params: (v) => ({ indicator: i.indicator, unit: v.unit, value: normalDecimal(text(v.value)), unit_of_measure: text(v.unit_of_measure), evidence: positions(v.evidence), note: optional(v.note) }),
  }
}

export function correctScore(row: AssessmentRow, name: string, unit: string, figure: FiledFigure): Act {
  const last = figure.corrections[figure.corrections.length - 1]?.position ?? figure.position
  return {
    ...of(row), title: t('ass.correctTitle'), method: 'assessment.correct_score', submit: 'ass.correct',
    facts: [{ label: t('ass.unit'), text: unit }, { label: t('ass.indicator'), text: figure.note ? `${name} · ${figure.note}` : name }, { label: t('ass.now'), text: `${figure.value}${figure.unit_of_measure}` }],
    fields: [{ name: 'value', label: 'ass.figure', kind: 'text', required: true, initial: figure.value, check: decimal }, evidence(), { name: 'reason', label: 'ass.reason', kind: 'long', required: true, max: 4000 }],
    params: (v) => ({ corrects: last, value: normalDecimal(text(v.value)), evidence: positions(v.evidence), reason: text(v.reason) }),
  }
}

export function givePoints(row: AssessmentRow, scheme: Scheme, names: Names): Act {
  const each = (rule: string) => scheme.bonuses.find((b) => b.key === rule)?.each ?? '0'
  return {
    ...of(row), title: t('ass.giveTitle'), method: 'assessment.give_points', submit: 'ass.givePoints',
    fields: [
      unitsField(names, row.units.map((u) => u.unit)),
      { name: 'rule', label: 'ass.rule', kind: 'choice', required: true, choices: scheme.bonuses.map((b) => ({ value: b.key, label: `${b.name}（${t('ass.each', { p: b.each })}）` })) },
      { name: 'times', label: 'ass.times', kind: 'text', required: true, initial: '1', path: 'points', check: (v) => (/^[1-9]\d{0,3}$/.test(normalDecimal(text(v))) ? undefined : 'ass.needTimes') },
      { name: 'grounds', label: 'ass.grounds', kind: 'long', required: true },
      evidence(),
    ],
    params: (v) => ({ unit: v.unit, rule: v.rule, points: timesDecimal(each(text(v.rule)), Number(normalDecimal(text(v.times)))), grounds: text(v.grounds), evidence: positions(v.evidence) }),
  }
}

export function barAward(row: AssessmentRow, scheme: Scheme, names: Names): Act {
  return {
    ...of(row), title: t('ass.barTitle'), method: 'assessment.bar_award', submit: 'ass.bar', danger: true,
    fields: [
      unitsField(names, row.units.map((u) => u.unit)),
      { name: 'rule', label: 'ass.rule', kind: 'choice', required: true, choices: scheme.bars.map((b) => ({ value: b.on, label: b.times > 1 ? t('ass.barTimes', { name: word('offence', b.on), n: b.times }) : word('offence', b.on) })) },
      { name: 'grounds', label: 'ass.grounds', kind: 'long', required: true },
      evidence(),
    ],
    params: (v) => ({ unit: v.unit, rule: v.rule, grounds: text(v.grounds), evidence: positions(v.evidence) }),
  }
}

/** What `assessment.propose_bars` finds in the record. */
export interface ProposedBar {
  unit: string
  rule: string
  grounds: string
  evidence: number[]
}

/** As the record has it: the server writes grounds and events where they are sent empty, which `params` alone would drop. */
export function confirmBar(row: AssessmentRow, bar: ProposedBar, names: Names): Act {
  return {
    ...of(row), title: t('ass.barTitle'), method: 'assessment.bar_award', submit: 'ass.bar', danger: true, note: 'ass.barNote',
    facts: [{ label: t('ass.unit'), text: names.unit(bar.unit) }, { label: t('ass.rule'), text: word('offence', bar.rule) }, { label: t('ass.grounds'), text: bar.grounds }],
    fields: [], targets: of(row).targets.map((one) => ({ ...one, params: { ...one.params, unit: bar.unit, rule: bar.rule, grounds: '', evidence: [] } })),
    params: () => ({}),
  }
}

export function conclude(row: AssessmentRow, names: Names): Act {
  const lacking = row.indicators.filter((i) => i.missing.length).map((i) => `${i.name}：${i.missing.map((u) => names.unit(u)).join('、')}`)
  return {
    ...of(row), title: t('ass.concludeTitle'), method: 'assessment.conclude', submit: 'ass.conclude', note: 'ass.concludeNote',
    facts: [{ label: t('ass.name'), text: row.title }, { label: t('ass.missingFacts'), text: lacking.join('\n') || t('ass.allFiled') }],
    fields: [{ name: 'note', label: 'ass.note', kind: 'long' }],
    params: (v) => ({ standings: [], awards: [], note: optional(v.note) }),
  }
}

export function reopen(row: AssessmentRow): Act {
  return {
    ...of(row), title: t('ass.reopenTitle'), method: 'assessment.reopen', submit: 'ass.reopen', danger: true, note: 'ass.reopenNote',
    fields: [evidence(true, 'ass.because', 'ass.becauseHelp'), { name: 'reason', label: 'sup.reason', kind: 'long', required: true, max: 4000 }],
    params: (v) => ({ because: positions(v.because), reason: text(v.reason) }),
  }
}

/** Awards by judgement; what the scheme computes is not granted. */
export function grantAward(row: AssessmentRow, scheme: Scheme, names: Names): Act {
  const judged = scheme.awards.filter((a) => a.by === 'judged')
  return {
    ...of(row), title: t('ass.grantTitle'), method: 'assessment.grant_award', submit: 'ass.grant',
    fields: [
      { name: 'award', label: 'ass.award', kind: 'choice', required: true, path: 'award.award', choices: judged.map((a) => ({ value: a.key, label: `${a.name}${a.criterion ? `（${t('ass.criterion', { c: a.criterion })}）` : ''}` })) },
      { ...unitsField(names, row.units.map((u) => u.unit)), path: 'award.unit' },
      { name: 'grounds', label: 'ass.grounds', kind: 'long', required: true, path: 'award.grounds' },
      evidence(),
    ],
    params: (v) => ({ award: { award: v.award, unit: v.unit, grounds: text(v.grounds) }, evidence: positions(v.evidence) }),
  }
}

export function applyResult(row: AssessmentRow, scheme: Scheme | null): Act {
  const uses: Use[] = ['performance', 'award', 'appointment']
  return {
    ...of(row), title: t('ass.applyTitle'), method: 'assessment.apply_result', submit: 'ass.apply',
    facts: [{ label: t('ass.name'), text: row.title }, ...(scheme?.applied_to.length ? [{ label: t('ass.schemeOf'), text: scheme.applied_to.join('；') }] : [])],
    fields: [
      { name: 'use', label: 'ass.use', kind: 'choice', required: true, initial: 'performance', choices: uses.map((u) => ({ value: u, label: word('use', u) })) },
      { name: 'subject', label: 'ass.subject', kind: 'subject', required: true },
      { name: 'text', label: 'ass.applyText', kind: 'long', required: true },
    ],
    params: (v) => ({ use: v.use, subject: v.subject, text: text(v.text) }),
  }
}

export function fileStatement(row: AssessmentRow, owed: OwedStatement, scheme: Scheme | null, names: Names, ranked?: RankingRow): Act {
  const nameOf = (key: string) => row.indicators.find((i) => i.indicator === key)?.name ?? key
  const told = (key: string) => {
    const s = ranked?.scores.find((x) => x.indicator === key)
    return s?.completion ? `${nameOf(key)}（${t('ass.completion')} ${s.completion}%）` : nameOf(key)
  }
  return {
    ...of(row), title: t('ass.statementTitle'), method: 'assessment.file_statement', submit: 'ass.fileStatement',
    facts: [{ label: t('ass.unit'), text: names.unit(owed.unit) }, ...(row.statement_to ? [{ label: t('ass.statements'), text: t('ass.statementTo', { who: row.statement_to }) }] : [])],
    fields: [
      ...(owed.indicators.length ? [{ name: 'indicators', label: 'ass.missedTargets', kind: 'marks', required: !owed.place, initial: owed.indicators, choices: owed.indicators.map((k) => ({ value: k, label: told(k) })) } satisfies ActField] : []),
      { name: 'text', label: 'ass.statementText', kind: 'long', required: true },
      // the record has them in any case; where the regime asks for none, none is said
      { name: 'measures', label: 'ass.measures', kind: 'long', required: true, initial: scheme?.statement && !scheme.statement.measures ? t('none') : '' },
    ],
    params: (v) => ({ unit: owed.unit, indicators: list(v.indicators ?? []), text: text(v.text), measures: text(v.measures) }),
  }
}
