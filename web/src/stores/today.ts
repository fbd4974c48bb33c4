/** The day from which days are counted: today, or that of the newest event where the log stands still (a demonstration). */
import { computed, type ComputedRef } from 'vue'
import { dayShown } from '@/model/supervision/days'
import { useFeed } from './feed'

export function useToday(): ComputedRef<string> {
  const feed = useFeed()
  return computed(() => dayShown(feed.lastTime, true, Date.now()))
}
