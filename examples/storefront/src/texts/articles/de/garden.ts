import type { ArticleText } from '../../text.ts';

export const garden: Readonly<Record<string, ArticleText>> = {
  'olive-tree': {
    title: 'Kleiner Olivenbaum',
    line: 'Mag Sonne, Vernachlässigung und Gespräche.',
    description:
      'Fünf Jahre alt und schon knorrig. Er kommt im Terrakottatopf mit einer Karte, die sagt, wann zu gießen ist: seltener, als man denkt.',
    details: ['Etwa 70 cm', 'Sonne, frostfrei', 'Terrakottatopf'],
  },
  'kitchen-fern': {
    title: 'Küchenfarn',
    line: 'Am glücklichsten, wo es dampft.',
    description:
      'Ein Schwertfarn für Bäder und Spülbecken. Vergisst man ihn eine Woche, schmollt er; gießt man ihn, verzeiht er bis zum Abend.',
    details: ['Etwa 50 cm', 'Halbschatten, feucht', 'Topf aus Steinzeug'],
  },
  'rubber-plant': {
    title: 'Gummibaum',
    line: 'Polieren, und er glänzt.',
    description:
      'Große dunkle Blätter an einem aufrechten Stamm. Er wächst zum Fenster; wer ihn sonntags dreht, behält ihn gerade.',
    details: ['Etwa 65 cm', 'Hell, keine direkte Sonne', 'Glasierter Topf'],
  },
  'doorstep-cactus': {
    title: 'Türkaktus',
    line: 'Verlangt nichts. Blüht trotzdem.',
    description:
      'Eine Säule mit zwei Armen und in den meisten Frühjahren einer Blüte. Für Leute, die reisen, und Leute, die sagen, bei ihnen gehe alles ein.',
    details: ['Etwa 30 cm', 'Sonne, kaum Wasser'],
  },
  'window-herbs': {
    title: 'Kräuter fürs Fensterbrett',
    line: 'Basilikum, Schnittlauch, Salbei, in Reichweite.',
    description:
      'Drei Kräuter in einem Eichenkasten mit Zinkwanne. Ist eines gegessen, schickt die Gärtnerei das nächste zum Preis der Briefmarke.',
    details: ['Eichenkasten, Zinkwanne', '40 × 14 cm', 'Drei Kräuter'],
  },
  'long-spout-can': {
    title: 'Gießkanne mit langem Hals',
    line: 'Erreicht den Topf hinter dem Topf.',
    description:
      'Eine Kanne für drinnen mit einem Hals, der lang, dünn und treffsicher ist, und einer Brause aus Messing, die sich aufschrauben lässt, wenn es regnen soll.',
    details: ['Emaillierter Stahl, Messing', '1,6 l'],
  },
  'cutting-station': {
    title: 'Stecklingsstation',
    line: 'Den Wurzeln beim Denken zusehen.',
    description:
      'Drei mundgeblasene Kolben in einer Leiste aus Eiche. Einen Steckling ins Wasser, zwei Wochen warten; die Pflanze verschenken und von vorn beginnen.',
    details: ['Mundgeblasenes Glas, Eiche', '34 cm', 'Stecklinge nicht dabei'],
  },
  'bud-vase': {
    title: 'Wiesenvase',
    line: 'Für das, was man auf dem Heimweg pflückt.',
    description:
      'Ein runder Bauch und ein Hals für drei Stiele. Glasiert, damit sie Wasser hält, und rau gelassen, damit sie nicht so aussieht.',
    details: ['Steinzeug, 15 cm', 'Blumen finden Sie selbst'],
  },
  'branch-vase': {
    title: 'Zweigvase',
    line: 'Steht, wenn der Wind durch die Tür kommt.',
    description:
      'Hoch, schwer am Fuß und schmal am Hals, für Zweige, die alles andere umwerfen. Die untere Hälfte zeigt den Ton.',
    details: ['Steinzeug, 34 cm', 'Etwa 2,4 kg'],
  },
  'first-seeds': {
    title: 'Saattüten',
    line: 'Im März säen, im Juli prahlen.',
    description:
      'Drei Tüten, die zusammen ein Beet ergeben. „Wiese“ ist für Bienen, „Salat“ für die Stufe vor der Küche und „Wicke“ für den Zaun, den Sie streichen wollten.',
    details: ['Drei Tüten, samenfest', 'Aussaat von März bis Mai', 'Reicht für etwa 6 m²'],
  },
  'late-tulips': {
    title: 'Ein Netz später Tulpen',
    line: 'Im November vergraben, vergessen, staunen.',
    description:
      'Fünfundzwanzig Zwiebeln dreier Sorten, die eine nach der anderen aufgehen. Tiefer pflanzen, als man glaubt, Spitze nach oben, und den Rest der Kälte überlassen.',
    details: ['25 Zwiebeln, drei Sorten', 'Pflanzzeit Oktober bis Dezember', 'Blüte im Mai'],
  },
  'hand-trowel': {
    title: 'Handschaufel',
    line: 'Unkraut sieht sie und seufzt.',
    description:
      'Aus einem Stück Stahl geschmiedet, mit einem Griff aus geölter Eiche und einer Lederschlaufe. Die linke Kante ist gezahnt, für Wurzeln, die diskutieren.',
    details: ['Geschmiedeter Stahl, Eiche', '31 cm', 'Einmal im Jahr schärfen'],
  },
  'plant-food': {
    title: 'Pflanzennahrung',
    line: 'Eine Kappe, jeden zweiten Sonntag.',
    description:
      'Beinwell und Vinasse, vergoren in den Fässern der Gärtnerei. Riecht eine Minute und wirkt zwei Wochen; die Kappe ist das Maß.',
    details: ['500 ml, für 100 l Wasser', 'Rein pflanzlich', 'Von März bis Oktober'],
  },
  'hedge-gloves': {
    title: 'Heckenhandschuhe',
    line: 'Dornen bleiben draußen.',
    description:
      'Finger aus Ziegenleder, Stulpen aus Segeltuch und eine Naht, die gewendet ist, damit sie nicht scheuert. Nass werden sie steif, getragen verzeihen sie.',
    details: ['Ziegenleder und Segeltuch', 'Zwei Größen', 'Im Schatten trocknen'],
  },
};
