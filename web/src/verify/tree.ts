/** The Merkle tree of RFC 9162 as docs/formats/transparency.md writes it: what a leaf, a path, a proof must lead to. */
import { concat, same, type Bytes } from './bytes'
import type { Crypto } from './crypto'

const kLeaf = Uint8Array.of(0)
const kNode = Uint8Array.of(1)

export function leafHash(crypto: Crypto, entry: Bytes): Promise<Bytes> {
  return crypto.sha256(concat(kLeaf, entry))
}

export function nodeHash(crypto: Crypto, left: Bytes, right: Bytes): Promise<Bytes> {
  return crypto.sha256(concat(kNode, left, right))
}

/** Where a proof has got to in the tree; halved with floor, since positions may be wider than 32 bits. */
interface Place {
  f: number
  s: number
}

const odd = (n: number) => n % 2 === 1
const half = (n: number) => Math.floor(n / 2)

function up(place: Place): void {
  place.f = half(place.f)
  place.s = half(place.s)
}

/** Whether the next hash stands to the left; moves past the levels where the node has no sibling. */
function fromLeft(place: Place): boolean {
  if (!odd(place.f) && place.f !== place.s) return false
  while (place.f !== 0 && !odd(place.f)) up(place)
  return true
}

export async function includes(crypto: Crypto, leaf: Bytes, position: number, size: number, path: Bytes[], root: Bytes): Promise<boolean> {
  if (position >= size) return false
  const place = { f: position, s: size - 1 }
  let hash = leaf
  for (const sibling of path) {
    if (place.s === 0) return false
    hash = fromLeft(place) ? await nodeHash(crypto, sibling, hash) : await nodeHash(crypto, hash, sibling)
    up(place)
  }
  return place.s === 0 && same(hash, root)
}

export interface Tree {
  size: number
  root: Bytes
}

/** Whether the older tree is the beginning of the newer one. */
export async function continues(crypto: Crypto, older: Tree, newer: Tree, proof: Bytes[]): Promise<boolean> {
  if (older.size > newer.size) return false
  if (older.size === newer.size) return proof.length === 0 && same(older.root, newer.root)
  if (older.size === 0) return proof.length === 0 && same(older.root, await crypto.sha256(new Uint8Array()))
  if (proof.length === 0) return false
  const place = { f: older.size - 1, s: newer.size - 1 }
  while (odd(place.f)) up(place)
  const [first, ...rest] = place.f === 0 ? [older.root, ...proof] : proof
  let a = first
  let b = first
  for (const hash of rest) {
    if (place.s === 0) return false
    if (fromLeft(place)) [a, b] = [await nodeHash(crypto, hash, a), await nodeHash(crypto, hash, b)]
    else b = await nodeHash(crypto, b, hash)
    up(place)
  }
  return place.s === 0 && same(a, older.root) && same(b, newer.root)
}
