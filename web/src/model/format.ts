/** How figures and times are written. Everything is pure; the zone is the ledger's, never the browser's. */
import type { Decimal, Target } from './rows'

const kZone = 'Asia/Shanghai'
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: kZone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})

function split(time: string | number): Record<string, string> | null {
  const at = new Date(time)
  if (Number.isNaN(at.getTime())) return null
  return Object.fromEntries(parts.formatToParts(at).map((p) => [p.type, p.value]))
}

/** `2014-03-05 09:30:12`, in the ledger's zone; what cannot be read is shown as it came. */
export function dateTime(time: string | number | null | undefined): string {
  if (time === null || time === undefined || time === '') return '—'
  const p = split(time)
  return p ? `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}` : String(time)
}

export function shortTime(time: string): string {
  return dateTime(time).slice(5, 16)
}

/** A date stays as the server wrote it; a moment becomes the day it falls on in the ledger's zone. */
export function date(value: string | undefined): string {
  if (!value) return '—'
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : dateTime(value).slice(0, 10)
}

/** `2014-05-06` → `2014年5月6日`, `2014-05` → `2014年5月`; anything else stays as it is. */
export function chineseDay(value: string): string {
  const found = value.match(/^(\d{4})-(\d{2})(?:-(\d{2}))?$/)
  if (!found) return value
  return `${found[1]}年${Number(found[2])}月${found[3] ? `${Number(found[3])}日` : ''}`
}

/** `YYYY-MM-DD HH:mm:ss` as read in the ledger's zone → RFC 3339. */
export function zoned(local: string): string {
  return `${local.trim().replace(' ', 'T')}+08:00`
}

export function position(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}

export function percent(value: Decimal | undefined): string {
  return value === undefined || value === '' ? '—' : `${trimZeros(value)}%`
}

/** For the width of a bar only; the figure itself is always written from the decimal string. */
export function barWidth(value: Decimal | undefined): number {
  const n = Number(value)
  return value === undefined || Number.isNaN(n) ? 0 : Math.min(100, Math.max(0, n))
}

function trimZeros(value: Decimal): string {
  return value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value
}

const kComparators: Record<string, string> = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=', '~': '≈' }

export function targetFigure(t: Pick<Target, 'comparator' | 'value' | 'unit'>): string {
  return `${kComparators[t.comparator] ?? t.comparator} ${t.value} ${t.unit}`.trim()
}

/** Full-width digits and points become plain ones; anything that is then no decimal is left for the server to refuse. */
export function normalDecimal(typed: string): string {
  return typed
    .trim()
    .replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.')
    .replace(/[％%]$/, '')
    .trim()
}

export function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text)
}

const kDigits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** Chapter numbers as printed: 1 → 一, 12 → 十二; what is already a word stays. */
export function chineseNumber(value: number | string): string {
  const n = Number(value)
  if (!Number.isInteger(n) || n < 1 || n > 99) return String(value)
  const tens = Math.floor(n / 10)
  const ones = n % 10
  return (tens > 1 ? kDigits[tens] : '') + (tens ? '十' : '') + (ones ? kDigits[ones] : '')
}

/** Any value of a change (old or new) in one line of text; `say` words the role of a unit. */
export function valueText(value: unknown, say: (role: string) => string = (role) => role): string {
  if (value === null || value === undefined || value === '') return '—'
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.length ? value.map((v) => valueText(v, say)).join('；') : '—'
  return recordText(value as Record<string, unknown>, say)
}

/** Units of measure are Chinese words or %; the id of a unit that has a target is neither. */
const isQuantity = (r: Record<string, unknown>) => 'value' in r && typeof r.unit === 'string' && /[^\x20-\x7e]|%/.test(r.unit) && Object.keys(r).length === 2

/** Targets, actuals, figures, amounts, units, persons and chapters as people write them; anything else member by member. */
function recordText(record: Record<string, unknown>, say: (role: string) => string): string {
  if ('comparator' in record) return `${record.indicator} ${targetFigure(record as unknown as Target)}`
  if ('indicator' in record) return `${record.indicator} ${record.value} ${record.unit}`
  if (typeof record.name === 'string') return record.role ? `${record.name}（${say(String(record.role))}）` : record.name
  if (typeof record.key === 'string' && 'value' in record) return `${record.key} ${record.value}${record.unit ?? ''}`
  if (isQuantity(record)) return `${record.value}${record.unit}`
  if ('material' in record && typeof record.reason === 'string') return record.reason
  if ('no' in record && 'title' in record) return `${chineseNumber(String(record.no))}、${record.title}`
  return Object.entries(record)
    .filter(([, v]) => v !== null && v !== undefined && v !== '')
    .map(([k, v]) => `${k}: ${valueText(v, say)}`)
    .join(', ')
}
