import { type Rewriting, rewriteUrl } from './rewrite-url.ts'

/** The name that a message is about: as recorded, and as this request wrote it. */
export interface MessageName {
  readonly recorded: string
  readonly own: string
}

/** An error text with the client's host and name in the places where the recording has its own. */
export function rewriteMessage(message: string, rewriting: Rewriting, name: MessageName | undefined): string {
  const urls = message.replace(/https?:\/\/[^\s'"<>]+/gi, (url) => rewriteUrl(url, rewriting))
  return name === undefined || (name.recorded === name.own.toLowerCase() && urls.includes(name.own))
    ? urls
    : replaceName(urls, name)
}

/** Outside of URLs, which have theirs already. */
function replaceName(message: string, { recorded, own }: MessageName): string {
  const escaped = recorded.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const slot = commonWords.has(recorded)
    ? '(?<=\\(name/id\\) |[Nn]ot found: |^Secret |invalid name: )'
    : '(?<![\\w/.-])'
  return message.replace(new RegExp(`${slot}${escaped}(?![\\w-])`, 'gi'), () => own)
}

/** Words of the service's own texts: a secret of that name is looked for only where texts have a name. */
const commonWords: ReadonlySet<string> = new Set(
  `a an and as at be being by can cannot code correct currently delete deleted disabled error fix for found get have help http https
  id if in invalid is issue it its key list may name not object of on operation or please property purge purged put read recently
  recover recovered recovering recovery request resolving retry reused secret secrets see service set state that the this to update uri
  using value vault version was with you`.split(/\s+/),
)
