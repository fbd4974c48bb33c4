import type { ComputedRef, InjectionKey } from 'vue'
import type { TrailRow } from '@/model/rows'

/** The open item's trail, oldest first, for every fact below the panel. */
export const trailKey: InjectionKey<ComputedRef<TrailRow[]>> = Symbol('trail')
