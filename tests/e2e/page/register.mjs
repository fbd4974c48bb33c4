// A city in which enterprises are admitted (S3): places, offices, enterprises, an account for each, and a ledger under
// regimes/S3.toml. Whoever files, looks, admits and reports is somebody else each time.
import { join } from 'node:path'
import { City, day, month, root, year } from './city.mjs'

const kUnits = {
  hr: ['华容区', 'district'], 'ec-stats': ['鄂城区统计局', 'department', 'ec', ['区统计局']], 'hr-stats': ['华容区统计局', 'department', 'hr', ['区统计局']], jxw: ['市经信委', 'department'], swj: ['市商务局', 'department'],
  e1: ['鄂城鸿泰百货有限公司', 'enterprise', 'ec'], e2: ['华容精工机械有限公司', 'enterprise', 'hr'], e3: ['鄂城江南酒店', 'enterprise', 'ec'], e4: ['鄂州宏图建筑工程有限公司', 'enterprise', 'ec'], e5: ['华容联发物流有限公司', 'enterprise', 'hr'],
  e6: ['鄂城惠民超市连锁有限公司', 'enterprise', 'ec'], e7: ['华容葛店新材料有限公司', 'enterprise', 'hr'], e8: ['鄂城文华教育培训有限公司', 'enterprise', 'ec'],
}
const kAccounts = { 'ec-clerk': 'ec', 'hr-clerk': 'hr', 'ec-stats-clerk': 'ec-stats', 'hr-stats-clerk': 'hr-stats', 'jxw-clerk': 'jxw', 'e1-clerk': 'e1', 'e2-clerk': 'e2', 'e8-clerk': 'e8' }
export const levels = ['区（开发区）、街道办事处、行业管理部门', '区统计局', '市统计局', '省统计局', '国家统计局']
const digest = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

export class Register extends City {
  async staff() {
    await super.staff()
    const office = await this.client('supervision')
    for (const [unit, [name, kind, parent, aliases = []]] of Object.entries(kUnits)) await office.give('unit.register', { unit, name, kind, confirmed: true, ...(parent ? { parent } : {}), aliases })
    for (const [name, unit] of Object.entries(kAccounts)) this.run(['account', 'open', name, '--role', 'unit_clerk', '--unit', unit, '--secret-stdin', '--server', this.base, '--login', 'admin'], `a-secret-for-tests\n`)
    this.run(['regime', 'adopt', join(root, 'regimes/S3.toml'), '--server', this.base, '--login', 'supervision'])
    const holder = await this.client('holder')
    await holder.give('ledger.open', { ledger: 'register', title: `${year}年企业入库`, year, holder: 'stats', regime: 'S3', chapters: [], report_due_day: 5 })
  }

  /** A file of a shop that is eligible; `more` makes another of it. */
  async file(admission, enterprise = 'e1', more = {}) {
    const region = kUnits[enterprise][2]
    const clerk = await this.client(`${region}-clerk`)
    await clerk.give('admission.file', {
      admission, ledger: 'register', enterprise, name: kUnits[enterprise][0], code: `91420704MA49${admission.toUpperCase().padStart(6, '0')}`, industry: '零售业', entity: '法人单位', procedure: 'monthly', situation: 'newly_opened', region,
      department: 'swj', opened_on: `${year}-03-18`, figures: [{ key: '年主营业务收入', value: '860', unit: '万元' }], qualifications: [], expected: [], ...more,
    })
    return clerk
  }

  async attach(admission, region, ...materials) {
    const clerk = await this.client(`${region}-clerk`)
    for (const [material, period] of materials.map((m) => [m].flat())) await clerk.give('admission.attach_material', { admission, material, document: { title: material, issuer: '鄂城区税务局', written_on: day(-5), digest }, ...(period ? { period } : {}) })
  }

  /** Everything that a shop hands in. */
  async complete(admission, region) {
    await this.attach(admission, region, '调查单位月度审核登记表', '统一社会信用代码', '最近1个月增值税纳税申报表', '最近1个月利润表')
  }

  /** Passed by so many levels, each by its own office; those above the city as told by the holder. */
  async pass(admission, region, count) {
    const by = [`jxw-clerk`, `${region}-stats-clerk`, 'holder', 'holder', 'holder']
    for (let i = 0; i < count; i++) {
      const who = await this.client(i === 0 ? `${region}-clerk` : by[i])
      await who.give('admission.pass', { admission, level: levels[i], note: i ? '材料齐全，数据真实' : '属地核实', ...(i > 2 ? { decided_on: day(-1) } : {}) })
    }
  }

  async admit(admission, from = month) {
    const holder = await this.client('holder')
    await holder.give('admission.admit', { admission, admitted_on: from === month ? day() : `${from}-20`, from, document: '国统审〔2026〕11号' })
  }
}
