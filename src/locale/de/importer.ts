import type { Sentence } from '../messages.js';
import type { importerMessages } from '../importer.js';

const importer: Record<keyof (typeof importerMessages)['en'], Sentence> = {
  'file-empty': 'Die Datei ist leer.',
  'no-rows': 'Die Datei hat Spaltenüberschriften, aber keine Zeilen darunter.',
  'too-large':
    'Die Datei ist größer als {limit} MB. Teilen Sie sie auf und importieren Sie die Teile nacheinander.',
  'too-many-rows':
    'Die Datei hat mehr als {limit} Zeilen. Teilen Sie sie auf und importieren Sie die Teile nacheinander.',
  'not-text': 'Das ist keine Textdatei. Speichern Sie die Tabelle als CSV und wählen Sie diese Datei.',
  unreadable: 'Die Datei konnte nicht gelesen werden: {message}',
  'headers-unreadable':
    'Zeile {line}: Die Spaltenüberschriften sind nicht lesbar, weil ein Anführungszeichen nicht geschlossen ist.',
  'nothing-mapped': 'Keine Spalte sagt, wie die Person oder die Firma heißt. Wählen Sie eine für den Namen.',

  'broken-quotes':
    'Zeile {line}: Ein Anführungszeichen ist nicht geschlossen oder steht mitten in einer Zelle. Die Zeile wurde ausgelassen.',
  'too-many-cells': 'Zeile {line} hat {found} statt {expected} Zellen. Die Zeile wurde ausgelassen.',
  'name-missing': 'Zeile {line} nennt weder eine Person noch eine Firma. Die Zeile wurde ausgelassen.',
  'email-invalid':
    'Zeile {line}: „{value}“ in Spalte „{column}“ ist keine E-Mail-Adresse. Die Zeile wurde ausgelassen.',
  'number-invalid':
    'Zeile {line}: „{value}“ in Spalte „{column}“ ist nicht zweifelsfrei als Zahl lesbar. Schreiben Sie sie wie 1234,5. Die Zeile wurde ausgelassen.',
  'date-invalid':
    'Zeile {line}: „{value}“ in Spalte „{column}“ ist nicht zweifelsfrei als Datum lesbar. Schreiben Sie es wie 21.11.2026. Die Zeile wurde ausgelassen.',
  'yesno-invalid':
    'Zeile {line}: „{value}“ in Spalte „{column}“ ist weder ja noch nein. Die Zeile wurde ausgelassen.',
  'option-unknown':
    'Zeile {line}: „{value}“ steht nicht auf der Liste für Spalte „{column}“. Die Zeile wurde ausgelassen.',
  'option-deleted':
    'Zeile {line}: „{value}“ wurde aus der Liste für Spalte „{column}“ gelöscht. Die Zeile wurde ausgelassen.',
  'duplicate-in-file': 'Zeile {line}: „{value}“ steht schon in Zeile {earlier}. Die Zeile wurde ausgelassen.',
  'already-exists': 'Zeile {line}: Die Person „{value}“ gibt es schon. Die Zeile wurde ausgelassen.',
  'not-saved': 'Zeile {line} konnte nicht gespeichert werden: {message}',

  'duplicate-header': 'Zwei Spalten heißen „{value}“. Die zweite wird als „{column}“ gezeigt.',
  'unnamed-column': 'Eine Spalte hat keinen Namen. Sie wird als „{column}“ gezeigt.',
  'encoding-guessed':
    'Die Datei ist nicht UTF-8; sie wurde als {encoding} gelesen. Prüfen Sie Umlaute und Akzente in der Vorschau.',
  'too-few-cells': 'Zeile {line} hat {found} statt {expected} Zellen. Die fehlenden gelten als leer.',
  'company-name-missing':
    'Zeile {line} hat in Spalte „{column}“ einen Wert für die Firma, aber keine Firma. Er wurde ausgelassen.',
  'company-differs':
    'Zeile {line}: „{value}“ in Spalte „{column}“ weicht von dem ab, was über die Firma bekannt ist. „{kept}“ wurde behalten.',
  'status-left-out':
    'Zeile {line}: Der Leadstatus „{value}“ wurde ausgelassen, weil die Firma der Person keinen Leadstatus hat.',
  'duplicate-kept': 'Zeile {line}: „{value}“ steht schon in Zeile {earlier}.',
  formula:
    'Zeile {line}: „{value}“ in Spalte „{column}“ sieht wie eine Formel aus. Es wird als einfacher Text importiert.',

  title: 'Personen importieren',
  intro: 'Wählen Sie eine CSV-Datei, zum Beispiel eine, die Sie aus einer Tabelle exportiert haben.',
  stepFile: 'Datei',
  stepColumns: 'Spalten',
  stepImport: 'Import',
  chooseFile: 'Datei wählen',
  dropFile: 'oder hier ablegen',
  otherFile: 'Andere Datei wählen',
  reading: '{name} wird gelesen…',
  checking: 'Zeilen werden geprüft…',
  fileRead: {
    one: '{name}: {count} Zeile, {columns} Spalten',
    other: '{name}: {count} Zeilen, {columns} Spalten',
  },
  encoding: 'Kodierung: {encoding}',
  column: 'Spalte in der Datei',
  target: 'Kommt nach',
  ignoreColumn: 'Diese Spalte auslassen',
  fullName: 'Ganzer Name (wird geteilt)',
  note: 'Notiz',
  groupCompany: 'Firma',
  groupContact: 'Person',
  targetTaken: 'Eine andere Spalte kommt auch dorthin. Die erste mit einem Wert gilt.',
  keepDuplicates: 'Auch Personen importieren, die zweimal in der Datei stehen',
  previewRows: { one: 'Die erste Zeile', other: 'Die ersten {count} Zeilen' },
  contactsCount: { one: '{count} Person', other: '{count} Personen' },
  newCompaniesCount: { one: '{count} neue Firma', other: '{count} neue Firmen' },
  matchedCompaniesCount: { one: '{count} vorhandene Firma', other: '{count} vorhandene Firmen' },
  leftOutCount: { one: '{count} Zeile wird ausgelassen', other: '{count} Zeilen werden ausgelassen' },
  warningsCount: { one: '{count} Warnung', other: '{count} Warnungen' },
  noProblems: 'Es wurden keine Probleme gefunden.',
  moreIssues: { one: 'und {count} weitere im Bericht', other: 'und {count} weitere im Bericht' },
  downloadReport: 'Bericht herunterladen',
  reportName: 'import-bericht.csv',
  reportLine: 'Zeile',
  reportSeverity: 'Schwere',
  reportCode: 'Code',
  reportColumn: 'Spalte',
  reportValue: 'Wert',
  reportSentence: 'Was gefunden wurde',
  back: 'Zurück',
  next: 'Weiter',
  cancel: 'Abbrechen',
  stop: 'Anhalten',
  close: 'Schließen',
  startImport: { one: '{count} Person importieren', other: '{count} Personen importieren' },
  startCompanies: { one: '{count} Firma importieren', other: '{count} Firmen importieren' },
  nothingToImport: 'Es gibt nichts zu importieren.',
  importing: '{done} von {total} Zeilen',
  done: { one: '{count} Person wurde importiert.', other: '{count} Personen wurden importiert.' },
  doneCompanies: { one: '{count} Firma wurde angelegt.', other: '{count} Firmen wurden angelegt.' },
  stopped: 'Der Import wurde angehalten. Was importiert war, bleibt.',
  notCreated: {
    one: '{count} Person wurde nicht importiert.',
    other: '{count} Personen wurden nicht importiert.',
  },
  undo: 'Import rückgängig machen',

  step: 'Schritt {step} von {count}',
  delimiter: 'Getrennt durch {delimiter}',
  'delimiter.comma': 'Komma',
  'delimiter.semicolon': 'Semikolon',
  'delimiter.tab': 'Tabulator',
  'delimiter.bar': 'senkrechten Strich',
  foundInFile: { one: '{count} Hinweis zur Datei', other: '{count} Hinweise zur Datei' },
  columnsHint: 'Geben Sie an, was jede Spalte enthält. Spalten, die nirgends passen, werden ausgelassen.',
  targetOf: 'Wohin die Spalte „{column}“ kommt',
  noExample: 'keine Werte',
  categoryForNew: 'Kategorie neuer Firmen',
  categoryForNewHint: 'Für Firmen, denen die Datei keine Kategorie gibt.',
  noCategory: 'Keine Kategorie',
  newCompany: 'neu',
  previewEmpty: 'So wie die Spalten jetzt zugeordnet sind, lässt sich keine der ersten Zeilen importieren.',
  startBoth: '{contacts} und {companies} importieren',
  headingError: 'Ausgelassen: {count}',
  headingWarning: 'Warnungen: {count}',
  headingFatal: 'Fehler in der Datei: {count}',
  importingTitle: 'Import läuft',
  doneTitle: 'Import beendet',
  stoppedTitle: 'Import angehalten',
  nothingDone: 'Es wurde keine Person importiert.',
  anotherFile: 'Weitere Datei importieren',
  unavailable:
    'Der Import konnte nicht geladen werden. Prüfen Sie die Verbindung, und wählen Sie die Datei noch einmal oder laden Sie die Seite neu.',
};

export default importer;
