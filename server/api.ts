import { contract as accounts } from './accounts/contract.ts'
import { constraints as accountConstraints, routes as accountRoutes } from './accounts/routes.ts'
import { contract as attendance, outings } from './attendance/contract.ts'
import { outingRoutes } from './attendance/outingRoutes.ts'
import { routes as attendanceRoutes } from './attendance/routes.ts'
import { contract as closing } from './closing/contract.ts'
import { deliveries } from './closing/delivery/contract.ts'
import { deliveryRoutes } from './closing/delivery/routes.ts'
import { filedIn } from './closing/filed.ts'
import { constraints as closingConstraints, routes as closingRoutes } from './closing/routes.ts'
import { contract as coverage } from './coverage/contract.ts'
import { dueOf, figuresOf, standingAs } from './coverage/figures.ts'
import { routes as coverageRoutes } from './coverage/routes.ts'
import { contract as credits } from './credits/contract.ts'
import { routes as creditRoutes } from './credits/routes.ts'
import { contract as cohorts, timetable } from './cohorts/contract.ts'
import { planItems, plans, rounds } from './cohorts/plan/contract.ts'
import { itemRoutes } from './cohorts/plan/itemRoutes.ts'
import { constraints as roundConstraints, roundRoutes } from './cohorts/plan/roundRoutes.ts'
import { constraints as planConstraints, routes as planRoutes } from './cohorts/plan/routes.ts'
import { constraints as cohortConstraints, routes as cohortRoutes } from './cohorts/routes.ts'
import { feeds } from './cohorts/feeds/contract.ts'
import { constraints as feedConstraints, feedRoutes } from './cohorts/feeds/routes.ts'
import { questions as cohortQuestions } from './cohorts/questions.ts'
import { templates } from './cohorts/templates/contract.ts'
import { constraints as templateConstraints, templateRoutes } from './cohorts/templates/routes.ts'
import { combined } from './cohorts/combined/contract.ts'
import { combinedRoutes } from './cohorts/combined/routes.ts'
import { timetableRoutes } from './cohorts/timetableRoutes.ts'
import { warnings } from './cohorts/warnings/contract.ts'
import { warningRoutes } from './cohorts/warnings/routes.ts'
import { steps } from './cohorts/steps/contract.ts'
import { constraints as stepConstraints, stepRoutes } from './cohorts/steps/routes.ts'
import { lecturesOf, lessonsWith } from './cohorts/uses.ts'
import { partReaders } from './curriculum/courses/partReaders.ts'
import { bases } from './curriculum/bases/contract.ts'
import { baseRoutes, constraints as baseConstraints } from './curriculum/bases/routes.ts'
import { contract as courses } from './curriculum/courses/contract.ts'
import { constraints as courseConstraints, routes as courseRoutes } from './curriculum/courses/routes.ts'
import { questions as curriculumQuestions } from './curriculum/questions.ts'
import { contract as teachers } from './curriculum/teachers/contract.ts'
import { constraints as teacherConstraints, routes as teacherRoutes } from './curriculum/teachers/routes.ts'
import { contract as textbooks } from './curriculum/textbooks/contract.ts'
import { constraints as textbookConstraints, routes as textbookRoutes } from './curriculum/textbooks/routes.ts'
import { contract as venues } from './curriculum/venues/contract.ts'
import { constraints as venueConstraints, routes as venueRoutes } from './curriculum/venues/routes.ts'
import { contract as enrolment } from './enrolment/contract.ts'
import { constraints as enrolmentConstraints, routes as enrolmentRoutes } from './enrolment/routes.ts'
import { arrival } from './enrolment/arrival/contract.ts'
import { arrivalRoutes } from './enrolment/arrival/routes.ts'
import { groups } from './enrolment/groups/contract.ts'
import { constraints as groupConstraints, groupRoutes } from './enrolment/groups/routes.ts'
import { ownFeeds } from './enrolment/feeds/contract.ts'
import { ownFeedRoutes } from './enrolment/feeds/routes.ts'
import { learnersOf, seatsElsewhere } from './enrolment/learners.ts'
import { seatsTaken } from './enrolment/queries.ts'
import { isTakenTo } from './enrolment/taken.ts'
import { contract as catalogueReports } from './exports/catalogues/contract.ts'
import { routes as catalogueExportRoutes } from './exports/catalogues/routes.ts'
import { contract as reports, planReports } from './exports/contract.ts'
import { planReportRoutes } from './exports/planRoutes.ts'
import { contract as cohortNotice } from './exports/notice/contract.ts'
import { routes as cohortNoticeRoutes } from './exports/notice/routes.ts'
import { routes as exportRoutes } from './exports/routes.ts'
import { trainees } from './exports/trainees/contract.ts'
import { traineeRoutes } from './exports/trainees/routes.ts'
import type { Slice } from './http/endpoints.ts'
import type { ConstraintRefusals } from './http/errors.ts'
import { contract as imports } from './imports/contract.ts'
import { constraints as importConstraints, routes as importRoutes } from './imports/routes.ts'
import { contract as notices } from './notices/contract.ts'
import { messages } from './notices/messages/contract.ts'
import { messageRoutes } from './notices/messages/routes.ts'
import { routes as noticeRoutes } from './notices/routes.ts'
import { contract as nominations } from './nominations/contract.ts'
import { routes as nominationRoutes } from './nominations/routes.ts'
import { filmReader } from './online/film.ts'
import { choices } from './online/choices/contract.ts'
import { choiceRoutes, constraints as choiceConstraints } from './online/choices/routes.ts'
import { contract as online } from './online/contract.ts'
import { constraints as onlineConstraints, routes as onlineRoutes } from './online/routes.ts'
import { contract as organisations } from './organisations/contract.ts'
import { questions as organisationQuestions } from './organisations/questions.ts'
import { constraints as organisationConstraints, routes as organisationRoutes } from './organisations/routes.ts'
import { contract as dueDates } from './organisations/dueDates/contract.ts'
import { routes as dueDateRoutes } from './organisations/dueDates/routes.ts'
import { contract as duplicates } from './organisations/duplicates/contract.ts'
import { constraints as duplicateConstraints, routes as duplicateRoutes } from './organisations/duplicates/routes.ts'
import { contract as exemptions } from './organisations/exemptions/contract.ts'
import { routes as exemptionRoutes } from './organisations/exemptions/routes.ts'
import { contract as filters } from './organisations/filters/contract.ts'
import { constraints as filterConstraints, routes as filterRoutes } from './organisations/filters/routes.ts'
import { contract as people } from './organisations/people/contract.ts'
import { routes as peopleRoutes } from './organisations/people/routes.ts'
import { contract as tree } from './organisations/tree/contract.ts'
import { constraints as treeConstraints, routes as treeRoutes } from './organisations/tree/routes.ts'
import { contract as policies } from './policies/contract.ts'
import { routes as policyRoutes } from './policies/routes.ts'
import { contract as quizzes } from './quizzes/contract.ts'
import { quizReader } from './quizzes/quizFile.ts'
import { constraints as quizConstraints, routes as quizRoutes } from './quizzes/routes.ts'

