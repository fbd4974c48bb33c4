/** A project's investment by month: what was booked in each, and how it adds up against the year's plan. Pure. */
import { addDecimals, drawn, moneyIn } from './project_money'
import type { ProjectBooking, ProjectInvestment } from './project_rows'
import type { Decimal } from './rows'

export interface InvestmentMonth {
  period: string
  booked?: Decimal
  /** From the year's beginning; nothing after the last month that was booked. */
  cumulative?: Decimal
  bookings: ProjectBooking[]
}

/** Twelve months of the ledger's year, in the unit asked for; a booking of another year comes before or after them. */
export function investmentMonths(investment: ProjectInvestment, year: number, unit: string): InvestmentMonth[] {
  const of = new Map<string, ProjectBooking[]>()
  for (const b of investment.bookings) of.set(b.period, [...(of.get(b.period) ?? []), b])
  const months = Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`)
  const periods = [...new Set([...months, ...of.keys()])].sort()
  const last = [...of.keys()].sort().at(-1) ?? ''
  let sum: Decimal = '0'
  return periods.map((period) => {
    const bookings = of.get(period) ?? []
    const booked = bookings.length ? addDecimals(bookings.map((b) => moneyIn(b.amount.value, b.amount.unit, unit))) : undefined
    sum = addDecimals([sum, booked])
    return { period, bookings, ...(booked === undefined ? {} : { booked }), ...(period <= last ? { cumulative: sum } : {}) }
  })
}

export interface ChartTexts {
  month: string
  booked: string
  cumulative: string
  plan: string
  unit: string
}

/** Bars by month, the cumulative line, and the year's plan as a dashed one. */
export function investmentChart(months: InvestmentMonth[], plan: Decimal | undefined, texts: ChartTexts, rem: number, year: number) {
  const font = { fontSize: rem * 0.75, color: '#1c2430', fontFamily: 'Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif' }
  const planned = plan === undefined ? [] : [{ name: texts.plan, type: 'line', symbol: 'none', lineStyle: { type: 'dashed', width: 2, color: '#8f2424' }, itemStyle: { color: '#8f2424' }, data: months.map(() => drawn(plan)) }]
  return {
    aria: { enabled: true },
    textStyle: font,
    tooltip: { trigger: 'axis', textStyle: font, valueFormatter: (v: number | null) => (v === null || v === undefined ? '—' : `${v} ${texts.unit}`) },
    legend: { top: 0, textStyle: font, itemWidth: rem * 1.25, itemHeight: rem * 0.625 },
    grid: { left: 8, right: rem * 3.75, top: rem * 4, bottom: rem * 0.5, containLabel: true },
    xAxis: { type: 'category', name: texts.month, nameTextStyle: font, axisLabel: { ...font, hideOverlap: true }, data: months.map((m) => (m.period.startsWith(`${year}-`) ? String(Number(m.period.slice(5))) : m.period)) },
    yAxis: { type: 'value', name: texts.unit, nameTextStyle: { ...font, align: 'left' }, axisLabel: font, min: 0 },
    series: [
      { name: texts.booked, type: 'bar', barMaxWidth: rem * 1.75, itemStyle: { color: '#1f4e79' }, data: months.map((m) => (m.booked === undefined ? null : drawn(m.booked))) },
      { name: texts.cumulative, type: 'line', symbolSize: rem * 0.375, lineStyle: { width: 2, color: '#b57a10' }, itemStyle: { color: '#b57a10' }, data: months.map((m) => (m.cumulative === undefined ? null : drawn(m.cumulative))) },
      ...planned,
    ],
  }
}
