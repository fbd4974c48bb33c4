/** The logins of an account that are good now, asked for again when one was ended. */
import { ref, shallowRef } from 'vue'
import { asRpcError, type RpcError } from '@/rpc/errors'
import { useConnection } from '@/stores/connection'

export interface SessionInfo {
  session: string
  address: string
  since: string
  last_used_at: string
  expires_at: string
  current: boolean
}

/** Of the own account where none is named. */
export function useSessions(account?: string) {
  const connection = useConnection()
  const sessions = shallowRef<SessionInfo[]>([])
  const loading = ref(true)
  const error = shallowRef<RpcError | null>(null)

  async function look(): Promise<void> {
    try {
      const answer = await connection.call<{ sessions: SessionInfo[] }>(account ? 'account.sessions' : 'auth.sessions', account ? { account } : {})
      sessions.value = answer.sessions
      error.value = null
    } catch (thrown) {
      error.value = asRpcError(thrown)
    } finally {
      loading.value = false
    }
  }
  void look()
  return { sessions, loading, error, look }
}
