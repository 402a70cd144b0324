export default {
  unauthorised: 'Sie sind abgemeldet. Melden Sie sich wieder an, um fortzufahren.',
  forbidden: 'Das dürfen Sie nicht.',
  notFound: 'Das gibt es nicht mehr. Vielleicht wurde es gelöscht.',
  conflict: 'Jemand anderes hat es inzwischen geändert. Beide Werte bleiben, bis Sie entscheiden.',
  invalid: 'Die Daten konnten nicht verstanden werden.',
  rateLimited: 'Zu viele Anfragen. Versuchen Sie es gleich noch einmal.',
  unavailable: 'Die Daten sind nicht erreichbar.',
  cancelled: 'Es wurde abgebrochen.',
  'rows-left-out': {
    one: '{count} Datensatz konnte nicht gelesen werden und wurde ausgelassen.',
    other: '{count} Datensätze konnten nicht gelesen werden und wurden ausgelassen.',
  },
  'storage-unavailable':
    'Dieser Browser lässt die Seite keine Daten speichern. Sie können weiterarbeiten, aber Änderungen gehen verloren, wenn die Seite geschlossen wird.',
  'storage-full':
    'Der Speicher dieses Browsers ist voll. Sie können weiterarbeiten, aber neue Änderungen gehen verloren, wenn die Seite geschlossen wird.',
  'outbox-unavailable':
    'Änderungen können in diesem Browser nicht aufbewahrt werden. Solche, die auf die Verbindung warten, gehen verloren, wenn die Seite geschlossen wird.',
  'watch-lost': 'Änderungen anderer kommen nicht mehr von selbst an. Laden Sie neu, um sie zu sehen.',
  'selection-missing': 'Diese Selektion gibt es nicht mehr.',
  'selection-circular': 'Diese Selektion besteht aus sich selbst.',
  'selection-invalid': 'Die Kriterien dieser Selektion konnten nicht gelesen werden: {message}',
};
