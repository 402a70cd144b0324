export default {
  'no-company': 'Die Person gehört zu keiner Firma, hat also weder Kategorie noch Lead-Status.',
  'company-without-category': 'Der Lead-Status braucht eine Kategorie. {company} hat keine.',
  'category-missing': 'Die Kategorie von {company} steht nicht in der Kategorienliste.',
  'category-not-potential-customer':
    'Der Lead-Status wird nur für Firmen der Gruppe Potenzieller Kunde angezeigt. {company} ist {category}, in der Gruppe {group}.',
  'category-lead-status-off':
    'Der Lead-Status ist für die Kategorie {category} von {company} nicht aktiviert.',
  'value-retained':
    'Der letzte Wert, {status}, bleibt erhalten: Er ist verborgen und nicht änderbar, aber weiterhin auffindbar.',
  'category-inherited':
    'Eine Person hat die Kategorie ihrer Firma. Um sie zu ändern, bearbeiten Sie {company}.',
  'item-deleted': '{name} wurde aus der Liste gelöscht und kann nicht gewählt werden.',
  'item-not-found': 'In der Liste gibt es keinen Eintrag {id}.',
  'item-in-use': {
    one: '{name} wird von {count} Datensatz verwendet und kann nicht endgültig entfernt werden.',
    other: '{name} wird von {count} Datensätzen verwendet und kann nicht endgültig entfernt werden.',
  },
  'item-not-deleted': 'Löschen Sie {name}, bevor Sie den Eintrag endgültig entfernen.',
  'name-missing': 'Geben Sie einen Namen ein.',
  'name-taken': '{name} gibt es schon. Namen sind eindeutig, auch gegenüber gelöschten.',
  'is-default-status':
    '{name} ist der Standardstatus für neue Leads. Machen Sie zuerst einen anderen Status zum Standard.',
  'automation-may-not-downgrade':
    'Eine Automatisierung darf einen Kunden nicht wieder zum potenziellen Kunden machen.',
  'breaks-rule-in-backend': 'Die Daten kamen so vom Backend, obwohl eine Regel etwas anderes sagt ({rule}).',
  'record-not-found': 'Das gibt es nicht mehr. Vielleicht wurde es gelöscht.',
  'field-invalid': '{field}: {message}',
  'changed-since': 'Es wurde seitdem geändert und lässt sich deshalb nicht zurücknehmen.',
  'nothing-to-undo': 'Es gibt nichts rückgängig zu machen.',
  'backend-takes-no-creation': 'Das System hinter dieser Seite nimmt keine neuen Einträge dieser Art an.',
  'backend-takes-no-update': 'Das System hinter dieser Seite lässt hier keine Änderung zu.',
  'backend-takes-no-deletion': 'Das System hinter dieser Seite lässt hier kein Löschen zu.',
  'backend-cannot-tell':
    'Das System hinter dieser Seite kann nicht sagen, welche Datensätze betroffen wären; deshalb wurde nichts geändert.',
};
