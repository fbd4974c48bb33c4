/** One run over the history of a stream: how far it has got, and what came out of it. */
import { computed, ref, shallowRef } from 'vue'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from '@/stores/connection'
import { chosenCrypto } from '@/verify/crypto'
import { verifyHistory, type EventResult } from '@/verify/history'
import type { Tree } from '@/verify/tree'

export function useHistory() {
  const connection = useConnection()
  const stream = ref('')
  const results = shallowRef<EventResult[]>([])
  const total = ref(0)
  const state = ref<'idle' | 'running' | 'done' | 'stopped'>('idle')
  const error = shallowRef<RpcError | null>(null)
  let run = 0

  function clear(): void {
    run++
    results.value = []
    total.value = 0
    error.value = null
    state.value = 'idle'
  }

  async function verify(what: string, tree: Tree): Promise<void> {
    clear()
    const mine = run
    stream.value = what
    state.value = 'running'
    const task = {
      call: connection.call,
      crypto: await chosenCrypto(),
      stream: what,
      tree,
      onFound: (n: number) => void (mine === run && (total.value = n)),
      onEvent: (e: EventResult) => void (mine === run && (results.value = [...results.value, e])),
      stopped: () => mine !== run || state.value === 'stopped',
    }
    try {
      await verifyHistory(task)
    } catch (thrown) {
      if (mine === run) error.value = asRpcError(thrown)
    }
    if (mine === run && state.value === 'running') state.value = error.value ? 'stopped' : 'done'
  }

  function stop(): void {
    if (state.value === 'running') state.value = 'stopped'
  }

  const failed = computed(() => results.value.filter((e) => e.state === 'fails'))
  const later = computed(() => results.value.filter((e) => e.state === 'later'))
  const judged = computed(() => results.value.filter((e) => e.state !== 'later'))
  return { stream, results, total, state, error, failed, later, judged, clear, verify, stop }
}

export type History = ReturnType<typeof useHistory>
