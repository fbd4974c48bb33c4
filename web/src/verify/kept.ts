/**
 * The last checkpoint that this browser verified, by origin, and whether the log still continues it. Whoever rewrites
 * history cannot lead from the kept root to the new one, whatever key signs it.
 */
import { base64, fromBase64 } from './bytes'
import type { Crypto } from './crypto'
import { Fault } from './fault'
import type { Call } from './history'
import { hashOf, type Checkpoint } from './note'
import { saysNothing } from './transient'
import { continues, type Tree } from './tree'

export type KeySource = 'typed' | 'server'

export interface Kept {
  size: number
  root: string
  note: string
  key: string
  source: KeySource
  /** When this browser verified it, RFC 3339. */
  at: string
}

export interface Storage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

const nameOf = (origin: string) => `taizhang.verified.${origin}`

/** Nothing where nothing was kept, and a Fault where what was kept cannot be read: that is not the same. */
export function keptFor(storage: Storage, origin: string): Kept | null {
  const text = storage.getItem(nameOf(origin))
  if (text === null) return null
  try {
    const kept = JSON.parse(text) as Kept
    if (Number.isSafeInteger(kept.size) && fromBase64(kept.root)?.length === 32) return kept
  } catch {
    // told below
  }
  throw new Fault('keptForm', { origin })
}

export function keep(storage: Storage, checkpoint: Checkpoint, rest: Pick<Kept, 'note' | 'key' | 'source' | 'at'>): Kept {
  const kept = { size: checkpoint.size, root: base64(checkpoint.root), ...rest }
  storage.setItem(nameOf(checkpoint.origin), JSON.stringify(kept))
  return kept
}

export function forget(storage: Storage, origin: string): void {
  storage.removeItem(nameOf(origin))
}

export interface Continuation {
  /** `shorter`: an older checkpoint is shown than the kept one, and the kept one continues it. */
  state: 'same' | 'longer' | 'shorter' | 'broken'
  from: number
  to: number
  path: string[]
  /** What the server said instead of giving a proof. */
  message?: string
}

export async function compare(call: Call, crypto: Crypto, kept: Kept, now: Tree): Promise<Continuation> {
  const then = { size: kept.size, root: hashOf(kept.root) }
  const [older, newer] = then.size <= now.size ? [then, now] : [now, then]
  const result: Continuation = { state: 'broken', from: older.size, to: newer.size, path: [] }
  if (older.size !== newer.size && older.size > 0) {
    try {
      result.path = (await call<{ path: string[] }>('log.prove_consistency', { from: older.size, to: newer.size })).path
    } catch (thrown) {
      if (saysNothing(thrown)) throw thrown
      return { ...result, message: thrown instanceof Error ? thrown.message : String(thrown) }
    }
  }
  if (await continues(crypto, older, newer, hashes(result.path))) result.state = then.size === now.size ? 'same' : then.size < now.size ? 'longer' : 'shorter'
  return result
}

/** A path with something else than hashes in it proves nothing: as one that is empty. */
function hashes(path: string[]) {
  try {
    return path.map(hashOf)
  } catch {
    return []
  }
}
