/**
 * What a regime says of admitting enterprises (S3): classes, procedures, materials, levels, for the forms and for what
 * stands beside a file. The server decides; here it is only told beforehand. Pure.
 *
 *   const rules = admissionRules(regime.text)
 *   judged(rules, file)          // each threshold: what is asked, what was told, whether it is reached
 *   checklist(rules, file, held) // each material, with what is there of it
 */
import { compareQuantities, quantityOf, type Quantity } from '../quantity'
import { listOf, readToml, tableOf, textOf, textsOf, type TomlTable } from '../toml'
import { asQuantity, type AdmissionMaterial, type Measured, type Situation } from './rows'

export interface Criterion {
  measure: string
  at_least: Quantity
}
export interface IndustryClass {
  key: string
  title: string
  industries: string[]
  entities: string[]
  any_of: Criterion[]
  qualification?: string
  department?: string
  clause?: string
}
export interface ProcedureCase {
  situation: Situation
  classes: string[]
  expected: boolean
}
export interface Procedure {
  key: string
  title: string
  cases: ProcedureCase[]
}
export interface Material {
  name: string
  /** Any of these will do; each may be several documents together. */
  any_of: string[][]
  classes: string[]
  procedures: string[]
  entities: string[]
  except: string[]
  copies: number
  in_principle: boolean
  clause?: string
}
export interface Level {
  name: string
  role: 'collects' | 'reviews' | 'approves'
}
export interface AdmissionRules {
  measures: { name: string; unit: string }[]
  classes: IndustryClass[]
  procedures: Procedure[]
  materials: Material[]
  levels: Level[]
  violations: { kind: string; title: string; leads_to: string }[]
  /** Only the enterprise enters its figures. */
  own_figures_only: boolean
  list_feeds: string[]
}

/** Null where the regime has no rules of admission. */
export function admissionRules(text: string | undefined): AdmissionRules | null {
  const of = tableOf(readToml(text ?? '')?.admission)
  const tables = (key: string) => listOf(of[key]).map(tableOf)
  if (!tables('class').length) return null
  return {
    measures: tables('measure').map((m) => ({ name: textOf(m.name), unit: textOf(m.unit) })),
    classes: tables('class').map(classOf),
    procedures: tables('procedure').map((p) => ({ key: textOf(p.key), title: textOf(p.title), cases: listOf(p.case).map((c) => caseOf(tableOf(c))) })),
    materials: tables('material').map(materialOf),
    levels: tables('level').map((l) => ({ name: textOf(l.name), role: (textOf(l.role) || 'reviews') as Level['role'] })),
    violations: tables('violation').map((v) => ({ kind: textOf(v.kind), title: textOf(v.title), leads_to: textOf(v.leads_to) })),
    own_figures_only: of.own_figures_only === true,
    list_feeds: textsOf(of.list_feeds),
  }
}

const optional = (t: TomlTable, key: string) => textOf(t[key]) || undefined

function classOf(t: TomlTable): IndustryClass {
  const any_of = listOf(t.any_of).map(tableOf).map((c) => ({ measure: textOf(c.measure), at_least: quantityOf(textOf(c.at_least)) ?? { value: textOf(c.at_least), unit: '' } }))
  return { key: textOf(t.key), title: textOf(t.title), industries: textsOf(t.industries), entities: textsOf(t.entities), any_of, qualification: optional(t, 'qualification'), department: optional(t, 'department'), clause: optional(t, 'clause') }
}

function caseOf(t: TomlTable): ProcedureCase {
  return { situation: textOf(t.situation) as Situation, classes: textsOf(t.classes), expected: t.expected === true }
}

function materialOf(t: TomlTable): Material {
  const name = textOf(t.name)
  const any_of = listOf(t.any_of).map((d) => (Array.isArray(d) ? textsOf(d) : [textOf(d)]))
  return {
    name, any_of: any_of.length ? any_of : [[name]], classes: textsOf(t.classes), procedures: textsOf(t.procedures), entities: textsOf(t.entities), except: textsOf(t.except),
    copies: typeof t.copies === 'number' ? t.copies : 1, in_principle: t.in_principle === true, clause: optional(t, 'clause'),
  }
}

// ---- eligibility ----

/** What a file tells of its enterprise. */
export interface Facts {
  industry: string
  entity: string
  procedure: string
  situation: Situation
  figures: Measured[]
  expected: Measured[]
  qualifications: string[]
}

