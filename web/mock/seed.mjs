// An invented city modelled on a breakdown of a government work report: chapters, units, people, tasks with numeric
// targets in their sentences. Sentences, names and places are made up.

export const chapters = [
  { no: '一', title: '重大项目建设' },
  { no: '二', title: '工业提质增效' },
  { no: '三', title: '现代农业' },
  { no: '四', title: '商贸旅游' },
  { no: '五', title: '城市建设' },
  { no: '六', title: '生态环境' },
  { no: '七', title: '民生保障' },
  { no: '八', title: '社会事业' },
  { no: '九', title: '政府自身建设' },
]

export const units = [
  ['fgw', '市发改委', 'bureau'], ['gxw', '市工信委', 'bureau'], ['czj', '市财政局', 'bureau'], ['zjj', '市住建局', 'bureau'],
  ['nyj', '市农业局', 'bureau'], ['swj', '市商务局', 'bureau'], ['lyj', '市旅游局', 'bureau'], ['hbj', '市环保局', 'bureau'],
  ['rsj', '市人社局', 'bureau'], ['jyj', '市教育局', 'bureau'], ['wjw', '市卫计委', 'bureau'], ['mzj', '市民政局', 'bureau'],
  ['jtj', '市交通局', 'bureau'], ['slj', '市水务局', 'bureau'], ['lyw', '市林业局', 'bureau'], ['tjj', '市统计局', 'bureau'],
  ['dcs', '市政府督查室', 'office'], ['zfb', '市政府办公室', 'office'], ['wgj', '市文广局', 'bureau'], ['gtj', '市国土局', 'bureau'],
  ['dqu', '东渠区政府', 'district'], ['xhq', '西河区政府', 'district'], ['nsq', '南山区政府', 'district'],
  ['bt', '北亭街办', 'street'], ['lh', '柳湖街办', 'street'], ['shy', '石岩街办', 'street'],
].map(([unit, name, kind]) => ({ unit, name, kind, aliases: [], confirmed: true, collective: false, members: [] }))
units.push({ unit: 'gq', name: '各区', kind: 'collective', aliases: ['各区政府'], confirmed: true, collective: true, members: ['dqu', 'xhq', 'nsq'] })
units.push({ unit: 'gjb', name: '各街办', kind: 'collective', aliases: [], confirmed: false, collective: true, members: ['bt', 'lh', 'shy'] })

export const persons = [
  ['p1', '陈望川', 'fgw', '主任'], ['p2', '林雨禾', 'gxw', '局长'], ['p3', '周听松', 'zfb', '副市长'], ['p4', '许知行', 'zfb', '副市长'],
  ['p5', '沈砚秋', 'hbj', '局长'], ['p6', '顾南乔', 'dcs', '主任'], ['p7', '韩其昌', 'tjj', '统计员'], ['p8', '吴若溪', 'fgw', '科长'],
].map(([person, name, unit, post]) => ({ person, name, unit, post }))

