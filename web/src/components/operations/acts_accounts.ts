/** What an account administrator does to an account, as dialogs. */
import type { Act } from '@/components/supervision/act'
import { t, word } from '@/i18n'

export interface AccountRow {
  account: string
  name: string
  roles: string[]
  unit?: string
  person?: string
  closed?: boolean
  successor?: string
  credential_changed_at?: string
  version: number
}

const target = (row: AccountRow) => [{ key: row.account, label: row.name, params: { account: row.account } }]
const facts = (row: AccountRow) => [{ label: t('ops.account'), text: `${row.account} ${row.name}` }, { label: t('ops.roles'), text: row.roles.map((r) => word('role', r)).join('、') || '—' }]
const choices = (roles: string[]) => roles.map((value) => ({ value, label: word('role', value) }))

export function openAccount(roles: string[]): Act {
  return {
    title: t('ops.open'), method: 'account.open', submit: 'ops.open', targets: [{ key: 'new', label: t('ops.open'), params: {} }],
    fields: [
      { name: 'account', label: 'ops.accountId', kind: 'text', required: true, max: 64 },
      { name: 'name', label: 'ops.name', kind: 'text', required: true },
      { name: 'role', label: 'ops.role', kind: 'choice', choices: choices(roles), required: true },
      { name: 'unit', label: 'ops.unit', kind: 'unit' },
    ],
    params: (v) => ({ account: v.account, name: v.name, roles: v.role ? [v.role] : [], unit: v.unit || undefined }),
  }
}

export function grantRole(row: AccountRow, roles: string[]): Act {
  const open = roles.filter((r) => !row.roles.includes(r))
  return { title: t('ops.grant'), method: 'account.grant_role', submit: 'ops.grant', facts: facts(row), targets: target(row), fields: [{ name: 'role', label: 'ops.role', kind: 'choice', choices: choices(open), required: true }, kReason], params: withReason }
}

export function revokeRole(row: AccountRow): Act {
  return { title: t('ops.revoke'), method: 'account.revoke_role', submit: 'ops.revoke', danger: true, facts: facts(row), targets: target(row), fields: [{ name: 'role', label: 'ops.role', kind: 'choice', choices: choices(row.roles), required: true }, kReason], params: withReason }
}

export function closeAccount(row: AccountRow): Act {
  return { title: t('ops.closeAccount'), method: 'account.close', submit: 'ops.closeAccount', danger: true, facts: facts(row), targets: target(row), fields: [kReason], params: withReason }
}

export function endSessions(row: AccountRow): Act {
  return { title: t('ops.sessions.end'), method: 'account.revoke_sessions', submit: 'ops.sessions.end', danger: true, facts: facts(row), targets: target(row), fields: [kReason], params: withReason }
}

const kReason = { name: 'reason', label: 'ops.reason', kind: 'long', required: true } as const
const withReason: Act['params'] = (v) => ({ ...v })
