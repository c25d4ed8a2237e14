/**
 * Text as XML 1.0 takes it, in an element or an attribute. Characters that no XML document can hold (control characters,
 * lone surrogates, U+FFFE and U+FFFF) are left out: an entity for them would be no better.
 */
export function escapeXml(text: string): string {
  return text.replace(notXml, '').replace(/[&<>"]/g, toEntity)
}

/** All but the production `Char` of XML 1.0, section 2.2. */
const notXml = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

function toEntity(character: string): string {
  return `&#${character.codePointAt(0)};`
}
