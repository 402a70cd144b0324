import { nation } from '../nation.js';

export const turkey = nation({
  country: 'Türkiye',
  phonePrefix: '+90',
  firstNames:
    'Fatma Ayşe Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Merve Büşra Özlem Gülşen ' +
    'Yasemin Çiğdem Nilüfer Ebru Tuğba İpek Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail ' +
    'Osman Yusuf Murat Ömer Ramazan Halil Süleyman Emre Çağrı Barış Ökkeş Uğur Ümit Işık',
  lastNames:
    'Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan ' +
    'Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Çakır Erdoğdu Yavuz Can Acar Güneş Aktaş ' +
    'Bozkurt Bulut Keskin Ünal Turan Gül Özer Işık Kaplan Avcı Sarı Tekin Taş',
  cities:
    'İstanbul Ankara İzmir Bursa Antalya Konya Adana Gaziantep Eskişehir Muğla Çanakkale Trabzon',
  stems:
    'Güneşli Mavideniz Yıldıztepe Altınova Çınar Işıltı Karanfil Şelale Gökkuşağı Zeytindalı ' +
    'İncirlik_Yolu Ürgüp_Taşı',
  trades:
    'Tekstil İnşaat Gıda Lojistik Otomotiv Turizm Elektrik Mobilya Yazılım Makine Seramik Enerji',
  forms:
    'A.Ş. A.Ş. Ltd._Şti.',
});
