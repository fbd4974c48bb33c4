/** What this account is offered: what the server's API document lists for its roles. In the past, nothing. */
import { useRegistry } from '@/stores/registry'

export function useMay() {
  const registry = useRegistry()
  return (command: string): boolean => registry.commands.some((m) => m.name === command)
}
