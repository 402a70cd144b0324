import { nation } from '../nation.js';

export const france = nation({
  country: 'France',
  phonePrefix: '+33',
  firstNames:
    'Marie Nathalie Isabelle Sylvie Catherine Françoise Valérie Christine Véronique Sandrine ' +
    'Stéphanie Céline Chloé Camille Léa Manon Inès Zoé Éloïse Anaïs Jean Pierre Michel Philippe ' +
    'Alain Nicolas Christophe Daniel Laurent François Frédéric Stéphane Jérôme Benoît Mathéo Théo ' +
    'Raphaël Loïc Noël Gaëtan Rémi Jean-Luc',
  lastNames:
    'Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre ' +
    'Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont ' +
    'Lambert Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry ' +
    'D’Artois de_La_Tour Le_Goff L’Hermitte',
  cities:
    'Paris Lyon Marseille Toulouse Nantes Strasbourg Bordeaux Lille Rennes Saint-Étienne Orléans ' +
    'Besançon',
  stems:
    'Étoile_Bleue Clairière L’Hirondelle Belle_Rive Mistral Val_d’Azur Pré_Fleuri Coquelicot ' +
    'Pierre_Blanche Brise_Marine L’Érable Châtaigne',
  trades:
    'Conseil Textile Vins Aéronautique Fromages Cosmétique Édition Énergie Mécanique Services ' +
    'Pâtisserie Transports',
  forms:
    'SA SAS SARL SAS',
});
