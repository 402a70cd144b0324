import type { Sentence } from '../messages.js';
import type { importerMessages } from '../importer.js';

const importer: Record<keyof (typeof importerMessages)['en'], Sentence> = {
  'file-empty': 'Filen er tom.',
  'no-rows': 'Filen har overskrifter, men ingen rader under dem.',
  'too-large': 'Filen er større enn {limit} MB. Del den opp og importer delene etter tur.',
  'too-many-rows': 'Filen har mer enn {limit} rader. Del den opp og importer delene etter tur.',
  'not-text': 'Dette er ikke en tekstfil. Lagre regnearket som CSV og velg den filen.',
  unreadable: 'Filen kunne ikke leses: {message}',
  'headers-unreadable': 'Linje {line}: Overskriftene kan ikke leses, fordi et anførselstegn ikke er lukket.',
  'nothing-mapped': 'Ingen kolonne sier hva personen eller firmaet heter. Velg en for navnet.',

  'broken-quotes':
    'Linje {line}: Et anførselstegn er ikke lukket, eller står midt i en celle. Raden ble utelatt.',
  'too-many-cells': 'Linje {line} har {found} celler i stedet for {expected}. Raden ble utelatt.',
  'name-missing': 'Linje {line} nevner verken en person eller et firma. Raden ble utelatt.',
  'email-invalid':
    'Linje {line}: «{value}» i kolonnen «{column}» er ikke en e-postadresse. Raden ble utelatt.',
  'number-invalid':
    'Linje {line}: «{value}» i kolonnen «{column}» kan ikke leses som et tall uten tvil. Skriv det som 1234,5. Raden ble utelatt.',
  'date-invalid':
    'Linje {line}: «{value}» i kolonnen «{column}» kan ikke leses som en dato uten tvil. Skriv den som 21.11.2026. Raden ble utelatt.',
  'yesno-invalid': 'Linje {line}: «{value}» i kolonnen «{column}» er verken ja eller nei. Raden ble utelatt.',
  'option-unknown': 'Linje {line}: «{value}» står ikke på listen for kolonnen «{column}». Raden ble utelatt.',
  'option-deleted':
    'Linje {line}: «{value}» er slettet fra listen for kolonnen «{column}». Raden ble utelatt.',
  'duplicate-in-file': 'Linje {line}: «{value}» står allerede på linje {earlier}. Raden ble utelatt.',
  'already-exists': 'Linje {line}: Personen «{value}» finnes allerede. Raden ble utelatt.',
  'not-saved': 'Linje {line} kunne ikke lagres: {message}',

  'duplicate-header': 'To kolonner heter «{value}». Den andre vises som «{column}».',
  'unnamed-column': 'En kolonne har ikke navn. Den vises som «{column}».',
  'encoding-guessed':
    'Filen er ikke UTF-8; den ble lest som {encoding}. Sjekk æ, ø, å og aksenter i forhåndsvisningen.',
  'too-few-cells':
    'Linje {line} har {found} celler i stedet for {expected}. De som mangler, regnes som tomme.',
  'company-name-missing':
    'Linje {line} har en verdi for firmaet i kolonnen «{column}», men ikke noe firma. Den ble utelatt.',
  'company-differs':
    'Linje {line}: «{value}» i kolonnen «{column}» er ulikt det som er kjent om firmaet. «{kept}» ble beholdt.',
  'status-left-out':
    'Linje {line}: Leadstatusen «{value}» ble utelatt, fordi personens firma ikke har leadstatus.',
  'duplicate-kept': 'Linje {line}: «{value}» står allerede på linje {earlier}.',
  formula:
    'Linje {line}: «{value}» i kolonnen «{column}» ser ut som en formel. Den importeres som ren tekst.',

  title: 'Importer personer',
  intro: 'Velg en CSV-fil, for eksempel en du har eksportert fra et regneark.',
  stepFile: 'Fil',
  stepColumns: 'Kolonner',
  stepPreview: 'Forhåndsvisning',
  stepImport: 'Import',
  chooseFile: 'Velg fil',
  dropFile: 'eller slipp den her',
  otherFile: 'Velg en annen fil',
  reading: 'Leser {name}…',
  checking: 'Kontrollerer radene…',
  fileRead: {
    one: '{name}: {count} rad, {columns} kolonner',
    other: '{name}: {count} rader, {columns} kolonner',
  },
  encoding: 'Tegnkoding: {encoding}',
  column: 'Kolonne i filen',
  example: 'Eksempel',
  target: 'Går til',
  ignoreColumn: 'Utelat denne kolonnen',
  fullName: 'Fullt navn (deles opp)',
  note: 'Merknad',
  groupCompany: 'Firma',
  groupContact: 'Person',
  targetTaken: 'En annen kolonne går også dit. Den første som har en verdi, gjelder.',
  keepDuplicates: 'Importer også personer som står to ganger i filen',
  preview: 'Forhåndsvisning',
  previewRows: { one: 'Den første raden', other: 'De første {count} radene' },
  contactsCount: { one: '{count} person', other: '{count} personer' },
  newCompaniesCount: { one: '{count} nytt firma', other: '{count} nye firmaer' },
  matchedCompaniesCount: { one: '{count} eksisterende firma', other: '{count} eksisterende firmaer' },
  leftOutCount: { one: '{count} rad utelates', other: '{count} rader utelates' },
  warningsCount: { one: '{count} advarsel', other: '{count} advarsler' },
  noProblems: 'Ingen problemer ble funnet.',
  showReport: 'Vis hva som ble funnet',
  moreIssues: { one: 'og {count} til, i rapporten', other: 'og {count} til, i rapporten' },
  downloadReport: 'Last ned rapport',
  reportName: 'importrapport.csv',
  reportLine: 'Linje',
  reportSeverity: 'Alvorlighet',
  reportCode: 'Kode',
  reportColumn: 'Kolonne',
  reportValue: 'Verdi',
  reportSentence: 'Hva som ble funnet',
  severityFatal: 'Feil i filen',
  severityError: 'Utelatt',
  severityWarning: 'Advarsel',
  back: 'Tilbake',
  next: 'Neste',
  cancel: 'Avbryt',
  stop: 'Stopp',
  close: 'Lukk',
  startImport: { one: 'Importer {count} person', other: 'Importer {count} personer' },
  startCompanies: { one: 'Importer {count} firma', other: 'Importer {count} firmaer' },
  nothingToImport: 'Det er ingenting å importere.',
  importing: '{done} av {total} rader',
  done: { one: '{count} person ble importert.', other: '{count} personer ble importert.' },
  doneCompanies: { one: '{count} firma ble opprettet.', other: '{count} firmaer ble opprettet.' },
  stopped: 'Importen ble stoppet. Det som var importert, blir værende.',
  notCreated: { one: '{count} person ble ikke importert.', other: '{count} personer ble ikke importert.' },
  undo: 'Angre importen',
};

export default importer;
