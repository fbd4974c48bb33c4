import type { texts as zh } from './clerk_zh'

export const texts: Record<keyof typeof zh, string> = {
  'nav.todo': 'To do',
  'nav.report': 'My report',
  'nav.plans': 'Plans',
  'nav.consolidate': 'Consolidation',
  'nav.more': 'More',
}

export const words: Record<string, Record<string, string>> = {}
