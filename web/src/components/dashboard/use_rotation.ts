/** The pages of the wall screen, one after the other; it stands still where it is asked to, or less motion is wanted. */
import { computed, onBeforeUnmount, onMounted, ref, watch } from 'vue'

export function useRotation(pages: () => number, seconds: number) {
  const turned = ref(0)
  const running = ref(!matchMedia('(prefers-reduced-motion: reduce)').matches)
  const at = computed(() => turned.value % Math.max(1, pages()))
  let timer: ReturnType<typeof setInterval> | undefined

  function go(by: number): void {
    turned.value = (at.value + by + pages()) % Math.max(1, pages())
    wind()
  }
  /** Whoever turns a page himself has the whole time to read it. */
  function wind(): void {
    clearInterval(timer)
    if (running.value) timer = setInterval(() => (turned.value = at.value + 1), seconds * 1000)
  }
  const toggle = () => (running.value = !running.value)
  watch(running, wind)
  onMounted(wind)
  onBeforeUnmount(() => clearInterval(timer))
  return { at, running, go, toggle }
}
