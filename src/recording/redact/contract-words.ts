import headers from '../../../schemas/headers.json' with { type: 'json' }
import { apiVersions } from '../../contract/api-versions.ts'
import { allMembersOf } from '../../contract/schema-catalogue.ts'
import { lowerAscii } from './canary-needles.ts'
import { messageWords } from './message-words.ts'

/** True for a text that is part of the contract's own words: found in a recording, it tells nothing. */
export function isContractsWord(text: string): boolean {
  return text.length <= 40 && ownText.includes(lowerAscii(text))
}

const ownText: string = lowerAscii(
  [
    ...headers.headers.map(({ name }) => name),
    ...(['SecretBundle', 'DeletedSecretListResult', 'SecretSetParameters', 'KeyVaultError'] as const).flatMap(
      (body) => allMembersOf(body).map(({ member }) => member),
    ),
    ...messageWords,
    ...apiVersions,
    'Entries RequestUri RequestMethod RequestHeaders RequestBody StatusCode ResponseHeaders ResponseBody Variables',
    'Provenance FormatVersion ToolVersion Origin Source ApiVersion ClientUserAgent Date ContractHash Redaction Counts Refused',
    'Capture SentMs AnsweredMs Unknown Closed live reference-vault imported vault.azure.net login.microsoftonline.com login.windows.net',
    'https://secrets/ deletedsecrets versions backup recover restore api-version maxresults $skiptoken outContentType',
    'SecretNotFound Forbidden Unauthorized BadParameter MethodNotAllowed Conflict ObjectIsBeingDeleted true false null',
    'application/json; charset=utf-8 no-cache nosniff Recoverable+Purgeable CustomizedRecoverable+ProtectedSubscription',
    'max-age=31536000;includeSubDomains Bearer authorization resource keep-alive close gzip, deflate text/plain',
    'https://login.microsoftonline.com/ https://login.windows.net/ https://vault.azure.net/.default client_credentials',
  ].join(' '),
)
