/** Decimals with units of measure, exact: added up, converted, compared as the server does it. Pure. */
import { compareDecimals } from './decimal'

export interface Quantity {
  value: string
  unit: string
}

const kUnits: Record<string, [kind: string, factor: bigint]> = {
  元: ['money', 1n], 万元: ['money', 10_000n], 百万元: ['money', 1_000_000n], 千万元: ['money', 10_000_000n], 亿元: ['money', 100_000_000n],
  人: ['people', 1n], 万人: ['people', 10_000n], 个: ['count', 1n], 万个: ['count', 10_000n], 套: ['dwelling', 1n], 万套: ['dwelling', 10_000n],
  平方米: ['area', 1n], 万平方米: ['area', 10_000n], 平方公里: ['area', 1_000_000n], 亩: ['land', 1n], 万亩: ['land', 10_000n], 吨: ['mass', 1n], 万吨: ['mass', 10_000n],
}

/** `2000万元` → 2000, 万元; nothing where it is no number with a unit. */
export function quantityOf(text: string): Quantity | null {
  const found = /^\s*(-?\d+(?:\.\d+)?)\s*(\S+)\s*$/.exec(text)
  return found && { value: found[1], unit: found[2] }
}

/** The value in another unit; nothing where the two do not measure the same. */
export function inUnit({ value, unit }: Quantity, to: string): string | null {
  if (unit === to) return value
  const [from, into] = [kUnits[unit], kUnits[to]]
  if (!from || !into || from[0] !== into[0]) return null
  return from[1] >= into[1] ? times(value, from[1] / into[1]) : over(value, into[1] / from[1])
}

/** Negative, zero or positive; NaN where they do not measure the same. */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const other = inUnit(b, a.unit)
  return other === null ? NaN : compareDecimals(a.value, other)
}

export function addDecimals(a: string, b: string): string {
  const digits = Math.max(digitsOf(a), digitsOf(b))
  return written(scaled(a, digits) + scaled(b, digits), digits)
}

export const sumDecimals = (values: string[]): string => values.reduce(addDecimals, '0')
export const negated = (value: string): string => (value.startsWith('-') ? value.slice(1) : /^[0.]*$/.test(value) ? value : `-${value}`)

const digitsOf = (value: string) => value.split('.')[1]?.length ?? 0

function scaled(value: string, digits: number): bigint {
  const [whole, fraction = ''] = value.split('.')
  return BigInt(whole + fraction.padEnd(digits, '0'))
}

function written(value: bigint, digits: number): string {
  const text = (value < 0n ? -value : value).toString().padStart(digits + 1, '0')
  const fraction = text.slice(text.length - digits).replace(/0+$/, '')
  const sign = value < 0n ? '-' : ''
  return sign + text.slice(0, text.length - digits) + (digits && fraction ? `.${fraction}` : '')
}

const times = (value: string, factor: bigint) => written(scaled(value, digitsOf(value)) * factor, digitsOf(value))

/** The factors are powers of ten, so that nothing is lost. */
function over(value: string, factor: bigint): string {
  const more = factor.toString().length - 1
  return written(scaled(value, digitsOf(value)), digitsOf(value) + more)
}
