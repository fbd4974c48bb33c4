/**
 * One command on its way: what was sent, whether it is under way, what came back.
 *
 * A command id is kept until the server has answered. If the connection breaks in between, sending again uses the same
 * id, so that the effect is had once; a changed form is another command and gets a new id.
 */
import { computed, ref, shallowRef } from 'vue'
import { sentenceOf } from '@/i18n/explained'
import type { CommandResult } from '@/model/rows'
import type { Params } from '@/rpc/client'
import { asRpcError, Code, refusedInThePast, type RpcError } from '@/rpc/errors'
import { uuid } from '@/rpc/uuid'
import { useConnection } from './connection'
import { useTime } from './time'

export function useCommand() {
  const connection = useConnection()
  const time = useTime()
  const busy = ref(false)
  const error = shallowRef<RpcError | null>(null)
  const result = shallowRef<CommandResult | null>(null)
  let sent: { text: string; id: string } | null = null

  async function submit(method: string, params: Params): Promise<CommandResult | null> {
    if (time.past) {
      error.value = refusedInThePast()
      return null
    }
    const text = JSON.stringify([method, params])
    if (sent?.text !== text) sent = { text, id: uuid() }
    busy.value = true
    error.value = null
    result.value = null
    try {
      result.value = await connection.call<CommandResult>(method, { ...params, command_id: sent.id })
      sent = null
    } catch (thrown) {
      error.value = asRpcError(thrown)
      if (!isOpen(error.value)) sent = null
    } finally {
      busy.value = false
    }
    return result.value
  }

  /** The message for one field, where the server named it. */
  function at(name: string): string | undefined {
    const field = error.value?.field
    const here = field === name || field?.startsWith(`${name}.`) || field?.startsWith(`${name}[`)
    return error.value && here ? sentenceOf(error.value) : undefined
  }

  function reset(): void {
    error.value = null
    result.value = null
  }

  const lost = computed(() => error.value !== null && isOpen(error.value))
  // only a stale version tells what changed; "exists already" has the same code and is an error like others
  const conflict = computed(() => (error.value?.code === Code.conflict && Array.isArray(error.value.data.changes) ? error.value : null))
  return { busy, error, result, lost, conflict, submit, at, reset }
}

/** Whether the command may or may not have had its effect. */
function isOpen(error: RpcError): boolean {
  return error.code === Code.lost || error.code === Code.offline
}
