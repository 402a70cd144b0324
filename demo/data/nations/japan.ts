import { nation } from '../nation.js';

export const japan = nation({
  country: 'Japan',
  phonePrefix: '+81',
  firstNames:
    'Yui Aoi Hina Rin Sakura Akari Yuna Miyu Haruka Nanami Keiko Michiko Sachiko Kaori Tomoko ' +
    'Naoko Ayumi Emi Yōko Kyōko Haruto Yuto Sota Riku Ren Kaito Hiroshi Takashi Kenji Akira ' +
    'Satoshi Makoto Shin’ichi Jun’ya Kōji Yūki Ryō Daichi Taro Kazuo Tetsuya Minoru',
  lastNames:
    'Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada ' +
    'Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Yamazaki Mori Abe Ikeda Hashimoto ' +
    'Yamashita Ishikawa Nakajima Maeda Fujita Ogawa Goto Okada Hasegawa Murakami Kondō Ishii ' +
    'Saitō Sakamoto Endō Aoki Fujii Ōno',
  cities:
    'Tōkyō Ōsaka Nagoya Sapporo Fukuoka Kōbe Kyōto Yokohama Sendai Hiroshima Kanazawa Naha',
  stems:
    'Tsukimi Aozora Hinode Kawasemi Yukiguni Momiji Hoshizora Minamikaze Asagiri Kaminari ' +
    'Sazanami Takenoko',
  trades:
    'Denki Kensetsu Seiyaku Shokuhin Butsuryū Insatsu Kagaku Seisakusho Shōji Kōgyō Unyu Bussan',
  forms:
    'K.K. K.K. G.K.',
  ownScript: {
    persons: [
      ['太郎', '山川', 'taro.yamakawa'],
      ['花子', '青木', 'hanako.aoki'],
      ['さくら', '小林', 'sakura.kobayashi'],
      ['健二', '石橋', 'kenji.ishibashi'],
      ['ゆき', '森', 'yuki.mori'],
    ],
    companies: ['株式会社月見電機', '青空食品株式会社', '合同会社カワセミ'],
  },
});
