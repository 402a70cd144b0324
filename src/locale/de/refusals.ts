export default {
  'cannot-ask-field': 'Das System hinter dieser Seite kann nicht nach {field} suchen.',
  'cannot-ask-operator': 'Das System hinter dieser Seite kann nicht auf diese Weise nach {field} suchen.',
  'cannot-match': 'Das System hinter dieser Seite kann Bedingungen nicht auf diese Weise verbinden.',
  'cannot-nest': 'Das System hinter dieser Seite kann Bedingungen nicht so tief verschachteln.',
  'cannot-sort': 'Das System hinter dieser Seite kann nicht nach {field} sortieren.',
  'cannot-sort-by-many': 'Das System hinter dieser Seite kann nicht nach so vielen Spalten sortieren.',
  'cannot-group': 'Das System hinter dieser Seite kann nicht nach {field} zählen.',
  'cannot-group-by-many': 'Das System hinter dieser Seite kann nicht nach so vielen Feldern zugleich zählen.',
  'cannot-aggregate': 'Das System hinter dieser Seite kann keine Kennzahlen von {field} berechnen.',
  tooMany:
    'Diese Seite kann es für bis zu {bound} Datensätze tun, und es sind mehr. Grenzen Sie die Suche ein.',
};
