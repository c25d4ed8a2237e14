import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../e2e/start-command.ts'

/** A fenced block of a page, and what the comment before it says is to be done with it. */
export interface Block {
  /** `src/vault/README.md:3`. */
  readonly place: string
  /** `sh` where the page names none. */
  readonly language: string
  readonly text: string
  readonly directives: Directives
}

/** `<!-- not run: why -->`, `<!-- file: name -->`, … in lines just before a block, which no reader sees. */
export interface Directives {
  /** Why it cannot be executed; then it is only held against the command line's options, or parsed. */
  readonly 'not run'?: string
  /** It is this file, for the blocks after it. */
  readonly file?: string
  /** Exit code it must end with. Default 0. */
  readonly exit?: string
  /** What it must print, as a regular expression. */
  readonly prints?: string
  /** It runs until it has printed this (a regular expression), and is stopped. */
  readonly until?: string
  /** It keeps this schema: `known-failures`. */
  readonly schema?: string
}

const known = ['not run', 'file', 'exit', 'prints', 'until', 'schema']

/** Every page of documentation that is under version control. */
export function pages(): string[] {
  const listed = execFileSync('git', ['ls-files', '*.md'], { cwd: repository, encoding: 'utf8' })
  return listed.trim().split('\n')
}

/** The fenced blocks of a page, in order. Throws for a directive that there is not. */
export function blocksOf(page: string): Block[] {
  const lines = readFileSync(join(repository, page), 'utf8').split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; at++) {
    const [, language] = /^```(\w*)$/.exec(lines[at] ?? '') ?? []
    if (language === undefined) continue
    const end = lines.indexOf('```', at + 1)
    const place = `${page}:${at + 1}`
    blocks.push({
      place,
      language: language === '' ? 'sh' : language,
      text: lines.slice(at + 1, end).join('\n'),
      directives: directivesBefore(lines.slice(0, at), place),
    })
    at = end
  }
  return blocks
}

function directivesBefore(lines: readonly string[], place: string): Directives {
  const directives: Record<string, string> = {}
  for (const line of [...lines].reverse()) {
    const [, name = '', value = ''] = /^<!-- ([a-z ]+): (.*) -->$/.exec(line) ?? []
    if (name === '' && line !== '') break
    if (name === '') continue
    if (!known.includes(name)) throw new Error(`${place}: there is no directive "${name}".`)
    directives[name] = value
  }
  return directives
}
