/** The routes of the supervision pages, and where they stand in the navigation. */
import type { RouteRecordRaw } from 'vue-router'
import { officeRoles, unitRoles, type NavEntry } from '@/model/navigation'
import './components/supervision/supervision.css'

export const supervisionRoutes: RouteRecordRaw[] = [
  { path: '/supervision/:tab?', name: 'supervision', component: () => import('@/pages/supervision/SupervisionPage.vue') },
  { path: '/calendar', name: 'calendar', component: () => import('@/pages/CalendarPage.vue') },
  { path: '/burden', name: 'burden', component: () => import('@/pages/BurdenPage.vue') },
  { path: '/reviews/:tab?/:id?', name: 'reviews', component: () => import('@/pages/ReviewsPage.vue') },
  { path: '/bulletins/:id?', name: 'bulletins', component: () => import('@/pages/BulletinsPage.vue') },
  { path: '/forms/:ledger?/:form?', name: 'forms', component: () => import('@/pages/FormsPage.vue') },
  { path: '/regimes/:id?', name: 'regimes', component: () => import('@/pages/RegimesPage.vue') },
]

const kOffice = [...officeRoles, 'auditor', 'approver', 'system']
const kReaders = [...unitRoles, ...kOffice]

export const supervisionNav: NavEntry[] = [
  { name: 'supervision', label: 'nav.supervision', roles: kReaders, main: ['supervision', 'approver'] },
  { name: 'calendar', label: 'nav.calendar', roles: kReaders, main: ['supervision', ...unitRoles] },
  { name: 'reviews', label: 'nav.reviews', roles: kReaders, main: ['supervision'] },
  { name: 'bulletins', label: 'nav.bulletins', roles: kReaders, main: ['supervision', 'ledger_holder'] },
  { name: 'forms', label: 'nav.forms', roles: kReaders, main: ['ledger_holder'] },
  { name: 'burden', label: 'nav.burden', roles: kReaders },
  { name: 'regimes', label: 'nav.regimes', roles: kReaders },
]
