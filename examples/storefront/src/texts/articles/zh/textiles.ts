import type { ArticleText } from '../../text.ts';

export const textiles: Readonly<Record<string, ArticleText>> = {
  'fell-throw': {
    title: '山原羊毛毯',
    line: '两只羊，一张沙发。',
    description: '原色纱与染毛纱织成人字纹，单面起绒。沉得让人不想起身。',
    details: ['羔羊毛，130 × 190 厘米', '同一家织坊织造', '多晾少洗'],
  },
  'linen-cushion': {
    title: '水洗亚麻靠垫',
    line: '已经站在你这边。',
    description: '厚亚麻用石头洗到柔软，隐形拉链，鸭羽毛芯可以拍松许多年。',
    details: ['亚麻，50 × 50 厘米', '含羽毛芯', '外套 40 °C 可洗'],
  },
  'deckchair-cushion': {
    title: '躺椅条纹靠垫',
    line: '室内的夏天。',
    description: '海滨躺椅的条纹帆布，织得够软，可以枕头。两面都有条纹，因为靠垫总会翻面。',
    details: ['棉帆布，45 × 45 厘米', '含羽毛芯'],
  },
  'waffle-towels': {
    title: '华夫格毛巾',
    line: '干时薄，湿时渴。',
    description: '四条棉麻毛巾，深华夫格。挂一夜就干，十一月也一样。',
    details: ['棉麻，四条', '50 × 90 厘米', '60 °C 洗涤'],
  },
  'attic-quilt': {
    title: '阁楼绗缝被',
    line: '机器缝制，手工修补。',
    description: '两层水洗棉夹羊毛，菱格绗缝。万一破了就寄回来：修补已含在价里。',
    details: ['棉，羊毛填充', '140 × 220 厘米', '终身修补'],
  },
  'quay-rug': {
    title: '码头地毯',
    line: '平织、条纹，不怕靴子。',
    description: '黄麻与棉平织，两面一样，手结流苏。一年拍打两次，它比你长寿。',
    details: ['黄麻与棉', '80 × 240 厘米', '双面可用'],
  },
  'log-basket': {
    title: '海草篮',
    line: '吞得下毯子、柴火和玩具。',
    description: '藤架上编成，提手一直绕到篮底。图中篮里之物不含在内，不过就在附近。',
    details: ['海草，藤', '40 × 36 厘米', '承重 15 公斤'],
  },
  'wedding-linen': {
    title: '婚床亚麻寝具',
    line: '来信定制。',
    description: '双人厚亚麻寝具，绣上您寄来的姓名首字母。不陈列，只凭来信出售。',
    details: ['亚麻，双人套装', '六周'],
  },
  'shepherd-blanket': {
    title: '牧羊人小毯',
    line: '一条给你，一条给狗。',
    description: '一对人字纹小毯，盖膝、铺童车、放后座。用长匹的尾料织成，色调略有差异。',
    details: ['羔羊毛，70 × 180 厘米，一对', '色调略有不同'],
  },
  'oat-soap': {
    title: '手工皂，两块',
    line: '洗干净，然后不打扰。',
    description: '橄榄油与菜籽油，手工切块，晾干六周。燕麦朴素微糙，薰衣草宜晚间，松木宜园艺之后。',
    details: ['两块，各 110 克', '不含棕榈油', '纸包装，无塑料'],
  },
  'fell-socks': {
    title: '山原羊毛袜',
    line: '穿得进靴子的拖鞋。',
    description: '用和毯子同样两群羊的毛织成，罗纹口不下滑。脚跟双层，因为人就活在那里。',
    details: ['羊毛，五分之一锦纶', '30 °C 洗涤', '第一年免费织补'],
  },
  'bed-warmer': {
    title: '针织套热水袋',
    line: '先上楼，替你占好位置。',
    description: '两升天然橡胶热水袋，配抽绳针织外套。给自己烧水时顺便灌上，能暖到凌晨三点。',
    details: ['天然橡胶，2 升', '羔羊毛外套', '外套 30 °C 可洗'],
  },
  'peg-scarf': {
    title: '门边围巾',
    line: '谁先出门归谁。',
    description: '宽幅罗纹，长得可以绕两圈。挂在门边，不专属于谁，所以人们常买两条。',
    details: ['羔羊毛，30 × 200 厘米', '一家织坊，一群羊', '手洗'],
  },
};
