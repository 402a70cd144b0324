import { nation } from '../nation.js';

export const unitedKingdom = nation({
  country: 'United Kingdom',
  phonePrefix: '+44',
  firstNames:
    'Olivia Amelia Isla Ava Grace Poppy Emily Freya Florence Charlotte Margaret Susan Patricia ' +
    'Siân Niamh Zara Priya Chloe Imogen Beatrice Oliver George Harry Noah Jack Leo Arthur Oscar ' +
    'Theodore Alfie Graham Nigel Trevor Keith Rhys Callum Angus Hamish Rajesh Femi Dafydd Declan',
  lastNames:
    'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans ' +
    'Walker White Roberts Green Hall Thomas Clarke Jackson Wood Harris Edwards Turner Martin ' +
    'Cooper Hill Ward Hughes Moore O’Brien O’Connor MacLeod McAllister Okafor Singh Begum ' +
    'Llewellyn Featherstone-Haugh Pym D’Souza',
  cities:
    'London Birmingham Manchester Leeds Glasgow Bristol Edinburgh Cardiff Belfast ' +
    'Newcastle_upon_Tyne York Stoke-on-Trent',
  stems:
    'Harebell Kestrel Thistledown Bramblewood Ironbridge_Lane Saltmarsh Foxglove Driftwood ' +
    'Copperfield_&_Daughters Heron’s_Reach Larkspur Puddingmoor',
  trades:
    'Engineering Insurance Textiles Foods Consulting Marine Publishing Optics Haulage Software ' +
    'Gardens Interiors',
  forms:
    'Ltd Ltd plc LLP',
});
