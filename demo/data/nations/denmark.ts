import { nation } from '../nation.js';

export const denmark = nation({
  country: 'Denmark',
  phonePrefix: '+45',
  firstNames:
    'Anne Kirsten Mette Hanne Anna Helle Susanne Lene Maria Marianne Camilla Freja Ida Sofie ' +
    'Karla Asta Bodil Dorthe Gitte Pernille Peter Jens Michael Lars Henrik Thomas Søren Jan ' +
    'Christian Martin Niels Jørgen Anders Rasmus Mads Frederik Asger Bjarne Kåre Preben Torben ' +
    'Ejnar',
  lastNames:
    'Nielsen Jensen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen ' +
    'Petersen Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen ' +
    'Knudsen Jakobsen Mikkelsen Olesen Frederiksen Laursen Henriksen Lund Schmidt Eriksen Holm ' +
    'Kristiansen Clausen Simonsen Svendsen Andreasen Iversen Østergaard Jeppesen Vestergaard Kjær ' +
    'Nørgaard',
  cities:
    'København Aarhus Odense Aalborg Esbjerg Randers Kolding Horsens Vejle Roskilde Helsingør ' +
    'Ærøskøbing',
  stems:
    'Klitrose Havgus Bøgelund Lyngbakke Storeå Mågen Vadehav Kornblomst Fyrtårn Solsort ' +
    'Strandvænge Hedelyng',
  trades:
    'Mejeri Vind Data Møbler Rederi Byg Auto Medico Gartneri Tryk Logistik Bogføring',
  forms:
    'A/S ApS ApS I/S',
});
