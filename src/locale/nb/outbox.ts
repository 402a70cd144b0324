export default {
  waiting: {
    one: '{count} endring venter på forbindelsen.',
    other: '{count} endringer venter på forbindelsen.',
  },
  refused: {
    one: '{count} endring kunne ikke lagres.',
    other: '{count} endringer kunne ikke lagres.',
  },
  recordWaits: 'Venter på forbindelsen',
  retryNow: 'Prøv nå',
  show: 'Vis',
  retry: 'Prøv igjen',
  discard: 'Forkast',
  retryOf: 'Prøv igjen: {name}',
  discardOf: 'Forkast: {name}',
  discardTitle: 'Forkaste denne endringen?',
  discardText:
    'Den er ikke lagret, og det du skrev inn, går tapt. Fikk backenden den før forbindelsen ble brutt, blir den der.',
  keep: 'Behold den',
  discarded: 'Forkastet.',
  andMore: { one: '{name} og {count} til', other: '{name} og {count} til' },
  added: 'Lagt til',
  deleted: 'Slettet',
  changed: 'Endret: {fields}',
  since: '{at}',
  tried: { one: 'prøvd én gang', other: 'prøvd {count} ganger' },
};
