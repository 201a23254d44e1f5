/**
 * The balance of a timetable.
 * At least one third of a cohort's counted time is core theory; exactly one third is enough; an empty timetable is not.
 * Teaching counts, whether in the classroom, on site or online. Arrival, meals, ceremonies do not.
 * The sum is done twice: as planned, and as the lessons were held.
 */
export type CohortKind = 'rotation' | 'refresher' | 'seminar' | 'model' | 'onboarding' | 'training' | 'onlineSpecial'

export type LessonKind =
  | 'classroom'
  | 'onsite'
  | 'online'
  | 'discussion'
  | 'practice'
  | 'selfStudy'
  | 'ceremony'
  | 'travel'
  | 'meal'
