/** The moment a page shows (stores/time.ts), as refs. In the past nothing can be done. */
import { storeToRefs } from 'pinia'
import { useTime } from '@/stores/time'

export function useAsOf() {
  const { asOf, past } = storeToRefs(useTime())
  return { asOf, past }
}
