/** The routes of tracing, search and operations, and where they stand in the navigation. */
import type { RouteRecordRaw } from 'vue-router'
import type { NavEntry } from '@/model/navigation'

export const traceRoutes: RouteRecordRaw[] = [
  { path: '/audit', name: 'audit', meta: { now: true }, component: () => import('@/pages/AuditPage.vue') },
  { path: '/film/:stream*', name: 'film', meta: { nav: 'audit', now: true }, component: () => import('@/pages/trace/FilmPage.vue') },
  { path: '/search', name: 'search', meta: { now: true }, component: () => import('@/pages/trace/SearchPage.vue') },
  { path: '/access', name: 'access', meta: { now: true }, component: () => import('@/pages/operations/AccessPage.vue') },
  { path: '/sessions', name: 'sessions', meta: { now: true }, component: () => import('@/pages/operations/SessionsPage.vue') },
  { path: '/operations/:tab?', name: 'operations', meta: { now: true }, component: () => import('@/pages/operations/OperationsPage.vue') },
]

const kOperators = ['operations', 'account_admin', 'auditor', 'system']
/** Operators read no ledger, so this stands beside what readers are offered. */
export const operationsNav: NavEntry[] = [
  { name: 'operations', label: 'ops.title', roles: kOperators, main: kOperators },
  { name: 'access', label: 'nav.access', roles: ['account_admin', 'auditor', 'system'], main: ['account_admin', 'auditor'] },
]
