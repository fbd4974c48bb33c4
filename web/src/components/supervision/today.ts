/** The day from which a page counts days. Changes come without a time, so the last one that was told stands. */
import { computed, ref, watch, type Ref } from 'vue'
import type { AsOf } from '@/model/as_of'
import { dayShown } from '@/model/supervision/days'

export function useToday(time: Ref<string | null>, asOf: Ref<AsOf | null>) {
  const told = ref<string | null>(null)
  watch(time, (now) => now && (told.value = now), { immediate: true, flush: 'sync' })
  return computed(() => dayShown(told.value, asOf.value === null, Date.now()))
}
