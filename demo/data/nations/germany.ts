import { nation } from '../nation.js';

export const germany = nation({
  country: 'Germany',
  phonePrefix: '+49',
  firstNames:
    'Anna Maria Ursula Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika ' +
    'Andrea Claudia Annegret Heike Käthe Lotte Mathilda Peter Michael Thomas Wolfgang Klaus ' +
    'Jürgen Günter Stefan Christian Uwe Werner Horst Frank Dieter Manfred Gerhard Jörg Götz ' +
    'Rüdiger Björn Moritz Leon',
  lastNames:
    'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch ' +
    'Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann ' +
    'Lange Schmitt Werner Krause Lehmann Köhler Maier Böhm Weiß Groß Jäger Vogt Günther Sauer ' +
    'Pfeiffer von_Ahlen von_der_Heide zu_Eltz',
  cities:
    'Berlin Hamburg München Köln Frankfurt_am_Main Stuttgart Düsseldorf Leipzig Dresden Hannover ' +
    'Nürnberg Münster',
  stems:
    'Nordstern Waldblick Eisvogel Lindenhof Rheinaue Alpenglühen Kupferkessel Sonnentau Weißdorn ' +
    'Mühlbach Grünspecht Süderelbe',
  trades:
    'Maschinenbau Logistik Werkzeuge Elektronik Software Stahl Brauerei Druck Verpackung Optik ' +
    'Möbel Gebäudetechnik',
  forms:
    'GmbH GmbH AG GmbH_&_Co._KG e.K. OHG',
});
