import type { ArticleText } from '../../text.ts';

export const textiles: Readonly<Record<string, ArticleText>> = {
  'fell-throw': {
    title: 'Wolldecke „Fell“',
    line: 'Zwei Schafe, ein Sofa.',
    description:
      'Ungefärbtes Garn und eines, das im Vlies gefärbt wurde, zu Fischgrat gewebt und auf einer Seite geraut. Schwer genug, um einen am Aufstehen zu hindern.',
    details: ['Lammwolle, 130 × 190 cm', 'In einer einzigen Weberei gewebt', 'Lüften, selten waschen'],
  },
  'linen-cushion': {
    title: 'Kissen aus gewaschenem Leinen',
    line: 'Schon auf Ihrer Seite.',
    description:
      'Schweres Leinen, mit Steinen gewaschen, bis es weich ist, mit verdecktem Reißverschluss und einer Füllung aus Entenfedern, die sich jahrelang aufschütteln lässt.',
    details: ['Leinen, 50 × 50 cm', 'Federfüllung dabei', 'Bezug bei 40 °C waschbar'],
  },
  'deckchair-cushion': {
    title: 'Liegestuhlkissen',
    line: 'Sommer für drinnen.',
    description:
      'Das gestreifte Tuch der Strandstühle, weich genug gewebt für einen Kopf. Beide Seiten gestreift, denn Kissen werden gewendet.',
    details: ['Baumwolltuch, 45 × 45 cm', 'Federfüllung dabei'],
  },
  'waffle-towels': {
    title: 'Waffelhandtücher',
    line: 'Dünn, wenn trocken; durstig, wenn nicht.',
    description:
      'Vier Handtücher aus Baumwolle und Leinen in tiefer Waffelbindung. Sie trocknen über Nacht am Haken, selbst im November.',
    details: ['Baumwolle und Leinen, vier Stück', '50 × 90 cm', 'Bei 60 °C waschen'],
  },
  'attic-quilt': {
    title: 'Dachbodenquilt',
    line: 'Mit der Maschine gesteppt, von Hand geflickt.',
    description:
      'Zwei Lagen gewaschener Baumwolle mit Wolle dazwischen, in Rauten gesteppt. Reißt er einmal, schicken Sie ihn zurück: Flicken ist im Preis.',
    details: ['Baumwolle, Füllung aus Wolle', '140 × 220 cm', 'Ein Leben lang geflickt'],
  },
  'quay-rug': {
    title: 'Kaiteppich',
    line: 'Flach, gestreift und ohne Angst vor Stiefeln.',
    description:
      'Ein Flachgewebe aus Jute und Baumwolle, auf beiden Seiten gleich, mit geknüpften Fransen. Zweimal im Jahr klopfen, und er überlebt Sie.',
    details: ['Jute und Baumwolle', '80 × 240 cm', 'Beidseitig'],
  },
  'log-basket': {
    title: 'Seegraskorb',
    line: 'Verschluckt Decken, Scheite und Spielzeug.',
    description:
      'Über einen Rahmen aus Rattan geflochten, mit Griffen, die unter dem Boden durchlaufen. Was im Bild darin liegt, ist nicht dabei, aber nicht weit.',
    details: ['Seegras, Rattan', '40 × 36 cm', 'Trägt 15 kg'],
  },
  'wedding-linen': {
    title: 'Hochzeitsbettwäsche',
    line: 'Auf Bestellung, per Brief.',
    description:
      'Eine Garnitur für zwei aus schwerem Leinen, bestickt mit den Initialen, die Sie schicken. Sie liegt nicht aus: Wir verkaufen sie nur per Brief.',
    details: ['Leinen, Garnitur für zwei', 'Sechs Wochen'],
  },
  'shepherd-blanket': {
    title: 'Hirtendecken',
    line: 'Eine für Sie, eine für den Hund.',
    description:
      'Ein Paar kleiner Decken in Fischgrat, für Knie, Kinderwagen und Rückbänke. Gewebt aus den Enden längerer Stücke, daher schwanken die Töne ein wenig.',
    details: ['Lammwolle, 70 × 180 cm, Paar', 'Töne schwanken'],
  },
  'oat-soap': {
    title: 'Stückseife, zwei Stück',
    line: 'Wäscht und kümmert sich dann um sich selbst.',
    description:
      'Oliven- und Rapsöl, von Hand geschnitten und sechs Wochen getrocknet. Hafer ist schlicht und etwas rau, Lavendel ist für den Abend, Kiefer für die Zeit nach dem Garten.',
    details: ['Zwei Stück zu 110 g', 'Ohne Palmöl', 'Papier, kein Plastik'],
  },
  'fell-socks': {
    title: 'Wollsocken „Fell“',
    line: 'Hausschuhe, die in Stiefel passen.',
    description:
      'Gestrickt aus der Wolle derselben zwei Herden wie die Decke, gerippt, damit sie oben bleiben. Die Ferse ist doppelt, denn auf ihr lebt man.',
    details: ['Wolle, ein Fünftel Polyamid', 'Bei 30 °C waschen', 'Im ersten Jahr kostenlos gestopft'],
  },
  'bed-warmer': {
    title: 'Wärmflasche im Mantel',
    line: 'Geht zuerst nach oben und hält den Platz frei.',
    description:
      'Zwei Liter Naturkautschuk in einem gestrickten Mantel mit Kordel. Füllen, wenn man den Kessel ohnehin aufsetzt; sie hält bis drei.',
    details: ['Naturkautschuk, 2 l', 'Mantel aus Lammwolle', 'Mantel bei 30 °C waschbar'],
  },
  'peg-scarf': {
    title: 'Schal für den Haken',
    line: 'Gehört, wer zuerst hinausgeht.',
    description:
      'Breit, gerippt und lang genug, um zweimal herumzugehen. Er hängt an der Tür und gehört niemandem, weshalb meist zwei gekauft werden.',
    details: ['Lammwolle, 30 × 200 cm', 'Eine Weberei, eine Herde', 'Von Hand waschen'],
  },
};
