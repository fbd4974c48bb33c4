/** A moment of the ledger: a log position or a time. Absent means now, live. It is kept in the page's address. */
export type AsOf = number | string

export function parseAsOf(text: unknown): AsOf | null {
  if (typeof text !== 'string' || text === '') return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  return Number.isNaN(Date.parse(text)) ? null : text
}

/** RFC 3339 in UTC without fractions, from milliseconds. */
export function timeOf(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z')
}
