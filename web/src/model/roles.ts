/**
 * Which commands are offered to whom. The server decides; this only keeps the page from offering what it would refuse.
 * Where the API document itself names the roles of a method (`x-roles`), that is taken instead.
 */
import type { Method } from './schema'

const kUnit = new Set(['acknowledge', 'report_progress', 'correct_progress', 'raise_problem', 'escalate_problem', 'resolve_problem', 'request_extension', 'reach_milestone', 'plan_milestone', 'claim_completion'])

export function mayIssue(method: Method, roles: string[]): boolean {
  const told = method['x-roles']
  if (method.name === 'auth.change_secret') return true
  if (Array.isArray(told)) return told.some((r) => roles.includes(r))
  return roles.some((role) => offered(role, method.name))
}

function offered(role: string, name: string): boolean {
  const [category, verb] = name.split('.')
  switch (role) {
    case 'unit_clerk':
    case 'unit_leader':
      return (category === 'item' && kUnit.has(verb)) || name === 'report.submit'
    case 'ledger_holder':
    case 'supervision':
      return ['item', 'ledger', 'report', 'unit', 'person'].includes(category)
    case 'account_admin':
      return category === 'account'
    case 'system':
      return true
    default:
      return false
  }
}

export function isCommand(method: Method): boolean {
  return method.params.some((p) => p.name === 'command_id')
}

export function mayAudit(roles: string[]): boolean {
  return roles.some((r) => ['auditor', 'supervision', 'ledger_holder', 'system'].includes(r))
}
