/** Where a sign-in leads: only to a page of ours. An address from outside could lead a reader who has just signed in anywhere. */
export const nextPage = ({ searchParams }: { searchParams: { get: (name: string) => string | null } }): string => {
  const next = searchParams.get('next') ?? '/'
  return next.startsWith('/') && !/^\/[/\\]/.test(next) ? next : '/'
}
