/** Texts of an event removed by law: asked for by one, approved or declined by another. */
import { actorName, t } from '@/i18n'
import { dateTime, position } from '@/model/format'
import { memberName, textsOf, type RedactionRow } from '@/model/redaction'
import type { CloudEvent } from '@/model/rows'
import { positionOf } from '@/model/trail'
import { list, text, type Act, type ActField } from './act'

const kShown = 60
const reason: ActField = { name: 'reason', label: 'law.reason', kind: 'long', required: true, max: 4000, help: 'law.reasonHelp' }
const short = (all: string) => (Array.from(all).length > kShown ? `${Array.from(all).slice(0, kShown).join('')}…` : all)

/** Nothing where the event has no text. */
export function requestRedaction(event: CloudEvent): Act | null {
  const texts = textsOf(event.data)
  if (!texts.length) return null
  const at = positionOf(event)
  return {
    title: t('law.askTitle'), method: 'redaction.request', submit: 'law.ask', danger: true, note: 'law.askNote',
    facts: [{ label: t('law.event'), text: position(at) }],
    targets: [{ key: String(at), label: position(at), params: { redaction: String(at) } }],
    fields: [
      { name: 'members', label: 'law.which', kind: 'marks', required: true, choices: texts.map((one) => ({ value: one.pointer, label: `${memberName(one.pointer)}：${short(one.text)}` })) },
      { name: 'rule', label: 'law.rule', kind: 'text', required: true, max: 200, help: 'law.ruleHelp' },
      reason,
    ],
    params: (v) => ({ members: list(v.members), rule: text(v.rule), reason: text(v.reason) }),
  }
}

function decide(row: RedactionRow, rest: Pick<Act, 'title' | 'method' | 'submit' | 'danger' | 'note'>): Act {
  return {
    ...rest,
    facts: [
      { label: t('law.event'), text: position(row.position) },
      { label: t('law.removedTexts'), text: row.members.map(memberName).join('、') },
      { label: t('law.rule'), text: row.rule },
      { label: t('law.askedBy'), text: `${actorName(row.requester_name)}，${dateTime(row.requested_at)}：${row.reason}` },
    ],
    targets: [{ key: String(row.position), label: position(row.position), params: { redaction: String(row.position), expected_version: row.version } }],
    fields: [reason],
    params: (v) => ({ reason: text(v.reason) }),
  }
}

export function approveRedaction(row: RedactionRow): Act {
  return decide(row, { title: t('law.approveTitle'), method: 'redaction.approve', submit: 'law.approve', danger: true, note: 'law.approveNote' })
}

export function declineRedaction(row: RedactionRow, own: boolean): Act {
  return decide(row, { title: t(own ? 'law.withdraw' : 'law.declineTitle'), method: 'redaction.decline', submit: own ? 'law.withdraw' : 'law.decline' })
}
