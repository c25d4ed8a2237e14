import { isObject } from './options.ts'

/**
 * Why something is no request with its answer, in a few words; `undefined` when it is one. What is given as an exchange may have been
 * written by hand, or have been through JSON, which keeps no bytes.
 */
export function exchangeProblem(value: unknown): string | undefined {
  if (!isObject(value)) return 'it must be an object with `request` and `answer`'
  const { request, answer } = value
  if (!isObject(request)) return '`request` must be an object'
  if (typeof request['method'] !== 'string') return '`request.method` must be text'
  if (typeof request['url'] !== 'string') return '`request.url` must be text'
  if (!isObject(answer)) return '`answer` must be an object'
  if (answer['closed'] === true) return messageProblem('request', request)
  if (typeof answer['status'] !== 'number') return '`answer.status` must be a number'
  return messageProblem('request', request) ?? messageProblem('answer', answer)
}

function messageProblem(name: string, { headers, body }: Record<string, unknown>): string | undefined {
  if (!Array.isArray(headers) || !headers.every(isHeader))
    return `\`${name}.headers\` must be a list of [name, value]`
  return ArrayBuffer.isView(body) ? undefined : `\`${name}.body\` must be bytes (a Uint8Array)`
}

function isHeader(header: unknown): boolean {
  return Array.isArray(header) && header.length === 2 && header.every((part) => typeof part === 'string')
}
