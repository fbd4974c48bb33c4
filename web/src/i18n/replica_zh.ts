/** Texts of the band on a read-only copy. */
export const replica = {
  'replica.title': '只读副本',
  'replica.following': '内容来自主库，经签名核对，与主库同步。办理事项请到主库。',
  'replica.behind': '正在补齐：还差 {n} 条记录。办理事项请到主库。',
  'replica.cut_off': '自 {time} 起与主库失去联系：下面是此前核对过的内容，可能已不是最新。',
  'replica.refused': '自 {time} 起停止同步：主库送来的内容与其签名不符。下面只有此前核对过的内容；请告知运维人员。',
  'replica.refusedAt': '自 {time} 起停止同步：主库送来的第 {position} 号记录与其签名不符。下面只有此前核对过的内容；请告知运维人员。',
  'replica.stopped': '同步已停止：副本自身出了故障。下面是此前核对过的内容；请告知运维人员。',
  'replica.logins': '主库近来新设或更改的口令在这里可能还不能用。',
  'replica.leader': '前往主库',
}