/** The slices, in order. A slice imports only slices above it. */
export const slices: Slice[] = [
  policyRoutes,
  organisationRoutes,
  treeRoutes,
  peopleRoutes,
  duplicateRoutes,
  exemptionRoutes,
  dueDateRoutes,
  filterRoutes,
  accountRoutes,
  noticeRoutes,
  messageRoutes,
  courseRoutes,
  textbookRoutes,
  teacherRoutes,
  venueRoutes,
  baseRoutes,
  cohortRoutes,
  planRoutes,
  itemRoutes,
  roundRoutes,
  timetableRoutes,
  combinedRoutes,
  stepRoutes,
  templateRoutes,
  warningRoutes,
  feedRoutes,
  enrolmentRoutes,
  ownFeedRoutes,
  groupRoutes,
  arrivalRoutes,
  attendanceRoutes,
  outingRoutes,
  onlineRoutes,
  choiceRoutes,
  quizRoutes,
  creditRoutes,
  coverageRoutes,
  nominationRoutes,
  closingRoutes,
  deliveryRoutes,
  importRoutes,
  exportRoutes,
  planReportRoutes,
  traineeRoutes,
  catalogueExportRoutes,
  cohortNoticeRoutes
]

// Who reads which part of a course package.
partReaders.film = filmReader
partReaders.quiz = quizReader

// What slices have to know of those below them.
curriculumQuestions.isTakenTo = isTakenTo
curriculumQuestions.lessonsWith = lessonsWith
curriculumQuestions.lecturesOf = lecturesOf
cohortQuestions.seatsTaken = seatsTaken
cohortQuestions.learnersOf = learnersOf
cohortQuestions.seatsElsewhere = seatsElsewhere
cohortQuestions.filed = filedIn
// What organisations have to know of figures and standings.
organisationQuestions.figuresOf = figuresOf
organisationQuestions.standingAs = standingAs
organisationQuestions.dueOf = dueOf

/** What a broken constraint means, from every slice. */
export const constraints: ConstraintRefusals = {
  ...organisationConstraints,
  ...treeConstraints,
  ...duplicateConstraints,
  ...filterConstraints,
  ...accountConstraints,
  ...courseConstraints,
  ...textbookConstraints,
  ...teacherConstraints,
  ...venueConstraints,
  ...baseConstraints,
  ...cohortConstraints,
  ...planConstraints,
  ...roundConstraints,
  ...stepConstraints,
  ...templateConstraints,
  ...feedConstraints,
  ...enrolmentConstraints,
  ...groupConstraints,
  ...onlineConstraints,
  ...choiceConstraints,
  ...quizConstraints,
  ...closingConstraints,
  ...importConstraints
}

/** Every call there is, with its shapes: all the web knows of the server. */
export type Api = typeof policies &
  typeof organisations &
  typeof tree &
  typeof people &
  typeof duplicates &
  typeof exemptions &
  typeof dueDates &
  typeof filters &
  typeof accounts &
  typeof notices &
  typeof messages &
  typeof courses &
  typeof textbooks &
  typeof teachers &
  typeof venues &
  typeof bases &
  typeof cohorts &
  typeof plans &
  typeof planItems &
  typeof rounds &
  typeof timetable &
  typeof combined &
  typeof steps &
  typeof templates &
  typeof warnings &
  typeof feeds &
  typeof enrolment &
  typeof ownFeeds &
  typeof groups &
  typeof arrival &
  typeof attendance &
  typeof outings &
  typeof online &
  typeof choices &
  typeof quizzes &
  typeof credits &
  typeof coverage &
  typeof nominations &
  typeof closing &
  typeof deliveries &
  typeof reports &
  typeof planReports &
  typeof trainees &
  typeof catalogueReports &
  typeof cohortNotice &
  typeof imports
