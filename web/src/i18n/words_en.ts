import type { Family } from './words_zh'

/** English for what is not already plain in its identifier: `extension_requested` is shown as "Extension requested". */
const sentence = (name: string) => {
  const text = name.replace(/^\w+\.(?=\w)/, '').replace(/_/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
const spoken = (names: string[]) => Object.fromEntries(names.map((n) => [n, sentence(n)]))
const plain = new Proxy({} as Record<string, string>, {
  get: (_, name) => (typeof name === 'string' ? sentence(name) : undefined),
  has: () => true,
})

export const words: Record<Family, Record<string, string>> = {
  lamp: { green: 'Green', yellow: 'Yellow', red: 'Red', grey: 'None' },
  status: { ...spoken(['entered', 'acknowledged', 'verified', 'cancelled']), completion_claimed: 'Completion claimed', closed_out: 'Closed out' },
  streamKind: plain,
  role: spoken(['unit_clerk', 'unit_leader', 'ledger_holder', 'supervision', 'auditor', 'account_admin', 'operations', 'system']),
  party: spoken(['lead', 'responsible', 'supporting']),
  state: { ...spoken(['late', 'returned', 'accepted', 'open', 'escalated', 'resolved', 'requested', 'granted', 'refused']), submitted: 'In time' },
  basis: spoken(['stated', 'relative', 'inferred']),
  type: plain,
  verb: plain,
  category: plain,
  kind: plain,
  fixing: plain,
  field: plain,
  reminderOf: plain,
}
