/**
 * JSON-RPC 2.0 over one WebSocket that mends itself.
 *
 *   const rpc = new RpcClient({ url, onOpen: (call) => call('auth.token', { token }) })
 *   rpc.start()
 *   const page = await rpc.call('view.list', { view: 'ledgers' })
 *   const stop = rpc.subscribe({ method: 'view.subscribe', params: () => ({ view: 'units' }), ... })
 *
 * After a loss it reconnects with growing pauses, runs `onOpen` (which logs in again), opens every subscription
 * anew, and only then lets calls through. A call that was under way when the connection broke fails with `lost`:
 * whoever made it knows whether repeating it is safe (a command is, with the same command id).
 */
import { Code, RpcError, type ErrorData } from './errors'

export type Params = Record<string, unknown>
export type RawCall = <T = unknown>(method: string, params?: Params) => Promise<T>
export type ConnectionState = 'connecting' | 'online' | 'waiting' | 'stopped'

export interface SocketLike {
  send(text: string): void
  close(code?: number): void
  onopen: (() => void) | null
  onclose: (() => void) | null
  onmessage: ((event: { data: unknown }) => void) | null
}

export interface ClientOptions {
  url: string
  open?: (url: string) => SocketLike
  onOpen?: (call: RawCall) => Promise<void>
  onState?: (state: ConnectionState, retryInMs: number) => void
  random?: () => number
}

export interface SubscriptionSpec<Snapshot> {
  method: 'view.subscribe' | 'events.subscribe' | 'presence.subscribe'
  /** Asked for at every (re)connection, so that it can resume from where it got to. */
  params: () => Params
  /** It cannot: what was read before is of another epoch of the log, or of another version. It is opened anew at once. */
  forget?: () => void
  onSnapshot: (snapshot: Snapshot) => void
  onNotice: (method: string, params: Params) => void
  onError: (error: RpcError) => void
}

interface Pending {
  resolve: (result: unknown) => void
  reject: (error: RpcError) => void
  timer: ReturnType<typeof setTimeout>
}

type AnySpec = SubscriptionSpec<never>

const kCallTimeoutMs = 30_000
const kFirstPauseMs = 400
const kLongestPauseMs = 15_000
const kQuietMs = 25_000

