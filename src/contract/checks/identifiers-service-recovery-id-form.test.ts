import { expect, test } from 'vitest'
import { describeCheck, edit, judge } from '../testing/describe-check.ts'
import { deletedBundle, metadata, type Part, vaultHost, version } from '../testing/make-trace.ts'
import { recoveryIdForm } from './identifiers-service-recovery-id-form.ts'

const kept: Part[] = [{ method: 'DELETE', path: '/secrets/n', answer: deletedBundle() }]
const withId = (recoveryId: unknown): ((parts: readonly Part[]) => Part[]) =>
  edit(0, { answer: deletedBundle({ recoveryId }) })

describeCheck(recoveryIdForm, {
  kept,
  unknown: {
    'vaults without soft-delete': [
      {
        method: 'DELETE',
        path: '/secrets/n',
        answer: metadata({ attributes: { recoveryLevel: 'Purgeable', recoverableDays: 0 } }),
      },
    ],
    'versions without recovery levels': [
      { method: 'DELETE', path: '/secrets/n', answer: metadata({ attributes: {} }) },
    ],
  },
  mutations: {
    'it has a version': withId(`https://${vaultHost}/deletedsecrets/n/${version}`),
    'it is the id': withId(`https://${vaultHost}/secrets/n`),
    'it names another vault': withId('https://other.vault.azure.net/deletedsecrets/n'),
    'it is missing': edit(0, { answer: metadata() }),
    'it has a query': withId(`https://${vaultHost}/deletedsecrets/n?api-version=7.6`),
    'it is of another secret than the id': (parts) =>
      edit(0, {
        path: '/secrets/m',
        answer: deletedBundle({ recoveryId: `https://${vaultHost}/deletedsecrets/m` }),
      })(parts),
    'it is null': withId(null),
  },
})

test('the finding', () => {
  expect(judge(recoveryIdForm, withId(`https://${vaultHost}/secrets/n`)(kept)).broken).toMatchInlineSnapshot(`
    [
      {
        "expected": "https://{vault}/deletedsecrets/{name}",
        "message": "DELETE /secrets/n was answered with a recoveryId of another form: expected https://{vault}/deletedsecrets/{name}, received path /secrets/n.",
        "pointer": "/response/body/recoveryId",
        "received": "path /secrets/n",
      },
    ]
  `)
})
