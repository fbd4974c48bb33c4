/** The entry of a record, which is what the log commits to: the event's header in storage form (docs/formats/record.md). */
import { textOf, type Bytes } from './bytes'
import { Fault, need } from './fault'

export interface EntryActor {
  account: string
  person?: string
  unit?: string
  name: string
  role: string
}

export interface Entry {
  position: number
  stream: string
  streamVersion: number
  type: number
  schema: number
  /** RFC 3339 in UTC with milliseconds, as the readable form has it. */
  recorded: string
  effective: string
  actor: EntryActor
  commandId: string
  command: string
  reason: string
  correlation?: string
  causation?: number
  payloadDigest: string
}

/** Reads little-endian values one after the other; what is not there or not so is a Fault. */
export class Reader {
  private at = 0
  private readonly view: DataView
  constructor(
    private readonly bytes: Bytes,
    private readonly what = 'entryForm',
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  private take(count: number): number {
    const from = this.at
    if (count > this.bytes.length - from) throw new Fault(this.what, { at: from })
    this.at += count
    return from
  }
  u8 = () => this.view.getUint8(this.take(1))
  u16 = () => this.view.getUint16(this.take(2), true)
  u64(): number {
    const value = this.view.getBigUint64(this.take(8), true)
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Fault(this.what, { at: this.at - 8 })
    return Number(value)
  }
  time(): string {
    const moment = new Date(Number(this.view.getBigInt64(this.take(8), true)))
    if (Number.isNaN(moment.getTime())) throw new Fault(this.what, { at: this.at - 8 })
    return moment.toISOString()
  }
  text(): string {
    const length = this.u64()
    const from = this.take(length)
    return need(textOf(this.bytes.subarray(from, from + length)), this.what, { at: from })
  }
  optional<T>(value: () => T): T | undefined {
    const flag = this.u8()
    if (flag > 1) throw new Fault(this.what, { at: this.at - 1 })
    return flag ? value() : undefined
  }
  expect(byte: number): void {
    if (this.u8() !== byte) throw new Fault(this.what, { at: this.at - 1 })
  }
  end(): void {
    if (this.at !== this.bytes.length) throw new Fault(this.what, { at: this.at })
  }
}

function readActor(r: Reader): EntryActor {
  r.expect(5)
  const text = () => r.text()
  return { account: text(), person: r.optional(text), unit: r.optional(text), name: text(), role: text() }
}

export function decodeEntry(bytes: Bytes): Entry {
  const r = new Reader(bytes)
  r.expect(1)
  r.expect(14)
  const entry: Entry = {
    position: r.u64(),
    stream: r.text(),
    streamVersion: r.u64(),
    type: r.u16(),
    schema: r.u16(),
    recorded: r.time(),
    effective: r.time(),
    actor: readActor(r),
    commandId: r.text(),
    command: r.text(),
    reason: r.text(),
    correlation: r.optional(() => r.text()),
    causation: r.optional(() => r.u64()),
    payloadDigest: r.text(),
  }
  r.end()
  return entry
}
