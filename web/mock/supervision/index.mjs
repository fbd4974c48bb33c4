// The mock's supervision: proposals, orders, cards, inspections, reviews, bulletins, forms, regimes, calendar, burden.
export { commands } from './commands.mjs'
export { methods } from './documents.mjs'
export { seed } from './seed.mjs'

export const views = ['supervision_board', 'accountability', 'rectifications', 'inspections', 'reviews', 'bulletins', 'calendar', 'burden', 'regimes']
