/** What `import.check` tells of a spreadsheet (docs/formats/project-lists.md), and sending what it came to. */
import { computed, ref, shallowRef } from 'vue'
import type { CommandResult } from '@/model/rows'
import { asRpcError, Code, refusedInThePast, type RpcError } from '@/rpc/errors'
import type { Params } from '@/rpc/client'
import { useConnection } from '@/stores/connection'
import { useTime } from '@/stores/time'

export type Fate = 'enter' | 'change' | 'same' | 'refuse'
export interface Said {
  at: string
  code: string
  what: string
  read_as: string
}
export interface CheckedLine {
  at: string
  name: string
  fate: Fate
  says: Said[]
  /** Places in `commands`. */
  commands: number[]
}
export interface Checked {
  position: number | null
  counts: Record<Fate | 'units', number>
  lines: CheckedLine[]
  says: Said[]
  commands: { method: string; params: Params }[]
}
export interface Outcome {
  line: CheckedLine
  error: RpcError | null
}

/** The server takes no longer messages than 1 MiB; base64 makes a file a third longer. */
export const kMaxFileBytes = 740_000

export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

/** Where one is refused for this, the next would be too. */
const kNoneGoes: number[] = [Code.lost, Code.offline, Code.past]

/**
 * Sends the commands line by line. Their ids come from the server and follow from what was read: sending them again, or
 * the same file again, has no second effect. Where one command of a line is refused, the rest of that line is left out;
 * where the page shows the past, nothing is sent at all.
 */
export function useSending() {
  const connection = useConnection()
  const time = useTime()
  const busy = ref(false)
  const outcomes = shallowRef<Outcome[]>([])
  const last = ref<number | null>(null)
  const failed = computed(() => outcomes.value.filter((one) => one.error !== null))

  async function send(checked: Checked): Promise<void> {
    if (busy.value) return
    busy.value = true
    outcomes.value = []
    try {
      for (const line of checked.lines) {
        if (!line.commands.length) continue
        const error = await sendLine(checked, line)
        outcomes.value = [...outcomes.value, { line, error }]
        if (error && kNoneGoes.includes(error.code)) return
      }
    } finally {
      busy.value = false
    }
  }

  async function sendLine(checked: Checked, line: CheckedLine): Promise<RpcError | null> {
    for (const index of line.commands) {
      if (time.past) return refusedInThePast()
      const command = checked.commands[index]
      try {
        last.value = (await connection.call<CommandResult>(command.method, command.params)).position
      } catch (thrown) {
        return asRpcError(thrown)
      }
    }
    return null
  }

  function reset(): void {
    outcomes.value = []
    last.value = null
  }
  return { busy, outcomes, failed, last, send, reset }
}
