/**
 * Several commands one after the other, each with an id of its own that is kept until the server has answered: what broke
 * off is gone on with by running the same jobs again, and nothing is done twice.
 */
import { computed, ref, shallowRef } from 'vue'
import type { CommandResult } from '@/model/rows'
import type { Params } from '@/rpc/client'
import { asRpcError, Code, refusedInThePast, type RpcError } from '@/rpc/errors'
import { uuid } from '@/rpc/uuid'
import { useConnection } from './connection'
import { useTime } from './time'

export interface Job {
  method: string
  params: Params
  /** What it is done to, as the reader knows it. */
  label: string
}
export interface Failure {
  job: Job
  error: RpcError
}

export function useBatch() {
  const connection = useConnection()
  const time = useTime()
  const busy = ref(false)
  const total = ref(0)
  const done = ref(0)
  const failures = shallowRef<Failure[]>([])
  const last = ref<number | null>(null)
  const ids = new Map<string, string>()

  /** The number of jobs that were carried out. */
  async function run(jobs: Job[]): Promise<number> {
    if (busy.value) return 0
    busy.value = true
    total.value = jobs.length
    done.value = 0
    failures.value = []
    for (const job of jobs) if (!(await one(job))) break
    busy.value = false
    return done.value
  }

  /** False where there is no sense in going on: the connection is gone. */
  async function one(job: Job): Promise<boolean> {
    const text = JSON.stringify([job.method, job.params])
    const id = ids.get(text) ?? uuid()
    ids.set(text, id)
    try {
      if (time.past) throw refusedInThePast()
      const result = await connection.call<CommandResult>(job.method, { ...job.params, command_id: id })
      last.value = result.position
      done.value++
      ids.delete(text)
      return true
    } catch (thrown) {
      const error = asRpcError(thrown)
      failures.value = [...failures.value, { job, error }]
      const open = error.code === Code.lost || error.code === Code.offline
      if (!open) ids.delete(text)
      return !open
    }
  }

  function reset(): void {
    failures.value = []
    total.value = 0
    done.value = 0
  }

  const finished = computed(() => !busy.value && total.value > 0)
  return { busy, total, done, failures, last, finished, run, reset }
}
