/** A file handed to the browser: from the server (`export.file`), or made here. */
import { ref, shallowRef } from 'vue'
import { asRpcError, type RpcError } from '@/rpc/errors'
import type { Params } from '@/rpc/client'
import { useConnection } from '@/stores/connection'

export interface ExportedFile {
  name: string
  type: string
  base64: string
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64)
  const bytes = new Uint8Array(text.length)
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i)
  return bytes
}

export function save(file: ExportedFile): void {
  const url = URL.createObjectURL(new Blob([bytesOf(file.base64)], { type: file.type }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

export function useDownload() {
  const connection = useConnection()
  const busy = ref(false)
  const error = shallowRef<RpcError | null>(null)

  async function download(params: Params): Promise<void> {
    busy.value = true
    error.value = null
    try {
      save(await connection.call<ExportedFile>('export.file', params))
    } catch (thrown) {
      error.value = asRpcError(thrown)
    } finally {
      busy.value = false
    }
  }
  return { busy, error, download }
}
