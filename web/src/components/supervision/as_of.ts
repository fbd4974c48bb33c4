/** The moment a page shows, kept in its address: `?as_of=…`; absent means now, live. In the past nothing can be done. */
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { parseAsOf, type AsOf } from '@/model/as_of'

export function useAsOf() {
  const route = useRoute()
  const router = useRouter()
  const asOf = computed<AsOf | null>(() => parseAsOf(route.query.as_of))
  const past = computed(() => asOf.value !== null)

  function go(to: AsOf | null): void {
    const { as_of: _, ...rest } = route.query
    void router.replace({ params: route.params, query: to === null ? rest : { ...rest, as_of: String(to) } })
  }
  return { asOf, past, go }
}
