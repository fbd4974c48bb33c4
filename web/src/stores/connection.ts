/** The one connection to the server, and who is logged in on it. */
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Session } from '@/model/rows'
import { RpcClient, type ConnectionState, type Params, type RawCall, type SubscriptionSpec } from '@/rpc/client'
import { asRpcError, Code, type RpcError } from '@/rpc/errors'

const kStored = 'taizhang.token'

export const useConnection = defineStore('connection', () => {
  const state = ref<ConnectionState>('stopped')
  const retryAt = ref(0)
  const session = ref<Session | null>(null)
  const expired = ref(false)
  /** False until it is known whether the token kept from before is still good. */
  const settled = ref(keptToken() === null)

  const rpc = new RpcClient({
    url: socketUrl(),
    onOpen: resume,
    onState: (now, retryInMs) => {
      state.value = now
      retryAt.value = Date.now() + retryInMs
    },
  })

  /** Logs in again with the token, on every new connection. A refusal is final; any other failure tries again. */
  async function resume(call: RawCall): Promise<void> {
    const token = session.value?.token ?? keptToken()
    if (!token) return
    try {
      enter(await call<Session>('auth.token', { token }))
    } catch (thrown) {
      const error = asRpcError(thrown)
      if (error.code === Code.lost || error.code === Code.offline || error.code === Code.busy) throw error
      leave(true)
    }
    settled.value = true
  }

  async function login(account: string, secret: string): Promise<void> {
    enter(await rpc.call<Session>('auth.login', { account, secret }))
  }

  async function logout(): Promise<void> {
    await rpc.call('auth.logout').catch(() => undefined)
    leave(false)
  }

  function enter(result: Session): void {
    session.value = { ...result, token: result.token ?? keptToken() ?? '' }
    expired.value = false
    settled.value = true
    keep(session.value.token)
  }

  function leave(byServer: boolean): void {
    expired.value = byServer
    session.value = null
    settled.value = true
    keep(null)
  }

  async function call<T>(method: string, params: Params = {}): Promise<T> {
    try {
      const result = await rpc.call<T>(method, params)
      if (method === 'auth.change_secret') enter(result as Session)
      return result
    } catch (thrown) {
      if (asRpcError(thrown).code === Code.notLoggedIn && session.value) leave(true)
      throw thrown
    }
  }

  function subscribe<S>(spec: SubscriptionSpec<S>): () => void {
    // a login that was ended elsewhere is told here first, before anything is called
    const onError = (error: RpcError) => {
      spec.onError(error)
      if (error.code === Code.notLoggedIn && session.value) leave(true)
    }
    return rpc.subscribe({ ...spec, onError })
  }

  const roles = computed(() => session.value?.roles ?? [])
  const online = computed(() => state.value === 'online')

  return { state, retryAt, session, expired, settled, roles, online, login, logout, call, subscribe, start: () => rpc.start(), retryNow: () => rpc.retryNow() }
})

function socketUrl(): string {
  if (typeof location === 'undefined') return 'ws://127.0.0.1/ws'
  return new URL('ws', location.href.replace(/[#?].*$/, '')).href.replace(/^http/, 'ws')
}

function keptToken(): string | null {
  try {
    return sessionStorage.getItem(kStored)
  } catch {
    return null
  }
}

function keep(token: string | null): void {
  try {
    if (token) sessionStorage.setItem(kStored, token)
    else sessionStorage.removeItem(kStored)
  } catch {
    // Without storage the session lives as long as the page.
  }
}
