import type { law as zh, lawWords as zhWords } from './law_zh'

export const law: Record<keyof typeof zh, string> = {
  'law.removed': 'Removed by law',
  'law.removedTexts': 'What was removed',
  'law.askedBy': 'Requested by',
  'law.approvedBy': 'Approved by',
  'law.decidedBy': 'Decided by',
  'law.rule': 'Under',
  'law.event': 'Event',
  'law.ask': 'Request removal by law',
  'law.askTitle': 'Request that texts of this event be removed by law',
  'law.askNote': 'Carried out once another person approves. The texts then leave all data for good; the event itself and its proofs stay.',
  'law.which': 'Texts to be removed',
  'law.ruleHelp': "The law's clause that demands it.",
  'law.reason': 'Reason',
  'law.reasonHelp': 'Kept with the event for ever: do not repeat the text here.',
  'law.noTexts': 'This event has no text that could be removed.',
  'law.approve': 'Approve removal',
  'law.approveTitle': 'Approve removal by law',
  'law.approveNote': 'The texts leave the log, the views and later backups for good.',
  'law.decline': 'Decline',
  'law.declineTitle': 'Decline the removal',
  'law.withdraw': 'Withdraw',
  'law.target': 'Event',
  'law.none': 'No request waits for approval',
  'law.noneHint': 'Supervision requests a removal from an event of the audit trail.',
  'law.own': 'Own request: another person must approve it',
  'law.waits': 'Waits for approval',
  'law.carriedOut': 'Removed, see event {p}',
  'law.showEvent': 'Show the event',
  'sup.tab.redactions': 'Removal by law',
}

export const lawWords: Record<keyof typeof zhWords, Record<string, string>> = {
  type: {
    'redaction.requested': 'removal by law requested', 'redaction.approved': 'removed by law', 'redaction.declined': 'removal declined',
    'log.key_adopted': 'signing key adopted', 'log.key_retired': 'signing key retired',
  },
  redactionState: { requested: 'waiting', approved: 'removed', declined: 'not removed' },
  field: { rule: 'under', members: 'texts', adopted: 'key adopted', retired: 'key retired', stream: 'stream', stream_version: 'version' },
}
