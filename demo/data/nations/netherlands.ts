import { nation } from '../nation.js';

export const netherlands = nation({
  country: 'Netherlands',
  phonePrefix: '+31',
  firstNames:
    'Maria Johanna Anna Elisabeth Wilhelmina Cornelia Hendrika Femke Sanne Lotte Fleur Roos Maud ' +
    'Saar Tess Noor Jolien Marijke Ineke Truus Johannes Jan Cornelis Hendrik Willem Pieter Gerrit ' +
    'Daan Sem Bram Lars Thijs Ruben Jesse Sjoerd Wouter Joost Maarten Koen Bas Teun Jurriën',
  lastNames:
    'de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer ' +
    'Mulder de_Groot Bos Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits ' +
    'de_Graaf van_der_Meer van_der_Linden Kok Jacobs de_Haan Vermeulen van_den_Heuvel ' +
    'van_der_Veen van_den_Broek de_Bruijn van_der_Heijden Schouten van_Beek Willems van_Vliet ' +
    'Hoekstra Maas ten_Have',
  cities:
    'Amsterdam Rotterdam Utrecht Eindhoven Groningen Tilburg Haarlem Arnhem Leiden Zwolle ' +
    '’s-Hertogenbosch Delft',
  stems:
    'Zeewind Tulpveld Molenwiek Poldergeest Duinroos IJsvogel Waterlelie Noorderlicht ' +
    'Grachtengoud Lepelaar Rietkraag Windroos',
  trades:
    'Bloemen Techniek Transport Zuivel Advies Scheepsbouw Papier Installatie Kaas Drukkerij ' +
    'Interieur Energie',
  forms:
    'B.V. B.V. N.V. V.O.F.',
});
