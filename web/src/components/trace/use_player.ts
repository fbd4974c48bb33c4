/** Frames one after the other: playing, stepping, going to one. Knows nothing of what a frame shows. */
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'

export const kSpeeds = [0.5, 1, 2, 4, 8] as const
const kFrameMs = 1_200

/** `ready` holds the film while a frame's state is still being read. */
export function usePlayer(count: Ref<number>, ready: Ref<boolean>) {
  const frame = ref(0)
  const playing = ref(false)
  const speed = ref<number>(1)
  const last = computed(() => Math.max(0, count.value - 1))
  let timer: ReturnType<typeof setTimeout> | undefined

  function to(index: number): void {
    frame.value = Math.min(last.value, Math.max(0, Math.round(index)))
  }
  function step(by: number): void {
    playing.value = false
    to(frame.value + by)
  }
  /** From the end it plays again from the beginning. */
  function toggle(): void {
    if (!playing.value && frame.value >= last.value) to(0)
    playing.value = !playing.value && count.value > 1
  }

  watch([playing, frame, speed, ready], () => {
    clearTimeout(timer)
    if (!playing.value || !ready.value) return
    if (frame.value >= last.value) playing.value = false
    else timer = setTimeout(() => to(frame.value + 1), kFrameMs / speed.value)
  })
  watch(count, () => to(frame.value))
  onScopeDispose(() => clearTimeout(timer))

  const kKeys: Record<string, () => void> = { ' ': toggle, ArrowRight: () => step(1), ArrowLeft: () => step(-1), Home: () => step(-Infinity), End: () => step(Infinity) }
  /** Not while something is typed or a control has its own use for the key. */
  function onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable) return
    if (event.key === ' ' && target.tagName === 'BUTTON') return
    const act = kKeys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }

  return { frame, playing, speed, to, step, toggle, onKey }
}

export type Player = ReturnType<typeof usePlayer>
