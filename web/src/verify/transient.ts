/** Refusals that say nothing about the log: who asks, how much, and whether a connection stood. Asking again may help. */
const kCodes = new Set([4, 5, 6, 7, 8, 9, -1, -2, -32601])

export function saysNothing(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code
  return typeof code === 'number' && kCodes.has(code)
}
