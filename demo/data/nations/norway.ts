import { nation } from '../nation.js';

export const norway = nation({
  country: 'Norway',
  phonePrefix: '+47',
  firstNames:
    'Kari Anne Ingrid Marit Liv Berit Astrid Solveig Silje Ida Nora Emma Åse Bjørg Gunhild Randi ' +
    'Tone Hilde Turid Ragnhild Ole Per Jan Lars Knut Arne Svein Bjørn Øyvind Håkon Magnus Sindre ' +
    'Eirik Torstein Geir Rune Terje Kjetil Trond Sverre Åsmund Jørgen',
  lastNames:
    'Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen ' +
    'Pettersen Eriksen Berg Haugen Hagen Johannessen Jacobsen Halvorsen Lund Sørensen Moen ' +
    'Gundersen Strand Solberg Bakken Øverby Ødegård Aasen Bråthen Fjeld Myhre Nygård Sæther Tveit ' +
    'Vik Lie Dahl Rønning Skår Engebretsen Åsheim',
  cities:
    'Oslo Bergen Trondheim Stavanger Tromsø Kristiansand Drammen Ålesund Bodø Lillehammer Hamar ' +
    'Ås',
  stems:
    'Fjordlys Nordvind Skogheim Havbris Fjellvåk Midnattsol Bølgen Steinrøys Vinterleie Tindegg ' +
    'Myrull Isbre',
  trades:
    'Fisk Data Energi Shipping Bygg Regnskap Transport Design Havbruk Eiendom Elektro Kraft',
  forms:
    'AS AS ASA ANS SA',
});
