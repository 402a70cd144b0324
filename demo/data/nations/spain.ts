import { nation } from '../nation.js';

export const spain = nation({
  country: 'Spain',
  phonePrefix: '+34',
  firstNames:
    'María Carmen Ana Isabel Laura Cristina Marta Dolores Lucía Pilar Paula Sofía Elena Raquel ' +
    'Rocío Inés Noelia Begoña Ángeles Concepción Antonio José Manuel Francisco Juan David Javier ' +
    'Daniel Carlos Jesús Alejandro Miguel Rafael Pablo Ángel Sergio Fernando Jorge Iñaki Álvaro ' +
    'Íñigo Martín',
  lastNames:
    'García_López Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez ' +
    'Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Domínguez ' +
    'Vázquez Ramos Gil Ramírez Serrano Blanco Molina Suárez Ortega Delgado Castro Ortiz Núñez ' +
    'de_la_Fuente del_Río Ibáñez Peña Cortés Bermúdez',
  cities:
    'Madrid Barcelona Valencia Sevilla Zaragoza Málaga Bilbao A_Coruña Córdoba Cádiz Logroño León',
  stems:
    'Luz_de_Mar Montealto Olivar_Viejo Río_Claro Brisa_del_Sur Almendro Piedra_Alta Peñasol Ñandú ' +
    'Costa_Ámbar Trébol Girasol',
  trades:
    'Aceites Construcciones Logística Alimentación Cerámica Energía Textil Informática Bodegas ' +
    'Consultoría Viajes Maquinaria',
  forms:
    'S.A. S.L. S.L. S.Coop.',
});
