/** An assessment as it is called in lists: its title, with the half of the year where that does not say it. */
import { word } from '@/i18n'
import type { AssessmentRow } from '@/model/assessment/rows'

export function callOf(a: Pick<AssessmentRow, 'title' | 'occasion'>): string {
  const when = word('occasion', a.occasion)
  return a.title.includes(when) ? a.title : `${a.title}（${when}）`
}
