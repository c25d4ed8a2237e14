import type { OpenService } from './open-service.ts'
import { shellExports } from './shell-exports.ts'

export const serviceFormats = ['shell', 'json'] as const
export type ServiceFormat = (typeof serviceFormats)[number]

/** How a program is pointed at a service: lines for a shell, which can be pasted or evaluated whole, or JSON. */
export function describeService(open: OpenService, format: ServiceFormat): string {
  switch (format) {
    case 'shell':
      return shellLines(open)
    case 'json':
      return `${JSON.stringify(toJson(open), undefined, 2)}\n`
  }
}

function shellLines({ vaultUrls, proxy, environment }: OpenService): string {
  return [
    ...vaultUrls.map((url) => `# vault    ${url}`),
    `# proxy    ${proxy.url}`,
    `# CA file  ${proxy.caFile}`,
    '# Paste this into another shell; a program started there talks to the vault. Ctrl+C here stops it.',
    ...shellExports(environment),
    '',
  ].join('\n')
}

function toJson({ vaultUrls, proxy, environment }: OpenService): unknown {
  return { vaultUrl: vaultUrls[0], vaultUrls, proxy: proxy.url, caFile: proxy.caFile, environment }
}
