/**
 * Cuts an item's text at the places its numeric targets were read from. Offsets count Unicode characters (code
 * points), not UTF-16 units: 𠮷 is one, although JavaScript's `length` says two.
 */
import type { Target } from './rows'

export interface Segment {
  text: string
  /** Index into the targets, where the segment is one of them. */
  target?: number
}

export function segments(text: string, targets: Pick<Target, 'at'>[]): Segment[] {
  const points = Array.from(text)
  const out: Segment[] = []
  let done = 0
  const push = (end: number, target?: number) => {
    if (end > done) out.push({ text: points.slice(done, end).join(''), ...(target === undefined ? {} : { target }) })
    done = Math.max(done, end)
  }
  for (const { begin, end, index } of places(targets, points.length)) {
    if (begin < done) continue
    push(begin)
    push(end, index)
  }
  push(points.length)
  return out
}

/** Sound places only, in order; one that lies outside the text (the text was revised since) marks nothing. */
function places(targets: Pick<Target, 'at'>[], length: number) {
  return targets
    .flatMap((t, index) => (t.at?.length === 2 ? [{ begin: t.at[0], end: t.at[1], index }] : []))
    .filter((p) => p.begin >= 0 && p.begin < p.end && p.end <= length)
    .sort((a, b) => a.begin - b.begin || b.end - a.end)
}
