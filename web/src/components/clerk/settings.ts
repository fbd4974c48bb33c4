/** The five settings of an implementation plan, in the document's order (S7.2). */
export const kSettings = ['goals', 'responsibility', 'schedule', 'standards', 'measures'] as const
