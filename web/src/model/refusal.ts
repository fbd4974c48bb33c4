/**
 * A refusal in the reader's language: the server says it in English, with a code, a clause and a path. What is said often
 * is told in full; for the rest, what rule it is about and where it is wrong. The server's own words stand below.
 */
import type { Key } from '@/i18n'
import type { RpcError } from '@/rpc/errors'
import { refusalOf } from './supervision/refusals'

export interface Told {
  key: Key
  values: Record<string, string>
  /** The path of the parameter at fault, to be named before the sentence. */
  field?: string
}

type Rule = [code: number | null, pattern: RegExp, key: Key]

const kRules: Rule[] = [
  [3, /behind the schedule/, 'refused.behind'],
  [3, /is less than the .* reported for/, 'refused.lower'],
  [3, /a reason is required|reason.*required/, 'refused.reason'],
  [3, /was submitted already and accepted/, 'refused.reportAccepted'],
  [3, /was submitted already/, 'refused.reportSubmitted'],
  [3, /covers at least one item/, 'refused.reportEmpty'],
  [3, /has reported no progress of/, 'refused.noProgress'],
  [3, /whoever .* does not|nobody judges his own work/, 'refused.ownWork'],
  [3, /has not acknowledged/, 'refused.unacknowledged'],
  [3, /acknowledged .*already|already acknowledged/, 'refused.acknowledgedAlready'],
  [3, /is closed( already)?; nothing|is closed already|ledger .* is closed/, 'refused.ledgerClosed'],
  [3, /is a draft still|not activated/, 'refused.draft'],
  [3, /of the fixings|five fixings/, 'refused.fixings'],
  [3, /is active already; only a draft/, 'refused.activeAlready'],
  [3, /the regime asks for it in every month/, 'refused.fieldAsked'],
  [3, /covers all of a unit's items/, 'refused.itemsMissing'],
  [3, /report has not been submitted/, 'refused.notSubmitted'],
  [3, /a plan sets goals/, 'refused.planSettings'],
  [3, /has filed its plan already/, 'refused.planFiled'],
  [3, /no plan of .* waits/, 'refused.noPlan'],
  [3, /items are open still/, 'refused.itemsOpen'],
  [3, /is not over; consolidate/, 'refused.monthNotOver'],
  [3, /is not suspended/, 'refused.notSuspended'],
  [3, /has not ended; it is filed/, 'refused.notEnded'],
  [3, /is filed already/, 'refused.archivedAlready'],
  [3, /is listed for supervision already/, 'refused.listedAlready'],
  [3, /is not listed/, 'refused.notListed'],
  [3, /is suspended/, 'refused.suspended'],
  [3, /was closed out; reopen/, 'refused.closedOut'],
  [3, /was cancelled/, 'refused.cancelled'],
  [3, /was merged/, 'refused.merged'],
  [3, /was carried over/, 'refused.carriedOver'],
  [3, /none of the responsible units/, 'refused.notConcerned'],
  [3, /nothing would change/, 'refused.nothingChanges'],
  [3, /closing out follows verification/, 'refused.notVerified'],
  [3, /nobody has claimed/, 'refused.notClaimed'],
  [3, /is verified already|is claimed already/, 'refused.claimedAlready'],
  [3, /was (accepted|returned) already/, 'refused.judgedAlready'],
  [3, /was checked already/, 'refused.checkedAlready'],
  [3, /consolidated already/, 'refused.consolidatedAlready'],
  [3, /is asked for already/, 'refused.extensionAsked'],
  [3, /no extension is asked/, 'refused.noExtension'],
  [3, /was repealed/, 'refused.repealed'],
  [1, /has reported .* already/, 'refused.reportedAlready'],
  [1, /exists already|was used/, 'refused.exists'],
  [-32602, /is required and missing|got nothing/, 'invalid.missing'],
  [-32602, /say why, as for any correction/, 'refused.reason'],
  [-32602, /leave it out|name one of/, 'invalid.elsewhere'],
  [-32602, /expected a month of/, 'invalid.year'],
  [-32602, /has not begun|lies in the future|before/, 'invalid.early'],
  [-32602, /is past|a day after|a day to come/, 'invalid.late'],
  [-32602, /0 to 100|from 0|percent/, 'invalid.percent'],
  [-32602, /decimal/, 'invalid.decimal'],
  [-32602, /expected a (date|day)/, 'invalid.date'],
  [-32602, /blank|empty/, 'invalid.missing'],
  [-32602, /stands in the list twice/, 'invalid.twice'],
  [-32602, /does not convert/, 'invalid.measure'],
  [-32602, /unknown member|is not known|unexpected/, 'invalid.unknown'],
  [-32602, /./, 'invalid.other'],
  [2, /./, 'notFound'],
  [5, /view/, 'notAllowed.read'],
  [5, /none of the responsible|not among|not its|its own/, 'notAllowed.unit'],
  [5, /./, 'notAllowed'],
  [6, /./, 'overLimit'],
  [7, /./, 'busy'],
  [8, /./, 'notWritable'],
]

export function told(error: RpcError, has: (key: string) => key is Key): Told | null {
  const values: Record<string, string> = {}
  const wait = error.data.retry_after_ms
  if (typeof wait === 'number') values.s = String(Math.max(1, Math.ceil(wait / 1000)))
  const field = error.field || undefined
  const rule = kRules.find(([code, pattern]) => code === error.code && pattern.test(error.message))
  const own = rule?.[2] ?? refusalOf(error.message)
  if (own) return { key: own, values, field }
  const clause = clauseKey(error.data.clause)
  if (clause && has(clause)) return { key: clause, values, field }
  return error.code === 3 ? { key: 'refused.other' as Key, values, field } : null
}

function clauseKey(clause: string | undefined): string | null {
  return clause ? `clause.${clause}` : null
}
