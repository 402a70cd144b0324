export default {
  unauthorised: 'Du er logget ut. Logg inn igjen for å fortsette.',
  forbidden: 'Du har ikke lov til dette.',
  notFound: 'Den finnes ikke lenger. Noen kan ha slettet den.',
  conflict: 'Noen andre har endret den i mellomtiden. Begge verdiene beholdes til du bestemmer deg.',
  invalid: 'Dataene kunne ikke forstås.',
  rateLimited: 'For mange forespørsler. Prøv igjen om litt.',
  unavailable: 'Dataene kunne ikke nås.',
  cancelled: 'Det ble avbrutt.',
  'rows-left-out': {
    one: '{count} post kunne ikke leses og ble utelatt.',
    other: '{count} poster kunne ikke leses og ble utelatt.',
  },
  'storage-unavailable':
    'Denne nettleseren lar ikke siden lagre data. Du kan fortsette å arbeide, men endringer går tapt når siden lukkes.',
  'storage-full':
    'Lagringsplassen i denne nettleseren er full. Du kan fortsette å arbeide, men nye endringer går tapt når siden lukkes.',
  'outbox-unavailable':
    'Endringer kan ikke tas vare på i denne nettleseren. De som venter på forbindelsen, går tapt når siden lukkes.',
  'watch-lost': 'Endringer fra andre kommer ikke lenger av seg selv. Last inn på nytt for å se dem.',
  'selection-missing': 'Dette utvalget finnes ikke lenger.',
  'selection-circular': 'Dette utvalget består av seg selv.',
  'selection-invalid': 'Kriteriene i dette utvalget kunne ikke leses: {message}',
};
