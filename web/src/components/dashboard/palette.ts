/** The colours of the page for charts, which are drawn and know no style sheet; and how many pixels a rem is. */
import { onScopeDispose, ref } from 'vue'

export interface Palette {
  muted: string
  rule: string
  soft: string
  seal: string
  font: string
}

/** Read anew when the theme (an attribute of the document) or the size of its type changes. */
export function usePalette() {
  const palette = ref(read())
  const rem = ref(remNow())
  const again = () => {
    palette.value = read()
    rem.value = remNow()
  }
  const watcher = new MutationObserver(again)
  watcher.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'data-theme'] })
  window.addEventListener('resize', again)
  onScopeDispose(() => {
    watcher.disconnect()
    window.removeEventListener('resize', again)
  })
  return { palette, rem }
}

const remNow = () => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16

function read(): Palette {
  const style = getComputedStyle(document.documentElement)
  const of = (name: string) => style.getPropertyValue(name).trim()
  return { muted: of('--muted'), rule: of('--rule'), soft: of('--rule-soft'), seal: of('--seal'), font: of('--sans') }
}
