/** A refusal in the words of the language shown: what kind, at which field, the sentence, and what the clause says. */
import { told } from '@/model/refusal'
import { Code, type RpcError } from '@/rpc/errors'
import { fieldName, hasText, t, word } from './index'

export interface Explained {
  kind: string
  field?: string
  /** Nothing where neither the words nor the clause are known: then the server's own words must do. */
  sentence?: string
  /** What the clause says, where the sentence does not say that already. */
  rule?: string
}

export function explained(error: RpcError): Explained {
  const key = `error.${error.code}`
  const known = told(error)
  const rule = ruleOf(error.data.clause)
  const sentence = known ? t(known.key, known.values) : (rule ?? (error.code === Code.refused ? t('refused.other') : undefined))
  return { kind: t(hasText(key) ? key : 'error.other'), field: error.field ? fieldName(error.field) : undefined, sentence, rule: rule === sentence ? undefined : rule }
}

/** For a place with room for one line: at a field, in a cell. */
export function sentenceOf(error: RpcError): string {
  return explained(error).sentence ?? error.message
}

function ruleOf(clause: string | undefined): string | undefined {
  const found = clause ? word('clause', clause) : undefined
  return found === clause ? undefined : found
}