export const classOfIndustry = (rules: AdmissionRules, industry: string) => rules.classes.find((c) => c.industries.includes(industry))
export const classTitle = (rules: AdmissionRules | null, key: string) => rules?.classes.find((c) => c.key === key)?.title ?? key
export const procedureTitle = (rules: AdmissionRules | null, key: string) => rules?.procedures.find((p) => p.key === key)?.title ?? key

/** The procedure's case for such an enterprise. */
export function caseFor(rules: AdmissionRules, f: Pick<Facts, 'industry' | 'procedure' | 'situation'>): ProcedureCase | undefined {
  const of = classOfIndustry(rules, f.industry)
  return rules.procedures.find((p) => p.key === f.procedure)?.cases.find((c) => of && c.situation === f.situation && c.classes.includes(of.key))
}

export interface Judged {
  kind: 'figure' | 'qualification' | 'entity'
  what: string
  asked: string
  told?: string
  expected?: string
  /** Whether the figure expected for the year is what counts here. */
  counts_expected: boolean
  met: boolean
}

export interface Judgement {
  of?: IndustryClass
  lines: Judged[]
  met: boolean
}

/** Each criterion of the industry's class: any one of the figures, the qualification and the kind of entity besides. */
export function judged(rules: AdmissionRules, f: Facts): Judgement {
  const of = classOfIndustry(rules, f.industry)
  if (!of) return { lines: [], met: false }
  const expected = caseFor(rules, f)?.expected ?? false
  const figures = of.any_of.map((c) => figureLine(c, f, expected))
  const others = [...entityLine(of, f), ...qualificationLine(of, f)]
  return { of, lines: [...figures, ...others], met: (!figures.length || figures.some((l) => l.met)) && others.every((l) => l.met) }
}

const words = (q: Quantity | undefined) => q && `${q.value}${q.unit}`

function figureLine(c: Criterion, f: Facts, expected: boolean): Judged {
  const find = (list: Measured[]) => list.filter((m) => m.key === c.measure && m.value !== '').map(asQuantity)[0] as Quantity | undefined
  const [told, hoped] = [find(f.figures), find(f.expected)]
  const reaches = (q: Quantity | undefined) => q !== undefined && compareQuantities(q, c.at_least) >= 0
  return { kind: 'figure', what: c.measure, asked: words(c.at_least)!, told: words(told), expected: words(hoped), counts_expected: expected, met: reaches(told) || (expected && reaches(hoped)) }
}

function entityLine(of: IndustryClass, f: Facts): Judged[] {
  if (!of.entities.length) return []
  return [{ kind: 'entity', what: '', asked: of.entities.join('、'), told: f.entity || undefined, counts_expected: false, met: of.entities.includes(f.entity) }]
}

function qualificationLine(of: IndustryClass, f: Facts): Judged[] {
  if (!of.qualification) return []
  return [{ kind: 'qualification', what: '', asked: of.qualification, told: f.qualifications.join('、') || undefined, counts_expected: false, met: f.qualifications.includes(of.qualification) }]
}

// ---- materials ----

export interface CheckedMaterial {
  material: Material
  /** What there is of it, whichever of the alternatives. */
  held: AdmissionMaterial[]
  have: number
  there: boolean
}

/** What is asked of such an enterprise, and what is there of it. */
export function checklist(rules: AdmissionRules, f: Pick<Facts, 'industry' | 'entity' | 'procedure' | 'situation'>, held: AdmissionMaterial[]): CheckedMaterial[] {
  const of = classOfIndustry(rules, f.industry)?.key ?? ''
  const fits = (list: string[], one: string) => !list.length || list.includes(one)
  const asked = rules.materials.filter((m) => fits(m.classes, of) && fits(m.procedures, f.procedure) && fits(m.entities, f.entity) && !m.except.includes(f.situation))
  return asked.map((material) => {
    const count = (name: string) => held.filter((h) => h.material === name).length
    const have = Math.max(...material.any_of.map((documents) => Math.min(...documents.map(count))))
    const mine = material.any_of.flat()
    return { material, held: held.filter((h) => mine.includes(h.material)), have, there: have >= material.copies }
  })
}

/** Every document that may be attached, by its name. */
export function askedDocuments(list: CheckedMaterial[]): string[] {
  return [...new Set(list.flatMap((c) => c.material.any_of.flat()))]
}
