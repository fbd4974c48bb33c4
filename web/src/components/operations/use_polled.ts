/** An answer that is asked for again and again while somebody looks. */
import { onBeforeUnmount, onMounted, ref, shallowRef } from 'vue'
import type { Params } from '@/rpc/client'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from '@/stores/connection'

const kEveryMs = 5_000

export function usePolled<T>(method: string, params: Params = {}) {
  const connection = useConnection()
  const answer = shallowRef<T | null>(null)
  const error = shallowRef<RpcError | null>(null)
  const loading = ref(true)
  let timer: ReturnType<typeof setInterval> | undefined

  async function look(): Promise<void> {
    if (document.hidden && answer.value) return
    try {
      answer.value = await connection.call<T>(method, params)
      error.value = null
    } catch (thrown) {
      error.value = asRpcError(thrown)
    } finally {
      loading.value = false
    }
  }
  onMounted(() => ((timer = setInterval(() => void look(), kEveryMs)), void look()))
  onBeforeUnmount(() => clearInterval(timer))
  return { answer, error, loading, look }
}
