import MarkdownIt from 'markdown-it'

// Raw HTML stays text, pictures are left out (nothing is fetched from another host), links other than web addresses are not made.
const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable('image')

// A text stands on a page that has a title, in a part that has one.
markdown.core.ruler.push('below-the-title', state => {
  for (const token of state.tokens) if (/^h[1-6]$/.test(token.tag)) token.tag = `h${Math.min(6, Number(token.tag[1]) + 1)}`
})

/** A text of a course as HTML that is safe in a page. */
export const htmlOf = (text: string): string => markdown.render(text)
