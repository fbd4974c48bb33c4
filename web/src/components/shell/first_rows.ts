/**
 * Of a long list the rows that are laid out: so many at first, more when asked for.
 *
 *   const first = useFirstRows(rows, 100)      // first.shown.value, first.more()
 */
import { computed, ref, type Ref } from 'vue'

export function useFirstRows<Row>(rows: Ref<Row[]>, step = 100) {
  const most = ref(step)
  const shown = computed(() => (rows.value.length > most.value ? rows.value.slice(0, most.value) : rows.value))
  return { shown, more: () => (most.value += step * 2) }
}
