import type { ArticleText } from '../../text.ts';

export const garden: Readonly<Record<string, ArticleText>> = {
  'olive-tree': {
    title: '小橄榄树',
    line: '喜欢阳光、冷落和聊天。',
    description: '五岁，已经虬曲。种在陶盆里，附一张卡片说何时浇水：比你想的要少。',
    details: ['约 70 厘米', '喜阳，防冻', '陶盆'],
  },
  'kitchen-fern': {
    title: '厨房蕨',
    line: '有蒸汽的地方最快乐。',
    description: '适合浴室和水槽边的波士顿蕨。忘它一周，它会闹脾气；浇了水，傍晚就原谅你。',
    details: ['约 50 厘米', '半阴，湿润', '炻器盆'],
  },
  'rubber-plant': {
    title: '橡皮树',
    line: '擦一擦，就发亮。',
    description: '直立的茎，深色大叶。它朝窗生长；每个星期天转一转，就长得直。',
    details: ['约 65 厘米', '明亮，避直晒', '釉面盆'],
  },
  'doorstep-cactus': {
    title: '门口仙人掌',
    line: '什么都不要，照样开花。',
    description: '一根柱，两只臂，多数春天还有一朵花。给常出门的人，也给自称养不活植物的人。',
    details: ['约 30 厘米', '喜阳，几乎不浇水'],
  },
  'window-herbs': {
    title: '窗台香草',
    line: '罗勒、细香葱、鼠尾草，伸手可及。',
    description: '橡木盒内衬锌盘，三种香草。吃完一种，苗圃只收邮票钱就寄来下一种。',
    details: ['橡木盒，锌盘', '40 × 14 厘米', '三种香草'],
  },
  'long-spout-can': {
    title: '长嘴浇水壶',
    line: '够得着盆后面的盆。',
    description: '室内浇水壶，壶嘴又长又细又准；黄铜花洒可拧下，想要雨时再装上。',
    details: ['珐琅钢，黄铜', '1.6 升'],
  },
  'cutting-station': {
    title: '扦插水培架',
    line: '看根在思考。',
    description: '橡木架上三只吹制玻璃泡。插枝入水，等两周；送走小苗，再来一次。',
    details: ['人工吹制玻璃，橡木', '34 厘米', '不含插枝'],
  },
  'bud-vase': {
    title: '草地小花瓶',
    line: '给回家路上采的花。',
    description: '圆腹，瓶颈容三枝。上釉是为盛水，留粗是为了看不出来。',
    details: ['炻器，15 厘米', '花请自己找'],
  },
  'branch-vase': {
    title: '枝条花瓶',
    line: '风从门进来，它也站得住。',
    description: '高身，重足，细颈，插得住会压倒别的花瓶的枝条。下半露出陶土。',
    details: ['炻器，34 厘米', '约 2.4 公斤'],
  },
  'first-seeds': {
    title: '种子包',
    line: '三月播种，七月炫耀。',
    description: '三包合成一畦。“草地”给蜜蜂，“沙拉”给厨房门外的台阶，“香豌豆”给那道你打算刷漆的篱笆。',
    details: ['三包，自留种品种', '三月至五月播种', '约够 6 平方米'],
  },
  'late-tulips': {
    title: '一网晚花郁金香',
    line: '十一月埋下，忘掉，再惊喜。',
    description: '三个品种共二十五颗，先后开放。种得比你以为的更深，尖头朝上，其余交给寒冷。',
    details: ['25 颗，三个品种', '十月至十二月种植', '五月开花'],
  },
  'hand-trowel': {
    title: '园艺手铲',
    line: '杂草见了要叹气。',
    description: '一块钢锻成，上油橡木柄，皮绳环。左刃带齿，对付顶嘴的根。',
    details: ['锻钢，橡木', '31 厘米', '一年磨一次'],
  },
  'plant-food': {
    title: '植物营养液',
    line: '隔周星期天，一瓶盖。',
    description: '聚合草与糖蜜，在苗圃自家的桶里发酵。味道一分钟，效力两星期；瓶盖就是量杯。',
    details: ['500 毫升，可兑 100 升水', '纯植物', '三月至十月使用'],
  },
  'hedge-gloves': {
    title: '树篱手套',
    line: '刺都留在外面。',
    description: '山羊皮手指，帆布护腕，接缝外翻，不磨手。湿了会变硬，戴久就体贴。',
    details: ['山羊皮与帆布', '两种尺码', '阴处晾干'],
  },
};
