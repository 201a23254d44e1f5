import '@sveltejs/kit'

declare global {
  namespace App {
    interface Error {
      message: string
      /** The same sentence in English, where the server said one. */
      en?: string
    }
  }
}
