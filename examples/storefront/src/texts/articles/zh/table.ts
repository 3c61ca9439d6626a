import type { ArticleText } from '../../text.ts';

export const table: Readonly<Record<string, ArticleText>> = {
  'pebble-mug': {
    title: '卵石杯',
    line: '先合手，再合架子。',
    description: '直身圆足的杯子，由两个人在从前的渔网阁楼里拉坯。下三分之一不上釉，让你握住的是陶而不是釉。',
    details: ['炻器，320 毫升', '洗碗机、微波炉可用', '每只略有不同'],
  },
  'afternoon-teapot': {
    title: '午后茶壶',
    line: '最后一滴也倒得准。',
    description: '圆壶，壶嘴改画了十一次，直到不再滴水。可盛四杯，附钢丝滤网。',
    details: ['炻器，1.1 升', '钢滤网', '橡木钮'],
  },
  'shore-plates': {
    title: '海岸餐盘',
    line: '每人两大一小。',
    description: '低边的盘子，留住汤汁，也让菜好看。釉在边缘散成白垩色，像坡道上的潮水。',
    details: ['炻器，三件套', '27、27、20 厘米', '洗碗机、微波炉可用'],
  },
  'supper-bowl': {
    title: '晚餐碗',
    line: '盛汤，盛面，也适合沙发。',
    description: '深得能盛拉面，宽得能拌沙拉。底足收窄，一手托得稳，另一手好翻书。',
    details: ['炻器，22 厘米', '洗碗机、微波炉可用'],
  },
  'norrby-tumblers': {
    title: '潮汐玻璃杯',
    line: '五只杯，五种潮。',
    description: '吹入木模成形，木模每次都烧去一点，所以没有两只完全相同。颜色来自砂里的铁。',
    details: ['人工吹制玻璃，五只', '每只 240 毫升', '手洗'],
  },
  'norrby-carafe': {
    title: '夜用水瓶',
    line: '床边盛水，桌上盛酒。',
    description: '细颈是为了握，橡木塞是为了丢；我们也单卖塞子，写信来就好。',
    details: ['人工吹制玻璃，1 升', '橡木塞'],
  },
  'linen-napkins': {
    title: '亚麻餐巾卷',
    line: '越洗越好。',
    description: '三块水洗亚麻餐巾，斜接缝角，各配一只黄铜环。它们会皱，本该如此。',
    details: ['亚麻，45 × 45 厘米，三块', '黄铜环', '60 °C 洗涤'],
  },
  'bentwood-tray': {
    title: '双人曲木托盘',
    line: '早餐认得上楼的路。',
    description: '蒸弯的橡木围边，贴皮底板，轻得单手可端。附两只小杯。',
    details: ['橡木，上漆', '38 厘米', '两只浓缩咖啡杯'],
  },
  'sunday-egg-cups': {
    title: '周日蛋杯',
    line: '四分钟，一把好勺。',
    description: '一对有腰身的蛋杯，茶劲还没上来，手指也找得到。用下午四点转盘上剩下的泥拉成。',
    details: ['炻器，两只', '8 厘米', '洗碗机可用'],
  },
  'birthday-stand': {
    title: '生日蛋糕架',
    line: '把平常抬高十二厘米。',
    description: '宽盘配可拆的底足，方便收进柜子。盘边的高度刚好接住滚下来的那颗樱桃。',
    details: ['炻器，30 厘米', '底足可旋下', '手洗'],
  },
  'orchard-bowl': {
    title: '果园木盆',
    line: '装得下一路的收获。',
    description: '用老橡树的树瘤挖成，又宽又浅，底下的果子不会压坏。不含水果，不过我们知道哪里有。',
    details: ['橡木，上油，38 厘米', '每只独一无二', '擦拭，勿水洗'],
  },
};
