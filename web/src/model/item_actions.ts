/**
 * Which of the commands on an item are offered, as it stands. The server decides (src/domain/items/item_checks.hpp); this only
 * keeps the page from offering what would be refused for sure. A command that is not known here is offered.
 */
import type { ItemRow, ItemStatus, PlanState } from './rows'

export interface Who {
  roles: string[]
  unit?: string
}

const kEnded: ItemStatus[] = ['closed_out', 'cancelled', 'merged', 'carried_over']
const kUnitRoles = new Set(['unit_clerk', 'unit_leader'])

export function isAlive(row: ItemRow): boolean {
  return !kEnded.includes(row.status)
}
/** Activated, not suspended, not ended: units acknowledge, report and claim. */
export function isWorkedOn(row: ItemRow): boolean {
  return isAlive(row) && row.status !== 'draft' && row.status !== 'suspended'
}
export function isPlannable(row: ItemRow): boolean {
  return isAlive(row) && row.status !== 'suspended'
}

/** A unit itself, a member of a collective, or who answers for one that was merged. */
export function concerns(row: ItemRow, unit: string | undefined): boolean {
  if (!unit) return false
  return row.answerable?.includes(unit) || row.units.some((u) => u.unit === unit || u.members?.includes(unit)) || false
}

export function leads(row: ItemRow, unit: string | undefined): boolean {
  return row.units.some((u) => u.role === 'lead' && (u.unit === unit || u.members?.includes(unit ?? '')))
}

export function hasAcknowledged(row: ItemRow, unit: string | undefined): boolean {
  return Boolean(unit && (row.acknowledged?.includes(unit) ?? row.status !== 'entered'))
}

function mustAcknowledge(row: ItemRow, unit: string | undefined): boolean {
  return isWorkedOn(row) && concerns(row, unit) && !hasAcknowledged(row, unit)
}

/** Again only after it was returned; one that was missed may still be filed (S7.2). */
export function mayFile(state: PlanState | undefined): boolean {
  return state === undefined || state === 'returned' || state === 'missed'
}

type Check = (row: ItemRow, who: Who) => boolean
const open = (row: ItemRow) => row.problems.some((p) => p.state !== 'resolved')
const undertaken: Check = (row, who) => isWorkedOn(row) && (hasAcknowledged(row, who.unit) || Boolean(row.supervision?.unacknowledged?.includes(who.unit ?? '')))

const kChecks: Record<string, Check> = {
  'item.acknowledge': (row, who) => mustAcknowledge(row, who.unit),
  'item.revise': isAlive,
  'item.assign_units': isPlannable,
  'item.assign_people': isPlannable,
  'item.transfer': isPlannable,
  'item.set_target': isPlannable,
  'item.plan_milestone': isPlannable,
  'item.reach_milestone': (row) => isWorkedOn(row) && row.milestones.some((m) => !m.reached_on),
  'item.report_progress': undertaken,
  'item.correct_progress': (row, who) => isAlive(row) && row.progress.some((p) => p.unit === who.unit),
  'item.raise_problem': isWorkedOn,
  'item.escalate_problem': (row) => isWorkedOn(row) && open(row),
  'item.resolve_problem': (row) => isWorkedOn(row) && open(row),
  'item.urge': isWorkedOn,
  'item.request_extension': (row) => isWorkedOn(row) && row.extension?.state !== 'requested',
  // a draft without a deadline is given one unasked (S1.1)
  'item.grant_extension': (row) => isPlannable(row) && (row.extension?.state === 'requested' || (row.status === 'draft' && !row.deadline)),
  'item.refuse_extension': (row) => isAlive(row) && row.extension?.state === 'requested',
  'item.claim_completion': (row, who) => undertaken(row, who) && !['completion_claimed', 'verified'].includes(row.status),
  'item.verify_completion': (row) => row.status === 'completion_claimed',
  'item.reject_completion': (row) => row.status === 'completion_claimed',
  'item.close_out': (row) => row.status === 'verified',
  'item.reopen': (row) => row.status === 'closed_out' || row.status === 'verified',
  'item.cancel': isAlive,
  'item.activate': (row) => row.status === 'draft',
  'item.file_plan': (row, who) => isPlannable(row) && concerns(row, who.unit) && mayFile(row.plans?.find((p) => p.unit === who.unit)?.state),
  'item.approve_plan': (row) => Boolean(row.plans?.some((p) => p.state === 'filed')),
  'item.return_plan': (row) => Boolean(row.plans?.some((p) => p.state === 'filed')),
  'item.decompose': isPlannable,
  'item.assign_paired_leader': isPlannable,
  'item.form_task_force': isPlannable,
  'item.advance_stage': (row) => isWorkedOn(row) && row.project?.kind !== undefined,
  'item.suspend': (row) => row.status === 'entered' || row.status === 'acknowledged',
  'item.resume': (row) => row.status === 'suspended',
  'item.merge': isPlannable,
  'item.carry_over': (row) => isAlive(row) && row.status !== 'verified',
  'item.archive': (row) => !row.year?.archived && ['closed_out', 'cancelled', 'carried_over', 'merged'].includes(row.status),
  'item.list': (row) => isAlive(row) && !row.supervision?.listed,
  'item.delist': (row) => Boolean(row.supervision?.listed),
}

/** What a unit's own people do for an item that is not theirs is refused. */
const kOfParties = new Set(['item.acknowledge', 'item.report_progress', 'item.correct_progress', 'item.raise_problem', 'item.escalate_problem', 'item.resolve_problem', 'item.file_plan'])
const kOfLead = new Set(['item.assign_people', 'item.transfer', 'item.plan_milestone', 'item.reach_milestone', 'item.request_extension', 'item.claim_completion', 'item.decompose', 'item.form_task_force', 'item.advance_stage', 'item.revise'])

export function isOffered(command: string, row: ItemRow, who: Who): boolean {
  const check = kChecks[command]
  if (check && !check(row, who)) return false
  if (!who.roles.length || !who.roles.every((r) => kUnitRoles.has(r))) return true
  if (kOfLead.has(command)) return leads(row, who.unit)
  return !kOfParties.has(command) || concerns(row, who.unit)
}

/** In a closed ledger nothing changes any more (S1.5). */
export function offeredOf<M extends { name: string }>(commands: M[], row: ItemRow, who: Who, ledgerOpen: boolean): M[] {
  return ledgerOpen ? commands.filter((m) => isOffered(m.name, row, who)) : commands.filter((m) => m.name === 'item.archive' && isOffered(m.name, row, who))
}