// chapter, title, sentence with {targets}, units ("*" leads as stated, otherwise the first is inferred)
const tasks = [
  ['一', '固定资产投资', '全年固定资产投资{增长|>=|18|%}，{完成投资|>=|320|亿元}，其中工业投资占比{达到|>=|35|%}以上。', 'fgw gxw tjj gq'],
  ['一', '新开工项目', '新开工亿元以上项目{不少于|>=|24|个}，一季度集中开工{不少于|>=|8|个}。', 'fgw gq'],
  ['一', '北环快速路', '北环快速路全线通车，{新增里程|>=|12.6|公里}，沿线管网同步入地。', 'zjj jtj gtj bt'],
  ['一', '水源工程', '青石水库主体完工，日供水能力{达到|>=|15|万吨}。', 'slj fgw nsq'],
  ['二', '规上工业', '规模以上工业增加值{增长|>=|12.5|%}，新增规上企业{力争|>=|30|户|stretch}。', 'gxw tjj gq'],
  ['二', '技改专项', '实施技术改造项目{40 项|>=|40|项}，完成投资{突破|>|56|亿元}。', 'gxw czj'],
  ['二', '园区配套', '东渠产业园标准厂房{建成|>=|20|万平方米}，入驻企业{达到|>=|45|户}。', 'dqu* gxw zjj'],
  ['二', '节能降耗', '单位生产总值能耗{下降|>=|3.2|%}，淘汰落后产能任务全面完成。', 'gxw hbj fgw'],
  ['三', '粮食生产', '粮食总产{稳定在|~|68|万吨}左右，建设高标准农田{6 万亩|>=|6|万亩}。', 'nyj slj gq'],
  ['三', '设施农业', '新增设施蔬菜{1.2 万亩|>=|1.2|万亩}，培育市级以上龙头企业{5 户|>=|5|户}。', 'nyj gq'],
  ['三', '农村道路', '改造农村公路{260 公里|>=|260|公里}，行政村通硬化路率{达到|>=|99|%}。', 'jtj czj gq'],
  ['四', '社会消费', '社会消费品零售总额{增长|>=|13|%}，电商交易额{突破|>|80|亿元}。', 'swj tjj'],
  ['四', '招商引资', '引进市外到位资金{210 亿元|>=|210|亿元}，签约项目落地率{达到|>=|66.7|%}。', 'swj fgw gq'],
  ['四', '旅游接待', '接待游客{力争|>=|1200|万人次|stretch}，旅游综合收入{增长|>=|20|%}。', 'lyj wgj nsq'],
  ['五', '棚户区改造', '棚户区改造开工{8600 套|>=|8600|套}，基本建成{5200 套|>=|5200|套}。', 'zjj gtj gq gjb'],
  ['五', '老旧小区', '整治老旧小区{32 个|>=|32|个}，惠及居民不少于一万户。', 'zjj gjb'],
  ['五', '公共交通', '新购公交车{120 辆|>=|120|辆}，优化线路{15 条|>=|15|条}。', 'jtj czj'],
  ['五', '城市绿化', '建成区绿化覆盖率{达到|>=|39.5|%}，新建游园{9 处|>=|9|处}。', 'zjj lyw gjb'],
  ['六', '大气治理', '细颗粒物平均浓度{下降|>=|6|%}，优良天数{不少于|>=|265|天}。', 'hbj zjj gq gjb'],
  ['六', '河道治理', '清河城区段水质{稳定达到|<=|4|类}，截污纳管{18 公里|>=|18|公里}。', 'slj hbj'],
  ['六', '造林绿化', '完成造林{11 万亩|>=|11|万亩}，森林抚育{4 万亩|>=|4|万亩}。', 'lyw gq'],
  ['七', '城镇就业', '城镇新增就业{2.8 万人|>=|2.8|万人}，登记失业率控制在{4% 以内|<=|4|%}。', 'rsj gq'],
  ['七', '居民增收', '城镇居民人均可支配收入{增长|>=|11|%}，农村居民{增长|>=|13|%}。', 'rsj nyj tjj'],
  ['七', '社会保险', '基本养老保险参保率{达到|>=|97|%}，发放高龄津贴全覆盖。', 'rsj mzj'],
  ['七', '养老服务', '新增养老床位{1500 张|>=|1500|张}，建成社区日间照料中心{40 个|>=|40|个}。', 'mzj gjb'],
  ['七', '饮水安全', '解决{9.5 万人|>=|9.5|万人}饮水安全问题。', 'slj gq'],
  ['八', '学前教育', '新建改扩建幼儿园{26 所|>=|26|所}，三年毛入园率{达到|>=|88|%}。', 'jyj czj gq'],
  ['八', '义务教育', '南山区通过均衡发展验收，消除大班额{120 个|>=|120|个}。', 'jyj nsq'],
  ['八', '县级医院', '市中医院迁建主体封顶，每千人床位{达到|>=|5.1|张}。', 'wjw fgw'],
  ['八', '文化惠民', '送戏下乡{600 场|>=|600|场}，建成综合文化站{12 个|>=|12|个}。', 'wgj gjb'],
  ['九', '简政放权', '市级审批事项{减少|>=|30|%}，办理时限压缩{一半以上|>|50|%}。', 'zfb fgw'],
  ['九', '政务公开', '部门预算决算公开率{达到|>=|100|%}。', 'czj zfb'],
  ['九', '督查考核', '重点工作月通报、季讲评，群众诉求办结率{不低于|>=|95|%}。', 'dcs* zfb'],
  ['九', '厉行节约', '“三公”经费支出{只减不增|<=|100|%}，办公用房清理到位，含“𠮷”等生僻字的文书统一编码{力争完成|>=|1|批|stretch}。', 'czj zfb'],
]

