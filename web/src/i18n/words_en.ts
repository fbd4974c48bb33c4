import type { Family } from './words_zh'

/** English for what is not already plain in its identifier: `extension_requested` is shown as "extension requested". */
const spoken = (names: string[]) => Object.fromEntries(names.map((n) => [n, n.replace(/_/g, ' ')]))
const plain = new Proxy({} as Record<string, string>, {
  get: (_, name) => (typeof name === 'string' ? name.replace(/^\w+\.(?=\w)/, '').replace(/_/g, ' ') : undefined),
  has: () => true,
})

export const words: Record<Family, Record<string, string>> = {
  lamp: { green: 'Green', yellow: 'Yellow', red: 'Red', grey: 'None' },
  status: { ...spoken(['entered', 'acknowledged', 'verified', 'cancelled']), completion_claimed: 'completion claimed', closed_out: 'closed out' },
  role: spoken(['unit_clerk', 'unit_leader', 'ledger_holder', 'supervision', 'auditor', 'account_admin', 'operations', 'system']),
  party: spoken(['lead', 'responsible', 'supporting']),
  state: { ...spoken(['late', 'returned', 'accepted', 'open', 'escalated', 'resolved', 'requested', 'granted', 'refused']), submitted: 'in time' },
  basis: spoken(['stated', 'relative', 'inferred']),
  type: plain,
  verb: plain,
  category: plain,
  kind: plain,
  fixing: plain,
  field: plain,
}
