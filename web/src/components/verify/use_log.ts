/**
 * The log's newest checkpoint, what this browser verified before, and whether the two agree; and the checkpoint opened
 * with the reader's keys. Every look at it asks the server anew.
 */
import { computed, ref, shallowRef } from 'vue'
import { asRpcError, type RpcError } from '@/rpc/errors'
import type { CloudEvent } from '@/model/rows'
import { useConnection } from '@/stores/connection'
import { readEvents } from '@/stores/events'
import { openCheckpoint, readCheckpoint, type Opened } from '@/verify/checkpoint'
import { chosenCrypto } from '@/verify/crypto'
import { Fault } from '@/verify/fault'
import { compare, forget, keep, keptFor, type Continuation, type Kept, type KeySource } from '@/verify/kept'
import { parseKeys, type Checkpoint } from '@/verify/note'

interface CheckpointAnswer {
  note: string
  official: boolean
  cosigners: Array<{ name: string; at: string }>
}

export interface Shown {
  note: string
  official: boolean
  /** Who the server says has cosigned; judged only by keys. */
  cosigners: Array<{ name: string; at: string }>
  checkpoint: Checkpoint
}

export function useLog() {
  const connection = useConnection()
  const shown = shallowRef<Shown | null>(null)
  const lastRecord = shallowRef<CloudEvent | null>(null)
  const kept = shallowRef<Kept | null>(null)
  const continuation = shallowRef<Continuation | null>(null)
  const opened = shallowRef<Opened | null>(null)
  const openedFrom = ref<KeySource>('typed')
  const way = ref<'WebCrypto' | 'JavaScript' | null>(null)
  const loading = ref(false)
  const error = shallowRef<RpcError | null>(null)
  /** Of the checkpoint or of what was kept; of the key that was entered. */
  const fault = shallowRef<Fault | null>(null)
  const keyFault = shallowRef<Fault | null>(null)
  let turn = 0
  const broken = computed(() => continuation.value?.state === 'broken')

  /** True when there is a checkpoint to go on with. Of two looks at once the later one counts. */
  async function look(): Promise<boolean> {
    const mine = ++turn
    loading.value = true
    error.value = fault.value = opened.value = null
    try {
      const answer = await connection.call<CheckpointAnswer>('log.checkpoint')
      if (mine !== turn) return false
      const checkpoint = readCheckpoint(answer.note)
      shown.value = { note: answer.note, official: answer.official, cosigners: answer.cosigners ?? [], checkpoint }
      await Promise.all([compareWithKept(checkpoint), findLast(checkpoint.size)])
      return mine === turn
    } catch (thrown) {
      if (mine !== turn) return false
      shown.value = null
      continuation.value = null
      if (thrown instanceof Fault) fault.value = thrown
      else error.value = asRpcError(thrown)
      return false
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  async function compareWithKept(checkpoint: Checkpoint): Promise<void> {
    const crypto = await chosenCrypto()
    way.value = crypto.name
    continuation.value = null
    kept.value = null
    try {
      kept.value = keptFor(localStorage, checkpoint.origin)
    } catch (thrown) {
      if (!(thrown instanceof Fault)) return // a browser that keeps nothing has nothing to compare with
      fault.value = thrown
    }
    if (!kept.value) return
    const result = await compare(connection.call, crypto, kept.value, checkpoint)
    if (shown.value?.checkpoint === checkpoint) continuation.value = result
  }

  async function findLast(size: number): Promise<void> {
    const page = size > 0 ? await readEvents(connection.call, size - 1, 1).catch(() => null) : null
    const found = page?.events[0]
    lastRecord.value = found && Number(found.sequence) === size - 1 ? found : null
  }

  /** Looks anew and opens what is there with these keys; remembers it when it holds and continues what was kept. */
  async function open(text: string, source: KeySource): Promise<boolean> {
    keyFault.value = null
    if (!(await look()) || !shown.value) return false
    try {
      const crypto = await chosenCrypto()
      opened.value = await openCheckpoint(crypto, shown.value.note, await parseKeys(crypto, text))
      openedFrom.value = source
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      keyFault.value = thrown
      return false
    }
    remember(text, source)
    return true
  }

  /** Neither an older checkpoint, nor one that does not continue it, nor one of the server's own key takes a better one's place. */
  function remember(key: string, source: KeySource): void {
    if (!shown.value || fault.value || broken.value || continuation.value?.state === 'shorter') return
    if (source === 'server' && kept.value?.source === 'typed') return
    try {
      keep(localStorage, shown.value.checkpoint, { note: shown.value.note, key, source, at: new Date().toISOString() })
    } catch {
      // A browser that keeps nothing verifies all the same.
    }
  }

  function forgetKept(): void {
    if (shown.value) forget(localStorage, shown.value.checkpoint.origin)
    void look()
  }

  return { shown, lastRecord, kept, continuation, opened, openedFrom, way, loading, error, fault, keyFault, broken, look, open, forgetKept }
}

export type Log = ReturnType<typeof useLog>
