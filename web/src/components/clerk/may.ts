/** Whether the reader may give a command at all. */
import { useRegistry } from '@/stores/registry'

export function useMay(): (command: string) => boolean {
  const registry = useRegistry()
  return (command) => registry.commands.some((m) => m.name === command)
}
