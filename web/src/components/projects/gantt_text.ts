/** How the wall chart says in words what its lanes show: for titles, for the list, for screen readers. */
import { language, t } from '@/i18n'
import type { Lane, Mark, Tick } from '@/model/gantt'

export const kTones = { reached: 'green', planned: 'link', overdue: 'red', dropped: 'grey' } as const

export function daysText(from: string | undefined, to: string | undefined): string {
  return from === undefined && to === undefined ? '—' : `${from ?? '…'} → ${to ?? '…'}`
}

export function lateText(mark: Mark): string {
  if (!mark.late) return ''
  if (mark.state === 'overdue') return t('prj.overBy', { n: mark.late })
  return mark.late > 0 ? t('prj.lateBy', { n: mark.late }) : t('prj.earlyBy', { n: -mark.late })
}

/** `开工 06-07 +10`, short enough for the chart. */
export function markLabel(mark: Mark): string {
  const late = mark.late ? ` ${mark.late > 0 ? '+' : '−'}${Math.abs(mark.late)}` : ''
  return `${mark.name} ${mark.day.slice(5)}${late}`
}

export function markTitle(mark: Mark): string {
  const said = [mark.state === 'reached' ? t('prj.reachedOn', { date: mark.day }) : '', mark.due ? t('prj.plannedFor', { date: mark.due }) : '', mark.base && mark.base !== mark.due ? `${t('wall.basePlan')} ${mark.base}` : '', lateText(mark)]
  return `${mark.name}：${said.filter(Boolean).join('，')}`
}

/** What is late of the whole: not begun, or not completed. */
export function lateOf(one: Lane): string {
  if (one.overrun) return t('wall.lane.notFinished', { date: one.overrun.from, n: one.overrun.days })
  if (one.lateStart) return t('wall.lane.notStarted', { date: one.lateStart.from, n: one.lateStart.days })
  return ''
}

export function laneText(one: Lane): string {
  const parts = [one.base && t('wall.lane.base', { days: daysText(one.base.from, one.base.to) }), one.now && t('wall.lane.now', { days: daysText(one.now.from, one.now.to) }), lateOf(one), ...one.marks.map(markTitle)]
  return parts.filter(Boolean).join('；') || t('wall.notDated')
}

export function tickText(tick: Tick): string {
  const at = new Date(`${tick.day}T00:00:00Z`)
  const said = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language.value === 'zh' ? 'zh-CN' : 'en', { timeZone: 'UTC', ...options }).format(at)
  if (tick.kind === 'year') return said({ year: 'numeric' })
  if (tick.kind === 'quarter') return `${tick.day.slice(0, 4)} ${language.value === 'zh' ? `${'一二三四'[Math.floor(at.getUTCMonth() / 3)]}季度` : `Q${Math.floor(at.getUTCMonth() / 3) + 1}`}`
  return said(tick.kind === 'half' ? { month: 'short', day: 'numeric' } : { month: 'short' })
}
