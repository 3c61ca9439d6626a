import type { ArticleText } from '../../text.ts';

export const light: Readonly<Record<string, ArticleText>> = {
  'chanterelle-lamp': {
    title: '鸡油菌台灯',
    line: '边柜上的小太阳。',
    description: '旋压钢板，外珐琅内白，光落在桌上而不刺眼。轻触灯帽即可调光。',
    details: ['珐琅钢，34 厘米', '暖光 LED，可调光', '织物电线，2 米'],
  },
  'pleat-lamp': {
    title: '百褶台灯',
    line: '祖母的灯罩，去掉流苏。',
    description: '棉纸手工折叠的灯罩，车制胡桃木灯座。褶皱把光变柔，连星期二都好看。',
    details: ['棉纸，胡桃木', '41 厘米', 'E27，附灯泡'],
  },
  'harbour-pendant': {
    title: '港口吊灯',
    line: '挂低些，围坐来。',
    description: '码头灯的罩子，为厨房餐桌而做。珐琅钢配黄铜领圈，三米电线。',
    details: ['珐琅钢，38 厘米', 'E27，附灯泡', '电线 3 米'],
  },
  'paper-moon': {
    title: '纸月亮',
    line: '比随附的信还轻。',
    description: '竹骨桑皮纸球灯，糊好后自然风干。匠人一个月折四十只，已全部售出；我们已请他再做。',
    details: ['桑皮纸，竹', '45 厘米', '不含电线'],
  },
  'beeswax-tapers': {
    title: '蜂蜡细烛',
    line: '浸三十次，燃七小时。',
    description: '三支手工浸制的纯蜂蜡烛，配小黄铜脚。闻起来像温暖的阁楼，几乎不滴蜡。',
    details: ['蜂蜡，三支', '25 厘米', '黄铜脚'],
  },
  'brass-chamberstick': {
    title: '黄铜手持烛台',
    line: '把光从一间屋带到另一间。',
    description: '浅盘、一指圆环、一个插座，什么细烛都合。砂铸，手工抛光；放任它，便会变深。',
    details: ['实心黄铜', '15 厘米', '附一支蜡烛'],
  },
  'hearth-candle': {
    title: '炉边香烛',
    line: '木烟、橙皮、一点焦油。',
    description: '菜籽蜡装在炻器杯里，明年它就是笔筒。棉芯，燃五十小时。',
    details: ['菜籽蜡与蜂蜡', '220 克，约 50 小时', '杯由 Brackwater Pottery 制'],
  },
  'storm-lantern': {
    title: '防风提灯',
    line: '在台阶上等你回家。',
    description: '粉末涂层钢架，四片玻璃可抽出擦拭。放得下一支柱烛，或一罐萤火虫；再坏的天气它也经历过。',
    details: ['钢与玻璃，38 厘米', '室内外皆可', '附柱烛'],
  },
  'copper-wreath': {
    title: '铜丝灯环',
    line: '十六个进屋的小理由。',
    description: '铜丝圈，随手绑上篱边的枝叶，十六点暖光。电池藏在丝带后面，够用整个圣诞季。',
    details: ['铜丝，36 厘米', '附三节 AA 电池', '定时：每天六小时'],
  },
  'dinner-candles': {
    title: '七支餐烛',
    line: '一周的晚餐，烛芯还连着。',
    description: '成对浸制，下架时就用纸包好。硬脂加三分之一蜂蜡：站得直，烧得净，别无所求。',
    details: ['硬脂与蜂蜡，28 厘米', '七支，每支八小时', '适合 22 毫米烛座'],
  },
  'match-bottle': {
    title: '瓶装长火柴',
    line: '够得到罐底的烛芯。',
    description: '六十根白杨木火柴，软木塞封口，擦火面在瓶身。瓶子盼着再被装满：补充装用素盒寄来。',
    details: ['六十根，18 厘米', '玻璃，软木', '瓶侧擦火面'],
  },
};
