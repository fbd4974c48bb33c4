/** Words of the pages for supervision: board, rectification, accountability, reviews, bulletins, forms, regimes. */
export const texts = {} as const

/** Added to the words of words_zh.ts, family by family; a family of one's own may stand here too. */
export const words = {} as const
