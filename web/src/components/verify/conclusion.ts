/** What a run comes to, in a sentence that claims no more than was shown. */
import { t } from '@/i18n'
import { position } from '@/model/format'
import type { History } from './use_history'
import type { Log } from './use_log'

export interface Conclusion {
  tone: 'good' | 'doubtful' | 'bad' | 'open'
  text: string
}

const kNamed = 20

export function conclusionOf(log: Log, history: History): Conclusion | null {
  const [done, total] = [history.results.value.length, history.total.value]
  if (history.failed.value.length) return fails(history)
  if (history.state.value === 'stopped') return { tone: 'open', text: t('verify.stopped', { done, total }) }
  if (history.state.value !== 'done' || !done) return null
  const later = history.later.value.length
  if (later === done) return { tone: 'open', text: t('verify.done.allLater', { k: later }) }
  const sentence = holds(log, history)
  return later ? { ...sentence, text: `${sentence.text} ${t('verify.done.later', { k: later })}` } : sentence
}

/** Names the places; of very many the first, since the list below has them all. */
function fails(history: History): Conclusion {
  const places = history.failed.value.map((e) => position(e.position))
  const at = places.slice(0, kNamed).join(', ') + (places.length > kNamed ? ' …' : '')
  return { tone: 'bad', text: t('verify.done.fails', { k: places.length, n: history.results.value.length, at }) }
}

function holds(log: Log, history: History): Conclusion {
  const n = history.judged.value.length
  const tree = log.opened.value?.checkpoint
  if (log.broken.value || !tree) return { tone: 'bad', text: t('verify.done.broken', { n }) }
  const values = { n, v: history.judged.value[n - 1].version, origin: tree.origin, size: position(tree.size) }
  return log.openedFrom.value === 'typed' ? { tone: 'good', text: t('verify.done.proof', values) } : { tone: 'doubtful', text: t('verify.done.server', values) }
}
