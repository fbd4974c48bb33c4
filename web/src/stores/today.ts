/**
 * The day from which days are counted: that of the moment shown; live, today, or the day of the newest event where the log
 * stands still (a demonstration).
 */
import { computed, type ComputedRef } from 'vue'
import { dayShown } from '@/model/supervision/days'
import { useFeed } from './feed'
import { useTime } from './time'

export function useToday(): ComputedRef<string> {
  const feed = useFeed()
  const time = useTime()
  const then = computed(() => (typeof time.asOf === 'string' ? time.asOf : (time.shown?.time ?? null)))
  return computed(() => (time.past && then.value ? dayShown(then.value, false, 0) : dayShown(feed.lastTime, true, Date.now())))
}