/** Takes `{phrase|comparator|value|unit|stretch}` out of a sentence: plain text and targets with code point offsets. */
function parse(sentence) {
  let text = ''
  const targets = []
  for (const part of sentence.split(/(\{[^}]*\})/)) {
    if (!part.startsWith('{')) {
      text += part
      continue
    }
    const [phrase, comparator, value, unit, stretch] = part.slice(1, -1).split('|')
    const shown = /\d|一半|只减/.test(phrase) ? phrase : `${phrase} ${value}${unit === '%' ? '%' : ` ${unit}`}`
    const begin = Array.from(text).length
    const before = text.match(/[\p{L}]{2,8}$/u)?.[0] ?? phrase.replace(/[\d. ]+/g, '')
    text += shown
    targets.push({ indicator: before, comparator, value, unit, stretch: stretch === 'stretch', at: [begin, Array.from(text).length] })
  }
  return { text, targets }
}

export function items(count = tasks.length) {
  return Array.from({ length: count }, (_, i) => {
    const [chapter, title, sentence, parties] = tasks[i % tasks.length]
    const round = Math.floor(i / tasks.length)
    return {
      item: `t${String(i + 1).padStart(5, '0')}`,
      number: String(i + 1),
      chapter,
      title: round ? `${title}（${round + 1}）` : title,
      ...parse(sentence),
      units: parties.split(' ').map((p, n) => party(p, n)),
      deadline: i % 7 === 3 ? '2014-09-30' : '2014-12-31',
      deadline_basis: i % 7 === 3 ? 'stated' : 'inferred',
      responsible_leader: i % 3 === 2 ? undefined : { person: i % 2 ? 'p3' : 'p4', name: i % 2 ? '周听松' : '许知行' },
      responsible_person: i % 5 === 4 ? { name: '待定人员' } : { person: `p${(i % 8) + 1}`, name: persons[i % 8].name },
      open_list: i % 11 === 0,
    }
  })
}

function party(word, place) {
  const id = word.replace('*', '')
  const unit = units.find((u) => u.unit === id)
  return {
    unit: id,
    name: unit.name,
    role: place === 0 ? 'lead' : 'responsible',
    inferred: place === 0 && !word.endsWith('*'),
    collective: unit.collective,
    members: unit.members,
  }
}

export const accounts = {
  clerk: { secret: 'clerk', name: '吴若溪', roles: ['unit_clerk'], unit: 'fgw', person: 'p8' },
  leader: { secret: 'leader', name: '陈望川', roles: ['unit_leader'], unit: 'fgw', person: 'p1' },
  holder: { secret: 'holder', name: '台账管理员', roles: ['ledger_holder'], unit: 'zfb' },
  supervision: { secret: 'supervision', name: '顾南乔', roles: ['supervision'], unit: 'dcs', person: 'p6' },
  auditor: { secret: 'auditor', name: '审计员', roles: ['auditor'] },
  admin: { secret: 'admin', name: '账号管理员', roles: ['account_admin'] },
  approver: { secret: 'approver', name: '审批人', roles: ['approver'] },
  operations: { secret: 'operations', name: '运维', roles: ['operations'] },
}
