/**
 * SHA-256 and Ed25519: the browser's own (WebCrypto) where it has both, else the same in JavaScript. A browser keeps
 * WebCrypto from pages that came over plain HTTP from another machine, as they do in an office's own network.
 *
 *   const crypto = await chosenCrypto()
 *   await crypto.verify(publicKey, message, signature)
 */
import type { Bytes } from './bytes'

export interface Crypto {
  readonly name: 'WebCrypto' | 'JavaScript'
  sha256(bytes: Bytes): Promise<Bytes>
  /** Whether it is the key's signature of the message (RFC 8032). */
  verify(publicKey: Bytes, message: Bytes, signature: Bytes): Promise<boolean>
}

export function webCrypto(subtle: SubtleCrypto): Crypto {
  return {
    name: 'WebCrypto',
    sha256: async (bytes) => new Uint8Array(await subtle.digest('SHA-256', bytes)),
    verify: async (publicKey, message, signature) => {
      const key = await subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']).catch(() => null)
      return key !== null && subtle.verify({ name: 'Ed25519' }, key, signature, message)
    },
  }
}

export async function softwareCrypto(): Promise<Crypto> {
  const { sha256, verify } = await import('./software')
  return { name: 'JavaScript', sha256: async (bytes) => sha256(bytes), verify: async (k, m, s) => verify(k, m, s) }
}

let choice: Promise<Crypto> | undefined

export function chosenCrypto(): Promise<Crypto> {
  return (choice ??= choose(globalThis.crypto?.subtle))
}

/** Ed25519 came into browsers later than the rest, so it is tried and not guessed. */
export async function choose(subtle: SubtleCrypto | undefined): Promise<Crypto> {
  const base = new Uint8Array(32).fill(0x66)
  base[0] = 0x58 // the curve's base point: a public key like any other
  try {
    if (!subtle) return await softwareCrypto()
    await subtle.importKey('raw', base, { name: 'Ed25519' }, false, ['verify'])
    return webCrypto(subtle)
  } catch {
    return softwareCrypto()
  }
}
