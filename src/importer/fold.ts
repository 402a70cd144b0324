/** Names that differ only in case, in spaces or in how an accent is written are the same name. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).join(' ');
}

/** A look-up of records by folded name, for `ImportContext.findCompany`. Of two with the same name the first one counts. */
export function findByName<Named extends { readonly name: string }>(
  records: Iterable<Named>,
): (name: string) => Named | undefined {
  const byName = new Map<string, Named>();
  for (const record of records) {
    const folded = foldName(record.name);
    if (!byName.has(folded)) byName.set(folded, record);
  }
  return (name) => byName.get(foldName(name));
}
