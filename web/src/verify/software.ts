/** SHA-256 and Ed25519 in JavaScript, loaded only where the browser has none of its own to give. */
import { etc, verify as verifyEd25519 } from '@noble/ed25519'
import { sha256 as noble256, sha512 } from '@noble/hashes/sha2'
import type { Bytes } from './bytes'

etc.sha512Sync = (...messages) => sha512(etc.concatBytes(...messages))

export function sha256(bytes: Bytes): Bytes {
  return new Uint8Array(noble256(bytes))
}

/** Strictly RFC 8032, so that both ways agree on every signature. */
export function verify(publicKey: Bytes, message: Bytes, signature: Bytes): boolean {
  try {
    return verifyEd25519(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}