export class RpcClient {
  state: ConnectionState = 'stopped'
  private socket: SocketLike | null = null
  private nextId = 1
  private failures = 0
  private readonly pending = new Map<number, Pending>()
  private readonly specs = new Map<AnySpec, unknown>()
  private readonly byId = new Map<string, AnySpec>()
  private waiters: Array<{ go: () => void; timer: ReturnType<typeof setTimeout> }> = []
  private retryTimer: ReturnType<typeof setTimeout> | undefined
  private quietTimer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly options: ClientOptions) {}

  start(): void {
    if (this.state === 'stopped') this.connect()
  }

  stop(): void {
    this.setState('stopped')
    clearTimeout(this.retryTimer)
    this.drop()
  }

  /** Connects at once instead of at the end of the pause. */
  retryNow(): void {
    if (this.state !== 'waiting') return
    clearTimeout(this.retryTimer)
    this.connect()
  }

  async call<T = unknown>(method: string, params: Params = {}): Promise<T> {
    if (this.state !== 'online') await this.untilOnline()
    return this.send<T>(method, params)
  }

  subscribe<Snapshot>(spec: SubscriptionSpec<Snapshot>): () => void {
    const any = spec as unknown as AnySpec
    this.specs.set(any, null)
    if (this.state === 'online') this.openSubscription(any)
    return () => this.unsubscribe(any)
  }

  private connect(): void {
    this.setState('connecting')
    const socket = (this.options.open ?? openWebSocket)(this.options.url)
    this.socket = socket
    socket.onopen = () => void this.opened(socket)
    socket.onmessage = (event) => this.received(String(event.data))
    socket.onclose = () => this.socket === socket && this.lost()
  }

  private async opened(socket: SocketLike): Promise<void> {
    try {
      await this.options.onOpen?.((method, params) => this.send(method, params ?? {}))
    } catch {
      if (this.socket === socket) socket.close(4000)
      return
    }
    if (this.socket !== socket) return
    this.failures = 0
    this.setState('online')
    this.watchQuiet()
    for (const spec of [...this.specs.keys()]) this.openSubscription(spec)
    for (const waiter of this.waiters.splice(0)) {
      clearTimeout(waiter.timer)
      waiter.go()
    }
  }

  private lost(): void {
    this.drop()
    if (this.state === 'stopped') return
    const pause = this.nextPause()
    this.setState('waiting', pause)
    this.retryTimer = setTimeout(() => this.connect(), pause)
  }

  private drop(): void {
    const socket = this.socket
    this.socket = null
    clearTimeout(this.quietTimer)
    this.byId.clear()
    for (const spec of this.specs.keys()) this.specs.set(spec, null)
    socket?.close()
    const unanswered = [...this.pending.values()]
    this.pending.clear()
    for (const { reject, timer } of unanswered) {
      clearTimeout(timer)
      reject(new RpcError(Code.lost, 'connection lost before the answer came'))
    }
  }

  private nextPause(): number {
    const full = Math.min(kLongestPauseMs, kFirstPauseMs * 2 ** this.failures++)
    return Math.round(full * (0.5 + 0.5 * (this.options.random ?? Math.random)()))
  }

  private untilOnline(): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiter = { go: resolve, timer: setTimeout(() => giveUp(), kCallTimeoutMs) }
      const giveUp = () => {
        this.waiters = this.waiters.filter((w) => w !== waiter)
        reject(new RpcError(Code.offline, 'no connection to the server'))
      }
      this.waiters.push(waiter)
    })
  }

  private send<T>(method: string, params: Params, onResult?: (result: T) => void): Promise<T> {
    const socket = this.socket
    if (!socket) return Promise.reject(new RpcError(Code.offline, 'no connection to the server'))
    const id = this.nextId++
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => this.timedOut(id), kCallTimeoutMs)
      const settle = (result: unknown) => {
        onResult?.(result as T)
        resolve(result as T)
      }
      this.pending.set(id, { resolve: settle, reject, timer })
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  /** A socket that answers nothing for so long is dead, whatever the operating system still believes. */
  private timedOut(id: number): void {
    if (this.pending.has(id) && this.socket) this.lost()
  }

  private received(text: string): void {
    this.watchQuiet()
    const message = JSON.parse(text) as Message | Message[]
    for (const one of Array.isArray(message) ? message : [message]) this.handle(one)
  }

  private handle(message: Message): void {
    if (message.method !== undefined) return this.notify(message.method, message.params ?? {})
    const call = this.pending.get(message.id as number)
    if (!call) return
    this.pending.delete(message.id as number)
    clearTimeout(call.timer)
    if (message.error) {
      call.reject(new RpcError(message.error.code, message.error.message, message.error.data ?? {}))
    } else {
      call.resolve(message.result)
    }
  }

  private notify(method: string, params: Params): void {
    const spec = this.byId.get(String(params.subscription))
    if (!spec) return
    if (method === 'subscription.ended') this.ended(spec, params)
    else spec.onNotice(method, params)
  }

  /** The server gave the subscription up and says why; a new connection opens it again. */
  private ended(spec: AnySpec, params: Params): void {
    this.byId.delete(String(params.subscription))
    this.specs.set(spec, null)
    const error = (params.error ?? {}) as Partial<NonNullable<Message['error']>>
    this.refused(spec, new RpcError(error.code ?? Code.gone, error.message ?? 'the subscription was ended', error.data ?? {}))
  }

  private refused(spec: AnySpec, error: RpcError): void {
    if (error.code !== Code.gone || !spec.forget) return spec.onError(error)
    spec.forget()
    this.openSubscription(spec)
  }

  private openSubscription(spec: AnySpec): void {
    // The subscription is entered while its answer is being handled: the next frame may already be for it.
    const enter = (snapshot: { subscription: unknown }) => {
      if (!this.specs.has(spec)) return this.endOnServer(spec, snapshot.subscription)
      this.specs.set(spec, snapshot.subscription)
      this.byId.set(String(snapshot.subscription), spec)
      spec.onSnapshot(snapshot as never)
    }
    this.send<{ subscription: unknown }>(spec.method, spec.params(), enter).catch((error: RpcError) => {
      if (error.code !== Code.lost && error.code !== Code.offline && this.specs.has(spec)) this.refused(spec, error)
    })
  }

  private unsubscribe(spec: AnySpec): void {
    const id = this.specs.get(spec)
    this.specs.delete(spec)
    if (id == null) return
    this.byId.delete(String(id))
    this.endOnServer(spec, id)
  }

  private endOnServer(spec: AnySpec, subscription: unknown): void {
    this.send(spec.method.replace('subscribe', 'unsubscribe'), { subscription }).catch(() => undefined)
  }

  private watchQuiet(): void {
    clearTimeout(this.quietTimer)
    if (this.state !== 'online') return
    this.quietTimer = setTimeout(() => {
      this.send('view.list', { view: 'ledgers', limit: 1 }).catch(() => undefined)
    }, kQuietMs)
  }

  private setState(state: ConnectionState, retryInMs = 0): void {
    this.state = state
    this.options.onState?.(state, retryInMs)
  }
}

interface Message {
  id?: unknown
  method?: string
  params?: Params
  result?: unknown
  error?: { code: number; message: string; data?: ErrorData }
}

function openWebSocket(url: string): SocketLike {
  return new WebSocket(url) as unknown as SocketLike
}
