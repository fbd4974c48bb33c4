/** What this account is offered: what the server's API document lists for its roles. In the past, nothing. */
import { useRegistry } from '@/stores/registry'
import { useAsOf } from './as_of'

export function useMay() {
  const registry = useRegistry()
  const { past } = useAsOf()
  return (command: string): boolean => !past.value && registry.commands.some((m) => m.name === command)
}
