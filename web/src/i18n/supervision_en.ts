import type { texts as zh } from './supervision_zh'

export const texts: Record<keyof typeof zh, string> = {}

export const words: Record<string, Record<string, string>> = {}
