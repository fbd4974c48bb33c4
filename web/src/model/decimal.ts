/** Decimals as the server writes them, compared without going through floating point. */

/** Negative, zero or positive; NaN where either is no decimal. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [split(a), split(b)]
  if (!left || !right) return NaN
  const digits = Math.max(left.fraction.length, right.fraction.length)
  const difference = scaled(left, digits) - scaled(right, digits)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

interface Split {
  negative: boolean
  whole: string
  fraction: string
}

function split(text: string): Split | null {
  const found = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text)
  return found && { negative: found[1] === '-', whole: found[2], fraction: found[3] ?? '' }
}

function scaled({ negative, whole, fraction }: Split, digits: number): bigint {
  const value = BigInt(whole + fraction.padEnd(digits, '0'))
  return negative ? -value : value
}
