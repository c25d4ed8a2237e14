/** Colours go to a terminal only, and not where NO_COLOR asks for none (https://no-color.org). */
export function takesColour(stream: Pick<NodeJS.WriteStream, 'isTTY'>): boolean {
  return stream.isTTY === true && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'
}
