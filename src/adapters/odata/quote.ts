/** Text as a literal: `'it''s'`. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
