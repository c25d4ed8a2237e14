/** The text without any placeholder: what remains is all that a recording says of the original. */
export function withoutPlaceholders(text: string): string {
  return text.replace(patterns, ' ')
}

const patterns =
  /\bredacted-[a-z]+-\d+|\b(?:secret|SECRET)-\d{4,}|\b(?:vault|VAULT|tag|tag-value|segment|host)-\d+\b|\b0{8}-?0000-?4000-?8000-?\d{12}\b|\b0{8}[0-9a-f]{24}\b/g
