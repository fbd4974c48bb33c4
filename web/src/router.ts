import { createRouter, createWebHashHistory } from 'vue-router'
import { useConnection } from '@/stores/connection'
import { assessmentRoutes } from './router_assessment'
import { carryMoment } from './router_moment'
import { projectRoutes } from './router_projects'
import { supervisionRoutes } from './router_supervision'
import { traceRoutes } from './router_trace'

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', name: 'home', component: () => import('@/pages/HomePage.vue') },
    { path: '/dashboard/:ledger?', name: 'dashboard', component: () => import('@/pages/dashboard/DashboardPage.vue') },
    { path: '/screen/:ledger?', name: 'screen', meta: { bare: true }, component: () => import('@/pages/dashboard/ScreenPage.vue') },
    { path: '/login', name: 'login', component: () => import('@/pages/LoginPage.vue') },
    { path: '/ledger/:ledger?', name: 'ledger', component: () => import('@/pages/LedgerPage.vue') },
    { path: '/todo', name: 'todo', component: () => import('@/pages/clerk/TodoPage.vue') },
    { path: '/report/:ledger?/:period?', name: 'report', meta: { now: true }, component: () => import('@/pages/clerk/ReportPage.vue') },
    { path: '/plans/:ledger?/:item?', name: 'plans', component: () => import('@/pages/clerk/PlansPage.vue') },
    { path: '/consolidate/:ledger?/:tab?', name: 'consolidate', component: () => import('@/pages/clerk/ConsolidatePage.vue') },
    { path: '/reports/:ledger?', name: 'reports', component: () => import('@/pages/ReportsPage.vue') },
    { path: '/accountability/:kind?/:id?', name: 'accountability', component: () => import('@/pages/AccountabilityPage.vue') },
    { path: '/verify/:stream*', name: 'verify', meta: { now: true }, component: () => import('@/pages/VerifyPage.vue') },
    { path: '/commands', name: 'commands', meta: { now: true }, component: () => import('@/pages/CommandsPage.vue') },
    ...supervisionRoutes,
    ...projectRoutes,
    ...assessmentRoutes,
    ...traceRoutes,
    { path: '/:rest(.*)*', redirect: '/' },
  ],
})

carryMoment(router)

router.beforeEach((to) => {
  const connection = useConnection()
  if (to.name === 'login' || connection.session || !connection.settled) return true
  return { name: 'login', query: to.fullPath === '/' ? {} : { then: to.fullPath } }
})
