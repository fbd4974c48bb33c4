/** `2014-07-05` → `2014年7月5日`, as official documents date themselves. */
export function chineseDate(day: string | undefined): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '')
  return parts ? `${parts[1]}年${Number(parts[2])}月${Number(parts[3])}日` : (day ?? '')
}
