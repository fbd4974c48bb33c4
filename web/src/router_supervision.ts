/** The routes of the supervision pages, and where they stand in the navigation. */
import type { RouteRecordRaw } from 'vue-router'
import type { NavEntry } from '@/model/navigation'

export const supervisionRoutes: RouteRecordRaw[] = []
export const supervisionNav: NavEntry[] = []
