import { nation } from '../nation.js';

export const sweden = nation({
  country: 'Sweden',
  phonePrefix: '+46',
  firstNames:
    'Maria Anna Margareta Elisabeth Eva Birgitta Kristina Karin Elsa Astrid Linnéa Ebba Saga Alma ' +
    'Ingrid Gunilla Åsa Ulrika Malin Frida Erik Lars Karl Anders Johan Per Nils Björn Göran Gösta ' +
    'Sven Axel Viktor Oskar Elias Hugo Mårten Håkan Jörgen Pär Torbjörn Östen',
  lastNames:
    'Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson ' +
    'Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Lindström ' +
    'Olofsson Lindqvist Lindgren Berglund Axelsson Bergström Lundberg Lind Lundgren Mattsson ' +
    'Sjöberg Wallin Engström Åkesson Öberg Söderström Nyström Holmgren Björklund Sandström Åström ' +
    'Hägglund',
  cities:
    'Stockholm Göteborg Malmö Uppsala Västerås Örebro Linköping Norrköping Luleå Umeå Gävle Åre',
  stems:
    'Norrsken Blåklint Granskog Silversjö Älvdal Lärkan Vintergatan Tallbacken Åskmoln Snöstorm ' +
    'Rönnbär Mälarvik',
  trades:
    'Teknik Handel Konsult Bygg Skog Frakt Livs Verkstad Papper El Möbler Bageri',
  forms:
    'AB AB AB HB Ek._för.',
});
