/** Two dictionaries and a switch. Chinese comes first; a word that is missing in one shows its key, never nothing. */
import { computed, ref } from 'vue'
import { admission as admissionEn, admissionWords as admissionWordsEn } from './admission_en'
import { admission as admissionZh, admissionWords as admissionWordsZh } from './admission_zh'
import { assessment as assessmentEn, assessmentWords as assessmentWordsEn } from './assessment_en'
import { assessment as assessmentZh, assessmentWords as assessmentWordsZh } from './assessment_zh'
import { clerk as clerkEn, clerkWords as clerkWordsEn } from './clerk_en'
import { clerk as clerkZh, clerkWords as clerkWordsZh } from './clerk_zh'
import { documents as documentsEn } from './documents_en'
import { documents as documentsZh } from './documents_zh'
import { en } from './en'
import { home as homeEn } from './home_en'
import { home as homeZh } from './home_zh'
import { law as lawEn, lawWords as lawWordsEn } from './law_en'
import { law as lawZh, lawWords as lawWordsZh } from './law_zh'
import { access as accessEn } from './access_en'
import { access as accessZh } from './access_zh'
import { operations as operationsEn } from './operations_en'
import { operations as operationsZh } from './operations_zh'
import { projects as projectsEn, projectWords as projectWordsEn } from './projects_en'
import { projects as projectsZh, projectWords as projectWordsZh } from './projects_zh'
import { replica as replicaEn } from './replica_en'
import { replica as replicaZh } from './replica_zh'
import { search as searchEn, searchWords as searchWordsEn } from './search_en'
import { search as searchZh, searchWords as searchWordsZh } from './search_zh'
import { sheets as sheetsEn } from './sheets_en'
import { sheets as sheetsZh } from './sheets_zh'
import { supervision as supervisionEn, supervisionWords as supervisionWordsEn } from './supervision_en'
import { supervision as supervisionZh, supervisionWords as supervisionWordsZh } from './supervision_zh'
import { trace as traceEn } from './trace_en'
import { trace as traceZh } from './trace_zh'
import { verify as verifyEn, verifyWords as verifyWordsEn } from './verify_en'
import { verify as verifyZh, verifyWords as verifyWordsZh } from './verify_zh'
import { words as enWords } from './words_en'
import { words as zhWords } from './words_zh'
import { zh } from './zh'

const zhTexts = { ...zh, ...clerkZh, ...supervisionZh, ...documentsZh, ...verifyZh, ...lawZh, ...sheetsZh, ...projectsZh, ...admissionZh, ...assessmentZh, ...homeZh, ...replicaZh, ...traceZh, ...searchZh, ...operationsZh, ...accessZh }
const enTexts: Record<string, string> = { ...en, ...clerkEn, ...supervisionEn, ...documentsEn, ...verifyEn, ...lawEn, ...sheetsEn, ...projectsEn, ...admissionEn, ...assessmentEn, ...homeEn, ...replicaEn, ...traceEn, ...searchEn, ...operationsEn, ...accessEn }
type Words = Record<string, Record<string, string>>
/** The parts' words come before the common ones, which in English answer for every name. */
const zhVocabulary: Words[] = [clerkWordsZh, supervisionWordsZh, verifyWordsZh, lawWordsZh, projectWordsZh, admissionWordsZh, assessmentWordsZh, searchWordsZh, zhWords]
const enVocabulary: Words[] = [clerkWordsEn, supervisionWordsEn, verifyWordsEn, lawWordsEn, projectWordsEn, admissionWordsEn, assessmentWordsEn, searchWordsEn, enWords]

export type Language = 'zh' | 'en'
export type Key = keyof typeof zhTexts
export type Family = keyof typeof zhWords | keyof typeof clerkWordsZh | keyof typeof supervisionWordsZh | keyof typeof verifyWordsZh | keyof typeof lawWordsZh | keyof typeof projectWordsZh | keyof typeof admissionWordsZh | keyof typeof assessmentWordsZh | keyof typeof searchWordsZh

const kStored = 'taizhang.language'
export const language = ref<Language>(stored())

function stored(): Language {
  try {
    return localStorage.getItem(kStored) === 'en' ? 'en' : 'zh'
  } catch {
    return 'zh'
  }
}

export function setLanguage(to: Language): void {
  language.value = to
  document.documentElement.lang = to === 'zh' ? 'zh-CN' : 'en'
  try {
    localStorage.setItem(kStored, to)
  } catch {
    // A browser that keeps nothing just asks again next time.
  }
}

const texts = computed<Record<string, string>>(() => (language.value === 'zh' ? zhTexts : enTexts))
const vocabulary = computed(() => (language.value === 'zh' ? zhVocabulary : enVocabulary))

export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text: string = texts.value[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

/** A word of the domain (a status, a role, an event's type, a field's name); unknown ones are shown as they are. */
export function word(family: Family, name: string | undefined): string {
  if (name === undefined) return '—'
  for (const part of vocabulary.value) {
    const found = part[family]?.[name]
    if (found !== undefined) return found
  }
  return name
}

/** Whether there is a text under a key that is put together at run time. */
export function hasText(key: string): key is Key {
  return key in zhTexts
}

/** `actuals[0].value` → `指标完成数 1 · 数值`. */
export function fieldName(path: string): string {
  const parts = path.match(/[^.[\]/]+/g) ?? [path]
  const first = parts.length > 1 ? (language.value === 'zh' ? (zhWords.field as Record<string, string>)[`${parts[0]}.`] : undefined) : undefined
  const names = parts.map((p) => (/^\d+$/.test(p) ? String(Number(p) + 1) : word('field', p)))
  return [first ?? names[0], ...names.slice(1)].join(' · ')
}

/** Who acted, as people say it: what the clock brings about has no name of its own. */
export function actorName(name: string | undefined): string {
  return name === 'system' ? word('role', 'system') : (name ?? '')
}
