/** What a stage is called. */
import { t } from '@/i18n'
import type { Stage } from '@/model/admission/pipeline'

export const stageName = (stage: Stage): string => stage.level?.name ?? t(`adm.stage.${stage.end!}`)
