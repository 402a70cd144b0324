export default {
  waiting: {
    one: '{count} Änderung wartet auf die Verbindung.',
    other: '{count} Änderungen warten auf die Verbindung.',
  },
  refused: {
    one: '{count} Änderung konnte nicht gespeichert werden.',
    other: '{count} Änderungen konnten nicht gespeichert werden.',
  },
  recordWaits: 'Wartet auf die Verbindung',
  retryNow: 'Jetzt versuchen',
  show: 'Zeigen',
  retry: 'Noch einmal versuchen',
  discard: 'Verwerfen',
  retryOf: 'Noch einmal versuchen: {name}',
  discardOf: 'Verwerfen: {name}',
  discardTitle: 'Diese Änderung verwerfen?',
  discardText:
    'Sie ist nicht gespeichert, und was Sie eingegeben haben, geht verloren. Hat das Backend sie bekommen, bevor die Verbindung abriss, bleibt sie dort.',
  keep: 'Behalten',
  discarded: 'Verworfen.',
  andMore: { one: '{name} und {count} weiterer', other: '{name} und {count} weitere' },
  added: 'Hinzugefügt',
  deleted: 'Gelöscht',
  changed: 'Geändert: {fields}',
  since: '{at}',
  tried: { one: 'einmal versucht', other: '{count}-mal versucht' },
};
