/**
 * A refusal in the reader's language: the server says it in English, with a code, a clause and a path. What is said often
 * is told in full (refusal_rules.ts); for the rest, the clause says what it is about (i18n/explained.ts). Pure.
 */
import type { Key } from '@/i18n'
import type { RpcError } from '@/rpc/errors'
import { kRules } from './refusal_rules'

export interface Told {
  key: Key
  values: Record<string, string>
}

/** The sentence for it, or nothing where it is not known better than by its code. */
export function told(error: RpcError): Told | null {
  const rule = kRules.find(([code, words]) => (code === null || code === error.code) && words.test(error.message))
  return rule ? { key: rule[2], values: waitOf(error) } : null
}

function waitOf(error: RpcError): Record<string, string> {
  const wait = error.data.retry_after_ms
  return typeof wait === 'number' ? { s: String(Math.max(1, Math.ceil(wait / 1000))) } : {}
}
