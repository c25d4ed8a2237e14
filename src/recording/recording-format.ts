/** The recorders whose files can be read, and this tool's own. */
export const recordingFormats = [
  'keyvault-contract',
  'test-proxy',
  'vcr-yaml',
  'nock-js',
  'nise-json',
  'java-networkcallrecords',
  'cpp-networkcallrecords',
  'net-httprecorder',
  'har',
  'neutral-trace',
] as const

export type RecordingFormat = (typeof recordingFormats)[number]

/** True for a format that a neutral trace may name as its origin. */
export function isRecordingFormat(name: unknown): name is RecordingFormat {
  return (recordingFormats as readonly unknown[]).includes(name)
}
