/** A moment of the ledger: a log position or a time. Absent means now, live. It is kept in the page's address. */
export type AsOf = number | string

export function parseAsOf(text: unknown): AsOf | null {
  if (typeof text !== 'string' || text === '') return null
  if (/^\d{1,15}$/.test(text)) return Number(text)
  return Number.isNaN(Date.parse(text)) ? null : text
}

/**
 * The end of a second, as RFC 3339 in UTC. Times are shown without fractions, so whoever asks for 10:30:05 wants to see
 * what is shown as recorded at 10:30:05.
 */
export function endOfSecond(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\.\d{3}Z$/, '.999Z')
}
