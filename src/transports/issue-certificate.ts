import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import * as asn1 from '@peculiar/asn1-x509'

/** What a certificate says, and who signs it. */
export interface CertificateRequest {
  readonly subject: string
  readonly publicKey: KeyObject
  /** Common name of the signer, and its keys: the same as the subject's for a self-signed certificate. */
  readonly issuer: string
  readonly issuerPublicKey: KeyObject
  readonly issuerPrivateKey: KeyObject
  /** `authority` signs others; `server` is what a TLS server shows for these DNS names or IP addresses. */
  readonly use:
    | { readonly kind: 'authority' }
    | { readonly kind: 'server'; readonly names: readonly string[] }
}

/** RFC 5758 §3.2 */
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const commonName = '2.5.4.3'
const hour = 3_600_000
/** Within the 398 days that clients accept at most; a service that runs longer is started again. */
const lifetime = 397 * 24 * hour

/**
 * Issues an X.509 v3 certificate, ECDSA with SHA-256, as PEM. Carries the extensions that strict verifiers ask for
 * (RFC 5280 §4.2; Python's VERIFY_X509_STRICT): key identifiers, critical basic constraints, key usage.
 *
 * Built on the ASN.1 schemas of `@peculiar/asn1-x509`; `@peculiar/x509` above them takes twice as long to load and needs
 * a reflection polyfill.
 */
export function issueCertificate(request: CertificateRequest): string {
  const algorithm = new asn1.AlgorithmIdentifier({ algorithm: ecdsaWithSha256 })
  const now = Date.now()
  const body = new asn1.TBSCertificate({
    version: asn1.Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: nameOf(request.issuer),
    // An hour of slack: clients in containers and virtual machines have clocks of their own.
    validity: new asn1.Validity({ notBefore: new Date(now - hour), notAfter: new Date(now + lifetime) }),
    subject: nameOf(request.subject),
    subjectPublicKeyInfo: AsnConvert.parse(spki(request.publicKey), asn1.SubjectPublicKeyInfo),
    extensions: new asn1.Extensions(extensionsOf(request)),
  })
  const signed = Buffer.from(AsnConvert.serialize(body))
  const signature = sign('sha256', signed, request.issuerPrivateKey)
  const certificate = new asn1.Certificate({
    tbsCertificate: body,
    signatureAlgorithm: algorithm,
    signatureValue: arrayBuffer(signature),
  })
  return toPem(Buffer.from(AsnConvert.serialize(certificate)))
}

/** 16 random bytes whose first bit is clear and second is set: positive, and never shorter (RFC 5280 §4.1.2.2). */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return arrayBuffer(bytes)
}

function nameOf(text: string): asn1.Name {
  const value = new asn1.AttributeValue({ utf8String: text })
  const attribute = new asn1.AttributeTypeAndValue({ type: commonName, value })
  return new asn1.Name([new asn1.RelativeDistinguishedName([attribute])])
}

function extensionsOf({ use, publicKey, issuerPublicKey }: CertificateRequest): asn1.Extension[] {
  const keyIdentifiers = [
    extension(asn1.id_ce_subjectKeyIdentifier, new asn1.SubjectKeyIdentifier(keyIdentifier(publicKey))),
    extension(
      asn1.id_ce_authorityKeyIdentifier,
      new asn1.AuthorityKeyIdentifier({
        keyIdentifier: new asn1.KeyIdentifier(keyIdentifier(issuerPublicKey)),
      }),
    ),
  ]
  return use.kind === 'authority'
    ? [...authorityExtensions(), ...keyIdentifiers]
    : [...serverExtensions(use.names), ...keyIdentifiers]
}

function authorityExtensions(): asn1.Extension[] {
  const { keyCertSign, cRLSign } = asn1.KeyUsageFlags
  return [
    extension(
      asn1.id_ce_basicConstraints,
      new asn1.BasicConstraints({ cA: true, pathLenConstraint: 0 }),
      'critical',
    ),
    extension(asn1.id_ce_keyUsage, new asn1.KeyUsage(keyCertSign | cRLSign), 'critical'),
  ]
}

function serverExtensions(names: readonly string[]): asn1.Extension[] {
  const alternatives = new asn1.SubjectAlternativeName(names.map(generalName))
  return [
    extension(asn1.id_ce_basicConstraints, new asn1.BasicConstraints(), 'critical'),
    extension(asn1.id_ce_keyUsage, new asn1.KeyUsage(asn1.KeyUsageFlags.digitalSignature), 'critical'),
    extension(asn1.id_ce_extKeyUsage, new asn1.ExtendedKeyUsage([asn1.id_kp_serverAuth])),
    extension(asn1.id_ce_subjectAltName, alternatives),
  ]
}

function generalName(name: string): asn1.GeneralName {
  const isAddress = /^[\d.]+$/.test(name) || name.includes(':')
  return new asn1.GeneralName(isAddress ? { iPAddress: name } : { dNSName: name })
}

function extension(
  extnID: string,
  value: unknown,
  weight: 'critical' | 'optional' = 'optional',
): asn1.Extension {
  const extnValue = new OctetString(AsnConvert.serialize(value))
  return new asn1.Extension({ extnID, critical: weight === 'critical', extnValue })
}

/** RFC 5280 §4.2.1.2 (1), over the whole SubjectPublicKeyInfo: any unique value will do. */
function keyIdentifier(key: KeyObject): ArrayBuffer {
  return arrayBuffer(createHash('sha1').update(spki(key)).digest())
}

function spki(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' })
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
