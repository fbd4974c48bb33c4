/** The scheme of an assessment: from the regime's text under which it was opened, whatever was amended since. */
import { shallowRef, watch, type Ref } from 'vue'
import { chooseScheme, schemesOf, type Scheme } from '@/model/assessment/scheme'
import type { AssessmentRow } from '@/model/assessment/rows'
import { textBefore } from '@/model/assessment/regime_then'
import type { RegimeRow } from '@/model/supervision/rows'
import { useConnection } from '@/stores/connection'

export function useScheme(one: Ref<AssessmentRow | undefined>, regimes: Ref<RegimeRow[]>): Ref<Scheme | null> {
  const connection = useConnection()
  const scheme = shallowRef<Scheme | null>(null)
  let turn = 0

  async function read(row: AssessmentRow | undefined, regime: RegimeRow | undefined): Promise<void> {
    const mine = ++turn
    if (!row || !regime) return void (scheme.value = null)
    const at = textBefore(regime, row.scheme)
    let text = regime.text
    if (at !== null) {
      scheme.value = null
      text = await connection.call<{ row?: RegimeRow }>('view.get', { view: 'regimes', key: regime.regime, as_of: at }).then((r) => r.row?.text ?? '', () => '')
    }
    if (mine === turn) scheme.value = chooseScheme(schemesOf(text), row.title)
  }
  watch([() => one.value?.assessment, () => one.value?.scheme, () => regimes.value.find((r) => r.regime === one.value?.regime)], () => void read(one.value, regimes.value.find((r) => r.regime === one.value?.regime)), { immediate: true })
  return scheme
}
