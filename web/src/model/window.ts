/**
 * Which lines of a long table are in sight. Lines have one of a few heights, so the tops are prefix sums and the
 * first line in sight is found by bisection; only what is in sight (and a little more) is put into the document.
 */
export interface Window {
  first: number
  /** One past the last. */
  end: number
}

export function tops(heights: ArrayLike<number>): Float64Array {
  const out = new Float64Array(heights.length + 1)
  for (let i = 0; i < heights.length; i++) out[i + 1] = out[i] + heights[i]
  return out
}

export function inSight(top: Float64Array, scroll: number, height: number, spare: number): Window {
  const count = top.length - 1
  if (count <= 0) return { first: 0, end: 0 }
  const first = lineAt(top, scroll)
  const last = lineAt(top, scroll + height)
  return { first: Math.max(0, first - spare), end: Math.min(count, last + 1 + spare) }
}

/** The line that covers the offset; the nearest one where the offset lies outside. */
export function lineAt(top: Float64Array, offset: number): number {
  let low = 0
  let high = top.length - 2
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (top[middle] <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/** Where to scroll so that a line is wholly seen; unchanged when it is. */
export function scrollTo(top: Float64Array, line: number, scroll: number, height: number): number {
  if (top[line] < scroll) return top[line]
  if (top[line + 1] > scroll + height) return top[line + 1] - height
  return scroll
}
