import { SaxesParser } from 'saxes'
import { entriesOf, unpack } from '../../server/files/zip.ts'

/** An element of a part of a document: its name, what it says of itself, and what lies in it. */
export type Part = { name: string; attributes: Record<string, string>; inside: Part[]; text: string }

/** The parts of a .docx by name, parsed. */
export const partsOf = (bytes: Uint8Array): ((name: string) => Part) => {
  const entries = new Map(entriesOf(bytes)!.map(entry => [entry.name, entry]))
  return name => parsed(Buffer.from(unpack(entries.get(name)!, 10_000_000)).toString('utf8'))
}

export const namesIn = (bytes: Uint8Array): string[] => entriesOf(bytes)!.map(({ name }) => name)

const parsed = (xml: string): Part => {
  const top: Part = { name: '', attributes: {}, inside: [], text: '' }
  const line = [top]
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    const part: Part = { name, attributes, inside: [], text: '' }
    line.at(-1)!.inside.push(part)
    line.push(part)
  })
  parser.on('text', text => void (line.at(-1)!.text += text))
  parser.on('closetag', () => void line.pop())
  parser.on('error', error => {
    throw error
  })
  parser.write(xml).close()
  return top
}

/** Every element of this name, however deep, in its order. */
export const all = (part: Part, name: string): Part[] =>
  part.inside.flatMap(each => [...(each.name === name ? [each] : []), ...all(each, name)])

export const only = (part: Part, name: string): Part => {
  const [one] = all(part, name)
  if (!one) throw new Error(`no ${name} in ${part.name}`)
  return one
}

export const words = (part: Part): string =>
  all(part, 'w:t')
    .map(({ text }) => text)
    .join('')
