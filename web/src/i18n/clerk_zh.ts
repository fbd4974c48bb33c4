/** Words of the pages for clerks and holders: reporting, to-do, plans, consolidation. */
export const texts = {
  'nav.todo': '待办',
  'nav.report': '我的报账',
  'nav.plans': '实施方案',
  'nav.consolidate': '汇总',
  'nav.more': '更多',
} as const

/** Added to the words of words_zh.ts, family by family; a family of one's own may stand here too. */
export const words = {} as const
