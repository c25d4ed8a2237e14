import { hashOf } from '../recording/player/playable-recording.ts'

/**
 * The GUID that a text always has, in the form of random ones (version 4). It keeps ids apart, no secrets: a hash that is there at
 * once, in Node and in browsers, will do.
 */
export function derivedGuid(text: string): string {
  const digits = ['a', 'b', 'c', 'd']
    .map((part) => (hashOf(`${part}/${text}`) >>> 0).toString(16).padStart(8, '0'))
    .join('')
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5')
}
