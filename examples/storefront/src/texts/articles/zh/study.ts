import type { ArticleText } from '../../text.ts';

export const study: Readonly<Record<string, ArticleText>> = {
  'day-notebook': {
    title: '日记本',
    line: '摊得平，守得住。',
    description: '布面硬壳，锁线装订，纸张不洇墨。一百九十二页，两条丝带：一条给今天，一条给你拖着的事。',
    details: ['A5，192 页，点阵', '100 克纸', '两条书签带'],
  },
  'brass-pencil-cup': {
    title: '黄铜笔筒与铅笔',
    line: '五支好铅笔和它们的家。',
    description: '旋压黄铜筒，底部加重，装着五支本店配色的雪松铅笔。笔筒能熬过几百次添补。',
    details: ['实心黄铜，10 厘米', '五支铅笔，HB'],
  },
  'station-clock': {
    title: '车站时钟',
    line: '准时，不滴答。',
    description: '桌钟，秒针无声滑行。一节电池用两年；没有应用程序。',
    details: ['钢与玻璃，18 厘米', '静音机芯', '附一节 AA 电池'],
  },
  'letter-box': {
    title: '桌上信盒',
    line: '给待回之物一个去处。',
    description: '敞口橡木盒，放信、账单和打算寄出的明信片。四角燕尾榫，底下衬毡。',
    details: ['橡木，黄铜钮', '26 × 14 × 16 厘米'],
  },
  'stone-bookends': {
    title: '四分之一圆书挡',
    line: '三公斤的好教养。',
    description: '一对带纹石材的四分之一圆，锯切打磨。能让一排小说站直，没有书也好看。',
    details: ['天然石，一对', '15 厘米，3 公斤', '软木底'],
  },
  'valley-print': {
    title: '山谷，傍晚',
    line: '给没有风景的墙。',
    description: '五色丝网版画，铅笔编号，画框木料任选。就在店铺楼上印制。',
    details: ['30 × 40 厘米，带框', '限量 200', '棉纸'],
  },
  'well-ink': {
    title: '一瓶墨水',
    line: '在你改主意之前就干。',
    description: '颜料与树胶研磨而成，蘸水笔和钢笔都合用。“夜色”近黑，“余烬”用来批改，“苔绿”写给你喜欢的人。',
    details: ['45 毫升，颜料墨水', '钢笔、蘸水笔适用', '瓶子可续装'],
  },
  'letter-set': {
    title: '四十封信的纸',
    line: '电话可以等等。',
    description: '四十张彩边信纸和同样多的衬里信封，盒子以后装回信。纸的两面都能写。',
    details: ['40 张纸，40 个信封', '110 克棉纸', '对折 A5'],
  },
  'reading-glass': {
    title: '放大镜',
    line: '看地图、邮票和小字。',
    description: '三倍镜片嵌在黄铜环里，胡桃木柄轻重合宜。拿着它，谁都像马上要查明真相的人。',
    details: ['光学玻璃，3×', '黄铜与胡桃木，24 厘米', '附毛毡套'],
  },
  'seal-set': {
    title: '印章与火漆',
    line: '把信封得值得拆开。',
    description: '刻着茴香枝的黄铜章和两支火漆，邮寄时会弯而不裂。约够三十封信。',
    details: ['黄铜章，胡桃木柄', '两支火漆', '茴香枝或您的字母'],
  },
};
