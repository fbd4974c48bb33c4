/** So often what a rule gives for each time. Pure. */
export function timesDecimal(each: string, times: number): string {
  const [whole, fraction = ''] = each.replace('-', '').split('.')
  const value = (BigInt(whole + fraction) * BigInt(times)).toString().padStart(fraction.length + 1, '0')
  const [head, tail] = [value.slice(0, value.length - fraction.length), value.slice(value.length - fraction.length).replace(/0+$/, '')]
  return `${each.startsWith('-') ? '-' : ''}${head}${fraction && tail ? `.${tail}` : ''}`
}
