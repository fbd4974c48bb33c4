/** What stands in the bar at the top, for whom; and where somebody lands who asked for nothing in particular. */
import type { Key } from '@/i18n'

export interface NavEntry {
  /** The route's name; the path is `/<name>` unless told. */
  name: string
  path?: string
  label: Key
  /** Who is offered it at all; every reader where absent. */
  roles?: string[]
  /** For whom it stands in the bar itself; for the others it is under 更多. */
  main?: string[]
}

export const unitRoles = ['unit_clerk', 'unit_leader']
export const officeRoles = ['ledger_holder', 'supervision']
const kAccounts = ['account_admin']

/** Every role but this may read views (docs/protocol.md, "Logging in"). */
export function mayRead(roles: string[]): boolean {
  return roles.some((r) => r !== 'operations')
}

/** In the order of the bar. `commands` is for whoever may give any. */
export const commonNav: NavEntry[] = [
  { name: 'dashboard', label: 'nav.dashboard', main: [...officeRoles, 'auditor', 'approver', 'system'] },
  { name: 'todo', label: 'nav.todo', roles: unitRoles, main: unitRoles },
  { name: 'report', label: 'nav.report', roles: unitRoles, main: unitRoles },
  { name: 'ledger', label: 'nav.ledger', main: [...unitRoles, ...officeRoles, 'auditor', 'approver', 'system'] },
  { name: 'consolidate', label: 'nav.consolidate', roles: [...officeRoles, 'auditor', 'system'], main: ['ledger_holder'] },
  { name: 'plans', label: 'nav.plans', main: [...unitRoles, 'ledger_holder'] },
  { name: 'reports', label: 'nav.reports', main: ['ledger_holder', 'auditor'] },
  { name: 'accountability', label: 'nav.accountability', main: ['auditor', 'approver'] },
]
export const lastNav: NavEntry[] = [
  { name: 'audit', label: 'nav.audit', roles: ['auditor', ...officeRoles, 'system'], main: ['auditor'] },
  { name: 'verify', label: 'nav.verify', main: ['auditor'] },
  { name: 'commands', label: 'nav.commands', main: kAccounts },
]

export function offered(entries: NavEntry[], roles: string[]): { main: NavEntry[]; more: NavEntry[] } {
  const seen = entries.filter((e) => !e.roles || e.roles.some((r) => roles.includes(r)))
  const isMain = (e: NavEntry) => e.main?.some((r) => roles.includes(r)) ?? false
  return { main: seen.filter(isMain), more: seen.filter((e) => !isMain(e)) }
}

/** The place of work of whoever has these roles. */
export function landing(roles: string[]): string {
  if (!mayRead(roles)) return roles.includes('operations') ? '/operations' : '/'
  if (roles.some((r) => unitRoles.includes(r))) return '/todo'
  if (roles.every((r) => kAccounts.includes(r) || r === 'operations')) return '/operations/accounts'
  return '/dashboard'
}
