import BookOpen from '@lucide/svelte/icons/book-open'
import Bus from '@lucide/svelte/icons/bus'
import Flag from '@lucide/svelte/icons/flag'
import Hammer from '@lucide/svelte/icons/hammer'
import MapPin from '@lucide/svelte/icons/map-pin'
import MessagesSquare from '@lucide/svelte/icons/messages-square'
import MonitorPlay from '@lucide/svelte/icons/monitor-play'
import Presentation from '@lucide/svelte/icons/presentation'
import Utensils from '@lucide/svelte/icons/utensils'
import type { Icon } from '$lib/components/icon.ts'
import type { LessonKind } from '../../../server/cohorts/rules.ts'

/** The picture beside the word for each kind of lesson. */
export const lessonIcon: Record<LessonKind, Icon> = {
  classroom: Presentation,
  onsite: MapPin,
  online: MonitorPlay,
  discussion: MessagesSquare,
  practice: Hammer,
  selfStudy: BookOpen,
  ceremony: Flag,
  travel: Bus,
  meal: Utensils
}
