import { describe, expect, test } from 'vitest'
import { javaOptions } from './java-options.ts'

const file = {
  path: '/t/ca.pem',
  directory: '/t',
  trustStore: { path: '/t/ca.jks', password: 'p' },
  remove: () => {},
}

describe('the options of a JVM', () => {
  test('name proxy and trust store', () => {
    expect(javaOptions('http://127.0.0.1:8080', file, {})).toMatchInlineSnapshot(`
      {
        "JAVA_TOOL_OPTIONS": "-Djavax.net.ssl.trustStore=/t/ca.jks -Djavax.net.ssl.trustStoreType=JKS -Djavax.net.ssl.trustStorePassword=p -Dhttps.proxyHost=127.0.0.1 -Dhttps.proxyPort=8080 -Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=8080 -Dhttp.nonProxyHosts=",
      }
    `)
  })

  test('come after what the caller had, in each variable that could win', () => {
    const inherited = { JAVA_TOOL_OPTIONS: '-Xmx1g', _JAVA_OPTIONS: '-Dhttps.proxyHost=corporate' }
    const options = javaOptions('http://127.0.0.1:8080', file, inherited)
    expect(Object.keys(options)).toEqual(['JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS'])
    expect(options['JAVA_TOOL_OPTIONS']).toMatch(/^-Xmx1g -Djavax/)
    expect(options['_JAVA_OPTIONS']).toMatch(
      /^-Dhttps\.proxyHost=corporate -Djavax.*-Dhttps\.proxyHost=127\.0\.0\.1 /,
    )
  })

  test('are quoted where a path has blanks', () => {
    const blank = { ...file, trustStore: { path: "/my 'tmp'/ca.jks", password: 'p' } }
    expect(javaOptions('http://127.0.0.1:8080', blank, {})['JAVA_TOOL_OPTIONS']).toContain(
      `"-Djavax.net.ssl.trustStore=/my 'tmp'/ca.jks"`,
    )
  })
})
