/**
 * Text as XML 1.0 takes it, in an element or an attribute. Characters that no XML document can hold (control characters,
 * lone surrogates, U+FFFE and U+FFFF) are left out: an entity for them would be no better.
 */
export function escapeXml(text: string): string {
  return [...text]
    .filter(isXmlCharacter)
    .join('')
    .replace(/[&<>"]/g, toEntity)
}

/** The production `Char` of XML 1.0, section 2.2. */
function isXmlCharacter(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd
  return code < 0xd800 || (code > 0xdfff && code !== 0xfffe && code !== 0xffff)
}

function toEntity(character: string): string {
  return `&#${character.codePointAt(0)};`
}
