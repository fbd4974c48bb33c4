/**
 * Who else looks at or edits something now. Says that the reader does, as long as the component lives.
 *
 *   const others = usePresence(() => `item/${props.item}`, () => (editing.value ? 'editing' : 'looking'))
 */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { RpcError } from '@/rpc/errors'
import { useConnection } from './connection'

export type Doing = 'looking' | 'editing'

export interface Present {
  account: string
  name: string
  unit: string | null
  doing: Doing
  since: string
}

interface PresentAt {
  subject: string
  here: Present[]
  more: number
}

export function usePresence(subject: () => string, doing: () => Doing) {
  const connection = useConnection()
  const here = shallowRef<Present[]>([])
  let stop: () => void = () => undefined

  /** Nobody is kept from his work because this could not be said. */
  const tell = (method: string, params: Record<string, unknown>) => void connection.call(method, params).catch(() => undefined)
  /** Not while offline: it would be said late, perhaps after the reader has gone. The snapshot says it anew. */
  const say = () => connection.online && tell('presence.here', { subject: subject(), doing: doing() })
  const take = (at: PresentAt[]) => {
    for (const one of at) if (one.subject === subject()) here.value = one.here
  }

  function follow(now: string, before?: string): void {
    leave(before)
    stop = connection.subscribe<{ at: PresentAt[] }>({
      method: 'presence.subscribe',
      params: () => ({ subject: now }),
      onSnapshot: (snapshot) => {
        here.value = []
        take(snapshot.at)
        say() // also after a reconnection: it ended with the old one
      },
      onNotice: (_, params) => take(params.at as PresentAt[]),
      onError: (_: RpcError) => (here.value = []),
    })
  }

  function leave(from?: string): void {
    stop()
    stop = () => undefined
    here.value = []
    if (from && connection.online) tell('presence.gone', { subject: from })
  }

  watch(subject, follow, { immediate: true })
  watch(doing, say)
  onScopeDispose(() => leave(subject()))
  return computed(() => here.value.filter((one) => one.account !== connection.session?.account))
}
