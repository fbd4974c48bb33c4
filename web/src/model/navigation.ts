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

/** Every role but these may read views (docs/protocol.md, "Logging in"). */
const kBlind = new Set(['operations'])

export function mayRead(roles: string[]): boolean {
  return roles.some((r) => !kBlind.has(r))
}

export const unitRoles = ['unit_clerk', 'unit_leader']
export const officeRoles = ['ledger_holder', 'supervision']

export function offered(entries: NavEntry[], roles: string[]): { main: NavEntry[]; more: NavEntry[] } {
  const seen = mayRead(roles) ? entries.filter((e) => !e.roles || e.roles.some((r) => roles.includes(r))) : []
  const isMain = (e: NavEntry) => e.main?.some((r) => roles.includes(r)) ?? false
  return { main: seen.filter(isMain), more: seen.filter((e) => !isMain(e)) }
}
