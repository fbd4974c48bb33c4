/** The routes of the pages for projects; one entry in the navigation, the pages are tabs of each other. */
import type { RouteRecordRaw } from 'vue-router'
import { officeRoles, unitRoles, type NavEntry } from '@/model/navigation'
import './components/supervision/supervision.css'

const meta = { nav: 'projects' }
export const projectRoutes: RouteRecordRaw[] = [
  { path: '/projects/:ledger?', name: 'projects', component: () => import('@/pages/projects/ProjectsPage.vue') },
  { path: '/wall/:ledger?', name: 'wall', meta, component: () => import('@/pages/projects/WallChartPage.vue') },
  { path: '/starts/:ledger?', name: 'starts', meta, component: () => import('@/pages/projects/StartRatioPage.vue') },
  { path: '/needs/:ledger?', name: 'needs', meta, component: () => import('@/pages/projects/NeedsPage.vue') },
]

export const projectNav: NavEntry[] = [
  { name: 'projects', label: 'nav.projects', roles: [...unitRoles, ...officeRoles, 'auditor', 'approver', 'system'], main: [...unitRoles, ...officeRoles, 'approver'] },
]
