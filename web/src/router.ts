import { createRouter, createWebHashHistory } from 'vue-router'
import { useConnection } from '@/stores/connection'

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/ledger' },
    { path: '/login', name: 'login', component: () => import('@/pages/LoginPage.vue') },
    { path: '/ledger/:ledger?', name: 'ledger', component: () => import('@/pages/LedgerPage.vue') },
    { path: '/reports/:ledger?', name: 'reports', component: () => import('@/pages/ReportsPage.vue') },
    { path: '/accountability/:kind?/:id?', name: 'accountability', component: () => import('@/pages/AccountabilityPage.vue') },
    { path: '/audit', name: 'audit', component: () => import('@/pages/AuditPage.vue') },
    { path: '/commands', name: 'commands', component: () => import('@/pages/CommandsPage.vue') },
    { path: '/:rest(.*)*', redirect: '/ledger' },
  ],
})

router.beforeEach((to) => {
  const connection = useConnection()
  if (to.name === 'login' || connection.session || !connection.settled) return true
  return { name: 'login', query: to.fullPath === '/ledger' ? {} : { then: to.fullPath } }
})
