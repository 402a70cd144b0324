export default {
  'no-company': 'Personen tilhører ikke noe firma, og har derfor verken kategori eller leadstatus.',
  'company-without-category': 'Leadstatus krever en kategori. {company} har ingen.',
  'category-missing': 'Kategorien til {company} står ikke i kategorilisten.',
  'category-not-potential-customer':
    'Leadstatus vises bare for firmaer i gruppen Potensiell kunde. {company} er {category}, i gruppen {group}.',
  'category-lead-status-off': 'Leadstatus er ikke aktivert for kategorien {category} til {company}.',
  'value-retained':
    'Den siste verdien, {status}, beholdes: Den er skjult og kan ikke redigeres, men kan fortsatt finnes.',
  'category-inherited': 'En person har kategorien til firmaet sitt. Rediger {company} for å endre den.',
  'item-deleted': '{name} er slettet fra listen og kan ikke velges.',
  'item-not-found': 'Det finnes ikke noe element {id} i listen.',
  'item-in-use': {
    one: '{name} brukes av {count} post og kan ikke fjernes for godt.',
    other: '{name} brukes av {count} poster og kan ikke fjernes for godt.',
  },
  'item-not-deleted': 'Slett {name} før du fjerner elementet for godt.',
  'name-missing': 'Skriv inn et navn.',
  'name-taken': '{name} er allerede i bruk. Navn er unike, også blant slettede.',
  'is-default-status': '{name} er standardstatus for nye leads. Gjør en annen status til standard først.',
  'automation-may-not-downgrade': 'En automatisering kan ikke gjøre en kunde til potensiell kunde igjen.',
  'breaks-rule-in-backend': 'Dataene kom slik fra baksystemet, selv om en regel sier noe annet ({rule}).',
  'record-not-found': 'Den finnes ikke lenger. Noen kan ha slettet den.',
  'field-invalid': '{field}: {message}',
  'changed-since': 'Den er endret siden da, så dette kan ikke angres.',
  'nothing-to-undo': 'Det er ingenting å angre.',
  'backend-takes-no-creation': 'Systemet bak denne siden tar ikke imot nye oppføringer av denne typen.',
  'backend-takes-no-update': 'Systemet bak denne siden lar ikke dette endres her.',
  'backend-takes-no-deletion': 'Systemet bak denne siden lar ikke dette slettes her.',
  'backend-cannot-tell':
    'Systemet bak denne siden kan ikke si hvilke poster dette berører, så det ble ikke gjort.',
};
