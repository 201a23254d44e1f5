/**
 * 个别到期日: until when one person need not have met one requirement, on whose decision.
 *
 * From when a requirement is due, the policy pack says; the time it gives, as after a first appointment, is derived and nobody writes it
 * down. A due date set by hand gives one person more time for one requirement. It has a reason, the body that decided it, the first day on
 * which it holds and the day on which the requirement is due: until the day before, who has not met it is not yet due (未到期), over New Year
 * as well; on the day itself it is due. Of several, and of the derived one, the latest counts; so one that is not later than the derived one
 * would change nothing, and is refused. It lies after today, since a day that is over gives nobody time, and not after the end of next year,
 * so that what goes on is decided anew.
 * It is withdrawn from a day somebody gives with a reason; from its first day: then it never held.
 */
import { yearOf, type Day } from '../../time/dates.ts'

/** The last day on which something may be made due. */
export const latestDueDay = (today: Day): Day => `${yearOf(today) + 1}-12-31`

type Span = { validFrom: Day; validUntil: Day }

/** The one that already gives time for this requirement on one of these days. */
export const dueDateAtTheSameTime = <D extends Span & { requirement: string }>(
  held: readonly D[],
  { requirement, validFrom, dueOn }: { requirement: string; validFrom: Day; dueOn: Day }
): D | null =>
  held.find(each => each.requirement === requirement && each.validFrom < dueOn && validFrom < each.validUntil) ?? null

/** On any day on which it holds, the first included. */
export const mayWithdrawOn = ({ validFrom, validUntil }: Span, on: Day): boolean => on >= validFrom && on < validUntil
