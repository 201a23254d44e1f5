/** What the pages say to the worker that keeps Today and the timetable on this device (web/service-worker.ts). */
type Said = { account: number | null; keep: boolean }

const tell = async (said: Said): Promise<boolean> => {
  // Missing where a county serves its pages without a certificate; then nothing is kept, and nothing is promised.
  if (!('serviceWorker' in navigator)) return false
  const { active } = await navigator.serviceWorker.ready
  if (!active) return false
  const { port1, port2 } = new MessageChannel()
  const answered = new Promise<boolean>(resolve =>
    port1.addEventListener('message', ({ data }) => resolve(data === true), { once: true })
  )
  port1.start()
  active.postMessage(said, [port2])
  return answered
}

/** Whatever is kept for anybody else goes. */
export const tellWhoIsHere = (account: number | null): void => void tell({ account, keep: false })

/** True once the pages of this account can be read without a network. */
export const keepPages = (account: number): Promise<boolean> => tell({ account, keep: true })
