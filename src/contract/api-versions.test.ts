import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  apiVersions,
  isInRange,
  isKnownApiVersion,
  latestStable,
  parametersOf,
  valuesOf,
} from './api-versions.ts'
import { compareApiVersions } from './compare-api-versions.ts'
import { apiVersions as files } from './generated/contract-data.js'
import { operations } from './operation.ts'
import { allMembersOf, type BodyType } from './schema-catalogue.ts'
import { validateDocument } from './validate-document.ts'
import { membersOf, versionRulesOf } from './version-members.ts'

describe('api-versions', () => {
  test('from the oldest to the newest', () => {
    expect(apiVersions).toMatchInlineSnapshot(`
      [
        "2016-10-01",
        "7.0",
        "7.1",
        "7.2",
        "7.3",
        "7.4",
        "7.5",
        "7.6-preview.2",
        "7.6",
        "2025-06-01-preview",
        "2025-07-01",
        "2026-01-01-preview",
        "2026-03-01-preview",
        "2026-04-01",
        "2026-05-01-preview",
        "2026-07-01-preview",
      ]
    `)
    expect(latestStable).toBe('2026-04-01')
  })

  test.each(files.map((file) => [file.version, file] as const))(
    '%s keeps its format and names what exists',
    (version, file) => {
      expect(validateDocument('api-version', file)).toEqual([])
      expect(file.stability).toBe(version.includes('preview') ? 'preview' : 'stable')
      const members = [
        ...(file.adds?.members ?? []),
        ...(file.removes?.members ?? []),
        ...(file.requires?.members ?? []),
        ...(file.adds?.values ?? []),
      ]
      for (const { body, member } of members) {
        expect(
          allMembersOf(body as BodyType).some((one) => one.owner === body && one.member === member),
        ).toBe(true)
      }
      for (const name of file.adds?.parameters?.flatMap((parameter) => parameter.operations) ?? [])
        expect(operations).toContain(name)
    },
  )

  test('known or not', () => {
    expect(isKnownApiVersion('7.6')).toBe(true)
    expect(isKnownApiVersion('7.7')).toBe(false)
    expect(isKnownApiVersion('7.6-PREVIEW.2')).toBe(false)
  })

  test('the chain of predecessors and the comparison agree', () => {
    expect([...apiVersions].sort(compareApiVersions)).toEqual(apiVersions)
  })

  test.each([
    ['2015-06-01', '2016-10-01'],
    ['2015-06-01-preview', '2015-06-01-preview2'],
    ['2016-10-01', '7.0-preview'],
    ['7.0-preview', '7.0'],
    ['7.4-preview.1', '7.4'],
    ['7.6-preview.1', '7.6-preview.2'],
    ['7.9', '7.10'],
    ['7.10', '2025-06-01-preview'],
    ['2025-06-01-preview', '2025-06-01'],
  ])('%s is older than %s', (older, newer) => {
    expect(compareApiVersions(older, newer)).toBe(-1)
    expect(compareApiVersions(newer, older)).toBe(1)
    expect(compareApiVersions(older, older)).toBe(0)
  })

  test('what is no api-version compares with nothing', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!/^(7\.|\d{4}-)/.test(text))
        expect(compareApiVersions(text, '7.6')).toBeNaN()
        expect(isInRange(text, { from: '7.0' })).toBe(false)
        expect(isInRange(text, {})).toBe(true)
      }),
    )
  })

  test('both ends belong to a range', () => {
    const range = { from: '7.1', until: '7.6' }
    expect(apiVersions.filter((version) => isInRange(version, range))).toEqual([
      '7.1',
      '7.2',
      '7.3',
      '7.4',
      '7.5',
      '7.6-preview.2',
      '7.6',
    ])
    expect(isInRange('7.1-preview', range)).toBe(false)
    expect(isInRange('2025-07-01', { from: '7.1' })).toBe(true)
  })

  test('parameters and documented values grow with the versions', () => {
    expect(parametersOf('7.6', 'GetSecret')).toEqual(['api-version'])
    expect(parametersOf('2025-07-01', 'GetSecret')).toEqual(['api-version', 'outContentType'])
    expect(parametersOf('7.6', 'GetSecrets')).toEqual(['api-version', 'maxresults', '$skiptoken'])
    expect(parametersOf('1.0', 'GetSecrets')).toEqual([])
    expect(valuesOf('7.0', 'ResponseAttributes', 'recoveryLevel')).toHaveLength(4)
    expect(valuesOf('7.1', 'ResponseAttributes', 'recoveryLevel')).toHaveLength(7)
  })
})

describe('members by version', () => {
  test.each([
    ['2016-10-01', ['recoveryLevel', 'recoverylevel']],
    ['7.0', ['recoveryLevel']],
    ['7.1', ['recoverableDays', 'recoveryLevel']],
    ['7.6', ['recoverableDays', 'recoveryLevel']],
    ['2025-06-01-preview', ['previousVersion', 'recoverableDays', 'recoveryLevel']],
  ])('%s', (version, expected) => {
    const names = membersOf(version, 'SecretBundle').map(({ member }) => member)
    expect(names.filter((name) => /recover|previous/i.test(name)).sort()).toEqual([...expected].sort())
  })

  test.each(['2099-01-01', 'latest', ''])(
    '%j, that nobody knows, has every member and no rules',
    (version) => {
      expect(membersOf(version, 'SecretBundle')).toEqual(allMembersOf('SecretBundle'))
      expect(versionRulesOf(version, 'SecretBundle')).toEqual([])
    },
  )

  test('a version between two that are known has what both have; one before them has no later member', () => {
    const rules = (version: string): string[] =>
      versionRulesOf(version, 'SecretBundle').map(({ rule, member }) => `${rule} ${member}`)
    expect(rules('7.3-preview')).toEqual(rules('7.2'))
    expect(rules('7.1-preview')).toContain('present recoveryLevel')
    expect(rules('7.1-preview').filter((rule) => rule.endsWith('recoverableDays'))).toEqual([])
    expect(rules('2015-06-01')).toContain('absent recoverableDays')
    expect(rules('2015-06-01').filter((rule) => rule.startsWith('present'))).toEqual([])
  })
})
