import type { FieldId } from '../model/fields.js';
import { fullName } from './types.js';

/** What columns are called in English, German, Norwegian, Danish, Swedish, French, Spanish and Dutch exports. */
const words: Readonly<Record<FieldId, string>> = {
  [fullName]:
    'full name, contact name, contact person, person, ansprechpartner, ansprechpartnerin, kontaktperson, kontakt, contact, ' +
    'vollständiger name, fullt navn, fullständigt namn, nom complet, nom et prénom, personne de contact, nombre completo, ' +
    'persona de contacto, contacto, volledige naam, contactpersoon, first and last name, name of contact',
  'contact.firstName':
    'first name, given name, forename, vorname, fornavn, förnamn, prénom, nombre de pila, voornaam, first',
  'contact.lastName':
    'last name, surname, family name, nachname, familienname, zuname, etternavn, efternavn, efternamn, nom de famille, ' +
    'apellido, apellidos, achternaam, last',
  'contact.title':
    'title, job title, position, job position, role, job role, function, funktion, stellung, berufsbezeichnung, tittel, ' +
    'stilling, stillingstittel, stillingsbetegnelse, titel, befattning, yrkestitel, fonction, poste, titre, cargo, puesto, título, functie',
  'contact.email':
    'email, e-mail, mail, email address, e-mail address, e-mail-adresse, mailadresse, epost, e-post, epostadresse, ' +
    'e-postadresse, e-postadress, mejl, mejladress, courriel, adresse e-mail, adresse électronique, correo, ' +
    'correo electrónico, e-mailadres',
  'contact.phone':
    'phone, telephone, tel, phone number, telephone number, work phone, direct phone, telefon, telefonnummer, telefonnr, ' +
    'rufnummer, durchwahl, tlf, tlfnr, telefonnummer arbeid, téléphone, numéro de téléphone, teléfono, ' +
    'número de teléfono, telefoon, telefoonnummer',
  'contact.mobile':
    'mobile, mobile phone, mobile number, cell, cell phone, cellphone, handy, handynummer, mobil, mobiltelefon, ' +
    'mobilnummer, mobilnr, portable, téléphone portable, móvil, teléfono móvil, celular, gsm, mobiel',
  'contact.leadStatus': 'lead status, status, leadstatus, lead-status, statut, estado',
  'contact.retired': 'retired, left company, ausgeschieden, sluttet, slutat, fratrådt, former employee',
  'contact.note':
    'note, notes, comment, comments, remark, remarks, notiz, notizen, bemerkung, bemerkungen, kommentar, kommentarer, ' +
    'notat, notater, merknad, anteckning, anteckningar, remarque, commentaire, nota, notas, comentario, comentarios, opmerking',
  'company.name':
    'company, company name, organisation, organization, organisation name, organization name, account, account name, ' +
    'employer, customer, customer name, business name, firma, firmenname, unternehmen, unternehmensname, gesellschaft, ' +
    'kunde, kundenname, firmanavn, bedrift, bedriftsnavn, selskap, selskapsnavn, kundenavn, virksomhed, virksomhedsnavn, ' +
    'företag, företagsnamn, bolag, kund, kundnamn, société, entreprise, nom de la société, nom de l’entreprise, ' +
    'raison sociale, client, empresa, nombre de la empresa, compañía, razón social, cliente, bedrijf, bedrijfsnaam',
  'company.category': 'category, company category, kategorie, kategori, catégorie, categoría, categorie',
  'company.business':
    'business, industry, sector, line of business, branche, industrie, bransje, næring, bransch, secteur, ' +
    'secteur d’activité, industria, sector de actividad, bedrijfstak',
  'company.city':
    'city, town, place, locality, ort, stadt, wohnort, by, sted, poststed, postadresse sted, stad, postort, ville, ' +
    'localité, ciudad, localidad, población, plaats, woonplaats',
  'company.country': 'country, land, country name, pays, país, staat, nation',
  'company.phone':
    'switchboard, main phone, zentrale, telefonzentrale, sentralbord, hovednummer, växel, växelnummer, standard téléphonique, centralita',
  'company.email': 'general email, info email, zentrale e-mail, correo general',
  'company.website':
    'website, web site, web, url, homepage, home page, web page, webseite, internetseite, internet, nettside, nettsted, ' +
    'hjemmeside, hemsida, webbplats, webbsida, site web, site internet, site, sitio web, página web, domain, company domain',
  'company.owner':
    'owner, our contact, account manager, account owner, responsible, sales rep, betreuer, kundenbetreuer, verantwortlich, ' +
    'verantwortlicher, zuständig, ansvarlig, vår kontakt, kundeansvarlig, selger, ansvarig, kundansvarig, säljare, ' +
    'responsable, propriétaire, commercial, propietario, vendedor, eigenaar, accountmanager',
};

/** Columns that only the other columns can explain: of whom is the name, the phone? */
const genericWords = 'name, navn, namn, nom, nombre, naam';

/** First words that say whose value it is: "company phone", "Kunde E-Mail", "contactTitle". */
const prefixes: Readonly<Record<'company' | 'contact', string>> = {
  company:
    'company, companys, organisation, organization, account, firma, firmen, firmas, unternehmen, unternehmens, kunde, kunden, ' +
    'customer, client, bedrift, bedrifts, selskap, selskaps, virksomhed, virksomheds, företag, företags, bolag, bolags, kund, ' +
    'société, entreprise, empresa, compañía, cliente, bedrijf, business',
  contact:
    'contact, contacts, person, persons, kontakt, kontaktperson, ansprechpartner, personne, persona, contacto, lead, employee',
};

/** What a header says by itself. */
export interface HeaderMeaning {
  /** A field, `fullName`, or just `name`: somebody's, the other columns know whose. */
  readonly target: FieldId;
  /** Whether a first word says whose it is. */
  readonly isPrefixed: boolean;
}

const byWord = new Map<string, FieldId>(
  Object.entries(words).flatMap(([target, list]) =>
    list.split(', ').map((word) => [wordKey(word), target] as const),
  ),
);
const generic = new Set(genericWords.split(', ').map(wordKey));
const prefixWords = new Map(
  Object.entries(prefixes).flatMap(([entity, list]) =>
    list.split(', ').map((word) => [wordKey(word), entity as 'company' | 'contact'] as const),
  ),
);

/** Reads `companyName`, `COMPANY_NAME`, `Company name:` and `Firmenname` alike. Undefined: it says nothing. */
export function meaningOf(header: string): HeaderMeaning | undefined {
  const [first = '', ...others] = wordsOf(header);
  const key = [first, ...others].join('');
  const entity = others.length > 0 ? prefixWords.get(first) : undefined;
  const direct = byWord.get(key);
  if (direct !== undefined) return { target: direct, isPrefixed: entity !== undefined };
  if (generic.has(key)) return { target: 'name', isPrefixed: false };
  return entity && prefixedMeaning(entity, others.join(''));
}

function prefixedMeaning(entity: 'company' | 'contact', rest: string): HeaderMeaning | undefined {
  if (generic.has(rest))
    return { target: entity === 'company' ? 'company.name' : fullName, isPrefixed: true };
  const meant = byWord.get(rest);
  if (meant === undefined) return undefined;
  const [, key = ''] = meant.split('.');
  const target = `${entity}.${key}`;
  // "contact city" has no place; "company title" neither
  return Object.hasOwn(words, target) ? { target, isPrefixed: true } : undefined;
}

/** A word without case, accents and punctuation: the form in which headers are compared. */
export function wordKey(text: string): string {
  return wordsOf(text).join('');
}

function wordsOf(text: string): readonly string[] {
  const plain = text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss');
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
