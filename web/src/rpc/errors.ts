/** What the server refuses with: `code` as in the contract, `data` naming where and why. */
export interface ErrorData {
  path?: string
  clause?: string
  version?: number
  changes?: unknown[]
  limit?: unknown
  retry_after_ms?: number
  [more: string]: unknown
}

export const Code = {
  invalidParams: -32602,
  methodNotFound: -32601,
  conflict: 1,
  notFound: 2,
  refused: 3,
  notLoggedIn: 4,
  notAllowed: 5,
  overLimit: 6,
  busy: 7,
  notWritable: 8,
  gone: 9,
  /** Ours, never sent by the server: the connection ended before the answer came. */
  lost: -1,
  /** Ours: no connection could be made in time, so nothing was sent. */
  offline: -2,
  /** Ours: the page shows the past, where nothing can be done. */
  past: -3,
} as const

export class RpcError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data: ErrorData = {},
  ) {
    super(message)
    this.name = 'RpcError'
  }

  /** The parameter at fault, as a plain field path: `$.actuals[0].value` → `actuals[0].value`. */
  get field(): string | undefined {
    return this.data.path === undefined ? undefined : fieldOf(this.data.path)
  }
}

export function refusedInThePast(): RpcError {
  return new RpcError(Code.past, 'the page shows the past, where nothing can be done; return to now')
}

/** Strips the root from the spellings of a path: `$.a.b`, `params.a.b`, `/params/a/b` → `a.b`. */
export function fieldOf(path: string): string {
  const dotted = path.startsWith('/') || path.startsWith('#/') ? pointer(path) : path
  return dotted.replace(/^\$\.?/, '').replace(/^params\.?/, '')
}

function pointer(path: string): string {
  const parts = path.replace(/^#?\//, '').split('/')
  return parts.map((p, i) => (/^\d+$/.test(p) ? `[${p}]` : i ? `.${p}` : p)).join('')
}

export function asRpcError(thrown: unknown): RpcError {
  if (thrown instanceof RpcError) return thrown
  return new RpcError(-32603, thrown instanceof Error ? thrown.message : String(thrown))
}
