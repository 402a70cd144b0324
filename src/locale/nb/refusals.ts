export default {
  'cannot-ask-field': 'Systemet bak denne siden kan ikke søke etter {field}.',
  'cannot-ask-operator': 'Systemet bak denne siden kan ikke søke etter {field} på denne måten.',
  'cannot-match': 'Systemet bak denne siden kan ikke kombinere betingelser på denne måten.',
  'cannot-nest': 'Systemet bak denne siden kan ikke nøste betingelser så dypt.',
  'cannot-sort': 'Systemet bak denne siden kan ikke sortere etter {field}.',
  'cannot-sort-by-many': 'Systemet bak denne siden kan ikke sortere etter så mange kolonner.',
  'cannot-group': 'Systemet bak denne siden kan ikke telle etter {field}.',
  'cannot-group-by-many': 'Systemet bak denne siden kan ikke telle etter så mange felter på én gang.',
  'cannot-aggregate': 'Systemet bak denne siden kan ikke regne ut tall for {field}.',
  tooMany: 'Denne siden kan gjøre det for opptil {bound} poster, og det er flere. Avgrens søket.',
};
