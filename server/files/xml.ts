import { StringDecoder } from 'node:string_decoder'
import { SaxesParser } from 'saxes'
import { piecesOf, type Entry } from './zip.ts'

/** What is listened to in an XML file; names come without their prefix. */
export type Listener = {
  open?: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

const plain = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name)

/** Reads an XML file of a zip piece by piece; throws where it is not well formed. */
export async function listen(entry: Entry, allowance: { left: number }, { open, text, close }: Listener): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let failure: Error | null = null
  parser.on('error', error => (failure ??= error))
  if (open) parser.on('opentag', tag => open(plain(tag.name), tag.attributes))
  if (text) {
    parser.on('text', text)
    parser.on('cdata', text)
  }
  if (close) parser.on('closetag', tag => close(plain(tag.name)))
  const decoder = new StringDecoder('utf8')
  for await (const piece of piecesOf(entry, allowance)) {
    parser.write(decoder.write(piece))
    if (failure) throw failure
  }
  parser.write(decoder.end()).close()
  if (failure) throw failure
}
