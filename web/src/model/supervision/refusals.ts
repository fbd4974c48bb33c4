/**
 * What the deciders of supervision refuse, by a piece of their words, in the reader's language. What is not here is told
 * by model/refusal.ts, or by the clause; the server's own words stand below in any case. Pure.
 */
import type { Key } from '@/i18n'

const kTold: [RegExp, Key][] = [
  [/whoever proposed (a measure|it) does not (confirm|approve)/, 'no.ownProposal'],
  [/nobody decides in his own matter/, 'no.ownMatter'],
  [/an approving authority decides on it/, 'no.needsApproval'],
  [/needs no approval; the supervision office/, 'no.needsConfirm'],
  [/is proposed and not agreed on yet/, 'no.notAgreed'],
  [/is agreed on and waits to be carried out/, 'no.waitsCarrying'],
  [/was carried out already/, 'no.carriedOut'],
  [/is a card that was lifted already|lapsed by itself/, 'no.cardGone'],
  [/was dismissed; propose another/, 'no.dismissed'],
  [/was revoked on reconsideration/, 'no.revoked'],
  [/none of the items of .* can still be acted on/, 'no.itemsEnded'],
  [/is a measure against units/, 'no.againstUnits'],
  [/is a collective name/, 'no.collective'],
  [/there is no event at position/, 'no.noEvent'],
  [/rectification has a deadline; say until when/, 'no.needDeadline'],
  [/was not referred to anybody/, 'no.notReferred'],
  [/reconsideration is asked for already/, 'no.askedAlready'],
  [/was reconsidered once/, 'no.onceOnly'],
  [/whoever asked for a reconsideration|does not reconsider it/, 'no.ownDecision'],
  [/the party concerned asks for reconsideration/, 'no.notParty'],
  [/reconsideration could be asked for until/, 'no.tooLate'],
  [/nobody has asked for reconsideration/, 'no.notAsked'],
  [/has reported no finished result yet/, 'no.notFinished'],
  [/is reported and waits to be accepted/, 'no.waitsAcceptance'],
  [/whoever reported a rectification does not judge it/, 'no.ownReport'],
  [/expected a day after the present deadline/, 'sup.notLater'],
  [/is none of the responsible units of item/, 'no.notResponsible'],
  [/name at least one person who inspects/, 'no.needInspectors'],
  [/knows inspections of the kinds/, 'no.inspectionKind'],
  [/was not looked at by/, 'no.notInspected'],
  [/has not been held yet/, 'no.notHeld'],
  [/was held already/, 'no.heldAlready'],
  [/is scheduled for .*, not before/, 'sup.beforeScheduled'],
  [/a tour is hosted by one district/, 'rev.needHost'],
  [/a tour is hosted by a district/, 'no.hostKind'],
  [/tours are organised by/, 'no.organiser'],
  [/every project has a leader, a task force/, 'no.taskForce'],
  [/a tour goes to see something/, 'rev.needObjects'],
  [/has minutes already/, 'no.minutesAlready'],
  [/it was not held, so there is nothing to tell/, 'no.notHeld'],
  [/was recorded already; choose another name/, 'no.nameTaken'],
  [/cells as in the head/, 'no.raggedTable'],
  [/the text is the one that holds already/, 'no.sameText'],
  [/make them the same/, 'no.otherTitle'],
  [/names no regime; adopt the working days/, 'no.noCalendar'],
]

export function refusalOf(message: string): Key | undefined {
  return kTold.find(([words]) => words.test(message))?.[1]
}
