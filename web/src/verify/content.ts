/**
 * Whether a payload's bytes hold what is shown of them. The stored form does not describe itself (docs/formats/storage.md,
 * "Shown as JSON"), so every way in which bytes could hold the JSON is tried; one must use up all of them. Pure.
 */
import { utf8, type Bytes } from './bytes'

type Ends = Set<number>

/** `data` as the event shows it; the payload starts with the byte order. */
export function holdsContent(payload: Bytes, data: unknown): boolean {
  if (payload[0] !== 1) return false
  return new Content(payload).value(data ?? {}, 1).has(payload.length)
}

class Content {
  private readonly view: DataView
  constructor(private readonly bytes: Bytes) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  /** Where the value may end, having begun at `at`. */
  value(value: unknown, at: number): Ends {
    if (typeof value === 'boolean') return this.exactly(at, Uint8Array.of(value ? 1 : 0))
    if (typeof value === 'number') return this.integer(value, at)
    if (typeof value === 'string') return union([this.text(value, at), this.time(value, at)])
    if (Array.isArray(value)) return this.list(value, at)
    return value === null ? new Set() : this.members(Object.values(value as object), at)
  }

  private exactly(at: number, expected: Uint8Array): Ends {
    const fits = at + expected.length <= this.bytes.length && expected.every((b, i) => this.bytes[at + i] === b)
    return new Set(fits ? [at + expected.length] : [])
  }

  /** As wide as it may have been declared; negative ones in two's complement. */
  private integer(value: number, at: number): Ends {
    if (!Number.isSafeInteger(value)) return new Set()
    return union([1, 2, 4, 8].filter((width) => inWidth(value, width)).map((width) => this.exactly(at, littleEndian(BigInt(value), width))))
  }

  private text(value: string, at: number): Ends {
    const bytes = utf8(value)
    return union([...this.exactly(at, littleEndian(BigInt(bytes.length), 8))].map((from) => this.exactly(from, bytes)))
  }

  private time(value: string, at: number): Ends {
    const moment = /^\d{4}-.*Z$/.test(value) ? new Date(value) : null
    if (!moment || Number.isNaN(moment.getTime()) || moment.toISOString() !== value) return new Set()
    return this.exactly(at, littleEndian(BigInt(moment.getTime()), 8))
  }

  private list(values: unknown[], at: number): Ends {
    let ends = this.exactly(at, littleEndian(BigInt(values.length), 8))
    for (const value of values) ends = union([...ends].map((end) => this.value(value, end)))
    return ends
  }

  /** A member is the next that is shown, or an optional one without a value; what an older struct lacked is a default. */
  private members(shown: unknown[], at: number): Ends {
    if (at >= this.bytes.length) return new Set()
    let reached = new Map<number, Ends>([[at + 1, new Set([0])]])
    for (let member = 0; member < this.view.getUint8(at); member++) reached = this.step(shown, reached)
    const whole = (next: Ends) => [...next].some((n) => shown.slice(n).every(isDefault))
    return new Set([...reached].filter(([, next]) => whole(next)).map(([end]) => end))
  }

  /** From (end so far → numbers of the next shown member) over one stored member. */
  private step(shown: unknown[], reached: Map<number, Ends>): Map<number, Ends> {
    const out = new Map<number, Ends>()
    const add = (end: number, next: number) => out.set(end, (out.get(end) ?? new Set()).add(next))
    for (const [at, nexts] of reached) {
      for (const next of nexts) {
        if (this.bytes[at] === 0) add(at + 1, next)
        if (next === shown.length) continue
        for (const end of this.value(shown[next], at)) add(end, next + 1)
        if (this.bytes[at] === 1) for (const end of this.value(shown[next], at + 1)) add(end, next + 1)
      }
    }
    return out
  }
}

function union(all: Ends[]): Ends {
  return new Set(all.flatMap((ends) => [...ends]))
}

function inWidth(value: number, bytes: number): boolean {
  return value >= -(2 ** (8 * bytes - 1)) && value < 2 ** (8 * bytes)
}

function littleEndian(value: bigint, width: number): Uint8Array {
  const all = new DataView(new ArrayBuffer(8))
  all.setBigInt64(0, BigInt.asIntN(64, value), true)
  return new Uint8Array(all.buffer, 0, width)
}

function isDefault(value: unknown): boolean {
  return value === '' || value === 0 || value === false || (Array.isArray(value) && value.length === 0)
}
