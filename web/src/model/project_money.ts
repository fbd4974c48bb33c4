/** Sums of money: added up, turned into another unit and compared exactly, never through floating point. Pure. */
import type { Amount } from './project_rows'
import type { Decimal } from './rows'

/** 1 元 is 10^0. */
const kPowers: Record<string, number> = { 元: 0, 千元: 3, 万元: 4, 百万元: 6, 亿元: 8 }
export const kMoneyUnits = ['亿元', '万元'] as const
export type MoneyUnit = (typeof kMoneyUnits)[number]

interface Exact {
  digits: bigint
  scale: number
}

function exact(text: Decimal): Exact | null {
  const found = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?$/.exec(text)
  if (!found) return null
  const fraction = found[3] ?? ''
  return { digits: BigInt(`${found[1]}${found[2]}${fraction}`), scale: fraction.length }
}

function written({ digits, scale }: Exact): Decimal {
  const negative = digits < 0n
  const text = String(negative ? -digits : digits).padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  const fraction = scale ? text.slice(-scale).replace(/0+$/, '') : ''
  return `${negative ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

const scaled = (one: Exact, scale: number): bigint => one.digits * 10n ** BigInt(scale - one.scale)

export function addDecimals(values: (Decimal | undefined)[]): Decimal {
  const known = values.flatMap((v) => (v === undefined ? [] : [exact(v)])).filter((v) => v !== null)
  const scale = known.reduce((most, v) => Math.max(most, v.scale), 0)
  return written({ digits: known.reduce((sum, v) => sum + scaled(v, scale), 0n), scale })
}

/** Exactly the same sum in another unit; nothing where one of the two is no unit of money. */
export function moneyIn(value: Decimal | undefined, from: string, to: string): Decimal | undefined {
  if (value === undefined || !(from in kPowers) || !(to in kPowers)) return undefined
  const one = exact(value)
  if (!one) return undefined
  const scale = one.scale + kPowers[to] - kPowers[from]
  return written(scale >= 0 ? { digits: one.digits, scale } : { digits: one.digits * 10n ** BigInt(-scale), scale: 0 })
}

/** `part` of `whole` in percent, rounded half up to so many digits; nothing where the whole is nothing. */
export function percentOf(part: Decimal, whole: Decimal, digits = 1): Decimal | undefined {
  const [a, b] = [exact(part), exact(whole)]
  if (!a || !b || b.digits <= 0n) return undefined
  const scale = Math.max(a.scale, b.scale)
  const [above, below] = [scaled(a, scale) * 100n * 10n ** BigInt(digits), scaled(b, scale)]
  const twice = above * 2n + below
  const rounded = twice >= 0n ? twice / (below * 2n) : -((-twice + below * 2n - 1n) / (below * 2n))
  return written({ digits: rounded, scale: digits })
}

/** For drawing only. */
export const drawn = (value: Decimal | undefined): number => (value === undefined ? 0 : Number(value))

/** `12,345.6`: digits in threes, as in printed tables. */
export function figures(value: Decimal | undefined): string {
  if (value === undefined) return '—'
  const [whole, fraction] = value.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction ? `${grouped}.${fraction}` : grouped
}

export function amountText(amount: Amount | undefined): string {
  return amount ? `${figures(amount.value)} ${amount.unit}` : '—'
}
