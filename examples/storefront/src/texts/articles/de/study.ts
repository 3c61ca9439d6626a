import type { ArticleText } from '../../text.ts';

export const study: Readonly<Record<string, ArticleText>> = {
  'day-notebook': {
    title: 'Tagebuchheft',
    line: 'Liegt flach und schweigt.',
    description:
      'Deckel aus Leinen, fadengeheftet, Papier, auf dem Tinte nicht ausfranst. Hundertzweiundneunzig Seiten und zwei Bänder: eines für heute, eines für das Aufgeschobene.',
    details: ['A5, 192 Seiten, gepunktet', 'Papier 100 g', 'Zwei Lesebänder'],
  },
  'brass-pencil-cup': {
    title: 'Messingbecher mit Bleistiften',
    line: 'Fünf gute Bleistifte und ihr Zuhause.',
    description:
      'Ein gedrückter Messingbecher mit schwerem Fuß, gefüllt mit fünf Zedernstiften in den Farben des Ladens. Der Becher überlebt ein paar hundert Nachfüllungen.',
    details: ['Massives Messing, 10 cm', 'Fünf Stifte, HB'],
  },
  'station-clock': {
    title: 'Bahnhofsuhr',
    line: 'Pünktlich, ohne zu ticken.',
    description:
      'Eine Tischuhr mit einem Sekundenzeiger, der lautlos gleitet. Eine Batterie hält zwei Jahre; eine App gibt es nicht.',
    details: ['Stahl und Glas, 18 cm', 'Lautloses Werk', 'Eine AA, dabei'],
  },
  'letter-box': {
    title: 'Briefkasten für den Tisch',
    line: 'Ein Platz für das, was Antwort braucht.',
    description:
      'Ein offener Eichenkasten für Briefe, Rechnungen und die Postkarten, die man schicken will. An den Ecken gezinkt, unten mit Filz.',
    details: ['Eiche, Messingknauf', '26 × 14 × 16 cm'],
  },
  'stone-bookends': {
    title: 'Buchstützen, viertelrund',
    line: 'Drei Kilo gute Manieren.',
    description:
      'Ein Paar Viertelkreise aus geädertem Stein, gesägt und geschliffen. Sie halten eine Reihe Romane gerade und sehen auch ohne gut aus.',
    details: ['Naturstein, Paar', '15 cm, 3 kg', 'Kork an der Unterseite'],
  },
  'valley-print': {
    title: 'Tal, Abend',
    line: 'Eine Aussicht für die Wand ohne.',
    description:
      'Ein Siebdruck in fünf Farben, mit Bleistift nummeriert, in einem Rahmen aus dem Holz Ihrer Wahl. Gedruckt im Zimmer über dem Laden.',
    details: ['30 × 40 cm, gerahmt', 'Auflage 200', 'Baumwollpapier'],
  },
  'well-ink': {
    title: 'Ein Fass Tinte',
    line: 'Trocknet, ehe man es sich anders überlegt.',
    description:
      'Angerieben aus Pigment und Gummi, für Feder und Füller. „Nacht“ ist fast schwarz, „Glut“ ist zum Verbessern, „Moos“ für Briefe an Leute, die man mag.',
    details: ['45 ml, Pigmenttinte', 'Für Füller und Federn', 'Fass zum Nachfüllen'],
  },
  'letter-set': {
    title: 'Papier für vierzig Briefe',
    line: 'Das Telefon kann warten.',
    description:
      'Vierzig Bogen mit farbigem Rand und ebenso viele gefütterte Umschläge, in einer Schachtel, die später die Antworten hält. Das Papier nimmt Tinte auf beiden Seiten.',
    details: ['40 Bogen, 40 Umschläge', 'Baumwollpapier, 110 g', 'A5, gefalzt'],
  },
  'reading-glass': {
    title: 'Leseglas',
    line: 'Für Karten, Marken und Kleingedrucktes.',
    description:
      'Eine dreifach vergrößernde Linse in einem Ring aus Messing, an einem Griff aus Nussbaum mit dem richtigen Gewicht. Mit ihm sieht jeder aus, als fände er es gleich heraus.',
    details: ['Optisches Glas, 3×', 'Messing und Nussbaum, 24 cm', 'In einer Hülle aus Filz'],
  },
  'seal-set': {
    title: 'Siegel und Lack',
    line: 'Schließt einen Brief so, dass sich das Öffnen lohnt.',
    description:
      'Ein Messingsiegel mit einem Fenchelzweig und zwei Stangen Lack, die sich in der Post biegen und nicht brechen. Genug für rund dreißig Briefe.',
    details: ['Messingsiegel, Griff aus Nussbaum', 'Zwei Stangen Lack', 'Ein Zweig oder Ihr Buchstabe'],
  },
};
