import { nation } from '../nation.js';

export const poland = nation({
  country: 'Poland',
  phonePrefix: '+48',
  firstNames:
    'Anna Maria Katarzyna Małgorzata Agnieszka Krystyna Barbara Ewa Elżbieta Zofia Teresa ' +
    'Magdalena Joanna Janina Monika Danuta Jadwiga Aleksandra Łucja Żaneta Piotr Krzysztof ' +
    'Andrzej Jan Stanisław Tomasz Paweł Marcin Michał Marek Grzegorz Józef Łukasz Adam Zbigniew ' +
    'Jerzy Tadeusz Mateusz Dariusz Mariusz Bożydar Świętosław',
  lastNames:
    'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak ' +
    'Dąbrowski Kozłowski Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski ' +
    'Grabowski Zając Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski ' +
    'Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski Witkowski Walczak ' +
    'Sikora Żak',
  cities:
    'Warszawa Kraków Łódź Wrocław Poznań Gdańsk Szczecin Bydgoszcz Lublin Białystok Rzeszów Toruń',
  stems:
    'Bursztyn Złoty_Kłos Wiślana Sokół Źródło Jarzębina Żubr Dębowy_Liść Modrzew Szafir Łabędź ' +
    'Księżyc',
  trades:
    'Budownictwo Transport Meble Stal Piekarnia Elektronika Szkło Odzież Maszyny Usługi Chemia ' +
    'Drukarnia',
  forms:
    'Sp._z_o.o. Sp._z_o.o. S.A. Sp.j.',
});
