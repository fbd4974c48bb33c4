/** Two dictionaries and a switch. Chinese comes first; a word that is missing in one shows its key, never nothing. */
import { computed, ref } from 'vue'
import { en } from './en'
import { words as enWords } from './words_en'
import { zh, type Key } from './zh'
import { words as zhWords, type Family } from './words_zh'

export type Language = 'zh' | 'en'
export type { Family, Key }

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

const texts = computed(() => (language.value === 'zh' ? zh : en))
const vocabulary = computed(() => (language.value === 'zh' ? zhWords : enWords))

export function t(key: Key, values: Record<string, string | number> = {}): string {
  const text: string = texts.value[key] ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))
}

/** A word of the domain (a status, a role, an event's type, a field's name); unknown ones are shown as they are. */
export function word(family: Family, name: string | undefined): string {
  if (name === undefined) return '—'
  const found = (vocabulary.value[family] as Record<string, string>)[name]
  return found ?? name
}

/** `actuals[0].value` → `指标完成数 1 · 数值`. */
export function fieldName(path: string): string {
  const parts = path.match(/[^.[\]/]+/g) ?? [path]
  const first = parts.length > 1 ? (language.value === 'zh' ? (zhWords.field as Record<string, string>)[`${parts[0]}.`] : undefined) : undefined
  const names = parts.map((p) => (/^\d+$/.test(p) ? String(Number(p) + 1) : word('field', p)))
  return [first ?? names[0], ...names.slice(1)].join(' · ')
}
