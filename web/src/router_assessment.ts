/** The routes of admission and assessment, and where they stand in the navigation. */
import type { RouteRecordRaw } from 'vue-router'
import { officeRoles, unitRoles, type NavEntry } from '@/model/navigation'
import './components/admission/admission.css'

export const assessmentRoutes: RouteRecordRaw[] = [
  { path: '/admissions/:tab?', name: 'admissions', component: () => import('@/pages/admission/AdmissionsPage.vue') },
  { path: '/assessments/:id?', name: 'assessments', component: () => import('@/pages/assessment/AssessmentPage.vue') },
]

const kReaders = [...unitRoles, ...officeRoles, 'auditor', 'approver', 'system']

export const assessmentNav: NavEntry[] = [
  { name: 'assessments', label: 'nav.assessments', roles: kReaders, main: ['approver'] },
  { name: 'admissions', label: 'nav.admissions', roles: kReaders },
]
